/*
 * The words of names, put into the full-text table name_words in the order of their
 * rowids, which FTS5 wants: it writes out what it holds in memory whenever a rowid is
 * not above the one before.
 */
#ifndef STORE_BUILD_NAMES_H
#define STORE_BUILD_NAMES_H

#include "store/build_state.h"

/* Fills name_words, when the tables of names are filled. */
int build_names(struct build *build, struct error *err);

#endif

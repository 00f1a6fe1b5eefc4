/*
 * A field of the query language: its name, and whether what stands behind the
 * colon can be a value of it.
 *
 * Names of speakers, topics, talks … are not looked up here: that takes a
 * store (core/resolve).
 */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include "core/parse.h"

/* The field with this name, in any case; false where there is none. */
bool field_find(const char *name, size_t length, enum field *field);

/* The most similar name of a field, or NULL where none is near. */
const char *field_nearest(const char *name, size_t length);

/* Fills the days of NODE, or spells its value as the vocabulary does, or *SORT,
 * by its field and value.  false: PROBLEM has a line that says what is wrong. */
bool field_check(struct ask_node *node, enum query_sort *sort, struct text *problem);

#endif

/*
 * Inventions: random corpora and random queries, the same for the same seed on
 * every machine.
 *
 * A query is invented as a tree and written out as somebody would type it, so
 * that the program's parser has to find the tree again.
 */
#ifndef TESTS_INVENT_H
#define TESTS_INVENT_H

#include "tests/support/chance.h"
#include "tests/support/naive.h"

/* Fills CORPUS with COUNT entries; release it with corpus_release. */
void invent_corpus(struct chance *chance, size_t count, struct corpus *corpus);
void corpus_release(struct corpus *corpus);

/* A tree in the arena of CORPUS, and the same as text in OUT. */
struct ask_node *invent_query(struct chance *chance, struct corpus *corpus, struct text *out);

#endif

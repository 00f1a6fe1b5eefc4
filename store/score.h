/*
 * Scores: how well rows fit the words of a query, by BM25 (Robertson and Zaragoza, "The
 * Probabilistic Relevance Framework", 2009): a rare word counts more than a frequent one,
 * the second time less than the first, and in a long text less than in a short one.
 *
 * What is scored are the phrases that are asked for and not excluded; where a word
 * ends in a beginning, all words that begin so are one.  How rare a phrase is, is
 * how rare its words are, all added.
 */
#ifndef STORE_SCORE_H
#define STORE_SCORE_H

#include "store/bits.h"
#include "store/plan.h"
#include "store/store.h"

struct scoring;

/* PLAN is borrowed; cheap. */
struct scoring *scoring_open(struct store *store, const struct plan *plan);
void scoring_close(struct scoring *scoring);

/* Fills SCORES, which has room for SEGMENT_ROWS, for those offsets of segment NUMBER that are in
 * ROWS: the higher, the better; 0 where no word was asked for. */
int score_rows(struct scoring *scoring, uint32_t number, const struct bits *rows, float *scores,
	       struct error *err);

#endif

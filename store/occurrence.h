/*
 * Occurrences of phrases in a segment: where in which row they begin.
 */
#ifndef STORE_OCCURRENCE_H
#define STORE_OCCURRENCE_H

#include "store/plan.h"
#include "store/segment.h"

/* Adds to ROWS, which is empty, those rows of WITHIN that have every word of PHRASE: all that
 * may have the phrase. */
int phrase_candidates(struct store *store, uint32_t number, const struct phrase *phrase,
		      const struct bits *within, struct bits *rows, struct error *err);

/* Fills OUT, which is emptied first, with the occurrences of PHRASE in the rows of WITHIN,
 * in order. */
int phrase_occurrences(struct store *store, uint32_t number, const struct phrase *phrase,
		       const struct bits *within, struct occurrences *out, struct error *err);

/* Adds the rows of OCCURRENCES to ROWS. */
void occurrences_rows(const struct occurrences *occurrences, struct bits *rows);

/* Adds to ROWS those in which an occurrence of A, of A_WORDS words, and one of B
 * have at most DISTANCE words between them, in any order, and do not overlap. */
void occurrences_near(const struct occurrences *a, size_t a_words, const struct occurrences *b,
		      size_t b_words, unsigned distance, struct bits *rows);

void occurrences_release(struct occurrences *occurrences);

#endif

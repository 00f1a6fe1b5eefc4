/*
 * Evaluating: the rows of a segment that a plan finds, as a set.
 *
 * Its steps are bounded by the size of a segment and look out for store_cancel
 * in between.
 */
#ifndef STORE_EVALUATE_H
#define STORE_EVALUATE_H

#include "store/bits.h"
#include "store/plan.h"
#include "store/store.h"

struct evaluation;

/* PLAN, of so many LEAVES, is borrowed; cheap. */
struct evaluation *evaluation_open(struct store *store, const struct plan *plan, size_t leaves);
void evaluation_close(struct evaluation *evaluation);

/* Fills ROWS with the offsets of the rows that are found in segment NUMBER. */
int evaluate(struct evaluation *evaluation, uint32_t number, struct bits *rows,
	     struct error *err);

#endif

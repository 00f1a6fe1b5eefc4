/*
 * Results: the rows of an answer by position, growing while a search goes on.
 *
 * Every entry of a store is an answer without a list, since rows are numbered
 * by date.  Any other answer keeps the chunks of rows as the search gave them:
 * four bytes a row, and nothing is copied.  By date the rows of an answer only
 * go down (newest first) or up (oldest first), so that a row's position is
 * found by halving, and a row that was passed by is known not to come.  By rank this
 * holds behind the first SEARCH_BEST rows (store/search.h); those are looked through.
 *
 * The all-zero struct is an empty answer that has not ended.
 */
#ifndef CORE_RESULTS_H
#define CORE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/query.h"

struct results_chunk {
	uint32_t first;		/* the position of its first row */
	uint32_t count;		/* not 0 */
	uint32_t *rows;
};

struct results {
	enum query_sort sort;
	bool all;		/* every row from 1 to `total`, no list */
	bool ended;		/* no more rows come */
	uint32_t total;
	struct results_chunk *chunks;
	size_t chunk_count, cap;
};

/* Makes an empty RESULTS the answer of every one of COUNT entries. */
void results_every(struct results *results, uint32_t count, enum query_sort sort);
/* Adds COUNT rows behind the others; takes ROWS. */
void results_add(struct results *results, uint32_t *rows, uint32_t count);
void results_release(struct results *results);

/* The row at POSITION, from 0; 0 where there is none. */
uint32_t results_row(const struct results *results, uint32_t position);
/* Where ROW stands; false where it is not (yet) in the answer. */
bool results_find(const struct results *results, uint32_t row, uint32_t *position);
/* Whether ROW, which is not there, can still come. */
bool results_may_come(const struct results *results, uint32_t row);

#endif

/*
 * Columns: the numbers of a store's columns (store/column.h), read block by
 * block, with the block of each column that was read last kept unpacked.
 *
 * Rows in any order are right; rows in order are fast.
 */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include "store/column.h"
#include "store/query.h"
#include "store/store.h"

struct columns;

/* Cheap; blocks are read when they are asked for. */
struct columns *columns_open(struct store *store);
void columns_close(struct columns *columns);

/* The numbers of the rows `first` to `first` + `count` - 1; borrowed until another
 * block of the same column is asked for. */
struct block {
	const uint32_t *at;
	uint32_t first, count;
	uint32_t most;	/* none of them is larger */
};

/* The block of COLUMN, which is one by row, that holds ROW, which exists. */
int columns_block(struct columns *columns, enum column column, uint32_t row,
		  struct block *block, struct error *err);

/* The topics of the same rows: those of row `first` + I are at[start[I]] to
 * at[start[I + 1] - 1], the ones above them included. */
struct topic_block {
	const uint32_t *at, *start;
	uint32_t first, count;
};

int columns_topics(struct columns *columns, uint32_t row, struct topic_block *block,
		   struct error *err);

/* The number of rows without any date; they come first. */
int columns_undated(struct columns *columns, uint32_t *rows, struct error *err);
/* The number of rows whose first day lies before DAY, those without a date
 * included; they come first. */
int columns_before(struct columns *columns, int32_t day, uint32_t *rows, struct error *err);

/* Whether there is a column of FACET, and whether ROW has one of the values in
 * it for which WANTED, COUNT of them, is not 0. */
bool columns_for(enum facet facet);
int columns_has(struct columns *columns, enum facet facet, uint32_t row,
		const unsigned char *wanted, size_t count, bool *has, struct error *err);

#endif

/*
 * Months: in which month each row of a store begins.
 *
 * Rows stand in the order of their first days, so those of a month follow one
 * another: they are a run.  Some hundred runs tell the month of any number of
 * rows.  An entry whose days are many (a year, a spring) counts by the first.
 */
#ifndef STORE_MONTHS_H
#define STORE_MONTHS_H

#include "store/store.h"

/* A month is 12 * year + month - 1, within the years of store/edtf.h.  Two more
 * stand before all others: of entries without a date, and of those whose days
 * have no known beginning. */
enum { MONTH_UNDATED = INT32_MIN, MONTH_OPEN };

/* The month of a day; what lies outside of all years goes to their ends. */
int32_t month_of(int32_t day);
/* Back: MONTHS is no MONTH_UNDATED and no MONTH_OPEN; *MONTH is 1 to 12. */
void month_split(int32_t months, int *year, int *month);

struct month_run {
	int32_t month;		/* rises from run to run */
	uint32_t first;		/* its first row; it ends before that of the next run */
};

/* The runs of all rows; behind the last of *COUNT runs stands one more, which
 * begins behind the last row.  Borrowed until store_close.  The first call reads
 * a column, about 1 ns a row; after ERROR_STOPPED the next one goes on there. */
int months_runs(struct store *store, const struct month_run **runs, size_t *count,
		struct error *err);

/* How many of some rows begin in a month; never 0. */
struct month_count {
	int32_t month;
	uint32_t count;
};

/* Those of all rows, in the order of the months; yours to free. */
int months_stored(struct store *store, struct month_count **months, size_t *count,
		  struct error *err);

struct months;
void months_close(struct months *months);

#endif

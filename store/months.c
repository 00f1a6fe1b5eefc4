#include "store/months.h"

#include <stdlib.h>

#include "store/columns.h"
#include "store/edtf.h"
#include "store/handle.h"

enum { YEAR_LEAST = -9999, YEAR_MOST = 9999 };

struct months {
	struct columns *columns;	/* until all is read */
	struct month_run *runs;
	size_t count, cap;
	bool begun;
	uint32_t read;			/* these rows, from 1, are in the runs */
	bool whole;			/* all of them, and the run behind the last */
};

int32_t month_of(int32_t day)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	if (year < YEAR_LEAST)
		return 12 * YEAR_LEAST;
	if (year > YEAR_MOST)
		return 12 * YEAR_MOST + 11;
	return 12 * year + month - 1;
}

void month_split(int32_t months, int *year, int *month)
{
	/* Division rounds to 0; years go on below it. */
	*year = (months >= 0 ? months : months - 11) / 12;
	*month = months - 12 * *year + 1;
}

/* The first day of a month, as in the column; of the first month and behind the last
 * one those that lie outside of all years too. */
static uint64_t begin_of(int32_t months)
{
	int year, month;

	if (months <= 12 * YEAR_LEAST)
		return column_day(DAY_FIRST + 1);
	month_split(months, &year, &month);
	return year > YEAR_MOST ? (uint64_t)UINT32_MAX + 1 : column_day(day_of(year, month, 1));
}

static void add_run(struct months *months, int32_t month, uint32_t first)
{
	months->runs = memory_room(months->runs, months->count, &months->cap,
				   sizeof(*months->runs));
	months->runs[months->count++] = (struct month_run){month, first};
}

/* Those without a date are told by two columns. */
static int read_undated(struct months *months, struct error *err)
{
	uint32_t rows;

	if (columns_undated(months->columns, &rows, err) < 0)
		return -1;
	if (rows)
		add_run(months, MONTH_UNDATED, 1);
	months->read = rows;
	months->begun = true;
	return 0;
}

/* Adds the rows from the first that was not read to the end of its block. */
static int read_block(struct store *store, struct months *months, struct error *err)
{
	struct block block;
	uint32_t i;

	if (columns_block(months->columns, COLUMN_FIRST, months->read + 1, &block, err) < 0)
		return -1;
	for (i = months->read + 1 - block.first; i < block.count;) {
		int32_t day = column_day_back(block.at[i]);
		int32_t month = day == DAY_FIRST ? MONTH_OPEN : month_of(day);
		uint64_t begin = day == DAY_FIRST ? column_day(DAY_FIRST) : begin_of(month);
		uint64_t end = day == DAY_FIRST ? begin + 1 : begin_of(month + 1);
		int32_t before = months->count ? months->runs[months->count - 1].month
					       : MONTH_UNDATED;

		if (month < before)
			return store_damaged(store, "days fall from row to row", err);
		if (month > before)
			add_run(months, month, block.first + i);
		while (i < block.count && block.at[i] >= begin && block.at[i] < end)
			i++;
		months->read = block.first + i - 1;
	}
	return 0;
}

int months_runs(struct store *store, const struct month_run **runs, size_t *count,
		struct error *err)
{
	struct months *months = store->months;

	if (!months) {
		months = store->months = memory_new(1, sizeof(*months));
		months->columns = columns_open(store);
	}
	if (!months->begun && read_undated(months, err) < 0)
		return -1;
	while (months->read < store->count)
		if (store_ready(store, err) < 0 || read_block(store, months, err) < 0)
			return -1;
	if (!months->whole) {
		add_run(months, INT32_MAX, store->count + 1);
		columns_close(months->columns);
		months->columns = NULL;
		months->whole = true;
	}
	*runs = months->runs;
	*count = months->count - 1;
	return 0;
}

int months_stored(struct store *store, struct month_count **months, size_t *count,
		  struct error *err)
{
	const struct month_run *runs;

	if (months_runs(store, &runs, count, err) < 0)
		return -1;
	*months = memory_new(*count + 1, sizeof(**months));
	for (size_t i = 0; i < *count; i++)
		(*months)[i] = (struct month_count){runs[i].month, runs[i + 1].first - runs[i].first};
	return 0;
}

void months_close(struct months *months)
{
	if (!months)
		return;
	columns_close(months->columns);
	free(months->runs);
	free(months);
}

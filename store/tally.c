#include "store/tally.h"

#include <stdlib.h>
#include <string.h>

#include "store/columns.h"
#include "store/handle.h"

/* Counts by number; number 0 collects what has none, and is never asked for. */
struct counts {
	uint32_t *at;
	uint32_t most;	/* the highest number */
};

struct tally {
	struct store *store;
	struct columns *columns;
	struct counts speakers, topics;
	/* Rows by the run of months that they are in; NULL until the first row.  Rows
	 * come mostly in order: the run of the last one is tried first. */
	const struct month_run *runs;
	size_t run_count, run;
	uint32_t *months;
};

static void counts_init(struct counts *counts, uint32_t most)
{
	counts->most = most;
	counts->at = memory_new((size_t)most + 1, sizeof(*counts->at));
}

static void counts_clear(struct counts *counts)
{
	memset(counts->at, 0, ((size_t)counts->most + 1) * sizeof(*counts->at));
}

/* A damaged store may hold numbers that nobody has. */
static void count_one(struct counts *counts, uint32_t number)
{
	counts->at[number <= counts->most ? number : 0]++;
}

struct tally *tally_open(struct store *store, struct error *err)
{
	struct tally *tally;

	if (store_ready(store, err) < 0)
		return NULL;
	tally = memory_new(1, sizeof(*tally));
	tally->store = store;
	tally->columns = columns_open(store);
	counts_init(&tally->speakers, names_count(store, NAMES_SPEAKER));
	counts_init(&tally->topics, names_count(store, NAMES_TOPIC));
	return tally;
}

void tally_close(struct tally *tally)
{
	if (!tally)
		return;
	columns_close(tally->columns);
	free(tally->speakers.at);
	free(tally->topics.at);
	free(tally->months);
	free(tally);
}

void tally_clear(struct tally *tally)
{
	counts_clear(&tally->speakers);
	counts_clear(&tally->topics);
	for (size_t i = 0; i < tally->run_count; i++)
		tally->months[i] = 0;
}

/* --- months --- */

static int know_months(struct tally *tally, struct error *err)
{
	if (tally->months)
		return 0;
	if (months_runs(tally->store, &tally->runs, &tally->run_count, err) < 0)
		return -1;
	tally->months = memory_new(tally->run_count + 1, sizeof(*tally->months));
	return 0;
}

/* The run of ROW, which exists. */
static size_t find_run(const struct tally *tally, uint32_t row)
{
	size_t low = 0, high = tally->run_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (tally->runs[middle].first <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void count_month(struct tally *tally, uint32_t row)
{
	const struct month_run *run = &tally->runs[tally->run];

	if (row < run[0].first || row >= run[1].first)
		tally->run = find_run(tally, row);
	tally->months[tally->run]++;
}

struct month_count *tally_months(const struct tally *tally, size_t *count)
{
	struct month_count *months = memory_new(tally->run_count + 1, sizeof(*months));

	*count = 0;
	for (size_t i = 0; i < tally->run_count; i++)
		if (tally->months[i])
			months[(*count)++] =
				(struct month_count){tally->runs[i].month, tally->months[i]};
	return months;
}

/* --- rows --- */

int tally_add(struct tally *tally, const uint32_t *rows, size_t count, struct error *err)
{
	size_t i = 0;

	if (know_months(tally, err) < 0)
		return -1;
	/* All rows of one block at a time, so that the inner loop asks nobody. */
	while (i < count) {
		struct topic_block topics;
		struct block speakers;

		if (store_ready(tally->store, err) < 0)
			return -1;
		if (!rows[i] || rows[i] > store_count(tally->store)) {
			i++;
			continue;
		}
		if (columns_block(tally->columns, COLUMN_SPEAKER, rows[i], &speakers, err) < 0 ||
		    columns_topics(tally->columns, rows[i], &topics, err) < 0)
			return -1;
		for (; i < count && rows[i] - speakers.first < speakers.count; i++) {
			uint32_t at = rows[i] - speakers.first;

			count_month(tally, rows[i]);
			count_one(&tally->speakers, speakers.at[at]);
			for (uint32_t k = topics.start[at]; k < topics.start[at + 1]; k++)
				count_one(&tally->topics, topics.at[k]);
		}
	}
	return 0;
}

static const struct counts *counts_of(const struct tally *tally, enum names names)
{
	static const struct counts nothing;

	return names == NAMES_SPEAKER ? &tally->speakers
	       : names == NAMES_TOPIC ? &tally->topics
				      : &nothing;
}

uint32_t tally_count(const struct tally *tally, enum names names, uint32_t number)
{
	const struct counts *counts = counts_of(tally, names);

	return number && number <= counts->most ? counts->at[number] : 0;
}

/* --- the most frequent --- */

/* Whether A stands below B in the list: fewer, or as many and a later number. */
static bool is_below(const struct counts *counts, uint32_t a, uint32_t b)
{
	if (counts->at[a] != counts->at[b])
		return counts->at[a] < counts->at[b];
	return a > b;
}

/* NUMBERS is a heap whose first is the lowest of all; lets its item I sink. */
static void sink(const struct counts *counts, uint32_t *numbers, size_t size, size_t i)
{
	for (;;) {
		size_t low = i, kid = 2 * i + 1;
		uint32_t number = numbers[i];

		for (size_t k = kid; k < kid + 2 && k < size; k++)
			if (is_below(counts, numbers[k], numbers[low]))
				low = k;
		if (low == i)
			return;
		numbers[i] = numbers[low];
		numbers[low] = number;
		i = low;
	}
}

size_t tally_top(const struct tally *tally, enum names names, uint32_t *numbers, size_t most)
{
	const struct counts *counts = counts_of(tally, names);
	size_t size = 0;

	for (uint32_t number = 1; most && number <= counts->most; number++) {
		if (!counts->at[number])
			continue;
		if (size < most) {
			numbers[size++] = number;
			if (size == most)
				for (size_t i = size; i-- > 0;)
					sink(counts, numbers, size, i);
		} else if (is_below(counts, numbers[0], number)) {
			numbers[0] = number;
			sink(counts, numbers, size, 0);
		}
	}
	if (size < most)
		for (size_t i = size; i-- > 0;)
			sink(counts, numbers, size, i);
	/* The lowest goes to the end, again and again. */
	for (size_t left = size; left > 1; left--) {
		uint32_t lowest = numbers[0];

		numbers[0] = numbers[left - 1];
		numbers[left - 1] = lowest;
		sink(counts, numbers, left - 1, 0);
	}
	return size;
}

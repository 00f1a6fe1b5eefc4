#include "core/results.h"

#include <assert.h>
#include <stdlib.h>

#include "store/memory.h"
#include "store/search.h"

void results_every(struct results *results, uint32_t count, enum query_sort sort)
{
	assert(!results->total && !results->chunk_count);
	results->all = true;
	results->ended = true;
	results->sort = sort;
	results->total = count;
}

void results_add(struct results *results, uint32_t *rows, uint32_t count)
{
	assert(!results->all);
	if (!count) {
		free(rows);
		return;
	}
	results->chunks = memory_room(results->chunks, results->chunk_count, &results->cap,
				      sizeof(*results->chunks));
	results->chunks[results->chunk_count++] =
		(struct results_chunk){.first = results->total, .count = count, .rows = rows};
	results->total += count;
}

void results_release(struct results *results)
{
	for (size_t i = 0; i < results->chunk_count; i++)
		free(results->chunks[i].rows);
	free(results->chunks);
	*results = (struct results){0};
}

/* Every entry by rank is every entry by date: there is nothing to rank by. */
static bool ascending(const struct results *results)
{
	return results->sort == SORT_OLDEST;
}

uint32_t results_row(const struct results *results, uint32_t position)
{
	size_t low = 0, high = results->chunk_count;

	if (position >= results->total)
		return 0;
	if (results->all)
		return ascending(results) ? position + 1 : results->total - position;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (results->chunks[middle].first <= position)
			low = middle;
		else
			high = middle;
	}
	return results->chunks[low].rows[position - results->chunks[low].first];
}

/* How many rows at the beginning stand by rank. */
static uint32_t ranked(const struct results *results)
{
	if (results->sort != SORT_BEST || results->all)
		return 0;
	return results->total < SEARCH_BEST ? results->total : SEARCH_BEST;
}

bool results_find(const struct results *results, uint32_t row, uint32_t *position)
{
	uint32_t low = ranked(results), high = results->total;

	if (!row)
		return false;
	for (uint32_t i = 0; i < low; i++) {
		if (results_row(results, i) == row) {
			*position = i;
			return true;
		}
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2, there = results_row(results, middle);

		if (there == row) {
			*position = middle;
			return true;
		}
		if ((there < row) == ascending(results))
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool results_may_come(const struct results *results, uint32_t row)
{
	uint32_t last;

	if (results->ended || !row)
		return false;
	if (ranked(results) == results->total)
		return true;
	last = results_row(results, results->total - 1);
	return ascending(results) ? row > last : row < last;
}

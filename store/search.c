#include "store/search.h"

#include <stdlib.h>

#include "store/columns.h"
#include "store/evaluate.h"
#include "store/handle.h"
#include "store/score.h"
#include "store/segment.h"

struct ranked {
	uint32_t row;
	float score;
};

/* Which segments are done, and of the one in work, which rows are still to be given out. */
struct search {
	struct store *store;
	struct arena arena;
	const struct plan *plan;
	struct evaluation *evaluation;
	bool newest;		/* from the last row down */
	uint32_t done;		/* segments */
	struct bits rows;
	uint32_t first, at;	/* the segment's first row; the offset to go on from */
	/* SORT_BEST: the newest hits, best first, are given out before the rest. */
	bool best;
	struct ranked *ranked;
	size_t ranked_count, ranked_cap, given;
};

struct search *search_open(struct store *store, const struct query *query, struct error *err)
{
	struct search *search = memory_new(1, sizeof(*search));
	size_t leaves;

	search->store = store;
	search->newest = query->sort != SORT_OLDEST;
	search->best = query->sort == SORT_BEST;
	search->at = search->newest ? 0 : SEGMENT_ROWS;
	search->plan = plan_make(query->root, &search->arena, &leaves, err);
	if (!search->plan) {
		search_close(search);
		return NULL;
	}
	search->evaluation = evaluation_open(store, search->plan, leaves);
	return search;
}

void search_close(struct search *search)
{
	if (!search)
		return;
	evaluation_close(search->evaluation);
	arena_release(&search->arena);
	free(search->ranked);
	free(search);
}

/* Goes to the next segment that has a row; false in *MORE at the end.  Where it fails or
 * is stopped, the next call tries the same segment. */
static int next_segment(struct search *search, uint32_t *number, bool *more, struct error *err)
{
	uint32_t count = segment_count(search->store);

	for (; search->done < count; search->done++) {
		*number = search->newest ? count - 1 - search->done : search->done;
		if (evaluate(search->evaluation, *number, &search->rows, err) < 0)
			return -1;
		if (bits_any(&search->rows)) {
			search->first = segment_at(search->store, *number)->first;
			search->at = search->newest ? SEGMENT_ROWS : 0;
			search->done++;
			*more = true;
			return 0;
		}
	}
	*more = false;
	return 0;
}

/* The next row of the segment in work, or 0. */
static uint32_t next_row(struct search *search)
{
	uint32_t offset = search->newest ? bits_last(&search->rows, search->at)
					 : bits_next(&search->rows, search->at);

	if (offset == SEGMENT_ROWS) {
		search->at = search->newest ? 0 : SEGMENT_ROWS;
		return 0;
	}
	search->at = search->newest ? offset : offset + 1;
	return search->first + offset;
}

/* --- the best --- */

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->row > y->row ? -1 : x->row < y->row;
}

static void keep_ranked(struct search *search, const float *scores)
{
	uint32_t row;

	while (search->ranked_count < SEARCH_BEST && (row = next_row(search))) {
		search->ranked = memory_room(search->ranked, search->ranked_count,
					     &search->ranked_cap, sizeof(*search->ranked));
		search->ranked[search->ranked_count++] =
			(struct ranked){row, scores[row - search->first]};
	}
}

/* Where it is stopped, the next call begins again. */
static int rank(struct search *search, struct error *err)
{
	struct scoring *scoring = scoring_open(search->store, search->plan);
	float *scores = memory_new(SEGMENT_ROWS, sizeof(*scores));
	bool more = true;
	int result = 0;

	search->ranked_count = search->done = 0;
	while (search->ranked_count < SEARCH_BEST && more && result == 0) {
		uint32_t number;

		result = next_segment(search, &number, &more, err);
		if (result == 0 && more)
			result = score_rows(scoring, number, &search->rows, scores, err);
		if (result == 0 && more)
			keep_ranked(search, scores);
	}
	scoring_close(scoring);
	free(scores);
	if (result < 0)
		return -1;
	if (search->ranked_count)
		qsort(search->ranked, search->ranked_count, sizeof(*search->ranked),
		      compare_ranked);
	search->best = false;
	return 0;
}

int search_next(struct search *search, uint32_t *rows, int most, struct error *err)
{
	uint32_t number;
	bool more = true;
	int count = 0;

	if (store_ready(search->store, err) < 0)
		return -1;
	if (search->best && rank(search, err) < 0)
		return -1;
	while (count < most && search->given < search->ranked_count)
		rows[count++] = search->ranked[search->given++].row;
	while (count < most) {
		rows[count] = next_row(search);
		if (rows[count]) {
			count++;
			continue;
		}
		/* What was found so far is worth more than to wait for all that was asked for. */
		if (count)
			break;
		if (next_segment(search, &number, &more, err) < 0)
			return -1;
		if (!more)
			break;
	}
	return count;
}

/* --- counting --- */

/* A single word or facet is counted without looking at its rows. */
static const struct term *single_term(const struct plan *plan)
{
	if (plan->op == PLAN_TERMS && plan->term_count == 1)
		return plan->terms;
	if (plan->op == PLAN_PHRASE && plan->phrases->count == 1 && !plan->phrases->prefix)
		return plan->phrases->words;
	return NULL;
}

static int count_in(struct store *store, struct evaluation *evaluation, const struct plan *plan,
		    uint32_t number, uint32_t *count, struct error *err)
{
	const struct term *term = single_term(plan);
	struct postings postings;
	struct bits rows;
	int found;

	*count = 0;
	if (!term) {
		if (evaluate(evaluation, number, &rows, err) < 0)
			return -1;
		*count = bits_count(&rows);
		return 0;
	}
	found = segment_find(store, number, term->bytes, term->length, false, &postings, err);
	if (found > 0)
		*count = postings.count;
	return found < 0 ? -1 : 0;
}

int search_count(struct store *store, const struct query *query, uint32_t cap, uint32_t *count,
		 struct error *err)
{
	struct arena arena = {0};
	size_t leaves;
	const struct plan *plan = plan_make(query->root, &arena, &leaves, err);
	struct evaluation *evaluation = plan ? evaluation_open(store, plan, leaves) : NULL;
	int result = plan ? store_ready(store, err) : -1;

	*count = 0;
	for (uint32_t i = 0; i < segment_count(store) && result == 0; i++) {
		uint32_t more = 0;

		result = count_in(store, evaluation, plan, i, &more, err);
		*count += more;
		if (cap && *count >= cap) {
			*count = cap;
			break;
		}
	}
	evaluation_close(evaluation);
	arena_release(&arena);
	return result;
}

/* --- the quotes of a talk --- */

struct placed {
	uint32_t row, place;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

static int find_quotes(struct store *store, uint32_t number, struct columns *columns,
		       struct search *search, struct placed **quotes, size_t *count,
		       struct error *err)
{
	uint32_t talk = store_talk_row(store, number), rows[256];
	size_t cap = 0;
	int got;

	while ((got = search_next(search, rows, sizeof(rows) / sizeof(rows[0]), err)) > 0) {
		for (int i = 0; i < got; i++) {
			struct block block;

			if (rows[i] == talk)
				continue;
			if (columns_block(columns, COLUMN_PLACE, rows[i], &block, err) < 0)
				return -1;
			*quotes = memory_room(*quotes, *count, &cap, sizeof(**quotes));
			(*quotes)[(*count)++] =
				(struct placed){rows[i], block.at[rows[i] - block.first]};
		}
	}
	return got;
}

int search_talk_quotes(struct store *store, uint32_t number, uint32_t **rows, size_t *count,
		       struct error *err)
{
	struct query_node node = {.op = QUERY_FACET, .facet = FACET_TALK,
				  .values = &number, .value_count = 1};
	struct query query = {.root = &node, .sort = SORT_OLDEST};
	struct search *search = search_open(store, &query, err);
	struct columns *columns = columns_open(store);
	struct placed *quotes = NULL;
	int result = -1;

	*count = 0;
	*rows = NULL;
	if (search)
		result = find_quotes(store, number, columns, search, &quotes, count, err);
	if (!result && *count) {
		qsort(quotes, *count, sizeof(*quotes), compare_placed);
		*rows = memory_new(*count, sizeof(**rows));
		for (size_t i = 0; i < *count; i++)
			(*rows)[i] = quotes[i].row;
	}
	search_close(search);
	columns_close(columns);
	free(quotes);
	return result;
}

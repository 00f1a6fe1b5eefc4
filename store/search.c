#include "store/search.h"

#include <stdlib.h>

#include "store/columns.h"
#include "store/handle.h"
#include "store/plan.h"
#include "store/stream.h"

struct ranked {
	uint32_t row;
	double score;
};

struct search {
	struct store *store;
	const struct plan *plan;
	struct stream *stream;
	struct arena arena;
	uint32_t at;		/* the position to go on from */
	/* SORT_BEST: the newest hits, best first, are given out before the rest. */
	bool best;
	struct ranked *ranked;
	size_t ranked_count, ranked_cap, given;
};

struct search *search_open(struct store *store, const struct query *query, struct error *err)
{
	struct search *search = memory_new(1, sizeof(*search));

	search->store = store;
	search->at = 1;
	search->best = query->sort == SORT_BEST;
	search->plan = plan_make(query->root, &search->arena, err);
	if (search->plan)
		search->stream = stream_open(store, search->plan, query->sort != SORT_OLDEST,
					     search->best, err);
	if (!search->stream) {
		search_close(search);
		return NULL;
	}
	return search;
}

void search_close(struct search *search)
{
	if (!search)
		return;
	stream_close(search->stream);
	arena_release(&search->arena);
	free(search->ranked);
	free(search);
}

/* The next row in the order of the stream, or 0. */
static int next_row(struct search *search, uint32_t *row, struct error *err)
{
	uint32_t position;

	if (stream_seek(search->stream, search->at, &position, row, err) < 0)
		return -1;
	search->at = *row ? position + 1 : position;
	return 0;
}

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? -1 : 1;
	return x->row > y->row ? -1 : x->row < y->row;
}

/* Where it is stopped, the next call goes on. */
static int rank(struct search *search, struct error *err)
{
	uint32_t row;

	while (search->ranked_count < SEARCH_BEST) {
		if (next_row(search, &row, err) < 0)
			return -1;
		if (!row)
			break;
		search->ranked = memory_room(search->ranked, search->ranked_count,
					     &search->ranked_cap, sizeof(*search->ranked));
		search->ranked[search->ranked_count++] =
			(struct ranked){row, stream_score(search->stream)};
	}
	if (search->ranked_count)
		qsort(search->ranked, search->ranked_count, sizeof(*search->ranked),
		      compare_ranked);
	search->best = false;
	return 0;
}

int search_next(struct search *search, uint32_t *rows, int most, struct error *err)
{
	int count = 0;

	if (store_ready(search->store, err) < 0)
		return -1;
	if (search->best && rank(search, err) < 0)
		return -1;
	while (count < most && search->given < search->ranked_count)
		rows[count++] = search->ranked[search->given++].row;
	while (count < most) {
		if (next_row(search, &rows[count], err) < 0)
			return -1;
		if (!rows[count])
			break;
		count++;
	}
	return count;
}

/* --- counting --- */

static const char COUNT_SQL[] = "SELECT count(*) FROM words WHERE words MATCH ?1";

/* Words alone are counted by the engine itself, which is the fastest. */
static int count_match(struct store *store, const struct plan *plan, uint32_t *count,
		       struct error *err)
{
	sqlite3_stmt *stmt = store_statement(store, COUNT_SQL, err);
	int code, more;

	if (!stmt)
		return -1;
	code = sqlite3_bind_text(stmt, 1, plan->match, -1, SQLITE_STATIC);
	if (code != SQLITE_OK)
		return store_failed(store, code, err);
	more = store_step(store, stmt, err);
	if (more > 0)
		*count = column_u32(stmt, 0);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return more < 0 ? -1 : 0;
}

static int count_rows(struct store *store, const struct plan *plan, uint32_t cap,
		      uint32_t *count, struct error *err)
{
	struct stream *stream = stream_open(store, plan, false, false, err);
	uint32_t at = 1, row = 1;
	int result = stream ? 0 : -1;

	*count = 0;
	while (!result && (!cap || *count < cap)) {
		uint32_t position;

		result = stream_seek(stream, at, &position, &row, err);
		if (result || !row)
			break;
		++*count;
		at = position + 1;
	}
	stream_close(stream);
	return result;
}

int search_count(struct store *store, const struct query *query, uint32_t cap, uint32_t *count,
		 struct error *err)
{
	struct arena arena = {0};
	const struct plan *plan = plan_make(query->root, &arena, err);
	int result = plan ? store_ready(store, err) : -1;

	*count = 0;
	if (result) {
		;
	} else if (plan->op == PLAN_ALL) {
		*count = plan->negated ? 0 : store_count(store);
	} else if (plan->op == PLAN_MATCH && !cap) {
		result = count_match(store, plan, count, err);
		if (!result && plan->negated)
			*count = store_count(store) - *count;
	} else {
		result = count_rows(store, plan, cap, count, err);
	}
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
		       struct stream *stream, struct placed **quotes, size_t *count,
		       struct error *err)
{
	uint32_t talk = store_talk_row(store, number), at = 1, row;
	size_t cap = 0;

	for (;;) {
		struct block block;
		uint32_t position;

		if (stream_seek(stream, at, &position, &row, err) < 0)
			return -1;
		if (!row)
			return 0;
		at = position + 1;
		if (row == talk)
			continue;
		if (columns_block(columns, COLUMN_PLACE, row, &block, err) < 0)
			return -1;
		*quotes = memory_room(*quotes, *count, &cap, sizeof(**quotes));
		(*quotes)[(*count)++] = (struct placed){row, block.at[row - block.first]};
	}
}

int search_talk_quotes(struct store *store, uint32_t number, uint32_t **rows, size_t *count,
		       struct error *err)
{
	struct query_node node = {.op = QUERY_FACET, .facet = FACET_TALK,
				  .values = &number, .value_count = 1};
	struct arena arena = {0};
	const struct plan *plan = plan_make(&node, &arena, err);
	struct stream *stream = plan ? stream_open(store, plan, false, false, err) : NULL;
	struct columns *columns = columns_open(store);
	struct placed *quotes = NULL;
	int result = -1;

	*count = 0;
	*rows = NULL;
	if (stream)
		result = find_quotes(store, number, columns, stream, &quotes, count, err);
	if (!result && *count) {
		qsort(quotes, *count, sizeof(*quotes), compare_placed);
		*rows = memory_new(*count, sizeof(**rows));
		for (size_t i = 0; i < *count; i++)
			(*rows)[i] = quotes[i].row;
	}
	stream_close(stream);
	columns_close(columns);
	arena_release(&arena);
	free(quotes);
	return result;
}

#include <stdlib.h>

#include "store/stream_state.h"

/* --- days --- */

/* In the rows FROM to TO the last day decides; gives the first row from ROW in
 * the stream's direction that is asked for, or 0. */
static int scan_days(struct engine *engine, const struct node *node, uint32_t row,
		     uint32_t from, uint32_t to, uint32_t *found, struct error *err)
{
	uint32_t day = column_day(node->plan->days.first);
	bool wanted = !node->plan->negated;

	*found = 0;
	while (row >= from && row <= to) {
		struct block block;

		if (store_ready(engine->store, err) < 0 ||
		    columns_block(engine->columns, COLUMN_LAST, row, &block, err) < 0)
			return -1;
		if (wanted && block.most < day) {
			row = engine->newest ? block.first - 1 : block.first + block.count;
			continue;
		}
		for (; row >= from && row <= to && row - block.first < block.count;
		     row += engine->newest ? UINT32_MAX : 1) {
			if ((block.at[row - block.first] >= day) == wanted) {
				*found = row;
				return 0;
			}
		}
	}
	return 0;
}

int stream_seek_days(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	uint32_t end = end_of(engine);

	/* Each round deals with one of four zones of rows, and goes to the next. */
	while (at < end) {
		uint32_t row = mirror(engine, at), from, to, hit = 0;

		if (row <= node->undated) {
			from = 1;
			to = node->undated;
			hit = node->plan->negated ? row : 0;
		} else if (row <= node->early) {
			from = node->undated + 1;
			to = node->early;
			if (scan_days(engine, node, row, from, to, &hit, err) < 0)
				return -1;
		} else if (row <= node->inside) {
			from = node->early + 1;
			to = node->inside;
			hit = node->plan->negated ? 0 : row;
		} else {
			from = node->inside + 1;
			to = engine->count;
			hit = node->plan->negated ? row : 0;
		}
		if (hit) {
			at = mirror(engine, hit);
			break;
		}
		at = mirror(engine, engine->newest ? from : to) + 1;
	}
	node->found = at;
	return 0;
}

int stream_open_days(struct engine *engine, struct node *node, struct error *err)
{
	struct days days = node->plan->days;

	if (!days_known(days)) {
		node->undated = engine->count;
		node->early = node->inside = engine->count;
		return 0;
	}
	if (columns_undated(engine->columns, &node->undated, err) < 0 ||
	    columns_before(engine->columns, days.first, &node->early, err) < 0)
		return -1;
	node->inside = engine->count;
	if (days.last < DAY_LAST &&
	    columns_before(engine->columns, days.last + 1, &node->inside, err) < 0)
		return -1;
	if (node->early < node->undated)
		node->early = node->undated;
	if (node->inside < node->early)
		node->inside = node->early;
	return 0;
}

/* --- sets of rows and of values --- */

static bool has_row(const struct plan *plan, uint32_t row, size_t *near)
{
	size_t low = 0, high = plan->value_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (plan->values[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	*near = low;
	return low < plan->value_count && plan->values[low] == row;
}

int stream_seek_rows(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	const struct plan *plan = node->plan;
	uint32_t end = end_of(engine), row;
	size_t near;

	if (plan->negated) {
		while (at < end && has_row(plan, mirror(engine, at), &near)) {
			if (look_around(engine, err) < 0)
				return -1;
			at++;
		}
		node->found = at;
		return 0;
	}
	node->found = end;
	if (at >= end)
		return 0;
	if (!has_row(plan, mirror(engine, at), &near) && engine->newest) {
		if (!near)
			return 0;
		near--;
	}
	row = near < plan->value_count ? plan->values[near] : 0;
	if (row && row <= engine->count)
		node->found = mirror(engine, row);
	return 0;
}

int stream_seek_column(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	uint32_t end = end_of(engine);

	for (; at < end; at++) {
		bool in;

		if (look_around(engine, err) < 0 ||
		    columns_has(engine->columns, node->plan->facet, mirror(engine, at),
				node->wanted, node->wanted_count, &in, err) < 0)
			return -1;
		if (in != node->plan->negated)
			break;
	}
	node->found = at;
	return 0;
}

void stream_open_column(struct node *node)
{
	const struct plan *plan = node->plan;

	node->wanted_count = (size_t)plan->values[plan->value_count - 1] + 1;
	node->wanted = memory_new(node->wanted_count, 1);
	for (size_t i = 0; i < plan->value_count; i++)
		node->wanted[plan->values[i]] = 1;
}

void stream_close_column(struct node *node)
{
	free(node->wanted);
}

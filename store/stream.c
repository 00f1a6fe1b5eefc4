#include "store/stream.h"

#include <stdlib.h>

#include "store/stream_state.h"

struct stream {
	struct engine engine;
	struct node root;
};

static int seek(struct engine *engine, struct node *node, uint32_t at, struct error *err);

/* --- AND, OR --- */

/* All kids in turn are sent to where the others are, until they agree. */
static int seek_and(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	size_t agreed = 0;

	for (size_t i = 0; agreed < node->kid_count; i = (i + 1) % node->kid_count) {
		struct node *kid = &node->kids[i];

		if (look_around(engine, err) < 0)
			return -1;
		if (i && kid->plan->op == PLAN_SCAN && kid->found < at) {
			bool in;

			/* It need not look for a row that the others may not have. */
			if (stream_try_scan(engine, kid, &at, &in, err) < 0)
				return -1;
			agreed = in ? agreed + 1 : 0;
			if (at == end_of(engine))
				break;
			continue;
		}
		if (seek(engine, kid, at, err) < 0)
			return -1;
		agreed = kid->found == at ? agreed + 1 : 1;
		at = kid->found;
		if (at == end_of(engine))
			break;
	}
	node->found = at;
	node->score = 0;
	for (size_t i = 0; i < node->kid_count; i++)
		node->score += node->kids[i].score;
	return 0;
}

static int seek_or(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	uint32_t nearest = end_of(engine);

	for (size_t i = 0; i < node->kid_count; i++) {
		if (seek(engine, &node->kids[i], at, err) < 0)
			return -1;
		if (node->kids[i].found < nearest)
			nearest = node->kids[i].found;
	}
	node->found = nearest;
	node->score = 0;
	for (size_t i = 0; i < node->kid_count; i++)
		if (node->kids[i].found == nearest)
			node->score += node->kids[i].score;
	return look_around(engine, err);
}

/* Moves `found` to the first position at or behind AT; what was found before
 * and still lies there needs no search. */
static int seek(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	if (at <= node->found)
		return 0;
	switch (node->plan->op) {
	case PLAN_ALL:
		node->found = node->plan->negated ? end_of(engine) : at;
		return 0;
	case PLAN_MATCH:
	case PLAN_APART:
		return stream_seek_match(engine, node, at, err);
	case PLAN_SCAN:
		return stream_seek_scan(engine, node, at, err);
	case PLAN_DAYS:
		return stream_seek_days(engine, node, at, err);
	case PLAN_ROWS:
		return stream_seek_rows(engine, node, at, err);
	case PLAN_COLUMN:
		return stream_seek_column(engine, node, at, err);
	case PLAN_AND:
		return seek_and(engine, node, at, err);
	case PLAN_OR:
		return seek_or(engine, node, at, err);
	}
	return -1;
}

static int open_node(struct engine *engine, struct node *node, const struct plan *plan,
		     struct error *err)
{
	int result = 0;

	node->plan = plan;
	if (plan->op == PLAN_DAYS)
		return stream_open_days(engine, node, err);
	if (plan->op == PLAN_SCAN) {
		stream_open_scan(engine, node);
		return 0;
	}
	if (plan->op == PLAN_COLUMN)
		stream_open_column(node);
	stream_open_match(engine, node);
	if (plan->kid_count)
		node->kids = memory_new(plan->kid_count, sizeof(*node->kids));
	node->kid_count = plan->kid_count;
	for (size_t i = 0; i < plan->kid_count && !result; i++)
		result = open_node(engine, &node->kids[i], plan->kids[i], err);
	return result;
}

static void close_node(struct node *node)
{
	for (size_t i = 0; i < node->kid_count; i++)
		close_node(&node->kids[i]);
	free(node->kids);
	stream_close_scan(node);
	stream_close_column(node);
	stream_close_match(node);
}

struct stream *stream_open(struct store *store, const struct plan *plan, bool newest,
			   bool scored, struct error *err)
{
	struct stream *stream = memory_new(1, sizeof(*stream));

	stream->engine = (struct engine){.store = store, .count = store_count(store),
					 .newest = newest, .scored = scored};
	stream->engine.columns = columns_open(store);
	if (open_node(&stream->engine, &stream->root, plan, err) < 0) {
		stream_close(stream);
		return NULL;
	}
	return stream;
}

void stream_close(struct stream *stream)
{
	if (!stream)
		return;
	close_node(&stream->root);
	reader_close(stream->engine.reader);
	columns_close(stream->engine.columns);
	free(stream);
}

int stream_seek(struct stream *stream, uint32_t at, uint32_t *position, uint32_t *row,
		struct error *err)
{
	if (at > stream->engine.count) {
		*position = end_of(&stream->engine);
		*row = 0;
		return 0;
	}
	if (seek(&stream->engine, &stream->root, at, err) < 0)
		return -1;
	*position = stream->root.found;
	*row = *position > stream->engine.count ? 0 : mirror(&stream->engine, *position);
	return 0;
}

double stream_score(const struct stream *stream)
{
	return stream->root.score;
}

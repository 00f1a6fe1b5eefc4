#include "store/stream.h"

#include <stdlib.h>
#include <string.h>

#include "store/auxiliary.h"
#include "store/columns.h"
#include "store/handle.h"

enum {
	/* Rows of the index that are stepped over before it is asked anew from
	 * further on, which costs about as much as this many steps. */
	STEPS_MOST = 256,
	/* Rounds of a loop between two looks at whether to stop. */
	ROUNDS = 4096,
};

/* By order and by what is asked of the index.  A bound on the row makes the
 * index begin there; both orders are its own, so nothing is sorted. */
enum { ASK_ROWS, ASK_SCORES, ASK_APART, ASK_COUNT };

#define FROM_OLDEST "FROM words WHERE words MATCH ?1 AND rowid >= ?2"
#define FROM_NEWEST "FROM words WHERE words MATCH ?1 AND rowid <= ?2"

static const char *const SQL[2][ASK_COUNT] = {
	{
		[ASK_ROWS] = "SELECT rowid " FROM_OLDEST " ORDER BY rowid",
		[ASK_SCORES] = "SELECT rowid, score(words, ?3) " FROM_OLDEST " ORDER BY rowid",
		[ASK_APART] = "SELECT rowid " FROM_OLDEST " AND apart(words, ?3) ORDER BY rowid",
	},
	{
		[ASK_ROWS] = "SELECT rowid " FROM_NEWEST " ORDER BY rowid DESC",
		[ASK_SCORES] = "SELECT rowid, score(words, ?3) " FROM_NEWEST " ORDER BY rowid DESC",
		[ASK_APART] =
			"SELECT rowid " FROM_NEWEST " AND apart(words, ?3) ORDER BY rowid DESC",
	},
};

/* What all nodes of a stream share. */
struct engine {
	struct store *store;
	struct columns *columns;
	uint32_t count;		/* rows; position count + 1 is the end */
	bool newest, scored;
	unsigned rounds;
};

struct node {
	const struct plan *plan;
	uint32_t found;		/* the position found last; 0 at first */
	double score;
	/* PLAN_MATCH, PLAN_APART */
	sqlite3_stmt *stmt;
	uint32_t hit;		/* the position of the statement's row */
	bool scored;
	struct scoring scoring;
	/* PLAN_DAYS: rows up to `undated` have no date; of those up to `early`
	 * the first day lies before the asked ones, so that their last day
	 * counts; those up to `inside` begin within them, later ones after. */
	uint32_t undated, early, inside;
	/* PLAN_COLUMN: which values are asked for */
	unsigned char *wanted;
	size_t wanted_count;
	/* PLAN_AND, PLAN_OR */
	struct node *kids;
	size_t kid_count;
};

struct stream {
	struct engine engine;
	struct node root;
};

static int seek(struct engine *engine, struct node *node, uint32_t at, struct error *err);

static uint32_t end_of(const struct engine *engine)
{
	return engine->count + 1;
}

/* From positions to rows, and from rows to positions. */
static uint32_t mirror(const struct engine *engine, uint32_t position)
{
	return engine->newest ? engine->count + 1 - position : position;
}

/* For loops that ask no statement: 0, or -1 to stop. */
static int look_around(struct engine *engine, struct error *err)
{
	return ++engine->rounds % ROUNDS ? 0 : store_ready(engine->store, err);
}

/* --- full-text expressions --- */

static int bind(struct engine *engine, struct node *node, uint32_t at)
{
	int code = sqlite3_bind_text(node->stmt, 1, node->plan->match, -1, SQLITE_STATIC);

	if (code == SQLITE_OK)
		code = sqlite3_bind_int64(node->stmt, 2, mirror(engine, at));
	if (code == SQLITE_OK && node->plan->op == PLAN_APART)
		code = sqlite3_bind_int64(node->stmt, 3, node->plan->distance);
	if (code == SQLITE_OK && node->scored)
		code = sqlite3_bind_pointer(node->stmt, 3, &node->scoring, SCORING_POINTER, NULL);
	return code;
}

/* Begins, or begins anew, at position AT. */
static int ask_index(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	int what = node->plan->op == PLAN_APART ? ASK_APART
		   : node->scored		? ASK_SCORES
						: ASK_ROWS;
	int code;

	if (!node->stmt)
		node->stmt = store_prepare(engine->store, SQL[engine->newest][what], err);
	if (!node->stmt)
		return -1;
	sqlite3_reset(node->stmt);
	code = bind(engine, node, at);
	return code == SQLITE_OK ? 0 : store_failed(engine->store, code, err);
}

static int step_index(struct engine *engine, struct node *node, struct error *err)
{
	int more = store_step(engine->store, node->stmt, err);
	uint32_t row;

	if (more < 0)
		return -1;
	row = more ? column_u32(node->stmt, 0) : 0;
	node->hit = more ? mirror(engine, row) : end_of(engine);
	if (more && (!row || row > engine->count))
		return error_set(err, ERROR_STORE, "the index names an entry that does not exist");
	return 0;
}

/* Moves the hit to the first one at or behind AT, which is no end. */
static int next_hit(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	for (int steps = 0; node->hit < at; steps++) {
		if ((!node->hit || steps == STEPS_MOST) && ask_index(engine, node, at, err) < 0)
			return -1;
		if (step_index(engine, node, err) < 0)
			return -1;
	}
	return 0;
}

static int seek_match(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	uint32_t end = end_of(engine);

	if (!node->plan->negated) {
		if (next_hit(engine, node, at, err) < 0)
			return -1;
		node->found = node->hit;
		if (node->scored && node->hit < end)
			node->score = sqlite3_column_double(node->stmt, 1);
		return 0;
	}
	for (; at < end; at++) {
		if (next_hit(engine, node, at, err) < 0)
			return -1;
		if (node->hit != at)
			break;
	}
	node->found = at;
	return 0;
}

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

static int seek_days(struct engine *engine, struct node *node, uint32_t at, struct error *err)
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

static int open_days(struct engine *engine, struct node *node, struct error *err)
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

static int seek_rows(struct engine *engine, struct node *node, uint32_t at, struct error *err)
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

static int seek_column(struct engine *engine, struct node *node, uint32_t at, struct error *err)
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

static void open_column(struct node *node)
{
	const struct plan *plan = node->plan;

	node->wanted_count = (size_t)plan->values[plan->value_count - 1] + 1;
	node->wanted = memory_new(node->wanted_count, 1);
	for (size_t i = 0; i < plan->value_count; i++)
		node->wanted[plan->values[i]] = 1;
}

/* --- AND, OR --- */

/* All kids in turn are sent to where the others are, until they agree. */
static int seek_and(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	size_t agreed = 0;

	for (size_t i = 0; agreed < node->kid_count; i = (i + 1) % node->kid_count) {
		struct node *kid = &node->kids[i];

		if (look_around(engine, err) < 0 || seek(engine, kid, at, err) < 0)
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
		return seek_match(engine, node, at, err);
	case PLAN_DAYS:
		return seek_days(engine, node, at, err);
	case PLAN_ROWS:
		return seek_rows(engine, node, at, err);
	case PLAN_COLUMN:
		return seek_column(engine, node, at, err);
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
		return open_days(engine, node, err);
	if (plan->op == PLAN_COLUMN)
		open_column(node);
	if (plan->op == PLAN_MATCH && engine->scored && !plan->negated) {
		node->scored = true;
		scoring_init(&node->scoring, plan->match);
	}
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
	free(node->wanted);
	sqlite3_finalize(node->stmt);
	scoring_release(&node->scoring);
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

#include "store/stream_state.h"

/* Rows of the index that are stepped over before it is asked anew from further
 * on, which costs about as much as this many steps; a step with a score is dear. */
enum { STEPS_MOST = 256, SCORED_STEPS_MOST = 32 };

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

void stream_open_match(struct engine *engine, struct node *node)
{
	if (!engine->scored || node->plan->negated || node->plan->op != PLAN_MATCH)
		return;
	node->scored = true;
	scoring_init(&node->scoring, node->plan->match);
}

void stream_close_match(struct node *node)
{
	sqlite3_finalize(node->stmt);
	scoring_release(&node->scoring);
}

static int bind_all(struct engine *engine, struct node *node, uint32_t at)
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
	code = bind_all(engine, node, at);
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
		return store_damaged(engine->store,
				     "its index names an entry that does not exist", err);
	return 0;
}

/* Moves the hit to the first one at or behind AT, which is no end. */
static int next_hit(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	int most = node->scored ? SCORED_STEPS_MOST : STEPS_MOST;

	for (int steps = 0; node->hit < at; steps++) {
		bool far = steps == most && !node->gathered;

		if ((!node->hit || far) && ask_index(engine, node, at, err) < 0)
			return -1;
		if (step_index(engine, node, err) < 0)
			return -1;
	}
	return 0;
}

int stream_seek_match(struct engine *engine, struct node *node, uint32_t at, struct error *err)
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

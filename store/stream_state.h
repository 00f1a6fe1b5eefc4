/*
 * What the files of a stream share: its nodes, and how each sort of leaf finds
 * its next position.  Seen by store/stream*.c only.
 *
 * stream_seek_…() moves `found` to the first position at or behind AT, which lies behind
 * `found`.  stream_open_…() may leave it to the first seek to do the work.
 */
#ifndef STORE_STREAM_STATE_H
#define STORE_STREAM_STATE_H

#include <sqlite3.h>

#include "store/auxiliary.h"
#include "store/columns.h"
#include "store/handle.h"
#include "store/plan.h"

/* What all nodes of a stream share. */
struct engine {
	struct store *store;
	struct columns *columns;
	uint32_t count;		/* rows; position count + 1 is the end */
	bool newest, scored;
	unsigned rounds;
};

/* A plan on its way through the rows. */
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

static inline uint32_t end_of(const struct engine *engine)
{
	return engine->count + 1;
}

/* From positions to rows, and from rows to positions. */
static inline uint32_t mirror(const struct engine *engine, uint32_t position)
{
	return engine->newest ? engine->count + 1 - position : position;
}

/* For loops that ask no statement: 0, or -1 to stop. */
static inline int look_around(struct engine *engine, struct error *err)
{
	enum { ROUNDS = 4096 };

	return ++engine->rounds % ROUNDS ? 0 : store_ready(engine->store, err);
}

/* PLAN_MATCH and PLAN_APART (store/stream_match.c). */
void stream_open_match(struct engine *engine, struct node *node);
int stream_seek_match(struct engine *engine, struct node *node, uint32_t at, struct error *err);
void stream_close_match(struct node *node);

/* The other leaves (store/stream_leaf.c). */
int stream_open_days(struct engine *engine, struct node *node, struct error *err);
int stream_seek_days(struct engine *engine, struct node *node, uint32_t at, struct error *err);
int stream_seek_rows(struct engine *engine, struct node *node, uint32_t at, struct error *err);
void stream_open_column(struct node *node);
int stream_seek_column(struct engine *engine, struct node *node, uint32_t at, struct error *err);
void stream_close_column(struct node *node);

#endif

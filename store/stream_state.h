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
	struct reader *reader;	/* where a leaf needs it */
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
	bool gathered;		/* asking anew from further on saves nothing */
	struct scoring scoring;
	/* PLAN_DAYS: rows up to `undated` have no date; of those up to `early`
	 * the first day lies before the asked ones, so that their last day
	 * counts; those up to `inside` begin within them, later ones after. */
	uint32_t undated, early, inside;
	/* PLAN_COLUMN: which values are asked for */
	unsigned char *wanted;
	size_t wanted_count;
	struct scan *scan;	/* PLAN_SCAN */
	/* PLAN_AND, PLAN_OR; of PLAN_SCAN what asks the index */
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

/* PLAN_SCAN (store/stream_scan.c). */
void stream_open_scan(struct engine *engine, struct node *node);
int stream_seek_scan(struct engine *engine, struct node *node, uint32_t at, struct error *err);
/* Whether the row at *AT, which is behind `found` and no end, is one of the leaf's; where it
 * is not, *AT becomes the first position that may be, without a search for it. */
int stream_try_scan(struct engine *engine, struct node *node, uint32_t *at, bool *in,
		    struct error *err);
void stream_close_scan(struct node *node);

/* Reads the texts of entries (store/stream_text.c). */
struct reader *reader_open(struct store *store);
void reader_close(struct reader *reader);

/* False: no more texts are needed. */
typedef bool text_fn(void *context, const char *text, size_t length);

/* Gives each text of the entry at PLACE that is in the index: a quote's as
 * printed, then as spoken; a talk's title, its summary and the items of its agenda. */
int reader_texts(struct reader *reader, uint32_t place, text_fn *give, void *context,
		 struct error *err);

/* The other leaves (store/stream_leaf.c). */
int stream_open_days(struct engine *engine, struct node *node, struct error *err);
int stream_seek_days(struct engine *engine, struct node *node, uint32_t at, struct error *err);
int stream_seek_rows(struct engine *engine, struct node *node, uint32_t at, struct error *err);
void stream_open_column(struct node *node);
int stream_seek_column(struct engine *engine, struct node *node, uint32_t at, struct error *err);
void stream_close_column(struct node *node);

#endif

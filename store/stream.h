/*
 * A stream: the rows of a plan in one order, found by seeking forward.
 *
 * A position counts the rows in the order of the stream, from 1: position 1 is
 * the newest row or the oldest one.  So everything here goes upwards, and only
 * the leaves know that the rows themselves may go down.
 */
#ifndef STORE_STREAM_H
#define STORE_STREAM_H

#include <stdbool.h>

#include "store/plan.h"
#include "store/store.h"

struct stream;

/* PLAN stays with the caller and outlives the stream.  SCORED: each row gets a
 * score by the words that it was found by. */
struct stream *stream_open(struct store *store, const struct plan *plan, bool newest,
			   bool scored, struct error *err);
void stream_close(struct stream *stream);

/* Finds the first position at or behind AT, which never goes down from call to
 * call: its row in *ROW and itself in *POSITION; row 0 at the end. */
int stream_seek(struct stream *stream, uint32_t at, uint32_t *position, uint32_t *row,
		struct error *err);

/* How well the row found last fits, the lower the better; 0 where no word was
 * asked for. */
double stream_score(const struct stream *stream);

#endif

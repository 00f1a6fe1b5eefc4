/*
 * The full-text index and the columns by row, made from the digests of all entries when
 * their order is known: a segment at a time, by two threads at once.
 */
#ifndef STORE_BUILD_SEGMENTS_H
#define STORE_BUILD_SEGMENTS_H

#include "store/build_state.h"

/* The row keys of BUILD are in the order of rows, and its spool is flushed.  PROGRESS is
 * called by the calling thread only. */
int build_segments(struct build *build, build_progress progress, void *context,
		   struct error *err);

#endif

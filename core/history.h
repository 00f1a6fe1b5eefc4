/*
 * History: the entries that were opened, one after the other, to go back and
 * forward through as in a browser of pages.
 *
 * Going somewhere forgets what lay forward.  Entries are held with their ids,
 * which outlive the store that their rows belong to.
 */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include <stddef.h>
#include <stdint.h>

/* More than this are forgotten, the oldest first. */
enum { HISTORY_MOST = 200 };

struct visit {
	uint32_t row;	/* 0: gone from the store */
	char *id;
};

/* visits[at] is where the reader is, as far as history knows; the all-zero
 * struct is empty. */
struct history {
	struct visit *visits;
	size_t count, cap, at;
};

/* From one entry to another; the ids are copied. */
void history_follow(struct history *history, uint32_t from, const char *from_id, uint32_t to,
		    const char *to_id);
/* One step back (-1) or forward (1) from the entry FROM, which takes the place
 * of the one that history has for it; the row to go to, another one, or 0. */
uint32_t history_step(struct history *history, uint32_t from, const char *from_id, int step);
/* Numbers all visits anew: FIND gives the row of an id, or 0. */
void history_renumber(struct history *history,
		      uint32_t (*find)(void *context, const char *id), void *context);
void history_release(struct history *history);

#endif

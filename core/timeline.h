/*
 * A timeline: how many entries of an answer begin in each month, and the bars
 * that show this in a given room.
 *
 * The numbers of all bars, with the entries that stand in none, are in sum those
 * of the months, whatever the room.
 */
#ifndef CORE_TIMELINE_H
#define CORE_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/months.h"

/* The all-zero struct is empty. */
struct timeline {
	struct month_count *months;	/* in their order */
	size_t count;
};

void timeline_release(struct timeline *timeline);

/* Bars at most: as many as the widest screen has columns. */
enum { TIMELINE_BARS = 1000 };

/* How many bars there is room for: where each is a month, a year, or several years;
 * what has to be said besides the bars takes more or less of it. */
struct timeline_room {
	size_t months, years, spans;
};

struct timeline_bars {
	uint32_t undated;	/* entries without a date */
	uint32_t open;		/* entries whose days have no known beginning */
	int32_t first, last;	/* the first and the last month with an entry */
	int years;		/* of a bar; 0: a bar is a month */
	size_t count;		/* 0: nothing has a beginning */
	uint32_t most;		/* the longest bar */
	uint32_t at[TIMELINE_BARS];
};

/* The first and the last month with an entry; false where there is none. */
bool timeline_span(const struct timeline *timeline, int32_t *first, int32_t *last);

/* A bar a month where there is ROOM for all from the first to the last, else a bar
 * a year, else one for 2, 5, 10, 20, 50 … years.  The first begins with the first
 * month, or with its year.  Cost: by the months, of which there are at most
 * 240,000 and mostly some hundred. */
void timeline_bars(const struct timeline *timeline, const struct timeline_room *room,
		   struct timeline_bars *bars);

#endif

/*
 * The rows of the benchmark's table: what is measured, what it must reach, and what
 * stands beside it.
 */
#ifndef TESTS_BENCH_ROWS_H
#define TESTS_BENCH_ROWS_H

#include <stdbool.h>
#include <stddef.h>

enum part { MEDIAN, P99 };

/* How a figure and its yardstick are held against each other. */
enum sense {
	ALONE,
	TIMES_AT_MOST,		/* the figure is at most `ratio` times the yardstick */
	FASTER_AT_LEAST,	/* the yardstick is at least `ratio` times the figure */
};

struct row {
	const char *what;
	const char *figure;
	enum part part;		/* which part is judged */
	const char *unit;
	double most;		/* what it may be at most, or 0 */
	const char *yardstick;	/* the figure beside it, or NULL */
	const char *beside;	/* what that is */
	enum sense sense;
	double ratio;		/* or 0: shown, not judged */
	double ratio_large;	/* from LARGE entries on, if another */
	unsigned long from;	/* judged from this many entries on */
	unsigned long upto;	/* and up to this many; 0: any */
	unsigned long against;	/* the yardstick is that of this many entries; 0: the same */
	bool extract;		/* stands in the extract for the README */
};

enum { LARGE = 10000000 };

extern const struct row BENCH_ROWS[];
extern const size_t BENCH_ROW_COUNT;

#endif

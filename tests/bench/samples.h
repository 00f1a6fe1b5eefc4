/*
 * Samples: how long something took, many times, and the figure made of that.
 *
 * A figure is one line of a program of the benchmark on its standard output:
 * name, median, 99th percentile and number of samples, with tabs between.  What
 * was measured once has one sample.
 */
#ifndef TESTS_BENCH_SAMPLES_H
#define TESTS_BENCH_SAMPLES_H

#include <stddef.h>

/* The all-zero struct is empty. */
struct samples {
	double *at;
	size_t count, cap;
};

void samples_add(struct samples *samples, double value);
/* Gives the samples of FROM, which is then empty, to TO. */
void samples_merge(struct samples *to, struct samples *from);
/* Prints the figure NAME, nothing where there are no samples, and empties it. */
void samples_print(struct samples *samples, const char *name);
/* A figure of one sample. */
void figure_print(const char *name, double value);

/* Milliseconds of a clock that only goes forward. */
double clock_ms(void);

#endif

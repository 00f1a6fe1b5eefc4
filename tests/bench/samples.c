#include "tests/bench/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "store/memory.h"

void samples_add(struct samples *samples, double value)
{
	samples->at = memory_room(samples->at, samples->count, &samples->cap,
				  sizeof(*samples->at));
	samples->at[samples->count++] = value;
}

void samples_merge(struct samples *to, struct samples *from)
{
	for (size_t i = 0; i < from->count; i++)
		samples_add(to, from->at[i]);
	free(from->at);
	*from = (struct samples){0};
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void samples_print(struct samples *samples, const char *name)
{
	size_t n = samples->count;

	if (n) {
		qsort(samples->at, n, sizeof(*samples->at), compare);
		printf("%s\t%.3f\t%.3f\t%zu\n", name, samples->at[n / 2],
		       samples->at[n * 99 / 100], n);
		fflush(stdout);
	}
	free(samples->at);
	*samples = (struct samples){0};
}

void figure_print(const char *name, double value)
{
	struct samples samples = {0};

	samples_add(&samples, value);
	samples_print(&samples, name);
}

double clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

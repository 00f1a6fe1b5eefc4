#include "tests/support/spent.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

static bool is_slowed(void)
{
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
	return true;
#else
	return getenv("STATEMENTS_SLOW") != NULL;
#endif
}

static double seconds_used(void)
{
	struct timespec at;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* A number of kibibytes that the system tells of this process. */
static long told_of_us(const char *name)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	long found = 0;

	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, name, strlen(name)) == 0)
			found = strtol(line + strlen(name), NULL, 10);
	if (file)
		fclose(file);
	return found;
}

void spent_begin(struct spent *spent)
{
	FILE *file = fopen("/proc/self/clear_refs", "w");

	/* The most so far is forgotten. */
	if (file) {
		fputs("5", file);
		fclose(file);
	}
	spent->kibibytes = told_of_us("VmRSS:");
	spent->seconds = seconds_used();
}

void spent_end(struct spent *spent)
{
	spent->seconds = seconds_used() - spent->seconds;
	spent->kibibytes = told_of_us("VmHWM:") - spent->kibibytes;
}

void spent_expect(const struct spent *spent, const char *what, double seconds, long kibibytes)
{
	if (is_slowed())
		return;
	cr_expect(spent->seconds <= seconds, "%s: %.3f s", what, spent->seconds);
	cr_expect(spent->kibibytes <= kibibytes, "%s: %ld KiB", what, spent->kibibytes);
}

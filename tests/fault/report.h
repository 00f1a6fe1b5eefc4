/*
 * What a part of the harness tells: how much it tried, what failed, and the command
 * that repeats a failure alone.
 */
#ifndef TESTS_FAULT_REPORT_H
#define TESTS_FAULT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/fault/dice.h"

enum depth { DEPTH_SAMPLE, DEPTH_ALL, DEPTH_SOAK };

struct report {
	enum depth depth;
	struct dice dice;
	const char *only;	/* a pattern of the cases that are asked for, or NULL */
	const char *harness;	/* how it was called */
	const char *part;
	unsigned jobs, job;	/* this process does each JOBS-th case, from JOB on */
	unsigned tried, failed, struck;
};

/* Whether the case NAME is this process's, and asked for. */
bool report_wants(struct report *report, const char *name);
/* Tells that NAME failed. */
void report_fail(struct report *report, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif

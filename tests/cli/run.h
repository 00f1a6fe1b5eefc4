/*
 * A run of the program with pipes: what it printed, and how it ended.
 */
#ifndef TESTS_CLI_RUN_H
#define TESTS_CLI_RUN_H

#include <stdbool.h>

#include "store/text.h"
#include "tests/support/folder.h"

struct run {
	struct folder cache;	/* its XDG_CACHE_HOME */
	const char *input;	/* for standard input; NULL: nothing */
	const char *output;	/* a file instead of the pipe, or NULL */
	bool unread;		/* nobody reads its output */
	const char *folder;	/* to run in, or NULL */
	const char *variable;	/* NAME=VALUE, or NULL */
	unsigned long file_most;	/* bytes that a file may have; 0: no limit */
	int closed;		/* 1 << descriptor: closed at the beginning */
	int status;		/* as a shell tells it */
	bool killed;		/* a signal ended it */
	struct text out, err;
};

void run_init(struct run *run);
void run_release(struct run *run);

/* Runs `statements ARGUMENTS…`, which end with NULL, and waits. */
void run_program(struct run *run, const char *const *arguments);
#define RUN(run, ...) run_program(run, (const char *const[]){__VA_ARGS__, NULL})

/* The status, and that WORDS stand in the output (or the messages). */
void expect_output(struct run *run, int status, const char *words);
void expect_message(struct run *run, int status, const char *words);

#endif

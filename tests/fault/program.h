/*
 * A run of the program from outside: with pipes or on a terminal, with a fault or
 * without, and never for ever.
 */
#ifndef TESTS_FAULT_PROGRAM_H
#define TESTS_FAULT_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "store/text.h"

enum { PROGRAM_ARGUMENTS = 10, PROGRAM_LATE = 20000 /* milliseconds */ };

struct program {
	const char *arguments[PROGRAM_ARGUMENTS];	/* without its name */
	const char *cache;		/* XDG_CACHE_HOME */
	const char *fault;		/* the file of a struct fault, or NULL */
	const char *input, *output;	/* files instead of nothing and of a pipe */
	const char *variables[4];	/* NAME=VALUE */
	void (*prepare)(const void *context);	/* in the child, before it becomes the program */
	const void *context;
	/* What comes of it. */
	pid_t pid;
	int pipes[2];			/* its output and its messages */
	int status;			/* as a shell tells it */
	bool late;			/* it had to be killed */
	long milliseconds, cpu;		/* that it took, and of processor time */
	struct text out, err;
};

/* Starts it; then program_end waits, and must be called. */
void program_start(struct program *program);
void program_end(struct program *program);
void program_run(struct program *program);
/* The same on a terminal of its own, where `q` is typed as soon as keys are read one
 * by one; all that it sends is in OUT. */
void program_browse(struct program *program);

void program_release(struct program *program);

/* Milliseconds of a clock that never goes back. */
long program_now(void);

/* The path of the program, and of the library beside the harness; found once. */
void program_find(const char *harness);

#endif

/*
 * Loading: reads corpus files of format 1, tells every problem in them, and
 * makes a store of them.
 */
#ifndef STORE_LOAD_H
#define STORE_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/error.h"

/* The version of the corpus format that is read. */
enum { FORMAT_VERSION = 1 };

/* How many errors of a run are told; the rest is counted. */
enum { PROBLEMS_TOLD = 50 };

struct problem {
	const char *file;
	uint64_t line, column;	/* from 1; a column is a code point */
	bool warning;
	const char *message;	/* one line, in which bytes of the corpus are harmless and few */
};

enum load_stage { LOAD_READING, LOAD_INDEXING };

struct load_progress {
	enum load_stage stage;
	uint64_t entries, entries_total;	/* total: 0 while it is not known */
	uint64_t bytes, bytes_total;		/* of the corpus files; total 0 for a pipe */
};

struct load {
	const char *const *files;	/* regular files; standard input is copied to one before */
	const char *const *shown;	/* NULL, or the names to use in problems and in the store */
	size_t file_count;
	const char *target;		/* the store to make; NULL: only check */
	const char *fingerprint;	/* kept in the store */
	void *context;
	/* Called in file order as soon as that order is known.  Errors beyond
	 * PROBLEMS_TOLD are counted and not told. */
	void (*problem)(void *context, const struct problem *problem);
	/* May be NULL.  Called about ten times a second; not 0 stops the load
	 * with ERROR_STOPPED. */
	int (*progress)(void *context, const struct load_progress *progress);
	/* Results. */
	uint64_t errors, warnings, quotes, talks;
};

/* 0: the store is in place.  -1 with ERROR_CORPUS and a summary when the files
 * have errors (which were told), or another kind.  Memory grows with ids and
 * names only. */
int load_corpus(struct load *load, struct error *err);

#endif

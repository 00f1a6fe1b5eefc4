/*
 * The head of a store file: the first 100 bytes of any SQLite database, judged
 * before SQLite sees the file, so that what is no store, is cut or is another
 * program's is told apart in words.
 */
#ifndef STORE_HEAD_H
#define STORE_HEAD_H

#include <stdbool.h>
#include <sys/stat.h>

#include "store/error.h"

enum head {
	HEAD_OURS,	/* a whole file of this version */
	HEAD_OTHER,	/* the database of another program: never to be overwritten */
	HEAD_VERSION,	/* ours, of another version */
	HEAD_DAMAGED,	/* cut, or with an impossible head */
	HEAD_NONE,	/* no database at all */
};

/* What the head of every SQLite database begins with, the NUL included. */
#define HEAD_MAGIC "SQLite format 3"

/* Whether the open file FD is a database of this program, of whatever version and
 * however damaged behind its head. */
bool head_is_ours(int fd);

/* Judges the open file FD; for all but HEAD_OURS the message names PATH and
 * says what to do. */
enum head head_judge(int fd, const struct stat *stat, const char *path, struct error *err);

#endif

/*
 * SQL: a connection to SQLite with constant statements kept ready, and every
 * failure made into a struct error.
 *
 * The SQL text is a constant; its address is the key under which its
 * statement is kept.  A value that could not be bound makes the next sql_step
 * fail.  The all-zero struct is closed.
 *
 * In a hostile file the pages of a table may lead to each other again and again, so that
 * its rows have no end.  A statement that takes more steps than such a file can need is
 * ended: the file is damaged.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "store/error.h"

struct sql {
	sqlite3 *db;
	char *path;		/* as given, for messages */
	dev_t device;		/* of the file that sql_open_read opened */
	ino_t inode;
	struct sql_kept *kept;
	size_t count, cap;
	int bad_bind;		/* SQLITE_OK, or what a bind since the last step gave */
	const atomic_bool *stop;	/* while it holds, what runs ends with ERROR_STOPPED; or NULL */
	uint64_t looks, looks_most;	/* at `stop`, since the last statement was begun */
	bool endless;		/* that statement took more of them */
	struct error trouble;	/* the first failure but for a stop; ERROR_NONE: none */
};

/* Longest value that is read, somewhat more than the largest block of a column
 * (store/columns.h); a hostile file may promise more.  (What a builder writes has no bound
 * but those of its records.) */
enum { SQL_LENGTH = 17 << 20 };

/* Size of the pages of the files that are built. */
#define SQL_PAGE_BYTES 8192

/* Opens a database that nobody changes, to read: without locks or a journal, so
 * that neither is looked for beside it.  Refuses what is no regular file and what
 * is shorter than its head says.  STOP is borrowed until sql_close, and may be NULL. */
int sql_open_read(struct sql *sql, const char *path, const atomic_bool *stop, struct error *err);
/* Opens the empty file at PATH to fill it, without journal, locks or sync.
 * Messages name it SHOWN. */
int sql_open_build(struct sql *sql, const char *path, const char *shown, struct error *err);
/* Opens an empty database in memory. */
int sql_open_memory(struct sql *sql, struct error *err);
void sql_close(struct sql *sql);

/* Runs statements that give no rows that matter. */
int sql_run(struct sql *sql, const char *text, struct error *err);

/* The kept statement of TEXT, reset and without bindings; NULL on failure.
 * Borrowed until sql_close, and in use by one loop at a time. */
sqlite3_stmt *sql_get(struct sql *sql, const char *text, struct error *err);

/* A statement of your own, for loops that may run beside each other; give it
 * to sqlite3_finalize. */
sqlite3_stmt *sql_prepare(struct sql *sql, const char *text, struct error *err);

/* Parameters count from 1.  Bytes are borrowed until the statement is reset or
 * bound again; NULL binds NULL. */
void sql_bind_int(struct sql *sql, sqlite3_stmt *stmt, int at, int64_t value);
void sql_bind_number(struct sql *sql, sqlite3_stmt *stmt, int at, uint32_t number); /* 0: NULL */
void sql_bind_string(struct sql *sql, sqlite3_stmt *stmt, int at, const char *string);
void sql_bind_text(struct sql *sql, sqlite3_stmt *stmt, int at, const char *text, size_t length);
void sql_bind_blob(struct sql *sql, sqlite3_stmt *stmt, int at, const void *blob, size_t size);

/* Says that so many BYTES of the statement's rows are kept: they count as its steps, for
 * a file cannot have more of them either. */
void sql_keeps(struct sql *sql, size_t bytes);

/* 1: a row; 0: the end, and the statement is reset; -1: it failed and is reset. */
int sql_step(struct sql *sql, sqlite3_stmt *stmt, struct error *err);
/* Steps to the end and resets. */
int sql_done(struct sql *sql, sqlite3_stmt *stmt, struct error *err);

/* Sets ERR from what the connection last said, with WHAT was being done to the
 * store ("read", "write").  An interrupt is ERROR_STOPPED; without memory the
 * program ends. */
int sql_failed(struct sql *sql, int code, const char *what, struct error *err);

#endif

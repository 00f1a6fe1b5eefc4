/*
 * SQL: a connection to SQLite with constant statements kept ready, and every
 * failure made into a struct error.
 *
 * The SQL text is a constant; its address is the key under which its
 * statement is kept.  A value that could not be bound makes the next sql_step
 * fail.  The all-zero struct is closed.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>
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
	struct error trouble;	/* the first failure but for a stop; ERROR_NONE: none */
};

/* Longest value that is read; a hostile file may promise more.  (What a builder writes
 * has no bound but those of its records.) */
enum { SQL_LENGTH = 64 << 20 };

/* Size of the pages of the files that are built. */
#define SQL_PAGE_BYTES 8192

/* Opens a database that nobody changes, to read: without locks or a journal, so
 * that neither is looked for beside it.  Refuses what is no regular file and what
 * is shorter than its head says. */
int sql_open_read(struct sql *sql, const char *path, struct error *err);
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

/* 1: a row; 0: the end, and the statement is reset; -1: it failed and is reset. */
int sql_step(struct sql *sql, sqlite3_stmt *stmt, struct error *err);
/* Steps to the end and resets. */
int sql_done(struct sql *sql, sqlite3_stmt *stmt, struct error *err);

/* Sets ERR from what the connection last said, with WHAT was being done to the
 * store ("read", "write").  An interrupt is ERROR_STOPPED; without memory the
 * program ends. */
int sql_failed(struct sql *sql, int code, const char *what, struct error *err);

#endif

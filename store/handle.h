/*
 * What an open store holds; shared by the files that read one (store.c,
 * read.c, names.c, search.c) and seen by nobody else.
 *
 * Everything that comes out of the file is a stranger's: a number may be out
 * of range, a text may be a blob, hold a NUL or be no UTF-8.
 */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "store/store.h"

struct store {
	sqlite3 *db;
	char *path;
	struct stat opened;	/* of the file that is open */
	atomic_bool cancelled;	/* the only member that another thread touches */
	char *title, *fingerprint;
	char **files;
	size_t file_count;
	uint32_t count, quotes, talks;
	/* Prepared once, found again by the address of their text. */
	struct statement {
		const char *sql;
		sqlite3_stmt *stmt;
	} *statements;
	size_t statement_count, statement_cap;
};

/* -1 with ERROR_STOPPED after store_cancel.  An interrupt ends only what runs;
 * this is for what begins afterwards. */
int store_ready(struct store *store, struct error *err);

/* The statement of SQL, a constant text, reset and without values; NULL on an
 * error or after store_cancel.  Borrowed until store_close; reset it as soon as
 * its rows are read.  One SQL must not be in use twice at a time. */
sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err);

/* A statement that is yours to finalize, for several at a time. */
sqlite3_stmt *store_prepare(struct store *store, const char *sql, struct error *err);

/* 1: a row; 0: no more; -1: failed. */
int store_step(struct store *store, sqlite3_stmt *stmt, struct error *err);

/* Turns a result code of SQLite into a message; always -1. */
int store_failed(struct store *store, int code, struct error *err);

/* A column as a number from 0 to UINT32_MAX; anything else is 0. */
uint32_t column_u32(sqlite3_stmt *stmt, int column);

/* A column as bytes, whatever it holds; "" and 0 for NULL.  Borrowed until the
 * next step. */
const char *column_bytes(sqlite3_stmt *stmt, int column, size_t *length);

/* A column as a string of ARENA without NULs inside, or NULL where it is NULL. */
const char *column_text(sqlite3_stmt *stmt, int column, struct arena *arena);

#endif

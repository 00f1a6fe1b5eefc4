/*
 * What an open store holds: for the files of store/ that read one, and seen by nobody
 * else.
 *
 * Everything that comes out of the file is a stranger's: a number may be out
 * of range, a text may be a blob, hold a NUL or be no UTF-8.
 */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "store/column.h"
#include "store/names.h"
#include "store/sql.h"
#include "store/store.h"

struct store {
	struct sql sql;
	struct stat opened;	/* of the file at the path when it was opened */
	atomic_bool cancelled;	/* the only member that another thread touches */
	char *title, *fingerprint;
	char **files;
	size_t file_count;
	uint32_t count, quotes, talks;
	uint32_t names[NAMES_COUNT];	/* the highest number of each sort */
	struct segment *segments;	/* see store/segment.h */
	uint32_t segment_count;
	struct text terms, positions;	/* of the index, read last */
	/* Of each column the block that was looked at last. */
	struct held {
		uint32_t number, least, most;
		char *data;	/* judged by column_check; NULL: none */
	} blocks[COLUMN_END];
	struct months *months;	/* NULL: not asked for yet (store/months.h) */
	struct person *people;	/* PEOPLE_KEPT of them; NULL: not asked for yet */
	bool too_long;		/* column_text has met a text that no file can have */
};

/* Who was asked for by store_person. */
enum { PEOPLE_KEPT = 64 };
void people_close(struct person *people);

/* -1 with ERROR_STOPPED after store_cancel: for loops that run no statement. */
int store_ready(struct store *store, struct error *err);

/* The kept statement of SQL, a constant text, reset and without values; NULL on
 * an error or after store_cancel.  Borrowed until store_close; reset it as soon
 * as its rows are read.  One SQL must not be in use twice at a time. */
sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err);

/* A statement that is yours to finalize, for several at a time. */
sqlite3_stmt *store_prepare(struct store *store, const char *sql, struct error *err);

/* 1: a row; 0: no more; -1: failed, after store_cancel too. */
int store_step(struct store *store, sqlite3_stmt *stmt, struct error *err);

/* Says that the file holds what a builder never writes; always -1. */
int store_damaged(struct store *store, const char *what, struct error *err);

/* The same where `too_long` was set. */
int store_too_long(struct store *store, struct error *err);

/* A column of a statement's row as a number from 0 to UINT32_MAX, or to MOST;
 * anything else is 0. */
uint32_t column_u32(sqlite3_stmt *stmt, int at);
uint32_t column_within(sqlite3_stmt *stmt, int at, uint32_t most);

/* A column as bytes, whatever it holds; "" and 0 for NULL.  Borrowed until the
 * next step. */
const char *column_bytes(sqlite3_stmt *stmt, int at, size_t *length);

/* A column as a string of ARENA, which ends at a NUL inside; NULL for NULL, and for what is
 * longer than MOST: then `too_long` is set, and store_trouble tells it. */
const char *column_text(struct store *store, sqlite3_stmt *stmt, int at, size_t most,
			struct arena *arena);

/* Number INDEX of a column that has one for every entry; 0 where it fails. */
int store_number(struct store *store, enum column column, uint32_t index, uint32_t *number,
		 struct error *err);

/* The number of the name that ROW has in COLUMN, which is one by row; 0 for none, and where
 * the store is damaged. */
uint32_t store_name(struct store *store, enum column column, uint32_t row, enum names names);

/* The place of ROW, from 1 to store_count. */
int store_place(struct store *store, uint32_t row, uint32_t *place, struct error *err);

#endif

/*
 * A row being put into a table of the store that is built: its values are bound one
 * after the other, in the order of the statement's parameters.
 */
#ifndef STORE_BUILD_ROW_H
#define STORE_BUILD_ROW_H

#include "store/edtf.h"
#include "store/entry.h"
#include "store/sql.h"
#include "store/text.h"

struct row {
	struct sql *sql;
	sqlite3_stmt *stmt;	/* NULL: it could not be prepared, and the error is set */
	int at;
};

/* INSERT is a constant text; of a row that could not be begun, row_end tells. */
struct row row_begin(struct sql *sql, const char *insert, struct error *err);
int row_end(struct row *row, struct error *err);

/* Strings are borrowed until row_end.  NULL binds NULL. */
void row_int(struct row *row, int64_t value);
void row_number(struct row *row, uint32_t number);	/* 0: NULL */
void row_string(struct row *row, const char *string);
/* An id, as a number where that loses nothing (ENTRY_ID in store/schema.h). */
void row_id(struct row *row, const char *id);
/* A list of numbers, packed into SCRATCH, which must outlive row_end. */
void row_numbers(struct row *row, struct numbers numbers, struct text *scratch);
/* Two parameters; DAYS_NONE binds NULL. */
void row_days(struct row *row, struct days days);

#endif

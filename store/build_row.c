#include "store/build_row.h"

#include <stdlib.h>
#include <string.h>

#include "store/varint.h"

struct row row_begin(struct sql *sql, const char *insert, struct error *err)
{
	return (struct row){sql, sql_get(sql, insert, err), 0};
}

void row_int(struct row *row, int64_t value)
{
	if (row->stmt)
		sql_bind_int(row->sql, row->stmt, ++row->at, value);
}

void row_number(struct row *row, uint32_t number)
{
	if (row->stmt)
		sql_bind_number(row->sql, row->stmt, ++row->at, number);
}

void row_string(struct row *row, const char *string)
{
	if (row->stmt)
		sql_bind_string(row->sql, row->stmt, ++row->at, string);
}

void row_id(struct row *row, const char *id)
{
	static const char digits[] = "0123456789abcdef";

	/* By its form alone: one of the files may look the same, and is read back the same. */
	if (strncmp(id, "q-", 2) == 0 && strspn(id + 2, digits) == 16 && !id[18])
		row_int(row, (int64_t)strtoull(id + 2, NULL, 16));
	else
		row_string(row, id);
}

void row_numbers(struct row *row, struct numbers numbers, struct text *scratch)
{
	text_clear(scratch);
	for (size_t i = 0; i < numbers.count; i++)
		varint_put(scratch, numbers.at[i]);
	if (row->stmt)
		sql_bind_blob(row->sql, row->stmt, ++row->at,
			      scratch->length ? scratch->data : NULL, scratch->length);
}

void row_days(struct row *row, struct days days)
{
	bool none = memcmp(&days, &DAYS_NONE, sizeof(days)) == 0;

	if (!row->stmt)
		return;
	if (none)
		row->at += 2;
	else {
		row_int(row, days.first);
		row_int(row, days.last);
	}
}

int row_end(struct row *row, struct error *err)
{
	return row->stmt ? sql_done(row->sql, row->stmt, err) : -1;
}

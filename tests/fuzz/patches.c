#include "tests/fuzz/patches.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/memory.h"
#include "store/text.h"

enum { VALUE_MOST = 64 * 1024 };

static void leave(void)
{
	damage_release(patches_damage());
}

struct damage *patches_damage(void)
{
	static struct damage damage;

	if (!damage.good) {
		damage_init(&damage);
		atexit(leave);
	}
	return &damage;
}

/* --- bytes --- */

/* Two bytes: where, by words of four; one: how many; and those. */
static void patch_bytes(struct bytes *bytes, char *data)
{
	size_t at = (size_t)bytes_take_two(bytes) * 4 % patches_damage()->length;

	for (size_t count = 1 + bytes_take(bytes) % 16; count; count--, at++)
		data[at % patches_damage()->length] = (char)bytes_take(bytes);
}

/* --- values --- */

struct place {
	char table[32], column[32];
};

struct places {
	struct place *at;
	size_t count, cap;
};

static int see_column(void *context, int count, char **values, char **names)
{
	struct places *places = context;
	struct place *place;

	(void)count;
	(void)names;
	places->at = memory_room(places->at, places->count, &places->cap, sizeof(*places->at));
	place = &places->at[places->count++];
	snprintf(place->table, sizeof(place->table), "%s", values[0]);
	snprintf(place->column, sizeof(place->column), "%s", values[1]);
	return 0;
}

/* Every column of every table, in an order that a new table does not change much. */
static const struct places *places(void)
{
	static struct places places;

	if (!places.count) {
		sqlite3 *db;

		must(sqlite3_open(patches_damage()->good, &db) == SQLITE_OK, "the store is not opened");
		sqlite3_exec(db, "SELECT m.name, c.name FROM sqlite_schema m, "
			     "pragma_table_info(m.name) c WHERE m.type = 'table' AND "
			     "m.sql NOT LIKE '%VIRTUAL%' ORDER BY m.name, c.cid",
			     see_column, &places, NULL);
		must(places.count, "the store has no tables");
		sqlite3_close(db);
	}
	return &places;
}

enum value { VALUE_NULL, VALUE_NUMBER, VALUE_TEXT, VALUE_BLOB, VALUE_PART, VALUE_SORTS };

/* A part of what is there, with bytes of the input over it: a blob that is
 * nearly right. */
static void bind_part(sqlite3 *db, sqlite3_stmt *update, const struct place *place, int64_t row,
		      struct bytes *bytes)
{
	struct text value = {0}, sql = {0};
	sqlite3_stmt *select = NULL;

	text_printf(&sql, "SELECT \"%s\" FROM \"%s\" LIMIT 1 OFFSET %lld", place->column,
		    place->table, (long long)row);
	if (sqlite3_prepare_v2(db, text_string(&sql), -1, &select, NULL) == SQLITE_OK &&
	    sqlite3_step(select) == SQLITE_ROW && sqlite3_column_blob(select, 0))
		text_add(&value, sqlite3_column_blob(select, 0),
			 (size_t)sqlite3_column_bytes(select, 0));
	for (size_t count = 1 + bytes_take(bytes) % 8; count && value.length; count--) {
		size_t at = bytes_take(bytes) % value.length;

		value.data[at] = (char)bytes_take(bytes);
	}
	if (bytes_take(bytes) & 1)
		text_cut(&value, value.length - value.length / 3);
	sqlite3_bind_blob(update, 1, text_string(&value), (int)value.length, SQLITE_TRANSIENT);
	sqlite3_finalize(select);
	text_release(&value);
	text_release(&sql);
}

static void bind_value(sqlite3 *db, sqlite3_stmt *update, const struct place *place, int64_t row,
		       struct bytes *bytes)
{
	static const int64_t NUMBERS[] = {0, 1, -1, 2, INT32_MAX, INT32_MIN, UINT32_MAX,
					  INT64_MAX, INT64_MIN, (int64_t)1 << 32, 65536, 1000};
	uint8_t sort = bytes_take(bytes);
	struct text value = {0};
	int64_t number;

	switch ((enum value)(sort % VALUE_SORTS)) {
	case VALUE_NUMBER:
		number = bytes_take(bytes);
		sqlite3_bind_int64(update, 1, number < 12 ? NUMBERS[number]
							  : number << bytes_take(bytes) % 56);
		break;
	case VALUE_TEXT:
	case VALUE_BLOB:
		fuzz_expand(bytes, VALUE_MOST, &value);
		if (sort % VALUE_SORTS == VALUE_TEXT)
			sqlite3_bind_text(update, 1, text_string(&value), (int)value.length,
					  SQLITE_TRANSIENT);
		else
			sqlite3_bind_blob(update, 1, text_string(&value), (int)value.length,
					  SQLITE_TRANSIENT);
		text_release(&value);
		break;
	case VALUE_PART:
		bind_part(db, update, place, row, bytes);
		break;
	case VALUE_NULL:
	case VALUE_SORTS:
		break;
	}
}

/* A byte: which column; one: which row of its table; and the value.  What the
 * table does not take stays out of it. */
static void patch_value(struct bytes *bytes, sqlite3 *db)
{
	const struct place *place = &places()->at[bytes_take(bytes) % places()->count];
	int64_t row = bytes_take(bytes) % 16;
	struct text sql = {0};
	sqlite3_stmt *update = NULL;

	text_printf(&sql, "UPDATE OR REPLACE \"%s\" SET \"%s\" = ? WHERE \"%s\" IS (SELECT \"%s\" "
		    "FROM \"%s\" LIMIT 1 OFFSET %lld)", place->table, place->column,
		    place->column, place->column, place->table, (long long)row);
	if (sqlite3_prepare_v2(db, text_string(&sql), -1, &update, NULL) == SQLITE_OK) {
		bind_value(db, update, place, row, bytes);
		sqlite3_step(update);
	}
	sqlite3_finalize(update);
	text_release(&sql);
}

/* --- all of them --- */

static void write_values(struct bytes *bytes, unsigned count)
{
	sqlite3 *db = damage_open(patches_damage());

	sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	while (count-- && bytes->count)
		patch_value(bytes, db);
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(db);
}

static void write_bytes(struct bytes *bytes, unsigned count)
{
	struct damage *damage = patches_damage();
	char *copy = memory_copy(damage->data, damage->length);

	while (count-- && bytes->count)
		patch_bytes(bytes, copy);
	free(folder_write(&damage->folder, "bad.db", copy, damage->length));
	free(copy);
}

const char *patches_apply(struct bytes *bytes)
{
	uint8_t sort = bytes_take(bytes);
	unsigned count = sort >> 1 & 7;

	if (sort & 1)
		write_values(bytes, count + 1);
	else
		write_bytes(bytes, count + 1);
	return patches_damage()->bad;
}

#include "store/fields.h"

#include <stdlib.h>
#include <string.h>

#include "store/handle.h"

const char *fields_text(struct fields *fields)
{
	return column_text(fields->stmt, fields->at++, fields->arena);
}

const char *fields_needed(struct fields *fields)
{
	const char *text = fields_text(fields);

	return text ? text : "";
}

uint32_t fields_number(struct fields *fields, uint32_t most)
{
	return column_within(fields->stmt, fields->at++, most);
}

struct days fields_days(struct fields *fields)
{
	struct days days = DAYS_NONE;
	bool given = sqlite3_column_type(fields->stmt, fields->at) != SQLITE_NULL;
	sqlite3_int64 first = sqlite3_column_int64(fields->stmt, fields->at++);
	sqlite3_int64 last = sqlite3_column_int64(fields->stmt, fields->at++);

	if (given && first >= DAY_FIRST && first <= last && last <= DAY_LAST)
		days = (struct days){(int32_t)first, (int32_t)last};
	return days;
}

struct numbers fields_numbers(struct fields *fields, uint32_t most)
{
	size_t size, count = 0;
	const unsigned char *p = (const unsigned char *)column_bytes(fields->stmt, fields->at++,
								     &size);
	uint32_t *numbers;

	if (size < 4)
		return (struct numbers){0};
	numbers = arena_new(fields->arena, size / 4, sizeof(*numbers));
	for (; size >= 4; p += 4, size -= 4) {
		uint32_t number = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
				  (uint32_t)p[3] << 24;

		if (number && number <= most)
			numbers[count++] = number;
	}
	return (struct numbers){numbers, count};
}

unsigned word_of(const struct vocabulary *vocabulary, unsigned value)
{
	return value < vocabulary->count ? value : 0;
}

int fields_first(struct store *store, const char *sql, uint32_t key, struct arena *arena,
		 struct fields *fields, struct error *err)
{
	*fields = (struct fields){store_statement(store, sql, err), arena, 0};
	if (!fields->stmt)
		return -1;
	sql_bind_int(&store->sql, fields->stmt, 1, key);
	return store_step(store, fields->stmt, err);
}

int fields_named(struct store *store, const char *sql, enum names names, uint32_t number,
		 struct arena *arena, struct fields *fields, struct error *err)
{
	*fields = (struct fields){store_statement(store, sql, err), arena, 0};
	if (!fields->stmt)
		return -1;
	sql_bind_int(&store->sql, fields->stmt, 1, number);
	sql_bind_int(&store->sql, fields->stmt, 2, names);
	return store_step(store, fields->stmt, err);
}

int fields_next(struct store *store, struct fields *fields, struct error *err)
{
	fields->at = 0;
	return store_step(store, fields->stmt, err);
}

void *fields_keep(struct arena *arena, void *list, size_t count, size_t size)
{
	void *kept = NULL;

	if (count) {
		kept = arena_new(arena, count, size);
		memcpy(kept, list, count * size);
	}
	free(list);
	return kept;
}

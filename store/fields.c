#include "store/fields.h"

#include <stdlib.h>
#include <string.h>

#include "store/format.h"
#include "store/handle.h"
#include "store/varint.h"

const char *fields_text(struct fields *fields)
{
	return column_text(fields->store, fields->stmt, fields->at++, TEXT_BYTES, fields->arena);
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

/* Two columns: the first and the last day. */
static struct days take_days(struct fields *fields)
{
	struct days days = DAYS_NONE;
	bool given = sqlite3_column_type(fields->stmt, fields->at) != SQLITE_NULL;
	sqlite3_int64 first = sqlite3_column_int64(fields->stmt, fields->at++);
	sqlite3_int64 last = sqlite3_column_int64(fields->stmt, fields->at++);

	if (given && first >= DAY_FIRST && first <= last && last <= DAY_LAST)
		days = (struct days){(int32_t)first, (int32_t)last};
	return days;
}

struct role fields_role(struct fields *fields)
{
	struct role role;

	role.title = fields_needed(fields);
	role.shorter = fields_text(fields);
	role.of = fields_text(fields);
	role.from = fields_text(fields);
	role.to = fields_text(fields);
	role.from_days = take_days(fields);
	role.to_days = take_days(fields);
	return role;
}

struct numbers fields_numbers(struct fields *fields, uint32_t most)
{
	size_t size, count = 0;
	const unsigned char *p = (const unsigned char *)column_bytes(fields->stmt, fields->at++,
								     &size);
	const unsigned char *end = p + size;
	uint32_t *numbers, number;

	if (!size)
		return (struct numbers){0};
	numbers = arena_new(fields->arena, size, sizeof(*numbers));
	while (p < end && varint_get(&p, end, &number))
		if (number && number <= most)
			numbers[count++] = number;
	return (struct numbers){numbers, count};
}

unsigned word_of(const struct vocabulary *vocabulary, unsigned value)
{
	return value < vocabulary->count ? value : 0;
}

int fields_first(struct store *store, const char *sql, uint32_t key, struct arena *arena,
		 struct fields *fields, struct error *err)
{
	*fields = (struct fields){store, store_statement(store, sql, err), arena, 0};
	if (!fields->stmt)
		return -1;
	sql_bind_int(&store->sql, fields->stmt, 1, key);
	return store_step(store, fields->stmt, err);
}

int fields_named(struct store *store, const char *sql, enum names names, uint32_t number,
		 struct arena *arena, struct fields *fields, struct error *err)
{
	*fields = (struct fields){store, store_statement(store, sql, err), arena, 0};
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

int fields_aliases(struct store *store, enum names names, uint32_t number, struct arena *arena,
		   const char *const **aliases, size_t *count, struct error *err)
{
	static const char SQL[] = "SELECT text FROM alias WHERE names = ?2 AND number = ?1 ORDER BY item";
	const char **list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = fields_named(store, SQL, names, number, arena, &fields, err);

	*count = 0;
	for (; more > 0; more = fields_next(store, &fields, err)) {
		list = memory_room(list, *count, &cap, sizeof(*list));
		list[(*count)++] = fields_needed(&fields);
	}
	*aliases = fields_keep(arena, list, *count, sizeof(*list));
	return more;
}

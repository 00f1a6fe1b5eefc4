#include "store/names.h"

#include <stdlib.h>
#include <string.h>

#include "store/fields.h"
#include "store/format.h"
#include "store/handle.h"
#include "store/near.h"
#include "store/schema.h"
#include "store/token.h"

/* Only these have further names. */
static bool has_aliases(enum names names)
{
	return names == NAMES_SPEAKER || names == NAMES_TOPIC;
}

uint32_t names_count(struct store *store, enum names names)
{
	return store->names[names];
}

/* --- one name --- */

/* PARENT, or 0 where its id does not begin that of the child: so no chain of
 * parents ends where it began, whatever the file says. */
static uint32_t judge_parent(struct store *store, uint32_t parent, const char *child)
{
	static const char SQL[] = "SELECT id FROM name WHERE names = ? AND number = ?";
	sqlite3_stmt *stmt;
	bool above = false;

	if (!parent)
		return 0;
	stmt = store_statement(store, SQL, NULL);
	if (!stmt)
		return 0;
	sql_bind_int(&store->sql, stmt, 1, NAMES_TOPIC);
	sql_bind_int(&store->sql, stmt, 2, parent);
	if (store_step(store, stmt, NULL) > 0) {
		size_t length;
		const char *id = column_bytes(stmt, 0, &length);

		above = length < strlen(child) && child[length] == '/' &&
			memcmp(id, child, length) == 0;
	}
	sqlite3_reset(stmt);
	return above ? parent : 0;
}

/* The columns of a name, in the order in which take_name takes them. */
#define COLUMNS "number, count, parent, declared, id, label"

/* The longest, that of a place: two values and what stands between them. */
enum { NAME_BYTES = 2 * VALUE_BYTES + 2 };

static void take_name(struct store *store, enum names names, sqlite3_stmt *stmt,
		      struct arena *arena, struct name *name)
{
	uint32_t parent = column_within(stmt, 2, store->names[NAMES_TOPIC]);

	*name = (struct name){
		.number = column_within(stmt, 0, store->names[names]),
		.count = column_u32(stmt, 1),
		.declared = column_u32(stmt, 3) != 0,
		.id = column_text(store, stmt, 4, NAME_BYTES, arena),
		.label = column_text(store, stmt, 5, NAME_BYTES, arena),
	};
	/* Only a source may have none; a stranger's file may say otherwise. */
	if (!name->id && names != NAMES_SOURCE)
		name->id = "";
	if (!name->label)
		name->label = name->id ? name->id : "";
	if (names == NAMES_TOPIC && name->id)
		name->parent = judge_parent(store, parent, name->id);
}

int names_get(struct store *store, enum names names, uint32_t number, struct arena *arena,
	      struct name *name)
{
	static const char SQL[] = "SELECT " COLUMNS " FROM name WHERE names = ? AND number = ?";
	sqlite3_stmt *stmt = number ? store_statement(store, SQL, NULL) : NULL;
	bool found;

	*name = (struct name){0};
	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, names);
	sql_bind_int(&store->sql, stmt, 2, number);
	found = store_step(store, stmt, NULL) > 0;
	if (found)
		take_name(store, names, stmt, arena, name);
	sqlite3_reset(stmt);
	return found ? 0 : -1;
}

uint32_t names_by_id(struct store *store, enum names names, const char *id, size_t length)
{
	static const char SQL[] = "SELECT number FROM name WHERE names = ? AND id = ?";
	sqlite3_stmt *stmt = store_statement(store, SQL, NULL);
	uint32_t number = 0;

	if (!stmt)
		return 0;
	sql_bind_int(&store->sql, stmt, 1, names);
	sql_bind_text(&store->sql, stmt, 2, id, length);
	if (store_step(store, stmt, NULL) > 0)
		number = column_within(stmt, 0, store->names[names]);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return number;
}

/* --- by words --- */

/* Every word as a string of its own, which the engine joins by AND.  Cut once
 * more, since it knows no phrases here and what came from elsewhere may not
 * have been cut. */
static void add_words(const char *const *words, size_t count, bool prefix, struct text *match)
{
	struct token token;

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i]), offset = 0;

		while (token_next(words[i], length, &offset, &token)) {
			text_puts(match, match->length ? " \"" : "\"");
			text_add(match, token.word, token.length);
			text_puts(match, prefix ? "\"*" : "\"");
		}
	}
}

int names_by_words(struct store *store, enum names names, const char *const *words,
		   size_t count, bool prefix, struct number_set *out, struct error *err)
{
	static const char SQL[] = "SELECT rowid FROM name_words WHERE name_words MATCH ?1 "
				  "AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid";
	struct text match = {0};
	sqlite3_stmt *stmt;
	int more = -1;

	add_words(words, count, prefix, &match);
	stmt = store_statement(store, SQL, err);
	if (!match.length || !stmt) {
		text_release(&match);
		return stmt ? 0 : -1;
	}
	sql_bind_text(&store->sql, stmt, 1, match.data, match.length);
	sql_bind_int(&store->sql, stmt, 2, name_rowid(names, 0, 0));
	sql_bind_int(&store->sql, stmt, 3, name_rowid(names + 1, 0, 0));
	while ((more = store_step(store, stmt, err)) > 0) {
		uint32_t number = name_rowid_number(sqlite3_column_int64(stmt, 0));

		if (number && number <= store->names[names])
			number_set_add(out, number);
	}
	sqlite3_clear_bindings(stmt);
	text_release(&match);
	return more;
}

/* --- all names --- */

/* Keeps the nearest of the texts in the columns of all rows of SQL, of VALUE. */
static int nearest_of(struct store *store, const char *sql, int value, struct near *near,
		      struct text *best)
{
	sqlite3_stmt *stmt = store_statement(store, sql, NULL);
	int more;

	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, value);
	while ((more = store_step(store, stmt, NULL)) > 0) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			size_t length;
			const char *text = column_bytes(stmt, i, &length);

			length = strnlen(text, length);
			if (near_better(near, text, length)) {
				text_clear(best);
				text_add(best, text, length);
			}
		}
	}
	return more;
}

bool names_nearest(struct store *store, enum names names, const char *text, size_t length,
		   struct text *out)
{
	static const char NAMES[] = "SELECT id, label FROM name WHERE names = ?";
	static const char ALIASES[] = "SELECT text FROM alias WHERE names = ?";
	struct near near = {0};
	struct text best = {0};
	bool found;

	near_to(&near, text, length);
	found = nearest_of(store, NAMES, (int)names, &near, &best) == 0 &&
		(!has_aliases(names) || nearest_of(store, ALIASES, (int)names, &near, &best) == 0) &&
		best.length;
	if (found)
		text_add(out, best.data, best.length);
	text_release(&best);
	near_release(&near);
	return found;
}

bool names_nearest_id(struct store *store, const char *id, size_t length, struct text *out)
{
	static const char IDS[] = "SELECT " ENTRY_ID " FROM entry WHERE place <= ?";
	struct near near = {0};
	struct text best = {0};
	bool found;

	near_to(&near, id, length);
	found = nearest_of(store, IDS, IDS_LOOKED_AT, &near, &best) == 0 && best.length;
	if (found)
		text_add(out, best.data, best.length);
	text_release(&best);
	near_release(&near);
	return found;
}

int names_each(struct store *store, enum names names,
	       int (*see)(void *context, const struct name *name), void *context,
	       struct error *err)
{
	/* Numbers only, and of what they are called no more than tells it from others: all that
	 * is sorted is in memory at once, and a hostile file may call a thousand by the same
	 * sixteen million bytes. */
	static const char SQL[] = "SELECT number FROM name WHERE names = ? "
				  "ORDER BY count DESC, substr(coalesce(label, id), 1, 200), number";
	/* Its own statement: SEE may ask for names too. */
	sqlite3_stmt *stmt = store_prepare(store, SQL, err);
	struct arena arena = {0};
	int more = -1;

	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, names);
	while ((more = store_step(store, stmt, err)) > 0) {
		uint32_t number = column_within(stmt, 0, store->names[names]);
		struct name name;

		arena_clear(&arena);
		if (number && names_get(store, names, number, &arena, &name) == 0) {
			more = !has_aliases(names) ? 0
			     : fields_aliases(store, names, number, &arena, &name.aliases,
					      &name.alias_count, err);
			if (more < 0 || see(context, &name) != 0)
				break;
		} else if (store_ready(store, err) != 0) {
			more = -1;
			break;
		}
	}
	sqlite3_finalize(stmt);
	arena_release(&arena);
	return more;
}

/* --- who took part --- */

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int names_talks_with(struct store *store, const struct number_set *speakers,
		     struct number_set *out, struct error *err)
{
	static const char SQL[] = "SELECT talk FROM participant WHERE speaker = ?";
	uint32_t *talks = NULL;
	size_t count = 0, cap = 0;
	int more = 0;

	for (size_t i = 0; i < speakers->count && more == 0; i++) {
		sqlite3_stmt *stmt = store_statement(store, SQL, err);

		more = stmt ? 1 : -1;
		if (stmt)
			sql_bind_int(&store->sql, stmt, 1, speakers->at[i]);
		while (more > 0 && (more = store_step(store, stmt, err)) > 0) {
			talks = memory_room(talks, count, &cap, sizeof(*talks));
			talks[count++] = column_within(stmt, 0, store->names[NAMES_TALK]);
		}
	}
	/* In order, since adding in the middle of a set moves what is behind. */
	if (count)
		qsort(talks, count, sizeof(*talks), compare_numbers);
	for (size_t i = 0; i < count && more == 0; i++)
		if (talks[i])
			number_set_add(out, talks[i]);
	free(talks);
	return more;
}

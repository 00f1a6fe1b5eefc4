/* Stores that are sound databases with another schema, or with wrong values. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/memory.h"
#include "store/names.h"
#include "store/store.h"
#include "tests/store/damage.h"
#include "tests/store/sample.h"

static struct damage damage;

static void set_up(void)
{
	damage_init(&damage);
}

static void tear_down(void)
{
	damage_release(&damage);
}

TestSuite(damage_values, .init = set_up, .fini = tear_down);

/* Its own table to be damaged: the first that SQL finds. */
static char *table_of(sqlite3 *db)
{
	sqlite3_stmt *stmt;
	char *name;

	cr_assert_eq(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
					"sql LIKE 'create table%' AND name NOT LIKE '%\\_%' ESCAPE '\\'",
					-1, &stmt, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	name = memory_copy((const char *)sqlite3_column_text(stmt, 0),
			   (size_t)sqlite3_column_bytes(stmt, 0));
	sqlite3_finalize(stmt);
	return name;
}

Test(damage_values, a_schema_that_is_not_ours_is_refused)
{
	static const char *const ADDED[] = {
		"CREATE VIEW harmless AS SELECT load_extension('./evil.so')",
		"CREATE TABLE extra (x)",
		"CREATE TRIGGER evil AFTER INSERT ON \"%w\" BEGIN DELETE FROM \"%w\"; END",
		"CREATE INDEX ix ON \"%w\" (abs(1))",
		"ALTER TABLE \"%w\" ADD COLUMN extra TEXT",
		"ALTER TABLE \"%w\" ADD COLUMN g AS (length(hex(zeroblob(900000000))))",
		"DROP TABLE \"%w\"",
		"ALTER TABLE \"%w\" RENAME TO renamed",
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE x(' "
			"WHERE name = '%w'",
		"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, "
			"sql) VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING nosuch(x)')",
		"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
	};

	for (size_t i = 0; i < sizeof(ADDED) / sizeof(*ADDED); i++) {
		sqlite3 *db = damage_open(&damage);
		char *table = table_of(db);
		char *sql = sqlite3_mprintf(ADDED[i], table, table);
		struct error err = {0};

		damage_run(db, sql);
		sqlite3_close(db);
		cr_expect_null(store_open(damage.bad, &err), "%s", sql);
		damage_told(sql, &err);
		sqlite3_free(sql);
		free(table);
	}
}

/* Every column of every table, that of the index's own tables too. */
struct columns {
	char **names;	/* table, column, table, column, … */
	size_t count, cap;
};

static struct columns all_columns(sqlite3 *db)
{
	struct columns found = {0};
	sqlite3_stmt *stmt;

	cr_assert_eq(sqlite3_prepare_v2(db, "SELECT t.name, c.name FROM sqlite_schema AS t, "
					"pragma_table_info(t.name) AS c WHERE t.type = 'table' AND "
					"t.sql NOT LIKE 'create virtual%'", -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < 2; i++) {
			found.names = memory_room(found.names, found.count, &found.cap, sizeof(char *));
			found.names[found.count++] =
				memory_copy((const char *)sqlite3_column_text(stmt, i),
					    (size_t)sqlite3_column_bytes(stmt, i));
		}
	}
	sqlite3_finalize(stmt);
	return found;
}

Test(damage_values, any_value_in_any_column_gives_a_message_or_an_answer)
{
	static const char *const VALUES[] = {
		"NULL", "-1", "0", "4294967295", "9223372036854775807", "9e999", "''", "x''", "'1'",
		"x'00'", "x'ff'", "x'ffffffffffffffffffffffff'", "x'80808080808080808080'",
		"CAST(x'61ffc0af62' AS TEXT)", "CAST(x'6100622e' AS TEXT)", "zeroblob(70000)",
		"%s | 2032", "%s | 63488",	/* all bits of the flags' words */
		"substr(%s, 1, length(%s) / 2)", "CAST(%s AS BLOB) || %s", "%s + 1", "%s - 1",
	};
	sqlite3 *db = damage_open(&damage);
	struct columns columns = all_columns(db);
	int done = 0;

	sqlite3_close(db);
	cr_assert_geq(columns.count, 40);
	for (size_t i = 0; i < columns.count; i += 2) {
		for (size_t v = 0; v < sizeof(VALUES) / sizeof(*VALUES); v++) {
			char *column = sqlite3_mprintf("\"%w\"", columns.names[i + 1]);
			char *value = sqlite3_mprintf(VALUES[v], column, column);
			char *sql = sqlite3_mprintf("UPDATE OR REPLACE \"%w\" SET %s = %s",
						    columns.names[i], column, value);

			db = damage_open(&damage);
			if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
			    sqlite3_changes(db) > 0) {
				sqlite3_close(db);
				damage_use(damage.bad, sql);
				done++;
			} else {
				sqlite3_close(db);
			}
			sqlite3_free(sql);
			sqlite3_free(value);
			sqlite3_free(column);
		}
	}
	cr_expect_gt(done, 300);
	for (size_t i = 0; i < columns.count; i++)
		free(columns.names[i]);
	free(columns.names);
}

Test(damage_values, no_chain_of_parents_leads_back_to_its_beginning)
{
	sqlite3 *db = damage_open(&damage);
	struct arena arena = {0};
	struct store *store;
	uint32_t number;

	/* Topic 2 lies below topic 1, and topic 3 is another. */
	damage_run(db, "UPDATE name SET parent = CASE number WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 3 END");
	sqlite3_close(db);
	store = store_open(damage.bad, NULL);
	cr_assert(store);
	for (uint32_t topic = 1; topic <= 3; topic++) {
		int steps = 0;

		for (number = topic; number; steps++) {
			struct name name;

			cr_assert_lt(steps, 3);
			cr_assert_eq(names_get(store, NAMES_TOPIC, number, &arena, &name), 0);
			number = name.parent;
		}
	}
	arena_release(&arena);
	store_close(store);
}

Test(damage_values, any_table_without_rows_gives_a_message_or_an_answer)
{
	sqlite3 *db = damage_open(&damage);
	struct columns columns = all_columns(db);

	sqlite3_close(db);
	for (size_t i = 0; i < columns.count; i += 2) {
		char *sql = sqlite3_mprintf("DELETE FROM \"%w\"", columns.names[i]);

		db = damage_open(&damage);
		damage_run(db, sql);
		sqlite3_close(db);
		damage_use(damage.bad, sql);
		sqlite3_free(sql);
	}
	for (size_t i = 0; i < columns.count; i++)
		free(columns.names[i]);
	free(columns.names);
}

/* --- the set of damaged stores that a script makes --- */

extern char **environ;

Test(damage_values, the_hostile_set_gives_messages_or_answers)
{
	const char *named = getenv("STATEMENTS_MAKE_DB");
	char *out = folder_path(&damage.folder, "out");
	char *list = folder_path(&damage.folder, "out/DBS.tsv");
	char *script;
	posix_spawn_file_actions_t quiet;
	char line[1024];
	int status = 0, done = 0, spawned;
	pid_t child;
	FILE *rows;

	script = strdup(named ? named : "../shared/hostile/make_db.py");
	if (access(script, R_OK) != 0) {
		printf("no %s: the hostile set is not tried\n", script);
		goto out;
	}
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	spawned = posix_spawnp(&child, "python3", &quiet, NULL,
			       (char *[]){"python3", script, damage.good, out, NULL}, environ);
	posix_spawn_file_actions_destroy(&quiet);
	if (spawned != 0) {
		printf("no python3: the hostile set is not tried\n");
		goto out;
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0, "%s failed", script);
	rows = fopen(list, "r");
	cr_assert(rows);
	cr_assert(fgets(line, sizeof(line), rows));
	while (fgets(line, sizeof(line), rows)) {
		char *name, *path;

		line[strcspn(line, "\t")] = '\0';
		/* The list writes the one name with an escape sequence in escapes. */
		name = strstr(line, "\\x1b") ? "d\x1b[31m.db" : line;
		cr_assert_gt(asprintf(&path, "%s/%s", out, name), 0);
		damage_use(path, line);
		free(path);
		done++;
	}
	fclose(rows);
	cr_expect_geq(done, 76);
out:
	free(script);
	free(list);
	free(out);
}

/* Else memory would be taken, and looked through, for two thousand million. */
Test(damage_values, more_names_than_the_file_has_room_for_are_refused)
{
	for (enum names names = 0; names < NAMES_COUNT; names++) {
		sqlite3 *db = damage_open(&damage);
		char *sql = sqlite3_mprintf("UPDATE name SET number = 2000000000 WHERE names = %d AND "
					    "number = 1", (int)names);
		struct error err = {0};

		damage_run(db, sql);
		sqlite3_close(db);
		cr_expect_null(store_open(damage.bad, &err), "%s", sql);
		damage_told(sql, &err);
		cr_expect(strstr(err.text, "more names"), "%s", err.text);
		sqlite3_free(sql);
	}
}

/* --- texts that no builder would have been given --- */

static void expect_too_long(const struct error *err)
{
	damage_told("a long text", err);
	cr_expect(strstr(err->text, "longer than any can be") || strstr(err->text, "too big"), "%s",
		  err->text);
	cr_expect(strstr(err->text, "build it again"), "%s", err->text);
}

Test(damage_values, a_text_that_is_longer_than_any_can_be_is_told_and_not_shown)
{
	static const char *const LENGTHS[] = {"1048577", "18000000"};
	static const struct {
		const char *set;
		bool opens;
	} ROWS[] = {
		{"UPDATE entry SET text = hex(zeroblob(%s / 2 + 1))", true},
		{"UPDATE entry SET id = hex(zeroblob(%s / 2 + 1)) WHERE place = 1", true},
		{"UPDATE name SET id = hex(zeroblob(%s / 2 + 1)) WHERE names = 6", true},
		{"UPDATE rare SET original = hex(zeroblob(%s / 2 + 1)), note = original", true},
		{"UPDATE agenda SET text = hex(zeroblob(%s / 2 + 1))", true},
		{"UPDATE meta SET value = hex(zeroblob(%s / 2 + 1)) WHERE key = 'title'", false},
	};

	for (size_t i = 0; i < sizeof(ROWS) / sizeof(*ROWS) * 2; i++) {
		sqlite3 *db = damage_open(&damage);
		char *sql = sqlite3_mprintf(ROWS[i / 2].set, LENGTHS[i % 2]);
		struct error err = {0};
		struct store *store;
		int told = 0;

		damage_run(db, sql);
		sqlite3_close(db);
		store = store_open(damage.bad, &err);
		cr_assert_eq(store != NULL, ROWS[i / 2].opens, "%s: %s", sql, err.text);
		for (uint32_t row = 1; store && row <= store_count(store); row++) {
			struct entry entry;

			if (store_entry(store, row, &entry, &err) == 0)
				entry_release(&entry);
			else
				told++;
		}
		cr_expect(!store || told, "%s", sql);
		expect_too_long(&err);
		cr_expect(!store || store_trouble(store, NULL) < 0, "%s", sql);
		store_close(store);
		sqlite3_free(sql);
	}
}

static int count_name(void *context, const struct name *name)
{
	(void)name;
	++*(int *)context;
	return 0;
}

/* In a hostile file they may even be the same bytes, so that it is small itself. */
Test(damage_values, names_of_millions_of_bytes_do_not_take_as_much_memory_each)
{
	enum { MOST = 64 << 20 };
	sqlite3 *db = damage_open(&damage);
	struct store *store;
	int seen = 0;

	damage_run(db, "UPDATE name SET label = hex(zeroblob(8000000)) WHERE names = 0");
	sqlite3_close(db);
	store = store_open(damage.bad, NULL);
	cr_assert(store);
	sqlite3_memory_highwater(1);
	cr_expect_eq(names_each(store, NAMES_SPEAKER, count_name, &seen, NULL), 0);
	cr_expect_eq(seen, SAMPLE_SPEAKERS);
	cr_expect_lt(sqlite3_memory_highwater(0), MOST, "%lld bytes",
		     (long long)sqlite3_memory_highwater(0));
	cr_expect_lt(store_trouble(store, NULL), 0);
	store_close(store);
}

Test(damage_values, a_name_without_an_id_has_an_empty_one)
{
	sqlite3 *db = damage_open(&damage);
	struct arena arena = {0};
	struct store *store;
	struct name name;

	damage_run(db, "UPDATE name SET id = NULL, label = NULL");
	sqlite3_close(db);
	store = store_open(damage.bad, NULL);
	cr_assert(store);
	for (enum names names = 0; names < NAMES_COUNT; names++) {
		cr_assert_eq(names_get(store, names, 1, &arena, &name), 0);
		cr_expect(name.label && (names == NAMES_SOURCE || name.id));
	}
	arena_release(&arena);
	store_close(store);
}

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"
#include "store/store.h"
#include "tests/store/damage.h"
#include "tests/store/sample.h"

Test(sql, a_value_that_could_not_be_bound_fails_the_next_step_and_only_that)
{
	struct error err = {0};
	struct sql sql;
	sqlite3_stmt *stmt;

	cr_assert_eq(sql_open_memory(&sql, &err), 0, "%s", err.text);
	stmt = sql_get(&sql, "SELECT ?", &err);
	cr_assert(stmt, "%s", err.text);
	sql_bind_int(&sql, stmt, 2, 1);
	cr_expect_eq(sql_step(&sql, stmt, &err), -1);
	cr_expect_eq(err.kind, ERROR_STORE);
	sql_bind_int(&sql, stmt, 1, 1);
	cr_expect_eq(sql_step(&sql, stmt, &err), 1);
	sql_close(&sql);
}

Test(sql, the_first_failure_is_remembered)
{
	struct error err = {0};
	struct sql sql;

	cr_assert_eq(sql_open_memory(&sql, &err), 0, "%s", err.text);
	cr_expect_eq(sql.trouble.kind, ERROR_NONE);
	cr_expect_eq(sql_run(&sql, "SELECT * FROM nowhere", NULL), -1);
	cr_expect_eq(sql.trouble.kind, ERROR_STORE);
	sql_close(&sql);
}

/* --- a file that is opened is judged, and nothing in it is run --- */

/* A function that each connection has before it reads a schema, and how often it ran. */
static int calls;

static void dangerous(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	(void)values;
	calls++;
	sqlite3_result_int(context, 1);
}

static int add_dangerous(sqlite3 *db)
{
	return sqlite3_create_function(db, "dangerous", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
				       dangerous, NULL, NULL);
}

Test(sql, a_schema_does_not_call_what_the_program_has)
{
	static const char CALL[] = "SELECT computed FROM extra";
	struct damage damage;
	struct error err = {0};
	struct sql sql;
	sqlite3 *db;

	sqlite3_auto_extension((void (*)(void))add_dangerous);
	damage_init(&damage);
	db = damage_open(&damage);
	damage_run(db, "CREATE TABLE extra(x, computed AS (dangerous())); INSERT INTO extra VALUES(1)");
	damage_run(db, CALL);
	cr_expect_gt(calls, 0, "else nobody would call it");
	sqlite3_close(db);
	calls = 0;
	cr_expect(sql_open_read(&sql, damage.bad, NULL, &err) < 0 || sql_run(&sql, CALL, &err) < 0);
	cr_expect(strstr(err.text, "unsafe use"), "%s", err.text);
	cr_expect_eq(calls, 0);
	sql_close(&sql);
	sqlite3_cancel_auto_extension((void (*)(void))add_dangerous);
	damage_release(&damage);
}

Test(sql, what_is_opened_to_be_read_can_do_no_more)
{
	static const char *const MORE[] = {
		"SELECT * FROM looks",
		"DELETE FROM extra",
		"CREATE TEMP TABLE other(x)",
		"ATTACH ':memory:' AS other",
		"SELECT load_extension('x')",
		"SELECT \"no such column\"",
		"SELECT zeroblob(70000000)",
		("SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 "
		 "UNION SELECT 7 UNION SELECT 8 UNION SELECT 9 UNION SELECT 10 UNION SELECT 11"),
	};
	struct damage damage;
	struct error err = {0};
	struct sql sql;
	sqlite3 *db;

	damage_init(&damage);
	db = damage_open(&damage);
	damage_run(db, "CREATE TABLE extra(x); CREATE VIEW looks AS SELECT 1");
	sqlite3_close(db);
	cr_assert_eq(sql_open_read(&sql, damage.bad, NULL, &err), 0, "%s", err.text);
	for (size_t i = 0; i < sizeof(MORE) / sizeof(*MORE); i++)
		cr_expect_eq(sql_run(&sql, MORE[i], &err), -1, "%s", MORE[i]);
	sql_close(&sql);
	damage_release(&damage);
}

/* Puts a new store in the place of the one that SQLite is about to open, as a load does
 * that ends at this moment. */
static struct {
	sqlite3_vfs *real, vfs;
	struct damage *damage;
	int left;		/* how often it does so, each time with file nLEFT.db */
} replacing;

static char *next_path(int number)
{
	char name[16];

	snprintf(name, sizeof(name), "n%d.db", number);
	return folder_path(&replacing.damage->folder, name);
}

static int open_replaced(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	(void)vfs;
	if ((flags & SQLITE_OPEN_MAIN_DB) && replacing.left > 0) {
		char *next = next_path(replacing.left--);

		cr_assert_eq(rename(next, replacing.damage->bad), 0);
		free(next);
	}
	return replacing.real->xOpen(replacing.real, name, file, flags, out);
}

static void replace_while_opened(struct damage *damage, int times)
{
	damage_init(damage);
	cr_assert_eq(rename(damage->good, damage->bad), 0);
	replacing.damage = damage;
	for (int i = 1; i <= times; i++) {
		char *next = next_path(i);

		sample_build(next, "that of the other");
		free(next);
	}
	replacing.left = times;
	replacing.real = sqlite3_vfs_find(NULL);
	replacing.vfs = *replacing.real;
	replacing.vfs.zName = "replacing";
	replacing.vfs.pNext = NULL;
	replacing.vfs.xOpen = open_replaced;
	cr_assert_eq(sqlite3_vfs_register(&replacing.vfs, 1), SQLITE_OK);
}

static void replace_no_more(struct damage *damage)
{
	sqlite3_vfs_unregister(&replacing.vfs);
	damage_release(damage);
}

Test(sql, a_file_that_is_replaced_while_it_is_opened_is_the_one_that_is_known)
{
	struct damage damage;
	struct error err = {0};
	struct store *store;

	replace_while_opened(&damage, 3);
	store = store_open(damage.bad, &err);
	cr_assert(store, "%s", err.text);
	cr_expect_eq(replacing.left, 0);
	cr_expect_str_eq(store_fingerprint(store), "that of the other");
	cr_expect_not(store_replaced(store), "what it has open is what is there");
	store_close(store);
	replace_no_more(&damage);
}

Test(sql, a_file_that_is_replaced_each_time_is_given_up)
{
	struct damage damage;
	struct error err = {0};

	replace_while_opened(&damage, 20);
	cr_expect_null(store_open(damage.bad, &err));
	cr_expect_eq(err.kind, ERROR_STORE);
	cr_expect(strstr(err.text, "again and again"), "%s", err.text);
	replace_no_more(&damage);
}

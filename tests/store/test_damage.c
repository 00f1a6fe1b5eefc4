/*
 * Stores that somebody or something has damaged.  Whatever the file holds, the
 * answer is a message or an entry: never a crash, a hang or a write.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/map.h"
#include "store/names.h"
#include "store/store.h"
#include "tests/store/sample.h"
#include "tests/support/folder.h"

enum {
	ROWS_READ = 2000,	/* of a store that claims to have more */
	SECONDS = 10,		/* then SIGALRM: the sanitizers are slow */
};

static struct folder folder;
static char *good, *bad;
static struct {
	char *data;
	size_t length;
} image;	/* of the good store */

static void set_up(void)
{
	FILE *file;
	struct stat stat_good;

	folder_init(&folder);
	good = folder_path(&folder, "good.db");
	bad = folder_path(&folder, "bad.db");
	sample_build(good, "fingerprint");
	file = fopen(good, "r");
	cr_assert(file && fstat(fileno(file), &stat_good) == 0);
	image.length = (size_t)stat_good.st_size;
	image.data = memory_new(image.length, 1);
	cr_assert_eq(fread(image.data, 1, image.length, file), image.length);
	fclose(file);
}

static void tear_down(void)
{
	free(image.data);
	free(good);
	free(bad);
	folder_release(&folder);
}

TestSuite(damage, .init = set_up, .fini = tear_down);

/* --- using a store to the full --- */

static void told(const char *what, const struct error *err)
{
	cr_expect(err->kind == ERROR_STORE && err->text[0], "%s: kind %d, '%s'", what, err->kind,
		  err->text);
}

static size_t weigh(const char *text)
{
	return text ? strlen(text) : 0;
}

/* Touches every byte that it was given, for the sanitizers. */
static size_t weigh_entry(const struct entry *entry)
{
	size_t sum = weigh(entry->id) + weigh(entry->date) + weigh(entry->date_as_stated) +
		     weigh(entry->date_note) + weigh(entry->outlet) + weigh(entry->url) +
		     weigh(entry->lang) + weigh(entry->note);

	if (entry->kind == ENTRY_QUOTE) {
		const struct quote *quote = &entry->quote;

		sum += weigh(quote->text) + weigh(quote->as) + weigh(quote->where) +
		       weigh(quote->original) + weigh(quote->original_lang) +
		       weigh(quote->translated_by) +
		       weigh(vocabulary_word(&VOCABULARY_STATUS, quote->status));
		for (size_t i = 0; i < quote->to.count; i++)
			sum += quote->to.at[i];
		for (size_t i = 0; i < quote->about.count; i++)
			sum += quote->about.at[i];
		for (size_t i = 0; i < quote->topics.count; i++)
			sum += quote->topics.at[i];
	} else {
		const struct talk *talk = &entry->talk;

		sum += weigh(talk->title) + weigh(talk->end) + weigh(talk->place) +
		       weigh(talk->country) + weigh(talk->agenda_intro) + weigh(talk->summary);
		for (size_t i = 0; i < talk->participant_count; i++)
			sum += weigh(talk->participants[i].part) + weigh(talk->participants[i].as);
		for (size_t i = 0; i < talk->agenda_count; i++)
			sum += weigh(talk->agenda[i].text);
		for (size_t i = 0; i < talk->topics.count; i++)
			sum += talk->topics.at[i];
	}
	return sum;
}

static int see(void *context, const struct name *name)
{
	size_t *seen = context;

	weigh(name->id);
	weigh(name->label);
	weigh(name->aliases);
	return ++*seen > ROWS_READ;
}

static void use_names(struct store *store, const char *what)
{
	static const char *const WORDS[] = {"a", "b"};

	for (enum names names = 0; names < NAMES_COUNT; names++) {
		struct number_set set = {0};
		struct text near = {0};
		struct arena arena = {0};
		struct error err = {0};
		struct name name;
		size_t seen = 0;

		if (names_each(store, names, see, &seen, &err) < 0)
			told(what, &err);
		err = (struct error){0};
		if (names_by_words(store, names, WORDS, 1 + (names & 1), true, &set, &err) != 0)
			told(what, &err);
		names_by_id(store, names, "blinken", 7);
		names_nearest(store, names, "blinkn", 6, &near);
		for (uint32_t i = 0; i <= names_count(store, names) && i < 10; i++)
			names_get(store, names, i, &arena, &name);
		names_get(store, names, UINT32_MAX, &arena, &name);
		err = (struct error){0};
		if (names_talks_with(store, &set, &set, &err) != 0)
			told(what, &err);
		number_set_release(&set);
		text_release(&near);
		arena_release(&arena);
	}
}

/* Returns how many entries could be read, or -1 where the store was refused. */
static int use(const char *path, const char *what)
{
	struct error err = {0};
	struct store *store;
	struct arena arena = {0};
	struct speaker speaker;
	struct source source;
	int read = 0;

	alarm(SECONDS);
	store = store_open(path, &err);
	if (!store) {
		told(what, &err);
		return -1;
	}
	for (uint32_t row = 0; row <= store_count(store) + 1 && row < ROWS_READ; row++) {
		struct entry entry = {0};
		struct brief brief;

		err = (struct error){0};
		if (store_entry(store, row, &entry, &err) == 0) {
			weigh_entry(&entry);
			read++;
			if (entry.id)
				store_find(store, entry.id, strlen(entry.id));
			store_file(store, entry.file);
		} else {
			told(what, &err);
		}
		entry_release(&entry);
		err = (struct error){0};
		if (store_briefs(store, &row, 1, &brief, &err) != 0)
			told(what, &err);
		else
			cr_expect_eq(strlen(brief.text), brief.text_length, "%s", what);
		store_same_speaker(store, row, 1);
		store_same_speaker(store, row, -1);
		store_talk_row(store, row);
		store_speaker(store, row, &arena, &speaker, NULL);
		store_source(store, row, &arena, &source, NULL);
	}
	use_names(store, what);
	arena_release(&arena);
	store_close(store);
	alarm(0);
	return read;
}

static int use_image(const char *data, size_t length, const char *what)
{
	free(folder_write(&folder, "bad.db", data, length));
	return use(bad, what);
}

/* --- the head and the pages --- */

static void refused_with(const char *data, size_t length, const char *says)
{
	struct error err = {0};

	free(folder_write(&folder, "bad.db", data, length));
	cr_expect_null(store_open(bad, &err));
	told(says, &err);
	cr_expect(strstr(err.text, says), "'%s' does not say '%s'", err.text, says);
	cr_expect(strstr(err.text, bad), "'%s' does not name the file", err.text);
}

Test(damage, the_message_tells_which_sort_of_file_it_is)
{
	static const struct {
		size_t at, length;
		const char *bytes, *says;
	} HEADS[] = {
		{0, 1, "X", "is not a store"},
		{16, 2, "\0\3", "page size"},
		{16, 2, "\0\0", "page size"},
		{18, 2, "\11\11", "file format"},
		{28, 4, "\0\0\0\0", "head contradicts itself"},
		{28, 4, "\177\377\377\377", "cut short"},
		{56, 4, "\0\0\0\2", "not UTF-8"},
		{60, 4, "\0\0\0\143", "of version 99"},
		{60, 4, "\377\377\377\377", "of version -1"},
		{68, 4, "\1\2\3\4", "another program"},
		{68, 4, "\0\0\0\0", "another program"},
	};

	for (size_t i = 0; i < sizeof(HEADS) / sizeof(*HEADS); i++) {
		char *copy = memory_copy(image.data, image.length);

		memcpy(copy + HEADS[i].at, HEADS[i].bytes, HEADS[i].length);
		refused_with(copy, image.length, HEADS[i].says);
		free(copy);
	}
	refused_with("", 0, "is empty");
	refused_with(image.data, 99, "is not a store");
	refused_with(image.data, 100, "cut short");
	refused_with(image.data, image.length - 1, "cut short");
}

static size_t page_size(void)
{
	const unsigned char *head = (const unsigned char *)image.data;
	size_t size = (size_t)head[16] << 8 | head[17];

	return size == 1 ? 65536 : size;
}

Test(damage, any_page_of_zeros_gives_a_message_or_an_answer)
{
	size_t page = page_size();

	for (size_t at = 0; at < image.length; at += page) {
		char *copy = memory_copy(image.data, image.length);
		char what[64];

		snprintf(what, sizeof(what), "page at %zu", at);
		memset(copy + (at ? at : 100), 0, at ? page : page - 100);
		use_image(copy, image.length, what);
		free(copy);
	}
}

Test(damage, any_changed_bytes_give_a_message_or_an_answer)
{
	uint64_t random = 1;

	for (int round = 0; round < 200; round++) {
		char *copy = memory_copy(image.data, image.length);
		char what[64];

		snprintf(what, sizeof(what), "round %d", round);
		for (int i = 0; i < 1 + round % 40; i++) {
			random = hash_bytes(random, (char *)&i, sizeof(i));
			copy[100 + random % (image.length - 100)] = (char)(random >> 56);
		}
		use_image(copy, image.length, what);
		free(copy);
	}
}

/* --- the schema and the values --- */

static sqlite3 *damaged_copy(void)
{
	sqlite3 *db;

	free(folder_write(&folder, "bad.db", image.data, image.length));
	cr_assert_eq(sqlite3_open(bad, &db), SQLITE_OK);
	/* Constraints are no protection: who damages a store can leave them out. */
	sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA journal_mode = OFF;"
		     "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	return db;
}

static void run(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s: %s", sql, message);
}

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

Test(damage, a_schema_that_is_not_ours_is_refused)
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
		sqlite3 *db = damaged_copy();
		char *table = table_of(db);
		char *sql = sqlite3_mprintf(ADDED[i], table, table);
		struct error err = {0};

		run(db, sql);
		sqlite3_close(db);
		cr_expect_null(store_open(bad, &err), "%s", sql);
		told(sql, &err);
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

Test(damage, any_value_in_any_column_gives_a_message_or_an_answer)
{
	static const char *const VALUES[] = {
		"NULL", "-1", "0", "4294967295", "9223372036854775807", "9e999", "''", "x''", "'1'",
		"x'00'", "x'ff'", "x'ffffffffffffffffffffffff'", "x'80808080808080808080'",
		"CAST(x'61ffc0af62' AS TEXT)", "CAST(x'6100622e' AS TEXT)", "zeroblob(70000)",
		"substr(%s, 1, length(%s) / 2)", "CAST(%s AS BLOB) || %s", "%s + 1", "%s - 1",
	};
	sqlite3 *db = damaged_copy();
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

			db = damaged_copy();
			if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
			    sqlite3_changes(db) > 0) {
				sqlite3_close(db);
				use(bad, sql);
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

Test(damage, any_table_without_rows_gives_a_message_or_an_answer)
{
	sqlite3 *db = damaged_copy();
	struct columns columns = all_columns(db);

	sqlite3_close(db);
	for (size_t i = 0; i < columns.count; i += 2) {
		char *sql = sqlite3_mprintf("DELETE FROM \"%w\"", columns.names[i]);

		db = damaged_copy();
		run(db, sql);
		sqlite3_close(db);
		use(bad, sql);
		sqlite3_free(sql);
	}
	for (size_t i = 0; i < columns.count; i++)
		free(columns.names[i]);
	free(columns.names);
}

Test(damage, journals_beside_the_store_are_neither_obeyed_nor_touched)
{
	static const char *const BESIDE[] = {"bad.db-journal", "bad.db-wal", "bad.db-shm"};
	/* A hot journal that would blank the first page. */
	static const char HEAD[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\0\0\0\1\0\0\0\0\0\0\0\1\0\0\2\0\0\0\x10";

	for (int i = 0; i < 3; i++) {
		char *noise = memory_new(8192, 1);
		char *name;
		struct stat before, after;

		memset(noise, 'x', 8192);
		if (i == 0) {
			memset(noise, 0, 8192);
			memcpy(noise, HEAD, sizeof(HEAD));
		}
		name = folder_write(&folder, BESIDE[i], noise, 8192);
		cr_assert_eq(stat(name, &before), 0);
		cr_expect_eq(use_image(image.data, image.length, BESIDE[i]), SAMPLE_ENTRIES);
		cr_expect_eq(stat(name, &after), 0, "%s", name);
		cr_expect(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec &&
			  before.st_size == after.st_size);
		cr_expect_eq(folder_count(&folder), 3);
		unlink(name);
		free(name);
		free(noise);
	}
}

Test(damage, a_store_left_in_wal_mode_opens_and_nothing_is_made_beside_it)
{
	sqlite3 *db = damaged_copy();

	run(db, "PRAGMA journal_mode = WAL");
	sqlite3_close(db);
	cr_assert_eq(folder_count(&folder), 2);
	cr_expect_eq(use(bad, "wal"), SAMPLE_ENTRIES);
	cr_expect_eq(folder_count(&folder), 2);
}

Test(damage, a_store_that_another_program_has_locked_can_be_read)
{
	sqlite3 *db = damaged_copy();

	run(db, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
	cr_expect_eq(use(bad, "locked"), SAMPLE_ENTRIES);
	sqlite3_close(db);
}

Test(damage, what_is_no_regular_file_is_refused_at_once)
{
	static const char *const NAMES[] = {"folder", "fifo", "loop", "device", "nowhere", "missing"};
	char *paths[6];

	for (int i = 0; i < 6; i++)
		paths[i] = folder_path(&folder, NAMES[i]);
	cr_assert_eq(mkdir(paths[0], 0700), 0);
	cr_assert_eq(mkfifo(paths[1], 0600), 0);
	cr_assert_eq(symlink("loop", paths[2]), 0);
	cr_assert_eq(symlink("/dev/zero", paths[3]), 0);
	cr_assert_eq(symlink("no-such-file", paths[4]), 0);
	for (int i = 0; i < 6; i++) {
		struct error err = {0};

		alarm(SECONDS);
		cr_expect_null(store_open(paths[i], &err));
		told(NAMES[i], &err);
		cr_expect(strstr(err.text, paths[i]), "%s", err.text);
		free(paths[i]);
	}
	alarm(0);
}

Test(damage, a_store_that_shrinks_while_it_is_read_gives_a_message_or_an_answer)
{
	for (size_t length = 0; length < image.length; length += page_size() / 2) {
		struct store *store;
		int read = 0;

		free(folder_write(&folder, "bad.db", image.data, image.length));
		store = store_open(bad, NULL);
		cr_assert(store);
		cr_assert_eq(truncate(bad, (off_t)length), 0);
		for (uint32_t row = 1; row <= store_count(store); row++) {
			struct entry entry = {0};
			struct error err = {0};

			if (store_entry(store, row, &entry, &err) == 0)
				read++;
			else
				told("cut", &err);
			entry_release(&entry);
		}
		cr_expect(store_replaced(store), "a cut is a change");
		store_close(store);
	}
}

/* --- the set of damaged stores that a script makes --- */

extern char **environ;

Test(damage, the_hostile_set_gives_messages_or_answers)
{
	const char *named = getenv("STATEMENTS_MAKE_DB");
	char *script, *out = folder_path(&folder, "out"), *list = folder_path(&folder, "out/DBS.tsv");
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
			       (char *[]){"python3", script, good, out, NULL}, environ);
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
		use(path, line);
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

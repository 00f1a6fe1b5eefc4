/* Stores with damaged bytes, with strange files beside them, and no stores. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/map.h"
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

TestSuite(damage, .init = set_up, .fini = tear_down);

static void refused_with(const char *data, size_t length, const char *says)
{
	struct error err = {0};

	free(folder_write(&damage.folder, "bad.db", data, length));
	cr_expect_null(store_open(damage.bad, &err));
	damage_told(says, &err);
	cr_expect(strstr(err.text, says), "'%s' does not say '%s'", err.text, says);
	cr_expect(strstr(err.text, damage.bad), "'%s' does not name the file", err.text);
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
		char *copy = memory_copy(damage.data, damage.length);

		memcpy(copy + HEADS[i].at, HEADS[i].bytes, HEADS[i].length);
		refused_with(copy, damage.length, HEADS[i].says);
		free(copy);
	}
	refused_with("", 0, "is empty");
	refused_with(damage.data, 99, "is not a store");
	refused_with(damage.data, 100, "cut short");
	refused_with(damage.data, damage.length - 1, "cut short");
}

static size_t page_size(void)
{
	const unsigned char *head = (const unsigned char *)damage.data;
	size_t size = (size_t)head[16] << 8 | head[17];

	return size == 1 ? 65536 : size;
}

Test(damage, any_page_of_zeros_gives_a_message_or_an_answer)
{
	size_t page = page_size();

	for (size_t at = 0; at < damage.length; at += page) {
		char *copy = memory_copy(damage.data, damage.length);
		char what[64];

		snprintf(what, sizeof(what), "page at %zu", at);
		memset(copy + (at ? at : 100), 0, at ? page : page - 100);
		damage_use_bytes(&damage, copy, damage.length, what);
		free(copy);
	}
}

Test(damage, any_changed_bytes_give_a_message_or_an_answer)
{
	uint64_t random = 1;

	for (int round = 0; round < 200; round++) {
		char *copy = memory_copy(damage.data, damage.length);
		char what[64];

		snprintf(what, sizeof(what), "round %d", round);
		for (int i = 0; i < 1 + round % 40; i++) {
			random = hash_bytes(random, (char *)&i, sizeof(i));
			copy[100 + random % (damage.length - 100)] = (char)(random >> 56);
		}
		damage_use_bytes(&damage, copy, damage.length, what);
		free(copy);
	}
}

/* --- pages that lead to each other again and again --- */

static void put(char *page, size_t at, size_t bytes, size_t value)
{
	for (size_t i = bytes; i-- > 0; value >>= 8)
		page[at + i] = (char)(value & 0xff);
}

/* Fills a page with an interior node of a table, all of whose cells lead to page CHILD;
 * the node begins at HEAD. */
static void fill_interior(char *page, size_t size, size_t head, size_t child)
{
	enum { CELL = 6 };	/* the page, and a key of two bytes */
	size_t count = (size - head - 12) / (CELL + 2);

	memset(page + head, 0, size - head);
	for (size_t i = 0; i < count; i++) {
		size_t at = size - (i + 1) * CELL;

		put(page, at, 4, child);
		put(page, at + 4, 2, 0x8100 + (i / 128 << 8) + i % 128);
		put(page, head + 12 + 2 * i, 2, at);
	}
	page[head] = 5;
	put(page, head + 3, 2, count);
	put(page, head + 5, 2, size - count * CELL);
	put(page, head + 8, 4, child);
}

/* The store with three nodes above the page where the table's tree begins: then it has a
 * thousand million times as many rows.  Yours to free. */
static char *without_end(size_t root, size_t *length)
{
	size_t size = page_size(), pages = damage.length / size;
	char *copy = memory_new(damage.length + 3 * size, 1);
	char *added = copy + damage.length;

	memcpy(copy, damage.data, damage.length);
	/* The page itself, then two nodes; the third takes its place. */
	memcpy(added, copy + (root - 1) * size, size);
	fill_interior(added + size, size, 0, pages + 1);
	fill_interior(added + 2 * size, size, 0, pages + 2);
	fill_interior(copy + (root - 1) * size, size, 0, pages + 3);
	put(copy, 28, 4, pages + 3);
	*length = damage.length + 3 * size;
	return copy;
}

Test(damage, a_table_without_an_end_is_told_and_not_read_for_ever)
{
	static const char *const TABLES[] = {"meta", "file", "segment", "name", "alias", "entry"};
	size_t length;

	for (size_t i = 0; i < sizeof(TABLES) / sizeof(*TABLES); i++) {
		sqlite3 *db = damage_open(&damage);
		sqlite3_stmt *stmt;
		char *copy;

		cr_assert_eq(sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name = ?",
						-1, &stmt, NULL), SQLITE_OK);
		sqlite3_bind_text(stmt, 1, TABLES[i], -1, SQLITE_STATIC);
		cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
		copy = without_end((size_t)sqlite3_column_int(stmt, 0), &length);
		sqlite3_finalize(stmt);
		sqlite3_close(db);
		damage_use_bytes(&damage, copy, length, TABLES[i]);
		if (i < 2)
			refused_with(copy, length, "its rows have no end");
		free(copy);
	}
}

Test(damage, journals_beside_the_store_are_neither_obeyed_nor_touched)
{
	static const char *const BESIDE[] = {"bad.db-journal", "bad.db-wal", "bad.db-shm"};
	/* A hot journal that would blank the first page. */
	static const char HEAD[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
				   "\0\0\0\1\0\0\0\0\0\0\0\1\0\0\2\0\0\0\x10";

	for (int i = 0; i < 3; i++) {
		char *noise = memory_new(8192, 1);
		char *name;
		struct stat before, after;

		memset(noise, 'x', 8192);
		if (i == 0) {
			memset(noise, 0, 8192);
			memcpy(noise, HEAD, sizeof(HEAD));
		}
		name = folder_write(&damage.folder, BESIDE[i], noise, 8192);
		cr_assert_eq(stat(name, &before), 0);
		cr_expect_eq(damage_use_bytes(&damage, damage.data, damage.length, BESIDE[i]), SAMPLE_ENTRIES);
		cr_expect_eq(stat(name, &after), 0, "%s", name);
		cr_expect(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec &&
			  before.st_size == after.st_size);
		cr_expect_eq(folder_count(&damage.folder), 3);
		unlink(name);
		free(name);
		free(noise);
	}
}

Test(damage, a_store_left_in_wal_mode_opens_and_nothing_is_made_beside_it)
{
	sqlite3 *db = damage_open(&damage);

	damage_run(db, "PRAGMA journal_mode = WAL");
	sqlite3_close(db);
	cr_assert_eq(folder_count(&damage.folder), 2);
	cr_expect_eq(damage_use(damage.bad, "wal"), SAMPLE_ENTRIES);
	cr_expect_eq(folder_count(&damage.folder), 2);
}

Test(damage, a_store_that_another_program_has_locked_can_be_read)
{
	sqlite3 *db = damage_open(&damage);

	damage_run(db, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
	cr_expect_eq(damage_use(damage.bad, "locked"), SAMPLE_ENTRIES);
	sqlite3_close(db);
}

Test(damage, what_is_no_regular_file_is_refused_at_once)
{
	static const char *const NAMES[] = {"folder", "fifo", "loop", "device", "nowhere", "missing"};
	char *paths[6];

	for (int i = 0; i < 6; i++)
		paths[i] = folder_path(&damage.folder, NAMES[i]);
	cr_assert_eq(mkdir(paths[0], 0700), 0);
	cr_assert_eq(mkfifo(paths[1], 0600), 0);
	cr_assert_eq(symlink("loop", paths[2]), 0);
	cr_assert_eq(symlink("/dev/zero", paths[3]), 0);
	cr_assert_eq(symlink("no-such-file", paths[4]), 0);
	for (int i = 0; i < 6; i++) {
		struct error err = {0};

		alarm(DAMAGE_SECONDS);
		cr_expect_null(store_open(paths[i], &err));
		damage_told(NAMES[i], &err);
		cr_expect(strstr(err.text, paths[i]), "%s", err.text);
		free(paths[i]);
	}
	alarm(0);
}

Test(damage, a_store_that_shrinks_while_it_is_read_gives_a_message_or_an_answer)
{
	for (size_t length = 0; length < damage.length; length += page_size() / 2) {
		struct store *store;
		int read = 0;

		free(folder_write(&damage.folder, "bad.db", damage.data, damage.length));
		store = store_open(damage.bad, NULL);
		cr_assert(store);
		cr_assert_eq(truncate(damage.bad, (off_t)length), 0);
		for (uint32_t row = 1; row <= store_count(store); row++) {
			struct entry entry = {0};
			struct error err = {0};

			if (store_entry(store, row, &entry, &err) == 0)
				read++;
			else
				damage_told("cut", &err);
			entry_release(&entry);
		}
		cr_expect(store_replaced(store), "a cut is a change");
		store_close(store);
	}
}

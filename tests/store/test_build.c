#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/build.h"
#include "store/column.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/store.h"
#include "tests/support/folder.h"

/* A small corpus: two speakers, a tree of topics, a source, a talk that follows
 * one of its quotes, and an undated quote. */
static const uint32_t BOTH[] = {2, 1};
static const uint32_t ONE[] = {1};
static const uint32_t CEASEFIRE[] = {2};

static const struct speaker SPEAKERS[] = {
	{.id = "blinken", .name = "Anthony Blinken", .kind = SPEAKER_PERSON,
	 .aliases = (const char *const[]){"Antony Blinken", "Tony"}, .alias_count = 2,
	 .roles = (const struct role[]){{.title = "US Secretary of State", .from = "2021-01-26",
					 .from_days = {18653, 18653}, .to_days = {INT32_MIN, INT32_MIN}}},
	 .role_count = 1},
	{.id = "Putin", .name = "Putin"},
};

static const struct topic TOPICS[] = {
	{.id = "negotiations", .label = "Peace negotiations"},
	{.id = "negotiations/ceasefire", .label = "Ceasefire", .parent = 1},
	{.id = "attacks"},
};

static const struct source SOURCE = {.id = "report", .kind = SOURCE_ARTICLE, .title = "A report",
				     .author = "Somebody"};

static const struct entry ENTRIES[] = {
	{.kind = ENTRY_QUOTE, .id = "late", .date = "2024-11-13", .days = {20040, 20040},
	 .outlet = "MSNBC", .lang = "en", .source = 1, .date_from = ORIGIN_TALK, .line = 12,
	 .file = 1, .note = "a note",
	 .quote = {.speaker = 1, .text = "It's a country [Ukraine – ed.] standing strongly.",
		   .speech = SPEECH_DIRECT, .topics = {CEASEFIRE, 1}, .about = {BOTH, 2},
		   .talk = 1, .where = "paragraph 7", .status = STATUS_DISPUTED}},
	{.kind = ENTRY_TALK, .id = "talks", .date = "2024-11", .days = {20028, 20057}, .line = 3,
	 .lang = "en", .url = "https://example.org/",
	 .talk = {.number = 1, .kind = TALK_MEETING, .title = "Talks in Brussels",
		  .summary = "They talked.", .place = "Brussels", .country = "Belgium",
		  .participants = (const struct participant[]){{1, "host", NULL}, {2, NULL, "guest"}},
		  .participant_count = 2,
		  .agenda = (const struct agenda_item[]){{"Long weapons", 3}, {"range of them", 0}},
		  .agenda_count = 2, .topics = {ONE, 1}}},
	{.kind = ENTRY_QUOTE, .id = "undated", .days = {INT32_MIN, INT32_MIN}, .outlet = "MSNBC",
	 .quote = {.speaker = 2, .text = "Никто не забыт.", .speech = SPEECH_DIRECT}},
};

static struct build *begin(const char *target)
{
	struct error err = {0};
	struct build *build = build_open(target, &err);

	cr_assert(build != NULL, "%s", err.text);
	cr_assert_eq(build_source(build, 1, &SOURCE, &err), 0, "%s", err.text);
	for (uint32_t i = 0; i < 2; i++)
		cr_assert_eq(build_speaker(build, i + 1, &SPEAKERS[i], &err), 0, "%s", err.text);
	for (uint32_t i = 0; i < 3; i++)
		cr_assert_eq(build_topic(build, i + 1, &TOPICS[i], &err), 0, "%s", err.text);
	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(build_entry(build, &ENTRIES[i], &err), 0, "%s", err.text);
	return build;
}

static const struct build_meta META = {
	.title = "A corpus", .fingerprint = "f", .file_count = 2,
	.files = (const char *const[]){"a.yaml", "b.yaml"},
};

static void make(const char *target)
{
	struct error err = {0};
	struct build *build = begin(target);

	cr_assert_eq(build_finish(build, &META, NULL, NULL, &err), 0, "%s", err.text);
	build_close(build);
}

/* The store of the small corpus, open. */
struct fixture {
	struct folder folder;
	char *path;
	struct sql sql;
};

static void open_fixture(struct fixture *fixture)
{
	struct error err = {0};

	folder_init(&fixture->folder);
	fixture->path = folder_path(&fixture->folder, "store.db");
	make(fixture->path);
	cr_assert_eq(sql_open_read(&fixture->sql, fixture->path, NULL, &err), 0, "%s", err.text);
	cr_assert_eq(schema_check(&fixture->sql, &err), 0, "%s", err.text);
}

static void close_fixture(struct fixture *fixture)
{
	sql_close(&fixture->sql);
	free(fixture->path);
	folder_release(&fixture->folder);
}

/* All values of all rows, a bar between values and a newline between rows; yours to
 * free. */
static char *ask(struct fixture *fixture, const char *select)
{
	struct error err = {0};
	sqlite3_stmt *stmt = sql_prepare(&fixture->sql, select, &err);
	struct text out = {0};
	int got;

	cr_assert(stmt != NULL, "%s", err.text);
	while ((got = sql_step(&fixture->sql, stmt, &err)) > 0) {
		if (out.length)
			text_putc(&out, '\n');
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const char *value = (const char *)sqlite3_column_text(stmt, i);

			if (i)
				text_putc(&out, '|');
			text_puts(&out, value ? value : "NULL");
		}
	}
	cr_assert_eq(got, 0, "%s", err.text);
	sqlite3_finalize(stmt);
	return text_detach(&out);
}

static void expect(struct fixture *fixture, const char *select, const char *expected)
{
	char *found = ask(fixture, select);

	cr_expect_str_eq(found, expected, "%s\ngives\n%s\nand not\n%s", select, found, expected);
	free(found);
}

/* The rows that ROOT finds, "1\n3". */
static void expect_rows(struct fixture *fixture, const struct query_node *root, const char *rows)
{
	struct query query = {.root = root, .sort = SORT_OLDEST};
	struct error err = {0};
	struct store *store = store_open(fixture->path, &err);
	struct search *search = store ? search_open(store, &query, &err) : NULL;
	struct text found = {0};
	uint32_t row;

	cr_assert(search, "%s", err.text);
	while (search_next(search, &row, 1, &err) > 0)
		text_printf(&found, found.length ? "\n%u" : "%u", row);
	cr_expect_str_eq(text_string(&found), rows);
	text_release(&found);
	search_close(search);
	store_close(store);
}

/* A phrase of the words of TEXT; a star ends a beginning. */
static void expect_hits(struct fixture *fixture, const char *text, const char *rows)
{
	char copy[100], *save = NULL;
	const char *words[10];
	struct query_node phrase = {.op = QUERY_PHRASE, .words = words};

	snprintf(copy, sizeof(copy), "%s", text);
	phrase.prefix = text[strlen(text) - 1] == '*';
	for (char *word = strtok_r(copy, " *", &save); word; word = strtok_r(NULL, " *", &save))
		words[phrase.word_count++] = word;
	expect_rows(fixture, &phrase, rows);
}

static void expect_near(struct fixture *fixture, const char *a, const char *b, unsigned distance,
			const char *rows)
{
	struct query_node sides[] = {{.op = QUERY_PHRASE, .words = &a, .word_count = 1},
				     {.op = QUERY_PHRASE, .words = &b, .word_count = 1}};
	const struct query_node *kids[] = {&sides[0], &sides[1]};
	struct query_node near = {.op = QUERY_NEAR, .kids = kids, .kid_count = 2,
				  .distance = distance};

	expect_rows(fixture, &near, rows);
}

static void expect_facet(struct fixture *fixture, enum facet facet, uint32_t number,
			 const char *rows)
{
	struct query_node node = {.op = QUERY_FACET, .facet = facet, .values = &number,
				  .value_count = 1};

	expect_rows(fixture, &node, rows);
}

static void expect_name(struct fixture *fixture, const char *match, enum names names,
			uint32_t number)
{
	struct text select = {0}, expected = {0};

	text_printf(&select, "SELECT DISTINCT rowid >> 56, (rowid >> 24) & 0xffffffff FROM name_words"
		    " WHERE name_words MATCH '%s'", match);
	text_printf(&expected, "%d|%u", names + 1, number);
	expect(fixture, text_string(&select), text_string(&expected));
	text_release(&select);
	text_release(&expected);
}

static void expect_column(struct fixture *fixture, enum column column, size_t count,
			  const uint32_t *expected)
{
	sqlite3_stmt *stmt = sql_get(&fixture->sql, "SELECT data FROM block WHERE id = ?", NULL);
	uint32_t found[8];

	sql_bind_int(&fixture->sql, stmt, 1, column_id(column, 0));
	cr_assert_eq(sql_step(&fixture->sql, stmt, NULL), 1);
	cr_assert(column_unpack(sqlite3_column_blob(stmt, 0),
				(size_t)sqlite3_column_bytes(stmt, 0), found, count));
	for (size_t i = 0; i < count; i++)
		cr_expect_eq(found[i], expected[i], "column %d, number %zu: %u and not %u", column, i,
			     found[i], expected[i]);
	sqlite3_reset(stmt);
}

Test(build, keeps_everything_of_an_entry)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect(&fixture, "SELECT place, flags & 1, outlet, lang, source, at >> 32,"
	       " at & 0xffffffff, id, date, hex(topics), text FROM entry",
	       "1|0|1|1|1|1|12|late|NULL|02|"
	       "It's a country [Ukraine – ed.] standing strongly.\n"
	       "2|1|NULL|1|NULL|0|3|talks|2024-11|01|Talks in Brussels\n"
	       "3|0|1|NULL|NULL|0|0|undated|NULL||Никто не забыт.");
	expect(&fixture, "SELECT place, hex(to_), hex(about), where_, note, url FROM rare",
	       "1||0201|paragraph 7|a note|NULL\n"
	       "2|||NULL|NULL|https://example.org/");
	expect(&fixture, "SELECT (flags >> 3) & 3, (flags >> 5) & 7, (flags >> 14) & 3 FROM entry"
	       " WHERE place = 1", "1|3|1");
	expect(&fixture, "SELECT (flags >> 8) & 15 FROM entry WHERE place = 2", "2");
	close_fixture(&fixture);
}

Test(build, keeps_everything_of_a_talk)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect(&fixture, "SELECT number, place, row, place_, country, summary FROM talk",
	       "1|2|2|Brussels|Belgium|They talked.");
	expect(&fixture, "SELECT talk, item, speaker, part, as_ FROM participant",
	       "1|0|1|host|NULL\n1|1|2|NULL|guest");
	expect(&fixture, "SELECT talk, item, topic, text FROM agenda",
	       "1|0|3|Long weapons\n1|1|NULL|range of them");
	close_fixture(&fixture);
}

Test(build, counts_what_each_name_has)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect(&fixture, "SELECT number, id, label, declared, count FROM name WHERE names = 0",
	       "1|blinken|Anthony Blinken|1|1\n2|Putin|NULL|0|1");
	expect(&fixture, "SELECT number, id, parent, declared, count FROM name WHERE names = 1",
	       "1|negotiations|NULL|1|2\n2|negotiations/ceasefire|1|1|1\n3|attacks|NULL|0|1");
	expect(&fixture, "SELECT id, label, count FROM name WHERE names = 2",
	       "talks|Talks in Brussels|2");
	expect(&fixture, "SELECT names, id, count FROM name WHERE names > 2 ORDER BY names",
	       "3|MSNBC|2\n4|Brussels, Belgium|2\n5|report|1\n6|en|2");
	expect(&fixture, "SELECT speaker, title, from_, from_first, to_first FROM role",
	       "1|US Secretary of State|2021-01-26|18653|NULL");
	expect(&fixture, "SELECT text FROM alias", "Antony Blinken\nTony");
	expect(&fixture, "SELECT key, value FROM meta ORDER BY key",
	       "entries|3\nfingerprint|f\nquotes|2\ntalks|1\ntitle|A corpus");
	expect(&fixture, "SELECT number, name FROM file", "0|a.yaml\n1|b.yaml");
	close_fixture(&fixture);
}

Test(build, orders_rows_by_first_day_then_last_then_place)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect_column(&fixture, COLUMN_PLACE, 3, (const uint32_t[]){3, 2, 1});
	expect_column(&fixture, COLUMN_FIRST, 3,
		      (const uint32_t[]){0, column_day(20028), column_day(20040)});
	expect_column(&fixture, COLUMN_DAYS, 3, (const uint32_t[]){0, 29, 0});
	expect_column(&fixture, COLUMN_SPEAKER, 3, (const uint32_t[]){2, 0, 1});
	expect_column(&fixture, COLUMN_TALK, 3, (const uint32_t[]){0, 1, 1});
	expect_column(&fixture, COLUMN_TOPIC_COUNT, 3, (const uint32_t[]){0, 2, 2});
	expect_column(&fixture, COLUMN_TOPIC, 4, (const uint32_t[]){1, 3, 2, 1});
	close_fixture(&fixture);
}

Test(build, keeps_the_rows_in_the_order_of_the_hashes_of_ids)
{
	struct fixture fixture;
	uint32_t hashes[3], rows[3] = {3, 2, 1};

	open_fixture(&fixture);
	for (size_t i = 0; i < 3; i++)
		hashes[i] = schema_id_hash(ENTRIES[i].id, strlen(ENTRIES[i].id));
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = i + 1; k < 3; k++) {
			if (hashes[k] < hashes[i]) {
				uint32_t hash = hashes[i], row = rows[i];

				hashes[i] = hashes[k];
				rows[i] = rows[k];
				hashes[k] = hash;
				rows[k] = row;
			}
		}
	}
	expect_column(&fixture, COLUMN_BY_ID, 3, rows);
	close_fixture(&fixture);
}

Test(build, indexes_words_as_printed_and_as_spoken)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect_hits(&fixture, "country standing strongly", "3");
	expect_hits(&fixture, "country ukraine", "3");
	expect_hits(&fixture, "никто", "1");
	expect_hits(&fixture, "talks", "2");
	expect_hits(&fixture, "talked", "2");
	expect_hits(&fixture, "long weapons", "2");
	expect_hits(&fixture, "weapons range", "");
	expect_near(&fixture, "weapons", "range", 100, "");
	expect_near(&fixture, "long", "weapons", 0, "2");
	expect_hits(&fixture, "st*", "3");
	close_fixture(&fixture);
}

Test(build, indexes_every_facet)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect_facet(&fixture, FACET_SPEAKER, 1, "3");
	expect_facet(&fixture, FACET_SPEAKER, 2, "1");
	expect_facet(&fixture, FACET_TO, 1, "");
	expect_facet(&fixture, FACET_ABOUT, 1, "3");
	expect_facet(&fixture, FACET_ABOUT, 2, "3");
	expect_facet(&fixture, FACET_TOPIC, 1, "2\n3");
	expect_facet(&fixture, FACET_TOPIC, 2, "3");
	expect_facet(&fixture, FACET_TOPIC, 3, "2");
	expect_facet(&fixture, FACET_TALK, 1, "2\n3");
	expect_facet(&fixture, FACET_OUTLET, 1, "1\n3");
	expect_facet(&fixture, FACET_PLACE, 1, "2\n3");
	expect_facet(&fixture, FACET_SOURCE, 1, "3");
	expect_facet(&fixture, FACET_LANG, 1, "2\n3");
	expect_facet(&fixture, FACET_KIND, KIND_QUOTE, "1\n3");
	expect_facet(&fixture, FACET_KIND, KIND_TALK, "2");
	expect_facet(&fixture, FACET_KIND, KIND_TALKS + TALK_MEETING, "2\n3");
	expect_facet(&fixture, FACET_SPEECH, SPEECH_DIRECT, "1\n3");
	expect_facet(&fixture, FACET_STATUS, STATUS_DISPUTED, "3");
	close_fixture(&fixture);
}

Test(build, indexes_the_words_of_names)
{
	struct fixture fixture;

	open_fixture(&fixture);
	expect_name(&fixture, "\"blinken\"", NAMES_SPEAKER, 1);
	expect_name(&fixture, "\"tony\"", NAMES_SPEAKER, 1);
	expect_name(&fixture, "\"pu\" *", NAMES_SPEAKER, 2);
	expect_name(&fixture, "\"peace\"", NAMES_TOPIC, 1);
	expect_name(&fixture, "\"ceasefire\"", NAMES_TOPIC, 2);
	expect_name(&fixture, "\"talks\" \"in\"", NAMES_TALK, 1);
	expect_name(&fixture, "\"brussels\" \"belgium\"", NAMES_PLACE, 1);
	expect_name(&fixture, "\"report\" \"somebody\"", NAMES_SOURCE, 1);
	expect_name(&fixture, "\"en\"", NAMES_LANG, 1);
	close_fixture(&fixture);
}

Test(build, an_empty_corpus_makes_an_empty_store)
{
	struct fixture fixture;
	struct error err = {0};
	struct build *build;

	folder_init(&fixture.folder);
	fixture.path = folder_path(&fixture.folder, "store.db");
	build = build_open(fixture.path, &err);
	cr_assert(build != NULL, "%s", err.text);
	cr_assert_eq(build_finish(build, &META, NULL, NULL, &err), 0, "%s", err.text);
	build_close(build);
	cr_assert_eq(sql_open_read(&fixture.sql, fixture.path, NULL, &err), 0, "%s", err.text);
	cr_assert_eq(schema_check(&fixture.sql, &err), 0, "%s", err.text);
	expect(&fixture, "SELECT count(*) FROM segment", "0");
	close_fixture(&fixture);
}

/* --- the file --- */

Test(build, leaves_no_trace_before_it_is_finished)
{
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_path(&folder, "store.db");
	build_close(begin(path));
	cr_assert_eq(folder_count(&folder), 0);
	free(path);
	folder_release(&folder);
}

Test(build, the_old_store_stays_until_the_new_one_is_finished)
{
	struct folder folder;
	struct stat before, meanwhile, after;
	struct error err = {0};
	struct build *build;
	char *path;

	folder_init(&folder);
	path = folder_path(&folder, "store.db");
	make(path);
	cr_assert_eq(stat(path, &before), 0);
	build = begin(path);
	cr_assert_eq(stat(path, &meanwhile), 0);
	cr_assert_eq(before.st_ino, meanwhile.st_ino);
	cr_assert_eq(build_finish(build, &META, NULL, NULL, &err), 0, "%s", err.text);
	build_close(build);
	cr_assert_eq(stat(path, &after), 0);
	cr_assert_neq(before.st_ino, after.st_ino);
	cr_assert_eq(after.st_mode & 0777, 0600);
	cr_assert_eq(folder_count(&folder), 1);
	free(path);
	folder_release(&folder);
}

static int stop(void *context, uint64_t done, uint64_t total)
{
	uint64_t *calls = context;

	cr_assert_leq(done, total);
	return --*calls == 0;
}

Test(build, stops_when_told_to_and_changes_nothing)
{
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_path(&folder, "store.db");
	for (uint64_t when = 1; when <= 2; when++) {
		struct error err = {0};
		struct build *build = begin(path);
		uint64_t calls = when;

		cr_assert_eq(build_finish(build, &META, stop, &calls, &err), -1, "call %d", (int)when);
		cr_assert_eq(err.kind, ERROR_STOPPED);
		build_close(build);
		cr_assert_eq(folder_count(&folder), 0);
	}
	free(path);
	folder_release(&folder);
}

Test(build, replaces_nothing_that_is_no_store)
{
	struct folder folder;
	struct error err = {0};
	char *path;

	folder_init(&folder);
	path = folder_write(&folder, "precious.yaml", "statements: 1\n", 14);
	cr_assert(build_open(path, &err) == NULL);
	cr_assert_eq(err.kind, ERROR_STORE);
	cr_assert_eq(folder_count(&folder), 1);
	cr_assert(build_open(folder.path, &err) == NULL, "a folder");
	free(path);
	folder_release(&folder);
}

Test(build, replaces_an_empty_file_and_follows_a_link)
{
	struct folder folder;
	struct stat link;
	char *path, *name;

	folder_init(&folder);
	path = folder_write(&folder, "empty.db", "", 0);
	name = folder_path(&folder, "name.db");
	cr_assert_eq(symlink(path, name), 0);
	make(name);
	cr_assert_eq(lstat(name, &link), 0);
	cr_assert(S_ISLNK(link.st_mode));
	cr_assert_eq(stat(path, &link), 0);
	cr_assert_gt(link.st_size, 4096);
	free(path);
	free(name);
	folder_release(&folder);
}

/* SQLite bears no longer ones. */
Test(build, a_path_that_is_too_long_is_told_as_such)
{
	struct folder folder;
	struct text path = {0};
	struct error err = {0};
	struct build *build;

	folder_init(&folder);
	text_puts(&path, folder.path);
	while (path.length < 600) {
		text_puts(&path, "/a folder of a long name");
		cr_assert_eq(mkdir(text_string(&path), 0700), 0);
	}
	text_puts(&path, "/store.db");
	build = build_open(text_string(&path), &err);
	cr_expect_null(build);
	cr_expect(strstr(err.text, "512 bytes"), "%s", err.text);
	cr_expect_eq(folder_count(&folder), 0u, "the draft stays");
	text_release(&path);
	folder_release(&folder);
}

Test(build, removes_what_a_dead_builder_left_and_nothing_else)
{
	struct folder folder;
	struct error err = {0};
	struct build *live;
	char *stale, *foreign, *other, *path;

	folder_init(&folder);
	path = folder_path(&folder, "store.db");
	stale = folder_write(&folder, ".statements-1-0.building", "", 0);
	foreign = folder_write(&folder, ".statements-2-0.building", "a letter", 8);
	other = folder_write(&folder, ".statements-notes", "", 0);
	live = build_open(path, &err);
	cr_assert(live != NULL, "%s", err.text);
	cr_assert_eq(access(stale, F_OK), -1);
	cr_assert_eq(access(foreign, F_OK), 0);
	cr_assert_eq(access(other, F_OK), 0);
	/* A second builder leaves the first one's file alone. */
	make(path);
	cr_assert_eq(folder_count(&folder), 4);
	build_close(live);
	cr_assert_eq(folder_count(&folder), 3);
	free(path);
	free(stale);
	free(foreign);
	free(other);
	folder_release(&folder);
}

Test(build, says_what_is_wrong_where_the_folder_is_missing)
{
	struct error err = {0};

	cr_assert(build_open("/nowhere/at/all/store.db", &err) == NULL);
	cr_assert_eq(err.kind, ERROR_STORE);
	cr_assert(strstr(err.text, "/nowhere/at/all") != NULL, "%s", err.text);
}

Test(build, a_full_disk_is_told_and_leaves_the_old_store)
{
	struct folder folder;
	struct error err = {0};
	struct stat before, after;
	struct rlimit limit;
	struct build *build;
	struct entry entry = ENTRIES[2];
	char *path, *text = malloc(1 << 20);
	int result = 0;

	folder_init(&folder);
	path = folder_path(&folder, "store.db");
	make(path);
	cr_assert_eq(stat(path, &before), 0);
	memset(text, 'a', (1 << 20) - 1);
	text[(1 << 20) - 1] = '\0';
	entry.quote.text = text;
	/* A limit on the size of files stands in for the disk. */
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 8 << 20;
	setrlimit(RLIMIT_FSIZE, &limit);
	build = begin(path);
	for (int i = 0; i < 64 && result == 0; i++)
		result = build_entry(build, &entry, &err);
	if (result == 0)
		result = build_finish(build, &META, NULL, NULL, &err);
	cr_assert_eq(result, -1);
	cr_assert_eq(err.kind, ERROR_STORE);
	cr_assert(strstr(err.text, "store.db") != NULL, "%s", err.text);
	cr_assert(strstr(err.text, "no file may become so large") != NULL, "%s", err.text);
	build_close(build);
	cr_assert_eq(folder_count(&folder), 1);
	cr_assert_eq(stat(path, &after), 0);
	cr_assert_eq(before.st_ino, after.st_ino);
	free(text);
	free(path);
	folder_release(&folder);
}

#include <criterion/criterion.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/build.h"
#include "store/cache.h"
#include "store/handle.h"
#include "store/search.h"
#include "store/store.h"
#include "tests/store/sample.h"
#include "tests/support/folder.h"

static struct folder folder;
static char *path;	/* of the sample's store */

static void set_up(void)
{
	folder_init(&folder);
	path = folder_path(&folder, "sample.db");
	sample_build(path, "the fingerprint");
}

static void tear_down(void)
{
	free(path);
	folder_release(&folder);
}

TestSuite(store, .init = set_up, .fini = tear_down);

static struct store *open_store(const char *name)
{
	struct error err = {0};
	struct store *store = store_open(name, &err);

	cr_assert(store, "%s", err.text);
	return store;
}

Test(store, says_what_it_holds)
{
	struct store *store = open_store(path);

	cr_expect_str_eq(store_title(store), "The sample");
	cr_expect_str_eq(store_fingerprint(store), "the fingerprint");
	cr_expect_str_eq(store_file(store, 0), "first.yaml");
	cr_expect_str_eq(store_file(store, 1), "second.yaml");
	cr_expect_null(store_file(store, 2));
	cr_expect_null(store_file(store, UINT32_MAX));
	cr_expect_eq(store_count(store), 6);
	cr_expect_eq(store_quotes(store), 4);
	cr_expect_eq(store_talks(store), 2);
	cr_expect(cache_fresh(path, "the fingerprint"));
	cr_expect_not(cache_fresh(path, "another"));
	store_close(store);
}

Test(store, finds_entries_by_id_letter_for_letter)
{
	struct store *store = open_store(path);

	cr_expect_eq(store_find(store, "old", 3), 3);
	cr_expect_eq(store_find(store, "meeting", 7), 5);
	cr_expect_eq(store_find(store, "Old", 3), 0);
	cr_expect_eq(store_find(store, "ol", 2), 0);
	cr_expect_eq(store_find(store, "old\0", 4), 0);
	cr_expect_eq(store_find(store, "", 0), 0);
	cr_expect_eq(store_find(store, "' OR 1 --", 9), 0);
	cr_expect_eq(store_talk_row(store, 1), 5);
	cr_expect_eq(store_talk_row(store, 2), 1);
	cr_expect_eq(store_talk_row(store, 0), 0);
	cr_expect_eq(store_talk_row(store, 3), 0);
	store_close(store);
}

Test(store, rows_that_are_not_there_are_errors_and_not_entries)
{
	static const uint32_t ROWS[] = {0, SAMPLE_ENTRIES + 1, UINT32_MAX};
	struct store *store = open_store(path);
	struct arena arena = {0};
	struct speaker speaker;
	struct source source;

	for (int i = 0; i < 3; i++) {
		struct error err = {0};
		struct entry entry = {0};

		cr_expect_eq(store_entry(store, ROWS[i], &entry, &err), -1);
		cr_expect_eq(err.kind, ERROR_STORE);
		entry_release(&entry);
		cr_expect_eq(store_speaker(store, ROWS[i], &arena, &speaker, &err), -1);
		cr_expect_eq(store_source(store, ROWS[i], &arena, &source, &err), -1);
		cr_expect_eq(store_same_speaker(store, ROWS[i], 1), 0);
		cr_expect_eq(store_same_speaker(store, ROWS[i], -1), 0);
	}
	arena_release(&arena);
	store_close(store);
}

Test(store, briefs_hold_what_a_line_shows)
{
	struct store *store = open_store(path);
	const uint32_t rows[] = {4, 99, 5, 2};
	struct brief briefs[4];

	cr_assert_eq(store_briefs(store, rows, 4, briefs, NULL), 0);
	cr_expect_eq(briefs[0].row, 4);
	cr_expect_eq(briefs[0].kind, ENTRY_QUOTE);
	cr_expect_eq(briefs[0].speech, SPEECH_MIXED);
	cr_expect_eq(briefs[0].speaker, 1);
	cr_expect_eq(briefs[0].talk, 1);
	cr_expect_str_eq(briefs[0].date, "2024-11-13~");
	cr_expect_str_eq(briefs[0].text, SAMPLE_ENTRY[0].quote.text);
	cr_expect_eq(briefs[0].text_length, strlen(SAMPLE_ENTRY[0].quote.text));
	cr_expect_eq(briefs[1].row, 99);
	cr_expect_eq(briefs[1].kind, ENTRY_QUOTE);
	cr_expect_eq(briefs[1].speaker, 0);
	cr_expect_str_eq(briefs[1].text, "");
	cr_expect_eq(briefs[2].kind, ENTRY_TALK);
	cr_expect_eq(briefs[2].talk, 1);
	cr_expect_eq(briefs[2].speaker, 0);
	cr_expect_str_eq(briefs[2].text, "Talks in Brussels");
	cr_expect_str_eq(briefs[3].date, "");
	store_close(store);
}

/* A store of one quote with this text. */
static struct store *store_of(const char *text)
{
	const struct speaker speaker = {.id = "s", .name = "S"};
	const struct entry entry = {
		.kind = ENTRY_QUOTE, .id = "q", .days = {DAY_FIRST, DAY_FIRST},
		.quote = {.speaker = 1, .text = text, .speech = SPEECH_DIRECT},
	};
	const struct build_meta meta = {.fingerprint = ""};
	struct error err = {0};
	struct build *build = build_open(path, &err);

	cr_assert(build, "%s", err.text);
	cr_assert_eq(build_speaker(build, 1, &speaker, &err), 0, "%s", err.text);
	cr_assert_eq(build_entry(build, &entry, &err), 0, "%s", err.text);
	cr_assert_eq(build_finish(build, &meta, NULL, NULL, &err), 0, "%s", err.text);
	build_close(build);
	return open_store(path);
}

Test(store, a_brief_of_a_long_text_ends_between_two_characters)
{
	enum { MOST = BRIEF_TEXT };
	static const struct {
		size_t ascii, wide;	/* so many a's, then so many characters of three bytes */
		size_t length;
	} ROWS[] = {
		{0, 0, 0}, {MOST - 1, 0, MOST - 1}, {MOST, 0, MOST}, {MOST + 1, 0, MOST},
		{1 << 20, 0, MOST}, {MOST, 1, MOST}, {MOST - 1, 1, MOST - 1},
		{MOST - 2, 1, MOST - 2}, {MOST - 3, 1, MOST}, {MOST - 3, 2, MOST},
		{0, MOST / 3, MOST - 2}, {0, MOST / 3 + 1, MOST - 2},
		{1, MOST / 3 + 1, MOST - 1}, {2, MOST / 3 + 1, MOST}, {2, 300000, MOST},
	};

	for (size_t i = 0; i < sizeof(ROWS) / sizeof(*ROWS); i++) {
		struct text text = {0};
		const uint32_t row = 1;
		struct store *store;
		struct brief brief;

		for (size_t k = 0; k < ROWS[i].ascii; k++)
			text_putc(&text, 'a');
		for (size_t k = 0; k < ROWS[i].wide; k++)
			text_puts(&text, "資");
		store = store_of(text_string(&text));
		cr_expect_eq(store_briefs(store, &row, 1, &brief, NULL), 0);
		cr_expect_eq(brief.text_length, ROWS[i].length, "row %zu: %zu", i, brief.text_length);
		cr_expect_eq(strncmp(brief.text, text_string(&text), brief.text_length), 0);
		cr_expect_eq(brief.text[brief.text_length], '\0');
		store_close(store);
		text_release(&text);
	}
}

Test(store, steps_through_the_quotes_of_one_speaker)
{
	struct store *store = open_store(path);

	cr_expect_eq(store_same_speaker(store, 3, 1), 4);
	cr_expect_eq(store_same_speaker(store, 4, 1), 6);
	cr_expect_eq(store_same_speaker(store, 6, 1), 0);
	cr_expect_eq(store_same_speaker(store, 6, -1), 4);
	cr_expect_eq(store_same_speaker(store, 4, -1), 3);
	cr_expect_eq(store_same_speaker(store, 3, -1), 0);
	cr_expect_eq(store_same_speaker(store, 2, 1), 0);
	cr_expect_eq(store_same_speaker(store, 5, 1), 0, "a talk has no speaker");
	store_close(store);
}

/* --- opening and replacing --- */

Test(store, keeps_the_file_that_it_opened_and_sees_that_it_was_replaced)
{
	struct store *store = open_store(path);
	struct entry entry = {0};

	cr_expect_not(store_replaced(store));
	sample_build(path, "a newer one");
	cr_expect(store_replaced(store));
	cr_expect_eq(store_trouble(store, NULL), 0, "it keeps the file that it opened");
	cr_expect_eq(store_entry(store, 4, &entry, NULL), 0);
	cr_expect_str_eq(entry.id, "full");
	cr_expect_str_eq(store_fingerprint(store), "the fingerprint");
	entry_release(&entry);
	store_close(store);
	store = open_store(path);
	cr_expect_str_eq(store_fingerprint(store), "a newer one");
	store_close(store);
}

Test(store, sees_that_it_was_written_over_though_the_time_was_set_back)
{
	struct store *store = open_store(path);
	struct stat before, after;
	struct error err = {0};

	cr_assert_eq(stat(path, &before), 0);
	/* Until the clock of the file system has ticked. */
	do {
		FILE *file = fopen(path, "r+");

		cr_assert(file);
		fputc('S', file);	/* as it begins already */
		fclose(file);
		utimensat(AT_FDCWD, path, (struct timespec[]){before.st_atim, before.st_mtim}, 0);
		cr_assert_eq(stat(path, &after), 0);
	} while (after.st_ctim.tv_sec == before.st_ctim.tv_sec &&
		 after.st_ctim.tv_nsec == before.st_ctim.tv_nsec);
	cr_expect(store_replaced(store));
	cr_expect_eq(store_trouble(store, &err), -1);
	cr_expect(strstr(err.text, "was written over"), "%s", err.text);
	store_close(store);
}

Test(store, leaves_no_files_beside_the_store)
{
	struct store *store = open_store(path);
	struct entry entry = {0};

	cr_expect_eq(store_entry(store, 4, &entry, NULL), 0);
	cr_expect_eq(folder_count(&folder), 1);
	entry_release(&entry);
	store_close(store);
	cr_expect_eq(folder_count(&folder), 1);
}

Test(store, opens_under_names_that_look_like_something_else)
{
	static const char *const NAMES[] = {
		"-rf.db", "a b%s%n.db", "file:c.db?mode=memory", "d\x1b[31m.db", "100%25.db", "a#b?c",
		":memory:", "\xff\xfe.db", "a'b\"c.db",
	};

	cr_assert_eq(chdir(folder.path), 0);
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
		struct store *store;

		cr_assert_eq(link("sample.db", NAMES[i]), 0);
		store = open_store(NAMES[i]);
		cr_expect_eq(store_count(store), SAMPLE_ENTRIES);
		store_close(store);
	}
	cr_expect_eq(folder_count(&folder), 1 + sizeof(NAMES) / sizeof(*NAMES));
}

Test(store, opens_a_path_with_two_slashes_in_front)
{
	char *twice;

	cr_assert_gt(asprintf(&twice, "/%s", path), 0);
	store_close(open_store(twice));
	free(twice);
}

/* --- stopping --- */

Test(store, a_stop_holds_until_it_is_taken_back)
{
	struct store *store = open_store(path);
	struct error err = {0};
	struct entry entry = {0};
	struct brief brief;
	uint32_t row = 4;

	store_cancel(store);
	for (int i = 0; i < 3; i++) {
		err = (struct error){0};
		cr_expect_eq(store_entry(store, row, &entry, &err), -1);
		cr_expect_eq(err.kind, ERROR_STOPPED);
		cr_expect_eq(store_briefs(store, &row, 1, &brief, &err), -1);
		cr_expect_eq(store_find(store, "old", 3), 0);
		cr_expect_eq(store_same_speaker(store, 4, 1), 0);
	}
	store_resume(store);
	cr_expect_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
	cr_expect_eq(store_find(store, "old", 3), 3);
	entry_release(&entry);
	store_close(store);
}

Test(store, a_search_that_waits_half_read_does_not_keep_a_stop_alive)
{
	struct store *store = open_store(path);
	struct query every = {0};
	struct error err = {0};
	struct search *search = search_open(store, &every, &err);
	struct entry entry;
	uint32_t row;

	cr_assert(search, "%s", err.text);
	cr_expect_eq(search_next(search, &row, 1, &err), 1, "%s", err.text);
	store_cancel(store);
	cr_expect_eq(store_entry(store, row, &entry, &err), -1);
	cr_expect_eq(search_next(search, &row, 1, &err), -1);
	cr_expect_eq(err.kind, ERROR_STOPPED);
	store_resume(store);
	cr_expect_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
	entry_release(&entry);
	search_close(search);
	store_close(store);
}

static void *cancel(void *store)
{
	store_cancel(store);
	return NULL;
}

Test(store, another_thread_stops_what_runs)
{
	struct store *store = open_store(path);
	struct error err = {0};
	pthread_t thread;

	cr_assert_eq(pthread_create(&thread, NULL, cancel, store), 0);
	while (!err.kind) {
		struct entry entry;

		if (store_entry(store, 4, &entry, &err) == 0)
			entry_release(&entry);
	}
	cr_expect_eq(err.kind, ERROR_STOPPED, "%s", err.text);
	pthread_join(thread, NULL);
	store_close(store);
}

Test(store, a_stop_ends_a_statement_that_would_run_for_ever)
{
	static const char SQL[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
				  "SELECT sum(i) FROM n";
	struct store *store = open_store(path);
	struct error err = {0};
	sqlite3_stmt *stmt = store_statement(store, SQL, &err);
	pthread_t thread;

	cr_assert(stmt, "%s", err.text);
	cr_assert_eq(pthread_create(&thread, NULL, cancel, store), 0);
	cr_expect_eq(store_step(store, stmt, &err), -1);
	cr_expect_eq(err.kind, ERROR_STOPPED);
	pthread_join(thread, NULL);
	store_close(store);
}

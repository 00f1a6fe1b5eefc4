/*
 * What the index holds and what token_next gives are the same words: else a query
 * would be folded otherwise than what it looks for.
 */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/load.h"
#include "store/map.h"
#include "store/store.h"
#include "store/token.h"
#include "store/tokenizer.h"
#include "tests/support/folder.h"

/* Beside the checkout; not everybody has it. */
#define LARGE "../shared/data/tang.yaml"

static void no_problem(void *context, const struct problem *problem)
{
	(void)context;
	cr_assert(problem->warning, "%s:%lu: %s", problem->file, (unsigned long)problem->line,
		  problem->message);
}

static void count_words(struct map *words, const char *text)
{
	size_t offset = 0, length = text ? strlen(text) : 0;
	struct token token;

	while (token_next(text, length, &offset, &token))
		++*map_put(words, token.word, token.length);
}

/* The words of all quotes' texts and talks' titles, which share a column. */
static void count_entries(struct map *words, const char *path)
{
	struct error err = {0};
	struct store *store = store_open(path, &err);

	cr_assert_not_null(store, "%s", err.text);
	for (uint32_t row = 1; row <= store_count(store); row++) {
		struct entry entry = {0};

		cr_assert_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
		count_words(words, entry.kind == ENTRY_QUOTE ? entry.quote.text : entry.talk.title);
		entry_release(&entry);
	}
	store_close(store);
}

/* Every word of the index's column is in WORDS as often; returns how many there are. */
static size_t compare_index(const struct map *words, const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *rows = NULL;
	size_t seen = 0;

	cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	cr_assert_eq(tokenizer_register(db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.vocabulary USING "
				  "fts5vocab(main, words, col)", NULL, NULL, NULL), SQLITE_OK,
		     "%s", sqlite3_errmsg(db));
	cr_assert_eq(sqlite3_prepare_v2(db, "SELECT term, cnt FROM temp.vocabulary WHERE col = 'text'",
					-1, &rows, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
	while (sqlite3_step(rows) == SQLITE_ROW) {
		const char *word = (const char *)sqlite3_column_text(rows, 0);
		size_t length = (size_t)sqlite3_column_bytes(rows, 0);
		uint32_t *count;

		if (strncmp(word, TOKEN_FACET, strlen(TOKEN_FACET)) == 0)
			continue;
		count = map_get(words, word, length);
		cr_assert(count, "the index has '%s', token_next has not", word);
		cr_assert_eq(*count, (uint32_t)sqlite3_column_int64(rows, 1), "'%s'", word);
		seen++;
	}
	sqlite3_finalize(rows);
	sqlite3_close(db);
	return seen;
}

static void expect_agreement(const char *file, size_t least)
{
	struct folder folder;
	struct error err = {0};
	struct map words = {0};
	struct load load = {.files = &file, .file_count = 1, .fingerprint = "", .problem = no_problem};
	char *target;

	folder_init(&folder);
	target = folder_path(&folder, "words.db");
	load.target = target;
	cr_assert_eq(load_corpus(&load, &err), 0, "%s", err.text);
	count_entries(&words, target);
	cr_expect_eq(compare_index(&words, target), words.count);
	cr_expect_geq(words.count, least);
	map_release(&words);
	free(target);
	folder_release(&folder);
}

Test(words, the_index_and_the_query_fold_alike)
{
	expect_agreement("fixtures/scripts.yaml", 60);
}

Test(words, the_index_and_the_query_fold_a_large_corpus_alike)
{
	if (access(LARGE, R_OK) != 0)
		cr_skip_test("%s is not there", LARGE);
	expect_agreement(LARGE, 5000);
}

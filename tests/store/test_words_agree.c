/*
 * What the index holds and what token_next gives are the same words: else a query
 * would be folded otherwise than what it looks for.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/load.h"
#include "store/map.h"
#include "store/segment.h"
#include "store/speech.h"
#include "store/store.h"
#include "store/token.h"
#include "tests/support/folder.h"

/* Beside the checkout; not everybody has it. */
#define LARGE "../shared/data/tang.yaml"

static void no_problem(void *context, const struct problem *problem)
{
	(void)context;
	cr_assert(problem->warning, "%s:%lu: %s", problem->file, (unsigned long)problem->line,
		  problem->message);
}

/* How often each word stands in the texts; *SUM is for all of them. */
static void count_words(struct map *words, uint64_t *sum, const char *text)
{
	size_t offset = 0, length = text ? strlen(text) : 0;
	struct token token;

	while (token_next(text, length, &offset, &token)) {
		++*map_put(words, token.word, token.length);
		++*sum;
	}
}

/* The words of all that is indexed of an entry. */
static void count_entry(struct map *words, uint64_t *sum, const struct entry *entry)
{
	struct text spoken = {0};

	if (entry->kind == ENTRY_QUOTE) {
		count_words(words, sum, entry->quote.text);
		if (entry->quote.text &&
		    speech_as_spoken(entry->quote.text, strlen(entry->quote.text), &spoken))
			count_words(words, sum, text_string(&spoken));
	} else {
		count_words(words, sum, entry->talk.title);
		count_words(words, sum, entry->talk.summary);
		for (size_t i = 0; i < entry->talk.agenda_count; i++)
			count_words(words, sum, entry->talk.agenda[i].text);
	}
	text_release(&spoken);
}

static void count_entries(struct map *words, uint64_t *sum, const char *path)
{
	struct error err = {0};
	struct store *store = store_open(path, &err);

	cr_assert_not_null(store, "%s", err.text);
	for (uint32_t row = 1; row <= store_count(store); row++) {
		struct entry entry = {0};

		cr_assert_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
		count_entry(words, sum, &entry);
		entry_release(&entry);
	}
	store_close(store);
}

struct agreement {
	const struct map *words;
	struct map seen;
	uint64_t occurrences;
	uint32_t rows;		/* of the segment */
};

/* The word is in `words` as often as it stands in the texts of the segment's rows. */
static int see_term(void *context, const char *term, size_t length,
		    const struct postings *postings, struct error *err)
{
	struct agreement *agreement = context;
	struct occurrences found = {0};
	struct bits all;

	(void)err;
	if ((unsigned char)term[0] == 0xff)
		return 0;	/* a facet */
	bits_clear(&all);
	bits_add_range(&all, 0, SEGMENT_ROWS);
	cr_assert(postings_occurrences(postings, agreement->rows, &all, &found));
	cr_assert(map_get(agreement->words, term, length), "the index has '%.*s', token_next has not",
		  (int)length, term);
	*map_put(&agreement->seen, term, length) += (uint32_t)found.count;
	cr_assert_leq(*map_get(&agreement->seen, term, length),
		      *map_get(agreement->words, term, length), "'%.*s'", (int)length, term);
	agreement->occurrences += found.count;
	free(found.at);
	return 0;
}

/* Every word of the index is in WORDS as often; returns how many there are. */
static size_t compare_index(const struct map *words, uint64_t sum, const char *path)
{
	struct agreement agreement = {.words = words};
	struct error err = {0};
	struct store *store = store_open(path, &err);
	size_t seen;

	cr_assert_not_null(store, "%s", err.text);
	for (uint32_t i = 0; i < segment_count(store); i++) {
		agreement.rows = segment_at(store, i)->rows;
		cr_assert_eq(segment_each(store, i, "", 0, true, see_term, &agreement, &err), 0,
			     "%s", err.text);
	}
	/* None is there more often than in the texts, so all are there as often. */
	cr_expect_eq(agreement.occurrences, sum);
	seen = agreement.seen.count;
	map_release(&agreement.seen);
	store_close(store);
	return seen;
}

static void expect_agreement(const char *file, size_t least)
{
	struct folder folder;
	struct error err = {0};
	struct map words = {0};
	uint64_t sum = 0;
	struct load load = {.files = &file, .file_count = 1, .fingerprint = "", .problem = no_problem};
	char *target;

	folder_init(&folder);
	target = folder_path(&folder, "words.db");
	load.target = target;
	cr_assert_eq(load_corpus(&load, &err), 0, "%s", err.text);
	count_entries(&words, &sum, target);
	cr_expect_eq(compare_index(&words, sum, target), words.count);
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

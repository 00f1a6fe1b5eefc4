/*
 * Random corpora are stored and asked random queries as somebody would type
 * them; the program has to find what the naive matcher finds.
 *
 * STATEMENTS_CASES is the number of corpora and STATEMENTS_SEED the seed of the
 * first; a failure prints the command that repeats it alone.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/resolve.h"
#include "core/timeline.h"
#include "store/search.h"
#include "store/tally.h"
#include "tests/support/invent.h"
#include "tests/support/stored.h"

enum {
	CASES = 100,
	QUERIES = 10,
	ENTRIES_MOST = 60,
	/* More than a block of a column holds, and every so many cases. */
	ENTRIES_MANY = 9000,
	CASES_BETWEEN = 100,
	SHOWN = 64
};

/* One query on one corpus, and what to say when it goes wrong. */
struct trial {
	const struct corpus *corpus;
	struct store *store;
	struct chance *chance;
	uint64_t seed;
	const char *typed;
	const char *what;	/* is asked: the tree or the text */
	uint32_t *expected;	/* rows, oldest first */
	size_t expected_count;
	bool failed;
};

static void put_rows(struct text *out, const uint32_t *rows, size_t count)
{
	for (size_t i = 0; i < count && i < SHOWN; i++)
		text_printf(out, " %u", rows[i]);
}

static void fail(struct trial *trial, const char *what, const uint32_t *rows, size_t count)
{
	struct text got = {0}, expected = {0};

	put_rows(&got, rows, count);
	put_rows(&expected, trial->expected, trial->expected_count);
	trial->failed = true;
	cr_expect_fail("%s: %s\n  query:    %s\n  expected:%s\n  got:     %s\n"
		       "  repeat:   STATEMENTS_SEED=%llu STATEMENTS_CASES=1 "
		       "build/tests/core/run --filter 'random_queries/*'",
		       trial->what, what, trial->typed, text_string(&expected), text_string(&got),
		       (unsigned long long)trial->seed);
	text_release(&got);
	text_release(&expected);
}

/* All rows of QUERY, asked for a few at a time. */
static uint32_t *all_rows(struct trial *trial, const struct query *query, size_t *count)
{
	uint32_t *rows = memory_new(2 * trial->corpus->entry_count + 16, sizeof(*rows));
	struct error err = {0};
	struct search *search = search_open(trial->store, query, &err);
	int got = search ? 1 : -1;

	*count = 0;
	while (got > 0 && *count <= trial->corpus->entry_count) {
		got = search_next(search, rows + *count,
				  1 + (int)chance_below(trial->chance, 8), &err);
		*count += got > 0 ? (size_t)got : 0;
	}
	search_close(search);
	if (got < 0)
		fail(trial, err.text, NULL, 0);
	return rows;
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void compare_rows(struct trial *trial, struct query *query)
{
	for (enum query_sort sort = SORT_NEWEST; sort <= SORT_BEST && !trial->failed; sort++) {
		size_t count;
		uint32_t *rows;
		bool same;

		query->sort = sort;
		rows = all_rows(trial, query, &count);
		same = count == trial->expected_count;
		if (sort == SORT_BEST && count)
			qsort(rows, count, sizeof(*rows), ascending);
		for (size_t i = 0; i < count && same; i++)
			same = rows[sort == SORT_NEWEST ? count - 1 - i : i] ==
			       trial->expected[i];
		if (!same && !trial->failed)
			fail(trial, sort_words(sort), rows, count);
		free(rows);
	}
}

static void compare_counts(struct trial *trial, const struct query *query)
{
	uint32_t cap = 1 + chance_below(trial->chance, 8), count;
	struct error err = {0};

	if (search_count(trial->store, query, 0, &count, &err) < 0)
		fail(trial, err.text, NULL, 0);
	else if (count != trial->expected_count)
		fail(trial, "the count", &count, 1);
	if (search_count(trial->store, query, cap, &count, &err) < 0)
		fail(trial, err.text, NULL, 0);
	else if (trial->expected_count > cap ? count < cap : count != trial->expected_count)
		fail(trial, "the count with a cap", &count, 1);
}

static void compare_tally(struct trial *trial)
{
	const struct corpus *corpus = trial->corpus;
	struct error err = {0};
	struct tally *tally = tally_open(trial->store, &err);
	size_t *order = naive_order(corpus);
	int result = tally ? tally_add(tally, trial->expected, trial->expected_count, &err) : -1;

	if (result < 0)
		fail(trial, err.text, NULL, 0);
	for (int sort = 0; sort < 2 && !trial->failed; sort++) {
		size_t names = sort ? corpus->topic_count : corpus->speaker_count;

		for (uint32_t number = 1; number <= names && !trial->failed; number++) {
			uint32_t count = 0, got;

			for (size_t i = 0; i < trial->expected_count; i++) {
				size_t entry = order[trial->expected[i] - 1];

				count += sort ? naive_on(corpus, entry, number)
					      : naive_by(corpus, entry, number);
			}
			got = tally_count(tally, sort ? NAMES_TOPIC : NAMES_SPEAKER, number);
			if (got != count)
				fail(trial, sort ? "a topic's count" : "a speaker's count",
				     (uint32_t[]){number, count, got}, 3);
		}
	}
	free(order);
	tally_close(tally);
}

/* Every row stands in one month, and in one bar or among those that have none,
 * whatever the room. */
static void compare_bars(struct trial *trial)
{
	struct timeline timeline = {0};
	struct timeline_bars bars;
	struct error err = {0};
	struct tally *tally = tally_open(trial->store, &err);
	int result = tally ? tally_add(tally, trial->expected, trial->expected_count, &err) : -1;

	if (result < 0)
		fail(trial, err.text, NULL, 0);
	for (int i = 0; i < 4 && !trial->failed; i++) {
		uint32_t most = 1u << chance_below(trial->chance, 11);
		struct timeline_room room = {chance_below(trial->chance, most),
					     chance_below(trial->chance, most),
					     chance_below(trial->chance, most)};
		uint32_t sum;

		timeline_release(&timeline);
		timeline.months = tally_months(tally, &timeline.count);
		timeline_bars(&timeline, &room, &bars);
		sum = bars.undated + bars.open;
		for (size_t bar = 0; bar < bars.count; bar++)
			sum += bars.at[bar];
		if (sum != trial->expected_count)
			fail(trial, "the sum of the bars", &sum, 1);
	}
	timeline_release(&timeline);
	tally_close(tally);
}

/* Resolves and searches what PARSED asks. */
static void ask(struct trial *trial, const struct ask *parsed)
{
	struct text echo = {0}, problem = {0};
	struct query query = {0};
	struct error err = {0};
	int result = resolve_query(trial->store, parsed, &query, &echo, &problem, &err);

	if (result) {
		fail(trial, result > 0 ? text_string(&problem) : err.text, NULL, 0);
	} else {
		compare_rows(trial, &query);
		compare_counts(trial, &query);
		compare_tally(trial);
		compare_bars(trial);
	}
	query_release(&query);
	text_release(&echo);
	text_release(&problem);
}

/* Asks the tree itself and then its text, so that a failure tells whether it is
 * the parser's. */
static void try_query(struct trial *trial, struct ask_node *tree)
{
	struct ask meant = {.text = (char *)trial->typed, .root = tree}, parsed = {0};

	trial->expected = naive_rows(trial->corpus, tree, &trial->expected_count);
	trial->what = "the tree";
	ask(trial, &meant);
	if (!trial->failed) {
		trial->what = "the text";
		parse_query(trial->typed, strlen(trial->typed), false, &parsed);
		ask(trial, &parsed);
		ask_release(&parsed);
	}
	free(trial->expected);
}

static bool try_corpus(uint64_t seed)
{
	/* Never 0, and neighbours far from each other. */
	struct chance chance = {(seed + 1) * 0x9e3779b97f4a7c15u | 1};
	struct stored stored;
	struct corpus corpus;
	struct trial trial = {.corpus = &corpus, .chance = &chance, .seed = seed};

	invent_corpus(&chance, seed % CASES_BETWEEN ? chance_below(&chance, ENTRIES_MOST + 1)
						    : ENTRIES_MANY, &corpus);
	stored_open(&stored, &corpus);
	trial.store = stored.store;
	for (int i = 0; i < QUERIES && !trial.failed; i++) {
		struct text typed = {0};
		struct ask_node *tree = invent_query(&chance, &corpus, &typed);

		trial.typed = text_string(&typed);
		try_query(&trial, tree);
		text_release(&typed);
	}
	stored_close(&stored);
	corpus_release(&corpus);
	return !trial.failed;
}

Test(random_queries, find_what_the_naive_matcher_finds)
{
	uint64_t cases = chance_setting("STATEMENTS_CASES", CASES);
	uint64_t seed = chance_setting("STATEMENTS_SEED", 1);

	for (uint64_t i = 0; i < cases; i++)
		if (!try_corpus(seed + i))
			break;
}

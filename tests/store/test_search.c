#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/column.h"
#include "store/handle.h"
#include "store/plan.h"
#include "store/search.h"
#include "store/tally.h"
#include "store/segment.h"
#include "tests/support/stored.h"

/* --- corpora and queries by hand --- */

static void begin(struct corpus *corpus, size_t most)
{
	*corpus = (struct corpus){0};
	corpus->entries = arena_new(&corpus->arena, most, sizeof(*corpus->entries));
	corpus->speakers = arena_new(&corpus->arena, 2, sizeof(*corpus->speakers));
	corpus->speakers[0] = (struct speaker){.id = "ada", .name = "Ada Lovelace"};
	corpus->speakers[1] = (struct speaker){.id = "bob", .name = "Bob"};
	corpus->speaker_count = 2;
}

static struct entry *add_entry(struct corpus *corpus, enum entry_kind kind, const char *date)
{
	struct entry *entry = &corpus->entries[corpus->entry_count++];
	char id[32];
	int length = snprintf(id, sizeof(id), "e%zu", corpus->entry_count);

	entry->kind = kind;
	entry->id = arena_copy(&corpus->arena, id, (size_t)length);
	entry->date = date;
	entry->days = DAYS_NONE;
	if (date)
		cr_assert_eq(edtf_parse(date, strlen(date), &entry->days, NULL), 0, "%s", date);
	return entry;
}

static struct entry *add_quote(struct corpus *corpus, const char *text, const char *date)
{
	struct entry *entry = add_entry(corpus, ENTRY_QUOTE, date);

	entry->quote.text = text;
	entry->quote.speaker = 1;
	entry->quote.speech = SPEECH_DIRECT;
	return entry;
}

static struct entry *add_talk(struct corpus *corpus, const char *title, uint32_t number)
{
	struct entry *entry = add_entry(corpus, ENTRY_TALK, NULL);

	entry->talk.title = title;
	entry->talk.number = number;
	return entry;
}

/* A phrase of the words of TEXT, which are folded; a star ends a beginning. */
static struct query_node phrase(struct arena *arena, const char *text)
{
	struct query_node node = {.op = QUERY_PHRASE};
	char *copy = arena_copy(arena, text, strlen(text)), *save = NULL;
	const char **words = arena_new(arena, strlen(text) + 1, sizeof(*words));

	node.prefix = text[strlen(text) - 1] == '*';
	for (char *word = strtok_r(copy, " *", &save); word; word = strtok_r(NULL, " *", &save))
		words[node.word_count++] = word;
	node.words = words;
	return node;
}

static struct query_node during(const char *date)
{
	struct query_node node = {.op = QUERY_DAYS};

	cr_assert_eq(edtf_parse(date, strlen(date), &node.days, NULL), 0);
	return node;
}

/* The rows of ROOT as text: "3 1". */
static const char *rows_of(struct stored *stored, const struct query_node *root,
			   enum query_sort sort, struct text *out)
{
	struct query query = {.root = root, .sort = sort};
	struct error err = {0};
	struct search *search = search_open(stored->store, &query, &err);
	uint32_t rows[3];
	int got;

	cr_assert_not_null(search, "%s", err.text);
	text_clear(out);
	while ((got = search_next(search, rows, 3, &err)) > 0)
		for (int i = 0; i < got; i++)
			text_printf(out, out->length ? " %u" : "%u", rows[i]);
	cr_assert_eq(got, 0, "%s", err.text);
	search_close(search);
	return text_string(out);
}

static uint32_t count_of(struct stored *stored, const struct query_node *root, uint32_t cap)
{
	struct query query = {.root = root};
	struct error err = {0};
	uint32_t count;

	cr_assert_eq(search_count(stored->store, &query, cap, &count, &err), 0, "%s", err.text);
	return count;
}

/* --- words --- */

Test(search, newest_first_is_the_exact_reverse_of_oldest_first)
{
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;
	struct query_node word;

	begin(&corpus, 5);
	add_quote(&corpus, "peace", "2024-11-13");
	add_quote(&corpus, "peace", NULL);
	add_quote(&corpus, "peace", "2024-11");
	add_quote(&corpus, "war", "2024-11-13");
	add_quote(&corpus, "peace", "2024-11-13");
	stored_open(&stored, &corpus);
	word = phrase(&corpus.arena, "peace");
	cr_expect_str_eq(rows_of(&stored, &word, SORT_OLDEST, &out), "1 2 3 5");
	cr_expect_str_eq(rows_of(&stored, &word, SORT_NEWEST, &out), "5 3 2 1");
	cr_expect_str_eq(rows_of(&stored, NULL, SORT_OLDEST, &out), "1 2 3 4 5");
	cr_expect_str_eq(rows_of(&stored, NULL, SORT_NEWEST, &out), "5 4 3 2 1");
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, a_phrase_is_found_as_printed_and_as_spoken_and_not_across_texts)
{
	static const struct {
		const char *words, *rows;
	} CASES[] = {
		{"country standing strongly", "1"}, {"country ukraine ed", "1"},
		{"opening items", ""}, {"first point second", ""}, {"second point", "2"},
		{"point", "2"}, {"stan*", "1"}, {"country st*", "1"}, {"s1", ""}, {"n1", ""},
	};
	static const struct agenda_item AGENDA[] = {{"first point", 0}, {"second point", 0}};
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;
	struct entry *talk;

	begin(&corpus, 2);
	add_quote(&corpus, "a country [Ukraine – ed.] standing strongly", NULL);
	talk = add_talk(&corpus, "Opening", 1);
	talk->talk.summary = "Items";
	talk->talk.agenda = AGENDA;
	talk->talk.agenda_count = 2;
	stored_open(&stored, &corpus);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct query_node node = phrase(&corpus.arena, CASES[i].words);

		cr_expect_str_eq(rows_of(&stored, &node, SORT_OLDEST, &out), CASES[i].rows, "%s: %s",
				 CASES[i].words, text_string(&out));
	}
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, near_counts_the_words_between_and_takes_no_word_twice)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
		const char *rows;
	} CASES[] = {
		{"war", "peace", 1, "1"}, {"peace", "war", 1, "1"}, {"war", "peace", 0, ""},
		{"war", "war", 9, "2"}, {"war", "war", 1, ""}, {"war", "war", 2, "2"},
		{"war*", "war", 9, "2"}, {"war and", "and peace", 9, ""},
	};
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;

	begin(&corpus, 2);
	add_quote(&corpus, "war and peace", NULL);
	add_quote(&corpus, "war is what war is", NULL);
	stored_open(&stored, &corpus);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct query_node a = phrase(&corpus.arena, CASES[i].a);
		struct query_node b = phrase(&corpus.arena, CASES[i].b);
		const struct query_node *kids[] = {&a, &b};
		struct query_node near = {.op = QUERY_NEAR, .kids = kids, .kid_count = 2,
					  .distance = CASES[i].distance};

		cr_expect_str_eq(rows_of(&stored, &near, SORT_OLDEST, &out), CASES[i].rows,
				 "%s NEAR/%u %s: %s", CASES[i].a, CASES[i].distance, CASES[i].b,
				 text_string(&out));
	}
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, best_puts_the_text_that_says_it_more_first_and_ignores_facets)
{
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;
	struct query_node word, by;
	uint32_t ada = 1;
	const struct query_node *kids[] = {&word, &by};
	struct query_node both = {.op = QUERY_AND, .kids = kids, .kid_count = 2};

	begin(&corpus, 4);
	add_quote(&corpus, "peace peace peace", NULL);
	add_quote(&corpus, "peace is not what this long text is about, which has many words", NULL);
	add_quote(&corpus, "nothing of it", NULL);
	add_quote(&corpus, "peace and more", NULL);
	stored_open(&stored, &corpus);
	word = phrase(&corpus.arena, "peace");
	by = (struct query_node){.op = QUERY_FACET, .facet = FACET_SPEAKER, .values = &ada,
				 .value_count = 1};
	cr_expect_str_eq(rows_of(&stored, &word, SORT_BEST, &out), "1 4 2");
	cr_expect_str_eq(rows_of(&stored, &both, SORT_BEST, &out), "1 4 2");
	cr_expect_str_eq(rows_of(&stored, &by, SORT_BEST, &out), "4 3 2 1");
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* --- days --- */

Test(search, ranges_that_begin_before_the_asked_days_are_not_lost)
{
	static const struct {
		const char *date, *rows;
	} CASES[] = {
		{"2024-11-13", "3 4 5 6 7 8"}, {"2024", "3 4 5 6 7 8"}, {"2023-12-31", "3 4 5"},
		{"2003", "2 3"}, {"2025", "3 4 9"}, {"/2000", "2 3"}, {"9999", "3 4"},
	};
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;

	begin(&corpus, 9);
	add_quote(&corpus, "x", NULL);			/* 1 */
	add_quote(&corpus, "x", "/2004");		/* 2 */
	add_quote(&corpus, "x", "2020/..");		/* 4 */
	add_quote(&corpus, "x", "2023-06/2024-12");	/* 5 */
	add_quote(&corpus, "x", "2024");		/* 6 */
	add_quote(&corpus, "x", "2024-11");		/* 7 */
	add_quote(&corpus, "x", "2024-11-13");		/* 8 */
	add_quote(&corpus, "x", "2025-01-01");		/* 9 */
	add_quote(&corpus, "x", "../..");		/* 3: sorts behind /2004 */
	stored_open(&stored, &corpus);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct query_node days = during(CASES[i].date);
		struct query_node word = phrase(&corpus.arena, "x");
		const struct query_node *kids[] = {&days, &word};
		struct query_node both = {.op = QUERY_AND, .kids = kids, .kid_count = 2};

		cr_expect_str_eq(rows_of(&stored, &days, SORT_OLDEST, &out), CASES[i].rows, "%s: %s",
				 CASES[i].date, text_string(&out));
		cr_expect_str_eq(rows_of(&stored, &both, SORT_OLDEST, &out), CASES[i].rows, "%s: %s",
				 CASES[i].date, text_string(&out));
	}
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* --- many entries --- */

enum { MANY = 21000, SPEAKERS = 200 };

/* A day each, but every 7,000th says only the year or leaves its end open; every
 * third says "rare", none says both "odd" and "even"; 200 speakers in turn. */
static void invent_many(struct corpus *corpus, struct stored *stored)
{
	begin(corpus, MANY);
	corpus->speakers = arena_new(&corpus->arena, SPEAKERS, sizeof(*corpus->speakers));
	corpus->speaker_count = SPEAKERS;
	for (int i = 0; i < SPEAKERS; i++) {
		char id[16];
		int length = snprintf(id, sizeof(id), "s%d", i + 1);

		corpus->speakers[i].id = corpus->speakers[i].name =
			arena_copy(&corpus->arena, id, (size_t)length);
	}
	for (int i = 0; i < MANY; i++) {
		char date[32];
		int year, month, day, length;
		struct entry *entry;

		day_split(day_of(1960, 1, 1) + i, &year, &month, &day);
		length = i % 7000 == 6000 ? snprintf(date, sizeof(date), "%d-%02d-%02d/..", year, month, day)
			 : i % 7000 == 10 ? snprintf(date, sizeof(date), "%d", year)
					  : snprintf(date, sizeof(date), "%d-%02d-%02d", year, month, day);
		entry = add_quote(corpus, i % 3 ? i % 2 ? "an odd word" : "an even word" : "a rare word",
				  arena_copy(&corpus->arena, date, (size_t)length));
		entry->quote.speaker = (uint32_t)(i % SPEAKERS) + 1;
	}
	stored_open(stored, corpus);
}

/* Whether QUERY gives exactly the rows whose entries WANTED is true of, in both
 * orders, and counts them. */
static void expect_rows(struct stored *stored, const struct query_node *root, const bool *wanted,
			const char *what)
{
	uint32_t all = store_count(stored->store), expected = 0;
	struct error err = {0};

	for (uint32_t row = 1; row <= all; row++)
		expected += wanted[row];
	for (enum query_sort sort = SORT_NEWEST; sort <= SORT_OLDEST; sort++) {
		struct query query = {.root = root, .sort = sort};
		struct search *search = search_open(stored->store, &query, &err);
		uint32_t rows[1000], last = 0, seen = 0;
		int got;

		cr_assert_not_null(search, "%s", err.text);
		while ((got = search_next(search, rows, 1000, &err)) > 0) {
			for (int i = 0; i < got; i++) {
				cr_assert(rows[i] && rows[i] <= all && wanted[rows[i]], "%s: row %u",
					  what, rows[i]);
				cr_assert(!last || (sort == SORT_NEWEST ? rows[i] < last : rows[i] > last),
					  "%s: %u behind %u", what, rows[i], last);
				last = rows[i];
			}
			seen += (uint32_t)got;
		}
		cr_assert_eq(got, 0, "%s: %s", what, err.text);
		cr_expect_eq(seen, expected, "%s: %u of %u", what, seen, expected);
		search_close(search);
	}
	cr_expect_eq(count_of(stored, root, 0), expected, "%s", what);
	cr_expect_geq(count_of(stored, root, 10), expected < 10 ? expected : 10, "%s", what);
}

/* The days of each row; at [row]. */
static struct days *days_of_rows(const struct corpus *corpus)
{
	struct days *days = memory_new(corpus->entry_count + 1, sizeof(*days));
	size_t *order = naive_order(corpus);

	for (size_t row = 1; row <= corpus->entry_count; row++)
		days[row] = corpus->entries[order[row - 1]].days;
	free(order);
	return days;
}

Test(search, days_are_found_in_many_blocks_with_words_and_without_and_left_out)
{
	static const char *const DATES[] = {
		"1976-06-06", "1995-01-15", "2017", "1960-01-01", "1978-12", "/1961", "2017/..",
		"1976-06-05", "2017-06-29", "1982-06-06", "1982-06-05", "5000",
	};
	bool *wanted = memory_new(MANY + 1, sizeof(*wanted));
	struct stored stored;
	struct corpus corpus;
	struct days *days;
	size_t *order;

	invent_many(&corpus, &stored);
	days = days_of_rows(&corpus);
	order = naive_order(&corpus);
	for (size_t i = 0; i < sizeof(DATES) / sizeof(*DATES); i++) {
		struct query_node range = during(DATES[i]), word = phrase(&corpus.arena, "rare");
		const struct query_node *kids[] = {&range}, *pair[] = {&range, &word};
		struct query_node not = {.op = QUERY_NOT, .kids = kids, .kid_count = 1};
		struct query_node and = {.op = QUERY_AND, .kids = pair, .kid_count = 2};
		struct query_node or = {.op = QUERY_OR, .kids = pair, .kid_count = 2};

		for (int how = 0; how < 4; how++) {
			const struct query_node *roots[] = {&range, &not, &and, &or};

			for (size_t row = 1; row <= MANY; row++) {
				bool meets = days_meet(days[row], range.days);
				bool says = order[row - 1] % 3 == 0;

				wanted[row] = how == 0 ? meets : how == 1 ? !meets
					      : how == 2 ? meets && says : meets || says;
			}
			expect_rows(&stored, roots[how], wanted, DATES[i]);
		}
	}
	free(wanted);
	free(days);
	free(order);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, many_values_of_a_facet_are_looked_up_in_its_column)
{
	bool *wanted = memory_new(MANY + 1, sizeof(*wanted));
	uint32_t values[90];
	struct stored stored;
	struct corpus corpus;
	struct query_node by = {.op = QUERY_FACET, .facet = FACET_SPEAKER, .values = values,
				.value_count = 90};
	struct query_node word;
	const struct query_node *kids[] = {&by}, *pair[2];
	struct query_node not = {.op = QUERY_NOT, .kids = kids, .kid_count = 1};
	struct query_node and = {.op = QUERY_AND, .kids = pair, .kid_count = 2};
	size_t *order;

	invent_many(&corpus, &stored);
	order = naive_order(&corpus);
	word = phrase(&corpus.arena, "rare");
	pair[0] = &not;
	pair[1] = &word;
	/* Downwards and one of them twice: what is asked need not be in order. */
	for (uint32_t i = 0; i < 90; i++)
		values[i] = 180 - 2 * (i % 89);
	for (size_t row = 1; row <= MANY; row++) {
		uint32_t speaker = corpus.entries[order[row - 1]].quote.speaker;

		wanted[row] = speaker <= 180 && speaker >= 4 && speaker % 2 == 0;
	}
	expect_rows(&stored, &by, wanted, "by");
	for (size_t row = 1; row <= MANY; row++)
		wanted[row] = !wanted[row];
	expect_rows(&stored, &not, wanted, "not by");
	for (size_t row = 1; row <= MANY; row++)
		wanted[row] = wanted[row] && order[row - 1] % 3 == 0;
	expect_rows(&stored, &and, wanted, "rare, not by");
	free(wanted);
	free(order);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, given_rows_are_found_and_left_out_and_those_beyond_the_end_are_nobody)
{
	bool *wanted = memory_new(MANY + 1, sizeof(*wanted));
	static const uint32_t ROWS[] = {COLUMN_BLOCK + 1, 1, COLUMN_BLOCK, MANY, MANY + 1, 4000000000u, COLUMN_BLOCK + 1};
	struct stored stored;
	struct corpus corpus;
	struct query_node rows = {.op = QUERY_ROWS, .values = ROWS,
				  .value_count = sizeof(ROWS) / sizeof(*ROWS)};
	const struct query_node *kids[] = {&rows};
	struct query_node not = {.op = QUERY_NOT, .kids = kids, .kid_count = 1};

	invent_many(&corpus, &stored);
	wanted[1] = wanted[COLUMN_BLOCK] = wanted[COLUMN_BLOCK + 1] = wanted[MANY] = true;
	expect_rows(&stored, &rows, wanted, "rows");
	for (size_t row = 1; row <= MANY; row++)
		wanted[row] = !wanted[row];
	expect_rows(&stored, &not, wanted, "all but rows");
	free(wanted);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, best_gives_every_row_once_also_beyond_those_it_ranks)
{
	struct query_node word;
	struct query query = {.root = &word, .sort = SORT_BEST};
	bool *seen = memory_new(MANY + 1, sizeof(*seen));
	uint32_t rows[1000], count = 0;
	struct error err = {0};
	struct search *search;
	struct stored stored;
	struct corpus corpus;
	int got;

	invent_many(&corpus, &stored);
	word = phrase(&corpus.arena, "word");
	search = search_open(stored.store, &query, &err);
	while ((got = search_next(search, rows, 1000, &err)) > 0) {
		for (int i = 0; i < got; i++) {
			cr_assert(!seen[rows[i]]);
			seen[rows[i]] = true;
			/* The oldest are not ranked and come last. */
			cr_expect_eq(count < SEARCH_BEST, rows[i] > MANY - SEARCH_BEST);
			count++;
		}
	}
	cr_expect_eq(got, 0, "%s", err.text);
	cr_expect_eq(count, (uint32_t)MANY);
	search_close(search);
	free(seen);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* --- what must stay fast, and stop --- */

/* Rows that NODE finds in this order, of which each must be FIRST, FIRST + STEP … */
static void expect_every(struct stored *stored, const struct query_node *node,
			 enum query_sort sort, uint32_t first, int step, uint32_t count)
{
	struct query query = {.root = node, .sort = sort};
	struct error err = {0};
	struct search *search = search_open(stored->store, &query, &err);
	uint32_t rows[1000], seen = 0;
	int got;

	while ((got = search_next(search, rows, 1000, &err)) > 0)
		for (int i = 0; i < got; i++, seen++)
			cr_assert_eq(rows[i], first + (uint32_t)(step * (int)seen));
	cr_expect_eq(got, 0, "%s", err.text);
	cr_expect_eq(seen, count);
	cr_expect_eq(count_of(stored, node, 0), count);
	search_close(search);
}

/* So that the first page of an answer costs little from either end. */
static void expect_small_ends(struct store *store)
{
	uint32_t last = segment_count(store) - 1, most = 0;

	cr_assert_gt(last, 4u);
	cr_expect_leq(segment_at(store, 0)->rows, 4096u);
	cr_expect_leq(segment_at(store, last)->rows, 4096u);
	for (uint32_t i = 0; i <= last; i++) {
		const struct segment *segment = segment_at(store, i);
		uint32_t before = segment->first - 1;
		uint32_t behind = store_count(store) - before - segment->rows;

		cr_expect(segment->rows <= 4096 || segment->rows <= before, "%u", i);
		cr_expect(segment->rows <= 4096 || segment->rows <= behind + 1, "%u", i);
		most = segment->rows > most ? segment->rows : most;
	}
	cr_expect_gt(most, 16384u, "the others are few");
}

Test(search, what_lies_in_several_segments_is_found_in_one_order)
{
	enum { ROWS = SEGMENT_ROWS + 5000, EVERY = 7, HITS = ROWS / EVERY };
	struct query_node word, both, beginning, other, not, all, near;
	const struct query_node *sides[2], *kids[2], *excluded[1];
	struct stored stored;
	struct corpus corpus;

	begin(&corpus, ROWS);
	for (int i = 1; i <= ROWS; i++) {
		struct entry *entry = add_quote(&corpus, i % EVERY ? "war then peace"
								    : "peace and war", NULL);

		entry->quote.speaker = i % EVERY ? 1 : 2;
	}
	stored_open(&stored, &corpus);
	expect_small_ends(stored.store);
	word = phrase(&corpus.arena, "and");
	both = phrase(&corpus.arena, "peace and");
	beginning = phrase(&corpus.arena, "peace an*");
	other = phrase(&corpus.arena, "then");
	sides[0] = &word;
	sides[1] = &both;
	near = (struct query_node){.op = QUERY_NEAR, .kids = sides, .kid_count = 2, .distance = 5};
	excluded[0] = &other;
	not = (struct query_node){.op = QUERY_NOT, .kids = excluded, .kid_count = 1};
	kids[0] = &not;
	kids[1] = &word;
	all = (struct query_node){.op = QUERY_AND, .kids = kids, .kid_count = 2};
	expect_every(&stored, &word, SORT_OLDEST, EVERY, EVERY, HITS);
	expect_every(&stored, &word, SORT_NEWEST, HITS * EVERY, -EVERY, HITS);
	expect_every(&stored, &both, SORT_OLDEST, EVERY, EVERY, HITS);
	expect_every(&stored, &beginning, SORT_NEWEST, HITS * EVERY, -EVERY, HITS);
	expect_every(&stored, &not, SORT_OLDEST, EVERY, EVERY, HITS);
	expect_every(&stored, &all, SORT_OLDEST, EVERY, EVERY, HITS);
	expect_every(&stored, &near, SORT_OLDEST, 0, 0, 0);
	expect_every(&stored, NULL, SORT_NEWEST, ROWS, -1, ROWS);
	/* From one segment into the next and back. */
	cr_expect_eq(store_same_speaker(stored.store, SEGMENT_ROWS / EVERY * EVERY, 1),
		     (uint32_t)(SEGMENT_ROWS / EVERY + 1) * EVERY);
	cr_expect_eq(store_same_speaker(stored.store, (SEGMENT_ROWS / EVERY + 1) * EVERY, -1),
		     (uint32_t)SEGMENT_ROWS / EVERY * EVERY);
	cr_expect_eq(store_same_speaker(stored.store, HITS * EVERY, 1), 0u);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, what_is_stopped_goes_on_where_it_was)
{
	for (enum query_sort sort = SORT_NEWEST; sort <= SORT_BEST; sort++) {
		struct query_node word;
		struct query query = {.root = &word, .sort = sort};
		struct error err = {0};
		struct search *search;
		struct stored stored;
		struct corpus corpus;
		struct tally *tally;
		uint32_t rows[3], count;

		begin(&corpus, 3);
		for (int i = 0; i < 3; i++)
			add_quote(&corpus, "peace", NULL);
		stored_open(&stored, &corpus);
		word = phrase(&corpus.arena, "peace");
		search = search_open(stored.store, &query, &err);
		tally = tally_open(stored.store, &err);
		cr_assert_eq(search_next(search, rows, 1, &err), 1);
		store_cancel(stored.store);
		cr_expect_eq(search_next(search, rows + 1, 1, &err), -1);
		cr_expect_eq(err.kind, ERROR_STOPPED);
		err = (struct error){0};
		cr_expect_eq(search_count(stored.store, &query, 0, &count, &err), -1);
		cr_expect_eq(err.kind, ERROR_STOPPED);
		cr_expect_eq(tally_add(tally, rows, 1, &err), -1);
		store_resume(stored.store);
		cr_expect_eq(search_next(search, rows + 1, 2, &err), 2);
		cr_expect_eq(rows[0] + rows[1] + rows[2], 6u);
		search_close(search);
		tally_close(tally);
		stored_close(&stored);
		arena_release(&corpus.arena);
	}
}

Test(search, queries_of_any_size_are_answered)
{
	static char words[8000][16];
	static struct query_node nodes[8000];
	static const struct query_node *kids[8000];
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;
	struct query_node or = {.op = QUERY_OR, .kids = kids, .kid_count = 8000};
	struct query_node and = {.op = QUERY_AND, .kids = kids, .kid_count = 8000};

	begin(&corpus, 3);
	add_quote(&corpus, "w1 w7999", NULL);
	add_quote(&corpus, "nothing", NULL);
	add_quote(&corpus, "w5000", NULL);
	stored_open(&stored, &corpus);
	for (int i = 0; i < 8000; i++) {
		snprintf(words[i], sizeof(words[i]), "w%d", i);
		nodes[i] = phrase(&corpus.arena, words[i]);
		kids[i] = &nodes[i];
	}
	cr_expect_str_eq(rows_of(&stored, &or, SORT_NEWEST, &out), "3 1");
	cr_expect_str_eq(rows_of(&stored, &and, SORT_NEWEST, &out), "");
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, no_nesting_that_is_allowed_takes_all_of_the_stack)
{
	enum { DEPTH = PLAN_DEPTH_MOST - 10 };
	static struct query_node nodes[DEPTH];
	static const struct query_node *kids[DEPTH][2];
	struct query_node word;
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;

	begin(&corpus, 1);
	add_quote(&corpus, "a", NULL);
	stored_open(&stored, &corpus);
	word = phrase(&corpus.arena, "a");
	for (int i = 0; i < DEPTH; i++) {
		kids[i][0] = i ? &nodes[i - 1] : &word;
		kids[i][1] = &word;
		nodes[i] = (struct query_node){.op = i % 3 ? i % 2 ? QUERY_OR : QUERY_AND : QUERY_NOT,
					       .kids = kids[i], .kid_count = i % 3 ? 2 : 1};
	}
	rows_of(&stored, &nodes[DEPTH - 1], SORT_NEWEST, &out);
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(search, dates_and_words_nested_deeply_are_answered)
{
	enum { DEPTH = 300 };
	static struct query_node nodes[DEPTH];
	static const struct query_node *kids[DEPTH][3];
	struct query_node word, days;
	struct text out = {0};
	struct stored stored;
	struct corpus corpus;

	begin(&corpus, 3);
	add_quote(&corpus, "a", "2023");
	add_quote(&corpus, "b", "2024");
	add_quote(&corpus, "a", "2024");
	stored_open(&stored, &corpus);
	word = phrase(&corpus.arena, "a");
	days = during("2024");
	/* x0 = a; then in turn x AND 2024 OR nothing more: 2024 OR (a AND (2024 OR …)). */
	for (int i = 0; i < DEPTH; i++) {
		kids[i][0] = i % 2 ? &days : &word;
		kids[i][1] = i ? &nodes[i - 1] : &days;
		nodes[i] = (struct query_node){.op = i % 2 ? QUERY_OR : QUERY_AND, .kids = kids[i],
					       .kid_count = 2};
	}
	cr_expect_str_eq(rows_of(&stored, &nodes[DEPTH - 1], SORT_NEWEST, &out), "3 2");
	cr_expect_str_eq(rows_of(&stored, &nodes[DEPTH - 2], SORT_OLDEST, &out), "3");
	text_release(&out);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* --- talks --- */

Test(search, the_quotes_of_a_talk_come_in_the_order_of_the_files)
{
	struct stored stored;
	struct corpus corpus;
	struct error err = {0};
	uint32_t *rows;
	size_t count;

	begin(&corpus, 5);
	add_quote(&corpus, "first", "2024")->quote.talk = 2;	/* row 5 */
	add_quote(&corpus, "of another", "2020")->quote.talk = 1;
	add_talk(&corpus, "The other", 1);
	add_talk(&corpus, "The talk", 2);
	add_quote(&corpus, "second", "2019")->quote.talk = 2;	/* row 3 */
	stored_open(&stored, &corpus);
	cr_assert_eq(search_talk_quotes(stored.store, 2, &rows, &count, &err), 0, "%s", err.text);
	cr_assert_eq(count, 2u);
	cr_expect_eq(rows[0], 5u);
	cr_expect_eq(rows[1], 3u);
	free(rows);
	cr_assert_eq(search_talk_quotes(stored.store, 99, &rows, &count, &err), 0);
	cr_expect_eq(count, 0u);
	free(rows);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/*
 * Beginnings of words in a store that is large enough for each way of finding
 * them: texts looked at, the index asked at once, and the index asked for the
 * rest.  The naive matcher tells what is to be found.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/search.h"
#include "tests/support/stored.h"

/* More than are looked at before the index is asked for the rest, twice over. */
enum { MANY = 10000 };

static const char *text_of(int i)
{
	if (i % 2000 == 1999)
		return "What nobody says is zebra";
	if (i % 7 == 3)
		return "The under[standing] words of the under[writers]";
	if (i % 7 == 5)
		return "Other people said otherwise, or others did";
	/* Nobody says this in the newer half. */
	return i % 2 == 0 && i < MANY / 2 ? "An early bird was there, an eager bird"
					  : "The war was there, and this and the war";
}

static void add_talk(struct corpus *corpus, struct entry *entry)
{
	static const struct agenda_item items[] = {{.text = "On water and the"},
						   {.text = "otter of war"}};

	corpus->talks[corpus->talk_count++] = corpus->entry_count - 1;
	entry->kind = ENTRY_TALK;
	entry->talk.number = (uint32_t)corpus->talk_count;
	entry->talk.title = "A talk of an";
	entry->talk.summary = "Early";
	entry->talk.agenda = items;
	entry->talk.agenda_count = 2;
}

static void invent(struct corpus *corpus, struct stored *stored)
{
	*corpus = (struct corpus){0};
	corpus->entries = arena_new(&corpus->arena, MANY, sizeof(*corpus->entries));
	corpus->talks = arena_new(&corpus->arena, MANY, sizeof(*corpus->talks));
	corpus->speakers = arena_new(&corpus->arena, 1, sizeof(*corpus->speakers));
	corpus->speakers[0] = (struct speaker){.id = "ada", .name = "Ada"};
	corpus->speaker_count = 1;
	for (int i = 0; i < MANY; i++) {
		struct entry *entry = &corpus->entries[corpus->entry_count++];
		char id[16];
		int length = snprintf(id, sizeof(id), "e%d", i);

		entry->id = arena_copy(&corpus->arena, id, (size_t)length);
		entry->days = DAYS_NONE;
		if (i % 50 == 20) {
			add_talk(corpus, entry);
			continue;
		}
		entry->kind = ENTRY_QUOTE;
		entry->quote.text = text_of(i);
		entry->quote.speaker = 1;
		entry->quote.speech = SPEECH_DIRECT;
	}
	stored_open(stored, corpus);
}

/* --- queries: phrases with a star behind a beginning; NOT, AND, OR, NEAR before
 * their two sides, which end with a slash: "AND war/ o* /" --- */

static struct ask_node *read_tree(struct arena *arena, const char **text)
{
	static const struct {
		const char *name;
		enum ask_op op;
		size_t kids;
	} OPS[] = {{"NOT ", ASK_NOT, 1}, {"AND ", ASK_AND, 2}, {"OR ", ASK_OR, 2},
		   {"NEAR ", ASK_NEAR, 2}};
	struct ask_node *node = arena_new(arena, 1, sizeof(*node));
	const char **words = arena_new(arena, 8, sizeof(*words));
	size_t length;

	*text += strspn(*text, " ");
	node->distance = 2;
	for (size_t i = 0; i < sizeof(OPS) / sizeof(OPS[0]); i++) {
		if (strncmp(*text, OPS[i].name, strlen(OPS[i].name)) != 0)
			continue;
		*text += strlen(OPS[i].name);
		node->op = OPS[i].op;
		node->kid_count = OPS[i].kids;
		node->kids = arena_new(arena, 2, sizeof(struct ask_node *));
		for (size_t k = 0; k < node->kid_count; k++)
			node->kids[k] = read_tree(arena, text);
		return node;
	}
	node->op = ASK_PHRASE;
	node->words = words;
	for (; **text && **text != '/'; *text += strspn(*text, " ")) {
		length = strcspn(*text, " */");
		words[node->word_count++] = arena_copy(arena, *text, length);
		*text += length;
		if (**text == '*') {
			node->prefix = true;
			++*text;
		}
	}
	*text += **text == '/';
	return node;
}

static const struct query_node *query_of(struct arena *arena, const struct ask_node *ask)
{
	static const enum query_op OPS[] = {
		[ASK_AND] = QUERY_AND, [ASK_OR] = QUERY_OR, [ASK_NOT] = QUERY_NOT,
		[ASK_PHRASE] = QUERY_PHRASE, [ASK_NEAR] = QUERY_NEAR,
	};
	struct query_node *node = arena_new(arena, 1, sizeof(*node));
	const struct query_node **kids = arena_new(arena, 2, sizeof(*kids));

	*node = (struct query_node){.op = OPS[ask->op], .kids = kids, .kid_count = ask->kid_count,
				    .words = ask->words, .word_count = ask->word_count,
				    .prefix = ask->prefix, .distance = ask->distance};
	for (size_t i = 0; i < ask->kid_count; i++)
		kids[i] = query_of(arena, ask->kids[i]);
	return node;
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void expect_rows(struct stored *stored, const struct query *query, const uint32_t *expected,
			size_t count, const char *what)
{
	uint32_t *rows = memory_new(MANY + 1000, sizeof(*rows));
	struct error err = {0};
	struct search *search = search_open(stored->store, query, &err);
	size_t seen = 0;
	int got;

	cr_assert_not_null(search, "%s: %s", what, err.text);
	while ((got = search_next(search, rows + seen, 997, &err)) > 0 && seen <= MANY)
		seen += (size_t)got;
	cr_assert_eq(got, 0, "%s: %s", what, err.text);
	cr_assert_eq(seen, count, "%s, sort %d: %zu of %zu", what, query->sort, seen, count);
	if (query->sort == SORT_BEST)
		qsort(rows, seen, sizeof(*rows), ascending);
	for (size_t i = 0; i < count; i++)
		cr_assert_eq(rows[query->sort == SORT_NEWEST ? count - 1 - i : i], expected[i],
			     "%s, sort %d: row %u", what, query->sort, expected[i]);
	search_close(search);
	free(rows);
}

Test(scan, beginnings_are_found_in_many_texts_by_each_way_of_finding_them)
{
	static const char *const QUERIES[] = {
		"th*", "t*", "ea*", "zeb*", "q*", "understandi*", "underw*", "wo*", "ot*",
		"NOT th*", "NOT zeb*", "NOT ea*", "the war*", "the w*", "of the under*",
		"the under words o*", "was th*", "is zeb*", "an ear*", "and the ott*", "of an ea*",
		"AND zebra/ w*", "AND th*/ w*", "AND ea*/ zeb*", "AND early/ th*", "AND th*/ NOT w*",
		"AND the/ OR zeb*/ o*", "OR zeb*/ ea*", "OR was th*/ NOT w*", "AND bird/ an ea*",
		"AND was/ NOT the w*", "NEAR war/ th*", "NEAR th*/ the/", "NEAR ea*/ ea*",
		"NEAR zeb*/ nobody", "NOT NEAR war/ an*", "NEAR water/ ott*", "NEAR an ea*/ was/",
	};
	struct stored stored;
	struct corpus corpus;

	invent(&corpus, &stored);
	for (size_t i = 0; i < sizeof(QUERIES) / sizeof(QUERIES[0]); i++) {
		const char *text = QUERIES[i];
		struct ask_node *tree = read_tree(&corpus.arena, &text);
		struct query query = {.root = query_of(&corpus.arena, tree)};
		size_t expected_count;
		uint32_t *expected = naive_rows(&corpus, tree, &expected_count), count;
		struct error err = {0};

		for (query.sort = SORT_NEWEST; query.sort <= SORT_BEST; query.sort++)
			expect_rows(&stored, &query, expected, expected_count, QUERIES[i]);
		cr_expect_eq(search_count(stored.store, &query, 0, &count, &err), 0);
		cr_expect_eq(count, expected_count, "%s: %u", QUERIES[i], count);
		free(expected);
	}
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(scan, what_is_stopped_goes_on_where_it_was)
{
	const char *text = "th*";
	uint32_t *rows = memory_new(MANY + 1000, sizeof(*rows)), *expected;
	struct stored stored;
	struct corpus corpus;
	struct query query = {0};
	struct error err = {0};
	struct search *search;
	struct ask_node *tree;
	size_t seen = 0, count;
	int got;

	invent(&corpus, &stored);
	tree = read_tree(&corpus.arena, &text);
	query.root = query_of(&corpus.arena, tree);
	expected = naive_rows(&corpus, tree, &count);
	search = search_open(stored.store, &query, &err);
	do {
		uint32_t none;

		store_cancel(stored.store);
		cr_assert_eq(search_next(search, &none, 1, &err), -1);
		cr_assert_eq(err.kind, ERROR_STOPPED);
		store_resume(stored.store);
		got = search_next(search, rows + seen, 500, &err);
		seen += got > 0 ? (size_t)got : 0;
	} while (got > 0 && seen <= MANY);
	cr_assert_eq(seen, count);
	for (size_t i = 0; i < count; i++)
		cr_assert_eq(rows[count - 1 - i], expected[i]);
	search_close(search);
	free(rows);
	free(expected);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

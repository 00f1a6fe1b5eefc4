/*
 * Queries: whatever is typed is refused with a line that says why, or finds what
 * the naive matcher finds, in every order, and is never an error of the engine.
 *
 * The first byte: which of the corpora, and whether it is still being typed.
 */
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/edit.h"
#include "core/explain.h"
#include "core/inquiry.h"
#include "core/resolve.h"
#include "store/search.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/invent.h"
#include "tests/support/stored.h"
#include "tests/support/tree.h"

enum {
	CORPORA = 4,
	QUERY_USUAL = 1024,
	QUERY_MOST = 80 * 1024,		/* more than a query may have */
	NODES_MOST = 40,		/* the naive matcher takes its time, */
	LOOKS_MOST = 4000,		/* for each node at each entry */
	WORDS_MOST = 200,
	PARTS_MOST = 6,			/* that are edited */
};

/* How many entries each has; the last has an index of several pages. */
static const size_t ENTRIES[CORPORA] = {60, 7, 0, 700};

struct shelf {
	struct corpus corpus[CORPORA];
	struct stored stored[CORPORA];
	bool filled;
};

static struct shelf *shelf(void);

static void leave(void)
{
	for (int i = 0; i < CORPORA; i++) {
		stored_close(&shelf()->stored[i]);
		corpus_release(&shelf()->corpus[i]);
	}
}

static struct shelf *shelf(void)
{
	static struct shelf shelf;

	if (shelf.filled)
		return &shelf;
	for (int i = 0; i < CORPORA; i++) {
		struct chance chance = {0x9e3779b97f4a7c15u + (unsigned)i};

		invent_corpus(&chance, ENTRIES[i], &shelf.corpus[i]);
		stored_open(&shelf.stored[i], &shelf.corpus[i]);
	}
	shelf.filled = true;
	atexit(leave);
	return &shelf;
}

/* One query on one corpus. */
struct trial {
	const struct corpus *corpus;
	struct store *store;
	const struct ask *ask;
	struct query *query;
};

/* --- rows --- */

/* All rows in ascending order, whatever order they were asked in. */
static uint32_t *rows_of(struct trial *trial, enum query_sort sort, size_t *count)
{
	size_t most = trial->corpus->entry_count;
	uint32_t *rows = memory_new(most + 8, sizeof(*rows));
	bool *seen = memory_new(most + 1, sizeof(*seen));
	struct error err = {0};
	struct search *search;
	int got = 1;

	trial->query->sort = sort;
	search = search_open(trial->store, trial->query, &err);
	must(search, "%s", err.text);
	for (*count = 0; got > 0; *count += (size_t)got) {
		got = search_next(search, rows + *count, 7, &err);
		must(got >= 0 && *count + (size_t)got <= most, "%d rows: %s", got, err.text);
		for (size_t i = *count; i < *count + (size_t)got; i++) {
			must(rows[i] && rows[i] <= most && !seen[rows[i]], "row %u", rows[i]);
			must(sort != SORT_NEWEST || !i || rows[i] < rows[i - 1], "not newest first");
			must(sort != SORT_OLDEST || !i || rows[i] > rows[i - 1], "not oldest first");
			seen[rows[i]] = true;
		}
	}
	search_close(search);
	for (uint32_t row = 1, i = 0; row <= most; row++)
		if (seen[row])
			rows[i++] = row;
	free(seen);
	return rows;
}

static void count_rows(struct trial *trial, uint32_t cap, size_t expected)
{
	struct error err = {0};
	uint32_t count;

	must(search_count(trial->store, trial->query, cap, &count, &err) == 0, "%s", err.text);
	must(cap && expected > cap ? count >= cap : count == expected, "%u of %zu, at most %u",
	     count, expected, cap);
}

static void put_rows(struct text *out, const uint32_t *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_printf(out, " %u", rows[i]);
}

static void weigh(const struct ask_node *node, size_t *nodes, size_t *words)
{
	++*nodes;
	*words += node->word_count;
	for (size_t i = 0; i < node->kid_count; i++)
		weigh(node->kids[i], nodes, words);
}

static void compare(struct trial *trial, const uint32_t *rows, size_t count)
{
	size_t nodes = 0, words = 0, expected_count;
	uint32_t *expected;

	if (trial->ask->root)
		weigh(trial->ask->root, &nodes, &words);
	if (nodes > NODES_MOST || words > WORDS_MOST ||
	    nodes * trial->corpus->entry_count > LOOKS_MOST)
		return;
	expected = naive_rows(trial->corpus, trial->ask->root, &expected_count);
	if (count != expected_count || memcmp(rows, expected, count * sizeof(*rows)) != 0) {
		struct text got = {0}, wanted = {0}, tree = {0};

		put_rows(&got, rows, count);
		put_rows(&wanted, expected, expected_count);
		tree_put(trial->ask->root, &tree);
		fuzz_failed(__FILE__, __LINE__, "the same rows",
			    "\n  tree:     %s\n  expected:%s\n  got:     %s", text_string(&tree),
			    text_string(&wanted), text_string(&got));
	}
	free(expected);
}

/* The entry as it would be read, with its matches. */
static void read_entry(struct trial *trial, uint32_t row)
{
	struct error err = {0};
	struct document *document = document_open(trial->store, row, trial->ask, &err);
	const struct item *item;

	must(document, "%s", err.text);
	item = document_item(document, 0);
	for (size_t i = 0; i < item->count; i++) {
		const struct paragraph *paragraph = &item->paragraphs[i];

		for (size_t k = 0; k < paragraph->match_count; k++)
			must(paragraph->matches[k].start < paragraph->matches[k].end &&
				     paragraph->matches[k].end <= paragraph->length,
			     "a match from %zu to %zu of %zu", paragraph->matches[k].start,
			     paragraph->matches[k].end, paragraph->length);
	}
	document_close(document);
}

static void search_it(struct trial *trial)
{
	size_t count, again;
	uint32_t *rows = rows_of(trial, SORT_NEWEST, &count), *other;
	struct error err = {0};
	struct text words = {0};

	compare(trial, rows, count);
	for (enum query_sort sort = SORT_OLDEST; sort <= SORT_BEST; sort++) {
		other = rows_of(trial, sort, &again);
		must(again == count && memcmp(rows, other, count * sizeof(*rows)) == 0,
		     "%zu rows in order %d, not %zu", again, (int)sort, count);
		free(other);
	}
	count_rows(trial, 0, count);
	count_rows(trial, 3, count);
	if (count)
		read_entry(trial, rows[count / 2]);
	else
		must(explain_nothing(trial->store, trial->ask, &words, &err) == 0, "%s", err.text);
	text_release(&words);
	free(rows);
}

/* --- an inquiry that is stopped again and again --- */

struct listener {
	struct store *store;
	uint32_t *rows;
	size_t count, most;
	uint32_t stops;		/* a bit for each answer: whether the store is told to stop then */
	bool ended;
};

static void hear(void *context, struct answer *answer)
{
	struct listener *listener = context;

	if (answer->kind == ANSWER_ROWS) {
		must(!listener->ended && listener->count + answer->count <= listener->most,
		     "%u more rows", answer->count);
		for (uint32_t i = 0; i < answer->count && !answer->all; i++)
			listener->rows[listener->count + i] = answer->rows[i];
		listener->count += answer->count;
		listener->ended = answer->last;
	}
	if (listener->stops & 1)
		store_cancel(listener->store);
	listener->stops >>= 1;
	answer_free(answer);
}

/* Whatever was being done when it was stopped, every row comes, once and in order. */
static void inquire(struct trial *trial, const char *typed, bool typing, uint32_t stops)
{
	struct listener listener = {.store = trial->store, .most = trial->corpus->entry_count,
				    .stops = stops};
	const struct giver giver = {hear, &listener};
	struct inquiry *inquiry = NULL;
	struct text refusal = {0};
	struct error err = {0};
	uint32_t *rows = NULL;
	size_t count;

	listener.rows = memory_new(listener.most + 1, sizeof(*rows));
	must(inquiry_open(trial->store, 1, typed, typing, &inquiry, &refusal, &err) == 0, "%s%s",
	     err.text, text_string(&refusal));
	while (!inquiry_done(inquiry)) {
		must(inquiry_step(inquiry, &giver, &err) == 0 || err.kind == ERROR_STOPPED, "%s",
		     err.text);
		store_resume(trial->store);
	}
	rows = rows_of(trial, SORT_NEWEST, &count);
	must(listener.ended && listener.count == count, "%zu of %zu rows", listener.count, count);
	for (size_t i = 0; i < count && !inquiry_finds_all(inquiry); i++)
		must(trial->ask->sort == SORT_BEST ||
			     listener.rows[trial->ask->sort == SORT_NEWEST ? count - 1 - i : i] ==
				     rows[i],
		     "row %zu is %u", i, listener.rows[i]);
	inquiry_close(inquiry);
	text_release(&refusal);
	free(listener.rows);
	free(rows);
}

/* --- edits --- */

/* A chain of NEARs alone stands below an AND of its own, which asks for nothing more. */
static void put_tree(const struct ask *ask, struct text *out)
{
	const struct ask_node *root = ask->root;

	tree_put(root && root->op == ASK_AND && root->kid_count == 1 ? root->kids[0] : root, out);
}

/* TEXT, which an edit made, asks no nonsense where ASK did not. */
static void parse_edited(const struct ask *ask, const struct text *text, struct ask *edited)
{
	parse_query(text_string(text), text->length, false, edited);
	must(ask->problem || !edited->problem || text->length > QUERY_MOST / 2, "'%s': %s",
	     text_string(text), edited->problem);
}

/* Without part I it asks for all the other parts. */
static void drop_part(const struct ask *ask, size_t i)
{
	struct ask_node rest = {.op = ASK_AND};
	struct ask left = {.root = &rest}, edited;
	struct text text = {0}, expected = {0}, got = {0};
	size_t parts = ask_parts(ask);

	ask_without(ask, i, &text);
	parse_edited(ask, &text, &edited);
	if (ask->root->op == ASK_AND) {
		rest.kids = memory_new(parts, sizeof(*rest.kids));
		for (size_t k = 0; k < parts; k++)
			if (k != i)
				rest.kids[rest.kid_count++] = ask->root->kids[k];
	}
	if (rest.kid_count == 1)
		left.root = rest.kids[0];
	if (rest.kid_count == 0)
		left.root = NULL;
	put_tree(&left, &expected);
	put_tree(&edited, &got);
	/* Blanks between the parts may make a query too long that was just not. */
	must(edited.problem || strcmp(text_string(&expected), text_string(&got)) == 0,
	     "without part %zu\n  expected: %s\n  text:     %s\n  got:      %s", i,
	     text_string(&expected), text_string(&text), text_string(&got));
	free(rest.kids);
	ask_release(&edited);
	text_release(&text);
	text_release(&expected);
	text_release(&got);
}

static void add_field(const struct ask *ask)
{
	struct text text = {0};
	struct ask edited;
	bool found = false;

	ask_set_field(ask, FIELD_OUTLET, "The \"Peace\" Post", &text);
	parse_edited(ask, &text, &edited);
	for (size_t i = 0; edited.root && edited.root->op == ASK_AND &&
			   i < edited.root->kid_count && !found; i++)
		found = edited.root->kids[i]->op == ASK_FIELD &&
			edited.root->kids[i]->field == FIELD_OUTLET;
	found = found || (edited.root && edited.root->op == ASK_FIELD &&
			  edited.root->field == FIELD_OUTLET);
	must(found || edited.problem, "'%s' has no outlet", text_string(&text));
	ask_release(&edited);
	text_release(&text);
}

static void edit(const struct ask *ask)
{
	for (size_t i = 0; i < ask_parts(ask) && i < PARTS_MOST; i++)
		drop_part(ask, i);
	add_field(ask);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	uint8_t flags = bytes_take(&bytes);
	struct trial trial = {.corpus = &shelf()->corpus[flags % CORPORA],
			      .store = shelf()->stored[flags % CORPORA].store};
	struct text typed = {0}, echo = {0}, problem = {0};
	struct query query = {0};
	struct error err = {0};
	struct ask ask;
	char *exact;
	int result;

	fuzz_expand(&bytes, fuzz_most(data, size, QUERY_USUAL, QUERY_MOST), &typed);
	exact = fuzz_exact(&typed);
	parse_query(exact, typed.length, flags & CORPORA, &ask);
	trial.ask = &ask;
	trial.query = &query;
	result = resolve_query(trial.store, &ask, &query, &echo, &problem, &err);
	must(result >= 0, "%s", err.text);
	must(result ? problem.length > 0 : problem.length == 0, "%d with the problem '%s'", result,
	     text_string(&problem));
	if (result == 0)
		search_it(&trial);
	/* There a text ends at a NUL. */
	if (result == 0 && !memchr(text_string(&typed), '\0', typed.length))
		inquire(&trial, text_string(&typed), flags & CORPORA,
			fuzz_hash(data, size) & fuzz_hash(data, size / 2));
	/* A word that is being typed is written out with its `*` before it is edited. */
	if (!ask.problem && !(flags & CORPORA))
		edit(&ask);
	query_release(&query);
	ask_release(&ask);
	text_release(&typed);
	text_release(&echo);
	text_release(&problem);
	free(exact);
	return 0;
}

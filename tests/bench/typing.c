/*
 * typing STORE ROUNDS [MOVING [patient]]: how long a user waits, measured from outside.
 * typing --words: the single words among the queries, for other searchers.
 *
 * Browses STORE on a terminal and types the queries of queries.c letter by letter, each
 * letter as soon as the answer to the one before is painted; in the first MOVING rounds
 * (else in all) it moves through every answer that has many rows.  A letter's time goes
 * from writing it to having read the last byte of the frame that shows its answer,
 * whatever is still being counted; a movement's, and that of a letter in a picker of
 * names, to the last byte before the terminal falls silent.  A patient typist also waits until all is counted, which makes nearly
 * the same work in every run.  Prints the figures key.KIND, key.all, key.word, key.picker,
 * move.KIND and peak.browsing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/bench/expect.h"
#include "tests/bench/queries.h"
#include "tests/bench/samples.h"

#define PAGE_DOWN "\x1b[6~"
#define PAGE_UP "\x1b[5~"
#define HALF_DOWN "\x04"
#define HALF_UP "\x15"

enum {
	MOVES = 6,
	QUERY_BYTES = 64,
	MANY = 500,	/* rows that no movement comes to the end of, but those that shall */
};

static const struct {
	const char *kind;
	const char *keys[MOVES];
} MOVEMENTS[] = {
	{"line", {"j", "j", "j", "k", "j", "k"}},
	{"page", {PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_DOWN, PAGE_UP}},
	{"half", {HALF_DOWN, HALF_DOWN, HALF_UP, HALF_DOWN, HALF_DOWN, HALF_UP}},
	{"end", {"G", "g", "G", "g", "G", "g"}},
};
enum { MOVEMENT_COUNT = sizeof(MOVEMENTS) / sizeof(*MOVEMENTS) };

/* What is typed in the pickers: beginnings, later parts, letters that are far apart. */
static const struct {
	const char *key, *letters;
} PICKED[] = {
	{"s", "wei peaunuty"}, {"s", "zul"}, {"s", "adsol"}, {"t", "t1/t"},
};

/* What the screen shows for the first 1, 2, … bytes of a query. */
struct typed {
	struct expected at[QUERY_BYTES];
};

struct measured {
	bool patient;
	struct samples all, word, *kinds;	/* by query */
	struct samples moves[MOVEMENT_COUNT], resize, picker;
};

static void expect_all(const char *path, struct typed *typed)
{
	struct error err = {0};
	struct store *store = store_open(path, &err);

	if (!store) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	for (size_t q = 0; q < BENCH_QUERY_COUNT; q++)
		for (size_t i = 0; i < strlen(BENCH_QUERIES[q].text); i++)
			expected_of(store, BENCH_QUERIES[q].text, i + 1, &typed[q].at[i]);
	store_close(store);
}

static bool is_word(const char *query)
{
	for (size_t i = 0; i < BENCH_WORD_COUNT; i++)
		if (strcmp(BENCH_WORDS[i], query) == 0)
			return true;
	return false;
}

/* Leaves the prompt open. */
static void type_query(struct terminal *terminal, size_t number, const struct typed *typed,
		       struct measured *measured)
{
	const char *query = BENCH_QUERIES[number].text;

	terminal_send(terminal, "/");
	expected_prompt(terminal);
	for (size_t i = 0; query[i]; i++) {
		double begun = terminal_send(terminal, (char[2]){query[i], '\0'});

		expected_await(&typed->at[i], terminal);
		samples_add(&measured->all, terminal->last - begun);
		samples_add(&measured->kinds[number], terminal->last - begun);
		if (is_word(query))
			samples_add(&measured->word, terminal->last - begun);
		if (measured->patient)
			expected_exact(terminal);
	}
}

static void move_about(struct terminal *terminal, struct measured *measured)
{
	for (size_t m = 0; m < MOVEMENT_COUNT; m++) {
		for (size_t i = 0; i < MOVES; i++) {
			double begun = terminal_send(terminal, MOVEMENTS[m].keys[i]);

			terminal_painted(terminal, MOVEMENTS[m].kind);
			samples_add(&measured->moves[m], terminal->last - begun);
		}
	}
	for (int i = 0; i < 4; i++) {
		double begun = i % 2 ? terminal_resize(terminal, TERMINAL_ROWS, TERMINAL_COLUMNS)
				 : terminal_resize(terminal, TERMINAL_ROWS - 8, TERMINAL_COLUMNS - 40);

		terminal_painted(terminal, "another size");
		samples_add(&measured->resize, terminal->last - begun);
	}
}

/* In the picker that KEY opens, which has another list after each letter; Esc leaves it. */
static void pick(struct terminal *terminal, const char *key, const char *letters,
		 struct measured *measured)
{
	terminal_send(terminal, key);
	terminal_painted(terminal, "a picker");
	for (; *letters; letters++) {
		double begun = terminal_send(terminal, (char[2]){*letters, '\0'});

		terminal_painted(terminal, "names");
		samples_add(&measured->picker, terminal->last - begun);
	}
	terminal_send(terminal, "\x1b");
	terminal_painted(terminal, "no picker");
}

static void round_of_queries(struct terminal *terminal, const struct typed *typed,
			     bool moving, struct measured *measured)
{
	for (size_t q = 0; q < BENCH_QUERY_COUNT; q++) {
		unsigned long found = 0;

		type_query(terminal, q, &typed[q], measured);
		if (moving)
			found = expected_exact(terminal);
		terminal_send(terminal, "\r");
		terminal_painted(terminal, "the list");
		if (found >= MANY)
			move_about(terminal, measured);
		/* Empties the prompt. */
		terminal_send(terminal, "/\x15\r");
		terminal_painted(terminal, "an empty prompt");
	}
	for (size_t i = 0; i < sizeof(PICKED) / sizeof(*PICKED); i++)
		pick(terminal, PICKED[i].key, PICKED[i].letters, measured);
}

/* One figure for each run of queries of one kind. */
static void print_kinds(struct measured *measured)
{
	char name[64];

	for (size_t q = 0; q < BENCH_QUERY_COUNT; q++) {
		size_t next = q + 1;

		if (next < BENCH_QUERY_COUNT &&
		    strcmp(BENCH_QUERIES[next].kind, BENCH_QUERIES[q].kind) == 0) {
			samples_merge(&measured->kinds[next], &measured->kinds[q]);
			continue;
		}
		snprintf(name, sizeof(name), "key.%s", BENCH_QUERIES[q].kind);
		samples_print(&measured->kinds[q], name);
	}
}

static void print_all(struct measured *measured)
{
	char name[64];

	samples_print(&measured->all, "key.all");
	samples_print(&measured->word, "key.word");
	print_kinds(measured);
	for (size_t m = 0; m < MOVEMENT_COUNT; m++) {
		snprintf(name, sizeof(name), "move.%s", MOVEMENTS[m].kind);
		samples_print(&measured->moves[m], name);
	}
	samples_print(&measured->resize, "move.resize");
	samples_print(&measured->picker, "key.picker");
}

int main(int argc, char **argv)
{
	struct typed *typed = memory_new(BENCH_QUERY_COUNT, sizeof(*typed));
	struct measured measured = {
		.patient = argc > 4,
		.kinds = memory_new(BENCH_QUERY_COUNT, sizeof(*measured.kinds))};
	struct terminal terminal;
	int moving;

	if (argc == 2 && strcmp(argv[1], "--words") == 0) {
		for (size_t i = 0; i < BENCH_WORD_COUNT; i++)
			puts(BENCH_WORDS[i]);
		return 0;
	}
	if (argc < 3) {
		fputs("usage: typing STORE ROUNDS [MOVING [patient]]\n       typing --words\n", stderr);
		return 2;
	}
	moving = atoi(argv[argc > 3 ? 3 : 2]);
	expect_all(argv[1], typed);
	terminal_browse(&terminal, argv[1]);
	for (int round = 0; round < atoi(argv[2]); round++)
		round_of_queries(&terminal, typed, round < moving, &measured);
	print_all(&measured);
	figure_print("peak.browsing", (double)terminal_peak(&terminal) / 1024);
	terminal_end(&terminal);
	for (size_t q = 0; q < BENCH_QUERY_COUNT; q++)
		for (size_t i = 0; i < strlen(BENCH_QUERIES[q].text); i++)
			expected_release(&typed[q].at[i]);
	free(typed);
	free(measured.kinds);
	return 0;
}

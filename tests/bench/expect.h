/*
 * What the screen says when the answer to a query is on it, worked out beforehand
 * from the store, so that measuring is only looking.
 */
#ifndef TESTS_BENCH_EXPECT_H
#define TESTS_BENCH_EXPECT_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"
#include "tests/bench/terminal.h"

struct expected {
	char *problem;	/* what the last line says where the query is refused, or NULL */
	char *words;	/* what the line above says where it is not (or NULL): the query in
			 * words, as far as it fits */
	char *order;	/* and in which order its rows are */
	int column;	/* where the cursor stands when the frame is complete */
};

/* Of the first LENGTH bytes of QUERY, typed in the prompt; release it. */
void expected_of(struct store *store, const char *query, size_t length,
		 struct expected *expected);
void expected_release(struct expected *expected);

/* Whether the screen shows it.  The program leaves the cursor in the prompt at the
 * end of each frame, so a frame that has come in part is none. */
bool expected_seen(const struct expected *expected, struct terminal *terminal);
/* Waits for it. */
void expected_await(const struct expected *expected, struct terminal *terminal);
/* Waits for an empty prompt. */
void expected_prompt(struct terminal *terminal);
/* Waits until every row of the answer in view is found; returns how many. */
unsigned long expected_exact(struct terminal *terminal);

#endif

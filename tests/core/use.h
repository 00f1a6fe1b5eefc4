/*
 * Using a session in a test: asking and waiting for what comes of it.
 */
#ifndef TESTS_CORE_USE_H
#define TESTS_CORE_USE_H

#include "core/session.h"
#include "tests/support/corpus.h"

struct session *open_session(struct test_corpus *corpus, const char *query);
/* Takes in one round of what has arrived; fails the test where nothing comes. */
void take_some(struct session *session);
/* Waits until nothing is under way. */
void settle(struct session *session);
void ask(struct session *session, const char *query);
/* The rows of an answer that has ended. */
uint32_t total(const struct session *session);
/* The id of the entry in the reader, or "". */
const char *reading(struct session *session);
void expect_reading(struct session *session, const char *id);
/* Moves the cursor to that entry of the answer. */
void go_to(struct session *session, const char *id);
void wait_for_quotes(struct session *session);

/* COUNT quotes q0, q1, … of ten speakers on three topics, one a day. */
void many(struct test_corpus *corpus, unsigned count);

#endif

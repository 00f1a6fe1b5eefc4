/*
 * The worker: one thread that searches, counts and picks on a store of its
 * own, so that nobody who draws or types waits for it.
 *
 * It has one mailbox with one place for each sort of request: a newer one takes
 * the place of the one that waits.  A new query also stops the work on the one
 * before, which is given up as soon as the new one is known to be a query that
 * can be searched; until then, and where it cannot, the old answer goes on.
 * Answers are fetched one by one; a byte in a pipe tells that there are some.
 */
#ifndef CORE_WORKER_H
#define CORE_WORKER_H

#include "core/answer.h"

struct worker;

/* Takes STORE.  WAKE is a descriptor that does not block; a byte is written
 * there when an answer waits.  NULL where no thread can be started. */
struct worker *worker_open(struct store *store, int wake, struct error *err);
/* Stops the work and waits for the thread to end. */
void worker_close(struct worker *worker);

/* Takes another STORE; what was asked of the one before is forgotten. */
void worker_reopen(struct worker *worker, struct store *store);

/* Requests bear a number that their answers repeat; strings are copied. */
void worker_ask(struct worker *worker, uint64_t request, const char *text, bool typing);
/* Names that fit PATTERN, with their counts in BASE, a query (TYPING as in
 * parse_query); goes on until they are final or worker_pick_end. */
void worker_pick(struct worker *worker, uint64_t request, enum names names, const char *pattern,
		 const char *base, bool typing);
void worker_pick_end(struct worker *worker);
/* The quotes of talk NUMBER. */
void worker_quotes(struct worker *worker, uint64_t request, uint32_t talk);
/* Gives up what is being searched and counted. */
void worker_stop(struct worker *worker);

/* The next answer, yours to free with answer_free, or NULL. */
struct answer *worker_answer(struct worker *worker);

#endif

/*
 * An answer: one message from the thread that searches to the one that shows,
 * which owns it from then on.
 */
#ifndef CORE_ANSWER_H
#define CORE_ANSWER_H

#include "core/facets.h"
#include "core/timeline.h"
#include "store/query.h"

enum answer_kind {
	ANSWER_ROWS,	/* more rows of a query's answer */
	ANSWER_FACETS,	/* its counts so far */
	ANSWER_TIMELINE,	/* … and by months */
	ANSWER_NOTHING,	/* why it has no rows: `words`, which may be "" */
	ANSWER_REFUSED,	/* the query is not one to search: `words` tells why */
	ANSWER_PICKS,	/* names that fit a pattern */
	ANSWER_QUOTES,	/* the quotes of a talk, in the order of the files */
	ANSWER_FAILED,	/* the store failed: `words` */
};

struct answer {
	enum answer_kind kind;
	uint64_t request;	/* the number that the request was given */
	struct answer *next;	/* in a queue */
	char *words;		/* first ROWS: the query in words; or as above */
	bool first, last;	/* ROWS: of this answer */
	bool all;		/* ROWS: every one of `count` entries, without a list */
	enum query_sort sort;	/* ROWS */
	uint32_t *rows;		/* ROWS, QUOTES */
	uint32_t count;
	uint32_t talk;		/* QUOTES: the talk's number */
	struct facet_list speakers, topics;	/* FACETS */
	struct timeline timeline;
	struct facet_list picks;
	size_t total;		/* PICKS: how many fit */
	bool exact;		/* FACETS, TIMELINE, PICKS: the counts are final */
};

struct answer *answer_new(enum answer_kind kind, uint64_t request);
void answer_free(struct answer *answer);

/* Whoever makes answers is given one of these; GIVE takes the answer. */
struct giver {
	void (*give)(void *context, struct answer *answer);
	void *context;
};

#endif

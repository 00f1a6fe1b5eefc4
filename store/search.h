/*
 * A search: the rows that a query finds, in the order it asks for, streamed.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/query.h"
#include "store/store.h"

/* How many of the newest hits SORT_BEST ranks; they come first, and then the
 * others, newest first. */
enum { SEARCH_BEST = 20000 };

struct search;

/* Opening costs little; the work is done by search_next. */
struct search *search_open(struct store *store, const struct query *query, struct error *err);

/* Fills at most MOST rows and returns how many; 0 at the end, -1 on an error
 * (ERROR_STOPPED after store_cancel).  Each row comes once.  It returns as soon as a
 * segment of the index (store/segment.h) gave some, which takes well under a millisecond for
 * most queries at any size. */
int search_next(struct search *search, uint32_t *rows, int most, struct error *err);

void search_close(struct search *search);

/* The number of hits, or at least CAP (0: no cap) where there are more. */
int search_count(struct store *store, const struct query *query, uint32_t cap, uint32_t *count,
		 struct error *err);

/* The quotes of talk NUMBER in the order of the files: rows, yours to free. */
int search_talk_quotes(struct store *store, uint32_t number, uint32_t **rows, size_t *count,
		       struct error *err);

#endif

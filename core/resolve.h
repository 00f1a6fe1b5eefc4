/*
 * Resolving: looks up the names of a parsed query in a store and gives the
 * query to search for, and in words what is being asked.
 */
#ifndef CORE_RESOLVE_H
#define CORE_RESOLVE_H

#include "core/parse.h"
#include "store/names.h"
#include "store/text.h"

/* 0: QUERY is filled (release it with query_release) and ECHO has the query in
 * words: `said by Anthony Blinken, on Ceasefire, “standing*”`, with brackets
 * where OR and AND meet; "" for every entry.
 * 1: a name that nobody bears, or a problem of the parser: PROBLEM says so, with
 * a suggestion where one is near; nothing to search.
 * -1: the store failed, or ERROR_STOPPED.  Cost: by the names that match, and a
 * look at all names for a suggestion; call it off the UI thread. */
int resolve_query(struct store *store, const struct ask *ask, struct query *query,
		  struct text *echo, struct text *problem, struct error *err);

/* Appends the words of a phrase as they were typed, in “…” whatever their marks. */
void echo_phrase(const struct ask *ask, const struct ask_node *phrase, struct text *echo);

/* "newest first", "oldest first", "best of the newest 20,000 first" */
const char *sort_words(enum query_sort sort);

#endif

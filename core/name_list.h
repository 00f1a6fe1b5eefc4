/*
 * A name list: all names of one sort, read once from a store and folded, to
 * pick from by a few letters.
 *
 * They stand as names_each gives them: most frequent first, equal ones by
 * label.  About 100 bytes a name and its letters twice.
 */
#ifndef CORE_NAME_LIST_H
#define CORE_NAME_LIST_H

#include "core/facets.h"

struct listed_name {
	uint32_t number, parent, count;
	const char *id, *label;
	const char *keys;	/* folded label, id and aliases, a NUL behind each, an empty one last */
};

struct name_list {
	struct listed_name *at;
	size_t count, cap;
	uint32_t *places;	/* by number: its place in `at` and 1, or 0 */
	uint32_t highest;	/* number */
	struct arena arena;
};

/* 0, or -1 with ERROR_STOPPED or another. */
int name_list_read(struct name_list *list, struct store *store, enum names names,
		   struct error *err);
void name_list_release(struct name_list *list);

/* What to pick by. */
struct name_pick {
	const char *pattern;	/* as typed; blank: every name */
	enum names names;
	bool stored;		/* the counts are those of the list, else those of `tally` */
	const struct tally *tally;	/* NULL: nothing is counted yet */
	bool exact;		/* the counts are final: a name without one goes last */
	size_t most;		/* rows to give */
	bool (*stopped)(void *context);	/* asked now and then; may be NULL */
	void *context;
};

/* Fills OUT with the names that fit, best first, strings copied.  *TOTAL gets
 * how many fit.  false: stopped, nothing filled. */
bool name_list_pick(const struct name_list *list, const struct name_pick *pick,
		    struct facet_list *out, size_t *total);

#endif

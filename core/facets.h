/*
 * Facets: which speakers and which topics an answer has, and how often, as
 * rows to show.
 *
 * Speakers stand by count; topics as a tree, siblings by count, each above
 * those that lie under it.  A list holds at most FACETS_MOST rows, the most
 * frequent ones and what lies above them; one of names to pick from, PICKS_MOST.
 */
#ifndef CORE_FACETS_H
#define CORE_FACETS_H

#include "store/tally.h"

enum { FACETS_MOST = 200, PICKS_MOST = 500 };

struct facet_row {
	uint32_t number;
	const char *id, *label;
	unsigned depth;		/* of a topic in its tree */
	uint32_t count;
	bool chosen;		/* the query filters by it */
};

/* Strings live in the arena.  The all-zero struct is empty. */
struct facet_list {
	struct facet_row *rows;
	size_t count;
	struct arena arena;
};

void facet_list_release(struct facet_list *list);

/* Fill an empty LIST with the counts of every entry, as stored, or with those of
 * TALLY; -1 with ERROR_STOPPED leaves it empty, since a list that lacks some
 * names cannot be told from a whole one.  Cost: by the rows of the list. */
int facets_stored(struct store *store, enum names names, struct facet_list *list,
		  struct error *err);
int facets_of(struct store *store, const struct tally *tally, enum names names,
	      struct facet_list *list, struct error *err);

#endif

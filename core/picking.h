/*
 * Picking: what the worker keeps while somebody looks for a speaker or a topic
 * by a few letters: the names, and their counts in a query.
 *
 * Names are read once a store.  The counts are those of `base`, the query that
 * choosing a name would narrow: taken over from the inquiry where that answers
 * the same query, else made here, and kept from one pattern to the next.
 */
#ifndef CORE_PICKING_H
#define CORE_PICKING_H

#include "core/inquiry.h"
#include "core/name_list.h"

/* The all-zero struct has nothing to do. */
struct picking {
	struct store *store;
	struct name_list speakers, topics;
	bool have_speakers, have_topics;
	uint64_t request;
	enum names names;
	char *pattern;		/* NULL: nobody picks */
	char *base;
	bool typing;		/* of base */
	bool told;		/* the list was given for this pattern */
	bool exact;		/* … with counts that will not grow */
	int64_t told_at;
	struct inquiry *own;	/* counts `base`, where the worker's inquiry does not */
	bool own_failed;
};

/* Picks among NAMES by PATTERN; strings are copied. */
void picking_begin(struct picking *picking, uint64_t request, enum names names,
		   const char *pattern, const char *base, bool typing);
void picking_end(struct picking *picking);
/* Forgets all it knows of a store and begins again on STORE. */
void picking_reopen(struct picking *picking, struct store *store);
void picking_release(struct picking *picking);

bool picking_done(const struct picking *picking);
/* Does a piece of the work.  INQUIRY is the worker's, or NULL.  STOPPED is asked
 * whether something more urgent waits.  0, or -1. */
int picking_step(struct picking *picking, const struct inquiry *inquiry,
		 const struct giver *giver, bool (*stopped)(void *context), void *context,
		 struct error *err);

#endif

/*
 * Names: what the numbers of a store are called, and which numbers a name that
 * somebody typed may mean.
 */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include <stdbool.h>

#include "store/number_set.h"
#include "store/store.h"
#include "store/text.h"

enum names {
	NAMES_SPEAKER,
	NAMES_TOPIC,
	NAMES_TALK,
	NAMES_OUTLET,
	NAMES_PLACE,	/* a place and its country, one value */
	NAMES_SOURCE,
	NAMES_LANG,
	NAMES_COUNT
};

struct name {
	uint32_t number;
	const char *id;		/* speaker, topic, talk, source; of the others the text itself;
				 * NULL for a source that was written in place, else never */
	const char *label;	/* name, label or title to show; the id where there is none */
	const char *const *aliases;	/* all others, in their order */
	size_t alias_count;
	uint32_t parent;	/* of a topic */
	uint32_t count;		/* entries: by this speaker, on this topic or below, … */
	bool declared;
};

/* How many of a sort there are; numbers go from 1 to this. */
uint32_t names_count(struct store *store, enum names names);

/* Fills NAME, its parent and count too, but for its aliases, of which there may be very many;
 * strings are copied to ARENA.  0, or -1 where there is none. */
int names_get(struct store *store, enum names names, uint32_t number, struct arena *arena,
	      struct name *name);

/* The number with this id, letter for letter, or 0. */
uint32_t names_by_id(struct store *store, enum names names, const char *id, size_t length);

/* Adds the numbers of which one name (label or one alias, the id where there is no
 * label; for sources id, title, outlet and author together; for places place and
 * country together) holds all the WORDS, folded, in any order; each as a prefix
 * where PREFIX.
 * NAMES_LANG matches by subtag: en finds en-GB.  Cost: by hits, not by names. */
int names_by_words(struct store *store, enum names names, const char *const *words,
		   size_t count, bool prefix, struct number_set *out, struct error *err);

/* Appends the most similar id or name to TEXT where one is near
 * (store/near.h); false where none is.  Looks at every name: a few hundred
 * nanoseconds each, so call it off the UI thread. */
bool names_nearest(struct store *store, enum names names, const char *text, size_t length,
		   struct text *out);

/* The same for the id of an entry.  Looks at the first IDS_LOOKED_AT only, less than
 * a tenth of a second. */
enum { IDS_LOOKED_AT = 50000 };
bool names_nearest_id(struct store *store, const char *id, size_t length, struct text *out);

/* Calls SEE for every name, most frequent first (equal counts by label); SEE's
 * values are borrowed until it returns; not 0 from it stops. */
int names_each(struct store *store, enum names names,
	       int (*see)(void *context, const struct name *name), void *context,
	       struct error *err);

/* Adds the numbers of the talks in which one of SPEAKERS took part. */
int names_talks_with(struct store *store, const struct number_set *speakers,
		     struct number_set *out, struct error *err);

#endif

/*
 * What a builder remembers while it works, for store/build*.c: build.c, build_named.c
 * and build_entry.c put records into tables; build_index.c, and what it calls, makes
 * everything that needs all of them.  Memory grows by 24 bytes an entry and with the
 * names.
 */
#ifndef STORE_BUILD_STATE_H
#define STORE_BUILD_STATE_H

#include "store/build.h"
#include "store/draft.h"
#include "store/lexicon.h"
#include "store/map.h"
#include "store/schema.h"
#include "store/spool.h"

/* Numbers by number: index 0 is not used. */
struct by_number {
	uint32_t *at;
	size_t cap;
};

/* What decides an entry's row. */
struct row_key {
	struct days days;
	uint32_t place;
};

struct build {
	struct draft draft;
	struct sql sql;
	struct spool spool;		/* of each entry its digest (store/digest.h) */
	struct lexicon lexicon;
	struct row_key *row_keys;	/* in the order of the files; build_index puts them
					 * into that of rows */
	size_t count, row_keys_cap;
	uint32_t *id_hashes;		/* in the order of the files */
	size_t hashes_cap;
	uint32_t talks;
	/* The values that are named by their text: outlets, places, languages. */
	struct map values[NAMES_COUNT];
	struct by_number parents;	/* of topics */
	struct by_number talk_kinds, talk_places;	/* of talks */
	struct by_number counts[NAMES_COUNT];
};

/* The place of NUMBER's value, which begins with 0. */
uint32_t *by_number_at(struct by_number *numbers, uint32_t number);
/* The value of NUMBER, 0 where none was set. */
uint32_t by_number_get(const struct by_number *numbers, uint32_t number);

/* Sets all values to 0 and keeps the memory. */
void by_number_clear(struct by_number *numbers);

/* Puts a row into the table `name`, without its count; a LABEL like the ID is left out. */
int build_name(struct build *build, enum names names, uint32_t number, const char *id,
	       const char *label, uint32_t parent, bool declared, const char *note,
	       struct error *err);

/* The number of a value that is named by its text, a new one where it was not met
 * before; 0 for NULL and on failure. */
int build_value(struct build *build, enum names names, const char *text, uint32_t *number,
		struct error *err);

/* Makes words, columns, counts and indexes. */
int build_index(struct build *build, build_progress progress, void *context,
		struct error *err);

#endif

/*
 * A scene: a folder with two corpora, the store of the old one in the place that a
 * load of the new one shall replace, and the bytes of both stores to compare
 * with.
 *
 * There are two such places: a store that was named, and the one in the cache.
 */
#ifndef TESTS_FAULT_SCENE_H
#define TESTS_FAULT_SCENE_H

#include <stdbool.h>

#include "store/text.h"
#include "tests/fault/fault.h"

enum scene_place { SCENE_NAMED, SCENE_CACHED, SCENE_PLACES };

enum scene_state { SCENE_OLD, SCENE_NEW, SCENE_MISSING, SCENE_BROKEN };

struct scene {
	char folder[64];
	struct text old_corpus, new_corpus;	/* paths */
	struct text cache;
	struct text fault_path, journal;
	struct fault *fault;			/* shared with the program */
	struct {
		struct text folder, path;	/* of the store */
		struct text old_bytes, new_bytes;
	} places[SCENE_PLACES];
	struct text old_entries, new_entries;	/* as `search` prints them */
	unsigned old_count, new_count;		/* entries with the word `every` */
};

/* ENTRIES quotes in each corpus, about.  Ends the harness where it cannot be made. */
void scene_init(struct scene *scene, unsigned entries);
void scene_release(struct scene *scene);

/* What stands in the place of the store. */
enum scene_state scene_state(const struct scene *scene, enum scene_place place);
const char *scene_word(enum scene_state state);
/* Whether these are the old entries or the new ones, as `search` prints them. */
bool scene_knows(const struct scene *scene, const struct text *entries);
/* Puts the old store there again. */
void scene_restore(struct scene *scene, enum scene_place place);
/* Whether nothing but the store lies in its folder; else the name of something in
 * LITTER. */
bool scene_clean(const struct scene *scene, enum scene_place place, struct text *litter);

/* No fault, nothing counted, no journal. */
void scene_no_fault(struct scene *scene);

/* A whole file; false where it is not there. */
bool scene_read(const char *path, struct text *bytes);
void scene_write(const char *path, const char *bytes, size_t length);

#endif

/*
 * A registry: the speakers, or the topics, that a load knows, by id and by name.
 *
 * Each has a number, the place of its id in `ids`, and may be named by other
 * strings too.  A string may be a name of several; an id wins over a name.
 */
#ifndef STORE_REGISTRY_H
#define STORE_REGISTRY_H

#include <stdbool.h>

#include "store/problems.h"
#include "store/string_table.h"

struct registry {
	const char *one, *list;		/* "speaker", "speakers": for messages */
	bool tree;			/* slashes in an id make parents */
	struct string_table ids, names;
	struct thing {
		struct place at;	/* of its declaration; line 0: implied or made */
		uint32_t parent;
		uint32_t list;		/* the last one of `lists` that it was in */
		bool handed;		/* given to the builder */
	} *things;			/* thing n - 1 is number n */
	size_t thing_cap;
	struct owners {
		uint32_t first, second;	/* of a name; second 0 where it is one's alone */
		bool used;
	} *owners;
	size_t owners_cap;
	uint32_t handed_to;		/* all numbers up to it were handed */
	uint32_t lists;			/* lists of references were read so far */
	bool declared;			/* some list of the files is not empty */
	bool made;			/* names made some, since nothing was declared so far */
	/* What was declared last changes the meaning of an earlier reference, so
	 * the files have to be read for their declarations first. */
	bool shaken;
};

/* A list of the files declares something, be it faulty. */
void registry_list(struct registry *registry);
/* Declares ID at AT.  Returns its number; *BEFORE is where it was declared
 * already, line 0 where it was not. */
uint32_t registry_declare(struct registry *registry, const char *id, size_t length,
			  struct place at, struct place *before);
void registry_name(struct registry *registry, uint32_t number, const char *name, size_t length);
/* A number for a name that nobody declares. */
uint32_t registry_make(struct registry *registry, const char *name, size_t length);

enum registry_found { REGISTRY_NONE, REGISTRY_ONE, REGISTRY_TWO };
/* Who is meant by TEXT; with REGISTRY_TWO another one in *OTHER. */
enum registry_found registry_find(struct registry *registry, const char *text, size_t length,
				  uint32_t *number, uint32_t *other);
/* The most similar id or name, or NULL; borrowed until the next declaration. */
const char *registry_nearest(const struct registry *registry, const char *text, size_t length);

/* The all-zero struct, but for its words and `tree`, is empty. */
void registry_release(struct registry *registry);

#endif

/*
 * A naming: the speakers, or the topics, that a load knows, by id and by name.
 *
 * Each has a number, the place of its id in `ids`, and may be named by other
 * strings too.  A string may be a name of several; an id wins over a name.
 */
#ifndef STORE_NAMING_H
#define STORE_NAMING_H

#include <stdbool.h>

#include "store/problems.h"
#include "store/roster.h"

struct naming {
	const char *one, *list;		/* "speaker", "speakers": for messages */
	bool tree;			/* slashes in an id make parents */
	struct roster ids, names;
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
void naming_list(struct naming *naming);
/* Declares ID at AT.  Returns its number; *BEFORE is where it was declared
 * already, line 0 where it was not. */
uint32_t naming_declare(struct naming *naming, const char *id, size_t length, struct place at,
			struct place *before);
void naming_name(struct naming *naming, uint32_t number, const char *name, size_t length);
/* A number for a name that nobody declares. */
uint32_t naming_make(struct naming *naming, const char *name, size_t length);

enum naming_found { NAMING_NONE, NAMING_ONE, NAMING_TWO };
/* Who is meant by TEXT; with NAMING_TWO another one in *OTHER. */
enum naming_found naming_find(struct naming *naming, const char *text, size_t length,
			      uint32_t *number, uint32_t *other);
/* The most similar id or name, or NULL; borrowed until the next declaration. */
const char *naming_nearest(const struct naming *naming, const char *text, size_t length);

/* The all-zero struct, but for its words and `tree`, is empty. */
void naming_release(struct naming *naming);

#endif

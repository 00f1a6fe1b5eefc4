/*
 * A field of the query language: its name, and whether what stands behind the
 * colon can be a value of it.
 *
 * Names of speakers, topics, talks … are not looked up here: that takes a
 * store (core/resolve).
 */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "store/query.h"
#include "store/text.h"

enum field {
	FIELD_SPEAKER, FIELD_WITH, FIELD_TO, FIELD_ABOUT, FIELD_TOPIC, FIELD_TALK, FIELD_OUTLET,
	FIELD_PLACE, FIELD_SOURCE, FIELD_LANG, FIELD_KIND, FIELD_SPEECH, FIELD_STATUS,
	FIELD_DATE, FIELD_AFTER, FIELD_BEFORE, FIELD_ID, FIELD_SORT,
	FIELD_COUNT
};

/* One row a field, in the order of the enumeration; the help and the messages are made
 * from it. */
struct field_info {
	const char *name;	/* as typed before the colon */
	const char *also;	/* a second name (in: for talk:), or NULL */
	const char *value;	/* what stands behind the colon, for the help */
	const char *help;	/* one line */
	const char *echo;	/* how the echo begins: "said by" */
	bool repeat_is_or;	/* two of it at one level mean either, else both */
};
extern const struct field_info FIELDS[FIELD_COUNT];

/* The field with this name, in any case; false where there is none. */
bool field_find(const char *name, size_t length, enum field *field);

/* The most similar name of a field, or NULL where none is near. */
const char *field_nearest(const char *name, size_t length);

struct ask_node;

/* Fills the days of NODE, or spells its value as the vocabulary does, or *SORT,
 * by its field and value.  false: PROBLEM has a line that says what is wrong. */
bool field_check(struct ask_node *node, enum query_sort *sort, struct text *problem);

#endif

/*
 * Finding: the numbers that the value of a field means, by id, by the words of
 * a name, or by the fixed words of the format.
 */
#ifndef CORE_FIND_H
#define CORE_FIND_H

#include "core/field.h"
#include "store/names.h"
#include "store/text.h"

/* What one or more values of a field came to.  All-zero is empty. */
struct found {
	struct number_set values;	/* of the facet; FIELD_ID: rows */
	struct number_set speakers;	/* FIELD_WITH: who took part */
	size_t named;			/* how many names there are to say */
	struct text names;		/* the first of them, each with a NUL behind */
};

void found_release(struct found *found);

/* The facet that FIELD filters by. */
enum facet find_facet(enum field field);

/* Adds what VALUE means.  1: nobody and nothing, which PROBLEM then says with a
 * suggestion; -1: the store failed. */
int find_value(struct store *store, enum field field, const char *value, struct found *found,
	       struct text *problem, struct error *err);

/* Fills `named`, and `names` with at most MOST of them. */
int find_names(struct store *store, enum field field, size_t most, struct found *found,
	       struct error *err);

#endif

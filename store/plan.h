/*
 * A plan: a query made ready to be answered segment by segment (store/evaluate.h): a
 * tree of sets of rows, in which what is cheap to find out comes first.
 *
 * Pure: knows the terms of the index, but no store.
 */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>

#include "store/error.h"
#include "store/query.h"

enum plan_op {
	PLAN_ALL,	/* every row */
	PLAN_NONE,
	PLAN_ROWS,	/* one of the rows `values` */
	PLAN_DAYS,	/* days that meet `days` */
	PLAN_TERMS,	/* any of the facet tokens `terms` */
	PLAN_PHRASE,	/* phrases[0] */
	PLAN_NEAR,	/* phrases[0] and phrases[1], in any order, at most `distance` words between
			 * them, and without overlapping */
	PLAN_COLUMN,	/* one of `values` in the column of `facet` */
	PLAN_AND,	/* all of `kids` */
	PLAN_OR,	/* any of `kids` */
	PLAN_NOT,	/* not kids[0] */
};

/* A term of the index: its bytes. */
struct term {
	const char *bytes;
	size_t length;
};

/* Words in this order, at least one; `prefix`: the last one only begins so. */
struct phrase {
	const struct term *words;
	size_t count;
	bool prefix;
};

struct plan {
	enum plan_op op;
	const struct phrase *phrases;
	unsigned distance;
	const struct term *terms;
	size_t term_count;
	struct days days;
	enum facet facet;
	const uint32_t *values;		/* ascending, each once */
	size_t value_count;
	const struct plan **kids;
	size_t kid_count;
	size_t number;			/* of the plan's leaves, from 0: for what is kept of each */
};

/* Facets with more values than this are looked up in their column, where they
 * have one. */
enum { PLAN_FACET_MOST = 64 };

/* Queries nested more deeply than this are refused with ERROR_USAGE. */
enum { PLAN_DEPTH_MOST = 2000 };

/* The plan of NODE (NULL: every row), made in ARENA, and how many leaves it has; NULL on an
 * error. */
const struct plan *plan_make(const struct query_node *node, struct arena *arena, size_t *leaves,
			     struct error *err);

#endif

/*
 * A plan: how the rows of a query are found, as a tree of sets of rows joined
 * by AND and OR.  Its leaves are what a store answers at once: an expression
 * of the full-text index, a range of days, a set of rows, a set of values of a
 * column.
 *
 * Whatever consists of whole words and facets alone is one leaf, since the index
 * joins its lists faster than anybody else.  Phrases that end in a
 * beginning of a word are leaves of their own.  NOT stands at leaves only.  What
 * the index would refuse (brackets too deep for its parser, an expression too
 * high) is cut into several leaves, so that no query is an error of the engine.
 *
 * Pure: knows the words of the schema, but no store.
 */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>

#include "store/error.h"
#include "store/occur.h"
#include "store/query.h"

enum plan_op {
	PLAN_ALL,	/* every row; negated: none */
	PLAN_MATCH,	/* what the expression `match` finds */
	PLAN_APART,	/* the same, where the first two phrases of it stand with at most
			 * `distance` words between them and do not overlap */
	PLAN_SCAN,	/* texts with `phrases`, of which one at least ends in a beginning of
			 * a word; two stand as in QUERY_NEAR.  kids[0], PLAN_MATCH or PLAN_APART,
			 * finds the same by the index, which is dear where the beginning is
			 * frequent; what is found is among kids[1], where that is given */
	PLAN_DAYS,	/* days that meet `days` */
	PLAN_ROWS,	/* one of the rows `values` (ascending, each once) */
	PLAN_COLUMN,	/* one of `values` in the column of `facet` (ascending, each once) */
	PLAN_AND,	/* all of `kids`, which are at least two and no ANDs */
	PLAN_OR,	/* any of `kids`, which are at least two and no ORs */
};

struct plan {
	enum plan_op op;
	bool negated;	/* of a leaf: all other rows */
	const char *match;
	unsigned distance;
	const struct phrase *phrases;
	size_t phrase_count;
	struct days days;
	enum facet facet;
	const uint32_t *values;
	size_t value_count;
	const struct plan *const *kids;
	size_t kid_count;
};

/* Facets with more values than this are looked up in their column, where they
 * have one. */
enum { PLAN_FACET_MOST = 64 };

/* Queries nested more deeply than this are refused with ERROR_USAGE. */
enum { PLAN_DEPTH_MOST = 2000 };

/* The plan of NODE (NULL: every row), made in ARENA; NULL on an error. */
const struct plan *plan_make(const struct query_node *node, struct arena *arena,
			     struct error *err);

#endif

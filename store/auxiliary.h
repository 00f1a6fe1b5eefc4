/*
 * Auxiliary functions: what is computed inside the full-text index, where the
 * places of each phrase in a row are known.
 *
 *	apart(words, N)		true where the first two phrases of the expression
 *				stand in one column with at most N words between
 *				them, in any order, and do not overlap.  (NEAR of FTS5
 *				takes phrases that overlap for near ones, so
 *				`war NEAR war` would find a single war.)
 *	score(words, P)		how well the row fits, the lower the better; P is a
 *				struct scoring, bound as a pointer
 *
 * The score is Okapi BM25 as that of FTS5, but facets do not count, and how
 * rare a phrase is gets estimated from its first hits, so that a phrase found
 * in every row costs no more than a rare one.
 */
#ifndef STORE_AUXILIARY_H
#define STORE_AUXILIARY_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* What is known of an expression; begins with scoring_init. */
struct scoring {
	struct phrase_weight {
		bool counts;	/* words, not a facet */
		double weight;	/* how rare it is */
	} *phrases;
	size_t count;
	double average;		/* words of a row */
	bool weighed;
};

#define SCORING_POINTER "scoring"

/* For the expression MATCH, as store/plan.c writes them. */
void scoring_init(struct scoring *scoring, const char *match);
void scoring_release(struct scoring *scoring);

/* Makes the functions known to a connection; a result code of SQLite. */
int auxiliary_register(sqlite3 *db);

#endif

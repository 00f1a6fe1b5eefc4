/*
 * A query: what is asked of a store, as an immutable tree that knows neither
 * the typed language (core/parse) nor the index (store/plan).
 *
 * All names are resolved to numbers and all words are folded as the index
 * folds them (store/token.h).  Nodes live in the arena of their query.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/edtf.h"
#include "store/memory.h"

enum query_op {
	QUERY_ALL,	/* every entry */
	QUERY_AND,	/* all of `kids`; with none of them, every entry */
	QUERY_OR,	/* any of `kids`; with none of them, no entry */
	QUERY_NOT,	/* not `kids[0]` */
	QUERY_PHRASE,	/* `words` in this order within one text; `prefix`: the last one only
			 * begins so */
	QUERY_NEAR,	/* kids[0] and kids[1], phrases, with at most `distance` words between
			 * them in any order within one text; they do not overlap */
	QUERY_FACET,	/* the entry has one of `values` in `facet`; with none of them, no entry */
	QUERY_DAYS,	/* the entry's days meet `days` */
	QUERY_ROWS,	/* the entry is one of the rows `values` */
};

/* What an entry can be filtered by and counted by.  The values are numbers of
 * the store's names (store/names.h) or an index of a vocabulary. */
enum facet {
	FACET_SPEAKER,	/* said by; quotes only */
	FACET_TO,	/* addressed to: speakers */
	FACET_ABOUT,	/* concerning: speakers */
	FACET_TOPIC,	/* topics and all above them; a talk also has its agenda's */
	FACET_TALK,	/* the talk itself and its quotes */
	FACET_OUTLET,
	FACET_PLACE,	/* of the talk, or of the quote's talk */
	FACET_SOURCE,
	FACET_LANG,
	FACET_KIND,	/* enum kind_value */
	FACET_SPEECH,	/* enum speech; quotes only */
	FACET_STATUS,	/* enum status; quotes only */
	FACET_COUNT
};

/* Values of FACET_KIND: quote, talk, and behind them the kinds of talks
 * (KIND_TALKS + enum talk_kind), which a quote has from its talk. */
enum kind_value { KIND_QUOTE = 1, KIND_TALK = 2, KIND_TALKS = 2 };

struct query_node {
	enum query_op op;
	const struct query_node *const *kids;
	size_t kid_count;
	const char *const *words;
	size_t word_count;
	bool prefix;
	unsigned distance;
	enum facet facet;
	const uint32_t *values;
	size_t value_count;
	struct days days;
};

enum query_sort {
	SORT_NEWEST,	/* the exact reverse of oldest */
	SORT_OLDEST,	/* first day, last day, place in the files */
	SORT_BEST,	/* by bm25 within the newest SEARCH_BEST hits (store/score.h) */
};

/* Most words that NEAR allows between its two sides; a larger distance means this. */
enum { QUERY_NEAR_MOST = 100 };

struct query {
	const struct query_node *root;	/* NULL: every entry */
	enum query_sort sort;
	struct arena arena;
};

void query_release(struct query *query);

#endif

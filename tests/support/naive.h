/*
 * A corpus in memory and the plainest way to ask it: every entry is looked at,
 * every text is cut into words, every name is compared.  What the index finds
 * must be what this finds.
 *
 * Knows nothing of stores, numbers of names, plans or full-text expressions;
 * what it shares with the program is how words are cut (store/token.h) and the
 * tree of what was typed (core/parse.h), of which it reads values and not
 * parsers.
 */
#ifndef TESTS_NAIVE_H
#define TESTS_NAIVE_H

#include "core/parse.h"
#include "store/entry.h"

struct corpus {
	struct speaker *speakers;	/* number N stands at N - 1, so for all of these */
	struct topic *topics;
	struct source *sources;
	struct entry *entries;		/* in the order of the files */
	size_t *talks;			/* the indexes of the talks among the entries */
	size_t speaker_count, topic_count, source_count, entry_count, talk_count;
	struct arena arena;
};

/* Whether entry I is found by NODE (NULL: every one is). */
bool naive_match(const struct corpus *corpus, size_t i, const struct ask_node *node);

/* The rows that NODE finds, oldest first (rows are counted from 1 in the order
 * of dates and places); yours to free. */
uint32_t *naive_rows(const struct corpus *corpus, const struct ask_node *node, size_t *count);

/* The entries in the order of their rows: at [row - 1] an index; yours to free. */
size_t *naive_order(const struct corpus *corpus);

/* Whether entry I is by speaker NUMBER, on topic NUMBER or one below it. */
bool naive_by(const struct corpus *corpus, size_t i, uint32_t number);
bool naive_on(const struct corpus *corpus, size_t i, uint32_t number);

#endif

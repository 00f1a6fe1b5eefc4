/*
 * Occurrences: whether a phrase, or two phrases near each other, stand in a
 * text.  It is what the full-text index tells of all texts at once, found out by
 * reading a single one, and the words are those of store/token.h as there.
 */
#ifndef STORE_OCCUR_H
#define STORE_OCCUR_H

#include <stdbool.h>
#include <stddef.h>

/* Folded words in this order, at least one; `prefix`: the last one only begins so. */
struct phrase {
	const char *const *words;
	size_t count;
	bool prefix;
};

/* Two phrases are near each other with at most `distance` words between them, in
 * any order, and without overlapping. */
struct occur {
	const struct phrase *phrases;
	size_t count;		/* one or two */
	unsigned distance;
	struct occur_side {
		const struct phrase *phrase;
		size_t *lengths;	/* of the words */
		/* With how many of its own words the first N of them end; how
		 * many were read last. */
		size_t *fall, matched;
		/* The words of the text at which the phrase begins; of two phrases only. */
		size_t *at, found, cap;
	} sides[2];
};

/* PHRASES are borrowed. */
void occur_init(struct occur *occur, const struct phrase *phrases, size_t count,
		unsigned distance);
void occur_release(struct occur *occur);

/* Whether TEXT holds them.  Linear in the words of the text; one phrase is no
 * longer looked for when it is found. */
bool occur_in(struct occur *occur, const char *text, size_t length);

/* How many words of TEXT begin like a phrase's last one, of the phrases with `prefix`. */
size_t occur_beginnings(const struct occur *occur, const char *text, size_t length);

#endif

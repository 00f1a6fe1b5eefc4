/*
 * Inverting: from the terms of each of a segment's rows to the rows of each term.
 *
 * About 14 bytes for each term of a row while it lasts, and the pages.
 */
#ifndef STORE_INVERT_H
#define STORE_INVERT_H

#include "store/page.h"
#include "store/roster.h"

struct invert {
	struct roster terms;
	/* By number of a term: how often it was added, and later where its part of `order` is. */
	uint32_t *starts;
	size_t starts_cap;
	/* By token, in the order of adding: the number of its term and its position. */
	uint32_t *numbers, *positions;
	size_t count, numbers_cap, positions_cap;
	/* By row: its first token, and its words. */
	size_t *tokens;
	uint32_t *words;
	uint32_t rows;
	size_t tokens_cap, words_cap;
};

/* Begins the next row; at most SEGMENT_ROWS of them. */
void invert_row(struct invert *invert);
/* A word of the row at a POSITION above that of the word before. */
void invert_word(struct invert *invert, const char *word, size_t length, uint32_t position);
/* A term that stands nowhere: a facet.  Once is as good as twice. */
void invert_facet(struct invert *invert, const char *term, size_t length);

/* Packs all that was added into PAGES, which are empty. */
void invert_end(struct invert *invert, struct pages *pages);

/* Empties it and keeps the memory. */
void invert_clear(struct invert *invert);
void invert_release(struct invert *invert);

#endif

/*
 * Inverting: from the terms of each of a segment's rows to the rows of each term.
 *
 * Words that the lexicon has are added by their rank, all other terms by their
 * bytes.  About 16 bytes for each term of a row while it lasts, 4 for each
 * word of the lexicon, and the pages.
 */
#ifndef STORE_INVERT_H
#define STORE_INVERT_H

#include "store/lexicon.h"
#include "store/page.h"
#include "store/string_table.h"

struct invert {
	const struct lexicon *lexicon;	/* ordered */
	struct string_table others;		/* terms that it does not have */
	/* By token, in the order of adding: its term (a rank, or behind these a number of
	 * `others`) and its position. */
	struct token_of_row {
		uint32_t term, position;
	} *tokens;
	size_t count, cap;
	/* While it ends: all occurrences by term, and by term where its own end. */
	struct place_of_term *places;
	uint32_t *ends;
	size_t places_cap, ends_cap;
	/* By row: its first token, and its words. */
	size_t *starts;
	uint32_t *words;
	uint32_t rows;
	size_t starts_cap, words_cap;
};

/* Begins the next row; at most SEGMENT_ROWS of them. */
void invert_row(struct invert *invert);
/* A word of the row at a POSITION above that of the word before. */
void invert_word(struct invert *invert, uint32_t rank, uint32_t position);
void invert_other_word(struct invert *invert, const char *word, size_t length, uint32_t position);
/* A term that stands nowhere: a facet.  Once is as good as twice.  The number from which
 * it can be added again, until invert_clear. */
uint32_t invert_facet(struct invert *invert, const char *term, size_t length);
void invert_facet_again(struct invert *invert, uint32_t number);

/* Packs all that was added into PAGES, which are empty. */
void invert_end(struct invert *invert, struct pages *pages);

/* Empties it and keeps the memory. */
void invert_clear(struct invert *invert);
void invert_release(struct invert *invert);

#endif

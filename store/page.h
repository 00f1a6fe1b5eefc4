/*
 * A page: the terms of a segment from one on, in the order of their bytes, each
 * with its postings (store/postings.h).
 *
 * Terms are folded words (store/token.h) and the facets' tokens (facet_token() in
 * store/schema.h).  A page is two blobs.  The first one holds for each term, numbers
 * as varints:
 *
 *	a byte: in its high half how many bytes it shares with the term before, in the low
 *	one how many follow.  15 is not all: a varint says what is above it, that of the high
 *	half first
 *	the bytes that follow
 *	of at most POSTINGS_FEW rows:
 *		count of rows times 2, plus 1 where the positions have the usual size, which is
 *		a byte for each row of a word, and nothing of a facet
 *		the size of its positions in bytes, where it is not the usual one
 *	of more rows:
 *		count of rows times 2, plus 1 where they are dense
 *		the size of its rows in bytes
 *		the size of its positions in bytes
 *	its rows
 *
 * and the second one the positions of all terms, one after the other.  So who looks for a
 * word reads no positions.
 */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include "store/postings.h"
#include "store/token.h"

/* --- making --- */

/* Pages end when their terms have so many bytes.  A term with very many rows stands in one
 * of its own. */
enum { PAGE_BYTES = 2048, PAGE_ALONE_BYTES = 1024 };

/* The pages of one segment being made, one behind the other; the all-zero struct has none. */
struct pages {
	struct text terms, positions;
	/* For each page: the length of its first term, the term, and the sizes of its two
	 * parts; numbers as varints. */
	struct text list;
	char last[TOKEN_BYTES];		/* the term added last */
	size_t last_length;
	size_t terms_start, positions_start;	/* of the open page */
};

/* Adds a term, which is behind all others. */
void pages_add(struct pages *pages, const char *term, size_t length,
	       const struct postings_packed *postings);
/* Ends the last page. */
void pages_end(struct pages *pages);
/* Empties it and keeps the memory. */
void pages_clear(struct pages *pages);
void pages_release(struct pages *pages);

/* --- reading --- */

/* A walk along the terms of a page, which are borrowed.  A walk that was given no positions
 * gives postings without; where they would lie it tells all the same. */
struct page_walk {
	const unsigned char *p, *end;
	const unsigned char *positions;	/* of the page; NULL: not given */
	size_t positions_size;
	size_t at, size;		/* those of this term: where, and how many bytes */
	char term[TOKEN_BYTES];
	size_t length;
	struct postings postings;
};

void page_begin(struct page_walk *walk, const void *terms, size_t size);
void page_begin_positions(struct page_walk *walk, const void *positions, size_t size);

/* 1: the next term; 0: the end; -1: this is no page. */
int page_next(struct page_walk *walk);

/* What the list of pages says of one. */
struct page_head {
	const char *first;		/* its first term, in the list */
	size_t length;
	uint32_t terms, positions;	/* sizes in bytes */
};

/* Reads the head at *P, which is before END, and moves *P; false where this is no list. */
bool page_head(const unsigned char **p, const unsigned char *end, struct page_head *head);

/* The first byte of a facet's token, which no word has. */
enum { TERM_FACET = 0xff };

static inline bool term_is_facet(const char *term, size_t length)
{
	return length && (unsigned char)term[0] == TERM_FACET;
}

/* The order of terms: below, at or above 0. */
int term_compare(const char *a, size_t a_length, const char *b, size_t b_length);

#endif

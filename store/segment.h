/*
 * Segments: the full-text index, cut along the rows.
 *
 * A segment is a run of rows, at most SEGMENT_ROWS of them, with an index of its own; all
 * segments together are all rows, in order.  So a query is answered a segment at a
 * time, beginning at the newest or the oldest rows, and no step takes longer
 * because the store is larger.  (Memory while loading is bounded the same way.)  The
 * segments at both ends are small, and each further in has up to twice the rows of the
 * one before: so the first rows of an answer cost little, and all rows little more.
 *
 * Table `segment`: number (from 0); first, rows: its rows; words: how many its rows have
 * together; lengths: the number of words of each row, packed as a block of a column
 * (store/column.h); pages: of each page (store/page.h) in turn the length of its first
 * term, the term, and the sizes of its terms and of its positions, numbers as varints.
 *
 * Table `chunk`: the terms of a segment's pages one behind the other, and likewise their
 * positions, each cut into chunks of CHUNK_BYTES, with which a record just fills a
 * page of the file: whatever the sizes of our pages, no room is lost.
 *
 * Terms are the words of the texts and the tokens of the facets; a word's positions are
 * said in store/digest.h.
 */
#ifndef STORE_SEGMENT_H
#define STORE_SEGMENT_H

#include "store/page.h"
#include "store/store.h"

/* A page of a segment: its head, and where its parts begin among those of all pages. */
struct segment_page {
	const unsigned char *head;
	uint64_t terms, positions;
};

/* What an open store knows of a segment. */
struct segment {
	uint32_t first, rows;
	uint64_t words;
	/* Its pages, read when a term is first asked for. */
	unsigned char *list;		/* the blob */
	const unsigned char *end;
	struct segment_page *pages;	/* one more for the end of the last one */
	uint32_t page_count;
	bool loaded;
};

/* Reads which segments there are, and that they are all rows of the store. */
int segments_open(struct store *store, struct error *err);
void segments_close(struct store *store);
uint32_t segment_count(const struct store *store);
const struct segment *segment_at(const struct store *store, uint32_t number);
/* The number of the segment of ROW, which exists. */
uint32_t segment_of(const struct store *store, uint32_t row);

/* Looks TERM up in segment NUMBER: 1 and POSTINGS, borrowed until the next call here; 0
 * where no row has it; -1 on an error.  Positions cost a further reading and are given
 * only where they are WANTED.  A few microseconds. */
int segment_find(struct store *store, uint32_t number, const char *term, size_t length,
		 bool wanted, struct postings *postings, struct error *err);

/* Gives every term that begins with PREFIX, which may be empty, in order.  SEE returns 0 to
 * go on; what else it returns is returned. */
typedef int segment_see(void *context, const char *term, size_t length,
			const struct postings *postings, struct error *err);
int segment_each(struct store *store, uint32_t number, const char *prefix, size_t length,
		 bool wanted, segment_see *see, void *context, struct error *err);

/* The words of each of the segment's rows; LENGTHS has room for SEGMENT_ROWS. */
int segment_lengths(struct store *store, uint32_t number, uint32_t *lengths, struct error *err);

/* For store_damaged, of what the blobs should have been. */
int segment_damaged(struct store *store, struct error *err);

#endif

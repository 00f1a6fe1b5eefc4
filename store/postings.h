/*
 * Postings: which rows of a segment have a term, and where in their texts it
 * stands, packed into bytes.
 *
 * Rows are offsets from the segment's first row, ascending.  They are packed in the
 * form that their number asks for:
 *
 *	few	at most POSTINGS_FEW: two bytes each, the lower one first
 *	gaps	the difference of each to the one before (the first to -1), less 1, by Rice's
 *		code (store/bit_stream.h), whose parameter follows from the number of rows
 *	dense	one bit for each row of the segment, the lowest bit of a byte first; where
 *		gaps would take more than three quarters of the room, since bits are read
 *		faster
 *
 * Positions count the words of an entry from 0.  For each row in turn there are its
 * positions, ascending: the difference of each to the one before (the first to -1),
 * less 1; and whether another one of the same row follows.  Where the rows are few this is
 * one varint: the difference times 2, plus 1 where another follows.  Else the
 * first byte is a parameter of Rice's code, and behind each difference stands one bit.
 *
 * The bytes may come from a hostile file: what reads them judges them.
 */
#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

#include "store/bits.h"
#include "store/text.h"

/* Positions are below this. */
enum { POSITION_MOST = 1 << 30 };

enum { POSTINGS_FEW = 8 };

struct postings {
	uint32_t count;			/* rows */
	bool dense;
	const unsigned char *rows;
	size_t rows_size;
	const unsigned char *positions;	/* not of a facet, which stands nowhere */
	size_t positions_size;
};

/* --- packing --- */

/* What is packed: COUNT rows, at least one, and the positions of them all, one row after
 * the other: HELD of each, which is none of a facet and at least one of a word. */
struct postings_list {
	const uint16_t *rows;
	const uint32_t *held;
	uint32_t count;
	const uint32_t *positions;
};

/* What comes of it.  Reused, it keeps the memory; the all-zero struct is empty. */
struct postings_packed {
	uint32_t count;
	bool dense;
	struct text rows, positions;
};

/* SEGMENT_COUNT is the number of rows of the segment. */
void postings_pack(const struct postings_list *list, uint32_t segment_count,
		   struct postings_packed *packed);
void postings_packed_release(struct postings_packed *packed);

/* --- reading --- */

/* Adds the rows to BITS; false where the bytes are not what they should be for a segment
 * of SEGMENT_COUNT rows.  Some nanoseconds a row, less where they are dense. */
bool postings_rows(const struct postings *postings, uint32_t segment_count, struct bits *bits);

/* An occurrence: where a term, or a phrase, begins: the offset of the row in the
 * upper half, the position in the lower one, so that their order is that of numbers. */
struct occurrences {
	uint64_t *at;
	size_t count, cap;
};

static inline uint32_t occurrence_row(uint64_t occurrence)
{
	return (uint32_t)(occurrence >> 32);
}

/* Appends the occurrences in rows of WITHIN, in order; false as above. */
bool postings_occurrences(const struct postings *postings, uint32_t segment_count,
			  const struct bits *within, struct occurrences *out);

#endif

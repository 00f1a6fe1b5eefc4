/*
 * Postings: which rows of a segment have a term, and where in their texts it
 * stands, packed into bytes.
 *
 * Rows are offsets from the segment's first row, ascending.  They are packed as the
 * difference of each to the one before (the first to -1), less 1, as varints; or,
 * where that would take more room, as one bit for each row of the segment, the lowest
 * bit of a byte first ("dense").
 *
 * Positions count the words of an entry from 0.  For each row in turn there are its
 * positions, ascending: the difference of each to the one before (the first to -1),
 * less 1, times 2, plus 1 where another one of the same row follows, as varints.
 *
 * The bytes may come from a hostile file: what reads them judges them.
 */
#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

#include "store/bits.h"
#include "store/text.h"

/* Positions are below this. */
enum { POSITION_MOST = 1 << 30 };

struct postings {
	uint32_t count;			/* rows */
	bool dense;
	const unsigned char *rows;
	size_t rows_size;
	const unsigned char *positions;	/* not of a facet, which stands nowhere */
	size_t positions_size;
};

/* --- packing --- */

/* Appends COUNT offsets, and says whether they are dense; SEGMENT_COUNT is the number of
 * rows of the segment. */
bool postings_pack_rows(const uint16_t *offsets, uint32_t count, uint32_t segment_count,
			struct text *out);

/* Appends the positions of one row, at least one. */
void postings_pack_positions(const uint32_t *positions, size_t count, struct text *out);

/* --- reading --- */

/* Adds the rows to BITS; false where the bytes are not what they should be for a segment
 * of SEGMENT_COUNT rows.  About 1 ns a row. */
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

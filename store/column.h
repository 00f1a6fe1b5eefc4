/*
 * A column: one number for every row (or place, or …) of a store, kept in
 * blocks of COLUMN_BLOCK numbers, so that what reads many rows reads few
 * blobs.
 *
 * Block B of column C is the blob `data` of the table `block` whose id is
 * column_id(C, B).  It holds the numbers of the indexes B * COLUMN_BLOCK and
 * on; only the last block of a column is shorter.  A blob is, little-endian:
 *
 *	uint32	the smallest number of the block
 *	uint32	the largest
 *	each number less the smallest, in as many bytes (0 to 4) as the
 *	difference of these two needs
 *
 * Days are kept as column_day() so that their order is that of unsigned
 * numbers.  Blobs come from files that may be hostile: every function here
 * judges what it is given.
 */
#ifndef STORE_COLUMN_H
#define STORE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/text.h"

enum { COLUMN_BLOCK = 8192, COLUMN_HEAD = 8 };

enum column {
	/* By row: index is row - 1. */
	COLUMN_PLACE = 1,	/* its place in the files, from 1 */
	COLUMN_FIRST,		/* first day, as column_day; never falls from row to row */
	COLUMN_LAST,		/* last day, as column_day */
	COLUMN_SPEAKER,		/* 0 for a talk */
	COLUMN_TALK,		/* number of the talk; a talk has its own; 0: none */
	COLUMN_TOPIC_COUNT,	/* how many topics, those above them included */
	/* The topics of all rows of a block of rows, one after the other: a block
	 * of as many numbers as COLUMN_TOPIC_COUNT of this block says in sum. */
	COLUMN_TOPIC,
	/* By place: index is place - 1. */
	COLUMN_ROW,		/* its row */
	/* By id: the entries in the order of schema_id_hash (store/schema.h). */
	COLUMN_ID_HASH,
	COLUMN_ID_PLACE,
	COLUMN_END
};

/* The key of a block. */
static inline int64_t column_id(enum column column, uint32_t block)
{
	return (int64_t)column << 32 | block;
}

static inline uint32_t column_day(int32_t day)
{
	return (uint32_t)day ^ 0x80000000u;
}

static inline int32_t column_day_back(uint32_t number)
{
	return (int32_t)(number ^ 0x80000000u);
}

/* Appends the block of COUNT numbers, at least 1. */
void column_pack(const uint32_t *numbers, size_t count, struct text *out);

/* Whether BLOB is a block of COUNT numbers.  *LEAST and *MOST are what its head
 * says of them, so that a block without what is looked for can be left. */
bool column_check(const void *blob, size_t size, size_t count, uint32_t *least,
		  uint32_t *most);

/* Number I of a block that column_check found sound, and to hold more than I. */
uint32_t column_at(const void *blob, size_t i);

/* All COUNT numbers; false where the blob is no block of so many.  About 1 ns
 * a number. */
bool column_unpack(const void *blob, size_t size, uint32_t *numbers, size_t count);

#endif

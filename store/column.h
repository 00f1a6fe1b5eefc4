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
 *	uint32	a width in bits, 0 to 32
 *	uint32	how many numbers are outliers
 *	for each number, in so many bits: what it has above the smallest one; 0 for
 *	an outlier, for which these are too few.  The first number stands in the lowest
 *	bits of the first byte; the last byte is filled up
 *	for each outlier, in order: uint32 its index in the block, uint32 the number
 *
 * The width is the one that takes least room, so a few large numbers do not make all others
 * wide.
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

enum { COLUMN_BLOCK = 16384, COLUMN_HEAD = 16, COLUMN_OUTLIER = 8 };

enum column {
	/* By row: index is row - 1. */
	COLUMN_PLACE = 1,	/* its place in the files, from 1 */
	COLUMN_FIRST,		/* first day, as column_day; never falls from row to row */
	COLUMN_DAYS,		/* how many days the last one lies behind the first */
	COLUMN_SPEAKER,		/* 0 for a talk */
	COLUMN_TALK,		/* number of the talk; a talk has its own; 0: none */
	COLUMN_TOPIC_COUNT,	/* how many topics, those above them included */
	/* The topics of all rows of a block of rows, one after the other: a block
	 * of as many numbers as COLUMN_TOPIC_COUNT of this block says in sum. */
	COLUMN_TOPIC,
	/* By id: the rows of the entries in the order of schema_id_hash (store/schema.h). */
	COLUMN_BY_ID,
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

/* Number I of a block of COUNT numbers, which column_check found sound. */
uint32_t column_at(const void *blob, size_t count, size_t i);

/* All COUNT numbers; false where the blob is no block of so many.  About 1 ns
 * a number. */
bool column_unpack(const void *blob, size_t size, uint32_t *numbers, size_t count);

#endif

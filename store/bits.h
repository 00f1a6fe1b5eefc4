/*
 * Bits: a set of the rows of one segment (store/segment.h), as offsets from the
 * segment's first row.
 */
#ifndef STORE_BITS_H
#define STORE_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Most rows of a segment, so that an offset has 16 bits and a set 8 KiB. */
enum { SEGMENT_ROWS = 1 << 16, BITS_WORDS = SEGMENT_ROWS / 64 };

struct bits {
	uint64_t words[BITS_WORDS];
};

static inline void bits_clear(struct bits *bits)
{
	memset(bits, 0, sizeof(*bits));
}

static inline void bits_add(struct bits *bits, uint32_t offset)
{
	bits->words[offset / 64] |= (uint64_t)1 << offset % 64;
}

static inline bool bits_has(const struct bits *bits, uint32_t offset)
{
	return bits->words[offset / 64] >> offset % 64 & 1;
}

/* Offsets from FROM to TO, without TO, which is at most SEGMENT_ROWS. */
static inline void bits_add_range(struct bits *bits, uint32_t from, uint32_t to)
{
	for (; from < to && from % 64; from++)
		bits_add(bits, from);
	for (; from + 64 <= to; from += 64)
		bits->words[from / 64] = ~(uint64_t)0;
	for (; from < to; from++)
		bits_add(bits, from);
}

static inline void bits_and(struct bits *bits, const struct bits *other)
{
	for (int i = 0; i < BITS_WORDS; i++)
		bits->words[i] &= other->words[i];
}

static inline void bits_or(struct bits *bits, const struct bits *other)
{
	for (int i = 0; i < BITS_WORDS; i++)
		bits->words[i] |= other->words[i];
}

static inline void bits_take_away(struct bits *bits, const struct bits *other)
{
	for (int i = 0; i < BITS_WORDS; i++)
		bits->words[i] &= ~other->words[i];
}

static inline bool bits_any(const struct bits *bits)
{
	for (int i = 0; i < BITS_WORDS; i++)
		if (bits->words[i])
			return true;
	return false;
}

static inline uint32_t bits_count(const struct bits *bits)
{
	uint32_t count = 0;

	for (int i = 0; i < BITS_WORDS; i++)
		count += (uint32_t)__builtin_popcountll(bits->words[i]);
	return count;
}

/* The first offset at or behind FROM, or SEGMENT_ROWS. */
static inline uint32_t bits_next(const struct bits *bits, uint32_t from)
{
	uint32_t i = from / 64;
	uint64_t word;

	if (from >= SEGMENT_ROWS)
		return SEGMENT_ROWS;
	word = bits->words[i] >> from % 64 << from % 64;
	while (!word) {
		if (++i == BITS_WORDS)
			return SEGMENT_ROWS;
		word = bits->words[i];
	}
	return i * 64 + (uint32_t)__builtin_ctzll(word);
}

/* The last offset before UPTO, which is at most SEGMENT_ROWS, or SEGMENT_ROWS. */
static inline uint32_t bits_last(const struct bits *bits, uint32_t upto)
{
	uint32_t i;
	uint64_t word;

	if (!upto)
		return SEGMENT_ROWS;
	i = (upto - 1) / 64;
	word = bits->words[i] << (63 - (upto - 1) % 64) >> (63 - (upto - 1) % 64);
	while (!word) {
		if (!i)
			return SEGMENT_ROWS;
		word = bits->words[--i];
	}
	return i * 64 + 63 - (uint32_t)__builtin_clzll(word);
}

#endif

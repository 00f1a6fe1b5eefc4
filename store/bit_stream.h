/*
 * A stream of bits in bytes, the lowest bit of a byte first: numbers of a fixed width, and
 * numbers that are mostly small (Rice's code).
 *
 * Rice's code with parameter K says a number in its K lowest bits, behind as many zeros as
 * what stands above these, and a one.  Of numbers that thin out with their size, half of
 * which are below 2^K, it takes about K + 1.6 bits each.  (R. F. Rice, "Some
 * practical universal noiseless coding techniques", JPL 79-22, 1979.)
 */
#ifndef STORE_BIT_STREAM_H
#define STORE_BIT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/text.h"

/* --- writing --- */

struct bit_writer {
	struct text *out;
	uint64_t bits;		/* not in OUT yet: less than 8 of them */
	unsigned filled;
};

/* Appends the WIDTH lowest bits of NUMBER, at most 32; the others are 0. */
static inline void bits_put(struct bit_writer *writer, uint32_t number, unsigned width)
{
	writer->bits |= (uint64_t)number << writer->filled;
	for (writer->filled += width; writer->filled >= 8; writer->filled -= 8) {
		text_putc(writer->out, (char)(writer->bits & 0xff));
		writer->bits >>= 8;
	}
}

static inline void bits_put_rice(struct bit_writer *writer, uint32_t number, unsigned k)
{
	uint32_t zeros = number >> k;

	for (; zeros >= 32; zeros -= 32)
		bits_put(writer, 0, 32);
	bits_put(writer, 0, zeros);
	bits_put(writer, 1, 1);
	bits_put(writer, number & (((uint32_t)1 << k) - 1), k);
}

/* Fills up the last byte. */
static inline void bits_end(struct bit_writer *writer)
{
	if (writer->filled)
		bits_put(writer, 0, 8 - writer->filled);
}

/* --- reading --- */

struct bit_reader {
	const unsigned char *p, *end;
	uint64_t bits;		/* taken from the bytes before P: so many of them */
	unsigned filled;
};

/* Makes more than 56 bits ready, or all that are left. */
static inline void bits_fill(struct bit_reader *reader)
{
	for (; reader->filled <= 56 && reader->p < reader->end; reader->filled += 8)
		reader->bits |= (uint64_t)*reader->p++ << reader->filled;
}

/* The next WIDTH bits, at most 32; false where there are fewer. */
static inline bool bits_take(struct bit_reader *reader, unsigned width, uint32_t *number)
{
	if (reader->filled < width)
		bits_fill(reader);
	if (reader->filled < width)
		return false;
	*number = (uint32_t)(reader->bits & (((uint64_t)1 << width) - 1));
	reader->bits >>= width;
	reader->filled -= width;
	return true;
}

/* The next number; false where there is none, or one above 32 bits.  K is at most 31. */
static inline bool bits_take_rice(struct bit_reader *reader, unsigned k, uint32_t *number)
{
	uint64_t high = 0;
	unsigned zeros;
	uint32_t low;

	while (!reader->bits) {
		high += reader->filled;
		reader->filled = 0;
		bits_fill(reader);
		if (!reader->filled)
			return false;
	}
	zeros = (unsigned)__builtin_ctzll(reader->bits);
	high += zeros;
	/* In two steps, for 64 bits cannot be shifted out at once. */
	reader->bits = reader->bits >> zeros >> 1;
	reader->filled -= zeros + 1;
	if (high > UINT32_MAX >> k || !bits_take(reader, k, &low))
		return false;
	*number = (uint32_t)high << k | low;
	return true;
}

#endif

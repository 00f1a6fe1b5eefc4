/*
 * Numbers of one to five bytes, seven bits a byte, the lowest first; a set
 * high bit says that more follow (LEB128).
 */
#ifndef STORE_VARINT_H
#define STORE_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/text.h"

static inline void varint_put(struct text *out, uint32_t number)
{
	char bytes[5];
	size_t size = 0;

	for (; number >= 0x80; number >>= 7)
		bytes[size++] = (char)(number | 0x80);
	bytes[size++] = (char)number;
	text_add(out, bytes, size);
}

/* Reads a number at *P, which is not behind END, and moves *P; false where the bytes
 * end before the number does, or it is too large. */
static inline bool varint_get(const unsigned char **p, const unsigned char *end, uint32_t *number)
{
	const unsigned char *at = *p;
	uint32_t result;

	if (at < end && *at < 0x80) {
		*number = *at;
		*p = at + 1;
		return true;
	}
	result = 0;
	for (unsigned shift = 0; at < end && shift < 35; shift += 7) {
		if (shift == 28 && *at > 0x0f)
			return false;
		result |= (uint32_t)(*at & 0x7f) << shift;
		if (*at++ < 0x80) {
			*number = result;
			*p = at;
			return true;
		}
	}
	return false;
}

#endif

#include "store/radix.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Sorts by the digit at SHIFT from FROM to TO; 0 where all have the same and nothing was done. */
static int sort_by_digit(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
	size_t starts[DIGITS] = {0}, sum = 0;

	for (size_t i = 0; i < count; i++)
		starts[from[i] >> shift & (DIGITS - 1)]++;
	if (count && starts[from[0] >> shift & (DIGITS - 1)] == count)
		return 0;
	for (size_t i = 0; i < DIGITS; i++) {
		size_t digit = starts[i];

		starts[i] = sum;
		sum += digit;
	}
	for (size_t i = 0; i < count; i++)
		to[starts[from[i] >> shift & (DIGITS - 1)]++] = from[i];
	return 1;
}

void radix_sort_upper(uint64_t *keys, size_t count)
{
	uint64_t *other = memory_resize(NULL, count + 1, sizeof(*other));
	uint64_t *from = keys, *to = other;

	for (unsigned shift = 32; shift < 64; shift += DIGIT_BITS) {
		uint64_t *spent = from;

		if (!sort_by_digit(from, to, count, shift))
			continue;
		from = to;
		to = spent;
	}
	if (from != keys)
		memcpy(keys, from, count * sizeof(*keys));
	free(other);
}

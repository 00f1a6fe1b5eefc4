/*
 * Sorting very many numbers: a stable radix sort, a few nanoseconds a number where
 * qsort() takes a hundred.
 */
#ifndef STORE_RADIX_H
#define STORE_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts KEYS, COUNT of them, by their upper 32 bits; those with the same keep their order.
 * Needs as much memory again. */
void radix_sort_upper(uint64_t *keys, size_t count);

#endif

/*
 * Chance: numbers that look random, and are the same ones for the same seed.
 */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
	uint64_t state;		/* never 0 */
};

/* A number of 48 bits; one below N; true once in N times.  N is above 0. */
uint64_t chance_next(struct chance *chance);
uint32_t chance_below(struct chance *chance, uint32_t n);
bool chance_one_in(struct chance *chance, uint32_t n);

/* The number that the environment's NAME holds, or OTHERWISE: how much a random test does
 * (STATEMENTS_KEYS, STATEMENTS_CASES), and the seed it begins with (STATEMENTS_SEED). */
uint64_t chance_setting(const char *name, uint64_t otherwise);

#endif

/*
 * Dice: numbers from a seed, the same ones for the same seed.
 */
#ifndef TESTS_FAULT_DICE_H
#define TESTS_FAULT_DICE_H

#include <stdint.h>

struct dice {
	uint64_t seed;
};

/* A number below N, which is above 0. */
uint32_t dice_below(struct dice *dice, uint32_t n);

#endif

#include "tests/fault/dice.h"

/* splitmix64: any seed is as good as any other. */
uint32_t dice_below(struct dice *dice, uint32_t n)
{
	uint64_t z = dice->seed += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ z >> 31) >> 32) % n;
}

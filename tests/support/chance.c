#include "tests/support/chance.h"

uint64_t chance_next(struct chance *chance)
{
	chance->state ^= chance->state << 13;
	chance->state ^= chance->state >> 7;
	chance->state ^= chance->state << 17;
	return chance->state >> 16;
}

uint32_t chance_below(struct chance *chance, uint32_t n)
{
	return (uint32_t)(chance_next(chance) % n);
}

bool chance_one_in(struct chance *chance, uint32_t n)
{
	return chance_below(chance, n) == 0;
}

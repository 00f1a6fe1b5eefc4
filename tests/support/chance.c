#include "tests/support/chance.h"

#include <stdlib.h>

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

uint64_t chance_setting(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);

	return value && value[0] ? strtoull(value, NULL, 10) : otherwise;
}

#include "store/number_set.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

/* The first place in SET whose number is not below NUMBER. */
static size_t place_of(const struct number_set *set, uint32_t number)
{
	size_t low = 0, high = set->count;

	/* Most callers add in order. */
	if (!high || set->at[high - 1] < number)
		return high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->at[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool number_set_has(const struct number_set *set, uint32_t number)
{
	size_t place = place_of(set, number);

	return place < set->count && set->at[place] == number;
}

void number_set_add(struct number_set *set, uint32_t number)
{
	size_t place = place_of(set, number);

	if (place < set->count && set->at[place] == number)
		return;
	set->at = memory_room(set->at, set->count, &set->cap, sizeof(*set->at));
	memmove(set->at + place + 1, set->at + place, (set->count - place) * sizeof(*set->at));
	set->at[place] = number;
	set->count++;
}

void number_set_release(struct number_set *set)
{
	free(set->at);
	*set = (struct number_set){0};
}

/*
 * People: the speakers that were asked for last, each in the place that its number gives.
 * One may have as many roles and aliases as a file has room for.
 */
#include <stdlib.h>

#include "store/handle.h"
#include "store/memory.h"

struct person {
	uint32_t number;	/* 0: none */
	struct speaker speaker;
	struct arena arena;
};

void people_close(struct person *people)
{
	for (size_t i = 0; people && i < PEOPLE_KEPT; i++)
		arena_release(&people[i].arena);
	free(people);
}

const struct speaker *store_person(struct store *store, uint32_t number)
{
	struct person *person;

	if (!store->people)
		store->people = memory_new(PEOPLE_KEPT, sizeof(*store->people));
	person = &store->people[number % PEOPLE_KEPT];
	if (!number || person->number != number) {
		arena_clear(&person->arena);
		/* What was read in part is for now only. */
		person->number = store_speaker(store, number, &person->arena, &person->speaker,
					       NULL) ? 0 : number;
	}
	return &person->speaker;
}

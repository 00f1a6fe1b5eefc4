#include "core/history.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

static void set_place(struct place *place, uint32_t row, const char *id)
{
	char *copy = memory_copy(id, strlen(id));

	free(place->id);
	*place = (struct place){.row = row, .id = copy};
}

static void add_place(struct history *history, uint32_t row, const char *id)
{
	history->places = memory_room(history->places, history->count, &history->cap,
				      sizeof(*history->places));
	history->places[history->count] = (struct place){0};
	set_place(&history->places[history->count++], row, id);
}

static void forget_oldest(struct history *history)
{
	free(history->places[0].id);
	history->count--;
	history->at--;
	memmove(history->places, history->places + 1, history->count * sizeof(*history->places));
}

void history_follow(struct history *history, uint32_t from, const char *from_id, uint32_t to,
		    const char *to_id)
{
	while (history->count > history->at + 1)
		free(history->places[--history->count].id);
	if (history->count)
		set_place(&history->places[history->at], from, from_id);
	else
		add_place(history, from, from_id);
	add_place(history, to, to_id);
	history->at = history->count - 1;
	if (history->count > HISTORY_MOST)
		forget_oldest(history);
}

uint32_t history_step(struct history *history, uint32_t from, const char *from_id, int step)
{
	size_t at = history->at;

	for (;;) {
		if (step < 0 ? at == 0 : at + 1 >= history->count)
			return 0;
		at = step < 0 ? at - 1 : at + 1;
		if (history->places[at].row && history->places[at].row != from)
			break;
	}
	set_place(&history->places[history->at], from, from_id);
	history->at = at;
	return history->places[at].row;
}

void history_renumber(struct history *history,
		      uint32_t (*find)(void *context, const char *id), void *context)
{
	for (size_t i = 0; i < history->count; i++)
		history->places[i].row = find(context, history->places[i].id);
}

void history_release(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->places[i].id);
	free(history->places);
	*history = (struct history){0};
}

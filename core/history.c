#include "core/history.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

static void set_visit(struct visit *visit, uint32_t row, const char *id)
{
	char *copy = memory_copy(id, strlen(id));

	free(visit->id);
	*visit = (struct visit){.row = row, .id = copy};
}

static void add_visit(struct history *history, uint32_t row, const char *id)
{
	history->visits = memory_room(history->visits, history->count, &history->cap,
				      sizeof(*history->visits));
	history->visits[history->count] = (struct visit){0};
	set_visit(&history->visits[history->count++], row, id);
}

static void forget_oldest(struct history *history)
{
	free(history->visits[0].id);
	history->count--;
	history->at--;
	memmove(history->visits, history->visits + 1, history->count * sizeof(*history->visits));
}

void history_follow(struct history *history, uint32_t from, const char *from_id, uint32_t to,
		    const char *to_id)
{
	while (history->count > history->at + 1)
		free(history->visits[--history->count].id);
	if (history->count)
		set_visit(&history->visits[history->at], from, from_id);
	else
		add_visit(history, from, from_id);
	add_visit(history, to, to_id);
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
		if (history->visits[at].row && history->visits[at].row != from)
			break;
	}
	set_visit(&history->visits[history->at], from, from_id);
	history->at = at;
	return history->visits[at].row;
}

void history_renumber(struct history *history,
		      uint32_t (*find)(void *context, const char *id), void *context)
{
	for (size_t i = 0; i < history->count; i++)
		history->visits[i].row = find(context, history->visits[i].id);
}

void history_release(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->visits[i].id);
	free(history->visits);
	*history = (struct history){0};
}

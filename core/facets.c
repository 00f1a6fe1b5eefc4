#include "core/facets.h"

#include <stdlib.h>
#include <string.h>

#include "core/topic_tree.h"
#include "store/memory.h"

void facet_list_release(struct facet_list *list)
{
	free(list->rows);
	arena_release(&list->arena);
	*list = (struct facet_list){0};
}

/* Adds a topic with those above it that are missing, where all of them fit.
 * One above another is at least as frequent, so with equal counts only it can
 * come behind it. */
static void add_topic(struct store *store, uint32_t number, const struct tally *tally,
		      struct facet_topic *topics, size_t *count, struct arena *arena)
{
	struct facet_topic chain[32];
	size_t length = 0;

	while (number && topic_place(topics, *count, number) == *count && length < 32) {
		struct name name;

		if (names_get(store, NAMES_TOPIC, number, arena, &name))
			break;
		chain[length++] = (struct facet_topic){
			.number = number,
			.parent = name.parent,
			.count = tally ? tally_count(tally, NAMES_TOPIC, number) : name.count,
		};
		number = name.parent;
	}
	if (*count + length > FACETS_MOST)
		return;
	while (length)
		topics[(*count)++] = chain[--length];
}

static void add_row(struct store *store, enum names names, const struct facet_topic *from,
		    unsigned depth, struct facet_list *list)
{
	struct name name;

	if (names_get(store, names, from->number, &list->arena, &name))
		return;
	list->rows[list->count++] = (struct facet_row){
		.number = from->number,
		.id = name.id,
		.label = name.label,
		.depth = depth,
		.count = from->count,
	};
}

/* The list of these numbers, most frequent first; TALLY NULL: stored counts. */
static int fill(struct store *store, const struct tally *tally, enum names names,
		const struct facet_topic *top, size_t count, struct facet_list *list,
		struct error *err)
{
	struct facet_topic rows[FACETS_MOST];
	unsigned depths[FACETS_MOST] = {0};
	struct arena scratch = {0};
	size_t filled = 0;

	for (size_t i = 0; i < count; i++) {
		if (names == NAMES_TOPIC)
			add_topic(store, top[i].number, tally, rows, &filled, &scratch);
		else
			rows[filled++] = top[i];
	}
	if (names == NAMES_TOPIC)
		facets_tree(rows, filled, depths);
	list->rows = memory_new(filled + 1, sizeof(*list->rows));
	for (size_t i = 0; i < filled; i++)
		add_row(store, names, &rows[i], depths[i], list);
	arena_release(&scratch);
	if (!store_cancelled(store))
		return 0;
	facet_list_release(list);
	return error_set(err, ERROR_STOPPED, "stopped");
}

struct top {
	struct facet_topic at[FACETS_MOST];
	size_t count;
};

static int take_name(void *context, const struct name *name)
{
	struct top *top = context;

	if (!name->count)
		return 1;
	top->at[top->count++] = (struct facet_topic){
		.number = name->number, .parent = name->parent, .count = name->count};
	return top->count == FACETS_MOST;
}

int facets_stored(struct store *store, enum names names, struct facet_list *list,
		  struct error *err)
{
	struct top top = {.count = 0};

	if (names_each(store, names, take_name, &top, err) < 0)
		return -1;
	return fill(store, NULL, names, top.at, top.count, list, err);
}

int facets_of(struct store *store, const struct tally *tally, enum names names,
	      struct facet_list *list, struct error *err)
{
	uint32_t numbers[FACETS_MOST];
	struct top top = {.count = tally_top(tally, names, numbers, FACETS_MOST)};

	for (size_t i = 0; i < top.count; i++)
		top.at[i] = (struct facet_topic){
			.number = numbers[i], .count = tally_count(tally, names, numbers[i])};
	return fill(store, tally, names, top.at, top.count, list, err);
}

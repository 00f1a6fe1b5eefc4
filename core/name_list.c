#include "core/name_list.h"

#include <stdlib.h>
#include <string.h>

#include "core/fuzzy.h"
#include "store/memory.h"

/* How many names are scored between two looks at `stopped`. */
enum { LOOK_EVERY = 4096 };

struct reading {
	struct name_list *list;
	struct text keys;
};

static void add_key(struct text *keys, const char *name, size_t length)
{
	char *copy, *folded;

	if (!length)
		return;
	copy = memory_copy(name, length);
	folded = fuzzy_fold(copy);
	if (*folded)
		text_add(keys, folded, strlen(folded) + 1);
	free(folded);
	free(copy);
}

static int take_name(void *context, const struct name *name)
{
	struct reading *reading = context;
	struct name_list *list = reading->list;

	text_clear(&reading->keys);
	add_key(&reading->keys, name->label, strlen(name->label));
	if (strcmp(name->id, name->label))
		add_key(&reading->keys, name->id, strlen(name->id));
	for (size_t i = 0; i < name->alias_count; i++)
		add_key(&reading->keys, name->aliases[i], strlen(name->aliases[i]));
	list->at = memory_room(list->at, list->count, &list->cap, sizeof(*list->at));
	list->at[list->count++] = (struct listed_name){
		.number = name->number,
		.parent = name->parent,
		.count = name->count,
		.id = arena_copy(&list->arena, name->id, strlen(name->id)),
		.label = arena_copy(&list->arena, name->label, strlen(name->label)),
		/* The copy's own NUL is the empty key at the end. */
		.keys = arena_copy(&list->arena, text_string(&reading->keys),
				   reading->keys.length),
	};
	if (name->number > list->highest)
		list->highest = name->number;
	return 0;
}

int name_list_read(struct name_list *list, struct store *store, enum names names,
		   struct error *err)
{
	struct reading reading = {.list = list};
	int result = names_each(store, names, take_name, &reading, err);

	text_release(&reading.keys);
	if (result < 0) {
		name_list_release(list);
		return -1;
	}
	list->places = memory_new((size_t)list->highest + 1, sizeof(*list->places));
	for (size_t i = 0; i < list->count; i++)
		list->places[list->at[i].number] = (uint32_t)i + 1;
	return 0;
}

void name_list_release(struct name_list *list)
{
	free(list->at);
	free(list->places);
	arena_release(&list->arena);
	*list = (struct name_list){0};
}

struct hit {
	bool empty;	/* no row has this name */
	int score;
	uint32_t count, place;
};

static int compare_hits(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	if (a->empty != b->empty)
		return a->empty ? 1 : -1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static int best_score(const char *pattern, const char *keys)
{
	int best = 0;

	for (; *keys; keys += strlen(keys) + 1) {
		int score = fuzzy_score(pattern, keys);

		if (score > best)
			best = score;
	}
	return best;
}

static unsigned depth_of(const struct name_list *list, const struct listed_name *name)
{
	unsigned depth = 0;
	uint32_t parent = name->parent;

	while (parent && parent <= list->highest && list->places[parent] && depth < 32) {
		parent = list->at[list->places[parent] - 1].parent;
		depth++;
	}
	return depth;
}

/* COUNT hits as rows, strings copied. */
static void fill_rows(const struct name_list *list, const struct hit *hits, size_t count,
		      struct facet_list *out)
{
	out->count = count;
	out->rows = memory_new(count + 1, sizeof(*out->rows));
	for (size_t i = 0; i < count; i++) {
		const struct listed_name *name = &list->at[hits[i].place];

		out->rows[i] = (struct facet_row){
			.number = name->number,
			.id = arena_copy(&out->arena, name->id, strlen(name->id)),
			.label = arena_copy(&out->arena, name->label, strlen(name->label)),
			.depth = depth_of(list, name),
			.count = hits[i].count,
		};
	}
}

bool name_list_pick(const struct name_list *list, const struct name_pick *pick,
		    struct facet_list *out, size_t *total)
{
	struct hit *hits = memory_new(list->count + 1, sizeof(*hits));
	char *pattern = fuzzy_fold(pick->pattern);
	bool any = !pattern[strspn(pattern, " ")], stopped = false;
	size_t count = 0;

	for (size_t i = 0; i < list->count && !stopped; i++) {
		const struct listed_name *name = &list->at[i];
		struct hit hit = {.score = any ? 1 : best_score(pattern, name->keys),
				  .count = name->count, .place = (uint32_t)i};

		stopped = i % LOOK_EVERY == LOOK_EVERY - 1 && pick->stopped &&
			  pick->stopped(pick->context);
		if (!hit.score)
			continue;
		if (!pick->stored)
			hit.count = pick->tally ? tally_count(pick->tally, pick->names, name->number)
						: 0;
		hit.empty = pick->exact && !hit.count;
		hits[count++] = hit;
	}
	free(pattern);
	if (!stopped) {
		qsort(hits, count, sizeof(*hits), compare_hits);
		*total = count;
		fill_rows(list, hits, count < pick->most ? count : pick->most, out);
	}
	free(hits);
	return !stopped;
}

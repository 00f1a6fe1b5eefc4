/* Lists within a record: what is kept of their items, which come one by one. */
#include "store/loader.h"

#include <string.h>

/* Room for one more of SIZE bytes behind what LIST keeps. */
static void *room(struct loader *loader, struct field *list, size_t size)
{
	if (list->count == list->cap) {
		size_t more = list->cap ? list->cap * 2 : 4;
		char *items = arena_new(load_arena(loader), more, size);

		if (list->count)
			memcpy(items, list->items, list->count * size);
		list->items = items;
		list->cap = more;
	}
	return (char *)list->items + list->count++ * size;
}

/* A copy of a field's text that lives as long as what is kept; NULL where it has none. */
static const char *keep(struct loader *loader, const struct field *field)
{
	return field_text(field) ? arena_copy(load_arena(loader), field->text, field->length)
				 : NULL;
}

/* --- those that name speakers and topics --- */

/* Whether NUMBER comes for the first time in a list. */
static bool is_new(struct registry *registry, uint32_t number, const struct field *list)
{
	struct thing *thing = &registry->things[number - 1];
	bool first;

	if (!list->count)
		registry->lists++;
	first = thing->list != registry->lists;
	thing->list = registry->lists;
	return first;
}

static void take_name(struct loader *loader, struct registry *registry, struct field *list,
		      const struct field *item)
{
	uint32_t number = load_name(loader, registry, item);

	if (number && is_new(registry, number, list))
		*(uint32_t *)room(loader, list, sizeof(uint32_t)) = number;
}

static void take_speaker(struct loader *loader, struct field *list, const struct field *item)
{
	take_name(loader, &loader->symbols.speakers, list, item);
}

static void take_topic(struct loader *loader, struct field *list, const struct field *item)
{
	take_name(loader, &loader->symbols.topics, list, item);
}

static void take_participant(struct loader *loader, struct field *list, const struct field *item)
{
	const struct field *f = item->state == FIELD_RECORD ? item->record->fields : NULL;
	struct participant one = {
		.speaker = load_name(loader, &loader->symbols.speakers,
				     f ? &f[PARTICIPANT_SPEAKER] : item),
	};

	if (!one.speaker)
		return;
	if (f) {
		one.part = keep(loader, &f[PARTICIPANT_PART]);
		one.as = keep(loader, &f[PARTICIPANT_AS]);
	}
	*(struct participant *)room(loader, list, sizeof(one)) = one;
}

static void take_agenda(struct loader *loader, struct field *list, const struct field *item)
{
	const struct field *f = item->state == FIELD_RECORD ? item->record->fields : NULL;
	struct agenda_item one = {.text = keep(loader, f ? &f[AGENDA_TEXT] : item)};

	if (f)
		one.topic = load_name(loader, &loader->symbols.topics, &f[AGENDA_TOPIC]);
	if (one.text)
		*(struct agenda_item *)room(loader, list, sizeof(one)) = one;
}

/* --- those that declare --- */

static void take_text(struct loader *loader, struct field *list, const struct field *item)
{
	if (field_text(item))
		*(const char **)room(loader, list, sizeof(const char *)) = keep(loader, item);
}

static void take_role(struct loader *loader, struct field *list, const struct field *item)
{
	const struct field *f;

	if (item->state != FIELD_RECORD)
		return;
	f = item->record->fields;
	load_judge_order(loader, item->record, ROLE_FROM, ROLE_TO);
	*(struct role *)room(loader, list, sizeof(struct role)) = (struct role){
		.title = keep(loader, &f[ROLE_TITLE]),
		.shorter = keep(loader, &f[ROLE_SHORT]),
		.of = keep(loader, &f[ROLE_OF]),
		.from = keep(loader, &f[ROLE_FROM]),
		.to = keep(loader, &f[ROLE_TO]),
		.from_days = field_text(&f[ROLE_FROM]) ? f[ROLE_FROM].days : DAYS_NONE,
		.to_days = field_text(&f[ROLE_TO]) ? f[ROLE_TO].days : DAYS_NONE,
	};
}

/* --- all of them --- */

/* Lists that name others keep numbers, which are given when declarations are known. */
static const struct list {
	const struct shape *shape;
	int key;
	bool names;
	void (*take)(struct loader *loader, struct field *list, const struct field *item);
} LISTS[] = {
	{&SHAPE_QUOTE, QUOTE_TO, true, take_speaker},
	{&SHAPE_QUOTE, QUOTE_ABOUT, true, take_speaker},
	{&SHAPE_QUOTE, QUOTE_TOPICS, true, take_topic},
	{&SHAPE_TALK, TALK_PARTICIPANTS, true, take_participant},
	{&SHAPE_TALK, TALK_AGENDA, true, take_agenda},
	{&SHAPE_TALK, TALK_TOPICS, true, take_topic},
	{&SHAPE_SPEAKER, SPEAKER_ALIASES, false, take_text},
	{&SHAPE_SPEAKER, SPEAKER_ROLES, false, take_role},
	{&SHAPE_TOPIC, TOPIC_ALIASES, false, take_text},
};

void load_take(void *context, const struct shape *shape, const struct key *key,
	       struct field *list, const struct field *item)
{
	struct loader *loader = context;

	for (size_t i = 0; i < sizeof(LISTS) / sizeof(LISTS[0]); i++) {
		if (LISTS[i].shape != shape || LISTS[i].key != key - shape->keys)
			continue;
		if (!LISTS[i].names || loader->pass != PASS_DECLARE)
			LISTS[i].take(loader, list, item);
		return;
	}
}

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/item.h"
#include "store/memory.h"
#include "store/utf8.h"

static void add_heading(struct item_maker *maker, const char *heading)
{
	item_gap(maker);
	item_add(maker, PARA_HEADING, heading);
}

static void add_byline(struct item_maker *maker, const struct entry *entry)
{
	const struct talk *talk = &entry->talk;
	struct text text = {0};

	if (talk->kind)
		text_printf(&text, "%s · ", vocabulary_word(&VOCABULARY_TALK, talk->kind));
	if (talk->place || talk->country)
		text_printf(&text, "%s%s%s · ", talk->place ? talk->place : "",
			    talk->place && talk->country ? ", " : "",
			    talk->country ? talk->country : "");
	item_when(entry, &text);
	item_add(maker, PARA_BYLINE, text_string(&text));
	text_release(&text);
}

/* A corpus may repeat a name of 64 KiB for each of a hundred thousand who are listed: all
 * together may have so many bytes, and each some. */
enum { NAMES_BYTES = 8 * 1024 * 1024, NAME_BYTES_LEAST = 200 };

static size_t name_bytes(size_t count)
{
	size_t share = NAMES_BYTES / (count + 1);

	return share > NAME_BYTES_LEAST ? share : NAME_BYTES_LEAST;
}

/* TEXT itself where it is not longer than MOST, or its beginning. */
static const char *shorten(const char *text, size_t most, struct arena *arena)
{
	size_t length = text ? strnlen(text, most + 4) : 0;
	struct text cut = {0};
	const char *kept;

	if (length <= most)
		return text;
	text_add(&cut, text, utf8_cut(text, length, most));
	text_puts(&cut, "…");
	kept = arena_copy(arena, cut.data, cut.length);
	text_release(&cut);
	return kept;
}

static const struct role *shorten_role(const struct role *role, size_t most, struct arena *arena)
{
	struct role *made = arena_new(arena, 1, sizeof(*made));

	*made = *role;
	made->title = shorten(role->title, most, arena);
	made->shorter = shorten(role->shorter, most, arena);
	made->of = shorten(role->of, most, arena);
	return made;
}

/* Leaves to each of PEOPLE the role that is shown.  Whose roles are the same ones share them,
 * and of both there may be very many: they are looked through once. */
static void choose_roles(struct speaker *people, size_t count, struct days days,
			 struct arena *arena)
{
	enum { KEPT = 64 };
	struct chosen {
		const struct role *of;
		struct speaker speaker;
	} kept[KEPT] = {0};

	for (size_t i = 0; i < count; i++) {
		const struct role *roles = people[i].roles;
		struct chosen *chosen = &kept[(uintptr_t)roles / sizeof(*roles) % KEPT];

		if (!roles)
			continue;
		if (chosen->of != roles) {
			chosen->of = roles;
			chosen->speaker = people[i];
			document_one_role(&chosen->speaker, days);
			if (chosen->speaker.roles)
				chosen->speaker.roles = shorten_role(chosen->speaker.roles,
								     name_bytes(count), arena);
		}
		people[i].roles = chosen->speaker.roles;
		people[i].role_count = chosen->speaker.role_count;
	}
}

static void add_participants(struct item_maker *maker, const struct entry *entry)
{
	const struct talk *talk = &entry->talk;
	struct speaker *people = memory_new(talk->participant_count + 1, sizeof(*people));
	struct arena arena = {0};
	struct text text = {0};

	if (talk->participant_count)
		add_heading(maker, "Participants");
	/* Those who cannot be read have no name. */
	store_participants(maker->store, talk, &arena, people, NULL);
	choose_roles(people, talk->participant_count, entry->days, &arena);
	for (size_t i = 0; i < talk->participant_count; i++) {
		const struct participant *who = &talk->participants[i];

		text_clear(&text);
		people[i].name = shorten(people[i].name, name_bytes(talk->participant_count),
					 &arena);
		document_person(&people[i], who->as, entry->days, &text);
		if (who->part)
			text_printf(&text, " · %s", who->part);
		item_add(maker, PARA_ITEM, text_string(&text));
	}
	text_release(&text);
	arena_release(&arena);
	free(people);
}

/* The topics that were named last, each in the place that its number gives. */
struct topics {
	struct topic_name {
		uint32_t number;
		const char *name;
		struct arena arena;
	} kept[64];
};

static void topics_release(struct topics *topics)
{
	for (size_t i = 0; i < sizeof(topics->kept) / sizeof(topics->kept[0]); i++)
		arena_release(&topics->kept[i].arena);
}

static const char *topic_name(struct topics *topics, struct store *store, uint32_t number,
			      size_t most)
{
	struct topic_name *kept =
		&topics->kept[number % (sizeof(topics->kept) / sizeof(topics->kept[0]))];
	struct name name;

	if (kept->number != number) {
		arena_clear(&kept->arena);
		kept->number = number;
		kept->name = names_get(store, NAMES_TOPIC, number, &kept->arena, &name) ? ""
			   : shorten(name.label, most, &kept->arena);
	}
	return kept->name;
}

static void add_agenda(struct item_maker *maker, const struct talk *talk)
{
	struct topics topics = {0};

	if (talk->agenda_count || talk->agenda_intro)
		add_heading(maker, "Agenda");
	if (talk->agenda_intro)
		item_words(maker, PARA_SUMMARY, talk->agenda_intro);
	for (size_t i = 0; i < talk->agenda_count; i++) {
		const struct agenda_item *point = &talk->agenda[i];
		struct paragraph *paragraph = item_words(maker, PARA_ITEM, point->text);
		struct text text = {0};

		if (!point->topic)
			continue;
		/* Matches are places in the point itself, which stands first. */
		text_printf(&text, "%s · %s", point->text,
			    topic_name(&topics, maker->store, point->topic,
				       name_bytes(talk->agenda_count)));
		paragraph->length = text.length;
		paragraph->text = arena_copy(&maker->arena, text.data, text.length);
		text_release(&text);
	}
	topics_release(&topics);
}

static void add_part_of(struct item_maker *maker, const struct talk *talk)
{
	struct paragraph *field = NULL;

	if (talk->part_of)
		field = item_field(maker, "part of", item_name(maker, NAMES_TALK, talk->part_of));
	if (field)
		field->link = store_talk_row(maker->store, talk->part_of);
}

void item_of_talk(struct item_maker *maker, const struct entry *entry)
{
	const struct talk *talk = &entry->talk;
	struct text topics = {0};

	item_words(maker, PARA_TITLE, talk->title);
	add_byline(maker, entry);
	add_participants(maker, entry);
	add_agenda(maker, talk);
	if (talk->summary) {
		add_heading(maker, "Summary");
		item_words(maker, PARA_SUMMARY, talk->summary);
	}
	item_gap(maker);
	add_part_of(maker, talk);
	item_names(maker, NAMES_TOPIC, &talk->topics, &topics);
	item_field(maker, "topics", text_string(&topics));
	item_outlet(maker, entry);
	item_source(maker, entry);
	item_field(maker, "url", entry->url);
	item_date(maker, entry, talk->end);
	item_language(maker, entry);
	item_origin(maker, entry);
	text_release(&topics);
}

/* Speakers and topics, and whoever refers to them. */
#include "store/loader.h"

#include <string.h>

#include "store/check.h"

void load_shaken(struct loader *loader, const struct registry *registry)
{
	if (registry->shaken && loader->pass == PASS_ONLY)
		loader->restart = true;
}

/* --- speakers --- */

static void name_all(struct registry *registry, uint32_t number, const struct field *name,
		     const struct field *aliases)
{
	const char *const *texts = aliases->items;

	if (field_text(name))
		registry_name(registry, number, name->text, name->length);
	for (size_t i = 0; i < aliases->count; i++)
		registry_name(registry, number, texts[i], strlen(texts[i]));
}

/* Declares a record by its id, or by its name where it has none: whoever names
 * it must not be told too.  Returns its number, 0 where it has neither. */
static uint32_t declare(struct loader *loader, struct registry *registry, const struct field *id,
			const struct field *name)
{
	const struct field *by = id->text ? id : name;
	struct place before;
	uint32_t number = 0;

	registry_list(registry);
	if (by->text) {
		number = registry_declare(registry, by->text, by->length, by->at, &before);
		if (before.line && by == id)
			load_tell_duplicate(loader, id, before);
	}
	load_shaken(loader, registry);
	return number;
}

/* Whether a thing is to be given to the builder now; each is once. */
static bool to_hand(struct registry *registry, uint32_t number)
{
	bool first = !registry->things[number - 1].handed;

	registry->things[number - 1].handed = true;
	return first;
}

void load_speaker(struct loader *loader, const struct record *record)
{
	const struct field *f = record->fields;
	struct registry *registry = &loader->symbols.speakers;
	struct piece piece = {.kind = PIECE_SPEAKER};
	uint32_t number = declare(loader, registry, &f[SPEAKER_ID], &f[SPEAKER_NAME]);

	if (!number)
		return;
	name_all(registry, number, &f[SPEAKER_NAME], &f[SPEAKER_ALIASES]);
	load_shaken(loader, registry);
	if (!to_hand(registry, number))
		return;
	piece.number = number;
	piece.speaker = (struct speaker){
		.id = field_text(&f[SPEAKER_ID]),
		.name = field_text(&f[SPEAKER_NAME]),
		.sort = field_text(&f[SPEAKER_SORT]),
		.wikidata = field_text(&f[SPEAKER_WIKIDATA]),
		.note = field_text(&f[SPEAKER_NOTE]),
		.kind = (enum speaker_kind)f[SPEAKER_KIND].word,
		.aliases = f[SPEAKER_ALIASES].items,
		.alias_count = f[SPEAKER_ALIASES].count,
		.roles = f[SPEAKER_ROLES].items,
		.role_count = f[SPEAKER_ROLES].count,
	};
	load_piece(loader, &piece);
}

/* --- topics --- */

void load_topic(struct loader *loader, const struct record *record)
{
	const struct field *f = record->fields;
	struct registry *registry = &loader->symbols.topics;
	struct piece piece = {.kind = PIECE_TOPIC};
	uint32_t number = declare(loader, registry, &f[TOPIC_ID], &f[TOPIC_LABEL]);

	if (!number)
		return;
	name_all(registry, number, &f[TOPIC_LABEL], &f[TOPIC_ALIASES]);
	load_shaken(loader, registry);
	if (!to_hand(registry, number))
		return;
	piece.number = number;
	piece.topic = (struct topic){
		.id = field_text(&f[TOPIC_ID]),
		.label = field_text(&f[TOPIC_LABEL]),
		.note = field_text(&f[TOPIC_NOTE]),
		.parent = registry->things[number - 1].parent,
		.aliases = f[TOPIC_ALIASES].items,
		.alias_count = f[TOPIC_ALIASES].count,
	};
	load_piece(loader, &piece);
}

static const char *keep_id(struct loader *loader, const struct registry *registry,
			   uint32_t number)
{
	return arena_copy(load_arena(loader), string_table_string(&registry->ids, number),
			  string_table_length(&registry->ids, number));
}

void load_topics_between(struct loader *loader)
{
	struct registry *registry = &loader->symbols.topics;

	for (; registry->handed_to < registry->ids.count; registry->handed_to++) {
		uint32_t number = registry->handed_to + 1;
		struct piece piece = {.kind = PIECE_TOPIC, .number = number};

		if (!to_hand(registry, number))
			continue;
		piece.topic = (struct topic){
			.id = keep_id(loader, registry, number),
			.parent = registry->things[number - 1].parent,
		};
		load_piece(loader, &piece);
	}
}

void load_entry(struct loader *loader, const struct entry *entry)
{
	struct piece piece = {.kind = PIECE_ENTRY, .entry = *entry};

	load_topics_between(loader);
	load_piece(loader, &piece);
}

/* --- references --- */

void load_tell_undeclared(struct loader *loader, const struct field *field, const char *one,
			  const char *list, const char *near)
{
	struct shown name = shown(field->text, field->length);

	if (near)
		problems_error(&loader->problems, field->at,
			       "the %s '%s' is not declared (did you mean '%s'?)", one,
			       name.text, shown(near, strlen(near)).text);
	else
		problems_error(&loader->problems, field->at,
			       "the %s '%s' is not declared (add it to '%s')", one, name.text,
			       list);
}

bool load_undeclared(struct loader *loader, struct place at)
{
	if (loader->unjudged)
		return false;
	if (loader->pass == PASS_ONLY)
		loader->restart = true;
	if (loader->pass != PASS_JUDGE)
		return false;
	if (problems_wants(&loader->problems, at))
		return true;
	problems_count(&loader->problems);
	return false;
}

static uint32_t make(struct loader *loader, struct registry *registry, const struct field *field)
{
	const char *wrong = registry->tree ? check_topic_name(field->text, field->length) : NULL;
	struct piece piece = {.kind = PIECE_SPEAKER};
	uint32_t number;

	if (wrong) {
		problems_error(&loader->problems, field->at, "the topic '%s' %s",
			       shown(field->text, field->length).text, wrong);
		return 0;
	}
	number = registry_make(registry, field->text, field->length);
	if (!registry->tree && to_hand(registry, number)) {
		piece.number = number;
		piece.speaker.id = piece.speaker.name = keep_id(loader, registry, number);
		load_piece(loader, &piece);
	}
	return number;
}

static struct shown shown_id(const struct registry *registry, uint32_t number)
{
	return shown(string_table_string(&registry->ids, number),
		     string_table_length(&registry->ids, number));
}

static void tell_two(struct loader *loader, const struct registry *registry,
		     const struct field *field, uint32_t a, uint32_t b)
{
	problems_error(&loader->problems, field->at,
		       "'%s' names two %s, '%s' and '%s' (use an id)",
		       shown(field->text, field->length).text, registry->list,
		       shown_id(registry, a).text, shown_id(registry, b).text);
}

uint32_t load_name(struct loader *loader, struct registry *registry, const struct field *field)
{
	uint32_t number, other = 0;

	if (!field_text(field))
		return 0;
	switch (registry_find(registry, field->text, field->length, &number, &other)) {
	case REGISTRY_ONE:
		return number;
	case REGISTRY_TWO:
		if (load_undeclared(loader, field->at))
			tell_two(loader, registry, field, number, other);
		return 0;
	case REGISTRY_NONE:
		break;
	}
	if (!registry->declared && loader->pass != PASS_DECLARE)
		return make(loader, registry, field);
	if (load_undeclared(loader, field->at))
		load_tell_undeclared(loader, field, registry->one, registry->list,
				registry_nearest(registry, field->text, field->length));
	return 0;
}

uint32_t load_talk_field(struct loader *loader, const struct field *field)
{
	struct symbols *symbols = &loader->symbols;
	uint32_t number;

	if (!field_text(field))
		return 0;
	number = string_table_find(&symbols->talk_ids, field->text, field->length);
	if (number && symbols->talks[number - 1].at.line)
		return number;
	if (load_undeclared(loader, field->at))
		load_tell_undeclared(loader, field, "talk", "talks",
				symbols_nearest_talk(symbols, field->text, field->length));
	return 0;
}

#include "store/symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/map.h"

void symbols_init(struct symbols *symbols)
{
	*symbols = (struct symbols){
		.speakers = {.one = "speaker", .list = "speakers"},
		.topics = {.one = "topic", .list = "topics", .tree = true},
		.ids.seed = string_table_seed(),
	};
}

void symbols_release(struct symbols *symbols)
{
	registry_release(&symbols->speakers);
	registry_release(&symbols->topics);
	string_table_release(&symbols->source_ids);
	string_table_release(&symbols->talk_ids);
	string_table_release(&symbols->repeats);
	string_table_release(&symbols->words);
	free(symbols->sources);
	free(symbols->talks);
	free(symbols->parts);
	free(symbols->ids.slots);
	free(symbols->kept);
	arena_release(&symbols->arena);
	*symbols = (struct symbols){0};
}

const char *symbols_keep(struct symbols *symbols, const char *text)
{
	size_t before = symbols->words.count;
	uint32_t n;

	if (!text)
		return NULL;
	n = string_table_add(&symbols->words, text, strlen(text));
	if (symbols->words.count > before) {
		symbols->kept = memory_room(symbols->kept, before, &symbols->kept_cap,
					    sizeof(*symbols->kept));
		symbols->kept[n - 1] = arena_copy(&symbols->arena, text, strlen(text));
	}
	return symbols->kept[n - 1];
}

struct known_source *symbols_source_in_place(struct symbols *symbols)
{
	return arena_new(&symbols->arena, 1, sizeof(struct known_source));
}

struct known_source *symbols_source(struct symbols *symbols, const char *id, size_t length)
{
	size_t before = symbols->source_ids.count;
	uint32_t n = string_table_add(&symbols->source_ids, id, length);

	if (symbols->source_ids.count > before) {
		symbols->sources = memory_room(symbols->sources, before, &symbols->source_cap,
					       sizeof(*symbols->sources));
		symbols->sources[n - 1] = symbols_source_in_place(symbols);
	}
	return symbols->sources[n - 1];
}

uint32_t symbols_talk(struct symbols *symbols, const char *id, size_t length)
{
	size_t before = symbols->talk_ids.count;
	uint32_t n = string_table_add(&symbols->talk_ids, id, length);

	if (symbols->talk_ids.count > before) {
		symbols->talks = memory_room(symbols->talks, before, &symbols->talk_cap,
					     sizeof(*symbols->talks));
		symbols->talks[n - 1] = (struct known_talk){.days = DAYS_NONE};
	}
	return n;
}

void symbols_part_of(struct symbols *symbols, uint32_t talk, uint32_t whole, struct place at)
{
	symbols->parts = memory_room(symbols->parts, symbols->part_count, &symbols->part_cap,
				     sizeof(*symbols->parts));
	symbols->parts[symbols->part_count++] = (struct part){talk, whole, at};
}

static struct id_slot *find_id(const struct id_set *set, uint64_t hash)
{
	size_t i = hash & (set->cap - 1);

	while (set->slots[i].hash && set->slots[i].hash != hash)
		i = (i + 1) & (set->cap - 1);
	return &set->slots[i];
}

static void grow_ids(struct id_set *set)
{
	struct id_set old = *set;

	set->cap = old.cap ? old.cap * 2 : 256;
	set->slots = memory_new(set->cap, sizeof(*set->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].hash)
			*find_id(set, old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

/* The slot of an id, with line 0 where nobody took it. */
static struct id_slot *look_up(struct id_set *set, const char *id, size_t length)
{
	uint64_t hash = hash_bytes(set->seed, id, length);
	struct id_slot *slot;

	hash += !hash;
	if (set->count * 4 >= set->cap * 3)
		grow_ids(set);
	slot = find_id(set, hash);
	if (!slot->hash) {
		slot->hash = hash;
		set->count++;
	}
	return slot;
}

static bool take(struct id_slot *slot, struct place at, bool made, struct place *before)
{
	if (slot->line) {
		*before = (struct place){.file = slot->file, .line = slot->line};
		return false;
	}
	slot->file = at.file & INT32_MAX;
	slot->line = at.line;
	slot->made = made;
	return true;
}

bool symbols_entry_id(struct symbols *symbols, const char *id, size_t length, struct place at,
		      struct place *before)
{
	return !take(look_up(&symbols->ids, id, length), at, false, before);
}

bool symbols_make_id(struct symbols *symbols, uint64_t hash, struct place at,
		     char id[MADE_ID_BYTES], struct place *before)
{
	size_t length = (size_t)snprintf(id, MADE_ID_BYTES, "q-%016llx",
					 (unsigned long long)hash);
	struct id_slot *slot = look_up(&symbols->ids, id, length);
	uint32_t again, *count;

	if (take(slot, at, true, before))
		return false;
	if (!slot->made)
		return true;
	again = string_table_add(&symbols->repeats, (const char *)&hash, sizeof(hash));
	count = string_table_value(&symbols->repeats, again);
	*count += *count ? 1 : 2;
	length += (size_t)snprintf(id + length, MADE_ID_BYTES - length, "-%u", (unsigned)*count);
	return !take(look_up(&symbols->ids, id, length), at, true, before);
}

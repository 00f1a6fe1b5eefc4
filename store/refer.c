#include "store/refer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/map.h"

void refer_init(struct refer *refer)
{
	*refer = (struct refer){
		.speakers = {.one = "speaker", .list = "speakers"},
		.topics = {.one = "topic", .list = "topics", .tree = true},
		.ids.seed = string_table_seed(),
	};
}

void refer_release(struct refer *refer)
{
	registry_release(&refer->speakers);
	registry_release(&refer->topics);
	string_table_release(&refer->source_ids);
	string_table_release(&refer->talk_ids);
	string_table_release(&refer->repeats);
	string_table_release(&refer->words);
	free(refer->sources);
	free(refer->talks);
	free(refer->parts);
	free(refer->ids.slots);
	free(refer->kept);
	arena_release(&refer->arena);
	*refer = (struct refer){0};
}

const char *refer_keep(struct refer *refer, const char *text)
{
	size_t before = refer->words.count;
	uint32_t n;

	if (!text)
		return NULL;
	n = string_table_add(&refer->words, text, strlen(text));
	if (refer->words.count > before) {
		refer->kept = memory_room(refer->kept, before, &refer->kept_cap,
					  sizeof(*refer->kept));
		refer->kept[n - 1] = arena_copy(&refer->arena, text, strlen(text));
	}
	return refer->kept[n - 1];
}

struct known_source *refer_source_in_place(struct refer *refer)
{
	return arena_new(&refer->arena, 1, sizeof(struct known_source));
}

struct known_source *refer_source(struct refer *refer, const char *id, size_t length)
{
	size_t before = refer->source_ids.count;
	uint32_t n = string_table_add(&refer->source_ids, id, length);

	if (refer->source_ids.count > before) {
		refer->sources = memory_room(refer->sources, before, &refer->source_cap,
					     sizeof(*refer->sources));
		refer->sources[n - 1] = refer_source_in_place(refer);
	}
	return refer->sources[n - 1];
}

uint32_t refer_talk(struct refer *refer, const char *id, size_t length)
{
	size_t before = refer->talk_ids.count;
	uint32_t n = string_table_add(&refer->talk_ids, id, length);

	if (refer->talk_ids.count > before) {
		refer->talks = memory_room(refer->talks, before, &refer->talk_cap,
					   sizeof(*refer->talks));
		refer->talks[n - 1] = (struct known_talk){.days = DAYS_NONE};
	}
	return n;
}

void refer_part_of(struct refer *refer, uint32_t talk, uint32_t whole, struct place at)
{
	refer->parts = memory_room(refer->parts, refer->part_count, &refer->part_cap,
				   sizeof(*refer->parts));
	refer->parts[refer->part_count++] = (struct part){talk, whole, at};
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

bool refer_entry_id(struct refer *refer, const char *id, size_t length, struct place at,
		    struct place *before)
{
	return !take(look_up(&refer->ids, id, length), at, false, before);
}

bool refer_make_id(struct refer *refer, uint64_t hash, struct place at,
		   char id[MADE_ID_BYTES], struct place *before)
{
	size_t length = (size_t)snprintf(id, MADE_ID_BYTES, "q-%016llx",
					 (unsigned long long)hash);
	struct id_slot *slot = look_up(&refer->ids, id, length);
	uint32_t *count;

	if (take(slot, at, true, before))
		return false;
	if (!slot->made)
		return true;
	count = string_table_value(&refer->repeats,
				   string_table_add(&refer->repeats, (const char *)&hash, sizeof(hash)));
	*count += *count ? 1 : 2;
	length += (size_t)snprintf(id + length, MADE_ID_BYTES - length, "-%u", (unsigned)*count);
	return !take(look_up(&refer->ids, id, length), at, true, before);
}

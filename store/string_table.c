#include "store/string_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "store/map.h"
#include "store/memory.h"

uint64_t string_table_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != sizeof(seed))
		seed = (uint64_t)time(NULL) ^ (uint64_t)(uintptr_t)&seed;
	return seed;
}

static uint32_t hash_of(const struct string_table *table, const char *text, size_t length)
{
	return (uint32_t)hash_bytes(table->seed, text, length);
}

/* The slot of a string, or the free one where it belongs. */
static struct string_table_slot *find_slot(const struct string_table *table, uint32_t hash,
					   const char *text, size_t length)
{
	size_t i = hash & (table->slot_count - 1);

	for (;; i = (i + 1) & (table->slot_count - 1)) {
		struct string_table_slot *slot = &table->slots[i];
		const struct string_table_entry *entry;

		if (!slot->number)
			return slot;
		if (slot->hash != hash)
			continue;
		entry = &table->entries[slot->number - 1];
		if (entry->length == length &&
		    memcmp(table->pool + entry->at, text, length) == 0)
			return slot;
	}
}

static void grow(struct string_table *table)
{
	struct string_table_slot *old = table->slots;
	size_t old_count = table->slot_count;

	if (!old)
		table->seed = string_table_seed();
	table->slot_count = old ? old_count * 2 : 64;
	table->slots = memory_new(table->slot_count, sizeof(*table->slots));
	for (size_t i = 0; i < old_count; i++) {
		size_t to = old[i].hash & (table->slot_count - 1);

		if (!old[i].number)
			continue;
		while (table->slots[to].number)
			to = (to + 1) & (table->slot_count - 1);
		table->slots[to] = old[i];
	}
	free(old);
}

uint32_t string_table_find(const struct string_table *table, const char *text, size_t length)
{
	if (!table->count)
		return 0;
	return find_slot(table, hash_of(table, text, length), text, length)->number;
}

uint32_t string_table_add(struct string_table *table, const char *text, size_t length)
{
	struct string_table_slot *slot;
	uint32_t hash;

	if (table->count * 4 >= table->slot_count * 3)
		grow(table);
	hash = hash_of(table, text, length);
	slot = find_slot(table, hash, text, length);
	if (slot->number)
		return slot->number;
	if (table->count >= UINT32_MAX - 1 || length >= UINT32_MAX)
		memory_exhausted();
	if (table->room - table->used <= length) {
		table->room = (table->used + length + 1) * 3 / 2 + 1024;
		table->pool = memory_resize(table->pool, table->room, 1);
	}
	table->entries = memory_room(table->entries, table->count, &table->cap,
				     sizeof(*table->entries));
	table->entries[table->count++] =
		(struct string_table_entry){.at = table->used, .length = (uint32_t)length};
	if (length)
		memcpy(table->pool + table->used, text, length);
	table->used += length;
	table->pool[table->used++] = '\0';
	*slot = (struct string_table_slot){hash, (uint32_t)table->count};
	return slot->number;
}

const char *string_table_string(const struct string_table *table, uint32_t number)
{
	return table->pool + table->entries[number - 1].at;
}

size_t string_table_length(const struct string_table *table, uint32_t number)
{
	return table->entries[number - 1].length;
}

uint32_t *string_table_value(struct string_table *table, uint32_t number)
{
	return &table->entries[number - 1].value;
}

void string_table_clear(struct string_table *table)
{
	if (table->slots)
		memset(table->slots, 0, table->slot_count * sizeof(*table->slots));
	table->count = table->used = 0;
}

void string_table_release(struct string_table *table)
{
	free(table->entries);
	free(table->pool);
	free(table->slots);
	*table = (struct string_table){0};
}

#include "store/roster.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "store/map.h"
#include "store/memory.h"

uint64_t roster_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != sizeof(seed))
		seed = (uint64_t)time(NULL) ^ (uint64_t)(uintptr_t)&seed;
	return seed;
}

static uint32_t hash_of(const struct roster *roster, const char *text, size_t length)
{
	return (uint32_t)hash_bytes(roster->seed, text, length);
}

/* The slot of a string, or the free one where it belongs. */
static struct roster_slot *find_slot(const struct roster *roster, uint32_t hash,
				     const char *text, size_t length)
{
	size_t i = hash & (roster->slot_count - 1);

	for (;; i = (i + 1) & (roster->slot_count - 1)) {
		struct roster_slot *slot = &roster->slots[i];
		const struct roster_entry *entry;

		if (!slot->number)
			return slot;
		if (slot->hash != hash)
			continue;
		entry = &roster->entries[slot->number - 1];
		if (entry->length == length &&
		    memcmp(roster->pool + entry->at, text, length) == 0)
			return slot;
	}
}

static void grow(struct roster *roster)
{
	struct roster_slot *old = roster->slots;
	size_t old_count = roster->slot_count;

	if (!old)
		roster->seed = roster_seed();
	roster->slot_count = old ? old_count * 2 : 64;
	roster->slots = memory_new(roster->slot_count, sizeof(*roster->slots));
	for (size_t i = 0; i < old_count; i++) {
		size_t to = old[i].hash & (roster->slot_count - 1);

		if (!old[i].number)
			continue;
		while (roster->slots[to].number)
			to = (to + 1) & (roster->slot_count - 1);
		roster->slots[to] = old[i];
	}
	free(old);
}

uint32_t roster_find(const struct roster *roster, const char *text, size_t length)
{
	if (!roster->count)
		return 0;
	return find_slot(roster, hash_of(roster, text, length), text, length)->number;
}

uint32_t roster_add(struct roster *roster, const char *text, size_t length)
{
	struct roster_slot *slot;
	uint32_t hash;

	if (roster->count * 4 >= roster->slot_count * 3)
		grow(roster);
	hash = hash_of(roster, text, length);
	slot = find_slot(roster, hash, text, length);
	if (slot->number)
		return slot->number;
	if (roster->count >= UINT32_MAX - 1 || length >= UINT32_MAX)
		memory_exhausted();
	if (roster->room - roster->used <= length) {
		roster->room = (roster->used + length + 1) * 3 / 2 + 1024;
		roster->pool = memory_resize(roster->pool, roster->room, 1);
	}
	roster->entries = memory_room(roster->entries, roster->count, &roster->cap,
				      sizeof(*roster->entries));
	roster->entries[roster->count++] =
		(struct roster_entry){.at = roster->used, .length = (uint32_t)length};
	if (length)
		memcpy(roster->pool + roster->used, text, length);
	roster->used += length;
	roster->pool[roster->used++] = '\0';
	*slot = (struct roster_slot){hash, (uint32_t)roster->count};
	return slot->number;
}

const char *roster_string(const struct roster *roster, uint32_t number)
{
	return roster->pool + roster->entries[number - 1].at;
}

size_t roster_length(const struct roster *roster, uint32_t number)
{
	return roster->entries[number - 1].length;
}

uint32_t *roster_value(struct roster *roster, uint32_t number)
{
	return &roster->entries[number - 1].value;
}

void roster_clear(struct roster *roster)
{
	if (roster->slots)
		memset(roster->slots, 0, roster->slot_count * sizeof(*roster->slots));
	roster->count = roster->used = 0;
}

void roster_release(struct roster *roster)
{
	free(roster->entries);
	free(roster->pool);
	free(roster->slots);
	*roster = (struct roster){0};
}

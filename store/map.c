#include "store/map.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/string_table.h"

struct map_slot {
	char *key;		/* NULL: free */
	size_t length;
	uint64_t hash;
	uint32_t value;
};

uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t length)
{
	uint64_t hash = seed ^ 0xcbf29ce484222325u;

	for (size_t i = 0; i < length; i++) {
		hash ^= (unsigned char)bytes[i];
		hash *= 0x100000001b3u;
	}
	/* FNV leaves its low bits weak; tables take the low bits. */
	hash ^= hash >> 32;
	hash *= 0xd6e8feb86659fd93u;
	hash ^= hash >> 32;
	return hash;
}

/* Eight bytes at a time, for each quote may inherit a name of 64 KiB. */
static uint64_t hash_of(const struct map *map, const char *key, size_t length)
{
	uint64_t hash = map->seed ^ length;

	for (; length >= 8; key += 8, length -= 8) {
		uint64_t word;

		memcpy(&word, key, 8);
		hash = (hash ^ word) * 0x9fb21c651e98df25u;
		hash ^= hash >> 32;
	}
	return hash_bytes(hash, key, length);
}

static struct map_slot *find(const struct map *map, uint64_t hash, const char *key, size_t length)
{
	size_t i = hash & (map->cap - 1);

	for (;; i = (i + 1) & (map->cap - 1)) {
		struct map_slot *slot = &map->slots[i];

		if (!slot->key)
			return slot;
		if (slot->hash == hash && slot->length == length &&
		    memcmp(slot->key, key, length) == 0)
			return slot;
	}
}

static void grow(struct map *map)
{
	struct map old = *map;

	if (!old.cap)
		map->seed = string_table_seed();
	map->cap = old.cap ? old.cap * 2 : 64;
	map->slots = memory_new(map->cap, sizeof(*map->slots));
	for (size_t i = 0; i < old.cap; i++) {
		struct map_slot *slot = &old.slots[i];

		if (slot->key)
			*find(map, slot->hash, slot->key, slot->length) = *slot;
	}
	free(old.slots);
}

uint32_t *map_get(const struct map *map, const char *key, size_t length)
{
	struct map_slot *slot;

	if (!map->cap)
		return NULL;
	slot = find(map, hash_of(map, key, length), key, length);
	return slot->key ? &slot->value : NULL;
}

uint32_t *map_put(struct map *map, const char *key, size_t length)
{
	struct map_slot *slot;
	uint64_t hash;

	if (map->count * 4 >= map->cap * 3)
		grow(map);
	hash = hash_of(map, key, length);
	slot = find(map, hash, key, length);
	if (!slot->key) {
		slot->key = memory_copy(key, length);
		slot->length = length;
		slot->hash = hash;
		map->count++;
	}
	return &slot->value;
}

void map_release(struct map *map)
{
	for (size_t i = 0; i < map->cap; i++)
		free(map->slots[i].key);
	free(map->slots);
	*map = (struct map){0};
}

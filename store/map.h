/*
 * A map from byte strings to numbers, for ids and names while a corpus is
 * loaded.  Keys are copied.  Open addressing; O(1) amortised; about 50 bytes a
 * key and the key itself.  The hash is seeded by chance, so that nobody can write a
 * corpus whose names collide.  The all-zero struct is empty.
 */
#ifndef STORE_MAP_H
#define STORE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map {
	struct map_slot *slots;
	size_t count, cap;
	uint64_t seed;
};

/* The place of KEY's value, or NULL.  Borrowed until the next map_put. */
uint32_t *map_get(const struct map *map, const char *key, size_t length);

/* The place of KEY's value; a new key begins with 0.  Borrowed until the next
 * map_put. */
uint32_t *map_put(struct map *map, const char *key, size_t length);

void map_release(struct map *map);

/* A 64-bit hash of bytes that continues SEED (0 at first); the same on every
 * machine.  (FNV-1a with a final mix.) */
uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t length);

#endif

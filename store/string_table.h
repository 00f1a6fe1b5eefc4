/*
 * A string table: different strings in the order in which they first came, each with
 * a value.
 *
 * It is what a load remembers of ids and names, so it is made to be small:
 * about 24 bytes and the string itself.  The hash is seeded by chance, so that
 * nobody can write a corpus whose ids all fall into one place.  The all-zero
 * struct is empty.
 */
#ifndef STORE_STRING_TABLE_H
#define STORE_STRING_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct string_table {
	struct string_table_entry {
		size_t at;		/* of the string in `pool` */
		uint32_t length, value;
	} *entries;			/* entry n - 1 is the string number n */
	size_t count, cap;
	char *pool;			/* strings, each ended by a NUL */
	size_t used, room;
	struct string_table_slot {
		uint32_t hash, number;	/* number 0: free */
	} *slots;
	size_t slot_count;
	uint64_t seed;
};

/* The number of a string from 1, or 0. */
uint32_t string_table_find(const struct string_table *table, const char *text, size_t length);
/* The same; a new string is put at the end, with value 0. */
uint32_t string_table_add(struct string_table *table, const char *text, size_t length);

/* The string of a number; borrowed until the next string_table_add. */
const char *string_table_string(const struct string_table *table, uint32_t number);
size_t string_table_length(const struct string_table *table, uint32_t number);
uint32_t *string_table_value(struct string_table *table, uint32_t number);

/* Empties it and keeps the memory. */
void string_table_clear(struct string_table *table);
void string_table_release(struct string_table *table);

/* A number nobody can guess, for the hashes of one run. */
uint64_t string_table_seed(void);

#endif

/*
 * Fields: the columns of a statement's row from left to right, made into the
 * values of entry.h.
 *
 * What a damaged file may hold (numbers of nobody, unknown words, missing
 * texts that every record has) is made harmless here, so that nobody above
 * needs to ask.  Texts are copied to the arena.
 */
#ifndef STORE_FIELDS_H
#define STORE_FIELDS_H

#include "store/entry.h"
#include "store/handle.h"

struct fields {
	struct store *store;
	sqlite3_stmt *stmt;
	struct arena *arena;
	int at;		/* the column that comes next */
};

/* The kept statement of SQL at its first row where ?1 is KEY: 1, 0 where there
 * is none, -1.  To be reset once read, but for its last row. */
int fields_first(struct store *store, const char *sql, uint32_t key, struct arena *arena,
		 struct fields *fields, struct error *err);
/* The same for a table of names: ?1 is the number, ?2 the sort of names. */
int fields_named(struct store *store, const char *sql, enum names names, uint32_t number,
		 struct arena *arena, struct fields *fields, struct error *err);
/* To the next row, likewise. */
int fields_next(struct store *store, struct fields *fields, struct error *err);

/* Moves a list that has grown by memory_room into ARENA. */
void *fields_keep(struct arena *arena, void *list, size_t count, size_t size);

/* The columns of a role, in the order in which fields_role takes them. */
#define ROLE_COLUMNS(role) role "title, " role "shorter, " role "of_, " role "from_, " role "to_, " \
	role "from_first, " role "from_last, " role "to_first, " role "to_last"
struct role fields_role(struct fields *fields);
/* All the aliases of a name, in their order: 0 or -1. */
int fields_aliases(struct store *store, enum names names, uint32_t number, struct arena *arena,
		   const char *const **aliases, size_t *count, struct error *err);

const char *fields_text(struct fields *fields);
/* Of what every record has: "" where it is missing. */
const char *fields_needed(struct fields *fields);
/* From 0 to MOST; anything else is 0. */
uint32_t fields_number(struct fields *fields, uint32_t most);
/* A blob of numbers as varints; those out of range are left out. */
struct numbers fields_numbers(struct fields *fields, uint32_t most);

/* VALUE, or 0 where the vocabulary has no such word. */
unsigned word_of(const struct vocabulary *vocabulary, unsigned value);

#endif

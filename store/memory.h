/*
 * Memory that is either there or ends the program.
 *
 * The store is derived from the corpus and is replaced by a rename, so running
 * out of memory loses nothing: the program says so on standard error and
 * leaves with status 4, from whatever thread it happens on.
 */
#ifndef STORE_MEMORY_H
#define STORE_MEMORY_H

#include <stddef.h>

/* As malloc (zeroed) and realloc, for COUNT items of SIZE bytes; never NULL,
 * and safe from overflow.  Release with free(). */
void *memory_new(size_t count, size_t size);
void *memory_resize(void *block, size_t count, size_t size);

/* A copy of LENGTH bytes with a NUL behind; yours to free. */
char *memory_copy(const char *bytes, size_t length);

/* A larger array than the one of *CAP items, moved or not; for memory_room. */
void *memory_more(void *array, size_t *cap, size_t size);

/* Makes room for one item more in an array of COUNT items that has room for
 * *CAP; returns the array, moved or not. */
static inline void *memory_room(void *array, size_t count, size_t *cap, size_t size)
{
	return count < *cap ? array : memory_more(array, cap, size);
}

/* Says that memory ran out and exits; for libraries that return NULL. */
_Noreturn void memory_exhausted(void);

/* What shall be done before: LAST puts the terminal back, so that the message is seen. It
 * may do what a handler of a signal may, since other threads still run. */
void memory_on_exhausted(void (*last)(void));

/* Many small values that are released together.  All-zero is empty. */
struct arena {
	struct arena_block *blocks;
};

/* Zeroed, aligned for any type; valid until arena_release. */
void *arena_new(struct arena *arena, size_t count, size_t size);
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
void arena_release(struct arena *arena);
/* Forgets what was made since the mark was taken, and gives back its memory. */
struct arena_mark {
	struct arena_block *block;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);
/* Forgets what it holds but keeps one block, so that a loop that fills it
 * again allocates nothing. */
void arena_clear(struct arena *arena);

#endif

#include "store/memory.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

/* Set once, before there are threads; who has no memory cannot be given an argument. */
static void (*before_leaving)(void);

void memory_on_exhausted(void (*last)(void))
{
	before_leaving = last;
}

/* Not by exit(): what it calls is not made for two threads, and the screen's own way of
 * leaving would wipe the message. */
_Noreturn void memory_exhausted(void)
{
	static const char message[] = "statements: out of memory (close other programs, and try "
				      "again)\n";
	static atomic_flag leaving = ATOMIC_FLAG_INIT;

	/* Another thread is at it: to leave before it has put the terminal back would leave
	 * that as it is. */
	while (atomic_flag_test_and_set(&leaving))
		pause();
	if (before_leaving)
		before_leaving();
	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(4);	/* nobody listens */
	_exit(4);
}

void *memory_new(size_t count, size_t size)
{
	void *block = calloc(count ? count : 1, size ? size : 1);

	if (!block)
		memory_exhausted();
	return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	block = realloc(block, count && size ? count * size : 1);
	if (!block)
		memory_exhausted();
	return block;
}

char *memory_copy(const char *bytes, size_t length)
{
	char *copy;

	if (length == SIZE_MAX)
		memory_exhausted();
	copy = memory_resize(NULL, length + 1, 1);
	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

void *memory_more(void *array, size_t *cap, size_t size)
{
	*cap = *cap ? *cap * 2 : 8;
	return memory_resize(array, *cap, size);
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t align = alignof(max_align_t);
	size_t bytes;
	void *made;

	if (size && count > (SIZE_MAX / 2) / size)
		memory_exhausted();
	bytes = (count * size + align - 1) / align * align;
	if (!block || block->size - block->used < bytes) {
		size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;

		block = memory_resize(NULL, sizeof(*block) + room, 1);
		block->next = arena->blocks;
		block->used = 0;
		block->size = room;
		arena->blocks = block;
	}
	made = block->bytes + block->used;
	block->used += bytes;
	memset(made, 0, bytes);
	return made;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_new(arena, length + 1, 1);

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

static void release_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void arena_release(struct arena *arena)
{
	release_blocks(arena->blocks);
	arena->blocks = NULL;
}

struct arena_mark arena_mark(const struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	return (struct arena_mark){block, block ? block->used : 0};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->blocks != mark.block) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
	if (mark.block)
		mark.block->used = mark.used;
}

void arena_clear(struct arena *arena)
{
	struct arena_block *kept = arena->blocks;

	if (!kept)
		return;
	/* A giant block is given back: one long text must not stay for ever. */
	if (kept->size > BLOCK_BYTES) {
		arena_release(arena);
		return;
	}
	release_blocks(kept->next);
	kept->next = NULL;
	kept->used = 0;
}

#include "store/lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/page.h"
#include "store/string_table.h"

/* What tells a word: of a short one its bytes and its length, so that nothing else need be
 * looked at; of a long one 7 bytes of its hash, and LONG. */
struct lexicon_slot {
	uint64_t key;
	uint32_t number;	/* 0: free */
	uint32_t at;		/* in the pool */
};

enum { SHORT_BYTES = 7, LONG = 0xff };

static uint64_t first_bytes(const char *word, size_t length)
{
	uint64_t bytes = 0;

	memcpy(&bytes, word, length < 8 ? length : 8);
	return bytes;
}

static uint64_t key_of(const char *word, size_t length, uint64_t hash)
{
	if (length > SHORT_BYTES)
		return (hash & ~(uint64_t)0xff) | LONG;
	return first_bytes(word, length) << 8 | length;
}

/* Seeded by chance, so that nobody can write words that all fall into one place. */
static uint64_t hash_of(const struct lexicon *lexicon, const char *word, size_t length)
{
	uint64_t hash = lexicon->seed ^ length;

	for (size_t at = 0; at < length; at += 8) {
		hash = (hash ^ first_bytes(word + at, length - at)) * 0x9fb21c651e98df25u;
		hash ^= hash >> 32;
	}
	return hash;
}

static struct lexicon_slot *slot_at(const struct lexicon *lexicon, uint64_t hash)
{
	return &lexicon->slots[hash & (lexicon->slot_count - 1)];
}

static size_t length_of(const struct lexicon *lexicon, uint32_t number)
{
	size_t end = number < lexicon->count ? lexicon->starts[number] : lexicon->used;

	return end - lexicon->starts[number - 1];
}

static void grow(struct lexicon *lexicon)
{
	struct lexicon_slot *old = lexicon->slots;
	size_t old_count = lexicon->slot_count;

	if (!old)
		lexicon->seed = string_table_seed();
	lexicon->slot_count = old ? old_count * 2 : 1024;
	lexicon->slots = memory_new(lexicon->slot_count, sizeof(*lexicon->slots));
	for (size_t i = 0; i < old_count; i++) {
		uint64_t hash;

		if (!old[i].number)
			continue;
		hash = hash_of(lexicon, lexicon->pool + old[i].at,
			       length_of(lexicon, old[i].number));
		while (slot_at(lexicon, hash)->number)
			hash++;
		*slot_at(lexicon, hash) = old[i];
	}
	free(old);
}

uint64_t lexicon_hash(struct lexicon *lexicon, const char *word, size_t length)
{
	uint64_t hash;

	if (!lexicon->slots)
		grow(lexicon);
	hash = hash_of(lexicon, word, length);
	__builtin_prefetch(slot_at(lexicon, hash));
	return hash;
}

void lexicon_fetch(const struct lexicon *lexicon, uint64_t hash)
{
	const struct lexicon_slot *slot = slot_at(lexicon, hash);

	if (slot->number && (slot->key & 0xff) == LONG)
		__builtin_prefetch(lexicon->pool + slot->at);
}

static void keep_word(struct lexicon *lexicon, const char *word, size_t length)
{
	if (lexicon->room - lexicon->used < length) {
		lexicon->room = (lexicon->used + length) * 3 / 2 + 1024;
		lexicon->pool = memory_resize(lexicon->pool, lexicon->room, 1);
	}
	memcpy(lexicon->pool + lexicon->used, word, length);
	lexicon->starts = memory_room(lexicon->starts, lexicon->count, &lexicon->cap,
				      sizeof(*lexicon->starts));
	lexicon->starts[lexicon->count++] = (uint32_t)lexicon->used;
	lexicon->used += length;
}

static bool is_word(const struct lexicon *lexicon, const struct lexicon_slot *slot, uint64_t key,
		    const char *word, size_t length)
{
	return slot->key == key &&
	       (length <= SHORT_BYTES ||
		(lexicon->used - slot->at >= length &&
		 memcmp(lexicon->pool + slot->at, word, length) == 0 &&
		 length_of(lexicon, slot->number) == length));
}

uint32_t lexicon_add(struct lexicon *lexicon, const char *word, size_t length, uint64_t hash)
{
	uint64_t key = key_of(word, length, hash);
	struct lexicon_slot *slot;

	if (lexicon->count * 4 >= lexicon->slot_count * 3)
		grow(lexicon);
	while ((slot = slot_at(lexicon, hash))->number) {
		if (is_word(lexicon, slot, key, word, length))
			return slot->number;
		hash++;
	}
	if (lexicon->count == LEXICON_MOST || lexicon->used + length > LEXICON_BYTES)
		return 0;
	keep_word(lexicon, word, length);
	*slot = (struct lexicon_slot){key, (uint32_t)lexicon->count,
				      lexicon->starts[lexicon->count - 1]};
	return slot->number;
}

/* --- order --- */

struct sorted {
	uint64_t head;		/* big-endian, so that its order is that of the bytes */
	const char *word;
	uint32_t length, number;
};

static int compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return term_compare(x->word, x->length, y->word, y->length);
}

static struct sorted *sort_words(const struct lexicon *lexicon)
{
	struct sorted *sorted = memory_new(lexicon->count, sizeof(*sorted));

	for (uint32_t i = 0; i < lexicon->count; i++) {
		struct sorted *each = &sorted[i];

		each->word = lexicon->pool + lexicon->starts[i];
		each->length = (uint32_t)length_of(lexicon, i + 1);
		each->number = i + 1;
		for (uint32_t k = 0; k < 8; k++)
			each->head = each->head << 8 |
				     (k < each->length ? (unsigned char)each->word[k] : 0);
	}
	qsort(sorted, lexicon->count, sizeof(*sorted), compare_sorted);
	return sorted;
}

void lexicon_order(struct lexicon *lexicon)
{
	struct sorted *sorted = sort_words(lexicon);
	char *pool = memory_new(lexicon->used, 1);
	size_t used = 0;

	/* It takes no more words. */
	free(lexicon->slots);
	lexicon->slots = NULL;
	lexicon->ranks = memory_new(lexicon->count, sizeof(*lexicon->ranks));
	lexicon->starts = memory_resize(lexicon->starts, lexicon->count + 1,
					sizeof(*lexicon->starts));
	for (uint32_t rank = 0; rank < lexicon->count; rank++) {
		memcpy(pool + used, sorted[rank].word, sorted[rank].length);
		lexicon->starts[rank] = (uint32_t)used;
		used += sorted[rank].length;
		lexicon->ranks[sorted[rank].number - 1] = rank;
	}
	lexicon->starts[lexicon->count] = (uint32_t)used;
	free(sorted);
	free(lexicon->pool);
	lexicon->pool = pool;
}

const char *lexicon_word(const struct lexicon *lexicon, uint32_t rank, size_t *length)
{
	*length = lexicon->starts[rank + 1] - lexicon->starts[rank];
	return lexicon->pool + lexicon->starts[rank];
}

void lexicon_release(struct lexicon *lexicon)
{
	free(lexicon->pool);
	free(lexicon->starts);
	free(lexicon->slots);
	free(lexicon->ranks);
	*lexicon = (struct lexicon){0};
}

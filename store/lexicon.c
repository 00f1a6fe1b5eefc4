#include "store/lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/page.h"
#include "store/roster.h"

/* Most words are found without looking beyond their slot: they are no longer than
 * its head. */
struct lexicon_slot {
	uint64_t head;		/* the first eight bytes */
	uint32_t length;
	uint32_t number;	/* 0: free */
};

enum { HEAD = 8 };

static uint64_t head_of(const char *word, size_t length)
{
	uint64_t head = 0;

	memcpy(&head, word, length < HEAD ? length : HEAD);
	return head;
}

/* Seeded by chance, so that nobody can write words that all fall into one place. */
static uint64_t hash_of(const struct lexicon *lexicon, const char *word, size_t length)
{
	uint64_t hash = lexicon->seed ^ length;

	for (size_t at = 0; at < length; at += HEAD) {
		hash = (hash ^ head_of(word + at, length - at)) * 0x9fb21c651e98df25u;
		hash ^= hash >> 32;
	}
	return hash;
}

static bool is_word(const struct lexicon *lexicon, const struct lexicon_slot *slot, uint64_t head,
		    const char *word, size_t length)
{
	return slot->head == head && slot->length == length &&
	       (length <= HEAD || memcmp(lexicon->pool + lexicon->starts[slot->number - 1] + HEAD,
					 word + HEAD, length - HEAD) == 0);
}

static void grow(struct lexicon *lexicon)
{
	struct lexicon_slot *old = lexicon->slots;
	size_t old_count = lexicon->slot_count;

	if (!old)
		lexicon->seed = roster_seed();
	lexicon->slot_count = old ? old_count * 2 : 1024;
	lexicon->slots = memory_new(lexicon->slot_count, sizeof(*lexicon->slots));
	for (size_t i = 0; i < old_count; i++) {
		const char *word;
		size_t to;

		if (!old[i].number)
			continue;
		word = lexicon->pool + lexicon->starts[old[i].number - 1];
		to = hash_of(lexicon, word, old[i].length) & (lexicon->slot_count - 1);
		while (lexicon->slots[to].number)
			to = (to + 1) & (lexicon->slot_count - 1);
		lexicon->slots[to] = old[i];
	}
	free(old);
}

static void keep_word(struct lexicon *lexicon, const char *word, size_t length)
{
	if (lexicon->room - lexicon->used < length) {
		lexicon->room = (lexicon->used + length) * 3 / 2 + 1024;
		lexicon->pool = memory_resize(lexicon->pool, lexicon->room, 1);
	}
	memcpy(lexicon->pool + lexicon->used, word, length);
	lexicon->used += length;
	/* Where this word ends the next one begins. */
	if (!lexicon->count)
		lexicon->starts = memory_room(lexicon->starts, 0, &lexicon->cap,
					      sizeof(*lexicon->starts));
	lexicon->starts = memory_room(lexicon->starts, lexicon->count + 1, &lexicon->cap,
				      sizeof(*lexicon->starts));
	lexicon->starts[0] = 0;
	lexicon->starts[++lexicon->count] = (uint32_t)lexicon->used;
}

uint32_t lexicon_add(struct lexicon *lexicon, const char *word, size_t length)
{
	uint64_t head = head_of(word, length);
	struct lexicon_slot *slot;

	if (lexicon->count * 2 >= lexicon->slot_count)
		grow(lexicon);
	for (size_t i = hash_of(lexicon, word, length);; i++) {
		slot = &lexicon->slots[i & (lexicon->slot_count - 1)];
		if (!slot->number)
			break;
		if (is_word(lexicon, slot, head, word, length))
			return slot->number;
	}
	if (lexicon->count == LEXICON_MOST || lexicon->used + length > LEXICON_BYTES)
		return 0;
	keep_word(lexicon, word, length);
	*slot = (struct lexicon_slot){head, (uint32_t)length, (uint32_t)lexicon->count};
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

void lexicon_order(struct lexicon *lexicon)
{
	struct sorted *sorted = memory_new(lexicon->count, sizeof(*sorted));

	for (uint32_t i = 0; i < lexicon->count; i++) {
		struct sorted *each = &sorted[i];

		each->word = lexicon->pool + lexicon->starts[i];
		each->length = lexicon->starts[i + 1] - lexicon->starts[i];
		each->number = i + 1;
		for (uint32_t k = 0; k < HEAD; k++)
			each->head = each->head << 8 |
				     (k < each->length ? (unsigned char)each->word[k] : 0);
	}
	qsort(sorted, lexicon->count, sizeof(*sorted), compare_sorted);
	lexicon->ranks = memory_new(lexicon->count, sizeof(*lexicon->ranks));
	lexicon->order = memory_new(lexicon->count, sizeof(*lexicon->order));
	for (uint32_t rank = 0; rank < lexicon->count; rank++) {
		lexicon->order[rank] = sorted[rank].number;
		lexicon->ranks[sorted[rank].number - 1] = rank;
	}
	free(sorted);
	/* It takes no more words. */
	free(lexicon->slots);
	lexicon->slots = NULL;
	lexicon->slot_count = 0;
}

const char *lexicon_word(const struct lexicon *lexicon, uint32_t rank, size_t *length)
{
	uint32_t i = lexicon->order[rank] - 1;

	*length = lexicon->starts[i + 1] - lexicon->starts[i];
	return lexicon->pool + lexicon->starts[i];
}

void lexicon_release(struct lexicon *lexicon)
{
	free(lexicon->pool);
	free(lexicon->starts);
	free(lexicon->slots);
	free(lexicon->ranks);
	free(lexicon->order);
	*lexicon = (struct lexicon){0};
}

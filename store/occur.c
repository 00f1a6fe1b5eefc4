#include "store/occur.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/token.h"

static bool same_words(const struct occur_side *side, size_t a, size_t b)
{
	return side->lengths[a] == side->lengths[b] &&
	       memcmp(side->phrase->words[a], side->phrase->words[b], side->lengths[a]) == 0;
}

/* The words before the last one are looked for as Knuth, Morris and Pratt look
 * for letters, so that `a a a a b*` in a text of a's takes no longer. */
static void init_side(struct occur_side *side, const struct phrase *phrase)
{
	size_t before = phrase->count - 1;

	side->phrase = phrase;
	side->lengths = memory_new(phrase->count, sizeof(*side->lengths));
	side->fall = memory_new(phrase->count, sizeof(*side->fall));
	for (size_t i = 0; i < phrase->count; i++)
		side->lengths[i] = strlen(phrase->words[i]);
	for (size_t i = 1, fall = 0; i < before; i++) {
		while (fall && !same_words(side, i, fall))
			fall = side->fall[fall];
		if (same_words(side, i, fall))
			fall++;
		side->fall[i + 1] = fall;
	}
}

void occur_init(struct occur *occur, const struct phrase *phrases, size_t count,
		unsigned distance)
{
	*occur = (struct occur){.phrases = phrases, .count = count, .distance = distance};
	for (size_t i = 0; i < count; i++)
		init_side(&occur->sides[i], &phrases[i]);
}

void occur_release(struct occur *occur)
{
	for (size_t i = 0; i < occur->count; i++) {
		free(occur->sides[i].lengths);
		free(occur->sides[i].fall);
		free(occur->sides[i].at);
	}
	*occur = (struct occur){0};
}

static bool is_word(const struct occur_side *side, size_t i, const struct token *token)
{
	size_t length = side->lengths[i];
	bool begins = side->phrase->prefix && i + 1 == side->phrase->count;

	return (begins ? token->length >= length : token->length == length) &&
	       memcmp(token->word, side->phrase->words[i], length) == 0;
}

/* Takes the next word of the text; true where the phrase ends with it. */
static bool take(struct occur_side *side, const struct token *token)
{
	size_t before = side->phrase->count - 1;
	bool whole = side->matched == before && is_word(side, before, token);

	if (!before)
		return whole;
	if (side->matched == before)
		side->matched = side->fall[before];
	while (side->matched && !is_word(side, side->matched, token))
		side->matched = side->fall[side->matched];
	if (is_word(side, side->matched, token))
		side->matched++;
	return whole;
}

static bool phrase_in(struct occur_side *side, const char *text, size_t length)
{
	struct token token;
	size_t offset = 0;

	side->matched = 0;
	while (token_next(text, length, &offset, &token))
		if (take(side, &token))
			return true;
	return false;
}

static void find_all(struct occur *occur, const char *text, size_t length)
{
	struct token token;
	size_t offset = 0;

	for (size_t i = 0; i < occur->count; i++)
		occur->sides[i].matched = occur->sides[i].found = 0;
	for (size_t word = 0; token_next(text, length, &offset, &token); word++) {
		for (size_t i = 0; i < occur->count; i++) {
			struct occur_side *side = &occur->sides[i];

			if (!take(side, &token))
				continue;
			side->at = memory_room(side->at, side->found, &side->cap, sizeof(*side->at));
			side->at[side->found++] = word + 1 - side->phrase->count;
		}
	}
}

/* Whether B begins behind the end of A, with at most DISTANCE words between. */
static bool follows(const struct occur_side *a, const struct occur_side *b, unsigned distance)
{
	for (size_t i = 0, k = 0; i < a->found; i++) {
		size_t end = a->at[i] + a->phrase->count;

		while (k < b->found && b->at[k] < end)
			k++;
		if (k < b->found && b->at[k] - end <= distance)
			return true;
	}
	return false;
}

bool occur_in(struct occur *occur, const char *text, size_t length)
{
	struct occur_side *a = &occur->sides[0], *b = &occur->sides[1];

	if (occur->count == 1)
		return phrase_in(a, text, length);
	find_all(occur, text, length);
	return follows(a, b, occur->distance) || follows(b, a, occur->distance);
}

size_t occur_beginnings(const struct occur *occur, const char *text, size_t length)
{
	struct token token;
	size_t offset = 0, count = 0;

	while (token_next(text, length, &offset, &token))
		for (size_t i = 0; i < occur->count; i++) {
			const struct occur_side *side = &occur->sides[i];

			if (side->phrase->prefix)
				count += is_word(side, side->phrase->count - 1, &token);
		}
	return count;
}

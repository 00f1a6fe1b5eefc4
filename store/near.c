#include "store/near.h"

#include <string.h>

#include "store/distance.h"
#include "store/token.h"

static size_t fold(const char *text, size_t length, struct text *out)
{
	struct token token;
	size_t offset = 0, words = 0;

	text_clear(out);
	while (out->length < DISTANCE_BYTES && token_next(text, length, &offset, &token)) {
		if (words++)
			text_putc(out, ' ');
		text_add(out, token.word, token.length);
	}
	return words;
}

void near_to(struct near *near, const char *text, size_t length)
{
	near->words = fold(text, length, &near->typed);
	near->best = DISTANCE_BYTES;
}

/* Words of a name are worth one edit more than the whole of it, so that
 * "blinken" means Blinken rather than Antony Blinken where both exist. */
static bool try(struct near *near, const char *name, size_t length, unsigned worse)
{
	size_t longer = length > near->typed.length ? length : near->typed.length;
	unsigned most = (unsigned)longer / 3 < NEAREST_EDITS ? (unsigned)longer / 3 : NEAREST_EDITS;
	unsigned distance;

	if (near->best <= worse)
		return false;
	if (most >= near->best - worse)
		most = near->best - worse - 1;
	distance = edit_distance(near->typed.data, near->typed.length, name, length, most);
	if (distance > most)
		return false;
	near->best = distance + worse;
	return true;
}

/* The length of the first WORDS words at AT, which has that many at least. */
static size_t length_of_words(const char *at, size_t words)
{
	const char *end = at;

	for (; words; words--)
		end += strcspn(end + 1, " ") + 1;
	return (size_t)(end - at);
}

bool near_better(struct near *near, const char *name, size_t length)
{
	size_t words = fold(name, length, &near->name);
	const char *start = text_string(&near->name);
	bool better;

	if (!near->words || !words)
		return false;
	better = try(near, start, near->name.length, 0);
	for (size_t i = 0; i + near->words <= words; i++) {
		if (words > near->words)
			better |= try(near, start, length_of_words(start, near->words), 1);
		start += length_of_words(start, 1) + 1;
	}
	return better;
}

void near_release(struct near *near)
{
	text_release(&near->typed);
	text_release(&near->name);
}

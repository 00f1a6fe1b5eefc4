/* What somebody may have meant who wrote an id or a name that is not declared. */
#include <stdlib.h>

#include "store/distance.h"
#include "store/symbols.h"

/* Looking through more names than these takes longer than reading them did. */
enum { SUGGESTED_FROM = 500 * 1000 };

/* Strings to look for a similar one in. */
struct words {
	const char **at;
	size_t count;
};

static const char *nearest_of(struct words *words, const char *text, size_t length)
{
	const char *nearest = NULL;

	if (words->count <= SUGGESTED_FROM)
		nearest = nearest_word(text, length, words->at, words->count);
	free(words->at);
	return nearest;
}

const char *registry_nearest(const struct registry *registry, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(registry->ids.count + registry->names.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= registry->ids.count; n++)
		words.at[words.count++] = string_table_string(&registry->ids, n);
	for (uint32_t n = 1; n <= registry->names.count; n++)
		words.at[words.count++] = string_table_string(&registry->names, n);
	return nearest_of(&words, text, length);
}

const char *symbols_nearest_talk(const struct symbols *symbols, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(symbols->talk_ids.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= symbols->talk_ids.count; n++)
		if (symbols->talks[n - 1].at.line)
			words.at[words.count++] = string_table_string(&symbols->talk_ids, n);
	return nearest_of(&words, text, length);
}

const char *symbols_nearest_source(const struct symbols *symbols, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(symbols->source_ids.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= symbols->source_ids.count; n++)
		if (symbols->sources[n - 1]->at.line)
			words.at[words.count++] = string_table_string(&symbols->source_ids, n);
	return nearest_of(&words, text, length);
}

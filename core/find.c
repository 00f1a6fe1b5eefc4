#include "core/find.h"

#include <stdlib.h>
#include <string.h>

#include "store/distance.h"
#include "store/token.h"
#include "store/utf8.h"

enum { QUOTED_MOST = 80 };

enum lookup_kind { LOOKUP_NONE, LOOKUP_NAMES, LOOKUP_TALKS_WITH, LOOKUP_WORDS, LOOKUP_ROWS };

/* How the value of a field is looked up. */
static const struct lookup {
	enum lookup_kind kind;
	enum facet facet;
	enum names names;
	bool prefix;	/* a word of the value is the beginning of one of the name */
	bool exact;	/* an id means its bearer and nobody else */
	const struct vocabulary *words;
	const char *nobody;	/* what the problem says before the value */
} LOOKUPS[FIELD_COUNT] = {
	[FIELD_SPEAKER] = {LOOKUP_NAMES, FACET_SPEAKER, NAMES_SPEAKER, true, true, NULL,
			   "nobody is called"},
	[FIELD_WITH] = {LOOKUP_TALKS_WITH, FACET_TALK, NAMES_SPEAKER, true, true, NULL,
			"nobody is called"},
	[FIELD_TO] = {LOOKUP_NAMES, FACET_TO, NAMES_SPEAKER, true, true, NULL,
		      "nobody is called"},
	[FIELD_ABOUT] = {LOOKUP_NAMES, FACET_ABOUT, NAMES_SPEAKER, true, true, NULL,
			 "nobody is called"},
	[FIELD_TOPIC] = {LOOKUP_NAMES, FACET_TOPIC, NAMES_TOPIC, true, true, NULL,
			 "no topic is called"},
	[FIELD_TALK] = {LOOKUP_NAMES, FACET_TALK, NAMES_TALK, true, true, NULL,
			"no talk is called"},
	[FIELD_OUTLET] = {LOOKUP_NAMES, FACET_OUTLET, NAMES_OUTLET, false, false, NULL,
			  "no outlet is called"},
	[FIELD_PLACE] = {LOOKUP_NAMES, FACET_PLACE, NAMES_PLACE, false, false, NULL,
			 "no place is called"},
	[FIELD_SOURCE] = {LOOKUP_NAMES, FACET_SOURCE, NAMES_SOURCE, false, false, NULL,
			  "no source is called"},
	[FIELD_LANG] = {LOOKUP_NAMES, FACET_LANG, NAMES_LANG, false, false, NULL,
			"no entry is in the language"},
	[FIELD_KIND] = {LOOKUP_WORDS, FACET_KIND, 0, false, false, &VOCABULARY_TALK,
			"there is no kind"},
	[FIELD_SPEECH] = {LOOKUP_WORDS, FACET_SPEECH, 0, false, false, &VOCABULARY_SPEECH,
			  "there is no speech"},
	[FIELD_STATUS] = {LOOKUP_WORDS, FACET_STATUS, 0, false, false, &VOCABULARY_STATUS,
			  "there is no status"},
	[FIELD_ID] = {LOOKUP_ROWS, 0, 0, false, true, NULL, "no entry has the id"},
};

void found_release(struct found *found)
{
	number_set_release(&found->values);
	number_set_release(&found->speakers);
	text_release(&found->names);
	*found = (struct found){0};
}

enum facet find_facet(enum field field)
{
	return LOOKUPS[field].facet;
}

/* --- the fixed words --- */

/* The kinds of talks stand behind the two kinds of entries. */
static const char *const ENTRY_KINDS[] = {
	[KIND_QUOTE] = "quote",
	[KIND_TALK] = "talk",
};

static size_t word_count(const struct lookup *lookup)
{
	return lookup->words->count + (lookup->facet == FACET_KIND ? KIND_TALKS : 0);
}

/* The word of a value of the facet; "" for 0. */
static const char *word_of(const struct lookup *lookup, unsigned value)
{
	if (lookup->facet != FACET_KIND || !value)
		return vocabulary_word(lookup->words, value);
	return value <= KIND_TALKS ? ENTRY_KINDS[value]
				   : vocabulary_word(lookup->words, value - KIND_TALKS);
}

static const char *const *all_words(const struct lookup *lookup)
{
	const char **words = memory_new(word_count(lookup), sizeof(*words));

	for (unsigned i = 0; i + 1 < word_count(lookup); i++)
		words[i] = word_of(lookup, i + 1);
	return words;
}

static void suggest_word(const struct lookup *lookup, const char *value, struct text *problem)
{
	const char *const *words = all_words(lookup);
	size_t count = word_count(lookup) - 1;
	const char *near = nearest_word(value, strlen(value), words, count);

	if (near) {
		text_printf(problem, " (did you mean '%s'?)", near);
	} else {
		text_puts(problem, " (there is ");
		for (size_t i = 0; i < count; i++)
			text_printf(problem, "%s%s", !i ? "" : i + 1 < count ? ", " : " and ",
				    words[i]);
		text_putc(problem, ')');
	}
	free((void *)words);
}

static uint32_t find_word(const struct lookup *lookup, const char *value)
{
	for (unsigned i = 1; i < word_count(lookup); i++)
		if (strcmp(word_of(lookup, i), value) == 0)
			return i;
	return 0;
}

/* --- names --- */

struct words {
	const char **at;
	size_t count, cap;
};

static struct words cut_words(const char *value, struct arena *arena)
{
	struct words words = {0};
	struct token token;
	size_t offset = 0;

	while (token_next(value, strlen(value), &offset, &token)) {
		words.at = memory_room(words.at, words.count, &words.cap, sizeof(*words.at));
		words.at[words.count++] = arena_copy(arena, token.word, token.length);
	}
	return words;
}

static int find_named(struct store *store, const struct lookup *lookup, const char *value,
		      struct number_set *out, struct error *err)
{
	struct arena arena = {0};
	struct words words = cut_words(value, &arena);
	uint32_t number = 0;
	int result = 0;

	/* A name without words ("???") can be asked for no other way. */
	if (lookup->exact || !words.count)
		number = names_by_id(store, lookup->names, value, strlen(value));
	if (number)
		number_set_add(out, number);
	else if (words.count)
		result = names_by_words(store, lookup->names, words.at, words.count,
					lookup->prefix, out, err);
	free(words.at);
	arena_release(&arena);
	return result;
}

static void suggest_name(struct store *store, const struct lookup *lookup, const char *value,
			 struct text *problem)
{
	struct text near = {0};

	if (lookup->kind == LOOKUP_ROWS
		    ? names_nearest_id(store, value, strlen(value), &near)
		    : names_nearest(store, lookup->names, value, strlen(value), &near))
		text_printf(problem, " (did you mean '%s'?)", text_string(&near));
	text_release(&near);
}

static int add_all(const struct number_set *from, struct number_set *to)
{
	for (size_t i = 0; i < from->count; i++)
		number_set_add(to, from->at[i]);
	return (int)(from->count > 0);
}

/* Adds what VALUE means; 1 where it means anything, even if no entry has it. */
static int look_up(struct store *store, const struct lookup *lookup, const char *value,
		   struct found *found, struct error *err)
{
	struct number_set numbers = {0};
	uint32_t number = 0;
	int result = 0;

	switch (lookup->kind) {
	case LOOKUP_NONE:
		break;
	case LOOKUP_ROWS:
		number = store_find(store, value, strlen(value));
		break;
	case LOOKUP_WORDS:
		number = find_word(lookup, value);
		break;
	case LOOKUP_NAMES:
		result = find_named(store, lookup, value, &numbers, err);
		if (!result)
			result = add_all(&numbers, &found->values);
		break;
	case LOOKUP_TALKS_WITH:
		result = find_named(store, lookup, value, &numbers, err);
		if (!result && numbers.count)
			result = names_talks_with(store, &numbers, &found->values, err);
		if (!result)
			result = add_all(&numbers, &found->speakers);
		break;
	}
	if (number) {
		number_set_add(&found->values, number);
		result = 1;
	}
	number_set_release(&numbers);
	return result;
}

int find_value(struct store *store, enum field field, const char *value, struct found *found,
	       struct text *problem, struct error *err)
{
	const struct lookup *lookup = &LOOKUPS[field];
	size_t length = strlen(value), shown = utf8_cut(value, length, QUOTED_MOST);
	int result = look_up(store, lookup, value, found, err);

	if (result)
		return result < 0 ? -1 : 0;
	text_printf(problem, "%s '%.*s%s'", lookup->nobody, (int)shown, value,
		    shown < length ? "…" : "");
	if (lookup->kind == LOOKUP_WORDS)
		suggest_word(lookup, value, problem);
	else
		suggest_name(store, lookup, value, problem);
	return 1;
}

/* --- what they are called --- */

static int put_name(struct store *store, const struct lookup *lookup, uint32_t number,
		    struct text *out, struct error *err)
{
	struct arena arena = {0};
	struct entry entry = {0};
	struct name name;
	int result = 0;

	if (lookup->kind == LOOKUP_WORDS) {
		text_puts(out, word_of(lookup, number));
	} else if (lookup->kind == LOOKUP_ROWS) {
		result = store_entry(store, number, &entry, err);
		if (!result)
			text_puts(out, entry.id);
		entry_release(&entry);
	} else if (names_get(store, lookup->names, number, &arena, &name) == 0) {
		text_puts(out, name.label);
	}
	arena_release(&arena);
	text_putc(out, '\0');
	return result;
}

int find_names(struct store *store, enum field field, size_t most, struct found *found,
	       struct error *err)
{
	const struct lookup *lookup = &LOOKUPS[field];
	const struct number_set *numbers =
		lookup->kind == LOOKUP_TALKS_WITH ? &found->speakers : &found->values;
	int result = 0;

	found->named = numbers->count;
	for (size_t i = 0; i < numbers->count && i < most && !result; i++)
		result = put_name(store, lookup, numbers->at[i], &found->names, err);
	return result;
}

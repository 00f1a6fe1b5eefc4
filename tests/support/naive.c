#include "tests/support/naive.h"

#include <stdlib.h>
#include <string.h>

#include "store/speech.h"
#include "store/token.h"

/* --- words --- */

struct words {
	char (*at)[TOKEN_BYTES + 1];
	size_t count, cap;
};

static struct words cut(const char *text)
{
	struct words words = {0};
	struct token token;
	size_t offset = 0;

	while (text && token_next(text, strlen(text), &offset, &token)) {
		words.at = memory_room(words.at, words.count, &words.cap, sizeof(*words.at));
		memcpy(words.at[words.count], token.word, token.length);
		words.at[words.count++][token.length] = '\0';
	}
	return words;
}

static bool fits(const char *word, const char *asked, bool prefix)
{
	return prefix ? strncmp(word, asked, strlen(asked)) == 0 : strcmp(word, asked) == 0;
}

static bool stands_at(const struct words *text, size_t at, const struct ask_node *phrase)
{
	if (at + phrase->word_count > text->count)
		return false;
	for (size_t i = 0; i < phrase->word_count; i++)
		if (!fits(text->at[at + i], phrase->words[i],
			  phrase->prefix && i + 1 == phrase->word_count))
			return false;
	return true;
}

static bool apart(size_t a, size_t a_length, size_t b, unsigned distance)
{
	return a + a_length <= b && b - (a + a_length) <= distance;
}

static bool text_matches(const char *text, const struct ask_node *node)
{
	struct words words = cut(text);
	bool found = false;

	for (size_t i = 0; i < words.count && !found; i++) {
		if (node->op == ASK_PHRASE) {
			found = stands_at(&words, i, node);
			continue;
		}
		for (size_t k = 0; k < words.count && !found; k++)
			found = stands_at(&words, i, node->kids[0]) &&
				stands_at(&words, k, node->kids[1]) &&
				(apart(i, node->kids[0]->word_count, k, node->distance) ||
				 apart(k, node->kids[1]->word_count, i, node->distance));
	}
	free(words.at);
	return found;
}

static bool words_match(const struct entry *entry, const struct ask_node *node)
{
	struct text spoken = {0};
	bool found;

	if (entry->kind == ENTRY_QUOTE) {
		found = text_matches(entry->quote.text, node);
		if (speech_as_spoken(entry->quote.text, strlen(entry->quote.text), &spoken))
			found = found || text_matches(text_string(&spoken), node);
		text_release(&spoken);
		return found;
	}
	found = text_matches(entry->talk.title, node) || text_matches(entry->talk.summary, node);
	for (size_t i = 0; i < entry->talk.agenda_count; i++)
		found = found || text_matches(entry->talk.agenda[i].text, node);
	return found;
}

/* --- names --- */

static bool name_holds(const char *name, const char *value, bool prefix)
{
	struct words words = cut(name), asked = cut(value);
	bool all = asked.count > 0;

	for (size_t i = 0; i < asked.count; i++) {
		bool one = false;

		for (size_t k = 0; k < words.count; k++)
			one = one || fits(words.at[k], asked.at[i], prefix);
		all = all && one;
	}
	free(words.at);
	free(asked.at);
	return all;
}

static bool names_hold(const char *id, const char *label, const char *const *aliases,
		       size_t count, const char *value)
{
	/* An id is a name only of what has no other. */
	bool found = name_holds(label ? label : id, value, true);

	for (size_t i = 0; i < count; i++)
		found = found || name_holds(aliases[i], value, true);
	return found;
}

/* An id means its bearer, and then nobody else. */
static bool is_speaker(const struct corpus *corpus, uint32_t number, const char *value)
{
	const struct speaker *speaker = &corpus->speakers[number - 1];

	for (size_t i = 0; i < corpus->speaker_count; i++)
		if (strcmp(corpus->speakers[i].id, value) == 0)
			return i + 1 == number;
	return names_hold(speaker->id, speaker->name, speaker->aliases, speaker->alias_count,
			  value);
}

static bool is_topic(const struct corpus *corpus, uint32_t number, const char *value)
{
	const struct topic *topic = &corpus->topics[number - 1];

	for (size_t i = 0; i < corpus->topic_count; i++)
		if (strcmp(corpus->topics[i].id, value) == 0)
			return i + 1 == number;
	return names_hold(topic->id, topic->label, topic->aliases, topic->alias_count, value);
}

static const struct entry *talk_numbered(const struct corpus *corpus, uint32_t number)
{
	return number ? &corpus->entries[corpus->talks[number - 1]] : NULL;
}

static bool is_talk(const struct corpus *corpus, const struct entry *talk, const char *value)
{
	for (uint32_t number = 1; number <= corpus->talk_count; number++)
		if (strcmp(talk_numbered(corpus, number)->id, value) == 0)
			return talk->talk.number == number;
	return name_holds(talk->talk.title, value, true);
}

static bool one_is_speaker(const struct corpus *corpus, const struct numbers *numbers,
			   const char *value)
{
	for (size_t i = 0; i < numbers->count; i++)
		if (is_speaker(corpus, numbers->at[i], value))
			return true;
	return false;
}

static bool took_part(const struct corpus *corpus, const struct entry *talk, const char *value)
{
	for (size_t i = 0; talk && i < talk->talk.participant_count; i++)
		if (is_speaker(corpus, talk->talk.participants[i].speaker, value))
			return true;
	return false;
}

/* A topic and all above it. */
static bool topic_leads_to(const struct corpus *corpus, uint32_t topic, const char *value,
			   uint32_t number)
{
	for (; topic; topic = corpus->topics[topic - 1].parent)
		if (value ? is_topic(corpus, topic, value) : topic == number)
			return true;
	return false;
}

static bool has_topic(const struct corpus *corpus, const struct entry *entry, const char *value,
		      uint32_t number)
{
	const struct numbers *topics =
		entry->kind == ENTRY_QUOTE ? &entry->quote.topics : &entry->talk.topics;
	bool found = false;

	for (size_t i = 0; i < topics->count; i++)
		found = found || topic_leads_to(corpus, topics->at[i], value, number);
	for (size_t i = 0; entry->kind == ENTRY_TALK && i < entry->talk.agenda_count; i++)
		found = found ||
			topic_leads_to(corpus, entry->talk.agenda[i].topic, value, number);
	return found;
}

static bool joined_hold(const char *const *texts, size_t count, const char *value)
{
	struct text all = {0};
	bool found;

	for (size_t i = 0; i < count; i++)
		text_printf(&all, "%s\n", texts[i] ? texts[i] : "");
	found = name_holds(all.data, value, false);
	text_release(&all);
	return found;
}

static bool place_matches(const struct entry *talk, const char *value)
{
	return talk && joined_hold((const char *const[]){talk->talk.place, talk->talk.country}, 2,
				   value);
}

static bool source_matches(const struct corpus *corpus, uint32_t number, const char *value)
{
	const struct source *source;

	if (!number)
		return false;
	source = &corpus->sources[number - 1];
	return joined_hold((const char *const[]){source->id, source->title, source->outlet,
						 source->author},
			   4, value);
}

static bool kind_matches(const struct entry *entry, const struct entry *talk, const char *value)
{
	if (strcmp(value, entry->kind == ENTRY_QUOTE ? "quote" : "talk") == 0)
		return true;
	return talk && talk->talk.kind &&
	       strcmp(value, vocabulary_word(&VOCABULARY_TALK, talk->talk.kind)) == 0;
}

static bool is_word(const struct vocabulary *vocabulary, unsigned value, const char *word)
{
	return value && strcmp(vocabulary_word(vocabulary, value), word) == 0;
}

static bool field_matches(const struct corpus *corpus, const struct entry *entry,
			  const struct ask_node *node)
{
	bool quote = entry->kind == ENTRY_QUOTE;
	const struct entry *talk = quote ? talk_numbered(corpus, entry->quote.talk) : entry;
	const char *value = node->value;

	switch (node->field) {
	case FIELD_SPEAKER:
		return quote && is_speaker(corpus, entry->quote.speaker, value);
	case FIELD_WITH:
		return took_part(corpus, talk, value);
	case FIELD_TO:
		return quote && one_is_speaker(corpus, &entry->quote.to, value);
	case FIELD_ABOUT:
		return quote && one_is_speaker(corpus, &entry->quote.about, value);
	case FIELD_TOPIC:
		return has_topic(corpus, entry, value, 0);
	case FIELD_TALK:
		return talk && is_talk(corpus, talk, value);
	case FIELD_OUTLET:
		return name_holds(entry->outlet, value, false);
	case FIELD_PLACE:
		return place_matches(talk, value);
	case FIELD_SOURCE:
		return source_matches(corpus, entry->source, value);
	case FIELD_LANG:
		return name_holds(entry->lang, value, false);
	case FIELD_KIND:
		return kind_matches(entry, talk, value);
	case FIELD_SPEECH:
		return quote && is_word(&VOCABULARY_SPEECH, entry->quote.speech, value);
	case FIELD_STATUS:
		return quote && is_word(&VOCABULARY_STATUS, entry->quote.status, value);
	case FIELD_DATE:
	case FIELD_AFTER:
	case FIELD_BEFORE:
		return entry->days.first <= node->days.last &&
		       entry->days.last >= node->days.first &&
		       !(entry->days.first == DAY_FIRST && entry->days.last == DAY_FIRST);
	case FIELD_ID:
		return strcmp(entry->id, value) == 0;
	case FIELD_SORT:
	case FIELD_COUNT:
		break;
	}
	return true;
}

/* --- the tree --- */

/* The fields of which two beside each other mean both; of all others, either. */
static bool means_both(enum field field)
{
	return field == FIELD_TOPIC || field == FIELD_WITH || field == FIELD_ABOUT ||
	       field == FIELD_DATE || field == FIELD_AFTER || field == FIELD_BEFORE ||
	       field == FIELD_SORT;
}

static bool all_match(const struct corpus *corpus, size_t i, const struct ask_node *node)
{
	bool asked[FIELD_COUNT] = {false}, found[FIELD_COUNT] = {false};

	for (size_t k = 0; k < node->kid_count; k++) {
		const struct ask_node *kid = node->kids[k];
		bool match = naive_match(corpus, i, kid);

		if (kid->op == ASK_FIELD && !means_both(kid->field)) {
			asked[kid->field] = true;
			found[kid->field] = found[kid->field] || match;
		} else if (!match) {
			return false;
		}
	}
	return memcmp(asked, found, sizeof(asked)) == 0;
}

bool naive_match(const struct corpus *corpus, size_t i, const struct ask_node *node)
{
	const struct entry *entry = &corpus->entries[i];

	if (!node)
		return true;
	switch (node->op) {
	case ASK_AND:
		return all_match(corpus, i, node);
	case ASK_OR:
		for (size_t k = 0; k < node->kid_count; k++)
			if (naive_match(corpus, i, node->kids[k]))
				return true;
		return false;
	case ASK_NOT:
		return !naive_match(corpus, i, node->kids[0]);
	case ASK_PHRASE:
	case ASK_NEAR:
		return words_match(entry, node);
	case ASK_FIELD:
		break;
	}
	return field_matches(corpus, entry, node);
}

bool naive_by(const struct corpus *corpus, size_t i, uint32_t number)
{
	const struct entry *entry = &corpus->entries[i];

	return entry->kind == ENTRY_QUOTE && entry->quote.speaker == number;
}

bool naive_on(const struct corpus *corpus, size_t i, uint32_t number)
{
	return has_topic(corpus, &corpus->entries[i], NULL, number);
}

size_t *naive_order(const struct corpus *corpus)
{
	size_t *order = memory_new(corpus->entry_count + 1, sizeof(*order));

	for (size_t i = 0; i < corpus->entry_count; i++) {
		size_t at = i;

		for (; at && days_compare(corpus->entries[i].days,
					  corpus->entries[order[at - 1]].days) < 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	return order;
}

uint32_t *naive_rows(const struct corpus *corpus, const struct ask_node *node, size_t *count)
{
	uint32_t *rows = memory_new(corpus->entry_count + 1, sizeof(*rows));
	size_t *order = naive_order(corpus);

	*count = 0;
	for (size_t row = 1; row <= corpus->entry_count; row++)
		if (naive_match(corpus, order[row - 1], node))
			rows[(*count)++] = (uint32_t)row;
	free(order);
	return rows;
}

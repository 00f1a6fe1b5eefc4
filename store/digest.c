#include "store/digest.h"

#include <stdlib.h>
#include <string.h>

#include "store/postings.h"
#include "store/schema.h"
#include "store/speech.h"
#include "store/token.h"
#include "store/varint.h"

/* Numbers as varints: flags, speaker, talk, outlet, language, source, then the lists,
 * each with its count before it; then for each word its number in the lexicon and
 * OF_LEXICON, or SPELT, its length and its bytes. GAP stands between two texts. */
enum { GAP, SPELT, OF_LEXICON };

void number_list_add(struct number_list *list, uint32_t number)
{
	list->at = memory_room(list->at, list->count, &list->cap, sizeof(*list->at));
	list->at[list->count++] = number;
}

/* --- packing --- */

static void put_numbers(struct text *out, struct numbers numbers)
{
	varint_put(out, (uint32_t)numbers.count);
	for (size_t i = 0; i < numbers.count; i++)
		varint_put(out, numbers.at[i]);
}

struct packing {
	struct lexicon *lexicon;
	struct text *out;
};

/* Words that are cut before the first of them is looked up. */
struct batch {
	size_t count;
	struct token tokens[16];
	uint64_t hashes[16];
};

static void put_batch(struct packing *packing, struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		lexicon_fetch(packing->lexicon, batch->hashes[i]);
	for (size_t i = 0; i < batch->count; i++) {
		const struct token *token = &batch->tokens[i];
		uint32_t number = lexicon_add(packing->lexicon, token->word, token->length,
					      batch->hashes[i]);

		if (number) {
			varint_put(packing->out, number - 1 + OF_LEXICON);
			continue;
		}
		varint_put(packing->out, SPELT);
		varint_put(packing->out, (uint32_t)token->length);
		text_add(packing->out, token->word, token->length);
	}
	batch->count = 0;
}

static void put_words(struct packing *packing, const char *text, size_t length)
{
	struct batch batch;
	struct token *token = batch.tokens;
	size_t offset = 0;

	batch.count = 0;
	while (token_next(text, length, &offset, token)) {
		batch.hashes[batch.count++] = lexicon_hash(packing->lexicon, token->word,
							   token->length);
		if (batch.count == sizeof(batch.tokens) / sizeof(batch.tokens[0]))
			put_batch(packing, &batch);
		token = &batch.tokens[batch.count];
	}
	put_batch(packing, &batch);
}

static void put_part(struct packing *packing, const char *text)
{
	varint_put(packing->out, GAP);
	if (text)
		put_words(packing, text, strlen(text));
}

static void put_quote(struct packing *packing, const struct quote *quote)
{
	size_t length = quote->text ? strlen(quote->text) : 0;
	struct text spoken = {0};

	put_numbers(packing->out, quote->topics);
	put_numbers(packing->out, quote->to);
	put_numbers(packing->out, quote->about);
	if (!length)
		return;
	put_words(packing, quote->text, length);
	if (memchr(quote->text, '[', length) && speech_as_spoken(quote->text, length, &spoken))
		put_part(packing, text_string(&spoken));
	text_release(&spoken);
}

static void put_talk(struct packing *packing, const struct talk *talk)
{
	varint_put(packing->out, (uint32_t)(talk->topics.count + talk->agenda_count));
	for (size_t i = 0; i < talk->topics.count; i++)
		varint_put(packing->out, talk->topics.at[i]);
	for (size_t i = 0; i < talk->agenda_count; i++)
		varint_put(packing->out, talk->agenda[i].topic);
	varint_put(packing->out, 0);
	varint_put(packing->out, 0);
	if (talk->title)
		put_words(packing, talk->title, strlen(talk->title));
	put_part(packing, talk->summary);
	for (size_t i = 0; i < talk->agenda_count; i++)
		put_part(packing, talk->agenda[i].text);
}

void digest_pack(const struct entry *entry, int64_t flags, uint32_t outlet, uint32_t lang,
		 struct lexicon *lexicon, struct text *out)
{
	struct packing packing = {lexicon, out};
	bool quote = entry->kind == ENTRY_QUOTE;

	varint_put(out, (uint32_t)flags);
	varint_put(out, quote ? entry->quote.speaker : 0);
	varint_put(out, quote ? entry->quote.talk : entry->talk.number);
	varint_put(out, outlet);
	varint_put(out, lang);
	varint_put(out, entry->source);
	if (quote)
		put_quote(&packing, &entry->quote);
	else
		put_talk(&packing, &entry->talk);
}

/* --- reading --- */

/* Our own bytes: nothing in them is missing. */
static uint32_t number(struct digest *digest)
{
	uint32_t number = 0;

	if (!varint_get(&digest->p, digest->end, &number))
		digest->p = digest->end;
	return number;
}

static void read_list(struct digest *digest, struct number_list *list)
{
	uint32_t count = number(digest);

	list->count = 0;
	while (count-- && digest->p < digest->end)
		number_list_add(list, number(digest));
}

void digest_read(struct digest *digest, const void *bytes, size_t size)
{
	digest->p = bytes;
	digest->end = digest->p + size;
	digest->position = 0;
	digest->flags = number(digest);
	digest->speaker = number(digest);
	digest->talk = number(digest);
	digest->outlet = number(digest);
	digest->lang = number(digest);
	digest->source = number(digest);
	read_list(digest, &digest->topics);
	read_list(digest, &digest->to);
	read_list(digest, &digest->about);
}

bool digest_word(struct digest *digest, struct digest_word *word)
{
	uint32_t code = GAP, length;

	while (digest->p < digest->end && (code = number(digest)) == GAP)
		digest->position += PART_GAP;
	if (code == GAP || digest->position >= POSITION_MOST)
		return false;
	*word = (struct digest_word){.position = digest->position++};
	if (code >= OF_LEXICON) {
		word->number = code - OF_LEXICON + 1;
		return true;
	}
	length = number(digest);
	word->word = (const char *)digest->p;
	word->length = length;
	digest->p += length;
	return true;
}

void digest_release(struct digest *digest)
{
	free(digest->topics.at);
	free(digest->to.at);
	free(digest->about.at);
	*digest = (struct digest){0};
}

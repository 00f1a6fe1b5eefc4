#include <string.h>

#include "core/item.h"
#include "store/memory.h"

/* What the foot says of how a text was said. */
static const char *const VOUCHED[] = {
	[SPEECH_NONE] = "direct",
	[SPEECH_DIRECT] = "direct",
	[SPEECH_INDIRECT] = "indirect: no word is vouched for",
	[SPEECH_MIXED] = "mixed: only the words in quotation marks are the speaker's",
};

/* Nobody may read the text and miss that it is not to be relied on. */
static bool warns(enum status status)
{
	return status == STATUS_DISPUTED || status == STATUS_MISATTRIBUTED ||
	       status == STATUS_RETRACTED;
}

static void add_title(struct item_maker *maker, const struct entry *entry)
{
	struct text text = {0};

	document_speaker(maker->store, entry, &text);
	item_add(maker, PARA_TITLE, text_string(&text));
	text_release(&text);
}

static void add_byline(struct item_maker *maker, const struct entry *entry, uint32_t talk_row)
{
	const struct quote *quote = &entry->quote;
	struct text text = {0};

	if (quote->talk)
		text_printf(&text, "%s · ", item_name(maker, NAMES_TALK, quote->talk));
	item_when(entry, &text);
	if (quote->where)
		text_printf(&text, " · %s", quote->where);
	item_add(maker, PARA_BYLINE, text_string(&text))->link = talk_row;
	text_release(&text);
}

static void add_foot(struct item_maker *maker, const struct quote *quote)
{
	struct text text = {0};

	text_puts(&text, VOUCHED[quote->speech]);
	if (quote->topics.count)
		text_puts(&text, " · ");
	item_names(maker, NAMES_TOPIC, &quote->topics, &text);
	item_gap(maker);
	item_add(maker, PARA_FOOT, text_string(&text));
	text_release(&text);
}

static void add_original(struct item_maker *maker, const struct quote *quote)
{
	if (!quote->original)
		return;
	item_gap(maker);
	item_printf(maker, PARA_HEADING, "Original (%s)",
		    quote->original_lang ? quote->original_lang : "language not given");
	item_voices(item_words(maker, PARA_ORIGINAL, quote->original), quote->speech);
}

static void add_translation(struct item_maker *maker, const struct quote *quote)
{
	const char *kind = vocabulary_word(&VOCABULARY_TRANSLATION, quote->translation);
	const char *by = quote->translated_by;
	struct text text = {0};

	text_printf(&text, "%s%s%s%s", kind, *kind && by ? ", " : "", by ? "by " : "",
		    by ? by : "");
	item_field(maker, "translation", text_string(&text));
	text_release(&text);
}

static void add_people(struct item_maker *maker, const char *label, const struct numbers *people)
{
	struct text text = {0};

	item_names(maker, NAMES_SPEAKER, people, &text);
	item_field(maker, label, text_string(&text));
	text_release(&text);
}

static void add_talk(struct item_maker *maker, const struct quote *quote, uint32_t talk_row)
{
	struct entry talk = {0};
	struct paragraph *field;
	struct error err = {0};

	if (!quote->talk)
		return;
	field = item_field(maker, "talk", item_name(maker, NAMES_TALK, quote->talk));
	if (field)
		field->link = talk_row;
	if (!talk_row || store_entry(maker->store, talk_row, &talk, &err))
		return;
	if (talk.kind != ENTRY_TALK)
		;	/* a damaged store says so of anything */
	else if (talk.talk.place && talk.talk.country)
		item_printf(maker, PARA_FIELD, "%s, %s", talk.talk.place, talk.talk.country)
			->label = "place";
	else
		item_field(maker, "place", talk.talk.place ? talk.talk.place : talk.talk.country);
	entry_release(&talk);
}

void item_of_quote(struct item_maker *maker, const struct entry *entry)
{
	const struct quote *quote = &entry->quote;
	const char *status = vocabulary_word(&VOCABULARY_STATUS, quote->status);
	uint32_t talk_row = quote->talk ? store_talk_row(maker->store, quote->talk) : 0;

	add_title(maker, entry);
	if (warns(quote->status))
		item_field(maker, "status", status);
	add_byline(maker, entry, talk_row);
	item_gap(maker);
	item_voices(item_words(maker, PARA_TEXT, quote->text), quote->speech);
	add_original(maker, quote);
	add_foot(maker, quote);
	item_gap(maker);
	add_translation(maker, quote);
	add_people(maker, "said to", &quote->to);
	add_people(maker, "about", &quote->about);
	add_talk(maker, quote, talk_row);
	item_outlet(maker, entry);
	item_source(maker, entry);
	item_field(maker, "url", entry->url);
	item_date(maker, entry, NULL);
	item_language(maker, entry);
	if (!warns(quote->status))
		item_field(maker, "status", status);
	item_origin(maker, entry);
}

void item_in_talk(struct item_maker *maker, const struct entry *entry, size_t count)
{
	const struct quote *quote = &entry->quote;
	struct text text = {0};

	if (count)
		item_printf(maker, PARA_HEADING, "Quotes (%zu)", count)->blank_before = true;
	document_speaker(maker->store, entry, &text);
	if (quote->where)
		text_printf(&text, " · %s", quote->where);
	if (warns(quote->status))
		text_printf(&text, " · %s", vocabulary_word(&VOCABULARY_STATUS, quote->status));
	item_add(maker, PARA_SPEAKER, text_string(&text))->blank_before = true;
	item_voices(item_words(maker, PARA_TEXT, quote->text), quote->speech);
	for (size_t i = 0; i < maker->item.count; i++)
		maker->paragraphs[i].link = maker->item.row;
	text_release(&text);
}

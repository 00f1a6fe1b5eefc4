/* Quotes and talks: what they state, what they inherit, and their ids. */
#include "store/loader.h"

#include <string.h>

#include "store/map.h"
#include "store/speech.h"

/* Takes a stated value, or the first of those that may be inherited. */
static const char *inherit(const char *stated, const char *of_talk, const char *of_source,
			   const char *of_defaults, enum origin *from)
{
	*from = stated ? ORIGIN_STATED
	      : of_talk ? ORIGIN_TALK
	      : of_source ? ORIGIN_SOURCE
	      : of_defaults ? ORIGIN_DEFAULT
			    : ORIGIN_STATED;
	return stated ? stated : of_talk ? of_talk : of_source ? of_source : of_defaults;
}

/* The source that the entry or its talk names; it lends its dates, the one of
 * the defaults does not. */
static struct known_source *find_source(struct loader *loader, struct known_source *stated,
					const struct known_talk *talk, struct entry *entry)
{
	struct known_source *named = stated ? stated : talk ? talk->source : NULL;
	struct known_source *source = named;

	entry->source_from = stated ? ORIGIN_STATED : ORIGIN_TALK;
	if (!source) {
		source = load_default_source(loader, loader->file);
		entry->source_from = source ? ORIGIN_DEFAULT : ORIGIN_STATED;
	}
	entry->source = source ? source->number : 0;
	return named;
}

static struct numbers numbers_of(const struct field *list)
{
	return (struct numbers){list->items, list->count};
}

/* --- talks --- */

/* A talk without a date but with an end began some time before it. */
static struct days talk_days(const struct field *date, const struct field *end)
{
	struct days days = field_text(date) ? date->days : DAYS_NONE;

	if (field_text(end)) {
		if (!field_text(date) || end->days.last > days.last)
			days.last = end->days.last;
	}
	return days;
}

/* A source that nothing is inherited of. */
static void judge_source(struct loader *loader, const struct field *source)
{
	if (source->state == FIELD_TEXT)
		load_source_field(loader, source);
}

/* Remembers what quotes inherit of a talk.  Returns its number, 0 where it has
 * no id. */
static uint32_t know_talk(struct loader *loader, const struct record *record)
{
	const struct field *f = record->fields;
	struct symbols *symbols = &loader->symbols;
	struct known_source *source;
	struct known_talk *talk;
	uint32_t number;

	if (!f[TALK_ID].text) {
		judge_source(loader, &f[TALK_SOURCE]);
		return 0;
	}
	number = symbols_talk(symbols, f[TALK_ID].text, f[TALK_ID].length);
	talk = &symbols->talks[number - 1];
	if (talk->at.line) {
		/* Read before: only what it refers to is left to be judged. */
		judge_source(loader, &f[TALK_SOURCE]);
		return number;
	}
	source = load_source_field(loader, &f[TALK_SOURCE]);
	*talk = (struct known_talk){
		.at = f[TALK_ID].at,
		.date = symbols_keep(symbols, field_text(&f[TALK_DATE])),
		.outlet = symbols_keep(symbols, field_text(&f[TALK_OUTLET])),
		.lang = symbols_keep(symbols, field_text(&f[TALK_LANG])),
		.days = talk_days(&f[TALK_DATE], &f[TALK_END]),
		.source = source,
	};
	return number;
}

static void make_talk(struct loader *loader, const struct record *record, uint32_t number,
		      uint32_t whole)
{
	const struct field *f = record->fields;
	const struct known_talk *known = &loader->symbols.talks[number - 1];
	struct entry entry = {
		.kind = ENTRY_TALK,
		.id = field_text(&f[TALK_ID]),
		.date = field_text(&f[TALK_DATE]),
		.date_as_stated = field_text(&f[TALK_DATE_AS_STATED]),
		.date_note = field_text(&f[TALK_DATE_NOTE]),
		.days = talk_days(&f[TALK_DATE], &f[TALK_END]),
		.outlet = field_text(&f[TALK_OUTLET]),
		.url = field_text(&f[TALK_URL]),
		.note = field_text(&f[TALK_NOTE]),
		.file = record->at.file,
		.line = record->at.line,
		.talk = {
			.number = number,
			.kind = (enum talk_kind)f[TALK_KIND].word,
			.title = field_text(&f[TALK_TITLE]),
			.end = field_text(&f[TALK_END]),
			.place = field_text(&f[TALK_PLACE]),
			.country = field_text(&f[TALK_COUNTRY]),
			.agenda_intro = field_text(&f[TALK_AGENDA_INTRO]),
			.summary = field_text(&f[TALK_SUMMARY]),
			.participants = f[TALK_PARTICIPANTS].items,
			.participant_count = f[TALK_PARTICIPANTS].count,
			.agenda = f[TALK_AGENDA].items,
			.agenda_count = f[TALK_AGENDA].count,
			.topics = numbers_of(&f[TALK_TOPICS]),
			.part_of = whole,
		},
	};
	struct known_source *named = find_source(loader, known->source, NULL, &entry);

	entry.lang = inherit(field_text(&f[TALK_LANG]), NULL, named ? named->lang : NULL,
			     loader->defaults[loader->file].lang, &entry.lang_from);
	load_entry(loader, &entry);
}

/* The talk that the one with this NUMBER is a part of, or 0.  NUMBER is 0 where only
 * the reference is to be judged: such a talk is in no ring. */
static uint32_t take_part_of(struct loader *loader, const struct record *record,
			     uint32_t number)
{
	const struct field *part_of = &record->fields[TALK_PART_OF];
	uint32_t whole;

	if (!field_text(part_of))
		return 0;
	whole = symbols_talk(&loader->symbols, part_of->text, part_of->length);
	symbols_part_of(&loader->symbols, number, whole, part_of->at);
	return whole;
}

void load_talk(struct loader *loader, const struct record *record)
{
	const struct field *id = &record->fields[TALK_ID];
	uint32_t number = know_talk(loader, record);
	struct place before;

	if (loader->pass == PASS_DECLARE)
		return;
	loader->talks++;
	load_judge_order(loader, record, TALK_DATE, TALK_END);
	if (!number) {
		/* It cannot be stored; what it names is judged all the same. */
		take_part_of(loader, record, 0);
	} else if (symbols_entry_id(&loader->symbols, id->text, id->length, id->at, &before)) {
		load_tell_duplicate(loader, id, before);
		take_part_of(loader, record, 0);
	} else {
		make_talk(loader, record, number, take_part_of(loader, record, number));
	}
}

/* --- quotes --- */

/* Ids live in links and notes, so this may never change.  It takes eight bytes at
 * a time (the first one lowest), which for texts matters; what is left and the
 * length come last, so that parts cannot run together. */
static uint64_t hash_part(uint64_t hash, const char *text, size_t length)
{
	size_t i;

	for (i = 0; length - i >= 8; i += 8) {
		const unsigned char *p = (const unsigned char *)text + i;
		uint64_t word = 0;

		for (int b = 7; b >= 0; b--)
			word = word << 8 | p[b];
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	hash = hash_bytes(hash, text + i, length - i);
	return hash_bytes(hash ^ length, "", 1);
}

/* The id of a quote that states none: of what it says, who, where and when, so
 * that it does not depend on the order of the files. */
static const char *make_id(struct loader *loader, const struct record *record,
			   uint32_t speaker, uint32_t talk)
{
	struct symbols *symbols = &loader->symbols;
	const struct field *f = record->fields;
	struct place before;
	char id[MADE_ID_BYTES];
	uint64_t hash;

	hash = hash_part(0, string_table_string(&symbols->speakers.ids, speaker),
			 string_table_length(&symbols->speakers.ids, speaker));
	hash = hash_part(hash, talk ? string_table_string(&symbols->talk_ids, talk) : "",
			 talk ? string_table_length(&symbols->talk_ids, talk) : 0);
	hash = hash_part(hash, f[QUOTE_TEXT].text, f[QUOTE_TEXT].length);
	hash = hash_part(hash, f[QUOTE_DATE].text ? f[QUOTE_DATE].text : "",
			 f[QUOTE_DATE].length);
	if (symbols_make_id(symbols, hash, record->at, id, &before)) {
		struct field made = {.at = record->at, .text = id, .length = strlen(id)};

		load_tell_duplicate(loader, &made, before);
	}
	return arena_copy(load_arena(loader), id, strlen(id));
}

static enum speech speech_of(struct loader *loader, const struct field *f)
{
	int speech = f[QUOTE_SPEECH].word;

	if (!speech)
		speech = loader->defaults[loader->file].speech;
	if (!speech)
		speech = SPEECH_DIRECT;
	if (speech == SPEECH_MIXED && f[QUOTE_SPEECH].state != FIELD_FAULTY &&
	    field_text(&f[QUOTE_TEXT]) &&
	    !speech_has_quotation(f[QUOTE_TEXT].text, f[QUOTE_TEXT].length))
		problems_error(&loader->problems, f[QUOTE_TEXT].at,
			       "mixed speech without words in quotation marks (mark the "
			       "speaker's own words, or write 'speech: indirect')");
	return (enum speech)speech;
}

static void fill_quote(struct loader *loader, const struct field *f, struct quote *quote)
{
	quote->speaker = load_name(loader, &loader->symbols.speakers, &f[QUOTE_SPEAKER]);
	quote->text = field_text(&f[QUOTE_TEXT]);
	quote->as = field_text(&f[QUOTE_AS]);
	quote->speech = speech_of(loader, f);
	quote->to = numbers_of(&f[QUOTE_TO]);
	quote->about = numbers_of(&f[QUOTE_ABOUT]);
	quote->topics = numbers_of(&f[QUOTE_TOPICS]);
	quote->talk = load_talk_field(loader, &f[QUOTE_TALK]);
	quote->where = field_text(&f[QUOTE_WHERE]);
	quote->status = (enum status)f[QUOTE_STATUS].word;
	if (f[QUOTE_ORIGINAL].state == FIELD_RECORD) {
		const struct field *original = f[QUOTE_ORIGINAL].record->fields;

		quote->original = field_text(&original[ORIGINAL_TEXT]);
		quote->original_lang = field_text(&original[ORIGINAL_LANG]);
	}
	if (f[QUOTE_TRANSLATION].state == FIELD_RECORD) {
		const struct field *by = f[QUOTE_TRANSLATION].record->fields;

		quote->translated_by = field_text(&by[TRANSLATION_BY]);
		quote->translation = (enum translation_kind)by[TRANSLATION_KIND].word;
	}
}

/* What the quote does not state and its talk, its source or the defaults do. */
static void inherit_all(struct loader *loader, const struct field *f, struct entry *entry)
{
	const struct known_talk *talk =
		entry->quote.talk ? &loader->symbols.talks[entry->quote.talk - 1] : NULL;
	struct known_source *source =
		find_source(loader, load_source_once(loader, &f[QUOTE_SOURCE]), talk, entry);

	entry->date = inherit(field_text(&f[QUOTE_DATE]), talk ? talk->date : NULL,
			      source ? source->published : NULL, NULL, &entry->date_from);
	entry->days = !entry->date ? DAYS_NONE
		    : entry->date_from == ORIGIN_STATED ? f[QUOTE_DATE].days
		    : entry->date_from == ORIGIN_TALK ? talk->days
						      : source->days;
	entry->outlet = inherit(field_text(&f[QUOTE_OUTLET]), talk ? talk->outlet : NULL,
				source ? source->outlet : NULL, NULL, &entry->outlet_from);
	entry->lang = inherit(field_text(&f[QUOTE_LANG]), talk ? talk->lang : NULL,
			      source ? source->lang : NULL,
			      loader->defaults[loader->file].lang, &entry->lang_from);
}

void load_quote(struct loader *loader, const struct record *record)
{
	const struct field *f = record->fields;
	const struct field *id = &f[QUOTE_ID];
	struct entry entry = {
		.kind = ENTRY_QUOTE,
		.id = field_text(id),
		.date_as_stated = field_text(&f[QUOTE_DATE_AS_STATED]),
		.date_note = field_text(&f[QUOTE_DATE_NOTE]),
		.url = field_text(&f[QUOTE_URL]),
		.note = field_text(&f[QUOTE_NOTE]),
		.file = record->at.file,
		.line = record->at.line,
	};
	struct place before;

	loader->quotes++;
	fill_quote(loader, f, &entry.quote);
	inherit_all(loader, f, &entry);
	if (id->text) {
		if (symbols_entry_id(&loader->symbols, id->text, id->length, id->at, &before))
			load_tell_duplicate(loader, id, before);
	} else if (entry.quote.speaker && entry.quote.text && id->state != FIELD_FAULTY) {
		entry.id = make_id(loader, record, entry.quote.speaker, entry.quote.talk);
	}
	load_entry(loader, &entry);
}

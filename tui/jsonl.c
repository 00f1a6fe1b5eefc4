#include "tui/jsonl.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "store/utf8.h"

/* --- values --- */

static bool is_plain(int32_t code)
{
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	default:
		return code != '"' && code != '\\';
	}
}

static void add_escaped(int32_t code, struct text *out)
{
	static const char *const shorter[] = {
		['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r",
		['"'] = "\\\"", ['\\'] = "\\\\",
	};

	if ((size_t)code < sizeof(shorter) / sizeof(shorter[0]) && shorter[code])
		text_puts(out, shorter[code]);
	else if (code < 0x10000)
		text_printf(out, "\\u%04x", (unsigned)code);
	else
		text_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((code - 0x10000) >> 10)),
			    (unsigned)(0xdc00 + ((code - 0x10000) & 0x3ff)));
}

void jsonl_quote(const char *text, size_t length, struct text *out)
{
	const char *end = text + length;
	const char *kept = text;	/* from here on nothing had to be changed */
	size_t size;

	text_putc(out, '"');
	for (const char *p = text; p < end; p += size) {
		int32_t code = utf8_next(p, end, &size);

		if (code != UTF8_BAD && is_plain(code))
			continue;
		text_add(out, kept, (size_t)(p - kept));
		kept = p + size;
		if (code == UTF8_BAD)
			text_puts(out, "\xef\xbf\xbd");
		else
			add_escaped(code, out);
	}
	text_add(out, kept, (size_t)(end - kept));
	text_putc(out, '"');
}

/* --- objects and lists: a comma stands before all but the first --- */

static void separate(struct text *out)
{
	char last = out->length ? out->data[out->length - 1] : '{';

	if (last != '{' && last != '[')
		text_putc(out, ',');
}

static void add_key(struct text *out, const char *key)
{
	separate(out);
	text_printf(out, "\"%s\":", key);
}

static void add_string(struct text *out, const char *key, const char *value)
{
	if (!value || !value[0])
		return;
	add_key(out, key);
	jsonl_quote(value, strlen(value), out);
}

static void add_number(struct text *out, const char *key, uint32_t value)
{
	add_key(out, key);
	text_printf(out, "%u", value);
}

/* An object or a list as the value of KEY; close_if_any takes it back where nothing
 * was put into it. */
struct opened {
	size_t before, behind;
};

static struct opened open_value(struct text *out, const char *key, char bracket)
{
	struct opened opened = {.before = out->length};

	add_key(out, key);
	text_putc(out, bracket);
	opened.behind = out->length;
	return opened;
}

static void close_if_any(struct text *out, struct opened opened, char bracket)
{
	if (out->length == opened.behind)
		text_cut(out, opened.before);
	else
		text_putc(out, bracket);
}

/* --- names --- */

/* What entries are written with; ARENA holds names until the line is done. */
struct writer {
	struct store *store;
	struct arena arena;
	struct text *out;
};

static struct name find_name(struct writer *writer, enum names names, uint32_t number)
{
	struct name name = {0};

	if (!number || names_get(writer->store, names, number, &writer->arena, &name))
		name = (struct name){0};
	return name;
}

static void add_id(struct writer *writer, const char *key, enum names names, uint32_t number)
{
	add_string(writer->out, key, find_name(writer, names, number).id);
}

static void add_ids(struct writer *writer, const char *key, enum names names,
		    const struct numbers *numbers)
{
	struct opened list = open_value(writer->out, key, '[');

	for (size_t i = 0; i < numbers->count; i++) {
		const char *id = find_name(writer, names, numbers->at[i]).id;

		if (!id)
			continue;
		separate(writer->out);
		jsonl_quote(id, strlen(id), writer->out);
	}
	close_if_any(writer->out, list, ']');
}

/* --- an entry --- */

static void add_day(struct text *out, const char *key, int32_t day)
{
	char text[32];
	int year, month, dom;

	if (day == DAY_FIRST || day == DAY_LAST)
		return;
	day_split(day, &year, &month, &dom);
	snprintf(text, sizeof(text), "%s%04d-%02d-%02d", year < 0 ? "-" : "",
		 year < 0 ? -year : year, month, dom);
	add_string(out, key, text);
}

static void add_origin(struct text *out, const char *key, enum origin origin)
{
	static const char *const words[] = {
		[ORIGIN_TALK] = "talk", [ORIGIN_SOURCE] = "source", [ORIGIN_DEFAULT] = "defaults"};

	add_string(out, key, words[origin]);
}

static void add_inherited(struct text *out, const struct entry *entry)
{
	struct opened object = open_value(out, "inherited", '{');

	if (entry->date)
		add_origin(out, "date", entry->date_from);
	if (entry->outlet)
		add_origin(out, "outlet", entry->outlet_from);
	if (entry->lang)
		add_origin(out, "lang", entry->lang_from);
	if (entry->source)
		add_origin(out, "source", entry->source_from);
	close_if_any(out, object, '}');
}

static void add_source(struct writer *writer, uint32_t number)
{
	struct text *out = writer->out;
	struct source source;
	struct opened object;

	if (!number || store_source(writer->store, number, &writer->arena, &source, NULL))
		return;
	object = open_value(out, "source", '{');
	add_string(out, "id", source.id);
	add_string(out, "kind", vocabulary_word(&VOCABULARY_SOURCE, source.kind));
	add_string(out, "title", source.title);
	add_string(out, "outlet", source.outlet);
	add_string(out, "author", source.author);
	add_string(out, "url", source.url);
	add_string(out, "archived", source.archived);
	add_string(out, "published", source.published);
	add_string(out, "accessed", source.accessed);
	add_string(out, "lang", source.lang);
	add_string(out, "rights", source.rights);
	add_string(out, "note", source.note);
	close_if_any(out, object, '}');
}

static void add_quote(struct writer *writer, const struct quote *quote)
{
	struct name speaker = find_name(writer, NAMES_SPEAKER, quote->speaker);
	struct name talk = find_name(writer, NAMES_TALK, quote->talk);
	struct text *out = writer->out;
	struct opened object;

	add_string(out, "speaker", speaker.id);
	add_string(out, "name", speaker.label);
	add_string(out, "as", quote->as);
	add_string(out, "text", quote->text);
	add_string(out, "speech", vocabulary_word(&VOCABULARY_SPEECH, quote->speech));
	add_ids(writer, "to", NAMES_SPEAKER, &quote->to);
	add_ids(writer, "about", NAMES_SPEAKER, &quote->about);
	add_string(out, "talk", talk.id);
	add_string(out, "talk-title", talk.label);
	add_string(out, "where", quote->where);
	add_ids(writer, "topics", NAMES_TOPIC, &quote->topics);
	object = open_value(out, "original", '{');
	add_string(out, "lang", quote->original_lang);
	add_string(out, "text", quote->original);
	close_if_any(out, object, '}');
	object = open_value(out, "translation", '{');
	add_string(out, "by", quote->translated_by);
	add_string(out, "kind", vocabulary_word(&VOCABULARY_TRANSLATION, quote->translation));
	close_if_any(out, object, '}');
	add_string(out, "status", vocabulary_word(&VOCABULARY_STATUS, quote->status));
}

static void add_participants(struct writer *writer, const struct talk *talk)
{
	struct text *out = writer->out;
	struct opened list = open_value(out, "participants", '[');

	for (size_t i = 0; i < talk->participant_count; i++) {
		const struct participant *one = &talk->participants[i];
		struct name name = find_name(writer, NAMES_SPEAKER, one->speaker);

		separate(out);
		text_putc(out, '{');
		add_string(out, "speaker", name.id);
		add_string(out, "name", name.label);
		add_string(out, "part", one->part);
		add_string(out, "as", one->as);
		text_putc(out, '}');
	}
	close_if_any(out, list, ']');
}

static void add_agenda(struct writer *writer, const struct talk *talk)
{
	struct text *out = writer->out;
	struct opened list = open_value(out, "agenda", '[');

	for (size_t i = 0; i < talk->agenda_count; i++) {
		separate(out);
		text_putc(out, '{');
		add_string(out, "text", talk->agenda[i].text);
		add_id(writer, "topic", NAMES_TOPIC, talk->agenda[i].topic);
		text_putc(out, '}');
	}
	close_if_any(out, list, ']');
}

static void add_talk(struct writer *writer, const struct talk *talk)
{
	struct text *out = writer->out;

	add_string(out, "kind", vocabulary_word(&VOCABULARY_TALK, talk->kind));
	add_string(out, "title", talk->title);
	add_string(out, "end", talk->end);
	add_string(out, "place", talk->place);
	add_string(out, "country", talk->country);
	add_participants(writer, talk);
	add_string(out, "agenda-intro", talk->agenda_intro);
	add_agenda(writer, talk);
	add_ids(writer, "topics", NAMES_TOPIC, &talk->topics);
	add_string(out, "summary", talk->summary);
	add_id(writer, "part-of", NAMES_TALK, talk->part_of);
}

void jsonl_entry(struct store *store, const struct entry *entry, struct text *out)
{
	struct writer writer = {.store = store, .out = out};

	text_putc(out, '{');
	add_string(out, "entry", entry->kind == ENTRY_TALK ? "talk" : "quote");
	add_string(out, "id", entry->id);
	add_string(out, "date", entry->date);
	if (days_known(entry->days)) {
		add_day(out, "first-day", entry->days.first);
		add_day(out, "last-day", entry->days.last);
	}
	add_string(out, "date-as-stated", entry->date_as_stated);
	add_string(out, "date-note", entry->date_note);
	if (entry->kind == ENTRY_TALK)
		add_talk(&writer, &entry->talk);
	else
		add_quote(&writer, &entry->quote);
	add_string(out, "outlet", entry->outlet);
	add_string(out, "url", entry->url);
	add_string(out, "lang", entry->lang);
	add_string(out, "note", entry->note);
	add_source(&writer, entry->source);
	add_inherited(out, entry);
	add_string(out, "file", store_file(store, entry->file));
	add_number(out, "line", entry->line);
	text_puts(out, "}\n");
	arena_release(&writer.arena);
}

void jsonl_name(struct store *store, enum names names, const struct name *name, struct text *out)
{
	struct writer writer = {.store = store, .out = out};
	struct opened list;

	text_putc(out, '{');
	add_string(out, "id", name->id);
	add_string(out, "label", name->label);
	list = open_value(out, "aliases", '[');
	for (size_t i = 0; i < name->alias_count; i++) {
		separate(out);
		jsonl_quote(name->aliases[i], strlen(name->aliases[i]), out);
	}
	close_if_any(out, list, ']');
	if (names == NAMES_TOPIC)
		add_id(&writer, "parent", NAMES_TOPIC, name->parent);
	add_number(out, "count", name->count);
	text_puts(out, "}\n");
	arena_release(&writer.arena);
}

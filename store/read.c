/* Reading entries: rows of several tables made into one value. */
#include "store/column.h"
#include "store/fields.h"
#include "store/handle.h"
#include "store/schema.h"

/* What few entries have. */
static int read_rare(struct store *store, uint32_t place, struct entry *entry, struct error *err)
{
	static const char SQL[] = "SELECT date_as_stated, date_note, url, note, as_, to_, about, where_, "
				  "original, original_lang, translated_by FROM rare WHERE place = ?";
	uint32_t speakers = store->names[NAMES_SPEAKER];
	struct fields fields;
	int found = fields_first(store, SQL, place, &entry->arena, &fields, err);

	if (found <= 0)
		return found;
	entry->date_as_stated = fields_text(&fields);
	entry->date_note = fields_text(&fields);
	entry->url = fields_text(&fields);
	entry->note = fields_text(&fields);
	if (entry->kind == ENTRY_QUOTE) {
		entry->quote.as = fields_text(&fields);
		entry->quote.to = fields_numbers(&fields, speakers);
		entry->quote.about = fields_numbers(&fields, speakers);
		entry->quote.where = fields_text(&fields);
		entry->quote.original = fields_text(&fields);
		entry->quote.original_lang = fields_text(&fields);
		entry->quote.translated_by = fields_text(&fields);
	}
	sqlite3_reset(fields.stmt);
	return 0;
}

static int read_participants(struct store *store, struct talk *talk, struct arena *arena,
			     struct error *err)
{
	static const char SQL[] = "SELECT speaker, part, as_ FROM participant WHERE talk = ? "
				  "ORDER BY item";
	struct participant *list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = fields_first(store, SQL, talk->number, arena, &fields, err);

	for (; more > 0; more = fields_next(store, &fields, err)) {
		struct participant *item;

		list = memory_room(list, talk->participant_count, &cap, sizeof(*list));
		item = &list[talk->participant_count++];
		item->speaker = fields_number(&fields, store->names[NAMES_SPEAKER]);
		item->part = fields_text(&fields);
		item->as = fields_text(&fields);
	}
	talk->participants = fields_keep(arena, list, talk->participant_count, sizeof(*list));
	return more;
}

static int read_agenda(struct store *store, struct talk *talk, struct arena *arena,
		       struct error *err)
{
	static const char SQL[] = "SELECT text, topic FROM agenda WHERE talk = ? ORDER BY item";
	struct agenda_item *list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = fields_first(store, SQL, talk->number, arena, &fields, err);

	for (; more > 0; more = fields_next(store, &fields, err)) {
		struct agenda_item *item;

		list = memory_room(list, talk->agenda_count, &cap, sizeof(*list));
		item = &list[talk->agenda_count++];
		item->text = fields_needed(&fields);
		item->topic = fields_number(&fields, store->names[NAMES_TOPIC]);
	}
	talk->agenda = fields_keep(arena, list, talk->agenda_count, sizeof(*list));
	return more;
}

static int read_talk(struct store *store, struct talk *talk, struct arena *arena, struct error *err)
{
	static const char SQL[] = "SELECT end_, place_, country, agenda_intro, summary, part_of "
				  "FROM talk WHERE number = ?";
	struct fields fields;
	int found = fields_first(store, SQL, talk->number, arena, &fields, err);

	if (found < 0)
		return -1;
	if (found) {
		talk->end = fields_text(&fields);
		talk->place = fields_text(&fields);
		talk->country = fields_text(&fields);
		talk->agenda_intro = fields_text(&fields);
		talk->summary = fields_text(&fields);
		talk->part_of = fields_number(&fields, store->names[NAMES_TALK]);
		sqlite3_reset(fields.stmt);
	}
	if (read_participants(store, talk, arena, err) < 0)
		return -1;
	return read_agenda(store, talk, arena, err);
}

/* What stands in the columns: an entry's days, speaker and talk lie beside those of its
 * neighbours. */
static int read_columns(struct store *store, uint32_t row, struct entry *entry, int64_t flags,
			struct error *err)
{
	uint32_t first, more;
	char day[DAY_TEXT];

	if (store_number(store, COLUMN_FIRST, row - 1, &first, err) != 0 ||
	    store_number(store, COLUMN_DAYS, row - 1, &more, err) != 0)
		return -1;
	if (more > UINT32_MAX - first)
		return store_damaged(store, "an entry ends behind the last of days", err);
	entry->days = (struct days){column_day_back(first), column_day_back(first + more)};
	if (flags & ENTRY_DAY) {
		day_write(entry->days.first, day);
		entry->date = arena_copy(&entry->arena, day, strlen(day));
	}
	if (entry->kind == ENTRY_QUOTE) {
		entry->quote.speaker = store_name(store, COLUMN_SPEAKER, row, NAMES_SPEAKER);
		entry->quote.talk = store_name(store, COLUMN_TALK, row, NAMES_TALK);
	} else {
		entry->talk.number = store_name(store, COLUMN_TALK, row, NAMES_TALK);
	}
	return store_ready(store, err);
}

/* The text of an outlet or a language. */
static int read_name(struct store *store, enum names names, uint32_t number, struct arena *arena,
		     const char **text, struct error *err)
{
	static const char SQL[] = "SELECT id FROM name WHERE names = ?2 AND number = ?1";
	struct fields fields;
	int found;

	if (!number)
		return 0;
	found = fields_named(store, SQL, names, number, arena, &fields, err);
	if (found > 0) {
		*text = fields_text(&fields);
		sqlite3_reset(fields.stmt);
	}
	return found < 0 ? -1 : 0;
}

static void take_flags(struct entry *entry, int64_t flags)
{
	entry->kind = flags & ENTRY_TALK_BIT ? ENTRY_TALK : ENTRY_QUOTE;
	entry->date_from = entry_flag(flags, ENTRY_DATE_AT, 3);
	entry->outlet_from = entry_flag(flags, ENTRY_OUTLET_AT, 3);
	entry->lang_from = entry_flag(flags, ENTRY_LANG_AT, 3);
	entry->source_from = entry_flag(flags, ENTRY_SOURCE_AT, 3);
	if (entry->kind == ENTRY_TALK) {
		entry->talk.kind = word_of(&VOCABULARY_TALK, entry_flag(flags, ENTRY_KIND_AT, 15));
		return;
	}
	entry->quote.speech = word_of(&VOCABULARY_SPEECH, entry_flag(flags, ENTRY_SPEECH_AT, 3));
	entry->quote.status = word_of(&VOCABULARY_STATUS, entry_flag(flags, ENTRY_STATUS_AT, 7));
	entry->quote.translation = word_of(&VOCABULARY_TRANSLATION,
					   entry_flag(flags, ENTRY_TRANSLATION_AT, 3));
}

/* The row of the table `entry`; the numbers of its outlet and language are
 * still to be looked up. */
static int take_entry(struct store *store, uint32_t place, struct entry *entry, int64_t *flags,
		      uint32_t *outlet, uint32_t *lang, struct error *err)
{
	static const char SQL[] = "SELECT flags, at, " ENTRY_ID ", date, source, outlet, lang, topics, "
				  "text FROM entry WHERE place = ?";
	struct fields fields;
	int found = fields_first(store, SQL, place, &entry->arena, &fields, err);
	struct numbers topics;
	const char *text;
	int64_t at;

	if (found < 0)
		return -1;
	if (!found)
		return store_damaged(store, "an entry is missing", err);
	*flags = sqlite3_column_int64(fields.stmt, fields.at++);
	take_flags(entry, *flags);
	at = sqlite3_column_int64(fields.stmt, fields.at++);
	entry->file = (uint32_t)((uint64_t)at >> 32);
	entry->line = (uint32_t)at;
	entry->id = fields_needed(&fields);
	entry->date = fields_text(&fields);
	entry->source = fields_number(&fields, store->names[NAMES_SOURCE]);
	*outlet = fields_number(&fields, store->names[NAMES_OUTLET]);
	*lang = fields_number(&fields, store->names[NAMES_LANG]);
	topics = fields_numbers(&fields, store->names[NAMES_TOPIC]);
	text = fields_needed(&fields);
	if (entry->kind == ENTRY_QUOTE) {
		entry->quote.topics = topics;
		entry->quote.text = text;
	} else {
		entry->talk.topics = topics;
		entry->talk.title = text;
	}
	sqlite3_reset(fields.stmt);
	return 0;
}

static int read_entry(struct store *store, uint32_t row, struct entry *entry, struct error *err)
{
	uint32_t place, outlet = 0, lang = 0;
	int64_t flags = 0;

	if (store_place(store, row, &place, err) != 0 ||
	    take_entry(store, place, entry, &flags, &outlet, &lang, err) != 0 ||
	    read_columns(store, row, entry, flags, err) != 0 ||
	    read_name(store, NAMES_OUTLET, outlet, &entry->arena, &entry->outlet, err) != 0 ||
	    read_name(store, NAMES_LANG, lang, &entry->arena, &entry->lang, err) != 0)
		return -1;
	if (flags & ENTRY_RARE && read_rare(store, place, entry, err) != 0)
		return -1;
	if (entry->kind == ENTRY_TALK)
		return read_talk(store, &entry->talk, &entry->arena, err);
	return 0;
}

int store_entry(struct store *store, uint32_t row, struct entry *entry, struct error *err)
{
	*entry = (struct entry){0};
	store->too_long = false;
	if (read_entry(store, row, entry, err) == 0 &&
	    (!store->too_long || store_too_long(store, err) == 0))
		return 0;
	entry_release(entry);
	return -1;
}

/*
 * Reading records: rows of the tables made into the plain values of entry.h.
 * What a damaged file may hold (numbers of nobody, unknown words, missing
 * texts that every record has) is made harmless here, so that nobody above
 * needs to ask.
 */
#include <stdlib.h>
#include <string.h>

#include "store/column.h"
#include "store/handle.h"
#include "store/schema.h"

/* The columns of a statement's row from left to right. */
struct fields {
	sqlite3_stmt *stmt;
	struct arena *arena;
	int at;
};

static const char *next_text(struct fields *fields)
{
	return column_text(fields->stmt, fields->at++, fields->arena);
}

/* Of what every record has. */
static const char *next_needed(struct fields *fields)
{
	const char *text = next_text(fields);

	return text ? text : "";
}

/* A number from 0 to MOST; anything else is 0. */
static uint32_t next_number(struct fields *fields, uint32_t most)
{
	return column_within(fields->stmt, fields->at++, most);
}

static struct days next_days(struct fields *fields)
{
	struct days days = DAYS_NONE;
	bool given = sqlite3_column_type(fields->stmt, fields->at) != SQLITE_NULL;
	sqlite3_int64 first = sqlite3_column_int64(fields->stmt, fields->at++);
	sqlite3_int64 last = sqlite3_column_int64(fields->stmt, fields->at++);

	if (given && first >= DAY_FIRST && first <= last && last <= DAY_LAST)
		days = (struct days){(int32_t)first, (int32_t)last};
	return days;
}

/* A blob of numbers, four bytes each, least first; those out of range are left out. */
static struct numbers next_numbers(struct fields *fields, uint32_t most)
{
	size_t size, count = 0;
	const unsigned char *p = (const unsigned char *)column_bytes(fields->stmt, fields->at++,
								     &size);
	uint32_t *numbers;

	if (size < 4)
		return (struct numbers){0};
	numbers = arena_new(fields->arena, size / 4, sizeof(*numbers));
	for (; size >= 4; p += 4, size -= 4) {
		uint32_t number = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
				  (uint32_t)p[3] << 24;

		if (number && number <= most)
			numbers[count++] = number;
	}
	return (struct numbers){numbers, count};
}

static unsigned word_of(const struct vocabulary *vocabulary, unsigned value)
{
	return value < vocabulary->count ? value : 0;
}

/* The statement of SQL at its first row for KEY: 1, 0 where there is none, -1. */
static int first_row(struct store *store, const char *sql, uint32_t key, struct arena *arena,
		     struct fields *fields, struct error *err)
{
	*fields = (struct fields){store_statement(store, sql, err), arena, 0};
	if (!fields->stmt)
		return -1;
	sql_bind_int(&store->sql, fields->stmt, 1, key);
	return store_step(store, fields->stmt, err);
}

/* To the next row; as store_step. */
static int next_row(struct store *store, struct fields *fields, struct error *err)
{
	fields->at = 0;
	return store_step(store, fields->stmt, err);
}

/* Moves a list that has grown into ARENA. */
static void *keep(struct arena *arena, void *list, size_t count, size_t size)
{
	void *kept = NULL;

	if (count) {
		kept = arena_new(arena, count, size);
		memcpy(kept, list, count * size);
	}
	free(list);
	return kept;
}

/* --- entries --- */

/* What few entries have. */
static int read_rare(struct store *store, uint32_t place, struct entry *entry, struct error *err)
{
	static const char SQL[] = "SELECT date_as_stated, date_note, url, note, as_, to_, about, where_, "
				  "original, original_lang, translated_by FROM rare WHERE place = ?";
	uint32_t speakers = store->names[NAMES_SPEAKER];
	struct fields fields;
	int found = first_row(store, SQL, place, &entry->arena, &fields, err);

	if (found <= 0)
		return found;
	entry->date_as_stated = next_text(&fields);
	entry->date_note = next_text(&fields);
	entry->url = next_text(&fields);
	entry->note = next_text(&fields);
	if (entry->kind == ENTRY_QUOTE) {
		entry->quote.as = next_text(&fields);
		entry->quote.to = next_numbers(&fields, speakers);
		entry->quote.about = next_numbers(&fields, speakers);
		entry->quote.where = next_text(&fields);
		entry->quote.original = next_text(&fields);
		entry->quote.original_lang = next_text(&fields);
		entry->quote.translated_by = next_text(&fields);
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
	int more = first_row(store, SQL, talk->number, arena, &fields, err);

	for (; more > 0; more = next_row(store, &fields, err)) {
		struct participant *item;

		list = memory_room(list, talk->participant_count, &cap, sizeof(*list));
		item = &list[talk->participant_count++];
		item->speaker = next_number(&fields, store->names[NAMES_SPEAKER]);
		item->part = next_text(&fields);
		item->as = next_text(&fields);
	}
	talk->participants = keep(arena, list, talk->participant_count, sizeof(*list));
	return more;
}

static int read_agenda(struct store *store, struct talk *talk, struct arena *arena,
		       struct error *err)
{
	static const char SQL[] = "SELECT text, topic FROM agenda WHERE talk = ? ORDER BY item";
	struct agenda_item *list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = first_row(store, SQL, talk->number, arena, &fields, err);

	for (; more > 0; more = next_row(store, &fields, err)) {
		struct agenda_item *item;

		list = memory_room(list, talk->agenda_count, &cap, sizeof(*list));
		item = &list[talk->agenda_count++];
		item->text = next_needed(&fields);
		item->topic = next_number(&fields, store->names[NAMES_TOPIC]);
	}
	talk->agenda = keep(arena, list, talk->agenda_count, sizeof(*list));
	return more;
}

static int read_talk(struct store *store, struct talk *talk, struct arena *arena, struct error *err)
{
	static const char SQL[] = "SELECT end_, place_, country, agenda_intro, summary, part_of "
				  "FROM talk WHERE number = ?";
	struct fields fields;
	int found = first_row(store, SQL, talk->number, arena, &fields, err);

	if (found < 0)
		return -1;
	if (found) {
		talk->end = next_text(&fields);
		talk->place = next_text(&fields);
		talk->country = next_text(&fields);
		talk->agenda_intro = next_text(&fields);
		talk->summary = next_text(&fields);
		talk->part_of = next_number(&fields, store->names[NAMES_TALK]);
		sqlite3_reset(fields.stmt);
	}
	if (read_participants(store, talk, arena, err) < 0)
		return -1;
	return read_agenda(store, talk, arena, err);
}

/* What stands in the columns: an entry's days lie beside those of its neighbours. */
static int read_days(struct store *store, uint32_t row, struct days *days, struct error *err)
{
	uint32_t first, last;

	if (store_number(store, COLUMN_FIRST, row - 1, &first, err) != 0 ||
	    store_number(store, COLUMN_LAST, row - 1, &last, err) != 0)
		return -1;
	*days = (struct days){column_day_back(first), column_day_back(last)};
	return 0;
}

/* The text of an outlet or a language. */
static int read_name(struct store *store, enum names names, uint32_t number, struct arena *arena,
		     const char **text, struct error *err)
{
	static const char SQL[] = "SELECT id FROM name WHERE names = ?2 AND number = ?1";
	struct fields fields = {store_statement(store, SQL, err), arena, 0};
	int found;

	if (!number)
		return 0;
	if (!fields.stmt)
		return -1;
	sql_bind_int(&store->sql, fields.stmt, 1, number);
	sql_bind_int(&store->sql, fields.stmt, 2, names);
	found = store_step(store, fields.stmt, err);
	if (found > 0)
		*text = next_text(&fields);
	sqlite3_reset(fields.stmt);
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
	static const char SQL[] = "SELECT flags, at, id, date, source, outlet, lang, speaker, talk, "
				  "topics, text FROM entry WHERE place = ?";
	struct fields fields;
	int found = first_row(store, SQL, place, &entry->arena, &fields, err);
	uint32_t speaker, talk;
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
	entry->id = next_needed(&fields);
	entry->date = next_text(&fields);
	entry->source = next_number(&fields, store->names[NAMES_SOURCE]);
	*outlet = next_number(&fields, store->names[NAMES_OUTLET]);
	*lang = next_number(&fields, store->names[NAMES_LANG]);
	speaker = next_number(&fields, store->names[NAMES_SPEAKER]);
	talk = next_number(&fields, store->names[NAMES_TALK]);
	topics = next_numbers(&fields, store->names[NAMES_TOPIC]);
	text = next_needed(&fields);
	if (entry->kind == ENTRY_QUOTE) {
		entry->quote.speaker = speaker;
		entry->quote.talk = talk;
		entry->quote.topics = topics;
		entry->quote.text = text;
	} else {
		entry->talk.number = talk;
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
	    read_days(store, row, &entry->days, err) != 0 ||
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
	if (read_entry(store, row, entry, err) == 0)
		return 0;
	entry_release(entry);
	return -1;
}

/* --- speakers and sources --- */

static int read_aliases(struct store *store, uint32_t number, struct arena *arena,
			struct speaker *speaker, struct error *err)
{
	static const char SQL[] = "SELECT text FROM alias WHERE names = ?2 AND number = ?1 ORDER BY item";
	const char **list = NULL;
	size_t cap = 0;
	struct fields fields = {store_statement(store, SQL, err), arena, 0};
	int more;

	if (!fields.stmt)
		return -1;
	sql_bind_int(&store->sql, fields.stmt, 1, number);
	sql_bind_int(&store->sql, fields.stmt, 2, NAMES_SPEAKER);
	for (more = store_step(store, fields.stmt, err); more > 0;
	     more = next_row(store, &fields, err)) {
		list = memory_room(list, speaker->alias_count, &cap, sizeof(*list));
		list[speaker->alias_count++] = next_needed(&fields);
	}
	speaker->aliases = keep(arena, list, speaker->alias_count, sizeof(*list));
	return more;
}

static int read_roles(struct store *store, uint32_t number, struct arena *arena,
		      struct speaker *speaker, struct error *err)
{
	static const char SQL[] = "SELECT title, shorter, of_, from_, to_, from_first, from_last, "
				  "to_first, to_last FROM role WHERE speaker = ? ORDER BY item";
	struct role *list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = first_row(store, SQL, number, arena, &fields, err);

	for (; more > 0; more = next_row(store, &fields, err)) {
		struct role *role;

		list = memory_room(list, speaker->role_count, &cap, sizeof(*list));
		role = &list[speaker->role_count++];
		role->title = next_needed(&fields);
		role->shorter = next_text(&fields);
		role->of = next_text(&fields);
		role->from = next_text(&fields);
		role->to = next_text(&fields);
		role->from_days = next_days(&fields);
		role->to_days = next_days(&fields);
	}
	speaker->roles = keep(arena, list, speaker->role_count, sizeof(*list));
	return more;
}

int store_speaker(struct store *store, uint32_t number, struct arena *arena,
		  struct speaker *speaker, struct error *err)
{
	static const char SQL[] = "SELECT n.id, n.label, n.note, s.sort, s.wikidata, s.kind "
				  "FROM name AS n LEFT JOIN speaker AS s ON s.number = n.number "
				  "WHERE n.names = 0 AND n.number = ?";
	struct fields fields;
	int found = first_row(store, SQL, number, arena, &fields, err);

	*speaker = (struct speaker){0};
	if (found < 0)
		return -1;
	if (!found)
		return error_set(err, ERROR_STORE, "the store has no speaker %u", number);
	speaker->id = next_needed(&fields);
	speaker->name = next_text(&fields);
	if (!speaker->name)
		speaker->name = speaker->id;
	speaker->note = next_text(&fields);
	speaker->sort = next_text(&fields);
	speaker->wikidata = next_text(&fields);
	speaker->kind = word_of(&VOCABULARY_SPEAKER, next_number(&fields, UINT32_MAX));
	sqlite3_reset(fields.stmt);
	if (read_aliases(store, number, arena, speaker, err) != 0)
		return -1;
	return read_roles(store, number, arena, speaker, err);
}

int store_source(struct store *store, uint32_t number, struct arena *arena, struct source *source,
		 struct error *err)
{
	static const char SQL[] = "SELECT n.id, s.title, n.note, s.kind, s.outlet, s.author, s.url, "
				  "s.archived, s.published, s.accessed, s.lang, s.rights "
				  "FROM name AS n LEFT JOIN source AS s ON s.number = n.number "
				  "WHERE n.names = 5 AND n.number = ?";
	struct fields fields;
	int found = first_row(store, SQL, number, arena, &fields, err);

	*source = (struct source){0};
	if (found < 0)
		return -1;
	if (!found)
		return error_set(err, ERROR_STORE, "the store has no source %u", number);
	source->id = next_text(&fields);
	source->title = next_text(&fields);
	source->note = next_text(&fields);
	source->kind = word_of(&VOCABULARY_SOURCE, next_number(&fields, UINT32_MAX));
	source->outlet = next_text(&fields);
	source->author = next_text(&fields);
	source->url = next_text(&fields);
	source->archived = next_text(&fields);
	source->published = next_text(&fields);
	source->accessed = next_text(&fields);
	source->lang = next_text(&fields);
	source->rights = next_text(&fields);
	sqlite3_reset(fields.stmt);
	return 0;
}

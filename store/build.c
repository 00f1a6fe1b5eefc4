#include "store/build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/build_state.h"
#include "store/digest.h"
#include "store/memory.h"
#include "store/store.h"
#include "store/varint.h"

uint32_t *by_number_at(struct by_number *numbers, uint32_t number)
{
	if (number >= numbers->cap) {
		size_t cap = (size_t)number + number / 2 + 64;

		numbers->at = memory_resize(numbers->at, cap, sizeof(*numbers->at));
		memset(numbers->at + numbers->cap, 0,
		       (cap - numbers->cap) * sizeof(*numbers->at));
		numbers->cap = cap;
	}
	return &numbers->at[number];
}

uint32_t by_number_get(const struct by_number *numbers, uint32_t number)
{
	return number < numbers->cap ? numbers->at[number] : 0;
}

void by_number_clear(struct by_number *numbers)
{
	if (numbers->cap)
		memset(numbers->at, 0, numbers->cap * sizeof(*numbers->at));
}

struct build *build_open(const char *target, struct error *err)
{
	struct build *build = memory_new(1, sizeof(*build));

	if (draft_open(&build->draft, target, err) < 0 ||
	    spool_open(&build->spool, build->draft.folder, build->draft.target, err) < 0 ||
	    sql_open_build(&build->sql, build->draft.path, build->draft.target, err) < 0 ||
	    sql_run(&build->sql, "BEGIN", err) < 0 || schema_create(&build->sql, err) < 0) {
		build_close(build);
		return NULL;
	}
	return build;
}

void build_close(struct build *build)
{
	if (!build)
		return;
	sql_close(&build->sql);
	spool_close(&build->spool);
	lexicon_release(&build->lexicon);
	draft_close(&build->draft);
	for (int i = 0; i < NAMES_COUNT; i++) {
		map_release(&build->values[i]);
		free(build->counts[i].at);
	}
	free(build->parents.at);
	free(build->talk_kinds.at);
	free(build->talk_places.at);
	free(build->places);
	free(build->id_hashes);
	free(build);
}

/* --- binding rows --- */

/* A row being filled, parameter by parameter in the order of its columns. */
struct row {
	struct sql *sql;
	sqlite3_stmt *stmt;	/* NULL: it could not be prepared, and the error is set */
	int at;
};

static struct row row_begin(struct build *build, const char *insert, struct error *err)
{
	return (struct row){&build->sql, sql_get(&build->sql, insert, err), 0};
}

static void put_int(struct row *row, int64_t value)
{
	if (row->stmt)
		sql_bind_int(row->sql, row->stmt, ++row->at, value);
}

static void put_number(struct row *row, uint32_t number)
{
	if (row->stmt)
		sql_bind_number(row->sql, row->stmt, ++row->at, number);
}

static void put_string(struct row *row, const char *string)
{
	if (row->stmt)
		sql_bind_string(row->sql, row->stmt, ++row->at, string);
}

/* A date as it is written, as a number where that loses nothing. */
static void put_date(struct row *row, const char *date)
{
	int32_t day;

	if (date && day_read(date, &day))
		put_int(row, day);
	else
		put_string(row, date);
}

/* A list of numbers, packed into SCRATCH, which must outlive row_end. */
static void put_numbers(struct row *row, struct numbers numbers, struct text *scratch)
{
	text_clear(scratch);
	for (size_t i = 0; i < numbers.count; i++)
		varint_put(scratch, numbers.at[i]);
	if (row->stmt)
		sql_bind_blob(row->sql, row->stmt, ++row->at,
			      scratch->length ? scratch->data : NULL, scratch->length);
}

static void put_days(struct row *row, struct days days)
{
	bool none = memcmp(&days, &DAYS_NONE, sizeof(days)) == 0;

	if (!row->stmt)
		return;
	if (none)
		row->at += 2;
	else {
		put_int(row, days.first);
		put_int(row, days.last);
	}
}

static int row_end(struct row *row, struct error *err)
{
	return row->stmt ? sql_done(row->sql, row->stmt, err) : -1;
}

/* --- names --- */

static int add_name(struct build *build, enum names names, uint32_t number, const char *id,
		    const char *label, uint32_t parent, bool declared, const char *note,
		    struct error *err)
{
	static const char insert[] =
		"INSERT INTO name(names, number, parent, declared, id, label, note, count)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, 0)";
	struct row row = row_begin(build, insert, err);

	put_int(&row, names);
	put_int(&row, number);
	put_number(&row, parent);
	put_int(&row, declared);
	put_string(&row, id);
	put_string(&row, label && id && strcmp(label, id) == 0 ? NULL : label);
	put_string(&row, note);
	return row_end(&row, err);
}

static int add_aliases(struct build *build, enum names names, uint32_t number,
		       const char *const *aliases, size_t count, struct error *err)
{
	static const char insert[] = "INSERT INTO alias(names, number, item, text) VALUES(?, ?, ?, ?)";

	for (size_t i = 0; i < count; i++) {
		struct row row = row_begin(build, insert, err);

		put_int(&row, names);
		put_int(&row, number);
		put_int(&row, (int64_t)i);
		put_string(&row, aliases[i]);
		if (row_end(&row, err) < 0)
			return -1;
	}
	return 0;
}

/* The number of a value that is named by its text, a new one where it was not met
 * before; 0 for NULL and on failure. */
static int value_number(struct build *build, enum names names, const char *text,
			uint32_t *number, struct error *err)
{
	struct map *map = &build->values[names];
	uint32_t *known;

	*number = 0;
	if (!text)
		return 0;
	known = map_put(map, text, strlen(text));
	if (*known) {
		*number = *known;
		return 0;
	}
	*number = *known = (uint32_t)map->count;
	return add_name(build, names, *number, text, NULL, 0, true, NULL, err);
}

int build_source(struct build *build, uint32_t number, const struct source *source,
		 struct error *err)
{
	static const char insert[] =
		"INSERT INTO source(number, kind, title, outlet, author, url, archived, published,"
		" accessed, lang, rights) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const char *label = source->title ? source->title :
			    source->outlet ? source->outlet : source->url;
	struct row row = row_begin(build, insert, err);

	put_int(&row, number);
	put_number(&row, source->kind);
	put_string(&row, source->title);
	put_string(&row, source->outlet);
	put_string(&row, source->author);
	put_string(&row, source->url);
	put_string(&row, source->archived);
	put_string(&row, source->published);
	put_string(&row, source->accessed);
	put_string(&row, source->lang);
	put_string(&row, source->rights);
	if (row_end(&row, err) < 0)
		return -1;
	return add_name(build, NAMES_SOURCE, number, source->id, label, 0, source->id != NULL,
			source->note, err);
}

static int add_role(struct build *build, uint32_t speaker, size_t item, const struct role *role,
		    struct error *err)
{
	static const char insert[] =
		"INSERT INTO role(speaker, item, title, shorter, of_, from_, to_, from_first,"
		" from_last, to_first, to_last) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	struct row row = row_begin(build, insert, err);

	put_int(&row, speaker);
	put_int(&row, (int64_t)item);
	put_string(&row, role->title);
	put_string(&row, role->shorter);
	put_string(&row, role->of);
	put_string(&row, role->from);
	put_string(&row, role->to);
	put_days(&row, role->from_days);
	put_days(&row, role->to_days);
	return row_end(&row, err);
}

int build_speaker(struct build *build, uint32_t number, const struct speaker *speaker,
		  struct error *err)
{
	static const char insert[] =
		"INSERT INTO speaker(number, kind, sort, wikidata) VALUES(?, ?, ?, ?)";
	/* A speaker who was not declared has the name as id, and nothing else. */
	bool declared = strcmp(speaker->id, speaker->name) != 0 || speaker->sort ||
			speaker->wikidata || speaker->note || speaker->kind ||
			speaker->alias_count || speaker->role_count;
	struct row row = row_begin(build, insert, err);

	put_int(&row, number);
	put_number(&row, speaker->kind);
	put_string(&row, speaker->sort);
	put_string(&row, speaker->wikidata);
	if (row_end(&row, err) < 0)
		return -1;
	for (size_t i = 0; i < speaker->role_count; i++)
		if (add_role(build, number, i, &speaker->roles[i], err) < 0)
			return -1;
	if (add_aliases(build, NAMES_SPEAKER, number, speaker->aliases, speaker->alias_count,
			err) < 0)
		return -1;
	return add_name(build, NAMES_SPEAKER, number, speaker->id, speaker->name, 0, declared,
			speaker->note, err);
}

int build_topic(struct build *build, uint32_t number, const struct topic *topic,
		struct error *err)
{
	*by_number_at(&build->parents, number) = topic->parent;
	if (add_aliases(build, NAMES_TOPIC, number, topic->aliases, topic->alias_count, err) < 0)
		return -1;
	return add_name(build, NAMES_TOPIC, number, topic->id, topic->label, topic->parent,
			topic->label || topic->note || topic->alias_count, topic->note, err);
}

/* --- entries --- */

static int add_rare(struct build *build, uint32_t place, const struct entry *entry,
		     struct error *err)
{
	static const char insert[] =
		"INSERT INTO rare(place, as_, to_, about, where_, date_as_stated, date_note, url,"
		" translated_by, original_lang, note, original)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	static const struct quote none;
	const struct quote *quote = entry->kind == ENTRY_QUOTE ? &entry->quote : &none;
	struct row row = row_begin(build, insert, err);
	struct text to = {0}, about = {0};
	int result;

	put_int(&row, place);
	put_string(&row, quote->as);
	put_numbers(&row, quote->to, &to);
	put_numbers(&row, quote->about, &about);
	put_string(&row, quote->where);
	put_string(&row, entry->date_as_stated);
	put_string(&row, entry->date_note);
	put_string(&row, entry->url);
	put_string(&row, quote->translated_by);
	put_string(&row, quote->original_lang);
	put_string(&row, entry->note);
	put_string(&row, quote->original);
	result = row_end(&row, err);
	text_release(&to);
	text_release(&about);
	return result;
}

static bool needs_rare(const struct entry *entry)
{
	const struct quote *quote = &entry->quote;

	if (entry->date_as_stated || entry->date_note || entry->url || entry->note)
		return true;
	return entry->kind == ENTRY_QUOTE &&
	       (quote->as || quote->to.count || quote->about.count || quote->where ||
		quote->translated_by || quote->original_lang || quote->original);
}

static int64_t flags_of(const struct entry *entry)
{
	unsigned flags = needs_rare(entry) ? ENTRY_RARE : 0;

	flags |= (unsigned)entry->date_from << ENTRY_DATE_AT |
		 (unsigned)entry->outlet_from << ENTRY_OUTLET_AT |
		 (unsigned)entry->lang_from << ENTRY_LANG_AT |
		 (unsigned)entry->source_from << ENTRY_SOURCE_AT;
	if (entry->kind == ENTRY_TALK)
		return flags | ENTRY_TALK_BIT | (unsigned)entry->talk.kind << ENTRY_KIND_AT;
	return flags | (unsigned)entry->quote.speech << ENTRY_SPEECH_AT |
	       (unsigned)entry->quote.status << ENTRY_STATUS_AT |
	       (unsigned)entry->quote.translation << ENTRY_TRANSLATION_AT;
}

static int add_entry(struct build *build, uint32_t place, const struct entry *entry,
		     uint32_t outlet, uint32_t lang, struct error *err)
{
	static const char insert[] =
		"INSERT INTO entry(place, flags, speaker, talk, outlet, lang, source, at, id, date,"
		" topics, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	bool quote = entry->kind == ENTRY_QUOTE;
	struct row row = row_begin(build, insert, err);
	struct text topics = {0};
	int result;

	put_int(&row, place);
	put_int(&row, flags_of(entry));
	put_number(&row, quote ? entry->quote.speaker : 0);
	put_number(&row, quote ? entry->quote.talk : entry->talk.number);
	put_number(&row, outlet);
	put_number(&row, lang);
	put_number(&row, entry->source);
	put_int(&row, (int64_t)entry->file << 32 | entry->line);
	put_string(&row, entry->id);
	put_date(&row, entry->date);
	put_numbers(&row, quote ? entry->quote.topics : entry->talk.topics, &topics);
	put_string(&row, quote ? entry->quote.text : entry->talk.title);
	result = row_end(&row, err);
	text_release(&topics);
	return result;
}

static int add_participants(struct build *build, const struct talk *talk, struct error *err)
{
	static const char insert[] =
		"INSERT INTO participant(talk, item, speaker, part, as_) VALUES(?, ?, ?, ?, ?)";

	for (size_t i = 0; i < talk->participant_count; i++) {
		struct row row = row_begin(build, insert, err);

		put_int(&row, talk->number);
		put_int(&row, (int64_t)i);
		put_number(&row, talk->participants[i].speaker);
		put_string(&row, talk->participants[i].part);
		put_string(&row, talk->participants[i].as);
		if (row_end(&row, err) < 0)
			return -1;
	}
	return 0;
}

static int add_agenda(struct build *build, const struct talk *talk, struct error *err)
{
	static const char insert[] = "INSERT INTO agenda(talk, item, topic, text) VALUES(?, ?, ?, ?)";

	for (size_t i = 0; i < talk->agenda_count; i++) {
		struct row row = row_begin(build, insert, err);

		put_int(&row, talk->number);
		put_int(&row, (int64_t)i);
		put_number(&row, talk->agenda[i].topic);
		put_string(&row, talk->agenda[i].text);
		if (row_end(&row, err) < 0)
			return -1;
	}
	return 0;
}

/* The place as it is named: "Brussels, Belgium"; NULL without any.  Release OUT. */
static const char *place_name(const struct talk *talk, struct text *out)
{
	if (talk->place)
		text_puts(out, talk->place);
	if (talk->place && talk->country)
		text_puts(out, ", ");
	if (talk->country)
		text_puts(out, talk->country);
	return talk->place || talk->country ? text_string(out) : NULL;
}

static int add_talk(struct build *build, uint32_t place, const struct entry *entry,
		    struct error *err)
{
	static const char insert[] =
		"INSERT INTO talk(number, place, part_of, end_, place_, country, agenda_intro,"
		" summary) VALUES(?, ?, ?, ?, ?, ?, ?, ?)";
	const struct talk *talk = &entry->talk;
	struct text name = {0};
	uint32_t where;
	int result = value_number(build, NAMES_PLACE, place_name(talk, &name), &where, err);
	struct row row;

	text_release(&name);
	if (result < 0)
		return -1;
	*by_number_at(&build->talk_kinds, talk->number) = talk->kind;
	*by_number_at(&build->talk_places, talk->number) = where;
	row = row_begin(build, insert, err);
	put_int(&row, talk->number);
	put_int(&row, place);
	put_number(&row, talk->part_of);
	put_string(&row, talk->end);
	put_string(&row, talk->place);
	put_string(&row, talk->country);
	put_string(&row, talk->agenda_intro);
	put_string(&row, talk->summary);
	if (row_end(&row, err) < 0 || add_participants(build, talk, err) < 0 ||
	    add_agenda(build, talk, err) < 0)
		return -1;
	build->talks++;
	return add_name(build, NAMES_TALK, talk->number, entry->id, talk->title, 0, true, NULL,
			err);
}

int build_entry(struct build *build, const struct entry *entry, struct error *err)
{
	uint32_t outlet, lang, place;

	if (build->count >= UINT32_MAX - 1)
		return error_set(err, ERROR_STORE, "cannot build a store of more than %u entries "
				 "(load fewer files)", UINT32_MAX - 1);
	assert(entry->id);
	place = (uint32_t)build->count + 1;
	build->places = memory_room(build->places, build->count, &build->places_cap,
				    sizeof(*build->places));
	build->id_hashes = memory_room(build->id_hashes, build->count, &build->hashes_cap,
				       sizeof(*build->id_hashes));
	build->places[build->count] = (struct place){entry->days, place};
	build->id_hashes[build->count] = schema_id_hash(entry->id, strlen(entry->id));
	build->count++;
	if (value_number(build, NAMES_OUTLET, entry->outlet, &outlet, err) < 0 ||
	    value_number(build, NAMES_LANG, entry->lang, &lang, err) < 0 ||
	    add_entry(build, place, entry, outlet, lang, err) < 0)
		return -1;
	digest_pack(entry, flags_of(entry), outlet, lang, &build->lexicon,
		    spool_record(&build->spool));
	if (spool_end(&build->spool, err) < 0 ||
	    (needs_rare(entry) && add_rare(build, place, entry, err) < 0))
		return -1;
	return entry->kind == ENTRY_TALK ? add_talk(build, place, entry, err) : 0;
}

/* --- the end --- */

static int add_fact(struct build *build, const char *key, const char *text, int64_t number,
		    struct error *err)
{
	struct row row = row_begin(build, "INSERT INTO meta(key, value) VALUES(?, ?)", err);

	put_string(&row, key);
	if (text)
		put_string(&row, text);
	else if (number >= 0)
		put_int(&row, number);
	return row_end(&row, err);
}

static int add_meta(struct build *build, const struct build_meta *meta, struct error *err)
{
	for (size_t i = 0; i < meta->file_count; i++) {
		struct row row = row_begin(build, "INSERT INTO file(number, name) VALUES(?, ?)",
					   err);

		put_int(&row, (int64_t)i);
		put_string(&row, meta->files[i]);
		if (row_end(&row, err) < 0)
			return -1;
	}
	if (add_fact(build, "title", meta->title, -1, err) < 0 ||
	    add_fact(build, "fingerprint", meta->fingerprint, -1, err) < 0 ||
	    add_fact(build, "entries", NULL, (int64_t)build->count, err) < 0 ||
	    add_fact(build, "talks", NULL, build->talks, err) < 0)
		return -1;
	return add_fact(build, "quotes", NULL, (int64_t)build->count - build->talks, err);
}

/* A look at the finished file from outside: whole, of this schema, with its last
 * row in the index.  Reading all of it would double the time of loading. */
static int check(struct build *build, struct error *err)
{
	struct store *store = store_open(build->draft.path, err);
	bool whole = store && store_count(store) == build->count;

	store_close(store);
	if (!store)
		return -1;
	return whole ? 0 : error_set(err, ERROR_STORE, "store '%s' did not come out as it was "
				     "written (look at the disk)", build->draft.target);
}

int build_finish(struct build *build, const struct build_meta *meta, build_progress progress,
		 void *context, struct error *err)
{
	if (add_meta(build, meta, err) < 0 || build_index(build, progress, context, err) < 0 ||
	    sql_run(&build->sql, "COMMIT", err) < 0)
		return -1;
	sql_close(&build->sql);
	if (check(build, err) < 0)
		return -1;
	return draft_commit(&build->draft, err);
}

/* Building: an entry with all that belongs to it, and its digest for the index. */
#include <assert.h>
#include <string.h>

#include "store/build_state.h"
#include "store/digest.h"
#include "store/memory.h"
#include "store/build_row.h"

static int add_rare(struct build *build, uint32_t place, const struct entry *entry,
		     struct error *err)
{
	static const char insert[] =
		"INSERT INTO rare(place, as_, to_, about, where_, date_as_stated, date_note, url,"
		" translated_by, original_lang, note, original)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	static const struct quote none;
	const struct quote *quote = entry->kind == ENTRY_QUOTE ? &entry->quote : &none;
	struct row row = row_begin(&build->sql, insert, err);
	struct text to = {0}, about = {0};
	int result;

	row_int(&row, place);
	row_string(&row, quote->as);
	row_numbers(&row, quote->to, &to);
	row_numbers(&row, quote->about, &about);
	row_string(&row, quote->where);
	row_string(&row, entry->date_as_stated);
	row_string(&row, entry->date_note);
	row_string(&row, entry->url);
	row_string(&row, quote->translated_by);
	row_string(&row, quote->original_lang);
	row_string(&row, entry->note);
	row_string(&row, quote->original);
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
	int32_t day;

	if (entry->date && day_read(entry->date, &day) && day == entry->days.first)
		flags |= ENTRY_DAY;
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
		"INSERT INTO entry(place, flags, outlet, lang, source, at, id, date, topics, text)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	bool quote = entry->kind == ENTRY_QUOTE;
	int64_t flags = flags_of(entry);
	struct row row = row_begin(&build->sql, insert, err);
	struct text topics = {0};
	int result;

	row_int(&row, place);
	row_int(&row, flags);
	row_number(&row, outlet);
	row_number(&row, lang);
	row_number(&row, entry->source);
	row_int(&row, (int64_t)entry->file << 32 | entry->line);
	row_id(&row, entry->id);
	row_string(&row, flags & ENTRY_DAY ? NULL : entry->date);
	row_numbers(&row, quote ? entry->quote.topics : entry->talk.topics, &topics);
	row_string(&row, quote ? entry->quote.text : entry->talk.title);
	result = row_end(&row, err);
	text_release(&topics);
	return result;
}

static int add_participants(struct build *build, const struct talk *talk, struct error *err)
{
	static const char insert[] =
		"INSERT INTO participant(talk, item, speaker, part, as_) VALUES(?, ?, ?, ?, ?)";

	for (size_t i = 0; i < talk->participant_count; i++) {
		struct row row = row_begin(&build->sql, insert, err);

		row_int(&row, talk->number);
		row_int(&row, (int64_t)i);
		row_number(&row, talk->participants[i].speaker);
		row_string(&row, talk->participants[i].part);
		row_string(&row, talk->participants[i].as);
		if (row_end(&row, err) < 0)
			return -1;
	}
	return 0;
}

static int add_agenda(struct build *build, const struct talk *talk, struct error *err)
{
	static const char insert[] = "INSERT INTO agenda(talk, item, topic, text) VALUES(?, ?, ?, ?)";

	for (size_t i = 0; i < talk->agenda_count; i++) {
		struct row row = row_begin(&build->sql, insert, err);

		row_int(&row, talk->number);
		row_int(&row, (int64_t)i);
		row_number(&row, talk->agenda[i].topic);
		row_string(&row, talk->agenda[i].text);
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
	int result = build_value(build, NAMES_PLACE, place_name(talk, &name), &where, err);
	struct row row;

	text_release(&name);
	if (result < 0)
		return -1;
	*by_number_at(&build->talk_kinds, talk->number) = talk->kind;
	*by_number_at(&build->talk_places, talk->number) = where;
	row = row_begin(&build->sql, insert, err);
	row_int(&row, talk->number);
	row_int(&row, place);
	row_number(&row, talk->part_of);
	row_string(&row, talk->end);
	row_string(&row, talk->place);
	row_string(&row, talk->country);
	row_string(&row, talk->agenda_intro);
	row_string(&row, talk->summary);
	if (row_end(&row, err) < 0 || add_participants(build, talk, err) < 0 ||
	    add_agenda(build, talk, err) < 0)
		return -1;
	build->talks++;
	return build_name(build, NAMES_TALK, talk->number, entry->id, talk->title, 0, true, NULL,
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
	build->row_keys = memory_room(build->row_keys, build->count, &build->row_keys_cap,
				    sizeof(*build->row_keys));
	build->id_hashes = memory_room(build->id_hashes, build->count, &build->hashes_cap,
				       sizeof(*build->id_hashes));
	build->row_keys[build->count] = (struct row_key){entry->days, place};
	build->id_hashes[build->count] = schema_id_hash(entry->id, strlen(entry->id));
	build->count++;
	if (build_value(build, NAMES_OUTLET, entry->outlet, &outlet, err) < 0 ||
	    build_value(build, NAMES_LANG, entry->lang, &lang, err) < 0 ||
	    add_entry(build, place, entry, outlet, lang, err) < 0)
		return -1;
	digest_pack(entry, flags_of(entry), outlet, lang, &build->lexicon,
		    spool_record(&build->spool));
	if (spool_end(&build->spool, err) < 0 ||
	    (needs_rare(entry) && add_rare(build, place, entry, err) < 0))
		return -1;
	return entry->kind == ENTRY_TALK ? add_talk(build, place, entry, err) : 0;
}

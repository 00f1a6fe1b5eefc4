#include "store/segment_maker.h"

#include <stdlib.h>

#include "store/memory.h"

/* What is counted of a row, and goes into columns. */
struct facts {
	uint32_t speaker, talk, outlet, place, source, lang;
	size_t topics;		/* where the next row's begin */
};

/* --- a segment --- */

void segment_maker_init(struct segment_maker *maker, const struct build *build)
{
	*maker = (struct segment_maker){.build = build};
	maker->invert.lexicon = &build->lexicon;
	maker->facts = memory_new(SEGMENT_ROWS, sizeof(*maker->facts));
}

void segment_maker_release(struct segment_maker *maker)
{
	spool_reader_release(&maker->reader);
	digest_release(&maker->digest);
	invert_release(&maker->invert);
	pages_release(&maker->pages);
	text_release(&maker->token);
	for (int i = 0; i < FACET_COUNT; i++)
		free(maker->facets[i].at);
	free(maker->facts);
	free(maker->topics.at);
	free(maker->seen.at);
}

void segment_maker_begin(struct segment_maker *maker)
{
	invert_clear(&maker->invert);
	pages_clear(&maker->pages);
	maker->topics.count = 0;
	for (int i = 0; i < FACET_COUNT; i++)
		by_number_clear(&maker->facets[i]);
}

void segment_maker_end(struct segment_maker *maker)
{
	invert_end(&maker->invert, &maker->pages);
}

/* --- a row --- */

/* Adds TOPIC and all above it that ROW does not have yet. */
static void add_topic(struct segment_maker *maker, uint32_t row, uint32_t topic)
{
	const struct by_number *parents = &maker->build->parents;

	for (; topic; topic = by_number_get(parents, topic)) {
		uint32_t *seen = by_number_at(&maker->seen, topic);

		if (*seen == row)
			return;
		*seen = row;
		number_list_add(&maker->topics, topic);
	}
}

static void add_facet(struct segment_maker *maker, enum facet facet, uint32_t number)
{
	uint32_t *term;

	if (!number)
		return;
	term = by_number_at(&maker->facets[facet], number);
	if (*term) {
		invert_facet_again(&maker->invert, *term - 1);
		return;
	}
	text_clear(&maker->token);
	facet_token(facet, number, &maker->token);
	*term = 1 + invert_facet(&maker->invert, maker->token.data, maker->token.length);
}

static void add_facets(struct segment_maker *maker, const struct facts *facts,
		       enum talk_kind talk_kind, size_t first_topic)
{
	const struct digest *digest = &maker->digest;
	bool quote = !(digest->flags & ENTRY_TALK_BIT);
	unsigned speech = entry_flag(digest->flags, ENTRY_SPEECH_AT, 3);

	if (quote) {
		add_facet(maker, FACET_SPEAKER, facts->speaker);
		add_facet(maker, FACET_SPEECH, speech ? speech : SPEECH_DIRECT);
		add_facet(maker, FACET_STATUS, entry_flag(digest->flags, ENTRY_STATUS_AT, 7));
		for (size_t i = 0; i < digest->to.count; i++)
			add_facet(maker, FACET_TO, digest->to.at[i]);
		for (size_t i = 0; i < digest->about.count; i++)
			add_facet(maker, FACET_ABOUT, digest->about.at[i]);
	}
	add_facet(maker, FACET_KIND, quote ? KIND_QUOTE : KIND_TALK);
	if (talk_kind)
		add_facet(maker, FACET_KIND, KIND_TALKS + (uint32_t)talk_kind);
	for (size_t i = first_topic; i < maker->topics.count; i++)
		add_facet(maker, FACET_TOPIC, maker->topics.at[i]);
	add_facet(maker, FACET_TALK, facts->talk);
	add_facet(maker, FACET_PLACE, facts->place);
	add_facet(maker, FACET_OUTLET, facts->outlet);
	add_facet(maker, FACET_SOURCE, facts->source);
	add_facet(maker, FACET_LANG, facts->lang);
}

int segment_maker_add(struct segment_maker *maker, size_t row, struct error *err)
{
	const struct build *build = maker->build;
	struct facts *facts = &maker->facts[maker->invert.rows];
	size_t number = build->row_keys[row].place - 1, first_topic = maker->topics.count;
	const char *bytes = spool_read(&build->spool, &maker->reader, number, err);
	struct digest *digest = &maker->digest;
	struct digest_word word;

	if (!bytes)
		return -1;
	digest_read(digest, bytes, spool_size(&build->spool, number));
	for (size_t i = 0; i < digest->topics.count; i++)
		add_topic(maker, (uint32_t)row + 1, digest->topics.at[i]);
	*facts = (struct facts){
		.speaker = digest->speaker,
		.talk = digest->talk,
		.outlet = digest->outlet,
		.place = by_number_get(&build->talk_places, digest->talk),
		.source = digest->source,
		.lang = digest->lang,
		.topics = maker->topics.count,
	};
	invert_row(&maker->invert);
	while (digest_word(digest, &word)) {
		if (word.number)
			invert_word(&maker->invert, lexicon_rank(&build->lexicon, word.number),
				    word.position);
		else
			invert_other_word(&maker->invert, word.word, word.length, word.position);
	}
	add_facets(maker, facts, by_number_get(&build->talk_kinds, digest->talk), first_topic);
	return 0;
}

/* --- writing --- */

static void count_up(struct build *build, enum names names, uint32_t number)
{
	if (number)
		++*by_number_at(&build->counts[names], number);
}

static int write_row(const struct segment_maker *maker, struct build *build,
		     struct row_writer *writer, size_t row, const struct facts *facts,
		     size_t first_topic, struct error *err)
{
	const struct row_key *key = &build->row_keys[row];
	struct row_values values = {
		.place = key->place,
		.first = column_day(key->days.first),
		.last = column_day(key->days.last),
		.speaker = facts->speaker,
		.talk = facts->talk,
		.topics = maker->topics.at ? maker->topics.at + first_topic : NULL,
		.topic_count = facts->topics - first_topic,
	};

	count_up(build, NAMES_SPEAKER, facts->speaker);
	count_up(build, NAMES_TALK, facts->talk);
	count_up(build, NAMES_OUTLET, facts->outlet);
	count_up(build, NAMES_PLACE, facts->place);
	count_up(build, NAMES_SOURCE, facts->source);
	count_up(build, NAMES_LANG, facts->lang);
	for (size_t i = 0; i < values.topic_count; i++)
		count_up(build, NAMES_TOPIC, values.topics[i]);
	return row_writer_add(build, writer, &values, err);
}

static int write_part(struct sql *sql, size_t number, enum chunk_part part,
		      const struct text *bytes, struct error *err)
{
	for (size_t at = 0; at < bytes->length; at += CHUNK_BYTES) {
		sqlite3_stmt *stmt = sql_get(sql, "INSERT INTO chunk(id, data) VALUES(?, ?)", err);
		size_t rest = bytes->length - at;

		if (!stmt)
			return -1;
		sql_bind_int(sql, stmt, 1, chunk_id((uint32_t)number, part, at / CHUNK_BYTES));
		sql_bind_blob(sql, stmt, 2, bytes->data + at,
			      rest < CHUNK_BYTES ? rest : CHUNK_BYTES);
		if (sql_done(sql, stmt, err) < 0)
			return -1;
	}
	return 0;
}

static int write_pages(struct sql *sql, size_t number, const struct pages *pages,
		       struct error *err)
{
	if (write_part(sql, number, CHUNK_TERMS, &pages->terms, err) < 0)
		return -1;
	return write_part(sql, number, CHUNK_POSITIONS, &pages->positions, err);
}

int segment_maker_write(const struct segment_maker *maker, struct build *build,
			struct row_writer *writer, size_t number, size_t first,
			struct error *err)
{
	const struct invert *invert = &maker->invert;
	struct sql *sql = &build->sql;
	struct text lengths = {0};
	uint64_t words = 0;
	size_t first_topic = 0;
	sqlite3_stmt *stmt;
	int result = -1;

	for (uint32_t i = 0; i < invert->rows; i++) {
		const struct facts *facts = &maker->facts[i];

		if (write_row(maker, build, writer, first + i, facts, first_topic, err) < 0)
			return -1;
		first_topic = facts->topics;
		words += invert->words[i];
	}
	column_pack(invert->words, invert->rows, &lengths);
	stmt = sql_get(sql, "INSERT INTO segment(number, first, rows, words, lengths, pages)"
		       " VALUES(?, ?, ?, ?, ?, ?)", err);
	if (stmt && write_pages(sql, number, &maker->pages, err) == 0) {
		sql_bind_int(sql, stmt, 1, (int64_t)number);
		sql_bind_int(sql, stmt, 2, (int64_t)first + 1);
		sql_bind_int(sql, stmt, 3, invert->rows);
		sql_bind_int(sql, stmt, 4, (int64_t)words);
		sql_bind_blob(sql, stmt, 5, lengths.data, lengths.length);
		sql_bind_blob(sql, stmt, 6, maker->pages.list.data, maker->pages.list.length);
		result = sql_done(sql, stmt, err);
	}
	text_release(&lengths);
	return result;
}

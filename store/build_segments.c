#include "store/build_segments.h"

#include <stdlib.h>

#include "store/build_columns.h"
#include "store/digest.h"
#include "store/invert.h"
#include "store/memory.h"
#include "store/thread.h"

/* A segment ends before its digests have more bytes than this (which bounds the
 * memory), or at SEGMENT_ROWS rows. */
enum { SEGMENT_BYTES = 6 << 20 };

enum { THREADS = 2, LOOK_AROUND = 256 };

/* Rows FROM to UPTO - 1, counted from 0. */
struct range {
	size_t from, upto;
};

/* What all threads share.  Everything behind `lock` belongs to it; `build` too, but
 * for what does not change any more. */
struct making {
	struct build *build;
	const struct range *ranges;
	size_t count;
	build_progress progress;
	void *context;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next;		/* the segment that nobody makes yet */
	size_t turn;		/* the segment that is to be written next */
	uint64_t done;		/* rows */
	bool failed;
	struct error error;
	struct row_writer writer;
};

/* What is counted of a row, and goes into columns. */
struct facts {
	uint32_t speaker, talk, outlet, place, source, lang;
	size_t topics;		/* where the next row's begin */
};

/* A thread's own. */
struct maker {
	struct making *making;
	bool tells;		/* calls `progress` */
	struct spool_reader reader;
	struct digest digest;
	struct invert invert;
	struct pages pages;
	struct text token;
	struct by_number facets[FACET_COUNT];	/* 1 + the number of its term in this segment */
	struct facts *facts;
	struct number_list topics;
	struct by_number seen;	/* by topic: the row, from 1, that last had it */
};

/* --- a row --- */

/* Adds TOPIC and all above it that ROW does not have yet. */
static void add_topic(struct maker *maker, uint32_t row, uint32_t topic)
{
	const struct by_number *parents = &maker->making->build->parents;

	for (; topic; topic = by_number_get(parents, topic)) {
		uint32_t *seen = by_number_at(&maker->seen, topic);

		if (*seen == row)
			return;
		*seen = row;
		number_list_add(&maker->topics, topic);
	}
}

static void add_facet(struct maker *maker, enum facet facet, uint32_t number)
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

static void add_facets(struct maker *maker, const struct facts *facts, enum talk_kind talk_kind,
		       size_t first_topic)
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

static int add_row(struct maker *maker, size_t row, struct facts *facts, struct error *err)
{
	const struct build *build = maker->making->build;
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

/* --- writing a segment, in its turn --- */

static void count_up(struct build *build, enum names names, uint32_t number)
{
	if (number)
		++*by_number_at(&build->counts[names], number);
}

static int write_row(struct maker *maker, size_t row, const struct facts *facts,
		     size_t first_topic, struct error *err)
{
	struct build *build = maker->making->build;
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
	return row_writer_add(build, &maker->making->writer, &values, err);
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

static int write_segment(struct maker *maker, size_t number, struct range range,
			 struct error *err)
{
	struct build *build = maker->making->build;
	struct sql *sql = &build->sql;
	struct text lengths = {0};
	uint64_t words = 0;
	size_t first_topic = 0;
	sqlite3_stmt *stmt;
	int result = -1;

	for (size_t row = range.from; row < range.upto; row++) {
		const struct facts *facts = &maker->facts[row - range.from];

		if (write_row(maker, row, facts, first_topic, err) < 0)
			return -1;
		first_topic = facts->topics;
	}
	column_pack(maker->invert.words, maker->invert.rows, &lengths);
	for (uint32_t i = 0; i < maker->invert.rows; i++)
		words += maker->invert.words[i];
	stmt = sql_get(sql, "INSERT INTO segment(number, first, rows, words, lengths, pages)"
		       " VALUES(?, ?, ?, ?, ?, ?)", err);
	if (stmt && write_pages(sql, number, &maker->pages, err) == 0) {
		sql_bind_int(sql, stmt, 1, (int64_t)number);
		sql_bind_int(sql, stmt, 2, (int64_t)range.from + 1);
		sql_bind_int(sql, stmt, 3, (int64_t)(range.upto - range.from));
		sql_bind_int(sql, stmt, 4, (int64_t)words);
		sql_bind_blob(sql, stmt, 5, lengths.data, lengths.length);
		sql_bind_blob(sql, stmt, 6, maker->pages.list.data, maker->pages.list.length);
		result = sql_done(sql, stmt, err);
	}
	text_release(&lengths);
	return result;
}

/* --- the threads --- */

/* Adds to what is done; -1 when everything is to stop. */
static int look_around(struct maker *maker, uint64_t done, struct error *err)
{
	struct making *making = maker->making;
	uint64_t all;
	bool failed;

	pthread_mutex_lock(&making->lock);
	making->done += done;
	all = making->done;
	failed = making->failed;
	pthread_mutex_unlock(&making->lock);
	if (failed || (maker->tells && making->progress &&
		       making->progress(making->context, all, making->build->count)))
		return error_set(err, ERROR_STOPPED, "stopped");
	return 0;
}

static int invert_segment(struct maker *maker, struct range range, struct error *err)
{
	size_t told = range.from;

	invert_clear(&maker->invert);
	pages_clear(&maker->pages);
	maker->topics.count = 0;
	for (int i = 0; i < FACET_COUNT; i++)
		by_number_clear(&maker->facets[i]);
	for (size_t row = range.from; row < range.upto; row++) {
		if (add_row(maker, row, &maker->facts[row - range.from], err) < 0)
			return -1;
		if (row - told < LOOK_AROUND)
			continue;
		if (look_around(maker, row - told, err) < 0)
			return -1;
		told = row;
	}
	invert_end(&maker->invert, &maker->pages);
	return look_around(maker, range.upto - told, err);
}

/* Waits until segment NUMBER is to be written; false where it never will be. */
static bool wait_for_turn(struct making *making, size_t number)
{
	bool ours;

	pthread_mutex_lock(&making->lock);
	while (making->turn != number && !making->failed)
		pthread_cond_wait(&making->changed, &making->lock);
	ours = !making->failed;
	pthread_mutex_unlock(&making->lock);
	return ours;
}

static void end_turn(struct making *making, const struct error *err)
{
	pthread_mutex_lock(&making->lock);
	if (err && !making->failed) {
		making->failed = true;
		making->error = *err;
	}
	making->turn++;
	pthread_cond_broadcast(&making->changed);
	pthread_mutex_unlock(&making->lock);
}

static void *make_segments(void *context)
{
	struct maker *maker = context;
	struct making *making = maker->making;
	struct error err = {0};

	for (;;) {
		size_t number;
		int result;

		pthread_mutex_lock(&making->lock);
		number = making->failed ? making->count : making->next++;
		pthread_mutex_unlock(&making->lock);
		if (number >= making->count)
			return NULL;
		result = invert_segment(maker, making->ranges[number], &err);
		if (result == 0 && !wait_for_turn(making, number))
			return NULL;
		if (result == 0)
			result = write_segment(maker, number, making->ranges[number], &err);
		end_turn(making, result < 0 ? &err : NULL);
	}
}

static void maker_init(struct maker *maker, struct making *making, bool tells)
{
	*maker = (struct maker){.making = making, .tells = tells};
	maker->invert.lexicon = &making->build->lexicon;
	maker->facts = memory_new(SEGMENT_ROWS, sizeof(*maker->facts));
}

static void maker_release(struct maker *maker)
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

/* Where no other thread can be had, this one does all. */
static void run_threads(struct making *making)
{
	struct maker makers[THREADS];
	pthread_t threads[THREADS];
	size_t wanted = making->count < THREADS ? making->count : THREADS;
	bool started[THREADS] = {false};

	for (size_t i = 0; i < wanted; i++)
		maker_init(&makers[i], making, i == 0);
	for (size_t i = 1; i < wanted; i++)
		started[i] = thread_start(&threads[i], make_segments, &makers[i], NULL) == 0;
	if (wanted)
		make_segments(&makers[0]);
	for (size_t i = 1; i < wanted; i++)
		if (started[i])
			pthread_join(threads[i], NULL);
	for (size_t i = 0; i < wanted; i++)
		maker_release(&makers[i]);
}

static struct range *cut_ranges(const struct build *build, size_t *count)
{
	struct range *ranges = NULL;
	size_t cap = 0, bytes = 0, from = 0;

	*count = 0;
	for (size_t row = 0; row < build->count; row++) {
		size_t size = spool_size(&build->spool, build->row_keys[row].place - 1);

		if (row > from && (row - from == SEGMENT_ROWS || bytes + size > SEGMENT_BYTES)) {
			ranges = memory_room(ranges, *count, &cap, sizeof(*ranges));
			ranges[(*count)++] = (struct range){from, row};
			from = row;
			bytes = 0;
		}
		bytes += size;
	}
	if (build->count) {
		ranges = memory_room(ranges, *count, &cap, sizeof(*ranges));
		ranges[(*count)++] = (struct range){from, build->count};
	}
	return ranges;
}

int build_segments(struct build *build, build_progress progress, void *context,
		   struct error *err)
{
	struct making making = {.build = build, .progress = progress, .context = context};
	struct range *ranges = cut_ranges(build, &making.count);

	making.ranges = ranges;
	pthread_mutex_init(&making.lock, NULL);
	pthread_cond_init(&making.changed, NULL);
	run_threads(&making);
	if (!making.failed && row_writer_end(build, &making.writer, &making.error) < 0)
		making.failed = true;
	pthread_cond_destroy(&making.changed);
	pthread_mutex_destroy(&making.lock);
	row_writer_release(&making.writer);
	free(ranges);
	if (making.failed && err)
		*err = making.error;
	return making.failed ? -1 : 0;
}

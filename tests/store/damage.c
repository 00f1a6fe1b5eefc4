#include "tests/store/damage.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/names.h"
#include "store/search.h"
#include "store/tally.h"
#include "store/store.h"
#include "tests/store/sample.h"

/* Of a store that claims to have more. */
enum { ROWS_READ = 2000 };

void damage_init(struct damage *damage)
{
	struct stat stat_good;
	FILE *file;

	folder_init(&damage->folder);
	damage->good = folder_path(&damage->folder, "good.db");
	damage->bad = folder_path(&damage->folder, "bad.db");
	sample_build(damage->good, "fingerprint");
	file = fopen(damage->good, "r");
	cr_assert(file && fstat(fileno(file), &stat_good) == 0);
	damage->length = (size_t)stat_good.st_size;
	damage->data = memory_new(damage->length, 1);
	cr_assert_eq(fread(damage->data, 1, damage->length, file), damage->length);
	fclose(file);
}

void damage_release(struct damage *damage)
{
	free(damage->data);
	free(damage->good);
	free(damage->bad);
	folder_release(&damage->folder);
}

void damage_told(const char *what, const struct error *err)
{
	cr_expect(err->kind == ERROR_STORE && err->text[0], "%s: kind %d, '%s'", what, err->kind,
		  err->text);
}

static size_t weigh(const char *text)
{
	return text ? strlen(text) : 0;
}

/* Values of a vocabulary are indexes of other people's tables. */
static void within(unsigned value, const struct vocabulary *vocabulary)
{
	cr_assert_lt(value, vocabulary->count);
}

/* Touches every byte that it was given, for the sanitizers. */
static size_t weigh_entry(const struct entry *entry)
{
	size_t sum = weigh(entry->id) + weigh(entry->date) + weigh(entry->date_as_stated) +
		     weigh(entry->date_note) + weigh(entry->outlet) + weigh(entry->url) +
		     weigh(entry->lang) + weigh(entry->note);

	if (entry->kind == ENTRY_QUOTE) {
		const struct quote *quote = &entry->quote;

		sum += weigh(quote->text) + weigh(quote->as) + weigh(quote->where) +
		       weigh(quote->original) + weigh(quote->original_lang) +
		       weigh(quote->translated_by);
		within(quote->speech, &VOCABULARY_SPEECH);
		within(quote->status, &VOCABULARY_STATUS);
		within(quote->translation, &VOCABULARY_TRANSLATION);
		for (size_t i = 0; i < quote->to.count; i++)
			sum += quote->to.at[i];
		for (size_t i = 0; i < quote->about.count; i++)
			sum += quote->about.at[i];
		for (size_t i = 0; i < quote->topics.count; i++)
			sum += quote->topics.at[i];
	} else {
		const struct talk *talk = &entry->talk;

		within(talk->kind, &VOCABULARY_TALK);
		sum += weigh(talk->title) + weigh(talk->end) + weigh(talk->place) +
		       weigh(talk->country) + weigh(talk->agenda_intro) + weigh(talk->summary);
		for (size_t i = 0; i < talk->participant_count; i++)
			sum += weigh(talk->participants[i].part) + weigh(talk->participants[i].as);
		for (size_t i = 0; i < talk->agenda_count; i++)
			sum += weigh(talk->agenda[i].text);
		for (size_t i = 0; i < talk->topics.count; i++)
			sum += talk->topics.at[i];
	}
	return sum;
}

static int see(void *context, const struct name *name)
{
	size_t *seen = context;

	weigh(name->id);
	weigh(name->label);
	for (size_t i = 0; i < name->alias_count; i++)
		weigh(name->aliases[i]);
	return ++*seen > ROWS_READ;
}

static void use_names(struct store *store, const char *what)
{
	static const char *const WORDS[] = {"a", "b"};

	for (enum names names = 0; names < NAMES_COUNT; names++) {
		struct number_set set = {0};
		struct text near = {0};
		struct arena arena = {0};
		struct error err = {0};
		struct name name;
		size_t seen = 0;

		if (names_each(store, names, see, &seen, &err) < 0)
			damage_told(what, &err);
		err = (struct error){0};
		if (names_by_words(store, names, WORDS, 1 + (names & 1), true, &set, &err) != 0)
			damage_told(what, &err);
		names_by_id(store, names, "blinken", 7);
		names_nearest(store, names, "blinkn", 6, &near);
		for (uint32_t i = 0; i <= names_count(store, names) && i < 10; i++)
			names_get(store, names, i, &arena, &name);
		names_get(store, names, UINT32_MAX, &arena, &name);
		err = (struct error){0};
		if (names_talks_with(store, &set, &set, &err) != 0)
			damage_told(what, &err);
		number_set_release(&set);
		text_release(&near);
		arena_release(&arena);
	}
}

/* All rows that NODE finds, and how often each name stands in them. */
static void use_query(struct store *store, const struct query_node *node, const char *what)
{
	for (enum query_sort sort = SORT_NEWEST; sort <= SORT_BEST; sort++) {
		struct query query = {.root = node, .sort = sort};
		struct error err = {0};
		struct search *search = search_open(store, &query, &err);
		struct tally *tally = tally_open(store, NULL);
		uint32_t rows[64], numbers[10];
		int got = search ? 1 : -1;

		for (int i = 0; got > 0 && i < ROWS_READ / 64; i++) {
			got = search_next(search, rows, 64, &err);
			for (int k = 0; k < got; k++)
				cr_assert(rows[k] && rows[k] <= store_count(store), "%s", what);
			if (got > 0 && tally)
				tally_add(tally, rows, (size_t)got, NULL);
		}
		if (got < 0)
			damage_told(what, &err);
		if (tally)
			tally_top(tally, NAMES_TOPIC, numbers, 10);
		tally_close(tally);
		search_close(search);
	}
}

/* Months in their order, and in sum all rows. */
static void use_months(struct store *store, const char *what)
{
	struct month_count *months = NULL;
	struct error err = {0};
	size_t count;
	uint32_t sum = 0;

	if (months_stored(store, &months, &count, &err) != 0) {
		damage_told(what, &err);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		cr_expect(i == 0 || months[i].month > months[i - 1].month, "%s", what);
		sum += months[i].count;
	}
	cr_expect_eq(sum, store_count(store), "%s", what);
	free(months);
}

static void use_searches(struct store *store, const char *what)
{
	static const char *const WORDS[] = {"country", "standing"};
	static const uint32_t VALUES[] = {1, 2};
	static const struct query_node WORD = {.op = QUERY_PHRASE, .words = WORDS, .word_count = 1,
					       .prefix = true};
	static const struct query_node PHRASE = {.op = QUERY_PHRASE, .words = WORDS, .word_count = 2};
	static const struct query_node DAYS = {.op = QUERY_DAYS, .days = {-1000000, 30000}};
	static const struct query_node TOPICS = {.op = QUERY_FACET, .facet = FACET_TOPIC,
						 .values = VALUES, .value_count = 2};
	static const struct query_node *const KIDS[] = {&WORD, &DAYS, &TOPICS};
	static const struct query_node ALL = {.op = QUERY_AND, .kids = KIDS, .kid_count = 3};
	static const struct query_node *const NODES[] = {NULL, &WORD, &PHRASE, &DAYS, &TOPICS, &ALL};
	uint32_t *rows;
	size_t count;

	for (size_t i = 0; i < sizeof(NODES) / sizeof(*NODES); i++) {
		struct query query = {.root = NODES[i]};
		struct error err = {0};
		uint32_t hits;

		use_query(store, NODES[i], what);
		if (search_count(store, &query, 0, &hits, &err) != 0)
			damage_told(what, &err);
	}
	if (search_talk_quotes(store, 1, &rows, &count, NULL) == 0)
		free(rows);
}

static void use_participants(struct store *store, const struct entry *entry)
{
	struct arena arena = {0};
	struct speaker *people;

	if (entry->kind != ENTRY_TALK)
		return;
	people = memory_new(entry->talk.participant_count + 1, sizeof(*people));
	if (store_participants(store, &entry->talk, &arena, people, NULL) == 0)
		for (size_t i = 0; i < entry->talk.participant_count; i++)
			for (size_t r = 0; r < people[i].role_count; r++)
				cr_assert_not_null(people[i].roles[r].title);
	arena_release(&arena);
	free(people);
}

int damage_use(const char *path, const char *what)
{
	struct error err = {0};
	struct store *store;
	struct arena arena = {0};
	struct speaker speaker;
	struct source source;
	int read = 0;

	alarm(DAMAGE_SECONDS);
	store = store_open(path, &err);
	if (!store) {
		damage_told(what, &err);
		return -1;
	}
	for (uint32_t row = 0; row <= store_count(store) + 1 && row < ROWS_READ; row++) {
		struct entry entry = {0};
		struct brief brief;

		err = (struct error){0};
		if (store_entry(store, row, &entry, &err) == 0) {
			weigh_entry(&entry);
			use_participants(store, &entry);
			read++;
			if (entry.id)
				store_find(store, entry.id, strlen(entry.id));
			store_file(store, entry.file);
		} else {
			damage_told(what, &err);
		}
		entry_release(&entry);
		err = (struct error){0};
		if (store_briefs(store, &row, 1, &brief, &err) != 0)
			damage_told(what, &err);
		else
			cr_expect_eq(strlen(brief.text), brief.text_length, "%s", what);
		store_same_speaker(store, row, 1);
		store_same_speaker(store, row, -1);
		store_talk_row(store, row);
		store_speaker(store, row, &arena, &speaker, NULL);
		store_source(store, row, &arena, &source, NULL);
	}
	use_names(store, what);
	use_months(store, what);
	use_searches(store, what);
	arena_release(&arena);
	store_close(store);
	alarm(0);
	return read;
}

int damage_use_bytes(struct damage *damage, const char *data, size_t length, const char *what)
{
	free(folder_write(&damage->folder, "bad.db", data, length));
	return damage_use(damage->bad, what);
}

sqlite3 *damage_open(struct damage *damage)
{
	sqlite3 *db;

	free(folder_write(&damage->folder, "bad.db", damage->data, damage->length));
	cr_assert_eq(sqlite3_open(damage->bad, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
	return db;
}

void damage_run(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s: %s", sql, message);
}

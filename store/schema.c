#include "store/schema.h"

#include <stdbool.h>
#include <string.h>

#include "store/map.h"
#include "store/page.h"
#include "store/tokenizer.h"

/* Everything that is created, in this order.  FTS5 makes its own tables. */
static const char *const TABLES[] = {
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value)",
	"CREATE TABLE file(number INTEGER PRIMARY KEY, name TEXT)",
	"CREATE TABLE entry(place INTEGER PRIMARY KEY, flags INTEGER, outlet INTEGER,"
	" lang INTEGER, source INTEGER, at INTEGER, id, date, topics BLOB, text TEXT)",
	"CREATE TABLE rare(place INTEGER PRIMARY KEY, as_ TEXT, to_ BLOB, about BLOB,"
	" where_ TEXT, date_as_stated TEXT, date_note TEXT, url TEXT, translated_by TEXT,"
	" original_lang TEXT, note TEXT, original TEXT)",
	"CREATE TABLE talk(number INTEGER PRIMARY KEY, place INTEGER, row INTEGER, part_of INTEGER,"
	" end_ TEXT, place_ TEXT, country TEXT, agenda_intro TEXT, summary TEXT)",
	"CREATE TABLE participant(talk INTEGER, item INTEGER, speaker INTEGER, part TEXT,"
	" as_ TEXT, PRIMARY KEY(talk, item))",
	"CREATE TABLE agenda(talk INTEGER, item INTEGER, topic INTEGER, text TEXT,"
	" PRIMARY KEY(talk, item))",
	"CREATE TABLE name(names INTEGER, number INTEGER, count INTEGER, parent INTEGER,"
	" declared INTEGER, id TEXT, label TEXT, note TEXT,"
	" PRIMARY KEY(names, number))",
	"CREATE TABLE alias(names INTEGER, number INTEGER, item INTEGER, text TEXT,"
	" PRIMARY KEY(names, number, item))",
	"CREATE TABLE speaker(number INTEGER PRIMARY KEY, kind INTEGER, sort TEXT,"
	" wikidata TEXT)",
	"CREATE TABLE role(speaker INTEGER, item INTEGER, title TEXT, shorter TEXT, of_ TEXT,"
	" from_ TEXT, to_ TEXT, from_first INTEGER, from_last INTEGER, to_first INTEGER,"
	" to_last INTEGER, PRIMARY KEY(speaker, item))",
	"CREATE TABLE source(number INTEGER PRIMARY KEY, kind INTEGER, title TEXT, outlet TEXT,"
	" author TEXT, url TEXT, archived TEXT, published TEXT, accessed TEXT, lang TEXT,"
	" rights TEXT)",
	"CREATE TABLE block(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE TABLE segment(number INTEGER PRIMARY KEY, first INTEGER, rows INTEGER,"
	" words INTEGER, lengths BLOB, pages BLOB)",
	"CREATE TABLE chunk(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE VIRTUAL TABLE name_words USING fts5(text, content='', columnsize=0,"
	" detail=none, tokenize='" TOKENIZER "', prefix='1 2 3')",
};

static const char *const INDEXES[] = {
	"CREATE INDEX name_id ON name(names, id)",
	"CREATE INDEX participant_speaker ON participant(speaker, talk)",
};

static const char FACETS[FACET_COUNT] = {
	[FACET_SPEAKER] = 's', [FACET_TO] = 'd', [FACET_ABOUT] = 'a', [FACET_TOPIC] = 't',
	[FACET_TALK] = 'k', [FACET_OUTLET] = 'o', [FACET_PLACE] = 'p', [FACET_SOURCE] = 'r',
	[FACET_LANG] = 'l', [FACET_KIND] = 'n', [FACET_SPEECH] = 'v', [FACET_STATUS] = 'u',
};

void facet_token(enum facet facet, uint32_t number, struct text *out)
{
	char digits[10];
	size_t at = sizeof(digits);

	text_putc(out, (char)TERM_FACET);
	text_putc(out, FACETS[facet]);
	/* Called a dozen times an entry: printf() would be felt. */
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	text_add(out, digits + at, sizeof(digits) - at);
}

uint32_t schema_id_hash(const char *id, size_t length)
{
	return (uint32_t)(hash_bytes(0, id, length) >> 32);
}

static int run_all(struct sql *sql, const char *const *texts, size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (sql_run(sql, texts[i], err) < 0)
			return -1;
	return 0;
}

int schema_create(struct sql *sql, struct error *err)
{
	struct text pragmas = {0};
	int result;

	text_printf(&pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		    STORE_APPLICATION, STORE_SCHEMA);
	result = sql_run(sql, text_string(&pragmas), err);
	text_release(&pragmas);
	return result < 0 ? -1 : run_all(sql, TABLES, sizeof(TABLES) / sizeof(TABLES[0]), err);
}

int schema_index(struct sql *sql, struct error *err)
{
	return run_all(sql, INDEXES, sizeof(INDEXES) / sizeof(INDEXES[0]), err);
}

/* --- checking --- */

static int read_pragma(struct sql *sql, const char *pragma, int64_t *value, struct error *err)
{
	sqlite3_stmt *stmt = sql_prepare(sql, pragma, err);
	int got;

	if (!stmt)
		return -1;
	got = sql_step(sql, stmt, err);
	if (got > 0)
		*value = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return got < 0 ? -1 : 0;
}

static bool same_column(sqlite3_stmt *a, sqlite3_stmt *b, int at)
{
	int size = sqlite3_column_bytes(a, at);

	return sqlite3_column_type(a, at) == sqlite3_column_type(b, at) &&
	       size == sqlite3_column_bytes(b, at) &&
	       (size == 0 || memcmp(sqlite3_column_blob(a, at), sqlite3_column_blob(b, at),
				    (size_t)size) == 0);
}

/* Whether two databases create the same things: 1, 0, or -1. */
static int same_schema(struct sql *sql, struct sql *model, struct error *err)
{
	static const char select[] =
		"SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type";
	sqlite3_stmt *a = sql_prepare(sql, select, err);
	sqlite3_stmt *b = a ? sql_prepare(model, select, err) : NULL;
	int result = b ? 1 : -1;

	while (result == 1) {
		int more = sql_step(sql, a, err);
		int expected = more < 0 ? -1 : sql_step(model, b, err);

		if (more < 0 || expected < 0)
			result = -1;
		else if (more != expected)
			result = 0;
		else if (!more)
			break;
		else
			for (int i = 0; i < 4; i++)
				if (!same_column(a, b, i))
					result = 0;
	}
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	return result;
}

/* What the tables should look like is asked of SQLite itself: a model of a
 * store, without content, in memory.  Thus the texts that FTS5 writes need not
 * be known here, and may differ from one version of it to the next. */
int schema_check(struct sql *sql, struct error *err)
{
	struct sql model = {0};
	int64_t application = 0, version = 0;
	int same = -1;

	if (read_pragma(sql, "PRAGMA application_id", &application, err) < 0 ||
	    read_pragma(sql, "PRAGMA user_version", &version, err) < 0)
		return -1;
	if (application != STORE_APPLICATION)
		return error_set(err, ERROR_STORE, "'%s' is no store, but a database of another "
				 "program (make one with 'statements load', under another name)",
				 sql->path);
	if (version != STORE_SCHEMA)
		return error_set(err, ERROR_STORE, "store '%s' is of version %lld, and this program "
				 "reads %d (build it again with 'statements load')", sql->path,
				 (long long)version, STORE_SCHEMA);
	if (sql_open_memory(&model, err) == 0 && schema_create(&model, err) == 0 &&
	    schema_index(&model, err) == 0)
		same = same_schema(sql, &model, err);
	sql_close(&model);
	if (same == 0)
		error_set(err, ERROR_STORE, "store '%s' was made by another version of this program, "
			  "or changed (build it again with 'statements load')", sql->path);
	return same == 1 ? 0 : -1;
}

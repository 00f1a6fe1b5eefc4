/*
 * plain_sql TEXTS VALUES DB: the database that somebody makes in an afternoon.
 *
 * A table of the quotes of texts.c and a full-text index over it (FTS5, external
 * content, filled by 'rebuild'), made as fast as SQLite can: no journal, no syncing,
 * one transaction, large caches.  The yardstick for loading, and what answers.c asks.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char BEGIN[] =
	"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
	"CREATE TABLE quote (id INTEGER PRIMARY KEY, text TEXT, speaker TEXT, topic TEXT, day TEXT);"
	"CREATE VIRTUAL TABLE words USING fts5(text, content = quote, content_rowid = id,"
	" tokenize = \"unicode61 remove_diacritics 2\");"
	"INSERT INTO words(words, rank) VALUES ('hashsize', 67108864);"
	"BEGIN;";
static const char INSERT[] =
	"INSERT INTO quote (text, speaker, topic, day) VALUES (?1, ?2, ?3, ?4)";
static const char END[] = "COMMIT; INSERT INTO words(words) VALUES ('rebuild');";

static int failed(sqlite3 *db)
{
	fprintf(stderr, "plain_sql: %s\n", sqlite3_errmsg(db));
	return 1;
}

/* Binds the values of LINE, which have tabs between, from number 2 on. */
static void bind_values(sqlite3_stmt *insert, char *line)
{
	for (int i = 2; i <= 4; i++) {
		size_t length = strcspn(line, "\t\n");

		sqlite3_bind_text(insert, i, line, (int)length, SQLITE_TRANSIENT);
		line += length + (line[length] != '\0');
	}
}

static int fill(sqlite3 *db, FILE *texts, FILE *values)
{
	char *text = NULL, *line = NULL;
	size_t text_size = 0, line_size = 0;
	sqlite3_stmt *insert;
	int result = sqlite3_prepare_v2(db, INSERT, -1, &insert, NULL);
	ssize_t length;

	while (result == SQLITE_OK && (length = getline(&text, &text_size, texts)) > 0 &&
	       getline(&line, &line_size, values) > 0) {
		sqlite3_bind_text(insert, 1, text, (int)length - 1, SQLITE_STATIC);
		bind_values(insert, line);
		sqlite3_step(insert);
		result = sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	free(text);
	free(line);
	return result;
}

int main(int argc, char **argv)
{
	FILE *texts = argc == 4 ? fopen(argv[1], "r") : NULL;
	FILE *values = texts ? fopen(argv[2], "r") : NULL;
	sqlite3 *db;

	if (!values) {
		fputs("usage: plain_sql TEXTS VALUES DB\n", stderr);
		return 2;
	}
	remove(argv[3]);
	if (sqlite3_open(argv[3], &db) || sqlite3_exec(db, BEGIN, NULL, NULL, NULL) ||
	    fill(db, texts, values) || sqlite3_exec(db, END, NULL, NULL, NULL) ||
	    sqlite3_close(db))
		return failed(db);
	fclose(texts);
	fclose(values);
	return 0;
}

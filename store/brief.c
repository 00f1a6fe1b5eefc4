/*
 * Briefs: what a list shows of its entries.  A text may be a megabyte long and
 * a line shows its beginning, so texts are read as blobs, by the piece.
 */
#include <string.h>

#include "store/handle.h"
#include "store/schema.h"
#include "store/utf8.h"

/* Copies as much as fits with a NUL behind, cut between characters and at a
 * NUL inside; returns its length. */
static size_t clip(char *to, size_t room, const char *bytes, size_t length)
{
	size_t size = strnlen(bytes, length);

	size = utf8_cut(bytes, size, room - 1);
	memcpy(to, bytes, size);
	to[size] = '\0';
	return size;
}

/* The beginning of the text of the entry at PLACE; BLOB is opened for the first
 * and moved for the others.  A text that is none is empty. */
static void take_text(struct store *store, sqlite3_blob **blob, uint32_t place,
		      struct brief *brief)
{
	/* Some bytes more, so that the cut can see where a character ends. */
	char bytes[BRIEF_TEXT + 4];
	int code, size;

	if (*blob)
		code = sqlite3_blob_reopen(*blob, place);
	else
		code = sqlite3_blob_open(store->sql.db, "main", "entry", "text", place, 0, blob);
	if (code != SQLITE_OK) {
		/* A blob that could not be moved is of no more use. */
		sqlite3_blob_close(*blob);
		*blob = NULL;
		return;
	}
	size = sqlite3_blob_bytes(*blob);
	if (size > (int)sizeof(bytes))
		size = sizeof(bytes);
	if (sqlite3_blob_read(*blob, bytes, size, 0) == SQLITE_OK)
		brief->text_length = clip(brief->text, sizeof(brief->text), bytes, (size_t)size);
}

/* 1: filled but for its text; 0: no such entry; -1: stopped. */
static int take_row(struct store *store, uint32_t row, uint32_t *place, struct brief *brief,
		    struct error *err)
{
	static const char SQL[] = "SELECT flags, date FROM entry WHERE place = ?";
	sqlite3_stmt *stmt;
	const char *date;
	uint32_t first;
	int64_t flags;
	size_t length;

	*brief = (struct brief){.row = row};
	if (store_place(store, row, place, NULL) != 0)
		return store_ready(store, err);
	stmt = store_statement(store, SQL, err);
	if (!stmt)
		return store_ready(store, err);
	sql_bind_int(&store->sql, stmt, 1, *place);
	if (store_step(store, stmt, NULL) <= 0)
		return store_ready(store, err);
	flags = sqlite3_column_int64(stmt, 0);
	brief->kind = flags & ENTRY_TALK_BIT ? ENTRY_TALK : ENTRY_QUOTE;
	if (brief->kind == ENTRY_QUOTE) {
		brief->speech = entry_flag(flags, ENTRY_SPEECH_AT, 3);
		brief->speaker = store_name(store, COLUMN_SPEAKER, row, NAMES_SPEAKER);
	}
	brief->talk = store_name(store, COLUMN_TALK, row, NAMES_TALK);
	if (flags & ENTRY_DAY) {
		if (store_number(store, COLUMN_FIRST, row - 1, &first, NULL) == 0)
			day_write(column_day_back(first), brief->date);
	} else {
		date = column_bytes(stmt, 1, &length);
		clip(brief->date, sizeof(brief->date), date, length);
	}
	sqlite3_reset(stmt);
	return 1;
}

int store_briefs(struct store *store, const uint32_t *rows, size_t count, struct brief *out,
		 struct error *err)
{
	sqlite3_blob *blob = NULL;
	uint32_t place;
	int found = 0;

	for (size_t i = 0; i < count && found >= 0; i++) {
		found = take_row(store, rows[i], &place, &out[i], err);
		if (found > 0)
			take_text(store, &blob, place, &out[i]);
	}
	sqlite3_blob_close(blob);
	return found < 0 ? -1 : store_ready(store, err);
}

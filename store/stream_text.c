/* The texts of an entry, for leaves that look into them. */
#include <stdlib.h>
#include <string.h>

#include "store/schema.h"
#include "store/speech.h"
#include "store/stream_state.h"

struct reader {
	struct store *store;
	sqlite3_stmt *entry, *summary, *agenda;
	uint32_t place;		/* of the entry that its statement stands at; 0: none */
	struct text spoken;
};

static const char ENTRY_SQL[] = "SELECT flags, talk, text FROM entry WHERE place = ?1";
static const char SUMMARY_SQL[] = "SELECT summary FROM talk WHERE number = ?1";
static const char AGENDA_SQL[] = "SELECT text FROM agenda WHERE talk = ?1";

struct reader *reader_open(struct store *store)
{
	struct reader *reader = memory_new(1, sizeof(*reader));

	reader->store = store;
	return reader;
}

void reader_close(struct reader *reader)
{
	if (!reader)
		return;
	sqlite3_finalize(reader->entry);
	sqlite3_finalize(reader->summary);
	sqlite3_finalize(reader->agenda);
	text_release(&reader->spoken);
	free(reader);
}

/* Asks *STMT, which is made of SQL where it is not there yet, for KEY. */
static int ask(struct reader *reader, sqlite3_stmt **stmt, const char *sql, uint32_t key,
	       struct error *err)
{
	if (!*stmt)
		*stmt = store_prepare(reader->store, sql, err);
	if (!*stmt)
		return -1;
	sqlite3_reset(*stmt);
	sql_bind_int(&reader->store->sql, *stmt, 1, key);
	return store_step(reader->store, *stmt, err);
}

/* The entry's row stays where it is until another place is asked for, so that
 * several leaves that look at the same entry read it once. */
static int go_to(struct reader *reader, uint32_t place, struct error *err)
{
	int more;

	if (reader->place == place)
		return 0;
	reader->place = 0;
	more = ask(reader, &reader->entry, ENTRY_SQL, place, err);
	if (more <= 0)
		return more < 0 ? -1 : store_damaged(reader->store, "an entry is missing", err);
	reader->place = place;
	return 0;
}

/* GIVE is called for a text of a column, and says whether to go on. */
static bool give_column(sqlite3_stmt *stmt, int at, text_fn *give, void *context)
{
	size_t length;
	const char *bytes = column_bytes(stmt, at, &length);

	return !length || give(context, bytes, length);
}

static int give_talk(struct reader *reader, uint32_t talk, text_fn *give, void *context,
		     struct error *err)
{
	int more = ask(reader, &reader->summary, SUMMARY_SQL, talk, err);

	if (more < 0)
		return -1;
	if (more && !give_column(reader->summary, 0, give, context))
		return 0;
	more = ask(reader, &reader->agenda, AGENDA_SQL, talk, err);
	for (; more > 0; more = store_step(reader->store, reader->agenda, err))
		if (!give_column(reader->agenda, 0, give, context))
			return 0;
	return more;
}

int reader_texts(struct reader *reader, uint32_t place, text_fn *give, void *context,
		 struct error *err)
{
	const char *text;
	size_t length;

	if (go_to(reader, place, err) < 0)
		return -1;
	text = column_bytes(reader->entry, 2, &length);
	if (length && !give(context, text, length))
		return 0;
	if (sqlite3_column_int64(reader->entry, 0) & ENTRY_TALK_BIT)
		return give_talk(reader, column_u32(reader->entry, 1), give, context, err);
	if (!length || !memchr(text, '[', length))
		return 0;
	text_clear(&reader->spoken);
	if (speech_as_spoken(text, length, &reader->spoken))
		give(context, text_string(&reader->spoken), reader->spoken.length);
	return 0;
}

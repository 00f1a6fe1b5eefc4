#include "store/build_words.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/speech.h"
#include "store/tokenizer.h"

static void list_add(struct number_list *list, uint32_t number)
{
	list->at = memory_room(list->at, list->count, &list->cap, sizeof(*list->at));
	list->at[list->count++] = number;
}

/* --- reading --- */

static uint32_t column_number(sqlite3_stmt *stmt, int at)
{
	return (uint32_t)sqlite3_column_int64(stmt, at);
}

static void add_column(struct text *text, sqlite3_stmt *stmt, int at)
{
	const char *bytes = (const char *)sqlite3_column_text(stmt, at);

	if (bytes)
		text_add(text, bytes, (size_t)sqlite3_column_bytes(stmt, at));
}

/* Calls ADD for each number of a packed list. */
static void read_list(sqlite3_stmt *stmt, int at, struct number_list *list)
{
	const unsigned char *p = sqlite3_column_blob(stmt, at);
	size_t count = (size_t)sqlite3_column_bytes(stmt, at) / 4;

	for (size_t i = 0; i < count; i++, p += 4)
		list_add(list, p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
				       (uint32_t)p[3] << 24);
}

/* Adds TOPIC and all above it that ROW does not have yet. */
static void add_topic(struct indexed *indexed, const struct build *build, uint32_t row,
		      uint32_t topic)
{
	for (; topic; topic = by_number_get(&build->parents, topic)) {
		uint32_t *seen = by_number_at(&indexed->seen, topic);

		if (*seen == row)
			return;
		*seen = row;
		list_add(&indexed->topics, topic);
	}
}

static int read_rare(struct indexed *indexed, struct build *build, uint32_t place,
		      struct error *err)
{
	sqlite3_stmt *stmt = sql_get(&build->sql, "SELECT to_, about FROM rare WHERE place = ?", err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, place);
	got = sql_step(&build->sql, stmt, err);
	if (got > 0) {
		read_list(stmt, 0, &indexed->to);
		read_list(stmt, 1, &indexed->about);
		sqlite3_reset(stmt);
	}
	return got < 0 ? -1 : 0;
}

static void part(struct text *agenda, size_t item)
{
	int parts = item <= AGENDA_PARTED ? QUERY_NEAR_MOST + 1 : 1;

	for (int i = 0; i < parts; i++)
		text_puts(agenda, TOKEN_PART);
}

static int read_talk(struct indexed *indexed, struct build *build, uint32_t row,
		     struct error *err)
{
	struct sql *sql = &build->sql;
	sqlite3_stmt *stmt = sql_get(sql, "SELECT summary FROM talk WHERE number = ?", err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(sql, stmt, 1, indexed->talk);
	got = sql_step(sql, stmt, err);
	if (got < 0)
		return -1;
	if (got) {
		add_column(&indexed->spoken, stmt, 0);
		sqlite3_reset(stmt);
	}
	stmt = sql_get(sql, "SELECT topic, text FROM agenda WHERE talk = ? ORDER BY item", err);
	if (!stmt)
		return -1;
	sql_bind_int(sql, stmt, 1, indexed->talk);
	for (size_t item = 0; (got = sql_step(sql, stmt, err)) > 0; item++) {
		add_topic(indexed, build, row, column_number(stmt, 0));
		if (item)
			part(&indexed->agenda, item);
		add_column(&indexed->agenda, stmt, 1);
	}
	return got;
}

/* --- facets --- */

static void add_facet(struct indexed *indexed, enum facet facet, uint32_t number)
{
	if (!number)
		return;
	facet_token(facet, number, &indexed->text);
	text_putc(&indexed->text, ' ');
}

static void add_facets(struct indexed *indexed)
{
	bool quote = !(indexed->flags & ENTRY_TALK_BIT);
	unsigned speech = entry_flag(indexed->flags, ENTRY_SPEECH_AT, 3);

	if (quote) {
		add_facet(indexed, FACET_SPEAKER, indexed->speaker);
		add_facet(indexed, FACET_SPEECH, speech ? speech : SPEECH_DIRECT);
		add_facet(indexed, FACET_STATUS, entry_flag(indexed->flags, ENTRY_STATUS_AT, 7));
		for (size_t i = 0; i < indexed->to.count; i++)
			add_facet(indexed, FACET_TO, indexed->to.at[i]);
		for (size_t i = 0; i < indexed->about.count; i++)
			add_facet(indexed, FACET_ABOUT, indexed->about.at[i]);
	}
	add_facet(indexed, FACET_KIND, quote ? KIND_QUOTE : KIND_TALK);
	if (indexed->talk_kind)
		add_facet(indexed, FACET_KIND, KIND_TALKS + (uint32_t)indexed->talk_kind);
	for (size_t i = 0; i < indexed->topics.count; i++)
		add_facet(indexed, FACET_TOPIC, indexed->topics.at[i]);
	add_facet(indexed, FACET_TALK, indexed->talk);
	add_facet(indexed, FACET_PLACE, indexed->place);
	add_facet(indexed, FACET_OUTLET, indexed->outlet);
	add_facet(indexed, FACET_SOURCE, indexed->source);
	add_facet(indexed, FACET_LANG, indexed->lang);
}

/* --- an entry --- */

static void clear(struct indexed *indexed)
{
	indexed->to.count = indexed->about.count = indexed->topics.count = 0;
	text_clear(&indexed->text);
	text_clear(&indexed->spoken);
	text_clear(&indexed->agenda);
}

void indexed_release(struct indexed *indexed)
{
	free(indexed->to.at);
	free(indexed->about.at);
	free(indexed->topics.at);
	free(indexed->seen.at);
	text_release(&indexed->text);
	text_release(&indexed->spoken);
	text_release(&indexed->agenda);
	*indexed = (struct indexed){0};
}

static void read_entry(struct indexed *indexed, struct build *build, sqlite3_stmt *stmt,
		       uint32_t row)
{
	struct number_list topics = {0};

	indexed->flags = sqlite3_column_int64(stmt, 0);
	indexed->speaker = column_number(stmt, 1);
	indexed->talk = column_number(stmt, 2);
	indexed->outlet = column_number(stmt, 3);
	indexed->lang = column_number(stmt, 4);
	indexed->source = column_number(stmt, 5);
	indexed->talk_kind = by_number_get(&build->talk_kinds, indexed->talk);
	indexed->place = by_number_get(&build->talk_places, indexed->talk);
	read_list(stmt, 6, &topics);
	for (size_t i = 0; i < topics.count; i++)
		add_topic(indexed, build, row, topics.at[i]);
	free(topics.at);
}

int indexed_read(struct indexed *indexed, struct build *build, uint32_t place, uint32_t row,
		 struct error *err)
{
	static const char select[] =
		"SELECT flags, speaker, talk, outlet, lang, source, topics, text FROM entry"
		" WHERE place = ?";
	sqlite3_stmt *stmt = sql_get(&build->sql, select, err);
	const char *text;
	size_t length;
	int got;

	if (!stmt)
		return -1;
	clear(indexed);
	sql_bind_int(&build->sql, stmt, 1, place);
	got = sql_step(&build->sql, stmt, err);
	if (got < 0)
		return -1;
	if (!got)
		return error_set(err, ERROR_STORE, "cannot build store '%s': an entry that was "
				 "written is gone (look at the disk)", build->draft.target);
	read_entry(indexed, build, stmt, row);
	if (((indexed->flags & ENTRY_TALK_BIT) && read_talk(indexed, build, row, err) < 0) ||
	    ((indexed->flags & ENTRY_RARE) && read_rare(indexed, build, place, err) < 0))
		return -1;
	add_facets(indexed);
	text = (const char *)sqlite3_column_text(stmt, 7);
	length = (size_t)sqlite3_column_bytes(stmt, 7);
	if (text) {
		text_add(&indexed->text, text, length);
		if (!(indexed->flags & ENTRY_TALK_BIT) && memchr(text, '[', length) &&
		    !speech_as_spoken(text, length, &indexed->spoken))
			text_clear(&indexed->spoken);
	}
	sqlite3_reset(stmt);
	return 0;
}

static void bind_words(struct sql *sql, sqlite3_stmt *stmt, int at, const struct text *text)
{
	sql_bind_text(sql, stmt, at, text->length ? text->data : NULL, text->length);
}

int indexed_add(struct indexed *indexed, struct build *build, uint32_t row, struct error *err)
{
	static const char insert[] =
		"INSERT INTO words(rowid, text, spoken, agenda) VALUES(?, ?, ?, ?)";
	sqlite3_stmt *stmt = sql_get(&build->sql, insert, err);

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, row);
	bind_words(&build->sql, stmt, 2, &indexed->text);
	bind_words(&build->sql, stmt, 3, &indexed->spoken);
	bind_words(&build->sql, stmt, 4, &indexed->agenda);
	return sql_done(&build->sql, stmt, err);
}

/* --- the index as a whole --- */

int words_begin(struct build *build, struct error *err)
{
	return sql_run(&build->sql,
		       "INSERT INTO words(words, rank) VALUES('hashsize', 33554432);"
		       "INSERT INTO words(words, rank) VALUES('automerge', 0);"
		       "INSERT INTO words(words, rank) VALUES('crisismerge', 1000)", err);
}

int words_merge(struct build *build, int (*keep_on)(void *context), void *context,
		struct error *err)
{
	/* Pages at a time: short enough to be stopped in between.  A negative
	 * number begins a merge of everything, a positive one goes on with it. */
	const char *merge = "INSERT INTO words(words, rank) VALUES('merge', -2000)";
	int before;

	/* What FTS5 still holds in memory becomes a piece only now. */
	if (sql_run(&build->sql, "COMMIT; BEGIN", err) < 0)
		return -1;
	do {
		before = sqlite3_total_changes(build->sql.db);
		if (sql_run(&build->sql, merge, err) < 0)
			return -1;
		merge = "INSERT INTO words(words, rank) VALUES('merge', 2000)";
		if (keep_on && keep_on(context))
			return error_set(err, ERROR_STOPPED, "stopped");
	} while (sqlite3_total_changes(build->sql.db) - before >= 2);
	return 0;
}

/* --- names --- */

static int add_variant(struct build *build, int64_t rowid, sqlite3_stmt *from, int at,
		       struct error *err)
{
	sqlite3_stmt *stmt = sql_get(&build->sql, "INSERT INTO name_words(rowid, text) VALUES(?, ?)",
				     err);

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, rowid);
	sql_bind_text(&build->sql, stmt, 2, (const char *)sqlite3_column_text(from, at),
		      (size_t)sqlite3_column_bytes(from, at));
	return sql_done(&build->sql, stmt, err);
}

static int add_alias_variants(struct build *build, enum names names, uint32_t number,
			      struct error *err)
{
	static const char select[] =
		"SELECT text, item FROM alias WHERE names = ? AND number = ? ORDER BY item LIMIT ?";
	sqlite3_stmt *stmt = sql_get(&build->sql, select, err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, names);
	sql_bind_int(&build->sql, stmt, 2, number);
	sql_bind_int(&build->sql, stmt, 3, NAME_VARIANTS - 2);
	for (uint32_t variant = 2; (got = sql_step(&build->sql, stmt, err)) > 0; variant++)
		if (add_variant(build, name_rowid(names, number, variant), stmt, 0, err) < 0)
			return -1;
	return got;
}

int words_of_names(struct build *build, struct error *err)
{
	/* A source is looked for by everything that it is known by, together. */
	static const char select[] =
		"SELECT n.names, n.number, CASE n.names WHEN ?1 THEN"
		" coalesce(n.id, '') || ' ' || coalesce(s.title, '') || ' ' ||"
		" coalesce(s.outlet, '') || ' ' || coalesce(s.author, '') ELSE n.id END,"
		" CASE n.names WHEN ?1 THEN NULL ELSE n.label END"
		" FROM name n LEFT JOIN source s ON n.names = ?1 AND s.number = n.number"
		" ORDER BY n.names, n.number";
	sqlite3_stmt *stmt = sql_get(&build->sql, select, err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, NAMES_SOURCE);
	while ((got = sql_step(&build->sql, stmt, err)) > 0) {
		enum names names = (enum names)sqlite3_column_int(stmt, 0);
		uint32_t number = column_number(stmt, 1);

		for (uint32_t variant = 0; variant < 2; variant++)
			if (sqlite3_column_type(stmt, 2 + (int)variant) != SQLITE_NULL &&
			    add_variant(build, name_rowid(names, number, variant), stmt,
					2 + (int)variant, err) < 0)
				return -1;
		if ((names == NAMES_SPEAKER || names == NAMES_TOPIC) &&
		    add_alias_variants(build, names, number, err) < 0)
			return -1;
	}
	return got;
}

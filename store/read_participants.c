/*
 * Reading who took part in a talk, all at once: two statements in place of three for
 * each of them.
 */
#include <stdlib.h>

#include "store/fields.h"
#include "store/handle.h"

/* The rows of both statements come in the order in which store/read.c reads the
 * participants; what tells them apart is the rowid, since a damaged file may give two
 * of them the same item. */
static int read_names(struct store *store, const struct talk *talk, struct arena *arena,
		      struct speaker *people, int64_t *rowids, struct error *err)
{
	static const char SQL[] =
		"SELECT p.rowid, n.id, n.label FROM participant AS p LEFT JOIN name AS n "
		"ON n.names = ?2 AND n.number = p.speaker WHERE p.talk = ?1 ORDER BY p.item";
	struct fields fields;
	int more = fields_named(store, SQL, NAMES_SPEAKER, talk->number, arena, &fields, err);

	for (size_t i = 0; more > 0 && i < talk->participant_count; i++) {
		rowids[i] = sqlite3_column_int64(fields.stmt, fields.at++);
		people[i].id = fields_text(&fields);
		people[i].name = fields_text(&fields);
		if (!people[i].name)
			people[i].name = people[i].id;
		more = fields_next(store, &fields, err);
	}
	if (fields.stmt)
		sqlite3_reset(fields.stmt);
	return more < 0 ? -1 : 0;
}

/* Keeps the roles of one participant, and leaves LIST empty. */
static void keep_roles(struct speaker *speaker, struct role **list, size_t *count, size_t *cap,
		       struct arena *arena)
{
	speaker->roles = fields_keep(arena, *list, *count, sizeof(**list));
	speaker->role_count = *count;
	*list = NULL;
	*count = *cap = 0;
}

static int read_roles(struct store *store, const struct talk *talk, struct arena *arena,
		      struct speaker *people, const int64_t *rowids, struct error *err)
{
	static const char SQL[] =
		"SELECT p.rowid, " ROLE_COLUMNS("r.") " FROM participant AS p CROSS JOIN role AS r "
		"ON r.speaker = p.speaker WHERE p.talk = ? AND p.as_ IS NULL "
		"ORDER BY p.item, r.item";
	struct role *list = NULL;
	size_t count = 0, cap = 0, i = 0;
	struct fields fields;
	int more = fields_first(store, SQL, talk->number, arena, &fields, err);

	while (more > 0 && i < talk->participant_count) {
		if (sqlite3_column_int64(fields.stmt, 0) != rowids[i]) {
			keep_roles(&people[i++], &list, &count, &cap, arena);
			continue;
		}
		fields.at = 1;
		list = memory_room(list, count, &cap, sizeof(*list));
		list[count++] = fields_role(&fields);
		more = fields_next(store, &fields, err);
	}
	if (i < talk->participant_count)
		keep_roles(&people[i], &list, &count, &cap, arena);
	if (fields.stmt)
		sqlite3_reset(fields.stmt);
	return more < 0 ? -1 : 0;
}

int store_participants(struct store *store, const struct talk *talk, struct arena *arena,
		       struct speaker *people, struct error *err)
{
	int64_t *rowids = memory_new(talk->participant_count + 1, sizeof(*rowids));
	int result = -1;

	for (size_t i = 0; i < talk->participant_count; i++)
		people[i] = (struct speaker){0};
	if (read_names(store, talk, arena, people, rowids, err) == 0)
		result = read_roles(store, talk, arena, people, rowids, err);
	free(rowids);
	return result;
}

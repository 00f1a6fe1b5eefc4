/*
 * Reading who took part in a talk, all at once: two statements in place of three for
 * each of them.
 */
#include <stdlib.h>

#include "store/fields.h"
#include "store/handle.h"

/* The rows come in the order in which store/read.c reads the participants. */
static int read_names(struct store *store, const struct talk *talk, struct arena *arena,
		      struct speaker *people, struct error *err)
{
	static const char SQL[] =
		"SELECT n.id, n.label FROM participant AS p LEFT JOIN name AS n "
		"ON n.names = ?2 AND n.number = p.speaker WHERE p.talk = ?1 ORDER BY p.item";
	struct fields fields;
	int more = fields_named(store, SQL, NAMES_SPEAKER, talk->number, arena, &fields, err);

	for (size_t i = 0; more > 0 && i < talk->participant_count; i++) {
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

/* A participant who needs roles, and the speaker that it is. */
struct seat {
	uint32_t speaker, at;
};

static int compare_seats(const void *a, const void *b)
{
	const struct seat *x = a, *y = b;

	return x->speaker < y->speaker ? -1 : x->speaker > y->speaker;
}

/* Those for whom the talk does not say in what capacity, by speaker; yours to free. */
static struct seat *find_seats(const struct talk *talk, size_t *count)
{
	struct seat *seats = memory_new(talk->participant_count + 1, sizeof(*seats));

	*count = 0;
	for (size_t i = 0; i < talk->participant_count; i++)
		if (!talk->participants[i].as)
			seats[(*count)++] = (struct seat){talk->participants[i].speaker, (uint32_t)i};
	qsort(seats, *count, sizeof(*seats), compare_seats);
	return seats;
}

/* The roles of SPEAKER for the seats from AT on that are theirs; returns the seat behind
 * them.  One who takes part a thousand times has the same thousand times. */
static size_t share_roles(const struct seat *seats, size_t count, size_t at, uint32_t speaker,
			  const struct role *roles, size_t role_count, struct speaker *people)
{
	for (; at < count && seats[at].speaker <= speaker; at++) {
		if (seats[at].speaker < speaker)
			continue;
		people[seats[at].at].roles = roles;
		people[seats[at].at].role_count = role_count;
	}
	return at;
}

static int read_roles(struct store *store, const struct talk *talk, struct arena *arena,
		      struct speaker *people, struct error *err)
{
	static const char SQL[] =
		"SELECT r.speaker, " ROLE_COLUMNS("r.") " FROM role AS r WHERE r.speaker IN "
		"(SELECT p.speaker FROM participant AS p WHERE p.talk = ? AND p.as_ IS NULL) "
		"ORDER BY r.speaker, r.item";
	struct role *list = NULL;
	size_t seat_count, at = 0, count = 0, cap = 0;
	struct seat *seats = find_seats(talk, &seat_count);
	uint32_t speaker = 0;
	struct fields fields;
	int more = fields_first(store, SQL, talk->number, arena, &fields, err);

	while (more > 0 || count) {
		uint32_t next = more > 0 ? column_u32(fields.stmt, 0) : 0;

		if (count && (more <= 0 || next != speaker)) {
			const struct role *roles = fields_keep(arena, list, count, sizeof(*list));

			at = share_roles(seats, seat_count, at, speaker, roles, count, people);
			list = NULL;
			count = cap = 0;
			continue;
		}
		speaker = next;
		fields.at = 1;
		list = memory_room(list, count, &cap, sizeof(*list));
		list[count++] = fields_role(&fields);
		more = fields_next(store, &fields, err);
	}
	if (fields.stmt)
		sqlite3_reset(fields.stmt);
	free(seats);
	return more < 0 ? -1 : 0;
}

int store_participants(struct store *store, const struct talk *talk, struct arena *arena,
		       struct speaker *people, struct error *err)
{
	for (size_t i = 0; i < talk->participant_count; i++)
		people[i] = (struct speaker){0};
	if (read_names(store, talk, arena, people, err) < 0)
		return -1;
	return read_roles(store, talk, arena, people, err);
}

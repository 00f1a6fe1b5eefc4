/*
 * Reading who took part in a talk, all at once: two statements in place of three for
 * each of them.  One speaker may take part very often, and is read once.
 */
#include <stdlib.h>

#include "store/fields.h"
#include "store/handle.h"

/* A participant, and the speaker that it is. */
struct seat {
	uint32_t speaker, at;
};

static int compare_seats(const void *a, const void *b)
{
	const struct seat *x = a, *y = b;

	return x->speaker < y->speaker ? -1 : x->speaker > y->speaker;
}

/* All participants by speaker; yours to free. */
static struct seat *find_seats(const struct talk *talk)
{
	struct seat *seats = memory_new(talk->participant_count + 1, sizeof(*seats));

	for (size_t i = 0; i < talk->participant_count; i++)
		seats[i] = (struct seat){talk->participants[i].speaker, (uint32_t)i};
	qsort(seats, talk->participant_count, sizeof(*seats), compare_seats);
	return seats;
}

/* Moves *AT on to the first seat of SPEAKER and returns what is behind the last. */
static size_t find_seat(const struct seat *seats, size_t count, size_t *at, uint32_t speaker)
{
	size_t end;

	while (*at < count && seats[*at].speaker < speaker)
		++*at;
	for (end = *at; end < count && seats[end].speaker == speaker; end++)
		;
	return end;
}

static int read_names(struct store *store, const struct talk *talk, const struct seat *seats,
		      struct arena *arena, struct speaker *people, struct error *err)
{
	static const char SQL[] =
		"SELECT n.number, n.id, n.label FROM name AS n WHERE n.names = ?2 AND n.number IN "
		"(SELECT p.speaker FROM participant AS p WHERE p.talk = ?1) ORDER BY n.number";
	struct fields fields;
	size_t at = 0;
	int more = fields_named(store, SQL, NAMES_SPEAKER, talk->number, arena, &fields, err);

	for (; more > 0; more = fields_next(store, &fields, err)) {
		uint32_t number = fields_number(&fields, UINT32_MAX);
		size_t end = find_seat(seats, talk->participant_count, &at, number);
		const char *id = fields_text(&fields), *label = fields_text(&fields);

		for (; at < end; at++) {
			people[seats[at].at].id = id;
			people[seats[at].at].name = label ? label : id;
		}
	}
	if (fields.stmt)
		sqlite3_reset(fields.stmt);
	return more;
}

/* The same roles for all seats of SPEAKER from *AT on for whom the talk does not say in what
 * capacity. */
static void share_roles(const struct talk *talk, const struct seat *seats, size_t *at,
			uint32_t speaker, const struct role *roles, size_t count,
			struct speaker *people)
{
	size_t end = find_seat(seats, talk->participant_count, at, speaker);

	for (; *at < end; ++*at) {
		if (talk->participants[seats[*at].at].as)
			continue;
		people[seats[*at].at].roles = roles;
		people[seats[*at].at].role_count = count;
	}
}

static int read_roles(struct store *store, const struct talk *talk, const struct seat *seats,
		      struct arena *arena, struct speaker *people, struct error *err)
{
	static const char SQL[] =
		"SELECT r.speaker, " ROLE_COLUMNS("r.") " FROM role AS r WHERE r.speaker IN "
		"(SELECT p.speaker FROM participant AS p WHERE p.talk = ? AND p.as_ IS NULL) "
		"ORDER BY r.speaker, r.item";
	struct role *list = NULL;
	size_t at = 0, count = 0, cap = 0;
	uint32_t speaker = 0;
	struct fields fields;
	int more = fields_first(store, SQL, talk->number, arena, &fields, err);

	while (more > 0 || count) {
		uint32_t next = more > 0 ? fields_number(&fields, UINT32_MAX) : 0;

		if (count && (more <= 0 || next != speaker)) {
			share_roles(talk, seats, &at, speaker,
				    fields_keep(arena, list, count, sizeof(*list)), count, people);
			list = NULL;
			count = cap = 0;
		}
		if (more <= 0)
			break;
		speaker = next;
		list = memory_room(list, count, &cap, sizeof(*list));
		list[count++] = fields_role(&fields);
		more = fields_next(store, &fields, err);
	}
	if (fields.stmt)
		sqlite3_reset(fields.stmt);
	return more;
}

int store_participants(struct store *store, const struct talk *talk, struct arena *arena,
		       struct speaker *people, struct error *err)
{
	struct seat *seats = find_seats(talk);
	int result;

	for (size_t i = 0; i < talk->participant_count; i++)
		people[i] = (struct speaker){0};
	result = read_names(store, talk, seats, arena, people, err);
	if (result == 0)
		result = read_roles(store, talk, seats, arena, people, err);
	free(seats);
	return result;
}

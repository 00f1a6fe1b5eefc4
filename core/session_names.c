#include "core/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/edit.h"
#include "store/memory.h"

static enum field field_of(enum names names)
{
	return names == NAMES_TOPIC ? FIELD_TOPIC : FIELD_SPEAKER;
}

void session_mark_chosen(struct session *session, struct facet_list *list, enum names names)
{
	const struct ask *ask = &session->shown.ask;
	size_t parts;

	if (!session->shown.text)
		return;
	parts = ask_parts(ask);
	for (size_t i = 0; i < list->count; i++) {
		struct facet_row *row = &list->rows[i];

		for (size_t part = 0; part < parts && !row->chosen; part++)
			row->chosen = session_part_is(ask, part, field_of(names), row->id,
						      row->label);
	}
}

const struct facet_row *session_facets(const struct session *session, enum names names,
				       size_t *count, bool *exact)
{
	const struct facet_list *list = names == NAMES_TOPIC ? &session->topics
							     : &session->speakers;

	*count = list->count;
	*exact = session->facets_exact;
	return list->rows;
}

/* --- picking --- */

/* Choosing a speaker replaces those that were asked for, a topic is added: so
 * what is counted is the query without its speakers, or as it is. */
static void send_pick(struct session *session)
{
	struct text base = {0};
	struct ask ask;

	session_edited(session, &ask);
	if (session->pick_names == NAMES_SPEAKER)
		ask_set_field(&ask, FIELD_SPEAKER, NULL, &base);
	else
		text_puts(&base, ask.text);
	ask_release(&ask);
	session->pick_request = ++session->requests;
	worker_pick(session->worker, session->pick_request, session->pick_names,
		    session->pattern, text_string(&base), false);
	text_release(&base);
}

void session_pick_again(struct session *session)
{
	if (session->picking)
		send_pick(session);
}

void session_pick(struct session *session, enum names names, const char *pattern)
{
	char *copy = memory_copy(pattern, strlen(pattern));

	if (!session->picking || session->pick_names != names) {
		facet_list_release(&session->picks);
		session->picks_total = 0;
		session->picks_ready = false;
	}
	free(session->pattern);
	session->pattern = copy;
	session->picking = true;
	session->picks_current = session->picks_exact = false;
	session->pick_names = names;
	send_pick(session);
}

const struct facet_row *session_picks(const struct session *session, size_t *count,
				      size_t *total, bool *ready)
{
	*count = session->picks.count;
	*total = session->picks_total;
	*ready = session->picks_ready;
	return session->picks.rows;
}

bool session_picks_current(const struct session *session)
{
	return session->picks_current;
}

bool session_picks_exact(const struct session *session)
{
	return session->picks_exact;
}

void session_pick_end(struct session *session)
{
	if (session->picking)
		worker_pick_end(session->worker);
	session->picking = session->picks_ready = session->picks_current = false;
	session->picks_exact = false;
	session->picks_total = 0;
	facet_list_release(&session->picks);
}

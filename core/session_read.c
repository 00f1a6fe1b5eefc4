#include "core/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

bool session_followed_in(const struct session *session, const char *query)
{
	return session->followed.row && strcmp(session->followed.query, query) == 0;
}

void session_settle_here(struct session *session)
{
	session->sought = session->otherwise = session->held = session->followed.row = 0;
}

/* While the cursor's entry is still being looked for in a new answer, the
 * reader stays on it: it must not flicker. */
uint32_t session_reading(const struct session *session)
{
	if (session->shown.text && session_followed_in(session, session->shown.text))
		return session->followed.row;
	if (session->sought)
		return session->sought;
	return results_row(&session->results, session->cursor);
}

/* --- the quotes of a talk --- */

void session_forget_quotes(struct session *session)
{
	free(session->quotes);
	session->quotes = NULL;
	session->quote_count = 0;
	session->quotes_known = false;
	session->talk = 0;
}

static uint32_t talk_of(const struct entry *entry)
{
	return entry->kind == ENTRY_TALK ? entry->talk.number : entry->quote.talk;
}

static void give_quotes(struct session *session)
{
	uint32_t *copy;

	if (!session->document || !document_waiting(session->document) ||
	    talk_of(document_entry(session->document)) != session->talk)
		return;
	copy = memory_new(session->quote_count + 1, sizeof(*copy));
	if (session->quote_count)
		memcpy(copy, session->quotes, session->quote_count * sizeof(*copy));
	document_quotes(session->document, copy, session->quote_count);
}

/* The worker is asked as soon as an entry of another talk is read, so that its
 * neighbours are known by the time somebody wants them. */
static void want_quotes(struct session *session)
{
	uint32_t talk = talk_of(document_entry(session->document));

	if (talk && talk == session->talk) {
		if (session->quotes_known)
			give_quotes(session);
		return;
	}
	/* With another store on its way the worker's rows are not those in view;
	 * the document is opened again when it is there. */
	if (!talk || session->next_store)
		return;
	session_forget_quotes(session);
	session->talk = talk;
	session->quotes_request = ++session->requests;
	worker_quotes(session->worker, session->quotes_request, talk);
}

void session_take_quotes(struct session *session, struct answer *answer)
{
	if (answer->request != session->quotes_request || answer->talk != session->talk)
		return;
	free(session->quotes);
	session->quotes = answer->rows;
	session->quote_count = answer->count;
	session->quotes_known = true;
	answer->rows = NULL;
	give_quotes(session);
}

/* --- the document --- */

void session_close_document(struct session *session)
{
	document_close(session->document);
	session->document = NULL;
	session->failed = 0;
}

struct document *session_document(struct session *session)
{
	uint32_t row = session_reading(session);
	struct error err = {0};

	if (session->document && document_row(session->document) == row)
		return session->document;
	if (!row || row == session->failed)
		return NULL;
	session_close_document(session);
	session->document = document_open(session->store, row, session_ask_shown(session), &err);
	if (!session->document) {
		session->failed = row;
		session_say(session, "%s", err.text);
		return NULL;
	}
	want_quotes(session);
	return session->document;
}

/* --- following --- */

static char *id_of(struct session *session, uint32_t row)
{
	struct entry entry = {0};
	struct error err = {0};
	char *id;

	if (session->document && document_row(session->document) == row)
		return memory_copy(document_entry(session->document)->id,
				   strlen(document_entry(session->document)->id));
	if (store_entry(session->store, row, &entry, &err))
		return NULL;
	id = memory_copy(entry.id, strlen(entry.id));
	entry_release(&entry);
	return id;
}

static void read_row(struct session *session, uint32_t row)
{
	const char *query = session->shown.text ? session->shown.text : "";

	session_settle_here(session);
	if (results_find(&session->results, row, &session->cursor))
		return;
	session->followed.row = row;
	session->followed.from = results_row(&session->results, session->cursor);
	free(session->followed.query);
	session->followed.query = memory_copy(query, strlen(query));
}

bool session_follow(struct session *session, uint32_t row)
{
	uint32_t from = session_reading(session);
	char *from_id = NULL, *to_id = NULL;
	bool done = false;

	if (!row || row == from || row > store_count(session->store))
		return false;
	to_id = id_of(session, row);
	if (from)
		from_id = id_of(session, from);
	if (to_id) {
		if (from_id)
			history_follow(&session->history, from, from_id, row, to_id);
		read_row(session, row);
		done = true;
	}
	free(from_id);
	free(to_id);
	return done;
}

static bool step_history(struct session *session, int step)
{
	uint32_t from = session_reading(session), row = 0;
	char *id = from ? id_of(session, from) : NULL;

	if (id)
		row = history_step(&session->history, from, id, step);
	free(id);
	if (row)
		read_row(session, row);
	return row != 0;
}

bool session_back(struct session *session)
{
	return step_history(session, -1);
}

bool session_forward(struct session *session)
{
	return step_history(session, 1);
}

bool session_unfollow(struct session *session)
{
	if (!session->shown.text || !session_followed_in(session, session->shown.text))
		return false;
	session->followed.row = 0;
	return true;
}

/* --- neighbours --- */

static const struct entry *entry_read(struct session *session)
{
	struct document *document = session_document(session);

	return document ? document_entry(document) : NULL;
}

bool session_same_speaker(struct session *session, int step)
{
	const struct entry *entry = entry_read(session);
	uint32_t row;

	if (!entry)
		return false;
	if (entry->kind == ENTRY_TALK) {
		session_say(session, "a talk has no speaker of its own");
		return false;
	}
	row = store_same_speaker(session->store, document_row(session->document), step);
	if (!row)
		session_say(session, "no %s quote by this speaker", step < 0 ? "older" : "newer");
	return row && session_follow(session, row);
}

bool session_same_talk(struct session *session, int step)
{
	const struct entry *entry = entry_read(session);
	size_t at = 0;
	int64_t to = 0;

	if (!entry)
		return false;
	if (!talk_of(entry)) {
		session_say(session, "this quote is of no talk");
		return false;
	}
	if (!session->quotes_known || session->talk != talk_of(entry)) {
		session_say(session, "still looking for the quotes of this talk");
		return false;
	}
	/* The talk itself stands before the first of its quotes. */
	if (entry->kind == ENTRY_TALK) {
		to = step > 0 ? 0 : -1;
	} else {
		while (at < session->quote_count &&
		       session->quotes[at] != document_row(session->document))
			at++;
		to = (int64_t)at + step;
	}
	if (to < 0 || to >= (int64_t)session->quote_count) {
		session_say(session, "no %s quote of this talk", step < 0 ? "earlier" : "later");
		return false;
	}
	return session_follow(session, session->quotes[to]);
}

bool session_open_talk(struct session *session)
{
	const struct entry *entry = entry_read(session);
	uint32_t talk, row;

	if (!entry)
		return false;
	talk = entry->kind == ENTRY_TALK ? entry->talk.part_of : entry->quote.talk;
	row = talk ? store_talk_row(session->store, talk) : 0;
	if (!row) {
		session_say(session, entry->kind == ENTRY_TALK ? "this is the talk"
							       : "this quote is of no talk");
		return false;
	}
	return session_follow(session, row);
}

bool session_origin(struct session *session, const char **file, uint32_t *line)
{
	const struct entry *entry = entry_read(session);

	if (!entry)
		return false;
	*file = entry->file < session->file_count ? session->files[entry->file]
						  : store_file(session->store, entry->file);
	*line = entry->line;
	return *file != NULL;
}

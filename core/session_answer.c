#include "core/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/resolve.h"
#include "store/clock.h"
#include "store/memory.h"
#include "store/search.h"

/* --- the cursor --- */

/* Puts the cursor on the row that is sought, where it has come, and gives it up
 * where it cannot come any more. */
static void find_cursor(struct session *session)
{
	while (session->sought) {
		if (results_find(&session->results, session->sought, &session->cursor)) {
			session->sought = session->otherwise = 0;
		} else if (!results_may_come(&session->results, session->sought)) {
			session->sought = session->otherwise;
			session->otherwise = 0;
		} else {
			return;
		}
	}
}

static uint32_t row_to_keep(const struct session *session)
{
	if (session->sought)
		return session->sought;
	return session->held ? session->held
			     : results_row(&session->results, session->cursor);
}

/* What the cursor goes to in the answer to QUERY: what is read is kept first. */
static void seek(struct session *session, const char *query)
{
	uint32_t keep = row_to_keep(session), followed = session->followed.row;

	if (session_followed_in(session, query)) {
		session->sought = session->followed.from;
		session->otherwise = 0;
	} else if (followed && followed != keep &&
		   (session->held || session_reading(session) == followed)) {
		session->sought = followed;
		session->otherwise = keep;
	} else {
		session->sought = keep;
	}
}

/* --- rows --- */

/* The question that was sent gets its answer; the one before is gone. */
static void begin_answer(struct session *session)
{
	uint32_t position = session->cursor;
	bool other_store = session->next_store != NULL;

	seek(session, session->sent.text);
	if (other_store)
		session_adopt(session);
	question_release(&session->shown);
	session->shown = session->sent;
	session->sent = (struct question){0};
	results_release(&session->results);
	session_close_document(session);
	free(session->words);
	free(session->nothing);
	session->words = session->nothing = NULL;
	session->stopped = session->facets_exact = session->timeline_exact = false;
	/* An entry that is gone from the files leaves the cursor in its place. */
	session->cursor = other_store ? position : 0;
}

static void end_begin(struct session *session)
{
	find_cursor(session);
	if (session->cursor && session->cursor >= session->results.total)
		session->cursor = session->results.total ? session->results.total - 1 : 0;
	session_pick_again(session);
}

void session_show_all(struct session *session)
{
	enum query_sort sort = session->sent.ask.sort;

	begin_answer(session);
	session->words = memory_copy("", 0);
	results_every(&session->results, store_count(session->store), sort);
	end_begin(session);
}

static bool take_rows(struct session *session, struct answer *answer)
{
	bool first = session->sent.request && answer->request == session->sent.request;

	if (first && !answer->first)
		return false;
	if (first) {
		begin_answer(session);
		session->words = answer->words;
		answer->words = NULL;
		session->results.sort = answer->sort;
	} else if (answer->request != session->shown.request || session->results.all ||
		   session->results.ended) {
		return false;
	}
	if (answer->all) {
		results_every(&session->results, answer->count, answer->sort);
	} else {
		results_add(&session->results, answer->rows, answer->count);
		answer->rows = NULL;
		session->results.ended = answer->last;
	}
	if (first)
		end_begin(session);
	else
		find_cursor(session);
	return true;
}

static bool take_facets(struct session *session, struct answer *answer)
{
	if (answer->request != session->shown.request)
		return false;
	facet_list_release(&session->speakers);
	facet_list_release(&session->topics);
	session->speakers = answer->speakers;
	session->topics = answer->topics;
	answer->speakers = answer->topics = (struct facet_list){0};
	session->facets_exact = answer->exact;
	session_mark_chosen(session, &session->speakers, NAMES_SPEAKER);
	session_mark_chosen(session, &session->topics, NAMES_TOPIC);
	return true;
}

static bool take_timeline(struct session *session, struct answer *answer)
{
	if (answer->request != session->shown.request)
		return false;
	timeline_release(&session->timeline);
	session->timeline = answer->timeline;
	answer->timeline = (struct timeline){0};
	session->timeline_exact = answer->exact;
	return true;
}

bool session_complete(const struct session *session)
{
	return session->results.ended && session->facets_exact && session->timeline_exact;
}

/* The worker may have left the answer in view for a question whose own answer
 * was passed over, since a newer one, now refused, had been sent meanwhile. */
static void go_on_with_shown(struct session *session)
{
	if (session->stopped || session_complete(session))
		return;
	question_set(&session->sent, session->shown.text, session->shown.typing);
	session->sent.request = ++session->requests;
	session->sent.sent_at = clock_ms();
	worker_ask(session->worker, session->sent.request, session->sent.text,
		   session->sent.typing);
}

static bool take_refusal(struct session *session, struct answer *answer)
{
	if (answer->request != session->sent.request)
		return false;
	question_release(&session->sent);
	free(session->problem);
	session->problem = answer->words;
	answer->words = NULL;
	/* Nothing is in view, or what is belongs to a store that is gone: anything
	 * is better. */
	if (session->next_store || !session->shown.request)
		session_send(session, "");
	else
		go_on_with_shown(session);
	return true;
}

static bool take_picks(struct session *session, struct answer *answer)
{
	if (!session->picking || answer->request != session->pick_request)
		return false;
	facet_list_release(&session->picks);
	session->picks = answer->picks;
	answer->picks = (struct facet_list){0};
	session->picks_total = answer->total;
	session->picks_exact = answer->exact;
	session->picks_ready = session->picks_current = true;
	session_mark_chosen(session, &session->picks, session->pick_names);
	return true;
}

static bool take_failure(struct session *session, struct answer *answer)
{
	/* If so, the worker has given up the answer before, which is in view. */
	bool newest = answer->request == session->sent.request;

	if (newest)
		question_release(&session->sent);
	if (newest || answer->request == session->shown.request)
		session->stopped = true;
	/* Nor do the quotes of the talk in the reader come any more: there are none. */
	if (answer->request == session->quotes_request) {
		answer->talk = session->talk;
		session_take_quotes(session, answer);
	}
	session_say(session, "%s", answer->words);
	return true;
}

bool session_take(struct session *session, struct answer *answer)
{
	switch (answer->kind) {
	case ANSWER_ROWS:
		return take_rows(session, answer);
	case ANSWER_FACETS:
		return take_facets(session, answer);
	case ANSWER_TIMELINE:
		return take_timeline(session, answer);
	case ANSWER_NOTHING:
		if (answer->request != session->shown.request)
			return false;
		free(session->nothing);
		session->nothing = answer->words;
		answer->words = NULL;
		return true;
	case ANSWER_REFUSED:
		return take_refusal(session, answer);
	case ANSWER_PICKS:
		return take_picks(session, answer);
	case ANSWER_QUOTES:
		session_take_quotes(session, answer);
		return true;
	case ANSWER_FAILED:
		return take_failure(session, answer);
	}
	return false;
}

/* --- the answer in view --- */

uint32_t session_total(const struct session *session, bool *exact)
{
	*exact = session->results.ended;
	return session->results.total;
}

uint32_t session_cursor(const struct session *session)
{
	return session->cursor;
}

bool session_go(struct session *session, uint32_t position)
{
	uint32_t total = session->results.total;

	if (!total)
		return false;
	if (position >= total)
		position = total - 1;
	if (position == session->cursor && !session->sought)
		return false;
	session->cursor = position;
	session_settle_here(session);
	return true;
}

void session_hold(struct session *session, bool hold)
{
	session->held = hold ? row_to_keep(session) : 0;
}

bool session_move(struct session *session, int64_t by)
{
	int64_t to = (int64_t)session->cursor + by;

	return session_go(session, to < 0 ? 0 : to > UINT32_MAX ? UINT32_MAX : (uint32_t)to);
}

const struct timeline *session_timeline(const struct session *session, bool *exact)
{
	*exact = session->timeline_exact;
	return &session->timeline;
}

size_t session_briefs(struct session *session, uint32_t first, size_t count, struct brief *out)
{
	uint32_t total = session->results.total, *rows;
	struct error err = {0};

	if (first >= total)
		return 0;
	if (count > total - first)
		count = total - first;
	rows = memory_new(count, sizeof(*rows));
	for (size_t i = 0; i < count; i++)
		rows[i] = results_row(&session->results, first + (uint32_t)i);
	if (store_briefs(session->store, rows, count, out, &err)) {
		session_say(session, "%s", err.text);
		count = 0;
	}
	free(rows);
	return count;
}

const char *session_speaker_name(struct session *session, uint32_t number)
{
	struct name name;

	arena_clear(&session->names);
	if (!number || names_get(session->store, NAMES_SPEAKER, number, &session->names, &name))
		return "";
	return name.label;
}

/* --- in words --- */

const char *session_echo(const struct session *session)
{
	struct text *echo = session->echo;
	const struct results *results = &session->results;

	text_clear(echo);
	if (results->all) {
		text_number(echo, results->total);
		text_puts(echo, results->total == 1 ? " entry" : " entries");
	} else {
		if (session->words && *session->words)
			text_printf(echo, "%s · ", session->words);
		text_number(echo, results->total);
		if (!results->ended)
			text_putc(echo, '+');
		text_puts(echo, " of ");
		text_number(echo, store_count(session->store));
	}
	/* Where all of them are ranked it would mislead to name how many can be. */
	if (results->sort == SORT_BEST && results->ended && results->total <= SEARCH_BEST)
		text_puts(echo, ", best first");
	else
		text_printf(echo, ", %s", sort_words(results->sort));
	return text_string(echo);
}

static bool shows_newest(const struct session *session)
{
	return !session->sent.request && !session->problem && !session->asked.ask.problem;
}

const char *session_problem(const struct session *session)
{
	struct text *fault = session->fault;

	text_clear(fault);
	if (session->asked.ask.problem)
		text_puts(fault, session->asked.ask.problem);
	else if (session->problem)
		text_puts(fault, session->problem);
	else if (shows_newest(session) && session->results.ended && !session->results.total) {
		text_puts(fault, store_count(session->store) ? "nothing found"
							     : "the corpus is empty");
		if (session->nothing && *session->nothing)
			text_printf(fault, ": %s", session->nothing);
	}
	return text_string(fault);
}

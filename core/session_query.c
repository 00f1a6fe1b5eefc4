#include "core/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/edit.h"
#include "store/clock.h"
#include "store/memory.h"

void question_release(struct question *question)
{
	if (question->text)
		ask_release(&question->ask);
	free(question->text);
	*question = (struct question){0};
}

void question_set(struct question *question, const char *text, bool typing)
{
	char *copy = memory_copy(text, strlen(text));

	question_release(question);
	question->text = copy;
	question->typing = typing;
	parse_query(copy, strlen(copy), typing, &question->ask);
}

/* The phrase that ends where the text ends, if its last word is a beginning. */
static const struct ask_node *unfinished(const struct ask_node *node, size_t end)
{
	if (node->op == ASK_PHRASE)
		return node->prefix && node->end == end ? node : NULL;
	for (size_t i = node->kid_count; i-- > 0;) {
		const struct ask_node *found = unfinished(node->kids[i], end);

		if (found)
			return found;
	}
	return NULL;
}

/* Appends the text of QUESTION with the `*` that typing implies, and clears
 * *TYPING; inside an open quotation mark there is no way to write it, and a field
 * without its value would be a fault. */
static void finished_text(const struct question *question, struct text *out, bool *typing)
{
	size_t length = strlen(question->text);
	const struct ask_node *last = NULL;

	text_add(out, question->text, length);
	*typing = question->typing;
	if (!question->typing || question->ask.problem || question->ask.unfinished)
		return;
	if (question->ask.root)
		last = unfinished(question->ask.root, length);
	if (last && last->quoted)
		return;
	if (last && length && question->text[length - 1] != '*')
		text_putc(out, '*');
	*typing = false;
}

static void finished_ask(const struct question *question, struct ask *ask)
{
	struct text text = {0};
	bool typing;

	finished_text(question, &text, &typing);
	parse_query(text_string(&text), text.length, typing, ask);
	text_release(&text);
}

static bool is_refused(const struct session *session)
{
	return (session->asked.ask.problem || session->problem) && session->shown.text;
}

/* The counts beside a facet are those of the answer in view: an edit of a query
 * that was refused would promise rows and then be refused as well. */
void session_edited(const struct session *session, struct ask *ask)
{
	finished_ask(is_refused(session) ? &session->shown : &session->asked, ask);
}

/* --- asking --- */

void session_send(struct session *session, const char *text)
{
	struct text finished = {0};
	bool typing = false;

	if (text)
		text_puts(&finished, text);
	else
		finished_text(&session->asked, &finished, &typing);
	question_set(&session->sent, text_string(&finished), typing);
	text_release(&finished);
	session->sent.request = ++session->requests;
	session->sent.sent_at = clock_ms();
	worker_ask(session->worker, session->sent.request, session->sent.text, typing);
	if (!session->sent.ask.root && !session->sent.ask.problem)
		session_show_all(session);
}

void session_ask(struct session *session, const char *text, bool typing)
{
	question_set(&session->asked, text, typing);
	free(session->problem);
	session->problem = NULL;
	if (!session->asked.ask.problem)
		session_send(session, NULL);
}

const char *session_query(const struct session *session)
{
	return session->asked.text;
}

const char *session_unfinished(const struct session *session)
{
	return session->asked.ask.unfinished ? session->asked.ask.unfinished : "";
}

const struct ask *session_ask_shown(const struct session *session)
{
	return session->shown.text ? &session->shown.ask : NULL;
}

/* --- edits --- */

/* Asks what an edit has made. */
static void ask_text(struct session *session, struct text *text)
{
	session_ask(session, text_string(text), false);
	text_release(text);
}

/* False where that is asked already. */
static bool set_field(struct session *session, enum field field, const char *value)
{
	struct text text = {0};
	struct ask ask;
	bool changes;

	session_edited(session, &ask);
	changes = is_refused(session) || !ask_is_set(&ask, field, value);
	ask_set_field(&ask, field, value, &text);
	ask_release(&ask);
	if (changes)
		ask_text(session, &text);
	text_release(&text);
	return changes;
}

bool session_drop_last(struct session *session)
{
	struct text text = {0};
	struct ask ask;
	bool dropped, typing;

	/* What is no query has no parts: all of it goes, back to what is shown. */
	if (session->asked.ask.problem && session->shown.text) {
		finished_text(&session->shown, &text, &typing);
		ask_text(session, &text);
		return true;
	}
	finished_ask(&session->asked, &ask);
	dropped = ask_drop_last(&ask, &text);
	ask_release(&ask);
	if (dropped)
		ask_text(session, &text);
	text_release(&text);
	return dropped;
}

bool session_add(struct session *session, enum field field, const char *value)
{
	struct text text = {0};
	struct ask ask;
	bool added;

	session_edited(session, &ask);
	ask_add_field(&ask, field, value, &text);
	added = strcmp(ask.text, text_string(&text)) != 0;
	ask_release(&ask);
	if (added)
		ask_text(session, &text);
	text_release(&text);
	return added;
}

enum query_sort session_sort(const struct session *session)
{
	return is_refused(session) ? session->shown.ask.sort : session->asked.ask.sort;
}

void session_sort_next(struct session *session)
{
	switch (session_sort(session)) {
	case SORT_NEWEST:
		set_field(session, FIELD_SORT, "oldest");
		break;
	case SORT_OLDEST:
		set_field(session, FIELD_SORT, "best");
		break;
	case SORT_BEST:
		set_field(session, FIELD_SORT, NULL);
		/* An order inside the query, beside an OR, stays there. */
		if (session_sort(session) != SORT_NEWEST)
			set_field(session, FIELD_SORT, "newest");
		break;
	}
}

bool session_kind(struct session *session, enum kind_value kind)
{
	return set_field(session, FIELD_KIND,
			 kind == KIND_QUOTE ? "quote" : kind == KIND_TALK ? "talk" : NULL);
}

bool session_part_is(const struct ask *ask, size_t i, enum field field, const char *id,
		     const char *label)
{
	const struct ask_node *node = ask->root;

	if (node && node->op == ASK_AND)
		node = node->kids[i];
	return node && node->op == ASK_FIELD && node->field == field &&
	       (!strcmp(node->value, id) || !strcmp(node->value, label));
}

void session_filter(struct session *session, enum names names, const char *id)
{
	enum field field = names == NAMES_TOPIC ? FIELD_TOPIC : FIELD_SPEAKER;
	struct text text = {0};
	struct ask ask;
	size_t i = 0;

	session_edited(session, &ask);
	while (i < ask_parts(&ask) && !session_part_is(&ask, i, field, id, id))
		i++;
	if (i < ask_parts(&ask))
		ask_without(&ask, i, &text);
	else if (names == NAMES_TOPIC)
		ask_add_field(&ask, field, id, &text);
	else
		ask_set_field(&ask, field, id, &text);
	ask_release(&ask);
	ask_text(session, &text);
}

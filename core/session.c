#include "core/session_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/clock.h"
#include "store/memory.h"

void session_say(struct session *session, const char *format, ...)
{
	va_list args;

	text_clear(&session->message);
	va_start(args, format);
	text_vprintf(&session->message, format, args);
	va_end(args);
	session->message_stays = false;
}

/* --- opening and closing --- */

static const char **copy_names(const char *const *names, size_t count)
{
	const char **copies;

	if (!names)
		return NULL;
	copies = memory_new(count + 1, sizeof(*copies));
	for (size_t i = 0; i < count; i++)
		copies[i] = memory_copy(names[i], strlen(names[i]));
	return copies;
}

static void free_names(const char **names, size_t count)
{
	for (size_t i = 0; names && i < count; i++)
		free((char *)names[i]);
	free(names);
}

struct session *session_open(const struct session_options *options, struct error *err)
{
	struct session *session = memory_new(1, sizeof(*session));
	struct store *second = NULL;
	const char *query = options->query ? options->query : "";

	session->wake[0] = session->wake[1] = -1;
	session->echo = memory_new(1, sizeof(*session->echo));
	session->fault = memory_new(1, sizeof(*session->fault));
	session->path = memory_copy(options->store, strlen(options->store));
	session->files = copy_names(options->files, options->file_count);
	session->shown_files = copy_names(options->shown, options->file_count);
	session->file_count = options->file_count;
	session->looked_at = clock_ms();
	if (pipe2(session->wake, O_CLOEXEC | O_NONBLOCK)) {
		error_set(err, ERROR_STORE, "cannot make a pipe: %s", strerror(errno));
		goto fail;
	}
	if (session_open_stores(session->path, &session->store, &second, err))
		goto fail;
	store_call_files(session->store, session->shown_files, session->file_count);
	session->worker = worker_open(second, session->wake[1], err);
	if (!session->worker)
		goto fail;
	session_ask(session, query, false);
	if (session->asked.ask.problem)
		session_send(session, "");
	return session;
fail:
	session_close(session);
	return NULL;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	session_release_files(session);
	worker_close(session->worker);
	session_close_document(session);
	session_forget_quotes(session);
	question_release(&session->asked);
	question_release(&session->sent);
	question_release(&session->shown);
	free(session->problem);
	results_release(&session->results);
	free(session->words);
	free(session->nothing);
	facet_list_release(&session->speakers);
	facet_list_release(&session->topics);
	timeline_release(&session->timeline);
	facet_list_release(&session->picks);
	text_release(session->echo);
	text_release(session->fault);
	free(session->echo);
	free(session->fault);
	text_release(&session->message);
	free(session->pattern);
	history_release(&session->history);
	arena_release(&session->names);
	store_close(session->store);
	store_close(session->next_store);
	for (int i = 0; i < 2; i++) {
		if (session->wake[i] >= 0)
			close(session->wake[i]);
	}
	free_names(session->files, session->file_count);
	free_names(session->shown_files, session->file_count);
	free(session->followed.query);
	free(session->path);
	free(session);
}

/* --- what is going on --- */

int session_fd(const struct session *session)
{
	return session->wake[0];
}

bool session_update(struct session *session)
{
	struct answer *answer;
	char bytes[64];
	bool changed = false;

	/* The pipe first: what comes after this look wakes us again. */
	while (read(session->wake[0], bytes, sizeof(bytes)) > 0)
		continue;
	while ((answer = worker_answer(session->worker))) {
		changed |= session_take(session, answer);
		answer_free(answer);
	}
	changed |= session_look_at_files(session);
	return changed;
}

static bool counting(const struct session *session)
{
	return !session->stopped && !session_complete(session);
}

bool session_busy(const struct session *session)
{
	return session->reload || session->sent.request || counting(session);
}

bool session_stop(struct session *session, unsigned least)
{
	if (session->reload) {
		reload_stop(session->reload);
		return true;
	}
	if (session->sent.request || !counting(session) ||
	    clock_ms() - session->shown.sent_at < least)
		return false;
	worker_stop(session->worker);
	session->stopped = true;
	session->sought = session->otherwise = 0;
	return true;
}

const char *session_title(const struct session *session)
{
	return store_title(session->store);
}

uint32_t session_entries(const struct session *session)
{
	return store_count(session->store);
}

struct store *session_store(struct session *session)
{
	return session->store;
}

const char *session_message(const struct session *session)
{
	return text_string(&session->message);
}

void session_message_seen(struct session *session)
{
	if (!session->message_stays)
		text_clear(&session->message);
}

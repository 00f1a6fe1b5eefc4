#include "core/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "store/cache.h"
#include "store/clock.h"
#include "store/memory.h"

/* How often the file at the store's path is looked at. */
enum { LOOK_MS = 1000 };

/* Another program may put a new store in place between the two: then both are
 * opened again. */
int session_open_stores(const char *path, struct store **first, struct store **second,
			struct error *err)
{
	for (int i = 0; i < 3; i++) {
		*first = store_open(path, err);
		if (!*first)
			return -1;
		*second = store_open(path, err);
		if (!*second) {
			store_close(*first);
			*first = NULL;
			return -1;
		}
		if (!strcmp(store_fingerprint(*first), store_fingerprint(*second)) &&
		    store_count(*first) == store_count(*second) && !store_replaced(*first))
			return 0;
		store_close(*first);
		store_close(*second);
		*first = *second = NULL;
	}
	return error_set(err, ERROR_STORE, "cannot open '%s': it is replaced again and again",
			 path);
}

/* --- another store --- */

static bool reopen(struct session *session)
{
	struct store *first, *second;
	struct error err = {0};

	if (session_open_stores(session->path, &first, &second, &err)) {
		session_say(session, "%s", err.text);
		return false;
	}
	store_call_files(first, session->shown_files, session->file_count);
	worker_reopen(session->worker, second);
	store_close(session->next_store);
	session->next_store = first;
	session_forget_quotes(session);
	if (session->asked.ask.problem)
		session_send(session, session->shown.text ? session->shown.text : "");
	else
		session_send(session, NULL);
	return true;
}

/* The row in the next store of the entry at ROW in this one. */
static uint32_t row_there(struct session *session, uint32_t row)
{
	struct entry entry = {0};
	struct error err = {0};
	uint32_t there;

	if (!row || store_entry(session->store, row, &entry, &err))
		return 0;
	there = store_find(session->next_store, entry.id, strlen(entry.id));
	entry_release(&entry);
	return there;
}

static uint32_t find_id(void *context, const char *id)
{
	return store_find(context, id, strlen(id));
}

void session_adopt(struct session *session)
{
	session->sought = row_there(session, session->sought);
	session->held = row_there(session, session->held);
	session->otherwise = row_there(session, session->otherwise);
	session->followed.row = row_there(session, session->followed.row);
	session->followed.from = row_there(session, session->followed.from);
	history_renumber(&session->history, find_id, session->next_store);
	session_close_document(session);
	session_forget_quotes(session);
	arena_clear(&session->names);
	store_close(session->store);
	session->store = session->next_store;
	session->next_store = NULL;
}

/* --- reading the files again --- */

bool session_reload(struct session *session)
{
	struct reload_files files = {
		.files = session->files,
		.shown = session->shown_files,
		.count = session->file_count,
		.target = session->path,
	};
	struct text fingerprint = {0};
	struct error err = {0};

	if (!session->file_count || session->reload)
		return false;
	if (!cache_fingerprint(session->files, session->file_count, &fingerprint, &err)) {
		free(session->tried);
		session->tried = text_detach(&fingerprint);
		session->reload =
			reload_start(&files, session->tried, session->wake[1], &err);
	}
	text_release(&fingerprint);
	if (!session->reload) {
		session_say(session, "%s", err.text);
		return false;
	}
	session_say(session, "reading");
	session->message_stays = true;
	return true;
}

static void say_progress(struct session *session, const struct load_progress *progress)
{
	struct text *message = &session->message;

	text_clear(message);
	text_puts(message, progress->stage == LOAD_READING ? "reading" : "indexing");
	if (progress->entries) {
		text_puts(message, ": ");
		text_number(message, progress->entries);
		if (progress->stage == LOAD_INDEXING && progress->entries_total) {
			text_puts(message, " of ");
			text_number(message, progress->entries_total);
		}
		text_puts(message, " entries");
	}
	if (progress->stage == LOAD_READING && progress->bytes_total)
		text_printf(message, ", %u %%",
			    (unsigned)(progress->bytes * 100 / progress->bytes_total));
	session->message_stays = true;
}

static void end_reload(struct session *session)
{
	struct error err = {0};
	struct text message = {0};
	uint64_t entries;
	int result = reload_end(session->reload, &entries, &err);

	session->reload = NULL;
	if (result && err.kind == ERROR_STOPPED)
		text_puts(&message, "stopped; nothing has changed");
	else if (result)
		text_puts(&message, err.text);
	else if (reopen(session)) {
		text_puts(&message, "read again: ");
		text_number(&message, entries);
		text_puts(&message, entries == 1 ? " entry" : " entries");
	}
	if (message.length)
		session_say(session, "%s", text_string(&message));
	text_release(&message);
}

bool session_look_at_files(struct session *session)
{
	struct store *newest = session->next_store ? session->next_store : session->store;
	struct load_progress progress;
	int64_t now;

	if (session->reload) {
		if (reload_look(session->reload, &progress))
			end_reload(session);
		else
			say_progress(session, &progress);
		return true;
	}
	now = clock_ms();
	if (now - session->looked_at < LOOK_MS)
		return false;
	session->looked_at = now;
	return store_replaced(newest) && reopen(session);
}

bool session_files_changed(const struct session *session)
{
	const struct store *newest = session->next_store ? session->next_store : session->store;
	struct text fingerprint = {0};
	bool changed = false;

	if (!session->file_count || session->reload)
		return false;
	/* Files with errors are not read again and again; only when they change. */
	if (!cache_fingerprint(session->files, session->file_count, &fingerprint, NULL))
		changed = strcmp(text_string(&fingerprint), store_fingerprint(newest)) &&
			  (!session->tried ||
			   strcmp(text_string(&fingerprint), session->tried));
	text_release(&fingerprint);
	return changed;
}

void session_release_files(struct session *session)
{
	struct error err = {0};
	uint64_t entries;

	if (session->reload) {
		reload_stop(session->reload);
		reload_end(session->reload, &entries, &err);
	}
	session->reload = NULL;
	free(session->tried);
	session->tried = NULL;
}

/*
 * A session: all that a user can do, with no terminal: ask, move through the
 * answer, narrow it by facets, pick names, read, follow, go back, reload.
 *
 * One thread calls these functions.  Searching, counting and picking are done
 * by a worker thread (core/worker); what it finds arrives through
 * session_update when session_fd is readable.  No function here does work that
 * grows with the corpus.
 *
 * The cursor stays on the same entry through a new query, another order and a
 * reload wherever that entry is in the new answer, and else goes to the first.
 * While a new answer is under way the old one stays in view.
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include "core/document.h"
#include "core/facets.h"
#include "core/parse.h"
#include "core/timeline.h"
#include "store/names.h"

struct session;

struct session_options {
	const char *store;		/* path of the store to open */
	const char *const *files;	/* the corpus files it was made of; none: it cannot be reloaded */
	const char *const *shown;	/* their names as given, or NULL */
	size_t file_count;
	const char *query;		/* to begin with, or NULL */
};

struct session *session_open(const struct session_options *options, struct error *err);
void session_close(struct session *session);

/* A descriptor to poll for reading. */
int session_fd(const struct session *session);
/* Takes in what has arrived; true where something to be seen has changed.  Call
 * it about once a second too when nothing arrives: it looks whether another
 * program has replaced the store. */
bool session_update(struct session *session);
/* Whether a search, a count or a reload is under way. */
bool session_busy(const struct session *session);
/* Stops a reload, or counting in the answer in view that was asked for LEAST milliseconds ago
 * or earlier; false where there is neither.  A query that has no answer yet is left by
 * asking another: to stop there would leave the answer of one beside the words of the
 * other. */
bool session_stop(struct session *session, unsigned least);

const char *session_title(const struct session *session);
uint32_t session_entries(const struct session *session);	/* in the whole corpus */
/* For reading names and entries; borrowed until the next session_update. */
struct store *session_store(struct session *session);

/* --- the query --- */

/* Asks TEXT; TYPING as in parse_query.  The newest ask wins.  What was asked so
 * stays as it is when the prompt is left: an edit by one of the functions below
 * writes the `*` of an unfinished word. */
void session_ask(struct session *session, const char *text, bool typing);
const char *session_query(const struct session *session);	/* the newest asked */
const struct ask *session_ask_shown(const struct session *session);	/* of the answer in view */
/* The answer in view, in words: "“standing*” · 1 of 11, newest first". */
const char *session_echo(const struct session *session);
/* What is wrong with the newest query, or why nothing was found; "" if nothing. */
const char *session_problem(const struct session *session);
/* What a field that is being typed waits for: "kind:KIND — …"; "" if nothing. */
const char *session_unfinished(const struct session *session);
bool session_drop_last(struct session *session);
/* Adds `field:VALUE` to the query; false where it has that already. */
bool session_add(struct session *session, enum field field, const char *value);
enum query_sort session_sort(const struct session *session);
void session_sort_next(struct session *session);	/* newest, oldest, best */
/* 0: all; false where that is so already. */
bool session_kind(struct session *session, enum kind_value kind);

/* --- the answer --- */

/* Rows so far; *EXACT false while more are coming. */
uint32_t session_total(const struct session *session, bool *exact);
/* The position of the cursor, from 0; 0 where the answer is empty. */
uint32_t session_cursor(const struct session *session);
/* Moves it, kept within the answer; false where it stays.  Closes no document;
 * the document follows the cursor. */
bool session_move(struct session *session, int64_t by);
bool session_go(struct session *session, uint32_t position);
/* While a query is typed: the cursor goes back to the entry it is on now in every
 * answer that has it, also after answers that had not, until it is moved or let
 * go. */
void session_hold(struct session *session, bool hold);
/* Lines FIRST and on; returns how many were filled. */
size_t session_briefs(struct session *session, uint32_t first, size_t count,
		      struct brief *out);
/* The months in which its entries begin; until the first have come, those of the
 * answer before.  Borrowed until the next session_update or ask.  *EXACT false while
 * counting goes on. */
const struct timeline *session_timeline(const struct session *session, bool *exact);
/* The name of a speaker, for a line; borrowed until the next call of any. */
const char *session_speaker_name(struct session *session, uint32_t number);

/* --- facets of the answer: speakers or topics --- */

/* Rows as in core/facets.  Borrowed until the next session_update or ask.
 * *EXACT false while counting goes on. */
const struct facet_row *session_facets(const struct session *session, enum names names,
				       size_t *count, bool *exact);
/* Filters by it: a speaker replaces the speakers asked for, a topic is added.
 * Chosen already: takes it out again. */
void session_filter(struct session *session, enum names names, const char *id);

/* --- picking a speaker or a topic --- */

/* Starts (or goes on) picking among all names with PATTERN; counts are those of the
 * rows that choosing would give. */
void session_pick(struct session *session, enum names names, const char *pattern);
/* Best first, those without a row (count 0) last, at most PICKS_MOST; *TOTAL
 * gets how many fit.  *READY is false until the first list for this picker has
 * come.  Borrowed until the next session_update. */
const struct facet_row *session_picks(const struct session *session, size_t *count,
				      size_t *total, bool *ready);
/* Whether they are those of the newest pattern: before that nothing may be
 * chosen by its place in the list. */
bool session_picks_current(const struct session *session);
/* Whether their counts are final. */
bool session_picks_exact(const struct session *session);
void session_pick_end(struct session *session);

/* --- reading --- */

/* What the reader shows: the entry under the cursor, or what was followed to
 * from there; NULL where the answer is empty.  Borrowed until the next call
 * that moves, asks, follows or updates; its quotes may come later
 * (document_waiting). */
struct document *session_document(struct session *session);
/* Opens an entry that may be outside the answer and remembers where we were;
 * where it is in the answer, and that is known at no cost, the cursor goes there.
 * Else it is shown beside this answer only: another one that has it puts the cursor
 * on it, and one that has not shows an entry of its own. */
bool session_follow(struct session *session, uint32_t row);
bool session_back(struct session *session);
bool session_forward(struct session *session);
/* Back to the entry under the cursor; false where it is already shown. */
bool session_unfollow(struct session *session);
/* The next (1) or previous (-1) entry by the same speaker, of the same talk;
 * the talk of the entry.  False where there is none or it is not known yet;
 * session_message tells which. */
bool session_same_speaker(struct session *session, int step);
bool session_same_talk(struct session *session, int step);
bool session_open_talk(struct session *session);

/* --- the files --- */

/* Reads the corpus files again in the background; false where there are none.
 * session_update notices a store that was replaced. */
bool session_reload(struct session *session);
/* Whether the corpus files changed since they were read; a few stat() calls. */
bool session_files_changed(const struct session *session);
/* A line on what is going on or has just ended: "reading: 12,000 entries, 31 %",
 * "statements.yaml:3:5: error: …"; "" for nothing.  Kept until the next key is
 * told by session_message_seen. */
const char *session_message(const struct session *session);
void session_message_seen(struct session *session);
/* The file and line of the entry in the reader; false where unknown. */
bool session_origin(struct session *session, const char **file, uint32_t *line);

#endif

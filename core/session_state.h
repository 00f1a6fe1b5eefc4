/*
 * The state of a session, for the files that make it up:
 *
 *   session.c         opening, closing, what is going on
 *   session_query.c   asking, and edits of what was asked
 *   session_answer.c  taking in what the worker found; rows and counts in view
 *   session_names.c   facets and picking
 *   session_read.c    the reader: the entry under the cursor, or one followed to
 *   session_files.c   reading the files again, another store in the place of the old
 *
 * Three questions are told apart.  `asked` is the newest one, whatever is wrong
 * with it; `sent` is the one that the worker was given last; `shown` is the one
 * whose answer is in view.  Rows belong to a store: `store` is that of the
 * answer in view, `next_store` that of the one to come, where files were read
 * again, until its first rows are there.
 */
#ifndef CORE_SESSION_STATE_H
#define CORE_SESSION_STATE_H

#include "core/history.h"
#include "core/reload.h"
#include "core/results.h"
#include "core/session.h"
#include "core/worker.h"

struct question {
	uint64_t request;	/* 0: none */
	int64_t sent_at;	/* clock_ms() */
	char *text;
	bool typing;		/* as in parse_query */
	struct ask ask;
};

struct session {
	char *path;		/* of the store */
	const char **files;	/* copies; the shown names too, or NULL */
	const char **shown_files;
	size_t file_count;
	int wake[2];		/* a pipe */
	struct worker *worker;
	struct store *store, *next_store;
	uint64_t requests;	/* the last number given to a request */

	struct question asked, sent, shown;
	char *problem;		/* with `asked`, found by the worker; or NULL */

	/* The answer in view. */
	struct results results;
	char *words;		/* the query in words */
	char *nothing;		/* why there are no rows; or NULL */
	bool stopped;		/* rows or counts are missing since somebody stopped them */
	struct facet_list speakers, topics;
	struct timeline timeline;
	bool facets_exact, timeline_exact;
	/* What session_echo and session_problem say is made from these when it is
	 * asked for, which changes nothing: so they lie outside. */
	struct text *echo, *fault;
	uint32_t cursor;
	uint32_t sought;	/* a row that the cursor goes to when it comes, or 0 */
	uint32_t otherwise;	/* sought next where that one cannot come, or 0 */
	uint32_t held;		/* the row to seek in every answer, or 0: that of the cursor */

	/* Picking. */
	bool picking, picks_ready, picks_current, picks_exact;
	enum names pick_names;
	char *pattern;
	uint64_t pick_request;
	struct facet_list picks;
	size_t picks_total;

	/* Reading. */
	struct document *document;
	uint32_t failed;	/* a row that could not be read */
	/* Shown in place of the entry under the cursor, beside the answer that it was
	 * followed from and no other, until the cursor moves. */
	struct {
		uint32_t row;		/* or 0 */
		uint32_t from;		/* where the cursor was */
		char *query;		/* of that answer */
	} followed;
	struct history history;
	uint32_t talk;		/* whose quotes these are, or are being looked for; or 0 */
	bool quotes_known;
	uint32_t *quotes;
	size_t quote_count;
	uint64_t quotes_request;

	/* The files. */
	struct reload *reload;
	char *tried;		/* fingerprint of the files when they were last read again */
	int64_t looked_at;	/* when the store's file was last looked at */
	struct text message;
	bool message_stays;	/* tells of what is still going on */
	struct arena names;	/* of session_speaker_name */
};

/* Replace what is there. */
void session_say(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* session_query.c */
void question_set(struct question *question, const char *text, bool typing);
void question_release(struct question *question);
/* Gives `asked` to the worker; or TEXT in its place, where it is not NULL. */
void session_send(struct session *session, const char *text);
/* Parses for an edit what was asked, or what is shown where that is no query;
 * the `*` of an unfinished word is written. */
void session_edited(const struct session *session, struct ask *ask);
/* Whether part I of ASK filters by this name. */
bool session_part_is(const struct ask *ask, size_t i, enum field field, const char *id,
		     const char *label);

/* session_answer.c */
bool session_take(struct session *session, struct answer *answer);
/* Whether all rows of the answer in view have come, and all counts of them. */
bool session_complete(const struct session *session);
/* Puts the answer of every entry in view at once: the worker only counts it. */
void session_show_all(struct session *session);

/* session_names.c */
void session_mark_chosen(struct session *session, struct facet_list *list, enum names names);
void session_pick_again(struct session *session);

/* session_read.c */
uint32_t session_reading(const struct session *session);	/* the reader's row, or 0 */
/* Whether QUERY is that of the answer that the row in `followed` was followed from. */
bool session_followed_in(const struct session *session, const char *query);
/* The cursor has been moved: nothing is sought any more, and nothing followed. */
void session_settle_here(struct session *session);
void session_close_document(struct session *session);
void session_take_quotes(struct session *session, struct answer *answer);
void session_forget_quotes(struct session *session);

/* session_files.c */
/* Two handles on the same store. */
int session_open_stores(const char *path, struct store **first, struct store **second,
			struct error *err);
bool session_look_at_files(struct session *session);	/* true: something to be seen changed */
void session_adopt(struct session *session);	/* next_store takes the place of store */
void session_release_files(struct session *session);

#endif

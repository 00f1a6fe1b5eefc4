/*
 * A store: one file, made by a builder (store/build.h) and only read here.
 *
 * An entry is found by its id, or by its row: its place, from 1, in the order
 * of the days (first day, last day, place in the files).  A row is good for
 * one store file; an id outlives it.  A handle belongs to one thread, except
 * for store_cancel.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "store/entry.h"
#include "store/error.h"

/* Set in every store file: PRAGMA application_id ("STMT") and user_version. */
enum { STORE_APPLICATION = 0x53544d54, STORE_SCHEMA = 5 };

struct store;

/* Opens a store that another process may replace meanwhile: the handle keeps
 * the file it opened.  ERROR_STORE where PATH is missing, no regular file, no
 * store, damaged, or of another version; the message says which and what to do. */
struct store *store_open(const char *path, struct error *err);
void store_close(struct store *store);

/* True when the file at its path is no longer the one that is open. */
bool store_replaced(const struct store *store);

/* Borrowed until store_close. */
const char *store_title(const struct store *store);		/* "" where there is none */
const char *store_fingerprint(const struct store *store);
const char *store_file(const struct store *store, uint32_t file);	/* NULL: no such file */
/* Calls the files by NAMES from now on, where there are as many of them: who opens
 * a store that is there may call them otherwise than who made it.  NAMES may be NULL. */
void store_call_files(struct store *store, const char *const *names, size_t count);
uint32_t store_count(const struct store *store);		/* entries; the highest row */
uint32_t store_quotes(const struct store *store);
uint32_t store_talks(const struct store *store);

/* Fills ENTRY, all of it; release it with entry_release.  Cost: a few page
 * reads and the size of the entry, whatever the size of the store. */
int store_entry(struct store *store, uint32_t row, struct entry *entry, struct error *err);

/* The row of the entry with this id, or 0. */
uint32_t store_find(struct store *store, const char *id, size_t length);
/* The row of talk NUMBER, or 0. */
uint32_t store_talk_row(struct store *store, uint32_t number);

/* What a line of a list needs; `text` holds at most BRIEF_TEXT bytes of a
 * quote's text or a talk's title, cut between characters: more than a line shows,
 * since what was searched for may stand behind. */
enum { BRIEF_TEXT = 2048, BRIEF_DATE = 64 };

struct brief {
	uint32_t row;
	enum entry_kind kind;
	enum speech speech;
	uint32_t speaker, talk;		/* numbers; a talk has its own in `talk` */
	char date[BRIEF_DATE];		/* as written, "" where undated; clipped */
	char text[BRIEF_TEXT + 1];
	size_t text_length;
};

/* Fills COUNT lines; a row that cannot be read gives an empty line with kind
 * ENTRY_QUOTE and speaker 0.  40 rows take well under a millisecond. */
int store_briefs(struct store *store, const uint32_t *rows, size_t count, struct brief *out,
		 struct error *err);

/* Fill from ARENA what is known of a number. */
int store_speaker(struct store *store, uint32_t number, struct arena *arena,
		  struct speaker *speaker, struct error *err);
int store_source(struct store *store, uint32_t number, struct arena *arena,
		 struct source *source, struct error *err);
/* The same of a speaker for whoever shows entry after entry: read once, and not again for each
 * of their quotes.  Borrowed until others were asked for; what cannot be read is missing. */
const struct speaker *store_person(struct store *store, uint32_t number);
/* The participants of TALK, in their order: fills of PEOPLE, which has room for all of
 * them, the id, the name and, where the talk does not say in what capacity (`as`), the
 * roles; those who are the same speaker share them.  Of those whom the store lacks the name
 * is NULL.  A talk may have a hundred thousand: a third of what store_speaker takes for
 * each. */
int store_participants(struct store *store, const struct talk *talk, struct arena *arena,
		       struct speaker *people, struct error *err);

/* The row of the previous (STEP -1, older) or next (STEP 1, newer) quote of
 * ROW's speaker, or 0. */
uint32_t store_same_speaker(struct store *store, uint32_t row, int step);

/* -1 where the file could not be read at some time since it was opened, with what
 * happened first, also where a function has no error to tell it by: then what was
 * read may be incomplete.  Or where it was written over, instead of being replaced: then
 * an entry may have the words of one store and the speaker of another.  Else 0. */
int store_trouble(const struct store *store, struct error *err);

/* From another thread: the call that this handle is in, and every one after
 * it, ends soon with ERROR_STOPPED, until store_resume. */
void store_cancel(struct store *store);
/* Whether that has happened since store_resume: then what was just read may be
 * incomplete, also where a function has no error to tell it by. */
bool store_cancelled(const struct store *store);
void store_resume(struct store *store);

#endif

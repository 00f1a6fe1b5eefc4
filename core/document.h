/*
 * A document: what there is to read of one entry, as items made of paragraphs,
 * with no idea of columns or colours.
 *
 * A quote has one item.  A talk has one for itself (title, head, participants,
 * agenda, summary, what it is part of), then one for each of its quotes in the order of
 * the files; these are made when asked for, so a talk of any length opens at
 * once.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include "core/highlight.h"
#include "store/speech.h"
#include "store/store.h"

enum paragraph_role {
	PARA_TITLE,	/* a quote's speaker with the role at the time; a talk's title */
	PARA_BYLINE,	/* the line under it: talk, date as stated, place in the source */
	PARA_FIELD,	/* `label` and a value: outlet, source, url, to, about, note, … */
	PARA_HEADING,	/* of a section: Agenda, Participants, Quotes, Original */
	PARA_TEXT,	/* words somebody said: spans tell whose */
	PARA_ORIGINAL,	/* the same in the language it was said in */
	PARA_SUMMARY,
	PARA_ITEM,	/* a line of a list: a participant, a point of the agenda */
	PARA_SPEAKER,	/* who says the quote below, inside a talk */
	PARA_FOOT,	/* the line under a text: speech, topics */
};

struct paragraph {
	enum paragraph_role role;
	const char *label;	/* or NULL */
	const char *text;	/* not NULL */
	size_t length;
	const struct span *spans;	/* PARA_TEXT and PARA_ORIGINAL; else NULL */
	size_t span_count;
	const struct match *matches;	/* of the query, in text */
	size_t match_count;
	uint32_t link;		/* the row that Enter goes to, or 0 */
	bool blank_before;	/* an empty line stands above */
};

/* Borrowed from the document. */
struct item {
	uint32_t row;		/* the entry that it shows */
	const struct paragraph *paragraphs;
	size_t count;
};

struct document;

/* Reads the entry at ROW.  ASK (or NULL) is what to highlight.  STORE and ASK
 * are borrowed and must outlive the document. */
struct document *document_open(struct store *store, uint32_t row, const struct ask *ask,
			       struct error *err);
void document_close(struct document *document);

uint32_t document_row(const struct document *document);
const struct entry *document_entry(const struct document *document);

/* The quotes of a talk, known later since finding them is the worker's job;
 * takes ROWS. */
void document_quotes(struct document *document, uint32_t *rows, size_t count);
/* Whether the quotes of this talk are still to come. */
bool document_waiting(const struct document *document);

size_t document_items(const struct document *document);
/* Item I, borrowed until some other 64 items were asked for.  An item that
 * cannot be read says so in a paragraph. */
const struct item *document_item(struct document *document, size_t i);

/* How the speaker of a quote is shown at its time: `as` if stated, else the one
 * role that covers the whole range of its days, marked as inferred; appends
 * "Anthony Blinken, the Secretary of State". */
void document_speaker(struct store *store, const struct entry *entry, struct text *out);
/* Leaves to SPEAKER the one role that is shown on DAYS, or none. */
void document_one_role(struct speaker *speaker, struct days days);
/* The same of SPEAKER (without a name: "?"), with AS or NULL, on DAYS. */
void document_person(const struct speaker *speaker, const char *as, struct days days,
		     struct text *out);

#endif

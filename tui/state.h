/*
 * The state of the interface: which pane has the focus, and what each view
 * remembers between two keys.
 *
 * Views fill their part in `arrange` and only read it in `draw`; what they show
 * is copied there, since what a session lends is good until its next call.
 */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include "core/line.h"
#include "core/session.h"
#include "store/map.h"
#include "tui/layout.h"
#include "tui/reader_lines.h"
#include "tui/reader_spot.h"
#include "tui/ui.h"

/* --- the list --- */

struct list_row {
	struct brief brief;
	char *speaker;
	struct match *matches;	/* in the brief's text */
	size_t match_count;
};

struct list_view {
	uint32_t first;		/* position of the topmost row */
	struct list_row *rows;	/* those in view */
	size_t count, cap;
	uint32_t cursor;	/* its position in the answer */
	int date_width, speaker_width;	/* they grow with what was seen, never shrink */
	int columns;			/* that they were made for */
};

/* --- the timeline above the list --- */

struct timeline_line {
	struct timeline_bars bars;
	bool exact;
	struct text scale, others;	/* what the bars leave to be said, or "" */
};

/* --- the facets: speakers, then topics --- */

enum { FACET_PARTS = 2 };

struct facet_part {
	struct facet_row *rows;	/* those in view; strings in `words` */
	size_t count, cap;
	size_t first, total;	/* the topmost row; how many there are */
	bool exact;
	int top;		/* the line of its heading */
	bool hidden;		/* there is no room for it */
	char *words;
};

struct facets_view {
	struct facet_part parts[FACET_PARTS];
	int part;		/* where the cursor is */
	size_t cursor;		/* its row there */
	struct text at;		/* the id there, to stay on it when counts change; or "" */
	struct text asked;	/* what these are the facets of */
};

/* --- the reader --- */

struct reader_run {
	int column;		/* from the left of the text; -1: behind the run before */
	enum style style;
	bool match;
	size_t start, length;	/* bytes of the view's `words` */
};

struct reader_row {
	size_t first_run, run_count;
	bool cursor;		/* the line with the cursor */
	bool chosen;		/* of the quote of a talk that has the cursor */
};

/* Where the reader was in a document that it left. */
struct reader_place {
	uint64_t id;		/* a hash */
	struct spot top, cursor;
};

enum { READER_ITEMS = 64, READER_PLACES = 64 };

struct reader_view {
	struct item_lines cache[READER_ITEMS];	/* item I is kept at I % READER_ITEMS */
	uint64_t key;		/* of the document and the width that they are for */
	int columns, rows;
	struct spot top, cursor;
	struct text id;		/* of the entry shown */
	struct text asked;	/* what was highlighted */
	bool returning;		/* the next document was read before: go to its old place */
	int seek;		/* the next one begins at its first (1) or last (-1) match */
	struct reader_place places[READER_PLACES];
	size_t place_count;	/* ever kept; the oldest are overwritten */

	struct reader_row *painted;	/* the rows in view */
	size_t painted_count, painted_cap;
	struct reader_run *runs;
	size_t run_count, run_cap;
	struct text words;
	bool above, below;	/* there is more than what is in view */
	bool waiting;		/* and still more to come */
};

/* --- what is typed in --- */

struct prompt_view {
	struct line_editor line;
	char *before;		/* the query when the prompt was opened */
	bool before_unfinished;	/* and whether its last word was a beginning */
	char *unfinished;	/* what was typed last, whose last word is a beginning */
	char **history;		/* queries that were kept, oldest first */
	size_t history_count, history_cap;
	size_t history_at;	/* which one is in the line; history_count: a new one */
};

enum picking { PICK_SPEAKER, PICK_TOPIC, PICK_VALUE };

/* A value of an entry that can be added to the query. */
struct value {
	enum field field;
	char *value, *label;
	char *folded;	/* as fuzzy_fold, or NULL until letters are typed */
};

struct picker_view {
	enum picking picking;
	struct line_editor line;
	size_t cursor, first;
	struct facet_row *rows;	/* those in view; strings in `words` */
	size_t count, cap;
	size_t total;		/* how many fit */
	size_t listed;		/* how many of them can be chosen */
	int height;		/* rows in view at most */
	bool ready, exact;
	bool choosing;		/* Enter came before the list that it is for */
	char *words;
	struct value *values;	/* PICK_VALUE */
	size_t value_count, value_cap;
	struct map known;	/* `field:value` of each */
	size_t *fitting;	/* which of them fit what is typed */
	size_t fitting_count, fitting_cap;
	bool narrowed;		/* `fitting` is that of what is typed now */
};

struct help_row {
	int action;		/* what Enter runs: an enum action, or 0 */
	int field;		/* or a field of the query language, or -1 */
	bool heading;
	char *keys, *text;
};

struct help_view {
	struct line_editor line;
	struct help_row *rows;	/* that fit what is typed */
	size_t count, cap;
	size_t cursor, first;
	int top, height;	/* the lines in view */
	enum pane from;		/* whose keys they are, and where it returns to */
};

struct ui {
	struct session *session;
	int rows, columns;
	enum pane focus;
	enum pane base;		/* facets, list or reader: where the focus is or returns to */
	bool maximised;
	struct layout layout;
	struct text message;	/* what the last key has to say */
	bool done, suspend, repaint, edit;
	struct text edit_file;
	uint32_t edit_line;

	struct list_view list;
	struct timeline_line timeline;
	struct facets_view facets;
	struct reader_view reader;
	struct prompt_view prompt;
	struct picker_view picker;
	struct help_view help;
};

/* Gives the focus to a pane; one of facets, list and reader becomes the base. */
void ui_focus(struct ui *ui, enum pane pane);
/* Closes the prompt, the picker or the help. */
void ui_close_open(struct ui *ui);

#endif

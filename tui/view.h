/*
 * A view: what a pane does, as one row of functions.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "tui/state.h"

enum motion {
	MOVE_DOWN, MOVE_UP, MOVE_HALF_DOWN, MOVE_HALF_UP, MOVE_PAGE_DOWN, MOVE_PAGE_UP,
	MOVE_FIRST, MOVE_LAST
};

struct view {
	/* Lays out what AREA will show. */
	void (*arrange)(struct ui *ui, struct area area);
	/* Paints it; FOCUS: the terminal's cursor belongs here. */
	void (*draw)(const struct ui *ui, struct area area, bool focus, struct screen *screen);
	/* Moves its cursor; false where it cannot, for there is no more. */
	bool (*move)(struct ui *ui, enum motion motion);
	/* The text that is typed here, or NULL. */
	struct line_editor *(*line)(struct ui *ui);
	/* After that text has changed. */
	void (*typed)(struct ui *ui);
	/* Gives back its memory. */
	void (*release)(struct ui *ui);
};

extern const struct view *const VIEWS[PANE_COUNT];

/* One for each file view_*.c. */
extern const struct view VIEW_FACETS, VIEW_LIST, VIEW_READER, VIEW_PROMPT, VIEW_PICKER, VIEW_HELP;

/* --- what views do for actions --- */

/* The facet under the cursor: its row, or NULL; *NAMES gets its sort. */
const struct facet_row *facets_chosen(const struct ui *ui, enum names *names);

/* The row that Enter goes to from the line under the cursor, or 0; and the
 * entry that this line belongs to. */
uint32_t reader_link(struct ui *ui);
uint32_t reader_row(struct ui *ui);
/* The field of the query that this line is about (enum field), or FIELD_COUNT. */
int reader_field(struct ui *ui);
/* Moves to the next (1) or previous (-1) line with a match; false where this
 * document has no more. */
bool reader_next_match(struct ui *ui, int step);
/* Whether its lines would be longer if it were maximised. */
bool reader_leaves_room(const struct ui *ui);

void prompt_open(struct ui *ui);
/* Types a field of the query language into it, behind a blank; opens it where it is
 * not. */
void prompt_type(struct ui *ui, const char *text);
/* It is, or lies beneath the help. */
bool prompt_is_open(const struct ui *ui);
void prompt_keep(struct ui *ui);
void prompt_restore(struct ui *ui);
void prompt_recall(struct ui *ui, int step);

/* Values are taken over when PICKING is PICK_VALUE. */
void picker_open(struct ui *ui, enum picking picking);
/* Chooses the line under the cursor; where its list is still that of fewer
 * letters, as soon as the right one has come. */
void picker_choose(struct ui *ui);
void picker_settle(struct ui *ui);
void picker_add_value(struct ui *ui, enum field field, const char *value, const char *label);
/* Puts the cursor on the first value of FIELD, if there is one. */
void picker_stand_on(struct ui *ui, int field);
void picker_close(struct ui *ui);

void help_open(struct ui *ui);
/* Closes the help and does what the line under the cursor says. */
void help_run(struct ui *ui);

/* --- the timeline, which is no pane: nothing in it has the focus --- */

void timeline_arrange(struct ui *ui);
void timeline_draw(const struct ui *ui, struct screen *screen);
void timeline_line_release(struct timeline_line *line);

/* --- drawing shared by views --- */

/* The query, its echo, then the hints or a message. */
void bars_draw(const struct ui *ui, struct screen *screen);
/* A line editor in COLUMNS columns, scrolled so that its cursor is seen. */
void typed_draw(const struct line_editor *line, struct screen *screen, struct area area,
		int row, int column, int columns, bool focus);
/* The line of AREA where a list below a line editor begins: parted from it by an
 * empty line where there is room. */
int top_under_line(struct area area);
/* Marks ROW of AREA as the one with the cursor; FOCUS: and puts the terminal's there. */
void row_mark(struct screen *screen, struct area area, int row, bool focus);
/* Where a window of ROWS rows on TOTAL begins, so that CURSOR is seen: FIRST as
 * it was, moved as little as needed, or with the cursor in the middle after a leap. */
size_t window_first(size_t first, size_t cursor, size_t total, size_t rows);
/* Where CURSOR goes by MOTION among TOTAL rows shown ROWS at a time. */
size_t cursor_moved(size_t cursor, size_t total, size_t rows, enum motion motion);

#endif

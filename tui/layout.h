/*
 * The layout: where each part of the screen lies, for any size; a pure function.
 *
 *   130 columns and more   facets │ list │ reader
 *   72 and more            facets │ list over reader
 *   40×12 and more         list over reader; facets lie above them when focused
 *   20×5 and more          the part that has the focus, alone
 *   below                  nothing but a line that says so
 *
 * Above a list of 40 columns and, with it, 8 rows lies the timeline.
 */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>

#include "tui/screen.h"

/* The parts of the screen that can have the focus, from left to right; then
 * those that lie above them while they are open. */
enum pane { PANE_FACETS, PANE_LIST, PANE_READER, PANE_PROMPT, PANE_PICKER, PANE_HELP, PANE_COUNT };

/* A line between panes. */
struct rule {
	int row, column, length;	/* length 0: none */
	bool vertical;
	bool joined;			/* begins at a vertical one */
};

enum { LAYOUT_RULES = 2 };

struct layout {
	bool too_small;
	struct area title, query, hints;
	struct area panes[PANE_COUNT];	/* 0 rows: not shown; PANE_PROMPT is `query` */
	struct area timeline;		/* one line above the list; 0 rows: no room */
	bool above;			/* the facets lie above the others */
	struct area frame;		/* around the picker or the help; 0 rows: none */
	struct rule rules[LAYOUT_RULES];
};

/* BASE is the facets, the list or the reader: the one that has, or will have again,
 * the focus.  OPEN is the prompt, the picker or the help where one is open, else
 * BASE.  MAXIMISED gives BASE all the room, or the list while a query is typed. */
struct layout layout_of(int rows, int columns, enum pane base, enum pane open, bool maximised);

#endif

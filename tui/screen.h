/*
 * A screen: a grid of cells in memory that views paint and tui/term copies to
 * the terminal.
 *
 * The only way in is screen_put, and it passes everything through core/safe,
 * so no cell ever holds what a terminal would obey.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/safe.h"
#include "store/text.h"

/* What a piece of text is, not how it looks: tui/style.c says that. */
enum style {
	STYLE_PLAIN,
	STYLE_BAR,		/* title line */
	STYLE_HEADING,
	STYLE_CURSOR,		/* the row with the focus */
	STYLE_CURSOR_PALE,	/* the chosen row of a pane without the focus */
	STYLE_SPEAKER,
	STYLE_DATE,
	STYLE_COUNT,
	STYLE_RULE,		/* lines between panes */
	STYLE_LABEL,		/* names of fields */
	STYLE_SPOKEN,		/* words the speaker is vouched for */
	STYLE_REPORTED,
	STYLE_INSERTED,
	STYLE_MATCH,
	STYLE_LINK,
	STYLE_HINT,
	STYLE_KEY,
	STYLE_ERROR,
	STYLE_MARKER,		/* a visible sign for an invisible character */
	STYLE_COUNT_OF
};

struct cell {
	char text[GLYPH_BYTES];	/* "" : the right half of the wide glyph before it */
	unsigned char width;	/* 1 or 2; 0 for a right half */
	unsigned char style;	/* enum style */
	bool match;		/* part of a match, whatever the style beneath */
	bool cursor;		/* on the focused row, whatever the style beneath */
};

struct screen {
	int rows, columns;
	struct cell *cells;	/* rows × columns */
	int cursor_row, cursor_column;	/* of the terminal's own cursor */
};

enum { SCREEN_ROWS = 500, SCREEN_COLUMNS = 1000 };

/* Blanks every cell; sizes are clamped to 1 … SCREEN_ROWS and 1 … SCREEN_COLUMNS. */
void screen_resize(struct screen *screen, int rows, int columns);
void screen_release(struct screen *screen);

/* A rectangle to paint in. */
struct area {
	int row, column, rows, columns;
};

/* Paints TEXT at ROW, COLUMN of AREA as far as it fits into the area (a glyph that
 * does not fit whole is left out), on one line, and returns the column behind it. */
int screen_put(struct screen *screen, struct area area, int row, int column,
	       enum style style, const char *text, size_t length);
int screen_puts(struct screen *screen, struct area area, int row, int column,
		enum style style, const char *text);
/* As screen_puts, with … where it had to be cut. */
int screen_put_clipped(struct screen *screen, struct area area, int row, int column,
		       int columns, enum style style, const char *text, size_t length);
/* Fills the rest of a row with blanks of a style. */
void screen_fill(struct screen *screen, struct area area, int row, int column,
		 enum style style);

/* Says of COLUMNS cells, painted already, that they are part of a match, or that
 * they are on the focused row: a look laid over their own style. */
void screen_mark_match(struct screen *screen, struct area area, int row, int column,
		       int columns);
void screen_mark_cursor(struct screen *screen, struct area area, int row, int column,
			int columns);
/* Blanks every row of AREA, for what lies above other panes. */
void screen_blank(struct screen *screen, struct area area);

/* The picture: lines without trailing blanks, for tests and bug reports. */
void screen_text(const struct screen *screen, struct text *out);

#endif

/*
 * The lines of an item of a document at some width: which bytes of which
 * paragraph stand on which line.
 */
#ifndef TUI_READER_LINES_H
#define TUI_READER_LINES_H

#include "core/document.h"
#include "tui/screen.h"

struct reader_line {
	size_t paragraph;
	size_t start, end;	/* bytes of its text */
	bool blank;		/* the empty line above a paragraph */
	bool first;		/* of its paragraph: here stand the label or the mark */
};

/* All-zero: none. */
struct item_lines {
	bool made;
	size_t item;
	struct reader_line *lines;
	size_t count;		/* at least 1 once made */
};

/* Lays out ITEM at COLUMNS; linear in its text. */
void item_lines_make(struct item_lines *lines, size_t i, const struct item *item, int columns);
void item_lines_release(struct item_lines *lines);

/* The line that holds byte OFFSET of a paragraph; the last one where there is none. */
size_t item_lines_find(const struct item_lines *lines, size_t paragraph, size_t offset);

/* Where the text of a paragraph begins, and what stands before its first line ("" for
 * nothing). */
int paragraph_indent(const struct paragraph *paragraph, int columns);
const char *paragraph_mark(const struct paragraph *paragraph);

/* Whether a match of the paragraph has a byte in START … END. */
bool paragraph_matches(const struct paragraph *paragraph, size_t start, size_t end);

/* The style of byte AT, and up to where it holds (at most END): the voice of
 * who said it, or the paragraph's own. */
enum style paragraph_style_at(const struct paragraph *paragraph, size_t at, size_t *end);
/* Whether byte AT belongs to a match, and up to where that holds. */
bool paragraph_match_at(const struct paragraph *paragraph, size_t at, size_t *end);

#endif

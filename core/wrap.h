/*
 * Wrapping and measuring text in columns of the terminal, never cutting inside
 * a glyph (core/safe).
 */
#ifndef CORE_WRAP_H
#define CORE_WRAP_H

#include <stdbool.h>
#include <stddef.h>

enum { TAB_STOP = 8 };

/* Bytes `start` to `end` of the text make one line of `width` columns; blanks
 * at which it was wrapped, and the break itself, belong to no line. */
struct line {
	size_t start, end;
	unsigned width;
};

/* The lines of TEXT at COLUMNS (at least 1); at least one, even of nothing;
 * yours to free.  A break at the very end opens no line.  Wraps at blanks,
 * before and behind Han, Hiragana and Katakana (but not before closing nor
 * behind opening punctuation), behind hyphens and dashes inside words, and
 * inside a word only where it is wider than the line.  A tab goes to the next
 * multiple of TAB_STOP.  A glyph wider than the line stands alone on its line.
 * Linear: 1 MiB takes about 30 ms, ASCII less. */
struct line *wrap_text(const char *text, size_t length, unsigned columns, size_t *count);

/* Columns of TEXT on one line (breaks count as a blank, tabs as one blank). */
unsigned wrap_width(const char *text, size_t length);

/* How many bytes of TEXT fit into COLUMNS on one line; *WIDTH gets their
 * columns.  Never inside a glyph. */
size_t wrap_clip(const char *text, size_t length, unsigned columns, unsigned *width);

#endif

/*
 * What may reach a terminal: reads text from strangers a glyph at a time and
 * gives what to show for it, which holds printable characters only.
 *
 * A glyph is one grapheme cluster (UAX #29, by utf8proc), or a visible marker
 * for what must not be sent, or a line break.  Rules, in this order:
 *
 *   bytes that are not UTF-8                    U+FFFD each
 *   LF, CR LF, CR, VT, FF, NEL, LS, PS          a break (CR LF is one)
 *   tab                                         a tab; the caller knows the column
 *   other C0 and DEL                            ^X
 *   C1                                          <9B>
 *   bidi controls, zero-width characters, soft hyphen, tag characters,
 *   noncharacters, unassigned code points,
 *   what wcwidth() knows no width for           <U+202E>
 *   ZWJ, ZWNJ, variation selectors              kept inside a cluster where they mean
 *                                               something, otherwise as above
 *   flags                                       <UA>
 *   other emoji sequences                       their first code point
 *   combining marks                             at most 4 on a base; without a base on U+25CC
 *
 * A cluster of more than two columns (a letter of India with several vowel
 * signs that have a column each) is parted into glyphs of at most two.
 *
 * Width is the sum of wcwidth() of the C library over all that is in a glyph,
 * since ncurses uses it, so setlocale() must have been called with a UTF-8
 * locale.  A glyph of two columns may hold two characters of one column: write
 * its text as a string.
 *
 * What a glyph becomes depends on the bytes from its start alone, so any part
 * of a text that is cut between two glyphs reads the same by itself.  What is
 * shown, read again, is shown as it is.
 */
#ifndef CORE_SAFE_H
#define CORE_SAFE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/text.h"

enum glyph_kind { GLYPH_TEXT, GLYPH_MARKER, GLYPH_BREAK, GLYPH_TAB };

enum { GLYPH_BYTES = 32 };

struct glyph {
	enum glyph_kind kind;
	char text[GLYPH_BYTES];	/* to show; printable UTF-8; ends with a NUL; "" for breaks and tabs */
	unsigned char length;	/* bytes of `text` */
	unsigned char width;	/* columns; 0 for breaks and tabs */
	bool blank;		/* a space or tab where a line may be wrapped */
	size_t start, end;	/* bytes of the source */
};

/* Reads the glyph at *OFFSET and moves it; false at the end.  What is beyond 4
 * marks is swallowed, but never are more than 512 bytes looked at for one
 * glyph: marks beyond them begin another. */
bool safe_next(const char *text, size_t length, size_t *offset, struct glyph *glyph);

/* Appends TEXT as one harmless line: breaks and tabs become a blank.  For
 * messages and for plain output to a terminal. */
void safe_line(const char *text, size_t length, struct text *out);

#endif

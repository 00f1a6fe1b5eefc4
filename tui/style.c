#include "tui/style.h"

#include <stddef.h>

/* Colours by their terminal numbers, so that the user's own scheme applies. */
enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };

/* With 256 colours a few greys say more quietly what dim does elsewhere. */
enum { GREY_DARK = 240, GREY = 245 };

struct row {
	unsigned attributes;		/* with colours */
	unsigned mono;			/* without */
	short ink_8, ink_256;		/* 0 stands for the default: black ink is never wanted */
};

static const struct row STYLES[STYLE_COUNT_OF] = {
	[STYLE_PLAIN]       = {0, 0, 0, 0},
	[STYLE_BAR]         = {LOOK_REVERSE, LOOK_REVERSE, 0, 0},
	[STYLE_HEADING]     = {LOOK_BOLD, LOOK_BOLD, 0, 0},
	[STYLE_CURSOR]      = {LOOK_REVERSE, LOOK_REVERSE, 0, 0},
	[STYLE_CURSOR_PALE] = {LOOK_BOLD, LOOK_BOLD, 0, 0},
	[STYLE_SPEAKER]     = {0, 0, CYAN, CYAN},
	[STYLE_DATE]        = {0, 0, GREEN, GREEN},
	[STYLE_COUNT]       = {0, 0, YELLOW, YELLOW},
	[STYLE_RULE]        = {LOOK_DIM, LOOK_DIM, 0, GREY_DARK},
	[STYLE_LABEL]       = {LOOK_DIM, LOOK_DIM, 0, GREY},
	[STYLE_SPOKEN]      = {LOOK_BOLD, LOOK_BOLD, 0, 0},
	[STYLE_REPORTED]    = {0, 0, 0, 0},
	[STYLE_INSERTED]    = {LOOK_DIM | LOOK_ITALIC, LOOK_DIM, MAGENTA, MAGENTA},
	[STYLE_MATCH]       = {LOOK_REVERSE, LOOK_REVERSE, YELLOW, YELLOW},
	[STYLE_LINK]        = {LOOK_UNDERLINE, LOOK_UNDERLINE, 0, 0},
	[STYLE_HINT]        = {LOOK_DIM, LOOK_DIM, 0, GREY},
	[STYLE_KEY]         = {LOOK_BOLD, LOOK_BOLD, 0, 0},
	[STYLE_ERROR]       = {LOOK_BOLD, LOOK_BOLD, RED, RED},
	[STYLE_MARKER]      = {LOOK_UNDERLINE, LOOK_UNDERLINE, RED, RED},
};

struct look style_look(enum palette palette, const struct cell *cell)
{
	const struct row *row = &STYLES[cell->style < STYLE_COUNT_OF ? cell->style : STYLE_PLAIN];
	short ink = palette == PALETTE_8 ? row->ink_8 : palette == PALETTE_256 ? row->ink_256 : 0;
	struct look look = {
		.ink = ink ? ink : INK_DEFAULT,
		.paper = INK_DEFAULT,
		.attributes = palette == PALETTE_MONO ? row->mono : row->attributes,
	};

	/* A grey of its own says it already, and both together cannot be read. */
	if (palette == PALETTE_256 && ink >= GREY_DARK)
		look.attributes &= ~(unsigned)LOOK_DIM;
	/* Dim in reverse is hard to read, and colours in reverse are loud. */
	if (cell->match || cell->cursor) {
		look.attributes &= ~(unsigned)LOOK_DIM;
		look.ink = INK_DEFAULT;
	}
	/* On the focused row, which is reversed, a match is what is not. */
	if (cell->match)
		look.attributes = (look.attributes | LOOK_UNDERLINE) ^ LOOK_REVERSE;
	if (cell->cursor)
		look.attributes ^= LOOK_REVERSE;
	return look;
}

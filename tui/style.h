/*
 * Styles: how each kind of text looks, on terminals with many colours, with
 * eight, and with none.
 *
 * No difference that matters rests on colour: each has an attribute too, and
 * where a reader would have to know it (whose words, which row) a mark in the
 * text besides.
 */
#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include "tui/screen.h"

enum palette { PALETTE_MONO, PALETTE_8, PALETTE_256, PALETTE_COUNT };

enum look_attribute {
	LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_ITALIC = 4, LOOK_UNDERLINE = 8, LOOK_REVERSE = 16
};

enum { INK_DEFAULT = -1 };	/* whatever the user chose for the terminal */

struct look {
	short ink, paper;	/* 0 … 7 with PALETTE_8, 0 … 255 with PALETTE_256, or INK_DEFAULT */
	unsigned attributes;	/* of enum look_attribute */
};

/* How CELL looks, its match and its cursor included. */
struct look style_look(enum palette palette, const struct cell *cell);

#endif

/*
 * Spots: places in the document of the reader, and walking from one to another
 * by lines, over items that are laid out as they are reached.
 *
 * Item and line say where a spot is; paragraph and byte find it again after a
 * change of width.  The last 64 items are kept laid out, so a walk costs what it
 * passes, whatever the length of the talk.
 */
#ifndef TUI_READER_SPOT_H
#define TUI_READER_SPOT_H

#include "core/document.h"
#include "tui/reader_lines.h"

struct reader_view;

struct spot {
	size_t item, line;
	size_t paragraph, offset;
};

/* The lines of item I at the reader's width; borrowed until others are asked for. */
const struct item_lines *reader_lines_of(struct reader_view *reader, struct document *document,
					 size_t i);
/* After a change of width or of the text. */
void reader_forget_lines(struct reader_view *reader);

/* Makes SPOT, whose item and line say where it is, know its byte too. */
void spot_anchor(struct reader_view *reader, struct document *document, struct spot *spot);
/* Finds the line of SPOT again by its byte. */
void spot_settle(struct reader_view *reader, struct document *document, struct spot *spot);
/* Move SPOT by at most N lines; return by how many. */
size_t spot_down(struct reader_view *reader, struct document *document, struct spot *spot,
		 size_t n);
size_t spot_up(struct reader_view *reader, struct document *document, struct spot *spot,
	       size_t n);
void spot_last(struct reader_view *reader, struct document *document, struct spot *spot);

/* Moves the top so that at least MARGIN lines stand above and below the cursor
 * where the document has them, and no room is left empty that could be filled. */
void reader_settle(struct reader_view *reader, struct document *document, size_t margin);

/* The next line with a match, from SPOT on by STEP (1 or -1), SPOT itself included;
 * false where there is none in as many items as are to be SEARCHED. */
bool reader_find_match(struct reader_view *reader, struct document *document,
		       struct spot *spot, int step, size_t searched);

#endif

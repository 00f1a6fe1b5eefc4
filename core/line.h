/*
 * A one-line editor: a text and a cursor in it, with the usual movements over
 * whole glyphs.
 */
#ifndef CORE_LINE_H
#define CORE_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/text.h"

/* At most LINE_BYTES are held; what is beyond is refused. */
enum { LINE_BYTES = 4096 };

struct line_editor {
	struct text text;
	size_t cursor;		/* byte offset, between two glyphs */
};

enum line_move { LINE_LEFT, LINE_RIGHT, LINE_WORD_LEFT, LINE_WORD_RIGHT, LINE_HOME, LINE_END };

void line_set(struct line_editor *line, const char *text);	/* cursor at the end */
/* Inserts well-formed UTF-8; control characters and breaks become a blank.
 * false where there is no room. */
bool line_insert(struct line_editor *line, const char *text, size_t length);
bool line_move(struct line_editor *line, enum line_move move);		/* false: did not move */
/* Deletes from the cursor to where MOVE would lead. */
bool line_delete(struct line_editor *line, enum line_move move);
void line_release(struct line_editor *line);

#endif

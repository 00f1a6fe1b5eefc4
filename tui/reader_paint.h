/*
 * Painting for the reader: the lines from its top on, as rows of runs with one
 * style each, copied so that drawing asks nobody.
 */
#ifndef TUI_READER_PAINT_H
#define TUI_READER_PAINT_H

struct document;
struct reader_view;

/* Fills the rows in view, and whether there is more above and below. */
void reader_paint(struct reader_view *reader, struct document *document);

#endif

#include "tui/reader_spot.h"

#include "tui/state.h"

const struct item_lines *reader_lines_of(struct reader_view *reader, struct document *document,
					 size_t i)
{
	struct item_lines *lines = &reader->cache[i % READER_ITEMS];

	if (!lines->made || lines->item != i)
		item_lines_make(lines, i, document_item(document, i), reader->columns);
	return lines;
}

void reader_forget_lines(struct reader_view *reader)
{
	for (size_t i = 0; i < READER_ITEMS; i++)
		item_lines_release(&reader->cache[i]);
}

void spot_anchor(struct reader_view *reader, struct document *document, struct spot *spot)
{
	const struct item_lines *lines = reader_lines_of(reader, document, spot->item);

	spot->paragraph = lines->lines[spot->line].paragraph;
	spot->offset = lines->lines[spot->line].start;
}

void spot_settle(struct reader_view *reader, struct document *document, struct spot *spot)
{
	size_t items = document_items(document);

	if (spot->item >= items)
		*spot = (struct spot){.item = items - 1};
	spot->line = spot->paragraph == 0 && spot->offset == 0 ? 0
		: item_lines_find(reader_lines_of(reader, document, spot->item), spot->paragraph,
				  spot->offset);
	spot_anchor(reader, document, spot);
}

size_t spot_down(struct reader_view *reader, struct document *document, struct spot *spot,
		 size_t n)
{
	size_t items = document_items(document), moved = 0;

	for (;;) {
		const struct item_lines *lines = reader_lines_of(reader, document, spot->item);
		size_t below = lines->count - 1 - spot->line;

		if (n - moved <= below) {
			spot->line += n - moved;
			moved = n;
			break;
		}
		moved += below;
		spot->line += below;
		if (spot->item + 1 >= items)
			break;
		spot->item++;
		spot->line = 0;
		moved++;
	}
	spot_anchor(reader, document, spot);
	return moved;
}

size_t spot_up(struct reader_view *reader, struct document *document, struct spot *spot,
	       size_t n)
{
	size_t moved = 0;

	for (;;) {
		if (n - moved <= spot->line) {
			spot->line -= n - moved;
			moved = n;
			break;
		}
		moved += spot->line;
		spot->line = 0;
		if (spot->item == 0)
			break;
		spot->item--;
		spot->line = reader_lines_of(reader, document, spot->item)->count - 1;
		moved++;
	}
	spot_anchor(reader, document, spot);
	return moved;
}

static bool spot_before(const struct spot *a, const struct spot *b)
{
	return a->item < b->item || (a->item == b->item && a->line < b->line);
}

void spot_last(struct reader_view *reader, struct document *document, struct spot *spot)
{
	spot->item = document_items(document) - 1;
	spot->line = reader_lines_of(reader, document, spot->item)->count - 1;
	spot_anchor(reader, document, spot);
}

/* Lines from the top to the cursor, or ROWS where it is not in view. */
static size_t cursor_line(struct reader_view *reader, struct document *document, size_t rows)
{
	struct spot end = reader->top;
	size_t below;

	if (spot_before(&reader->cursor, &reader->top))
		return rows;
	below = spot_down(reader, document, &end, rows - 1);
	if (spot_before(&end, &reader->cursor))
		return rows;
	for (size_t line = 0; line <= below; line++) {
		if (end.item == reader->cursor.item && end.line == reader->cursor.line)
			return below - line;
		spot_up(reader, document, &end, 1);
	}
	return rows;
}

void reader_settle(struct reader_view *reader, struct document *document, size_t margin)
{
	size_t rows = reader->rows > 0 ? (size_t)reader->rows : 1;
	size_t line = cursor_line(reader, document, rows), below;
	struct spot end;

	if (line == rows) {
		reader->top = reader->cursor;
		spot_up(reader, document, &reader->top, (rows - 1) / 2);
	} else if (line < margin) {
		spot_up(reader, document, &reader->top, margin - line);
	} else if (line + margin + 1 > rows) {
		spot_down(reader, document, &reader->top, line + margin + 1 - rows);
	}
	end = reader->top;
	below = spot_down(reader, document, &end, rows - 1);
	spot_up(reader, document, &reader->top, rows - 1 - below);
}

/* --- matches --- */

static bool line_matches(const struct item *item, const struct reader_line *line)
{
	return !line->blank && line->paragraph < item->count &&
	       paragraph_matches(&item->paragraphs[line->paragraph], line->start, line->end);
}

bool reader_find_match(struct reader_view *reader, struct document *document,
		       struct spot *spot, int step, size_t searched)
{
	size_t items = document_items(document);

	while (searched-- > 0) {
		const struct item_lines *lines = reader_lines_of(reader, document, spot->item);
		const struct item *item = document_item(document, spot->item);
		size_t line = spot->line;

		for (; line < lines->count; line += (size_t)step) {
			if (line_matches(item, &lines->lines[line])) {
				spot->line = line;
				spot_anchor(reader, document, spot);
				return true;
			}
		}
		if (step > 0 ? spot->item + 1 >= items : spot->item == 0)
			return false;
		spot->item += (size_t)step;
		spot->line = step > 0 ? 0 : reader_lines_of(reader, document, spot->item)->count - 1;
	}
	return false;
}

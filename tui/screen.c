#include "tui/screen.h"

#include <stdlib.h>
#include <string.h>

#include "core/wrap.h"
#include "store/memory.h"
#include "store/utf8.h"

static int clamp(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void cell_set(struct cell *cell, const char *text, size_t length, int width,
		     enum style style)
{
	*cell = (struct cell){.width = (unsigned char)width, .style = (unsigned char)style};
	memcpy(cell->text, text, length);
}

static void clear(struct screen *screen)
{
	size_t count = (size_t)screen->rows * (size_t)screen->columns;

	for (size_t i = 0; i < count; i++)
		cell_set(&screen->cells[i], " ", 1, 1, STYLE_PLAIN);
	screen->cursor_row = screen->cursor_column = 0;
}

void screen_resize(struct screen *screen, int rows, int columns)
{
	rows = clamp(rows, 1, SCREEN_ROWS);
	columns = clamp(columns, 1, SCREEN_COLUMNS);
	if (rows != screen->rows || columns != screen->columns) {
		screen->cells = memory_resize(screen->cells, (size_t)rows * (size_t)columns,
					      sizeof(*screen->cells));
		screen->rows = rows;
		screen->columns = columns;
	}
	clear(screen);
}

void screen_release(struct screen *screen)
{
	free(screen->cells);
	*screen = (struct screen){0};
}

/* One row of an area on the grid: columns `from` to `to` (not included) may be
 * painted; `zero` is where column 0 of the area lies. */
struct strip {
	struct cell *cells;	/* of the whole row; NULL where there is none */
	int zero, from, to;
};

static struct strip strip_of(const struct screen *screen, struct area area, int row)
{
	struct strip strip = {.zero = area.column};
	int end = area.column + area.columns;

	if (row < 0 || row >= area.rows || area.row + row < 0 || area.row + row >= screen->rows)
		return strip;
	strip.from = area.column > 0 ? area.column : 0;
	strip.to = end < screen->columns ? end : screen->columns;
	strip.cells = screen->cells + (size_t)(area.row + row) * (size_t)screen->columns;
	return strip;
}

/* Puts one cell and its right half.  Half of a wide glyph cannot be shown: what
 * loses a half, also outside the area, becomes a blank. */
static void strip_put(const struct screen *screen, struct strip strip, int at,
		      const char *text, size_t length, int width, enum style style)
{
	struct cell *cell = strip.cells + at;

	if (cell->width == 0 && at > 0)
		cell_set(cell - 1, " ", 1, 1, cell[-1].style);
	if (at + width < screen->columns && cell[width].width == 0)
		cell_set(cell + width, " ", 1, 1, cell[width].style);
	cell_set(cell, text, length, width, style);
	if (width == 2)
		cell_set(cell + 1, "", 0, 0, style);
}

/* A marker is several columns of narrow characters, each with its own cell. */
static void strip_put_marker(const struct screen *screen, struct strip strip, int at,
			     const struct glyph *glyph)
{
	const char *p = glyph->text, *end = p + glyph->length;
	size_t size;

	for (; p < end; p += size) {
		utf8_next(p, end, &size);
		strip_put(screen, strip, at++, p, size, 1, STYLE_MARKER);
	}
}

int screen_put(struct screen *screen, struct area area, int row, int column,
	       enum style style, const char *text, size_t length)
{
	struct strip strip = strip_of(screen, area, row);
	struct glyph glyph;
	size_t offset = 0;

	if (!strip.cells)
		return column;
	while (safe_next(text, length, &offset, &glyph)) {
		int at = strip.zero + column, width = glyph.width;

		if (glyph.kind == GLYPH_BREAK || glyph.kind == GLYPH_TAB) {
			memcpy(glyph.text, " ", 2);
			glyph.length = 1;
			width = 1;
		}
		if (at + width > strip.to)
			break;
		if (width == 0)
			continue;
		if (at < strip.from)
			;	/* left of the grid: counted, not seen */
		else if (width > 2 || glyph.kind == GLYPH_MARKER)
			strip_put_marker(screen, strip, at, &glyph);
		else
			strip_put(screen, strip, at, glyph.text, glyph.length, width, style);
		column += width;
	}
	return column;
}

int screen_puts(struct screen *screen, struct area area, int row, int column,
		enum style style, const char *text)
{
	return screen_put(screen, area, row, column, style, text, strlen(text));
}

int screen_put_clipped(struct screen *screen, struct area area, int row, int column,
		       int columns, enum style style, const char *text, size_t length)
{
	unsigned width;
	size_t fits;

	if (columns > area.columns - column)
		columns = area.columns - column;
	if (columns <= 0)
		return column;
	fits = wrap_clip(text, length, (unsigned)columns, &width);
	if (fits == length)
		return screen_put(screen, area, row, column, style, text, length);
	fits = wrap_clip(text, length, (unsigned)columns - 1, &width);
	column = screen_put(screen, area, row, column, style, text, fits);
	return screen_puts(screen, area, row, column, style, "…");
}

void screen_fill(struct screen *screen, struct area area, int row, int column,
		 enum style style)
{
	struct strip strip = strip_of(screen, area, row);

	if (!strip.cells)
		return;
	for (int at = strip.zero + (column > 0 ? column : 0); at < strip.to; at++)
		if (at >= strip.from)
			strip_put(screen, strip, at, " ", 1, 1, style);
}

void screen_blank(struct screen *screen, struct area area)
{
	for (int row = 0; row < area.rows; row++)
		screen_fill(screen, area, row, 0, STYLE_PLAIN);
}

void screen_mark_match(struct screen *screen, struct area area, int row, int column,
		       int columns)
{
	struct strip strip = strip_of(screen, area, row);

	for (int at = strip.zero + column; columns > 0; at++, columns--)
		if (strip.cells && at >= strip.from && at < strip.to)
			strip.cells[at].match = true;
}

void screen_mark_cursor(struct screen *screen, struct area area, int row, int column,
			int columns)
{
	struct strip strip = strip_of(screen, area, row);

	for (int at = strip.zero + column; columns > 0; at++, columns--)
		if (strip.cells && at >= strip.from && at < strip.to)
			strip.cells[at].cursor = true;
}

void screen_text(const struct screen *screen, struct text *out)
{
	for (int row = 0; row < screen->rows; row++) {
		const struct cell *cells = screen->cells + (size_t)row * (size_t)screen->columns;
		size_t keep = out->length;

		for (int column = 0; column < screen->columns; column++) {
			text_puts(out, cells[column].text);
			if (strcmp(cells[column].text, " ") != 0)
				keep = out->length;
		}
		text_cut(out, keep);
		text_putc(out, '\n');
	}
}

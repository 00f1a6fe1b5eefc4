/* Showing a screen: cells become what curses has for them. */
#include <string.h>
#include <wchar.h>

#include "store/utf8.h"
#include "tui/term_state.h"

/* The pair of colours, made when it is first wanted; 0 where there is no room. */
static short colour_pair(struct terminal *term, short ink, short paper)
{
	if (ink == INK_DEFAULT && paper == INK_DEFAULT)
		return 0;
	for (int i = 1; i <= term->pair_count; i++)
		if (term->pairs[i].ink == ink && term->pairs[i].paper == paper)
			return (short)i;
	if (term->pair_count == PAIR_MOST || term->pair_count + 1 >= COLOR_PAIRS)
		return 0;
	term->pair_count++;
	term->pairs[term->pair_count].ink = ink;
	term->pairs[term->pair_count].paper = paper;
	init_pair((short)term->pair_count, ink, paper);
	return (short)term->pair_count;
}

static attr_t find_attributes(const struct look *look)
{
	static const struct {
		unsigned look;
		attr_t attribute;
	} rows[] = {
		{LOOK_BOLD, A_BOLD}, {LOOK_DIM, A_DIM}, {LOOK_ITALIC, A_ITALIC},
		{LOOK_UNDERLINE, A_UNDERLINE}, {LOOK_REVERSE, A_REVERSE},
	};
	attr_t attributes = A_NORMAL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (look->attributes & rows[i].look)
			attributes |= rows[i].attribute;
	return attributes;
}

/* Adds a cell to the row for curses and returns the new length.  A cchar_t holds
 * one character that takes columns, and marks on it; a glyph may have several. */
static int add_cell(struct terminal *term, const struct cell *cell, int length)
{
	struct look look = style_look(term->palette, cell);
	attr_t attributes = find_attributes(&look);
	short pair = term->palette == PALETTE_MONO ? 0 : colour_pair(term, look.ink, look.paper);
	const char *p = cell->text[0] ? cell->text : " ";
	const char *end = p + strnlen(p, GLYPH_BYTES);
	wchar_t letters[CCHARW_MAX + 1] = {0};
	int count = 0, width = 0;
	size_t size;

	if (!term->utf8 && (unsigned char)*p >= 0x80) {
		p = cell->width > 1 ? "??" : "?";
		end = p + strlen(p);
	}
	for (; p < end; p += size) {
		int32_t code = utf8_next(p, end, &size);
		int columns = code == UTF8_BAD ? 1 : wcwidth((wchar_t)code);

		if (count && columns > 0) {
			setcchar(&term->line[length++], letters, attributes, pair, NULL);
			memset(letters, 0, sizeof(letters));
			count = 0;
		}
		if (count == CCHARW_MAX || columns < 0 || (!count && columns == 0))
			continue;
		letters[count++] = code == UTF8_BAD ? L'?' : (wchar_t)code;
		width += columns;
	}
	if (count)
		setcchar(&term->line[length++], letters, attributes, pair, NULL);
	/* Whatever the cell held, it takes its columns, or the row would shift. */
	for (; width < cell->width; width++)
		setcchar(&term->line[length++], L" ", attributes, pair, NULL);
	return length;
}

static void show_row(struct terminal *term, const struct screen *screen, int row)
{
	const struct cell *cells = screen->cells + (size_t)row * (size_t)screen->columns;
	struct cell *shown = term->shown + (size_t)row * (size_t)term->columns;
	int columns = screen->columns < term->columns ? screen->columns : term->columns;
	int length = 0;

	if (memcmp(cells, shown, (size_t)columns * sizeof(*cells)) == 0)
		return;
	memcpy(shown, cells, (size_t)columns * sizeof(*cells));
	for (int i = 0; i < columns; i++)
		if (cells[i].width)
			length = add_cell(term, &cells[i], length);
	mvadd_wchnstr(row, 0, term->line, length);
}

void term_show(struct terminal *term, const struct screen *screen)
{
	int rows = screen->rows < term->rows ? screen->rows : term->rows;

	for (int i = 0; i < rows; i++)
		show_row(term, screen, i);
	if (move(screen->cursor_row, screen->cursor_column) == ERR)
		move(0, 0);
	refresh();
}

void term_repaint(struct terminal *term)
{
	(void)term;
	clearok(curscr, TRUE);
}

#include "tui/view.h"

void row_mark(struct screen *screen, struct area area, int row, bool focus)
{
	screen_puts(screen, area, row, 0, STYLE_PLAIN, "›");
	if (!focus)
		return;
	screen_mark_cursor(screen, area, row, 0, area.columns);
	screen->cursor_row = area.row + row;
	screen->cursor_column = area.column;
}

size_t window_first(size_t first, size_t cursor, size_t total, size_t rows)
{
	size_t last = total > rows ? total - rows : 0;

	if (rows == 0)
		return first;
	if (cursor < first)
		first = first - cursor < rows ? cursor : cursor - (cursor < rows / 2 ? cursor : rows / 2);
	else if (cursor >= first + rows)
		first = cursor - first < 2 * rows ? cursor - rows + 1 : cursor - rows / 2;
	return first < last ? first : last;
}

size_t cursor_moved(size_t cursor, size_t total, size_t rows, enum motion motion)
{
	size_t page = rows > 1 ? rows - 1 : 1, half = rows > 1 ? rows / 2 : 1;
	size_t last = total ? total - 1 : 0;
	const size_t by[] = {
		[MOVE_DOWN] = 1, [MOVE_UP] = 1, [MOVE_HALF_DOWN] = half, [MOVE_HALF_UP] = half,
		[MOVE_PAGE_DOWN] = page, [MOVE_PAGE_UP] = page, [MOVE_FIRST] = cursor,
		[MOVE_LAST] = last,
	};
	bool down = motion == MOVE_DOWN || motion == MOVE_HALF_DOWN ||
		    motion == MOVE_PAGE_DOWN || motion == MOVE_LAST;

	if (down)
		return by[motion] < last && cursor < last - by[motion] ? cursor + by[motion] : last;
	return cursor > by[motion] ? cursor - by[motion] : 0;
}

int top_under_line(struct area area)
{
	return area.rows > 4 ? 2 : 1;
}

#include "tui/layout.h"

enum {
	LEAST_COLUMNS = 20, LEAST_ROWS = 5,
	STACK_COLUMNS = 40, STACK_ROWS = 12,
	SIDE_COLUMNS = 72,
	WIDE_COLUMNS = 130,
	TIMELINE_COLUMNS = 40, TIMELINE_ROWS = 8,

	BARS = 3,		/* title, query, hints */
	READER_COLUMNS = 84,	/* 80 of text, and its margins */
	ABOVE_COLUMNS = 32,	/* of facets above the list */
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The list over the reader, in BOX; the rule between them begins at a vertical one
 * where JOINED. */
static void stack(struct layout *layout, struct area box, bool joined)
{
	int rows = most(3, box.rows * 2 / 5);

	layout->panes[PANE_LIST] = (struct area){box.row, box.column, rows, box.columns};
	layout->panes[PANE_READER] = (struct area){box.row + rows + 1, box.column,
						   box.rows - rows - 1, box.columns};
	layout->rules[1] = (struct rule){box.row + rows, box.column - joined,
					 box.columns + joined, false, joined};
}

/* Facets of WIDTH columns at the left of BODY, a rule, and what is left. */
static struct area aside(struct layout *layout, struct area body, int width)
{
	struct area rest = body;

	layout->panes[PANE_FACETS] = (struct area){body.row, body.column, body.rows, width};
	layout->rules[0] = (struct rule){body.row, body.column + width, body.rows, true, false};
	rest.column += width + 1;
	rest.columns -= width + 1;
	return rest;
}

static void three_columns(struct layout *layout, struct area body)
{
	struct area rest = aside(layout, body, 27);
	int reader = least(READER_COLUMNS, rest.columns / 2);
	int list = rest.columns - reader - 1;

	layout->panes[PANE_LIST] = (struct area){rest.row, rest.column, rest.rows, list};
	layout->panes[PANE_READER] = (struct area){rest.row, rest.column + list + 1, rest.rows,
						   reader};
	layout->rules[1] = (struct rule){rest.row, rest.column + list, rest.rows, true, false};
}

static void base_panes(struct layout *layout, struct area body, enum pane base)
{
	if (body.columns >= WIDE_COLUMNS) {
		three_columns(layout, body);
	} else if (body.columns >= SIDE_COLUMNS) {
		int facets = 21 + most(0, body.columns - 90) / 6;

		stack(layout, aside(layout, body, facets), true);
	} else {
		stack(layout, body, false);
		if (base == PANE_FACETS) {
			aside(layout, body, least(ABOVE_COLUMNS, body.columns - 1));
			layout->above = true;
		}
	}
}

/* The picker or the help: in a frame in the middle where there is room. */
static void open_pane(struct layout *layout, struct area body, enum pane open, bool framed)
{
	struct area box = body;

	if (framed) {
		box.columns = least(body.columns - 6, open == PANE_HELP ? 88 : 66);
		box.column += (body.columns - box.columns) / 2;
		layout->frame = box;
		box = (struct area){box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
	}
	layout->panes[open] = box;
}

/* The timeline takes the first line of the list. */
static void split_timeline(struct layout *layout)
{
	struct area *list = &layout->panes[PANE_LIST];

	if (list->rows < TIMELINE_ROWS || list->columns < TIMELINE_COLUMNS)
		return;
	layout->timeline = (struct area){list->row, list->column, 1, list->columns};
	list->row++;
	list->rows--;
}

struct layout layout_of(int rows, int columns, enum pane base, enum pane open, bool maximised)
{
	struct layout layout = {0};
	struct area body = {1, 0, rows - BARS, columns};
	bool one = columns < STACK_COLUMNS || rows < STACK_ROWS;

	/* While the query is typed its results are what matters. */
	if (open == PANE_PROMPT && (one || maximised))
		base = PANE_LIST;
	if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) {
		layout.too_small = true;
		return layout;
	}
	layout.title = (struct area){0, 0, 1, columns};
	layout.query = (struct area){rows - 2, 0, 1, columns};
	layout.hints = (struct area){rows - 1, 0, 1, columns};
	layout.panes[PANE_PROMPT] = layout.query;
	if (one || maximised)
		layout.panes[base] = body;
	else
		base_panes(&layout, body, base);
	if (open == PANE_PICKER || open == PANE_HELP) {
		if (one)
			layout.panes[base] = (struct area){0};
		open_pane(&layout, body, open, !one && columns >= SIDE_COLUMNS);
	}
	split_timeline(&layout);
	return layout;
}

/*
 * The facets: the speakers and the topics of the answer, with how many rows
 * each would leave.
 */
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tui/view.h"

static const struct {
	enum names names;
	const char *heading;
} PARTS[FACET_PARTS] = {
	{NAMES_SPEAKER, "Speakers"},
	{NAMES_TOPIC, "Topics"},
};

/* In fewer lines than these only the part with the cursor is shown. */
enum { BOTH_PARTS = 7 };

/* How many lines each part gets of ROWS: what it needs, or a fair share. */
static void share(const struct facets_view *view, size_t rows, size_t lines[FACET_PARTS])
{
	size_t speakers = view->parts[0].total, topics = view->parts[1].total;
	size_t half = rows / 2;

	if (speakers + topics <= rows) {
		lines[0] = speakers;
		lines[1] = topics;
	} else if (speakers <= half) {
		lines[0] = speakers;
		lines[1] = rows - speakers;
	} else {
		lines[1] = topics < rows - half ? topics : rows - half;
		lines[0] = rows - lines[1];
	}
}

/* Copies the rows in view, with their strings. */
static void part_fill(struct facet_part *part, const struct facet_row *rows, size_t lines)
{
	struct text words = {0};

	part->count = part->total - part->first < lines ? part->total - part->first : lines;
	if (part->count > part->cap) {
		part->rows = memory_resize(part->rows, part->count, sizeof(*part->rows));
		part->cap = part->count;
	}
	for (size_t i = 0; i < part->count; i++) {
		text_add(&words, rows[part->first + i].id, strlen(rows[part->first + i].id) + 1);
		text_add(&words, rows[part->first + i].label,
			 strlen(rows[part->first + i].label) + 1);
	}
	free(part->words);
	part->words = text_detach(&words);
	for (size_t i = 0, at = 0; i < part->count; i++) {
		part->rows[i] = rows[part->first + i];
		part->rows[i].id = part->words + at;
		at += strlen(part->words + at) + 1;
		part->rows[i].label = part->words + at;
		at += strlen(part->words + at) + 1;
	}
}

/* The facets of another answer begin at their top. */
static void begin_again(struct facets_view *view)
{
	view->part = 0;
	view->cursor = 0;
	text_clear(&view->at);
	for (int i = 0; i < FACET_PARTS; i++)
		view->parts[i].first = 0;
}

/* The cursor stays on the same speaker or topic wherever its count has moved it:
 * on one that somebody has gone to, or the most frequent ones, which are on top,
 * would be out of view when the first of another answer has sunk. */
static void cursor_settle(struct facets_view *view, const struct facet_row *rows[FACET_PARTS],
			  bool focus)
{
	struct facet_part *part = &view->parts[view->part];

	if (part->total == 0 && view->parts[!view->part].total > 0) {
		view->part = !view->part;
		view->cursor = 0;
		part = &view->parts[view->part];
	}
	if (view->cursor >= part->total)
		view->cursor = part->total ? part->total - 1 : 0;
	if (part->total == 0)
		return;
	for (size_t i = 0; view->at.length > 0 && i < part->total; i++)
		if (strcmp(rows[view->part][i].id, text_string(&view->at)) == 0)
			view->cursor = i;
	if (!focus && view->at.length == 0)
		return;
	text_clear(&view->at);
	text_puts(&view->at, rows[view->part][view->cursor].id);
}

static void arrange(struct ui *ui, struct area area)
{
	struct facets_view *view = &ui->facets;
	const struct facet_row *rows[FACET_PARTS];
	size_t lines[FACET_PARTS], room = area.rows > 3 ? (size_t)area.rows - 3 : 0;
	const struct ask *ask = session_ask_shown(ui->session);
	const char *asked = ask ? ask->text : "";
	bool focus = ui->focus == PANE_FACETS;

	if (!focus && strcmp(asked, text_string(&view->asked)) != 0)
		begin_again(view);
	text_clear(&view->asked);
	text_puts(&view->asked, asked);
	for (int i = 0; i < FACET_PARTS; i++)
		rows[i] = session_facets(ui->session, PARTS[i].names, &view->parts[i].total,
					 &view->parts[i].exact);
	cursor_settle(view, rows, focus);
	share(view, room, lines);
	if (area.rows < BOTH_PARTS) {
		lines[view->part] = (size_t)area.rows - 1;
		lines[!view->part] = 0;
	}
	for (int i = 0; i < FACET_PARTS; i++) {
		struct facet_part *part = &view->parts[i];
		size_t cursor = i == view->part ? view->cursor : part->first;

		part->first = window_first(part->first, cursor, part->total, lines[i]);
		part->hidden = area.rows < BOTH_PARTS && i != view->part;
		part->top = i == 0 || area.rows < BOTH_PARTS ? 0 : (int)lines[0] + 2;
		if (part->first > part->total)
			part->first = part->total;
		part_fill(part, rows[i], lines[i]);
	}
}

static void row_draw(const struct facet_row *row, bool exact, struct area area, int line,
		     struct screen *screen)
{
	int indent = 3 + (row->depth < 6 ? 2 * (int)row->depth : 12), width;
	struct text count = {0};

	text_number(&count, row->count);
	if (!exact)
		text_putc(&count, '+');
	width = (int)count.length;
	if (row->chosen)
		screen_puts(screen, area, line, 1, STYLE_KEY, "*");
	screen_put_clipped(screen, area, line, indent, area.columns - indent - width - 1,
			   row->chosen ? STYLE_KEY : STYLE_PLAIN, row->label,
			   strlen(row->label));
	screen_puts(screen, area, line, area.columns - width, STYLE_COUNT, text_string(&count));
	text_release(&count);
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const struct facets_view *view = &ui->facets;

	for (int i = 0; i < FACET_PARTS; i++) {
		const struct facet_part *part = &view->parts[i];

		if (part->hidden)
			continue;
		screen_put_clipped(screen, area, part->top, 1, area.columns - 1, STYLE_HEADING,
				   PARTS[i].heading, strlen(PARTS[i].heading));
		for (size_t j = 0; j < part->count; j++) {
			int line = part->top + 1 + (int)j;

			row_draw(&part->rows[j], part->exact, area, line, screen);
			if (focus && i == view->part && part->first + j == view->cursor)
				row_mark(screen, area, line, focus);
		}
	}
	if (focus && view->parts[view->part].total == 0)
		row_mark(screen, area, view->parts[view->part].top, focus);
}

static bool move(struct ui *ui, enum motion motion)
{
	struct facets_view *view = &ui->facets;
	size_t speakers = view->parts[0].total, total = speakers + view->parts[1].total;
	size_t from = view->cursor + (view->part ? speakers : 0);
	size_t to = cursor_moved(from, total, (size_t)ui->layout.panes[PANE_FACETS].rows, motion);

	view->part = to >= speakers;
	view->cursor = view->part ? to - speakers : to;
	text_clear(&view->at);
	return to != from;
}

const struct facet_row *facets_chosen(const struct ui *ui, enum names *names)
{
	const struct facets_view *view = &ui->facets;
	const struct facet_row *rows;
	size_t count;
	bool exact;

	*names = PARTS[view->part].names;
	rows = session_facets(ui->session, *names, &count, &exact);
	/* What the user saw, even where counts have moved it since. */
	for (size_t i = 0; view->at.length > 0 && i < count; i++)
		if (strcmp(rows[i].id, text_string(&view->at)) == 0)
			return &rows[i];
	return view->cursor < count ? &rows[view->cursor] : NULL;
}

static void release(struct ui *ui)
{
	for (int i = 0; i < FACET_PARTS; i++) {
		free(ui->facets.parts[i].rows);
		free(ui->facets.parts[i].words);
	}
	text_release(&ui->facets.at);
	text_release(&ui->facets.asked);
}

const struct view VIEW_FACETS = {arrange, draw, move, NULL, NULL, release};

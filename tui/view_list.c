/*
 * The list: the rows of the answer, one line each: date, speaker, how it was
 * said, and the text from its beginning, or from where it matches.
 */
#include <stdlib.h>
#include <string.h>

#include "core/safe.h"
#include "core/wrap.h"
#include "store/memory.h"
#include "tui/marks.h"
#include "tui/view.h"

enum {
	DATE_COLUMNS = 11,	/* 2024?-11-13 */
	DATE_MOST = 21,		/* 2024-11-13/2024-12-01 */
	SPEAKER_LEAST = 7,
	NARROW = 46,		/* below, gaps are one column */
	VERY_NARROW = 30,	/* below, there are no dates */
	ROOMY = 90,		/* below, names are short where the corpus has a short one */
};

static void rows_clear(struct list_view *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->rows[i].speaker);
		free(list->rows[i].matches);
	}
	list->count = 0;
}

static int widest(int width, const char *text, int most)
{
	int own = (int)wrap_width(text, strlen(text));

	own = own < most ? own : most;
	return own > width ? own : width;
}

static const char *date_shown(const struct brief *brief)
{
	return brief->date[0] ? brief->date : "undated";
}

/* An alias that is how the name ends (`Blinken`), where the corpus gives one and
 * room is short. */
static const char *short_name(const struct speaker *speaker)
{
	size_t length = strlen(speaker->name);

	for (size_t i = 0; i < speaker->alias_count; i++) {
		const char *alias = speaker->aliases[i];
		size_t size = strlen(alias);

		if (size > 0 && size < length && speaker->name[length - size - 1] == ' ' &&
		    memcmp(speaker->name + length - size, alias, size) == 0)
			return speaker->name + length - size;
	}
	return speaker->name;
}

/* Yours to free. */
static char *speaker_name(struct ui *ui, uint32_t number, bool shortly)
{
	const struct speaker *speaker = store_person(session_store(ui->session), number);
	const char *shown = !speaker->name ? "" : shortly ? short_name(speaker) : speaker->name;

	return memory_copy(shown, strlen(shown));
}

/* Reads the rows in view. */
static void rows_read(struct ui *ui, size_t rows, bool shortly)
{
	struct list_view *list = &ui->list;
	const struct ask *ask = session_ask_shown(ui->session);
	struct brief *briefs = memory_new(rows, sizeof(*briefs));
	size_t count = session_briefs(ui->session, list->first, rows, briefs);

	if (count > list->cap) {
		list->rows = memory_resize(list->rows, count, sizeof(*list->rows));
		list->cap = count;
	}
	for (size_t i = 0; i < count; i++) {
		struct list_row *row = &list->rows[i];

		*row = (struct list_row){.brief = briefs[i]};
		if (row->brief.kind == ENTRY_QUOTE)
			row->speaker = speaker_name(ui, row->brief.speaker, shortly);
		else
			row->speaker = memory_copy("talk", 4);
		if (ask)
			row->matches = highlight(ask, row->brief.text, row->brief.text_length,
						 &row->match_count);
	}
	list->count = count;
	free(briefs);
}

static void arrange(struct ui *ui, struct area area)
{
	struct list_view *list = &ui->list;
	bool exact;
	size_t total = session_total(ui->session, &exact);

	rows_clear(list);
	list->cursor = session_cursor(ui->session);
	list->first = (uint32_t)window_first(list->first, list->cursor, total,
					     (size_t)area.rows);
	rows_read(ui, (size_t)area.rows, area.columns < ROOMY);
	if (list->columns != area.columns) {
		list->columns = area.columns;
		list->date_width = DATE_COLUMNS;
		list->speaker_width = SPEAKER_LEAST;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (area.columns >= NARROW)
			list->date_width = widest(list->date_width,
						  date_shown(&list->rows[i].brief), DATE_MOST);
		list->speaker_width = widest(list->speaker_width, list->rows[i].speaker,
					     area.columns / 4);
	}
}

/* Whether a line may begin at AT: behind a blank, or with a wide letter, since the
 * scripts that have these put no blanks between words. */
static bool may_begin(const char *text, size_t length, size_t at)
{
	struct glyph glyph;

	return text[at - 1] == ' ' || !safe_next(text, length, &at, &glyph) || glyph.width > 1;
}

/* Where to begin a text so that its first match is in view, some words of what
 * stands before it too: a byte offset, 0 where the match is in view anyhow. */
static size_t text_begin(const struct list_row *row, int columns)
{
	const char *text = row->brief.text;
	size_t match = row->match_count ? row->matches[0].start : 0, begin = 0;
	unsigned room = columns > 3 ? (unsigned)columns : 3, ahead, behind, width;
	size_t length = row->brief.text_length;
	struct glyph glyph;

	if (match == 0 || wrap_width(text, row->matches[0].end) < room)
		return 0;
	/* A third of the room for what stands before, or more near the end. */
	ahead = wrap_width(text, match);
	if (wrap_clip(text + match, length - match, room, &behind) < length - match)
		behind = room;
	width = behind < room - room / 3 ? room - 1 - behind : room / 3;
	ahead -= ahead < width ? ahead : width;
	begin = wrap_clip(text, match, ahead, &width);
	/* A wide letter that stands over the edge. */
	if (width < ahead && begin < match)
		safe_next(text, match, &begin, &glyph);
	while (begin > 0 && begin < match && !may_begin(text, match, begin))
		safe_next(text, match, &begin, &glyph);
	return begin;
}

static void text_draw(const struct list_row *row, struct area area, int line, int column,
		      struct screen *screen)
{
	const struct brief *brief = &row->brief;
	size_t begin = text_begin(row, area.columns - column);
	unsigned before, width;

	if (begin > 0)
		column = screen_puts(screen, area, line, column, STYLE_RULE, "…");
	screen_put_clipped(screen, area, line, column, area.columns - column, STYLE_PLAIN,
			   brief->text + begin, brief->text_length - begin);
	for (size_t i = 0; i < row->match_count; i++) {
		const struct match *match = &row->matches[i];

		if (match->start < begin)
			continue;
		before = wrap_width(brief->text + begin, match->start - begin);
		if (column + (int)before >= area.columns)
			break;
		width = wrap_width(brief->text + match->start, match->end - match->start);
		screen_mark_match(screen, area, line, column + (int)before, (int)width);
	}
}

static void row_draw(const struct list_view *list, const struct list_row *row,
		     struct area area, int line, struct screen *screen)
{
	int gap = area.columns < NARROW ? 1 : 2, column = 1;
	const char *date = date_shown(&row->brief);

	if (area.columns >= VERY_NARROW) {
		screen_put_clipped(screen, area, line, column, list->date_width, STYLE_DATE,
				   date, strlen(date));
		column += list->date_width + gap;
	}
	screen_put_clipped(screen, area, line, column, list->speaker_width,
			   row->brief.kind == ENTRY_QUOTE ? STYLE_SPEAKER : STYLE_HEADING,
			   row->speaker, strlen(row->speaker));
	column += list->speaker_width + 1;
	if (row->brief.kind == ENTRY_QUOTE)
		screen_puts(screen, area, line, column, STYLE_PLAIN,
			    speech_mark(row->brief.speech));
	text_draw(row, area, line, column + 2, screen);
}

/* Why there is nothing to list. */
static void empty_draw(const struct ui *ui, struct area area, struct screen *screen)
{
	const char *why = session_problem(ui->session);
	struct line *lines;
	size_t count;

	if (session_entries(ui->session) == 0)
		why = "this corpus holds no entries yet";
	else if (!*why)
		why = session_busy(ui->session) ? "searching …" : "nothing found";
	lines = wrap_text(why, strlen(why), (unsigned)area.columns - 2, &count);
	for (size_t i = 0; i < count; i++)
		screen_put(screen, area, (int)i, 1, STYLE_PLAIN, why + lines[i].start,
			   lines[i].end - lines[i].start);
	free(lines);
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const struct list_view *list = &ui->list;

	for (size_t i = 0; i < list->count; i++) {
		row_draw(list, &list->rows[i], area, (int)i, screen);
		if (list->first + i == list->cursor)
			row_mark(screen, area, (int)i, focus);
	}
	if (list->count == 0) {
		empty_draw(ui, area, screen);
		if (focus)
			row_mark(screen, area, 0, focus);
	}
}

static bool move(struct ui *ui, enum motion motion)
{
	bool exact;
	size_t total = session_total(ui->session, &exact);
	size_t cursor = session_cursor(ui->session);
	size_t rows = (size_t)ui->layout.panes[PANE_LIST].rows;

	return session_go(ui->session, (uint32_t)cursor_moved(cursor, total, rows, motion));
}

static void release(struct ui *ui)
{
	rows_clear(&ui->list);
	free(ui->list.rows);
}

const struct view VIEW_LIST = {arrange, draw, move, NULL, NULL, release};

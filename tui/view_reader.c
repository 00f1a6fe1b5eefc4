/*
 * The reader: one document, laid out no further than it is looked at.
 *
 * Places in it are a line of an item; items are laid out when somebody comes
 * near and the last 64 are kept, so a talk of any length and a text of any
 * length open at once.  What is in view is copied in `arrange`, as runs of one
 * style each.
 */
#include <stdlib.h>
#include <string.h>

#include "core/wrap.h"
#include "store/map.h"
#include "store/memory.h"
#include "tui/view.h"

enum {
	TEXT_COLUMNS = 80,	/* at most, unless the reader is maximised */
	MARGINS = 2,
	SEARCHED_ITEMS = 1000,	/* by one key that looks for a match */
};

/* The lines of item I; borrowed until others are asked for. */
static const struct item_lines *lines_of(struct reader_view *reader, struct document *document,
					 size_t i)
{
	struct item_lines *lines = &reader->cache[i % READER_ITEMS];

	if (!lines->made || lines->item != i)
		item_lines_make(lines, i, document_item(document, i), reader->columns);
	return lines;
}

static void cache_clear(struct reader_view *reader)
{
	for (size_t i = 0; i < READER_ITEMS; i++)
		item_lines_release(&reader->cache[i]);
}

/* --- walking --- */

/* Makes SPOT, whose item and line say where it is, know its byte too. */
static void spot_anchor(struct reader_view *reader, struct document *document,
			struct spot *spot)
{
	const struct item_lines *lines = lines_of(reader, document, spot->item);

	spot->paragraph = lines->lines[spot->line].paragraph;
	spot->offset = lines->lines[spot->line].start;
}

/* Finds the line of SPOT again by its byte, after a change of width or text. */
static void spot_settle(struct reader_view *reader, struct document *document,
			struct spot *spot)
{
	size_t items = document_items(document);

	if (spot->item >= items)
		*spot = (struct spot){.item = items - 1};
	spot->line = spot->paragraph == 0 && spot->offset == 0 ? 0
		: item_lines_find(lines_of(reader, document, spot->item), spot->paragraph,
				  spot->offset);
	spot_anchor(reader, document, spot);
}

/* Moves SPOT by at most N lines; returns by how many. */
static size_t spot_down(struct reader_view *reader, struct document *document,
			struct spot *spot, size_t n)
{
	size_t items = document_items(document), moved = 0;

	for (;;) {
		size_t below = lines_of(reader, document, spot->item)->count - 1 - spot->line;

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

static size_t spot_up(struct reader_view *reader, struct document *document, struct spot *spot,
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
		spot->line = lines_of(reader, document, spot->item)->count - 1;
		moved++;
	}
	spot_anchor(reader, document, spot);
	return moved;
}

static bool spot_before(const struct spot *a, const struct spot *b)
{
	return a->item < b->item || (a->item == b->item && a->line < b->line);
}

static void spot_last(struct reader_view *reader, struct document *document, struct spot *spot)
{
	spot->item = document_items(document) - 1;
	spot->line = lines_of(reader, document, spot->item)->count - 1;
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

/* Moves the top so that at least MARGIN lines stand above and below the cursor
 * where the document has them, and no room is left empty that could be filled. */
static void top_settle(struct reader_view *reader, struct document *document, size_t margin)
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

/* The next line with a match, from SPOT on by STEP, SPOT itself included; false
 * where no item up to END (not included) has one. */
static bool match_find(struct reader_view *reader, struct document *document,
		       struct spot *spot, int step, size_t searched)
{
	size_t items = document_items(document);

	while (searched-- > 0) {
		const struct item_lines *lines = lines_of(reader, document, spot->item);
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
		spot->line = step > 0 ? 0 : lines_of(reader, document, spot->item)->count - 1;
	}
	return false;
}

/* --- which document, and where in it --- */

static uint64_t id_hash(const struct text *id)
{
	return hash_bytes(0, text_string(id), id->length);
}

static void place_keep(struct reader_view *reader)
{
	if (reader->id.length == 0)
		return;
	reader->places[reader->place_count++ % READER_PLACES] = (struct reader_place){
		id_hash(&reader->id), reader->top, reader->cursor};
}

/* The place where this entry was left last; false where it was not read before. */
static bool place_recall(struct reader_view *reader)
{
	size_t count = reader->place_count < READER_PLACES ? reader->place_count
							   : READER_PLACES;
	uint64_t id = id_hash(&reader->id);

	for (size_t i = 1; i <= count; i++) {
		const struct reader_place *place =
			&reader->places[(reader->place_count - i) % READER_PLACES];

		if (place->id == id) {
			reader->top = place->top;
			reader->cursor = place->cursor;
			return true;
		}
	}
	return false;
}

/* A document that was not in view: at its beginning, or where the first match is
 * in view, or where it was left. */
static void begin(struct reader_view *reader, struct document *document)
{
	struct spot match = {0};
	bool back = reader->seek < 0;

	reader->top = reader->cursor = (struct spot){0};
	if (reader->returning && place_recall(reader)) {
		spot_settle(reader, document, &reader->top);
		spot_settle(reader, document, &reader->cursor);
	} else {
		spot_anchor(reader, document, &reader->top);
		spot_anchor(reader, document, &reader->cursor);
		if (back)
			spot_last(reader, document, &match);
		if (match_find(reader, document, &match, back ? -1 : 1, 1) &&
		    (reader->seek || match.line >= (size_t)reader->rows)) {
			reader->cursor = match;
			top_settle(reader, document, 0);
		}
	}
	reader->returning = false;
	reader->seek = 0;
}

/* What the lines depend on: the text of a store's row, and the width. */
static uint64_t document_key(struct ui *ui, struct document *document, int columns)
{
	const char *fingerprint = store_fingerprint(session_store(ui->session));
	uint64_t key = hash_bytes(0, fingerprint, strlen(fingerprint));
	size_t facts[] = {document_row(document), document_items(document), (size_t)columns};

	return hash_bytes(key, (const char *)facts, sizeof(facts));
}

static bool text_is(struct text *text, const char *value)
{
	if (strcmp(text_string(text), value) == 0)
		return true;
	text_clear(text);
	text_puts(text, value);
	return false;
}

/* Takes in what the session shows now; NULL where that is nothing.  Called before
 * anything that looks at places, since keys may come without an arrange between. */
static struct document *reader_sync(struct ui *ui)
{
	struct reader_view *reader = &ui->reader;
	struct document *document = session_document(ui->session);
	const struct ask *ask = session_ask_shown(ui->session);
	const char *id, *asked = ask && ask->text ? ask->text : "";
	struct spot top = reader->top, cursor = reader->cursor;
	uint64_t key;
	bool same;

	if (!document || document_items(document) == 0)
		return NULL;
	if (reader->columns < 1)
		reader->columns = TEXT_COLUMNS;
	id = document_entry(document)->id;
	if (strcmp(text_string(&reader->id), id) != 0)
		place_keep(reader);
	same = text_is(&reader->id, id);
	same = text_is(&reader->asked, asked) && same;
	key = document_key(ui, document, reader->columns);
	if (key != reader->key) {
		cache_clear(reader);
		reader->key = key;
		if (same) {
			spot_settle(reader, document, &top);
			spot_settle(reader, document, &cursor);
			reader->top = top;
			reader->cursor = cursor;
		}
	}
	if (!same || reader->seek || reader->returning)
		begin(reader, document);
	return document;
}

/* --- painting --- */

static void run_add(struct reader_view *reader, struct reader_run run, const char *text)
{
	reader->runs = memory_room(reader->runs, reader->run_count, &reader->run_cap,
				   sizeof(*reader->runs));
	run.start = reader->words.length;
	text_add(&reader->words, text, run.length);
	reader->runs[reader->run_count++] = run;
}

/* A line's text, cut where its style changes; tabs become blanks up to the next
 * stop, as the wrapping has counted them. */
static void text_paint(struct reader_view *reader, const struct paragraph *paragraph,
		       const struct reader_line *line, int indent)
{
	static const char blanks[] = "        ";
	size_t end = line->end < paragraph->length ? line->end : paragraph->length;
	unsigned width = 0;
	int column = indent;

	for (size_t at = line->start; at < end; column = -1) {
		struct reader_run run = {.column = column};
		size_t edge = end;
		const char *text = paragraph->text + at, *tab;

		run.style = paragraph_style_at(paragraph, at, &edge);
		run.match = paragraph_match_at(paragraph, at, &edge);
		tab = memchr(text, '\t', edge - at);
		if (tab == text) {
			run.length = 8 - width % 8;
			run_add(reader, run, blanks);
			width += (unsigned)run.length;
			at++;
			continue;
		}
		run.length = (tab ? (size_t)(tab - paragraph->text) : edge) - at;
		run_add(reader, run, text);
		width += wrap_width(text, run.length);
		at += run.length;
	}
}

/* A quote of a talk is marked from its speaker on, not with the heading above. */
static bool is_quote_line(const struct item *item, const struct reader_line *line)
{
	return !line->blank && line->paragraph < item->count &&
	       item->paragraphs[line->paragraph].role != PARA_HEADING;
}

static void line_paint(struct reader_view *reader, const struct item *item,
		       const struct reader_line *line)
{
	const struct paragraph *paragraph;
	const char *mark;
	int indent;

	if (line->blank || line->paragraph >= item->count)
		return;
	paragraph = &item->paragraphs[line->paragraph];
	indent = paragraph_indent(paragraph, reader->columns);
	mark = paragraph_mark(paragraph);
	if (line->first && paragraph->label && indent > 1) {
		unsigned width;
		size_t length = wrap_clip(paragraph->label, strlen(paragraph->label),
					  (unsigned)indent - 1, &width);

		run_add(reader, (struct reader_run){.style = STYLE_LABEL, .length = length},
			paragraph->label);
	} else if (line->first && *mark && indent > 1) {
		run_add(reader, (struct reader_run){.column = indent - 2, .style = STYLE_LABEL,
						    .length = strlen(mark)}, mark);
	}
	text_paint(reader, paragraph, line, indent);
}

static void paint(struct reader_view *reader, struct document *document)
{
	struct spot spot = reader->top, last = reader->top;

	reader->painted_count = reader->run_count = 0;
	text_clear(&reader->words);
	while (reader->painted_count < (size_t)reader->rows) {
		const struct item *item = document_item(document, spot.item);
		const struct reader_line *line =
			&lines_of(reader, document, spot.item)->lines[spot.line];
		bool here = spot.item == reader->cursor.item;
		struct reader_row row = {
			.first_run = reader->run_count,
			.cursor = here && spot.line == reader->cursor.line,
			.chosen = here && spot.item > 0 && is_quote_line(item, line),
		};

		line_paint(reader, item, line);
		row.run_count = reader->run_count - row.first_run;
		reader->painted = memory_room(reader->painted, reader->painted_count,
					      &reader->painted_cap, sizeof(*reader->painted));
		reader->painted[reader->painted_count++] = row;
		last = spot;
		if (spot_down(reader, document, &spot, 1) == 0)
			break;
	}
	reader->above = reader->top.item > 0 || reader->top.line > 0;
	reader->below = spot_down(reader, document, &last, 1) > 0;
	reader->waiting = document_waiting(document);
}

static void arrange(struct ui *ui, struct area area)
{
	struct reader_view *reader = &ui->reader;
	int columns = area.columns - MARGINS;
	struct document *document;

	if (columns > TEXT_COLUMNS && !(ui->maximised && ui->base == PANE_READER))
		columns = TEXT_COLUMNS;
	reader->columns = columns > 1 ? columns : 1;
	reader->rows = area.rows;
	document = reader_sync(ui);
	reader->painted_count = 0;
	if (!document)
		return;
	top_settle(reader, document, 0);
	paint(reader, document);
}

static void row_draw(const struct reader_view *reader, const struct reader_row *row,
		     struct area area, int line, struct screen *screen)
{
	int column = 1;

	for (size_t i = 0; i < row->run_count; i++) {
		const struct reader_run *run = &reader->runs[row->first_run + i];
		int from = run->column >= 0 ? run->column + 1 : column;

		column = screen_put(screen, area, line, from, run->style,
				    text_string(&reader->words) + run->start, run->length);
		if (run->match)
			screen_mark_match(screen, area, line, from, column - from);
	}
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const struct reader_view *reader = &ui->reader;
	int last = (int)reader->painted_count - 1;

	for (int i = 0; i <= last && i < area.rows; i++) {
		const struct reader_row *row = &reader->painted[i];

		row_draw(reader, row, area, i, screen);
		if (focus && row->chosen)
			screen_puts(screen, area, i, 0, STYLE_KEY, ":");
		if (focus && row->cursor) {
			screen_puts(screen, area, i, 0, STYLE_KEY, "›");
			screen->cursor_row = area.row + i;
			screen->cursor_column = area.column;
		}
	}
	if (last < 0 && focus)
		row_mark(screen, area, 0, focus);
	if (reader->above && last >= 0)
		screen_puts(screen, area, 0, area.columns - 1, STYLE_RULE, "↑");
	if (reader->below)
		screen_puts(screen, area, area.rows - 1, area.columns - 1, STYLE_RULE, "↓");
	else if (reader->waiting && last + 1 < area.rows)
		screen_puts(screen, area, last + 1, 1, STYLE_LABEL, "its quotes are being looked up …");
}

/* --- moving --- */

static bool move(struct ui *ui, enum motion motion)
{
	struct reader_view *reader = &ui->reader;
	struct document *document = reader_sync(ui);
	size_t rows = reader->rows > 1 ? (size_t)reader->rows : 2, moved = 1;
	size_t by = motion == MOVE_DOWN || motion == MOVE_UP ? 1
		: motion == MOVE_HALF_DOWN || motion == MOVE_HALF_UP ? rows / 2 : rows - 1;
	struct spot was = reader->cursor;

	if (!document)
		return false;
	switch (motion) {
	case MOVE_DOWN:
	case MOVE_HALF_DOWN:
	case MOVE_PAGE_DOWN:
		moved = spot_down(reader, document, &reader->cursor, by);
		if (by > 1)
			spot_down(reader, document, &reader->top, by);
		break;
	case MOVE_UP:
	case MOVE_HALF_UP:
	case MOVE_PAGE_UP:
		moved = spot_up(reader, document, &reader->cursor, by);
		if (by > 1)
			spot_up(reader, document, &reader->top, by);
		break;
	case MOVE_FIRST:
		reader->top = reader->cursor = (struct spot){0};
		spot_anchor(reader, document, &reader->top);
		spot_anchor(reader, document, &reader->cursor);
		break;
	case MOVE_LAST:
		spot_last(reader, document, &reader->cursor);
		break;
	}
	/* In the middle, where there is text above and below to see. */
	top_settle(reader, document, by == 1 ? (rows - 1) / 2 : 0);
	return moved > 0 &&
	       (was.item != reader->cursor.item || was.line != reader->cursor.line);
}

bool reader_next_match(struct ui *ui, int step)
{
	struct reader_view *reader = &ui->reader;
	struct document *document = reader_sync(ui);
	struct spot spot = reader->cursor;

	if (!document)
		return false;
	if ((step > 0 ? spot_down : spot_up)(reader, document, &spot, 1) == 0 ||
	    !match_find(reader, document, &spot, step, SEARCHED_ITEMS))
		return false;
	reader->cursor = spot;
	top_settle(reader, document, (size_t)(reader->rows - 1) / 2);
	return true;
}

/* --- what is under the cursor --- */

uint32_t reader_row(struct ui *ui)
{
	struct document *document = reader_sync(ui);

	return document ? document_item(document, ui->reader.cursor.item)->row : 0;
}

uint32_t reader_link(struct ui *ui)
{
	struct document *document = reader_sync(ui);
	const struct spot *cursor = &ui->reader.cursor;
	const struct item *item;

	if (!document)
		return 0;
	item = document_item(document, cursor->item);
	if (cursor->paragraph < item->count && item->paragraphs[cursor->paragraph].link)
		return item->paragraphs[cursor->paragraph].link;
	return cursor->item > 0 ? item->row : 0;
}

/* Which field of the query a line of an entry is about, by its label or else by its
 * role. */
static const struct {
	enum paragraph_role role;
	const char *label;
	enum field field;
} LINE_FIELDS[] = {
	{PARA_FIELD, "talk", FIELD_TALK},
	{PARA_FIELD, "part of", FIELD_TALK},
	{PARA_FIELD, "place", FIELD_PLACE},
	{PARA_FIELD, "outlet", FIELD_OUTLET},
	{PARA_FIELD, "source", FIELD_SOURCE},
	{PARA_FIELD, "date", FIELD_DATE},
	{PARA_FIELD, "language", FIELD_LANG},
	{PARA_FIELD, "said to", FIELD_TO},
	{PARA_FIELD, "about", FIELD_ABOUT},
	{PARA_FIELD, "status", FIELD_STATUS},
	{PARA_FIELD, "topics", FIELD_TOPIC},
	{PARA_FOOT, NULL, FIELD_TOPIC},
	{PARA_ITEM, NULL, FIELD_WITH},
	{PARA_BYLINE, NULL, FIELD_DATE},
};

int reader_field(struct ui *ui)
{
	struct document *document = reader_sync(ui);
	const struct spot *cursor = &ui->reader.cursor;
	const struct paragraph *paragraph;
	const struct item *item;

	item = document ? document_item(document, cursor->item) : NULL;
	if (!item || cursor->paragraph >= item->count)
		return FIELD_COUNT;
	paragraph = &item->paragraphs[cursor->paragraph];
	for (size_t i = 0; i < sizeof(LINE_FIELDS) / sizeof(LINE_FIELDS[0]); i++) {
		if (LINE_FIELDS[i].role != paragraph->role)
			continue;
		if (!LINE_FIELDS[i].label ||
		    (paragraph->label && strcmp(LINE_FIELDS[i].label, paragraph->label) == 0))
			return (int)LINE_FIELDS[i].field;
	}
	return FIELD_COUNT;
}

static void release(struct ui *ui)
{
	struct reader_view *reader = &ui->reader;

	cache_clear(reader);
	free(reader->painted);
	free(reader->runs);
	text_release(&reader->id);
	text_release(&reader->asked);
	text_release(&reader->words);
}

const struct view VIEW_READER = {arrange, draw, move, NULL, NULL, release};

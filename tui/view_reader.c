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

#include "store/map.h"
#include "store/memory.h"
#include "tui/reader_paint.h"
#include "tui/reader_spot.h"
#include "tui/view.h"

enum {
	TEXT_COLUMNS = 80,	/* at most, unless the reader is maximised */
	MARGINS = 2,
	SEARCHED_ITEMS = 1000,	/* by one key that looks for a match */
};

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
		if (reader_find_match(reader, document, &match, back ? -1 : 1, 1) &&
		    (reader->seek || match.line >= (size_t)reader->rows)) {
			reader->cursor = match;
			reader_settle(reader, document, 0);
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
		reader_forget_lines(reader);
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
	reader->above = reader->below = reader->waiting = false;
	if (!document)
		return;
	reader_settle(reader, document, 0);
	reader_paint(reader, document);
}

bool reader_leaves_room(const struct ui *ui)
{
	return ui->reader.columns < ui->layout.panes[PANE_READER].columns - MARGINS;
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
	reader_settle(reader, document, by == 1 ? (rows - 1) / 2 : 0);
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
	    !reader_find_match(reader, document, &spot, step, SEARCHED_ITEMS))
		return false;
	reader->cursor = spot;
	reader_settle(reader, document, (size_t)(reader->rows - 1) / 2);
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

	reader_forget_lines(reader);
	free(reader->painted);
	free(reader->runs);
	text_release(&reader->id);
	text_release(&reader->asked);
	text_release(&reader->words);
}

const struct view VIEW_READER = {arrange, draw, move, NULL, NULL, release};

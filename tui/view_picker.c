/*
 * The picker: a name out of many by a few letters of it, with the rows that
 * choosing it would give; or a value of the entry under the cursor.
 */
#include <stdlib.h>
#include <string.h>

#include "core/fuzzy.h"
#include "core/wrap.h"
#include "store/memory.h"
#include "tui/view.h"

static const struct {
	enum names names;
	const char *title;
} PICKINGS[] = {
	[PICK_SPEAKER] = {NAMES_SPEAKER, "Speaker:"},
	[PICK_TOPIC] = {NAMES_TOPIC, "Topic:"},
	[PICK_VALUE] = {NAMES_COUNT, "Add to the query:"},
};

static struct line_editor *line(struct ui *ui)
{
	return &ui->picker.line;
}

static void values_clear(struct picker_view *picker)
{
	for (size_t i = 0; i < picker->value_count; i++) {
		free(picker->values[i].value);
		free(picker->values[i].label);
		free(picker->values[i].folded);
	}
	picker->value_count = 0;
	picker->narrowed = false;
	map_release(&picker->known);
}

static void typed(struct ui *ui)
{
	struct picker_view *picker = &ui->picker;

	picker->cursor = picker->first = 0;
	picker->choosing = picker->narrowed = false;
	if (picker->picking != PICK_VALUE)
		session_pick(ui->session, PICKINGS[picker->picking].names,
			     text_string(&picker->line.text));
}

void picker_open(struct ui *ui, enum picking picking)
{
	struct picker_view *picker = &ui->picker;

	values_clear(picker);
	picker->picking = picking;
	picker->total = picker->count = 0;
	line_set(&picker->line, "");
	ui_focus(ui, PANE_PICKER);
	typed(ui);
}

void picker_close(struct ui *ui)
{
	if (ui->picker.picking != PICK_VALUE)
		session_pick_end(ui->session);
	values_clear(&ui->picker);
}

/* A talk may have a hundred thousand participants: so each value is looked at
 * once when it is added and once for each letter, never once for each line. */
void picker_add_value(struct ui *ui, enum field field, const char *value, const char *label)
{
	struct picker_view *picker = &ui->picker;
	struct text key = {0};
	uint32_t *known;

	text_printf(&key, "%d:%s", (int)field, value);
	known = map_put(&picker->known, text_string(&key), key.length);
	text_release(&key);
	if (*known)
		return;
	*known = 1;
	picker->values = memory_room(picker->values, picker->value_count, &picker->value_cap,
				     sizeof(*picker->values));
	picker->values[picker->value_count++] = (struct value){
		.field = field,
		.value = memory_copy(value, strlen(value)),
		.label = memory_copy(label, strlen(label)),
	};
	picker->narrowed = false;
}

void picker_stand_on(struct ui *ui, int field)
{
	struct picker_view *picker = &ui->picker;

	for (size_t i = picker->value_count; i-- > 0;)
		if ((int)picker->values[i].field == field)
			picker->cursor = i;
}

/* --- what fits --- */

/* What a value is called in the list: `topic: Ceasefire`. */
static void value_say(const struct value *value, struct text *out)
{
	text_printf(out, "%s: %s", FIELDS[value->field].name, value->label);
}

static bool value_fits(struct value *value, const char *pattern)
{
	struct text name = {0};

	if (!*pattern)
		return true;
	if (!value->folded) {
		value_say(value, &name);
		value->folded = fuzzy_fold(text_string(&name));
		text_release(&name);
	}
	return fuzzy_score(pattern, value->folded) > 0;
}

static void values_narrow(struct picker_view *picker)
{
	char *pattern;

	if (picker->narrowed)
		return;
	pattern = fuzzy_fold(text_string(&picker->line.text));
	picker->fitting_count = 0;
	for (size_t i = 0; i < picker->value_count; i++) {
		if (!value_fits(&picker->values[i], pattern))
			continue;
		picker->fitting = memory_room(picker->fitting, picker->fitting_count,
					      &picker->fitting_cap, sizeof(*picker->fitting));
		picker->fitting[picker->fitting_count++] = i;
	}
	picker->narrowed = true;
	free(pattern);
}

/* The N-th value that fits what is typed, or NULL. */
static const struct value *value_at(struct picker_view *picker, size_t n)
{
	values_narrow(picker);
	return n < picker->fitting_count ? &picker->values[picker->fitting[n]] : NULL;
}

static size_t listed(struct ui *ui)
{
	size_t count, total;
	bool ready;

	if (ui->picker.picking == PICK_VALUE) {
		values_narrow(&ui->picker);
		return ui->picker.fitting_count;
	}
	session_picks(ui->session, &count, &total, &ready);
	return count;
}

/* --- laying out --- */

static void row_copy(struct picker_view *picker, struct text *words, const struct facet_row *row)
{
	picker->rows = memory_room(picker->rows, picker->count, &picker->cap,
				   sizeof(*picker->rows));
	picker->rows[picker->count] = *row;
	picker->rows[picker->count++].label = NULL;
	text_add(words, row->label, strlen(row->label) + 1);
}

static void values_fill(struct picker_view *picker, size_t rows, struct text *words)
{
	struct text name = {0};
	const struct value *value;

	picker->ready = picker->exact = true;
	values_narrow(picker);
	picker->listed = picker->total = picker->fitting_count;
	picker->first = window_first(picker->first, picker->cursor, picker->listed, rows);
	while (picker->count < rows &&
	       (value = value_at(picker, picker->first + picker->count))) {
		text_clear(&name);
		value_say(value, &name);
		row_copy(picker, words, &(struct facet_row){.label = text_string(&name)});
	}
	text_release(&name);
}

static void names_fill(struct ui *ui, size_t rows, struct text *words)
{
	struct picker_view *picker = &ui->picker;
	const struct facet_row *picks = session_picks(ui->session, &picker->listed,
						      &picker->total, &picker->ready);

	picker->exact = session_picks_exact(ui->session);
	if (picker->cursor >= picker->listed)
		picker->cursor = picker->listed ? picker->listed - 1 : 0;
	picker->first = window_first(picker->first, picker->cursor, picker->listed, rows);
	while (picker->count < rows && picker->first + picker->count < picker->listed)
		row_copy(picker, words, &picks[picker->first + picker->count]);
}

static void arrange(struct ui *ui, struct area area)
{
	struct picker_view *picker = &ui->picker;
	size_t rows = (size_t)(area.rows - top_under_line(area));
	struct text words = {0};

	picker->count = 0;
	picker->height = (int)rows;
	if (picker->picking == PICK_VALUE)
		values_fill(picker, rows, &words);
	else
		names_fill(ui, rows, &words);
	free(picker->words);
	picker->words = text_detach(&words);
	for (size_t i = 0, at = 0; i < picker->count; i++) {
		picker->rows[i].label = picker->words + at;
		at += strlen(picker->words + at) + 1;
	}
}

/* --- painting --- */

static void head_draw(const struct picker_view *picker, struct area area, bool focus,
		      struct screen *screen)
{
	struct text count = {0};
	int column, width;

	text_number(&count, picker->total);
	width = (int)count.length;
	column = screen_puts(screen, area, 0, 1, STYLE_LABEL, PICKINGS[picker->picking].title);
	typed_draw(&picker->line, screen, area, 0, column + 1,
		   area.columns - column - width - 4, focus);
	screen_puts(screen, area, 0, area.columns - 1 - width, STYLE_LABEL, text_string(&count));
	text_release(&count);
}

static void row_draw(const struct picker_view *picker, const struct facet_row *row,
		     struct area area, int line, struct screen *screen)
{
	struct text count = {0};
	int width = 0;

	if (picker->picking != PICK_VALUE) {
		text_number(&count, row->count);
		if (!picker->exact)
			text_putc(&count, '+');
		width = (int)count.length;
		screen_puts(screen, area, line, area.columns - 1 - width, STYLE_COUNT,
			    text_string(&count));
	}
	if (row->chosen)
		screen_puts(screen, area, line, 1, STYLE_KEY, "*");
	screen_put_clipped(screen, area, line, 3, area.columns - width - 5,
			   row->chosen ? STYLE_KEY : STYLE_PLAIN, row->label,
			   strlen(row->label));
	text_release(&count);
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const struct picker_view *picker = &ui->picker;
	int top = top_under_line(area);

	for (size_t i = 0; i < picker->count; i++) {
		int at = top + (int)i;

		row_draw(picker, &picker->rows[i], area, at, screen);
		if (picker->first + i == picker->cursor) {
			row_mark(screen, area, at, false);
			screen_mark_cursor(screen, area, at, 0, area.columns);
		}
	}
	if (picker->count == 0)
		screen_puts(screen, area, top, 3, STYLE_LABEL,
			    !picker->ready ? "looking …"
			    : picker->line.text.length > 0 ? "none fits these letters"
			    : "the corpus has none");
	head_draw(picker, area, focus, screen);
}

static bool move(struct ui *ui, enum motion motion)
{
	struct picker_view *picker = &ui->picker;
	size_t was = picker->cursor;

	picker->cursor = cursor_moved(was, listed(ui), (size_t)picker->height, motion);
	return picker->cursor != was;
}

static void value_choose(struct ui *ui)
{
	struct picker_view *picker = &ui->picker;
	const struct value *value = value_at(picker, picker->cursor);

	if (!value) {
		ui_say(ui, "there is nothing to choose");
		return;
	}
	if (!session_add(ui->session, value->field, value->value))
		ui_say(ui, "the query has this already");
	ui_close_open(ui);
	ui_focus(ui, PANE_LIST);
}

static void name_choose(struct ui *ui)
{
	struct picker_view *picker = &ui->picker;
	const struct facet_row *picks;
	size_t count, total;
	bool ready;

	picks = session_picks(ui->session, &count, &total, &ready);
	if (picker->cursor >= count) {
		ui_say(ui, "there is nothing to choose");
		return;
	}
	session_filter(ui->session, PICKINGS[picker->picking].names, picks[picker->cursor].id);
	ui_close_open(ui);
	ui_focus(ui, PANE_LIST);
}

void picker_choose(struct ui *ui)
{
	if (ui->picker.picking == PICK_VALUE)
		value_choose(ui);
	else
		ui->picker.choosing = true;
	picker_settle(ui);
}

void picker_settle(struct ui *ui)
{
	if (ui->focus != PANE_PICKER || !ui->picker.choosing ||
	    !session_picks_current(ui->session))
		return;
	ui->picker.choosing = false;
	name_choose(ui);
}

static void release(struct ui *ui)
{
	struct picker_view *picker = &ui->picker;

	values_clear(picker);
	free(picker->values);
	free(picker->fitting);
	free(picker->rows);
	free(picker->words);
	line_release(&picker->line);
}

const struct view VIEW_PICKER = {arrange, draw, move, line, typed, release};

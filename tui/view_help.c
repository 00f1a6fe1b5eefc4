/*
 * The help: the keys of the place it was asked from, the query language, and
 * the marks; made from the tables that the program itself goes by.
 */
#include <stdlib.h>
#include <string.h>

#include "core/fuzzy.h"
#include "core/wrap.h"
#include "store/memory.h"
#include "tui/keys.h"
#include "tui/marks.h"
#include "tui/view.h"

enum { NO_FIELD = -1, KEY_COLUMNS = 20 };

static const struct {
	const char *mark, *text;
} MARKS[] = {
	{"bold", "the speaker's own words"},
	{"[ … ]", "inserted by an editor"},
	{"*", "the query filters by this"},
	{"7+", "still being counted"},
};

static struct line_editor *line(struct ui *ui)
{
	return &ui->help.line;
}

static void rows_clear(struct help_view *help)
{
	for (size_t i = 0; i < help->count; i++) {
		free(help->rows[i].keys);
		free(help->rows[i].text);
	}
	help->count = 0;
}

static bool fits(const struct help_view *help, const char *keys, const char *text)
{
	const char *typed = text_string(&help->line.text);
	struct text whole = {0};
	char *pattern, *folded;
	bool result;

	if (!*typed)
		return true;
	text_printf(&whole, "%s %s", keys, text);
	pattern = fuzzy_fold(typed);
	folded = fuzzy_fold(text_string(&whole));
	result = strstr(folded, pattern) != NULL;
	free(pattern);
	free(folded);
	text_release(&whole);
	return result;
}

static void row_add(struct help_view *help, const struct help_row *kind, const char *keys,
		    const char *text)
{
	struct help_row *row;

	if (!kind->heading && !fits(help, keys, text))
		return;
	help->rows = memory_room(help->rows, help->count, &help->cap, sizeof(*help->rows));
	row = &help->rows[help->count++];
	*row = *kind;
	row->keys = memory_copy(keys, strlen(keys));
	row->text = memory_copy(text, strlen(text));
}

/* A heading that nothing followed is not needed. */
static void heading_drop(struct help_view *help)
{
	struct help_row *last = help->count > 0 ? &help->rows[help->count - 1] : NULL;

	if (!last || !last->heading)
		return;
	free(last->keys);
	free(last->text);
	help->count--;
}

static void heading_add(struct help_view *help, const char *text)
{
	heading_drop(help);
	row_add(help, &(struct help_row){.heading = true, .field = NO_FIELD}, text, "");
}

static void keys_add(struct help_view *help, enum pane place)
{
	bool seen[ACTION_COUNT] = {false};
	struct text keys = {0};

	for (size_t i = 0; i < BINDING_COUNT; i++) {
		enum action action = BINDINGS[i].action;

		if (seen[action] || keys_lookup(place, BINDINGS[i].key) != action)
			continue;
		seen[action] = true;
		text_clear(&keys);
		keys_of(action, place, &keys);
		row_add(help, &(struct help_row){.action = (int)action, .field = NO_FIELD},
			text_string(&keys), ACTIONS[action].help);
	}
	text_release(&keys);
}

static void fields_add(struct help_view *help)
{
	struct text written = {0};

	for (int i = 0; i < FIELD_COUNT; i++) {
		text_clear(&written);
		text_printf(&written, "%s:%s", FIELDS[i].name, FIELDS[i].value);
		row_add(help, &(struct help_row){.field = i}, text_string(&written),
			FIELDS[i].help);
	}
	text_release(&written);
}

static void marks_add(struct help_view *help)
{
	const struct help_row plain = {.field = NO_FIELD};

	for (int i = SPEECH_DIRECT; i <= SPEECH_MIXED; i++) {
		struct text text = {0};

		text_printf(&text, "%s speech", vocabulary_word(&VOCABULARY_SPEECH, (unsigned)i));
		row_add(help, &plain, speech_mark((enum speech)i), text_string(&text));
		text_release(&text);
	}
	for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++)
		row_add(help, &plain, MARKS[i].mark, MARKS[i].text);
}

static bool runs(const struct help_row *row)
{
	return row->action != ACTION_NONE || row->field != NO_FIELD;
}

static void build(struct ui *ui)
{
	struct help_view *help = &ui->help;
	struct text heading = {0};

	rows_clear(help);
	text_printf(&heading, "Keys in %s", place_name(help->from));
	heading_add(help, text_string(&heading));
	keys_add(help, help->from);
	heading_add(help, "In the query");
	fields_add(help);
	heading_add(help, "Marks");
	marks_add(help);
	heading_drop(help);
	text_release(&heading);
}

static void typed(struct ui *ui)
{
	struct help_view *help = &ui->help;

	/* Who reads a help closes it with q; no line of it begins with that letter
	 * alone. */
	if (strcmp(text_string(&help->line.text), "q") == 0) {
		ui_close_open(ui);
		return;
	}
	build(ui);
	help->cursor = help->first = 0;
	while (help->cursor + 1 < help->count && help->rows[help->cursor].heading)
		help->cursor++;
}

void help_open(struct ui *ui)
{
	/* The prompt or the picker stays open beneath, with what was typed. */
	ui->help.from = ui->focus;
	line_set(&ui->help.line, "");
	ui_focus(ui, PANE_HELP);
	typed(ui);
}

static void arrange(struct ui *ui, struct area area)
{
	struct help_view *help = &ui->help;

	help->top = top_under_line(area);
	help->height = area.rows - help->top;
	help->first = window_first(help->first, help->cursor, help->count, (size_t)help->height);
	/* The heading above the first row is worth its line. */
	if (help->height > 1 && help->first > 0 && help->first == help->cursor &&
	    help->rows[help->first - 1].heading)
		help->first--;
}

static void row_draw(const struct help_row *row, struct area area, int at,
		     struct screen *screen)
{
	int keys = (int)wrap_width(row->keys, strlen(row->keys)) + 4;

	if (keys < KEY_COLUMNS)
		keys = KEY_COLUMNS;
	if (keys > area.columns / 2)
		keys = area.columns / 2;
	if (row->heading) {
		screen_puts(screen, area, at, 1, STYLE_HEADING, row->keys);
		return;
	}
	screen_put_clipped(screen, area, at, 3, keys - 4, STYLE_KEY, row->keys,
			   strlen(row->keys));
	screen_put_clipped(screen, area, at, keys, area.columns - keys - 1, STYLE_PLAIN,
			   row->text, strlen(row->text));
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const struct help_view *help = &ui->help;
	int column;

	for (int i = 0; i < help->height && help->first + (size_t)i < help->count; i++) {
		row_draw(&help->rows[help->first + (size_t)i], area, help->top + i, screen);
		if (help->first + (size_t)i == help->cursor) {
			row_mark(screen, area, help->top + i, false);
			screen_mark_cursor(screen, area, help->top + i, 0, area.columns);
		}
	}
	if (help->count == 0)
		screen_puts(screen, area, help->top, 3, STYLE_LABEL, "no line has these letters");
	column = screen_puts(screen, area, 0, 1, STYLE_LABEL, "Help:");
	typed_draw(&help->line, screen, area, 0, column + 1, area.columns - column - 2, focus);
}

static bool move(struct ui *ui, enum motion motion)
{
	struct help_view *help = &ui->help;
	size_t was = help->cursor;
	size_t to = cursor_moved(was, help->count, (size_t)help->height, motion);

	/* Headings are passed over; the last row is none, the first one is. */
	if (to < help->count && help->rows[to].heading)
		to = to > was || to == 0 ? to + 1 : to - 1;
	help->cursor = to;
	return to != was;
}

void help_run(struct ui *ui)
{
	struct help_view *help = &ui->help;
	const struct help_row *row = help->cursor < help->count ? &help->rows[help->cursor] : NULL;
	struct text field = {0};
	enum action action;

	if (!row || !runs(row)) {
		ui_say(ui, "this line does nothing");
		return;
	}
	action = (enum action)row->action;
	if (row->field != NO_FIELD)
		text_printf(&field, "%s:", FIELDS[row->field].name);
	ui_close_open(ui);
	if (action != ACTION_NONE) {
		ACTIONS[action].run(ui, ACTIONS[action].argument);
	} else {
		if (ui->focus == PANE_PICKER)
			ui_close_open(ui);
		prompt_type(ui, text_string(&field));
	}
	text_release(&field);
}

static void release(struct ui *ui)
{
	rows_clear(&ui->help);
	free(ui->help.rows);
	line_release(&ui->help.line);
}

const struct view VIEW_HELP = {arrange, draw, move, line, typed, release};

#include "tui/ui.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/utf8.h"
#include "tui/key.h"
#include "tui/keys.h"
#include "tui/view.h"

const struct view *const VIEWS[PANE_COUNT] = {
	[PANE_FACETS] = &VIEW_FACETS, [PANE_LIST] = &VIEW_LIST, [PANE_READER] = &VIEW_READER,
	[PANE_PROMPT] = &VIEW_PROMPT, [PANE_PICKER] = &VIEW_PICKER, [PANE_HELP] = &VIEW_HELP,
};

struct ui *ui_open(struct session *session)
{
	struct ui *ui = memory_new(1, sizeof(*ui));

	ui->session = session;
	ui->focus = ui->base = PANE_LIST;
	ui_resize(ui, 24, 80);
	return ui;
}

void ui_close(struct ui *ui)
{
	if (!ui)
		return;
	for (int pane = 0; pane < PANE_COUNT; pane++)
		VIEWS[pane]->release(ui);
	timeline_line_release(&ui->timeline);
	text_release(&ui->message);
	text_release(&ui->edit_file);
	free(ui);
}

void ui_say(struct ui *ui, const char *format, ...)
{
	va_list args;

	text_clear(&ui->message);
	va_start(args, format);
	text_vprintf(&ui->message, format, args);
	va_end(args);
}

void ui_focus(struct ui *ui, enum pane pane)
{
	ui->focus = pane;
	if (!keys_typed(pane))
		ui->base = pane;
}

void ui_close_open(struct ui *ui)
{
	enum pane below = ui->base;

	if (ui->focus == PANE_PROMPT)
		prompt_restore(ui);
	else if (ui->focus == PANE_PICKER)
		picker_close(ui);
	else if (ui->focus == PANE_HELP)
		below = ui->help.from;
	ui_focus(ui, below);
}

/* A key that does nothing here says what it would do, and where. */
static void say_unbound(struct ui *ui, int32_t key)
{
	enum action other = keys_elsewhere(key);
	struct text places = {0};
	char buffer[16];
	const char *name = key_text(key, buffer);

	if (other == ACTION_NONE) {
		ui_say(ui, "%s does nothing; %s shows the keys", name,
		       keys_typed(ui->focus) ? "F1" : "?");
	} else {
		places_say(ACTIONS[other].places, &places);
		/* What helps most comes first: a narrow terminal cuts the end. */
		ui_say(ui, "%s works in %s, not in %s (%s)", name, text_string(&places),
		       place_name(ui->focus), ACTIONS[other].help);
	}
	text_release(&places);
}

static void type(struct ui *ui, const char *text, size_t length)
{
	if (length == 0)
		return;
	if (line_insert(VIEWS[ui->focus]->line(ui), text, length))
		VIEWS[ui->focus]->typed(ui);
	else
		ui_say(ui, "there is no room for more text");
}

void ui_key(struct ui *ui, int32_t key)
{
	enum action action = keys_lookup(ui->focus, key);
	char bytes[4];

	if (key == KEY_NONE_ || key == KEY_RESIZE_ || key == KEY_PASTE_)
		return;
	text_clear(&ui->message);
	session_message_seen(ui->session);
	/* What the prompt held, Esc has given back by now. */
	if (!prompt_is_open(ui))
		session_hold(ui->session, false);
	if (action != ACTION_NONE)
		ACTIONS[action].run(ui, ACTIONS[action].argument);
	else if (keys_typed(ui->focus) && key_is_text(key))
		type(ui, bytes, utf8_put(bytes, key));
	else
		say_unbound(ui, key);
}

void ui_paste(struct ui *ui, const char *text, size_t length)
{
	text_clear(&ui->message);
	if (keys_typed(ui->focus))
		type(ui, text, length);
	else
		ui_say(ui, "pasted text is taken where text is typed; / opens the prompt");
}

void ui_resize(struct ui *ui, int rows, int columns)
{
	ui->rows = rows < 1 ? 1 : rows > SCREEN_ROWS ? SCREEN_ROWS : rows;
	ui->columns = columns < 1 ? 1 : columns > SCREEN_COLUMNS ? SCREEN_COLUMNS : columns;
}

void ui_arrange(struct ui *ui)
{
	picker_settle(ui);
	ui->layout = layout_of(ui->rows, ui->columns, ui->base, ui->focus, ui->maximised);
	for (int pane = 0; pane < PANE_COUNT; pane++)
		if (ui->layout.panes[pane].rows > 0)
			VIEWS[pane]->arrange(ui, ui->layout.panes[pane]);
	if (ui->layout.timeline.rows > 0)
		timeline_arrange(ui);
}

static void rule_draw(struct screen *screen, const struct rule *rule)
{
	struct area all = {0, 0, screen->rows, screen->columns};

	for (int i = 0; i < rule->length; i++)
		screen_puts(screen, all, rule->row + (rule->vertical ? i : 0),
			    rule->column + (rule->vertical ? 0 : i), STYLE_RULE,
			    rule->joined && i == 0 ? "├" : rule->vertical ? "│" : "─");
}

static void frame_draw(struct screen *screen, struct area frame)
{
	int right = frame.columns - 1, bottom = frame.rows - 1;

	screen_blank(screen, frame);
	for (int i = 1; i < right; i++) {
		screen_puts(screen, frame, 0, i, STYLE_RULE, "─");
		screen_puts(screen, frame, bottom, i, STYLE_RULE, "─");
	}
	for (int i = 1; i < bottom; i++) {
		screen_puts(screen, frame, i, 0, STYLE_RULE, "│");
		screen_puts(screen, frame, i, right, STYLE_RULE, "│");
	}
	screen_puts(screen, frame, 0, 0, STYLE_RULE, "┌");
	screen_puts(screen, frame, 0, right, STYLE_RULE, "┐");
	screen_puts(screen, frame, bottom, 0, STYLE_RULE, "└");
	screen_puts(screen, frame, bottom, right, STYLE_RULE, "┘");
}

static void pane_draw(const struct ui *ui, enum pane pane, struct screen *screen)
{
	/* Small screens have no room for a frame: what lies above blanks its own place. */
	if (pane == PANE_PICKER || pane == PANE_HELP)
		screen_blank(screen, ui->layout.panes[pane]);
	if (ui->layout.panes[pane].rows > 0)
		VIEWS[pane]->draw(ui, ui->layout.panes[pane], ui->focus == pane, screen);
}

void ui_draw(const struct ui *ui, struct screen *screen)
{
	const struct layout *layout = &ui->layout;

	screen_resize(screen, ui->rows, ui->columns);
	if (layout->too_small) {
		screen_puts(screen, (struct area){0, 0, screen->rows, screen->columns}, 0, 0,
			    STYLE_PLAIN, "20×5 is the least");
		return;
	}
	pane_draw(ui, PANE_LIST, screen);
	if (layout->timeline.rows > 0)
		timeline_draw(ui, screen);
	pane_draw(ui, PANE_READER, screen);
	if (layout->above) {
		rule_draw(screen, &layout->rules[1]);
		screen_blank(screen, layout->panes[PANE_FACETS]);
	}
	pane_draw(ui, PANE_FACETS, screen);
	rule_draw(screen, &layout->rules[0]);
	if (!layout->above)
		rule_draw(screen, &layout->rules[1]);
	if (layout->frame.rows > 0)
		frame_draw(screen, layout->frame);
	pane_draw(ui, PANE_PROMPT, screen);
	bars_draw(ui, screen);
	pane_draw(ui, PANE_PICKER, screen);
	pane_draw(ui, PANE_HELP, screen);
}

bool ui_done(const struct ui *ui)
{
	return ui->done;
}

bool ui_wants_editor(struct ui *ui, const char **file, uint32_t *line)
{
	bool wants = ui->edit;

	ui->edit = false;
	*file = text_string(&ui->edit_file);
	*line = ui->edit_line;
	return wants;
}

bool ui_wants_suspend(struct ui *ui)
{
	bool wants = ui->suspend;

	ui->suspend = false;
	return wants;
}

bool ui_wants_repaint(struct ui *ui)
{
	bool wants = ui->repaint;

	ui->repaint = false;
	return wants;
}

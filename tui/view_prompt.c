/*
 * The query line: the query as typed, live while it is edited, and beside it
 * what the answer in view is, in words.
 */
#include <stdlib.h>
#include <string.h>

#include "core/safe.h"
#include "core/wrap.h"
#include "store/memory.h"
#include "tui/view.h"

enum { SIGN_COLUMNS = 3, GAP = 2, HISTORY = 100 };

/* --- what is typed --- */

static struct line_editor *line(struct ui *ui)
{
	return &ui->prompt.line;
}

/* Asks what stands in the line; its last word may be unfinished. */
static void typed(struct ui *ui)
{
	struct prompt_view *prompt = &ui->prompt;

	session_ask(ui->session, text_string(&prompt->line.text), true);
	free(prompt->unfinished);
	prompt->unfinished = memory_copy(text_string(&prompt->line.text),
					 prompt->line.text.length);
}

/* Whether the next word can be typed at the end of TEXT at once: not behind a
 * value, a phrase or a bracket, which are finished. */
static bool is_finished(const char *text)
{
	const char *word = strrchr(text, ' ');
	size_t length = strlen(text);

	word = word ? word + 1 : text;
	return length > 0 && (strchr(word, ':') || strchr("\")*", text[length - 1]));
}

void prompt_open(struct ui *ui)
{
	struct prompt_view *prompt = &ui->prompt;
	const char *query = session_query(ui->session);

	free(prompt->before);
	prompt->before = memory_copy(query, strlen(query));
	prompt->before_unfinished = prompt->unfinished && strcmp(prompt->unfinished, query) == 0;
	prompt->history_at = prompt->history_count;
	line_set(&prompt->line, query);
	if (is_finished(query))
		line_insert(&prompt->line, " ", 1);
	session_hold(ui->session, true);
	ui_focus(ui, PANE_PROMPT);
}

void prompt_type(struct ui *ui, const char *text)
{
	struct line_editor *editor = &ui->prompt.line;

	if (ui->focus != PANE_PROMPT)
		prompt_open(ui);
	if (editor->cursor > 0 && editor->text.data[editor->cursor - 1] != ' ')
		line_insert(editor, " ", 1);
	line_insert(editor, text, strlen(text));
	typed(ui);
}

bool prompt_is_open(const struct ui *ui)
{
	return ui->focus == PANE_PROMPT ||
	       (ui->focus == PANE_HELP && ui->help.from == PANE_PROMPT);
}

static void history_keep(struct prompt_view *prompt, const char *query)
{
	if (!*query || (prompt->history_count > 0 &&
			strcmp(prompt->history[prompt->history_count - 1], query) == 0))
		return;
	if (prompt->history_count == HISTORY) {
		free(prompt->history[0]);
		memmove(prompt->history, prompt->history + 1,
			(HISTORY - 1) * sizeof(*prompt->history));
		prompt->history_count--;
	}
	prompt->history = memory_room(prompt->history, prompt->history_count,
				      &prompt->history_cap, sizeof(*prompt->history));
	prompt->history[prompt->history_count++] = memory_copy(query, strlen(query));
}

/* The answer in view stays as it is, an unfinished word included; a field that still
 * waits for its value has been left, and is told. */
void prompt_keep(struct ui *ui)
{
	if (*session_unfinished(ui->session)) {
		session_ask(ui->session, text_string(&ui->prompt.line.text), false);
		free(ui->prompt.unfinished);
		ui->prompt.unfinished = NULL;
	}
	history_keep(&ui->prompt, text_string(&ui->prompt.line.text));
	session_hold(ui->session, false);
	ui_focus(ui, PANE_LIST);
}

void prompt_restore(struct ui *ui)
{
	struct prompt_view *prompt = &ui->prompt;

	if (strcmp(session_query(ui->session), prompt->before) == 0)
		return;
	session_ask(ui->session, prompt->before, prompt->before_unfinished);
	if (prompt->before_unfinished) {
		free(prompt->unfinished);
		prompt->unfinished = memory_copy(prompt->before, strlen(prompt->before));
	}
}

void prompt_recall(struct ui *ui, int step)
{
	struct prompt_view *prompt = &ui->prompt;

	if (step < 0 ? prompt->history_at == 0 : prompt->history_at >= prompt->history_count) {
		ui_say(ui, step < 0 ? "no older query" : "no newer query");
		return;
	}
	prompt->history_at += (size_t)step;
	line_set(&prompt->line, prompt->history_at == prompt->history_count
		 ? prompt->before : prompt->history[prompt->history_at]);
	typed(ui);
}

/* --- drawing --- */

void typed_draw(const struct line_editor *editor, struct screen *screen, struct area area,
		int row, int column, int columns, bool focus)
{
	const char *text = text_string(&editor->text);
	struct area field = {area.row + row, area.column + column, 1, columns};
	unsigned before = wrap_width(text, editor->cursor);
	struct glyph glyph;
	size_t skip = 0;

	if (columns < 1)
		return;
	while (before >= (unsigned)columns && skip < editor->cursor &&
	       safe_next(text, editor->cursor, &skip, &glyph))
		before -= glyph.width < before ? glyph.width : before;
	screen_put(screen, field, 0, 0, STYLE_PLAIN, text + skip, editor->text.length - skip);
	if (focus) {
		screen->cursor_row = field.row;
		screen->cursor_column = field.column + (int)before;
	}
}

/* The end of the echo, which is worth more than its words, with the dot before it; all
 * of it where it has no words. */
static const char *echo_numbers(const char *echo)
{
	const char *numbers = echo, *next;

	while (*numbers && (next = strstr(numbers + 1, " · ")))
		numbers = next;
	return numbers;
}

/* The echo at the right. */
static void echo_draw(const char *echo, int columns, struct area area, struct screen *screen)
{
	const char *numbers = echo_numbers(echo);
	int width = (int)wrap_width(echo, strlen(echo)), tail, at;

	if (width <= columns) {
		screen_puts(screen, area, 0, area.columns - 1 - width, STYLE_LABEL, echo);
		return;
	}
	tail = (int)wrap_width(numbers, strlen(numbers));
	if (numbers == echo || tail + 4 > columns) {
		at = area.columns - 1 - columns;
		if (numbers != echo)
			numbers += strlen(" · ");
		screen_put_clipped(screen, area, 0, at, columns, STYLE_LABEL, numbers,
				   strlen(numbers));
		return;
	}
	at = screen_put_clipped(screen, area, 0, area.columns - 1 - columns, columns - tail,
				STYLE_LABEL, echo, (size_t)(numbers - echo));
	screen_puts(screen, area, 0, at, STYLE_LABEL, numbers);
}

/* The query where it is not edited.  What was added last is what Backspace takes
 * away again, so its end is shown where it does not fit. */
static void query_draw(const char *query, int columns, struct area area, struct screen *screen)
{
	size_t length = strlen(query), skip = 0;
	unsigned left = wrap_width(query, length);
	struct glyph glyph;
	int at = SIGN_COLUMNS;

	if (columns < 1)
		return;
	if (left > (unsigned)columns) {
		while (left >= (unsigned)columns && safe_next(query, length, &skip, &glyph))
			left -= glyph.width < left ? glyph.width : left;
		at = screen_puts(screen, area, 0, at, STYLE_LABEL, "…");
	}
	screen_put_clipped(screen, area, 0, at, SIGN_COLUMNS + columns - at, STYLE_PLAIN,
			   query + skip, length - skip);
}

static void draw(const struct ui *ui, struct area area, bool focus, struct screen *screen)
{
	const char *query = focus ? text_string(&ui->prompt.line.text)
				  : session_query(ui->session);
	const char *echo = session_echo(ui->session);
	int room = area.columns - SIGN_COLUMNS - GAP;
	int left = (int)wrap_width(query, strlen(query)) + focus;
	int right = (int)wrap_width(echo, strlen(echo)) + 1, most = room / 2;

	/* What does not fit is shared: the query gets what the echo leaves, but at
	 * least half, and while it is typed all but the numbers. */
	if (left + right > room) {
		if (focus)
			right = (int)wrap_width(echo_numbers(echo), strlen(echo_numbers(echo)));
		most = room - right > most ? room - right : most;
		left = left < most ? left : most;
		right = room - left;
	}
	screen_puts(screen, area, 0, 1, focus ? STYLE_KEY : STYLE_LABEL, "/");
	if (focus)
		typed_draw(&ui->prompt.line, screen, area, 0, SIGN_COLUMNS, left, true);
	else
		query_draw(query, left, area, screen);
	echo_draw(echo, right - 1, area, screen);
}

static void arrange(struct ui *ui, struct area area)
{
	(void)ui;
	(void)area;
}

static void release(struct ui *ui)
{
	struct prompt_view *prompt = &ui->prompt;

	line_release(&prompt->line);
	free(prompt->before);
	free(prompt->unfinished);
	for (size_t i = 0; i < prompt->history_count; i++)
		free(prompt->history[i]);
	free(prompt->history);
}

const struct view VIEW_PROMPT = {arrange, draw, NULL, line, typed, release};

/*
 * The title line and the last line: what the keys do here, or a message.
 */
#include <stdlib.h>
#include <string.h>

#include "core/wrap.h"
#include "tui/key.h"
#include "tui/keys.h"
#include "tui/view.h"

enum { TITLE_LEAST = 8 };	/* columns, with the dash: below, it says nothing */

static void title_draw(const struct ui *ui, struct screen *screen)
{
	struct area area = ui->layout.title;
	const char *title = session_title(ui->session);
	uint32_t entries = session_entries(ui->session);
	struct text count = {0};
	int column, left;

	text_number(&count, entries);
	text_puts(&count, entries == 1 ? " entry" : " entries");
	screen_fill(screen, area, 0, 0, STYLE_BAR);
	left = area.columns - (int)count.length - 1;
	column = screen_puts(screen, area, 0, 1, STYLE_BAR, "statements");
	if (*title && left - column - 1 >= TITLE_LEAST) {
		column = screen_puts(screen, area, 0, column, STYLE_BAR, " — ");
		column = screen_put_clipped(screen, area, 0, column, left - column - 1,
					    STYLE_BAR, title, strlen(title));
	}
	if (column < left)
		screen_puts(screen, area, 0, left, STYLE_BAR, text_string(&count));
	text_release(&count);
}

/* Where TEXT does not fit, its middle is left out: what makes it so long is the name of a file,
 * and the reason stands behind that. */
static void put_both_ends(struct screen *screen, struct area area, const char *text,
			  size_t length)
{
	enum { GLYPH_COLUMNS = 10 };	/* at most, a marker's */
	unsigned room = (unsigned)(area.columns > 2 ? area.columns - 2 : 0), begun, left_out;
	unsigned all = wrap_width(text, length), head = room / 3;
	size_t end, from;
	int column;

	if (all <= room || room < 4 * GLYPH_COLUMNS) {
		screen_put_clipped(screen, area, 0, 1, (int)room, STYLE_PLAIN, text, length);
		return;
	}
	end = wrap_clip(text, length, head, &begun);
	from = wrap_clip(text, length, all - (room - begun - 1) + GLYPH_COLUMNS - 1, &left_out);
	column = screen_put(screen, area, 0, 1, STYLE_PLAIN, text, end);
	column = screen_puts(screen, area, 0, column, STYLE_PLAIN, "…");
	screen_put(screen, area, 0, column, STYLE_PLAIN, text + from, length - from);
}

/* What is said until the next key may be longer than the line: it takes the query's
 * too, where that is not being typed. */
static void said_draw(const struct ui *ui, const char *text, struct screen *screen)
{
	struct area area = ui->layout.hints;
	size_t length = strlen(text), count;
	struct line *lines = wrap_text(text, length, (unsigned)area.columns - 2, &count);
	size_t at = 0;

	if (count > 1 && ui->focus != PANE_PROMPT) {
		screen_blank(screen, ui->layout.query);
		screen_put(screen, ui->layout.query, 0, 1, STYLE_PLAIN, text,
			   lines[0].end);
		at = lines[1].start;
	}
	put_both_ends(screen, area, text + at, length - at);
	free(lines);
}

/* An empty corpus of which nothing is asked: who begins one needs the hints. */
static bool is_bare(const struct ui *ui)
{
	return session_entries(ui->session) == 0 && !*session_query(ui->session);
}

/* Shows the first of what there is to say instead of hints; false: nothing. */
static bool message_draw(const struct ui *ui, struct screen *screen)
{
	struct area area = ui->layout.hints;
	const struct {
		const char *text;
		enum style style;
		bool passes;
	} messages[] = {
		{text_string(&ui->message), STYLE_PLAIN, true},
		{session_message(ui->session), STYLE_PLAIN, true},
		{session_unfinished(ui->session), STYLE_HINT, false},
		{session_problem(ui->session), STYLE_ERROR, false},
	};

	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		/* That there are no entries the list says, in place of them. */
		if (!*messages[i].text || (messages[i].style == STYLE_ERROR && is_bare(ui)))
			continue;
		if (messages[i].passes)
			said_draw(ui, messages[i].text, screen);
		else
			screen_put_clipped(screen, area, 0, 1, area.columns - 2,
					   messages[i].style, messages[i].text,
					   strlen(messages[i].text));
		return true;
	}
	return false;
}

static bool is_hint(const struct binding *binding, enum pane place)
{
	return (binding->hints & PLACE(place)) != 0;
}

static int hint_columns(const struct binding *binding)
{
	const char *name = ACTIONS[binding->action].name;
	char buffer[16];
	const char *key = key_text(binding->key, buffer);

	return (int)(wrap_width(key, strlen(key)) + wrap_width(name, strlen(name))) + 1;
}

static int hint_draw(const struct binding *binding, struct area area, int column,
		     struct screen *screen)
{
	char buffer[16];

	column = screen_puts(screen, area, 0, column, STYLE_KEY, key_text(binding->key, buffer));
	return screen_puts(screen, area, 0, column + 1, STYLE_HINT, ACTIONS[binding->action].name);
}

/* As many as fit, in the order of the table; room is kept for the last one, which
 * says how to leave. */
static void hints_draw(const struct ui *ui, struct screen *screen)
{
	struct area area = ui->layout.hints;
	int gap = area.columns < 60 ? 2 : 3, column = 1;
	const struct binding *last = NULL;

	for (size_t i = 0; i < BINDING_COUNT; i++)
		if (is_hint(&BINDINGS[i], ui->focus))
			last = &BINDINGS[i];
	if (!last)
		return;
	for (size_t i = 0; i < BINDING_COUNT; i++) {
		const struct binding *binding = &BINDINGS[i];

		if (binding == last || !is_hint(binding, ui->focus))
			continue;
		if (column + hint_columns(binding) + gap + hint_columns(last) > area.columns)
			break;
		column = hint_draw(binding, area, column, screen) + gap;
	}
	hint_draw(last, area, column, screen);
}

void bars_draw(const struct ui *ui, struct screen *screen)
{
	title_draw(ui, screen);
	if (!message_draw(ui, screen))
		hints_draw(ui, screen);
}

/*
 * Draws a screen of the browser as an SVG picture in colour, for documents.
 *
 *   picture STORE ROWS COLUMNS [KEY]...  >screen.svg
 *
 * KEYs are named as in the help: j, Ctrl-d, Enter, Space.  After each one it waits
 * until nothing is searched or counted any more, so the picture is always the same.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/session.h"
#include "tui/key.h"
#include "tui/style.h"
#include "tui/tty.h"
#include "tui/ui.h"

/* Of a cell, in the picture's units. */
enum { CELL_WIDTH = 9, CELL_HEIGHT = 20, BASELINE = 15, FONT_SIZE = 15, MARGIN = 12 };

static const char PAPER[] = "#1d2021", INK[] = "#ebdbb2";

/* The terminal's own colours, in the order of its numbers. */
static const char *const COLOURS[] = {
	"#282828", "#fb4934", "#b8bb26", "#fabd2f", "#83a598", "#d3869b", "#8ec07c", "#ebdbb2",
};

static const char *colour(short number, const char *otherwise)
{
	return number >= 0 && number < 8 ? COLOURS[number] : otherwise;
}

static void put_text(const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			fputs("&lt;", stdout);
		else if (*text == '&')
			fputs("&amp;", stdout);
		else
			putchar(*text);
	}
}

static bool is_blank(const struct cell *cell)
{
	return !cell->text[0] || strcmp(cell->text, " ") == 0;
}

/* How many of CELLS look the same. */
static int run_length(const struct cell *cells, int most)
{
	struct look look = style_look(PALETTE_8, cells);
	int count = 1;

	for (; count < most; count++) {
		struct look next = style_look(PALETTE_8, &cells[count]);

		if (next.ink != look.ink || next.paper != look.paper ||
		    next.attributes != look.attributes)
			break;
	}
	return count;
}

/* Blanks at both ends of a run have a paper, but need no letters. */
static void put_letters(const struct cell *cells, int count, int row, int column,
			const struct look *look, const char *ink)
{
	while (count && is_blank(&cells[count - 1]))
		count--;
	for (; count && is_blank(cells); cells++, column++)
		count--;
	if (!count)
		return;
	/* The length keeps the columns where they are with any font. */
	printf("<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s%s%s>",
	       MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT + BASELINE,
	       count * CELL_WIDTH, ink,
	       look->attributes & LOOK_BOLD ? " font-weight=\"bold\"" : "",
	       look->attributes & LOOK_DIM ? " opacity=\"0.65\"" : "",
	       look->attributes & LOOK_ITALIC ? " font-style=\"italic\"" : "",
	       look->attributes & LOOK_UNDERLINE ? " text-decoration=\"underline\"" : "");
	for (int i = 0; i < count; i++)
		put_text(is_blank(&cells[i]) && cells[i].width ? " " : cells[i].text);
	puts("</text>");
}

static void put_run(const struct cell *cells, int count, int row, int column)
{
	struct look look = style_look(PALETTE_8, cells);
	const char *ink = colour(look.ink, INK), *paper = colour(look.paper, PAPER);

	if (look.attributes & LOOK_REVERSE) {
		const char *swapped = ink;

		ink = paper;
		paper = swapped;
	}
	if (paper != PAPER)
		printf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
		       MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT,
		       count * CELL_WIDTH, CELL_HEIGHT, paper);
	put_letters(cells, count, row, column, &look, ink);
}

static void put_picture(const struct screen *screen)
{
	int width = 2 * MARGIN + screen->columns * CELL_WIDTH;
	int height = 2 * MARGIN + screen->rows * CELL_HEIGHT;

	printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
	       "font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" "
	       "font-size=\"%d\" xml:space=\"preserve\">\n", width, height, FONT_SIZE);
	printf("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n", width, height, PAPER);
	for (int row = 0; row < screen->rows; row++) {
		const struct cell *cells = screen->cells + row * screen->columns;

		for (int at = 0, count; at < screen->columns; at += count) {
			count = run_length(cells + at, screen->columns - at);
			put_run(cells + at, count, row, at);
		}
	}
	puts("</svg>");
}

/* Drawing may ask for more, so it is done again until all is there. */
static void settle(struct session *session, struct ui *ui, struct screen *screen)
{
	struct pollfd fd = {.fd = session_fd(session), .events = POLLIN};

	do {
		session_update(session);
		ui_arrange(ui);
		ui_draw(ui, screen);
		poll(&fd, 1, session_busy(session) ? 100 : 0);
	} while (session_busy(session) || (fd.revents & POLLIN));
}

int main(int argc, char **argv)
{
	struct session_options options = {.store = argv[1]};
	struct screen screen = {0};
	struct error err = {0};
	struct session *session;
	struct ui *ui;

	tty_set_locale();
	if (argc < 4 || !tty_utf8()) {
		fputs("picture STORE ROWS COLUMNS [KEY]...  (in a UTF-8 locale)\n", stderr);
		return 2;
	}
	session = session_open(&options, &err);
	if (!session) {
		fprintf(stderr, "picture: %s\n", err.text);
		return 4;
	}
	ui = ui_open(session);
	screen_resize(&screen, atoi(argv[2]), atoi(argv[3]));
	ui_resize(ui, screen.rows, screen.columns);
	settle(session, ui, &screen);
	for (int i = 4; i < argc; i++) {
		ui_key(ui, key_of(argv[i]));
		settle(session, ui, &screen);
	}
	put_picture(&screen);
	screen_release(&screen);
	ui_close(ui);
	session_close(session);
	return fflush(stdout) ? 4 : 0;
}

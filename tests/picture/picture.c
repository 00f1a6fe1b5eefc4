/*
 * Draws a screen of the browser as an SVG picture in colour, for documents.
 *
 *   picture STORE ROWS COLUMNS [KEY]...  >screen.svg
 *
 * KEYs are named as in the help: j, Ctrl-d, Enter, Space.  After each one it waits
 * until nothing is searched or counted any more, so the picture is always the same.
 */
#include <poll.h>
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

static void put_cell(const struct cell *cell, int row, int column)
{
	struct look look = style_look(PALETTE_8, cell);
	const char *ink = colour(look.ink, INK), *paper = colour(look.paper, PAPER);
	int x = MARGIN + column * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;

	if (look.attributes & LOOK_REVERSE) {
		const char *swapped = ink;

		ink = paper;
		paper = swapped;
	}
	/* Half a unit more hides the seams between two cells. */
	if (paper != PAPER)
		printf("<rect x=\"%d\" y=\"%d\" width=\"%d.5\" height=\"%d\" fill=\"%s\"/>\n", x, y,
		       cell->width * CELL_WIDTH, CELL_HEIGHT, paper);
	if (!cell->text[0] || strcmp(cell->text, " ") == 0)
		return;
	printf("<text x=\"%d\" y=\"%d\" fill=\"%s\"%s%s%s%s>", x, y + BASELINE, ink,
	       look.attributes & LOOK_BOLD ? " font-weight=\"bold\"" : "",
	       look.attributes & LOOK_DIM ? " opacity=\"0.65\"" : "",
	       look.attributes & LOOK_ITALIC ? " font-style=\"italic\"" : "",
	       look.attributes & LOOK_UNDERLINE ? " text-decoration=\"underline\"" : "");
	put_text(cell->text);
	puts("</text>");
}

static void put_picture(const struct screen *screen)
{
	int width = 2 * MARGIN + screen->columns * CELL_WIDTH;
	int height = 2 * MARGIN + screen->rows * CELL_HEIGHT;

	printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
	       "font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" "
	       "font-size=\"%d\">\n", width, height, FONT_SIZE);
	printf("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n", width, height, PAPER);
	for (int row = 0; row < screen->rows; row++)
		for (int column = 0; column < screen->columns; column++) {
			const struct cell *cell =
				&screen->cells[row * screen->columns + column];

			if (cell->width)
				put_cell(cell, row, column);
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

	if (argc < 4 || !tty_locale()) {
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

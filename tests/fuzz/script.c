#include "tests/fuzz/script.h"

#include <stdlib.h>

#include "store/utf8.h"
#include "tui/key.h"
#include "tui/keys.h"

enum command {
	RESIZE = 0xf5,	/* two bytes: rows, columns */
	RESIZE_FAR,	/* two numbers of two bytes */
	PASTE,		/* a byte: how many bytes follow */
	WAIT,		/* until every answer has come */
	SAY,		/* a byte: how many bytes follow; a message of the program */
	HURRY,		/* from now on no key waits for what it has asked for */
};

enum { KEYS_MOST = 400, RELOADS_MOST = 2, ROWS = 24, COLUMNS = 80 };

/* Every row is as wide as the grid, and nothing in it would be obeyed. */
static void check_grid(const struct screen *screen)
{
	for (int row = 0; row < screen->rows; row++) {
		int width = 0;

		for (int column = 0; column < screen->columns; column++) {
			const struct cell *cell = &screen->cells[row * screen->columns + column];

			must((unsigned char)cell->text[0] >= ' ' || cell->width == 0,
			     "byte %02x at %d:%d", (unsigned char)cell->text[0], row, column);
			must(cell->text[0] != 0x7f && cell->style < STYLE_COUNT_OF &&
				     cell->width <= 2,
			     "the cell at %d:%d", row, column);
			width += cell->width;
		}
		must(width == screen->columns, "row %d has %d of %d columns", row, width,
		     screen->columns);
	}
	must(screen->cursor_row >= 0 && screen->cursor_row < screen->rows &&
		     screen->cursor_column >= 0 && screen->cursor_column < screen->columns,
	     "the cursor is at %d:%d", screen->cursor_row, screen->cursor_column);
}

static void check(struct browser *browser)
{
	bool exact;
	uint32_t total = session_total(browser->session, &exact);
	uint32_t cursor = session_cursor(browser->session);

	must(total == 0 ? cursor == 0 : cursor < total, "cursor %u of %u", cursor, total);
	check_grid(&browser->screen);
}

static void take_text(struct bytes *bytes, struct text *out)
{
	size_t length = bytes_take(bytes);

	for (; length && bytes->count; length--)
		text_putc(out, (char)bytes_take(bytes));
}

static void run_command(struct browser *browser, enum command command, struct bytes *bytes)
{
	struct text text = {0};
	int rows, columns;

	switch (command) {
	case RESIZE:
		rows = bytes_take(bytes);
		columns = bytes_take(bytes);
		ui_resize(browser->ui, rows % 64, columns);
		break;
	case RESIZE_FAR:
		rows = (int16_t)bytes_take_two(bytes);
		columns = (int16_t)bytes_take_two(bytes);
		ui_resize(browser->ui, rows, columns);
		break;
	case PASTE:
		take_text(bytes, &text);
		ui_paste(browser->ui, text_string(&text), text.length);
		break;
	case SAY:
		take_text(bytes, &text);
		ui_say(browser->ui, "%s", text_string(&text));
		break;
	case WAIT:
		browser_settle(browser);
		break;
	case HURRY:
		break;
	}
	text_release(&text);
}

/* The next key, or KEY_NONE_ where COMMAND is to be run instead. */
static int32_t next_key(struct bytes *bytes, enum command *command)
{
	const char *at = (const char *)bytes->at;
	size_t size;
	int32_t code = utf8_next(at, at + bytes->count, &size);
	uint8_t byte = *bytes->at;

	bytes->at += size;
	bytes->count -= size;
	if (code != UTF8_BAD)
		return code == '\n' ? KEY_ENTER_ : code;
	if (byte >= RESIZE && byte <= HURRY) {
		*command = (enum command)byte;
		return KEY_NONE_;
	}
	return BINDINGS[(byte & 0x7f) % BINDING_COUNT].key;
}

bool script_open(struct browser *browser, const char *store, const char *file, struct error *err)
{
	const char *const files[] = {file};
	struct session_options options = {.store = store, .files = files,
					  .file_count = file != NULL};

	fuzz_locale();
	*browser = (struct browser){.session = session_open(&options, err)};
	if (!browser->session)
		return false;
	browser->ui = ui_open(browser->session);
	ui_resize(browser->ui, ROWS, COLUMNS);
	browser_settle(browser);
	return true;
}

void script_close(struct browser *browser)
{
	ui_close(browser->ui);
	session_close(browser->session);
	screen_release(&browser->screen);
}

void script_run(struct browser *browser, struct bytes *bytes)
{
	bool hurrying = false;
	int keys = 0, reloads = 0;

	while (bytes->count && keys++ < KEYS_MOST && !ui_done(browser->ui)) {
		enum command command = HURRY;
		int32_t key = next_key(bytes, &command);

		/* A reload is real work. */
		if (key == 'R' && reloads++ >= RELOADS_MOST)
			continue;
		if (key != KEY_NONE_)
			ui_key(browser->ui, key);
		else
			run_command(browser, command, bytes);
		hurrying = hurrying || (key == KEY_NONE_ && command == HURRY);
		if (hurrying) {
			session_update(browser->session);
			ui_arrange(browser->ui);
			ui_draw(browser->ui, &browser->screen);
		} else {
			browser_settle(browser);
		}
		check(browser);
	}
}

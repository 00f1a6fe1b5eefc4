#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/chance.h"
#include "tests/tui/browser.h"
#include "tui/key.h"
#include "tui/keys.h"

enum { KEYS = 20000 };

/* Every row is as wide as the grid, and nothing in it would be obeyed. */
static void check_grid(const struct screen *screen)
{
	for (int row = 0; row < screen->rows; row++) {
		int width = 0;

		for (int column = 0; column < screen->columns; column++) {
			const struct cell *cell = &screen->cells[row * screen->columns + column];

			width += cell->width;
			cr_assert((unsigned char)cell->text[0] >= ' ' || cell->width == 0);
			cr_assert_neq(cell->text[0], 0x7f);
			cr_assert(cell->style < STYLE_COUNT_OF);
		}
		cr_assert_eq(width, screen->columns);
	}
	cr_assert(screen->cursor_row >= 0 && screen->cursor_row < screen->rows);
	cr_assert(screen->cursor_column >= 0 && screen->cursor_column < screen->columns);
}

static void check(struct browser *browser)
{
	bool exact;
	uint32_t total = session_total(browser->session, &exact);
	uint32_t cursor = session_cursor(browser->session);

	cr_assert(total == 0 ? cursor == 0 : cursor < total, "cursor %u of %u", cursor, total);
	check_grid(&browser->screen);
}

static void open_again(struct browser *browser)
{
	ui_close(browser->ui);
	browser->ui = ui_open(browser->session);
}

static int32_t random_key(struct chance *chance)
{
	static const char letters[] = "aeiourts qwd:\"()-*\\x";
	int32_t key = BINDINGS[chance_below(chance, (uint32_t)BINDING_COUNT)].key;

	if (chance_below(chance, 3) == 0)
		return letters[chance_below(chance, sizeof(letters) - 1)];
	/* A reload is real work; one in a while is enough. */
	return key == 'R' && chance_below(chance, 20) != 0 ? 'j' : key;
}

static void type_query(struct browser *browser, struct chance *chance)
{
	static const char *const queries[] = {
		"crews", "speaker:okafor", "topic:port wages", "\"a museum", "-tide OR (",
		"kind:talk", "date:2021..", "nobody:here", "資料", "sort:best the", "zzz",
	};

	ui_key(browser->ui, '/');
	ui_paste(browser->ui, " ", 1);
	for (const char *p = queries[chance_below(chance, 11)]; *p; p++)
		ui_key(browser->ui, (unsigned char)*p < 0x80 ? *p : 0x8cc7);
}

Test(ui, keeps_its_invariants_under_random_keys)
{
	struct browser browser;
	struct chance chance = {0x9e3779b97f4a7c15u};

	browser_open(&browser, CORPUS, 24, 80);
	for (int i = 0; i < KEYS; i++) {
		if (chance_below(&chance, 40) == 0)
			ui_resize(browser.ui, (int)chance_below(&chance, 60), (int)chance_below(&chance, 180));
		if (chance_below(&chance, 60) == 0)
			type_query(&browser, &chance);
		ui_key(browser.ui, random_key(&chance));
		session_update(browser.session);
		ui_arrange(browser.ui);
		ui_draw(browser.ui, &browser.screen);
		if (chance_below(&chance, 20) == 0)
			browser_settle(&browser);
		check(&browser);
		if (chance_below(&chance, 100) == 0) {
			/* The help, what it lies above, a pane, the list. */
			ui_key(browser.ui, KEY_ESC_);
			ui_key(browser.ui, KEY_ESC_);
			ui_key(browser.ui, 'q');
			ui_key(browser.ui, 'q');
			cr_assert(ui_done(browser.ui), "four keys did not leave");
		}
		if (ui_done(browser.ui))
			open_again(&browser);
	}
	browser_close(&browser);
}

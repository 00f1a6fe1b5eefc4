/*
 * Random keys, sizes and queries on the grid: after each the screen is whole.
 * STATEMENTS_KEYS is how many, STATEMENTS_SEED another course of them; a failure prints the
 * command that repeats it.
 */
#include <criterion/criterion.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/chance.h"
#include "tests/tui/browser.h"
#include "tui/key.h"
#include "tui/keys.h"

enum {
	KEYS = 20000,
	MEMORY_MORE = 256 * 1024,	/* bytes: what is remembered, as of queries, is limited */
};

struct walk {
	struct browser browser;
	struct chance chance;
	uint64_t keys, seed;
};

#define MUST(walk, condition, format, ...)						\
	cr_assert(condition, format "\n  repeat: STATEMENTS_SEED=%llu STATEMENTS_KEYS=%llu "	\
		  "build/tests/tui/run --filter 'ui/keeps_its*'", __VA_ARGS__,			\
		  (unsigned long long)(walk)->seed, (unsigned long long)(walk)->keys)

/* Every row is as wide as the grid, and nothing in it would be obeyed. */
static void check_grid(const struct walk *walk)
{
	const struct screen *screen = &walk->browser.screen;

	for (int row = 0; row < screen->rows; row++) {
		int width = 0;

		for (int column = 0; column < screen->columns; column++) {
			const struct cell *cell = &screen->cells[row * screen->columns + column];

			width += cell->width;
			MUST(walk, (unsigned char)cell->text[0] >= ' ' || cell->width == 0,
			     "a control in row %d", row);
			MUST(walk, cell->text[0] != 0x7f, "a control in row %d", row);
			MUST(walk, cell->style < STYLE_COUNT_OF, "style %d", (int)cell->style);
		}
		MUST(walk, width == screen->columns, "row %d has %d of %d columns", row, width,
		     screen->columns);
	}
	MUST(walk, screen->cursor_row >= 0 && screen->cursor_row < screen->rows,
	     "the cursor in row %d of %d", screen->cursor_row, screen->rows);
	MUST(walk, screen->cursor_column >= 0 && screen->cursor_column < screen->columns,
	     "the cursor in column %d of %d", screen->cursor_column, screen->columns);
}

static void check(const struct walk *walk)
{
	struct session *session = walk->browser.session;
	bool exact;
	uint32_t total = session_total(session, &exact);
	uint32_t cursor = session_cursor(session);

	MUST(walk, total == 0 ? cursor == 0 : cursor < total, "cursor %u of %u", cursor, total);
	check_grid(walk);
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

/* From anywhere three keys leave: out of the help, and out of what takes letters, and Q; or
 * q, which closes one thing after the other, and there may be one more. */
static void check_leaving(struct walk *walk)
{
	bool by_q = chance_one_in(&walk->chance, 2);
	struct ui *ui = walk->browser.ui;

	ui_key(ui, KEY_ESC_);
	ui_key(ui, KEY_ESC_);
	ui_key(ui, by_q ? 'q' : 'Q');
	if (by_q)
		ui_key(ui, 'q');
	MUST(walk, ui_done(ui), "%s did not leave", by_q ? "Esc Esc q q" : "Esc Esc Q");
}

static void press_something(struct browser *browser, struct chance *chance)
{
	if (chance_one_in(chance, 40))
		ui_resize(browser->ui, (int)chance_below(chance, 60), (int)chance_below(chance, 180));
	if (chance_one_in(chance, 60))
		type_query(browser, chance);
	ui_key(browser->ui, random_key(chance));
	session_update(browser->session);
	ui_arrange(browser->ui);
	ui_draw(browser->ui, &browser->screen);
	if (chance_one_in(chance, 20))
		browser_settle(browser);
}

/* Bytes in use where all that was opened is closed; 0 where the allocator does not tell, as
 * under the sanitizers. */
static size_t memory_at_rest(struct browser *browser)
{
	open_again(browser);
	session_ask(browser->session, "", false);
	browser_settle(browser);
	return mallinfo2().uordblks;
}

Test(ui, keeps_its_invariants_under_random_keys)
{
	struct walk walk = {
		.keys = chance_setting("STATEMENTS_KEYS", KEYS),
		.seed = chance_setting("STATEMENTS_SEED", 1),
	};
	size_t before = 0, after;

	walk.chance.state = walk.seed * 0x9e3779b97f4a7c15u | 1;
	browser_open(&walk.browser, CORPUS, 24, 80);
	for (uint64_t i = 0; i < walk.keys; i++) {
		press_something(&walk.browser, &walk.chance);
		check(&walk);
		if (chance_one_in(&walk.chance, 100))
			check_leaving(&walk);
		if (ui_done(walk.browser.ui))
			open_again(&walk.browser);
		if (i == walk.keys / 4)
			before = memory_at_rest(&walk.browser);
	}
	after = memory_at_rest(&walk.browser);
	MUST(&walk, after <= before + MEMORY_MORE, "%zu bytes after a quarter, %zu in the end",
	     before, after);
	browser_close(&walk.browser);
}

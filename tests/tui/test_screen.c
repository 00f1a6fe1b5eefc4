#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "tui/key.h"
#include "tui/screen.h"
#include "tui/style.h"

static struct screen screen_of(int rows, int columns)
{
	struct screen screen = {0};

	setlocale(LC_CTYPE, "C.UTF-8");
	screen_resize(&screen, rows, columns);
	return screen;
}

static struct area whole(const struct screen *screen)
{
	return (struct area){0, 0, screen->rows, screen->columns};
}

static void expect(const struct screen *screen, const char *picture)
{
	struct text text = {0};

	screen_text(screen, &text);
	cr_expect_str_eq(text_string(&text), picture, "\n%s", text_string(&text));
	text_release(&text);
	for (int row = 0; row < screen->rows; row++) {
		int width = 0;

		for (int column = 0; column < screen->columns; column++)
			width += screen->cells[row * screen->columns + column].width;
		cr_expect_eq(width, screen->columns, "row %d is %d wide", row, width);
	}
}

Test(screen, paints_text_where_it_is_told)
{
	struct screen screen = screen_of(2, 8);
	struct area area = {1, 2, 1, 5};

	cr_expect_eq(screen_puts(&screen, whole(&screen), 0, 1, STYLE_PLAIN, "ab"), 3);
	cr_expect_eq(screen_puts(&screen, area, 0, 1, STYLE_PLAIN, "über"), 5);
	expect(&screen, " ab\n   über\n");
	screen_release(&screen);
}

Test(screen, keeps_text_inside_its_area)
{
	struct screen screen = screen_of(3, 8);
	struct area area = {1, 2, 1, 3};

	screen_puts(&screen, area, 0, 1, STYLE_PLAIN, "abcdef");
	screen_puts(&screen, area, 1, 0, STYLE_PLAIN, "below");
	screen_puts(&screen, area, -1, 0, STYLE_PLAIN, "above");
	screen_puts(&screen, (struct area){0, 6, 1, 50}, 0, 0, STYLE_PLAIN, "beyond");
	screen_puts(&screen, (struct area){0, -2, 1, 4}, 0, 0, STYLE_PLAIN, "xyz");
	expect(&screen, "z     be\n   ab\n\n");
	screen_release(&screen);
}

Test(screen, leaves_out_a_wide_glyph_that_does_not_fit_whole)
{
	struct screen screen = screen_of(1, 5);

	cr_expect_eq(screen_puts(&screen, whole(&screen), 0, 0, STYLE_PLAIN, "個人資"), 4);
	expect(&screen, "個人\n");
	screen_release(&screen);
}

Test(screen, blanks_the_half_of_a_wide_glyph_that_is_left)
{
	struct screen screen = screen_of(1, 8);

	screen_puts(&screen, whole(&screen), 0, 0, STYLE_PLAIN, "個人資料");
	screen_puts(&screen, whole(&screen), 0, 3, STYLE_PLAIN, "x");
	expect(&screen, "個 x資料\n");
	screen_puts(&screen, whole(&screen), 0, 4, STYLE_PLAIN, "y");
	expect(&screen, "個 xy 料\n");
	screen_puts(&screen, whole(&screen), 0, 5, STYLE_PLAIN, "保");
	expect(&screen, "個 xy保\n");
	screen_release(&screen);
}

Test(screen, blanks_a_half_outside_the_area_too)
{
	struct screen screen = screen_of(1, 4);

	screen_puts(&screen, whole(&screen), 0, 1, STYLE_PLAIN, "個");
	screen_fill(&screen, (struct area){0, 2, 1, 2}, 0, 0, STYLE_PLAIN);
	expect(&screen, "\n");
	screen_release(&screen);
}

Test(screen, shows_what_a_terminal_would_obey_as_a_sign)
{
	struct screen screen = screen_of(2, 24);

	screen_puts(&screen, whole(&screen), 0, 0, STYLE_PLAIN, "a\033[31mb\xe2\x80\xae" "c\x9b");
	cr_expect_eq(screen.cells[1].style, STYLE_MARKER);
	screen_puts(&screen, whole(&screen), 1, 0, STYLE_PLAIN, "one\ntwo\tthree");
	expect(&screen, "a^[[31mb<U+202E>c\xef\xbf\xbd\none two three\n");
	screen_release(&screen);
}

Test(screen, cuts_with_a_sign_that_it_was_cut)
{
	struct screen screen = screen_of(4, 10);
	struct area area = whole(&screen);

	screen_put_clipped(&screen, area, 0, 0, 5, STYLE_PLAIN, "abcde", 5);
	screen_put_clipped(&screen, area, 1, 0, 5, STYLE_PLAIN, "abcdef", 6);
	screen_put_clipped(&screen, area, 2, 0, 4, STYLE_PLAIN, "個人資", strlen("個人資"));
	screen_put_clipped(&screen, area, 3, 8, 5, STYLE_PLAIN, "abcdef", 6);
	expect(&screen, "abcde\nabcd…\n個…\n        a…\n");
	screen_release(&screen);
}

Test(screen, sizes_are_kept_within_bounds)
{
	struct screen screen = screen_of(0, -5);

	cr_expect_eq(screen.rows, 1);
	cr_expect_eq(screen.columns, 1);
	screen_puts(&screen, whole(&screen), 0, 0, STYLE_PLAIN, "個x");
	expect(&screen, "\n");
	screen_resize(&screen, 65535, 65535);
	cr_expect_eq(screen.rows, SCREEN_ROWS);
	cr_expect_eq(screen.columns, SCREEN_COLUMNS);
	screen_release(&screen);
}

Test(screen, a_match_is_told_from_the_rest_on_the_focused_row_too)
{
	struct screen screen = screen_of(1, 3);
	struct area area = whole(&screen);

	screen_puts(&screen, area, 0, 0, STYLE_REPORTED, "abc");
	screen_mark_match(&screen, area, 0, 1, 1);
	for (int palette = 0; palette < PALETTE_COUNT; palette++) {
		struct look plain = style_look((enum palette)palette, &screen.cells[0]);
		struct look match = style_look((enum palette)palette, &screen.cells[1]);

		cr_expect_neq(plain.attributes, match.attributes);
		cr_expect(match.attributes & LOOK_REVERSE);
	}
	screen_mark_cursor(&screen, area, 0, 0, 3);
	for (int palette = 0; palette < PALETTE_COUNT; palette++) {
		struct look plain = style_look((enum palette)palette, &screen.cells[0]);
		struct look match = style_look((enum palette)palette, &screen.cells[1]);

		cr_expect_neq(plain.attributes, match.attributes);
		cr_expect(plain.attributes & LOOK_REVERSE);
		cr_expect_not(match.attributes & LOOK_REVERSE);
	}
	screen_release(&screen);
}

Test(style, voices_differ_without_colour)
{
	struct cell spoken = {.style = STYLE_SPOKEN}, reported = {.style = STYLE_REPORTED},
		    inserted = {.style = STYLE_INSERTED};
	unsigned a = style_look(PALETTE_MONO, &spoken).attributes;
	unsigned b = style_look(PALETTE_MONO, &reported).attributes;
	unsigned c = style_look(PALETTE_MONO, &inserted).attributes;

	cr_expect(a != b && b != c && a != c);
	for (int style = 0; style < STYLE_COUNT_OF; style++) {
		struct cell cell = {.style = (unsigned char)style};

		cr_expect_eq(style_look(PALETTE_MONO, &cell).ink, INK_DEFAULT);
		cr_expect_lt(style_look(PALETTE_8, &cell).ink, 8);
	}
}

Test(key, every_name_leads_back_to_its_key)
{
	const int32_t keys[] = {'j', 'G', '/', '?', ' ', 1, 4, 26, 0xe9, 0x8cc7, KEY_TAB_,
				KEY_ENTER_, KEY_ESC_, KEY_BACKSPACE_, KEY_UP_, KEY_PAGE_DOWN_,
				KEY_SHIFT_TAB_, KEY_F1_, KEY_DELETE_};
	char buffer[16];

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		cr_expect_eq(key_of(key_text(keys[i], buffer)), keys[i], "%s",
			     key_text(keys[i], buffer));
	cr_expect_str_eq(key_text(4, buffer), "Ctrl-d");
	cr_expect_str_eq(key_text(' ', buffer), "Space");
	cr_expect_str_eq(key_text(0x85, buffer), "U+0085");
	cr_expect_eq(key_of(""), KEY_NONE_);
	cr_expect_eq(key_of("jj"), KEY_NONE_);
	cr_expect_eq(key_of("Ctrl-D"), KEY_NONE_);
	cr_expect_eq(key_of("\xff"), KEY_NONE_);
}

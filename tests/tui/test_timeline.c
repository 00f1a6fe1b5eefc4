#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tests/tui/browser.h"
#include "tui/state.h"

/* COUNT quotes whose dates are DATES in turn; "" is none. */
static void dated(struct text *yaml, const char *const *dates, size_t date_count, size_t count)
{
	text_puts(yaml, "statements: 1\nquotes:\n");
	for (size_t i = 0; i < count; i++) {
		const char *date = dates[i % date_count];

		text_printf(yaml, "  - {speaker: Ada%s%s, text: word%zu said}\n",
			    *date ? ", date: " : "", date, i);
	}
}

static void open_dated(struct browser *browser, const char *const *dates, size_t date_count,
		       size_t count, int rows, int columns)
{
	struct text yaml = {0};

	dated(&yaml, dates, date_count, count);
	browser_open(browser, text_string(&yaml), rows, columns);
	text_release(&yaml);
}

/* The line below the title, from COLUMN on, without the pane at the right. */
static void expect_line(struct browser *browser, const char *want)
{
	struct screen *screen = &browser->screen;
	struct area area = browser->ui->layout.timeline;
	struct text line = {0};
	size_t keep = 0;

	cr_assert_eq(area.rows, 1);
	for (int column = area.column; column < area.column + area.columns; column++) {
		const char *cell = screen->cells[area.row * screen->columns + column].text;

		text_puts(&line, cell);
		if (strcmp(cell, " ") != 0)
			keep = line.length;
	}
	text_cut(&line, keep);
	cr_expect_str_eq(text_string(&line), want, "\n%s\n%s", text_string(&line), want);
	text_release(&line);
}

/* Twelve months, most entries in April. */
static const char *const YEAR[] = {
	"2021-03-04", "2021-04", "2021-04-30", "2021-04-30", "2021-04-02", "2021-04-03",
	"2021-04-04", "2021-04-05", "2021-06-01", "2021-06-02", "2021-06-05", "2021-06-09",
	"2022-02-28", "2022-02-03", "",
};

enum { YEAR_COUNT = sizeof(YEAR) / sizeof(*YEAR) };

Test(timeline_line, shows_months_where_they_fit_at_every_width)
{
	static const int widths[] = {60, 80, 140, 72};

	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
		struct browser browser;

		open_dated(&browser, YEAR, YEAR_COUNT, YEAR_COUNT, 24, widths[i]);
		expect_line(&browser, widths[i] == 72
					      ? " 2021-03 ▂█ ▅       ▃ 2022-02  +1 undated"
					      : " 2021-03 ▂█ ▅       ▃ 2022-02  max 7/month  +1 undated");
		browser_close(&browser);
	}
}

Test(timeline_line, shows_years_where_months_do_not_fit)
{
	static const char *const dates[] = {"2005-03-04", "2007", "2007-12-31", "2019-05", "201X"};
	struct browser browser;

	open_dated(&browser, dates, 5, 5, 24, 80);
	expect_line(&browser, " 2005 ▄ █  ▄        ▄ 2019  max 2/year");
	browser_close(&browser);
}

Test(timeline_line, shows_several_years_a_bar_where_years_do_not_fit)
{
	static const char *const dates[] = {"-0044-03-15", "1783", "1969", "2019-05", "1950/2000", ""};
	struct browser browser;

	open_dated(&browser, dates, 5, 5, 24, 80);
	expect_line(&browser, " -0044 ▄                 ▄▄█ 2019  max 2 in 100 years");
	browser_close(&browser);
	/* Room is short: only what the labels do not tell, and then not even that. */
	open_dated(&browser, dates, 5, 500, 24, 44);
	expect_line(&browser, " -0044 ▄        ██ 2019  200 years a bar");
	browser_close(&browser);
	open_dated(&browser, dates, 6, 6, 24, 40);
	expect_line(&browser, " -0044 ▄        ██ 2019  +1 undated");
	browser_close(&browser);
}

Test(timeline_line, says_what_has_no_beginning)
{
	static const char *const dates[] = {"", "../2020", "2024-11-13"};
	struct browser browser;

	open_dated(&browser, dates, 3, 3, 24, 80);
	expect_line(&browser, " 2024-11 █  max 1/month  +1 undated, 1 open");
	browser_close(&browser);
	open_dated(&browser, dates + 1, 2, 3000, 24, 80);
	expect_line(&browser, " 2024-11 █  max 1,500/month  +1,500 open");
	browser_close(&browser);
	open_dated(&browser, dates, 1, 12, 24, 80);
	expect_line(&browser, " 12 undated");
	browser_close(&browser);
}

Test(timeline_line, follows_the_answer_and_is_empty_where_that_is)
{
	struct browser browser;

	open_dated(&browser, YEAR, YEAR_COUNT, YEAR_COUNT, 24, 80);
	browser_keys(&browser, "/ word12 Enter");
	expect_line(&browser, " 2022-02 █  max 1/month");
	browser_keys(&browser, "Backspace / date:2021 Enter");
	expect_line(&browser, " 2021-03 ▂█ ▅ 2021-06  max 7/month");
	browser_keys(&browser, "Esc / nothing Enter");
	expect_line(&browser, "");
	browser_keys(&browser, "Esc");
	expect_line(&browser, " 2021-03 ▂█ ▅       ▃ 2022-02  max 7/month  +1 undated");
	browser_close(&browser);
}

Test(timeline_line, gives_its_place_to_the_list_where_that_is_small)
{
	struct browser browser;

	open_dated(&browser, YEAR, YEAR_COUNT, YEAR_COUNT, 20, 80);
	cr_expect_eq(browser.ui->layout.timeline.rows, 0);
	browser_expect_no_text(&browser, "/month");
	browser_keys(&browser, "G");
	browser_expect_text(&browser, "›undated");
	/* The cursor stays in view when there is room for it again. */
	ui_resize(browser.ui, 24, 80);
	browser_settle(&browser);
	browser_expect_text(&browser, "/month");
	browser_expect_text(&browser, "›undated");
	browser_close(&browser);
}

Test(timeline_line, leaves_no_row_of_the_list_unseen)
{
	struct browser browser;
	char word[32];

	open_dated(&browser, YEAR, YEAR_COUNT, 40, 24, 80);
	for (uint32_t i = 0; i < 40; i++) {
		struct brief brief;

		cr_assert_eq(session_briefs(browser.session, i, 1, &brief), 1u);
		snprintf(word, sizeof(word), "“ %.*s", (int)strcspn(brief.text, " "), brief.text);
		browser_expect_text(&browser, word);
		browser_keys(&browser, "j");
	}
	browser_keys(&browser, "g PgDn");
	cr_expect_eq(session_cursor(browser.session), 6u);	/* seven rows, one of them again */
	browser_close(&browser);
}

Test(timeline_line, is_drawn_in_ascii_where_the_locale_has_no_blocks)
{
	struct browser browser;

	open_dated(&browser, YEAR, YEAR_COUNT, YEAR_COUNT, 24, 60);
	setlocale(LC_CTYPE, "C");
	ui_draw(browser.ui, &browser.screen);
	expect_line(&browser, " 2021-03 .# =       - 2022-02  max 7/month  +1 undated");
	setlocale(LC_CTYPE, "C.UTF-8");
	browser_close(&browser);
}

/* Counting that was stopped leaves bars that are not all. */
Test(timeline_line, says_that_counting_goes_on)
{
	struct browser browser;

	open_dated(&browser, YEAR, YEAR_COUNT, YEAR_COUNT, 24, 80);
	/* The answer in view is a new one, and its counts are still to come. */
	session_ask(browser.session, "", false);
	ui_arrange(browser.ui);
	ui_draw(browser.ui, &browser.screen);
	expect_line(&browser, " 2021-03 ▂█ ▅       ▃…2022-02  max 7/month  +1 undated");
	browser_settle(&browser);
	expect_line(&browser, " 2021-03 ▂█ ▅       ▃ 2022-02  max 7/month  +1 undated");
	browser_close(&browser);
}

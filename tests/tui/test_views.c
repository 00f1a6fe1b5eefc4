#include <criterion/criterion.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/tui/browser.h"
#include "tui/key.h"

static struct browser browser_on(const char *yaml, int rows, int columns)
{
	struct browser browser;

	browser_open(&browser, yaml, rows, columns);
	return browser;
}

static void expect_cursor_on(struct browser *browser, const char *id)
{
	struct brief brief;
	uint32_t row = store_find(session_store(browser->session), id, strlen(id));

	cr_assert_eq(session_briefs(browser->session, session_cursor(browser->session), 1, &brief),
		     1);
	cr_expect_eq(brief.row, row, "the cursor is not on %s", id);
}

/* --- the facets --- */

/* One speaker leads without a query and comes last with one. */
static void sinking(struct text *yaml)
{
	text_puts(yaml, "statements: 1\nquotes:\n");
	for (int i = 0; i < 30; i++)
		text_printf(yaml, "  - {speaker: First, text: snow %d}\n", i);
	text_puts(yaml, "  - {speaker: First, text: rain}\n");
	for (int i = 0; i < 60; i++)
		text_printf(yaml, "  - {speaker: Other %02d, text: rain %d}\n", i % 30, i);
}

Test(facets, begin_at_the_top_for_another_answer)
{
	struct text yaml = {0};
	struct browser browser;

	sinking(&yaml);
	browser_open(&browser, text_string(&yaml), 20, 80);
	browser_expect_text(&browser, "First");
	browser_keys(&browser, "/ rain");
	browser_expect_text(&browser, "   Other 00         2");
	browser_keys(&browser, "Esc Tab Tab G / rain Enter");
	browser_expect_text(&browser, "   Other 00         2");
	browser_close(&browser);
	text_release(&yaml);
}

Test(facets, stay_where_they_were_left_for_the_same_answer)
{
	struct text yaml = {0};
	struct browser browser;

	sinking(&yaml);
	browser_open(&browser, text_string(&yaml), 20, 80);
	browser_keys(&browser, "Tab Tab G Tab");
	browser_expect_no_text(&browser, "   First");
	browser_keys(&browser, "Tab Tab");
	browser_expect_text(&browser, "›  Other 29         2");
	browser_close(&browser);
	text_release(&yaml);
}

/* The least screen that is drawn on: whatever Enter acts on is to be seen. */
Test(ui, the_line_under_the_cursor_is_in_view_on_the_smallest_screen)
{
	struct browser browser = browser_on(CORPUS, 5, 20);

	browser_keys(&browser, "Tab Tab");
	browser_expect_text(&browser, "›  Ngozi Okafor    3");
	browser_keys(&browser, "Down Down Down");
	browser_expect_text(&browser, "›  The port");
	browser_keys(&browser, "s");
	browser_wait_text(&browser, "›  Ngozi");
	browser_keys(&browser, "Esc ?");
	browser_expect_text(&browser, "›  ");
	browser_keys(&browser, "Down Down");
	browser_expect_text(&browser, "›  s ");
	browser_close(&browser);
}

Test(ui, a_picker_without_names_blames_the_corpus_and_not_the_letters)
{
	struct browser browser =
		browser_on("statements: 1\nquotes:\n  - {speaker: Ada, text: One}\n", 14, 80);

	browser_keys(&browser, "t");
	browser_wait_text(&browser, "the corpus has none");
	browser_keys(&browser, "x");
	browser_wait_text(&browser, "none fits these letters");
	browser_close(&browser);
}

Test(ui, a_source_that_was_written_in_place_is_added_by_its_title)
{
	struct browser browser = browser_on("statements: 1\nquotes:\n"
					    "  - {speaker: Ada, text: One, source: {title: A report}}\n"
					    "  - {speaker: Ada, text: Two, source: {outlet: Nobody}}\n",
					    14, 80);

	browser_keys(&browser, "G , r e p");
	browser_expect_text(&browser, "source: A report");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "1 of 2");
	browser_keys(&browser, "Esc G k ,");
	browser_expect_text(&browser, "Add to the query");
	browser_close(&browser);
}

Test(ui, a_talk_offers_its_place_and_its_country)
{
	struct browser browser = browser_on("statements: 1\ntalks:\n"
					    "  - {id: t, title: Talks, place: Brussels, country: Belgium}\n",
					    14, 80);

	browser_keys(&browser, ",");
	browser_expect_text(&browser, "place: Brussels");
	browser_expect_text(&browser, "place: Belgium");
	browser_close(&browser);
}

/* What is quadratic here is not to be waited for. */
Test(ui, a_value_of_a_talk_with_many_participants_is_picked_by_its_letters)
{
	struct text yaml = {0};
	struct browser browser;

	text_puts(&yaml, "statements: 1\ntalks:\n  - id: assembly\n    title: Assembly\n    participants:\n"
		  "      - Person 7\n");
	for (int i = 0; i < 30000; i++)
		text_printf(&yaml, "      - Person %d\n", i);
	browser_open(&browser, text_string(&yaml), 20, 80);
	browser_keys(&browser, ",");
	browser_expect_text(&browser, "Add to the query: ");
	browser_expect_text(&browser, " 30,001 ");
	browser_keys(&browser, "2 9 9 8 7");
	browser_expect_text(&browser, "›  with: Person 29987 ");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "with Person 29987 · 1 of 1");
	browser_close(&browser);
	text_release(&yaml);
}

/* --- the query --- */

Test(ui, results_follow_every_key_and_escape_restores_the_query_before)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "/ cre");
	browser_expect_text(&browser, " / cre ");
	browser_expect_text(&browser, "2 of 9");
	browser_keys(&browser, "Enter / Space museum");
	browser_expect_text(&browser, "0 of 9");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, "2 of 9");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, "9 entries, newest first");
	cr_expect(!ui_done(browser.ui));
	browser_close(&browser);
}

Test(ui, escape_in_the_prompt_gives_the_place_back_too)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "j j j / zzz");
	browser_expect_text(&browser, "0 of 9");
	browser_expect_no_text(&browser, "↓");
	browser_keys(&browser, "Esc");
	expect_cursor_on(&browser, "q2");
	browser_keys(&browser, "/ tide");
	expect_cursor_on(&browser, "q6");
	browser_keys(&browser, "Ctrl-u");
	expect_cursor_on(&browser, "q2");
	browser_keys(&browser, "tide Enter Backspace");
	expect_cursor_on(&browser, "q6");
	browser_close(&browser);
}

Test(ui, a_long_query_shows_what_was_added_last)
{
	struct browser browser = browser_on(CORPUS, 14, 60);

	browser_keys(&browser, "/ -alpha Space -beta Space -gamma Space 港 Space -delta Enter");
	browser_expect_text(&browser, " / …");
	browser_expect_text(&browser, "港 -delta ");
	browser_close(&browser);
}

Test(ui, what_is_typed_has_room_up_to_the_numbers)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "/");
	ui_paste(browser.ui, "speaker:okafor topic:port/dredging date:2021", 44);
	browser_settle(&browser);
	browser_expect_text(&browser, " / speaker:okafor topic:port/dredging date:2021 ");
	browser_expect_text(&browser, " 1 of 9, newest first\n");
	browser_close(&browser);
}

Test(ui, the_prompt_opens_where_the_next_word_can_be_typed)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "/ kind:quote Enter / c r e w s");
	browser_expect_text(&browser, " / kind:quote crews ");
	browser_keys(&browser, "Enter / s");
	browser_expect_text(&browser, " / kind:quote crewss ");
	browser_close(&browser);
}

Test(ui, the_prompt_remembers_queries)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "/ crews Enter / Ctrl-u tide Enter / Ctrl-u Up");
	browser_expect_text(&browser, " / tide ");
	browser_keys(&browser, "Up");
	browser_expect_text(&browser, " / crews ");
	browser_expect_text(&browser, "2 of 9");
	browser_keys(&browser, "Up");
	browser_expect_text(&browser, "no older query");
	browser_close(&browser);
}

Test(ui, a_value_is_no_fault_before_its_field_is_left)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "/ date:202");
	browser_expect_text(&browser, "\n date:DATE or DATE..DATE — on those days");
	browser_expect_text(&browser, "9 entries, newest first\n");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "\n '202' is not a date");
	browser_keys(&browser, "/");
	browser_expect_text(&browser, "\n '202' is not a date");
	browser_keys(&browser, "Backspace 1");
	browser_expect_no_text(&browser, "is not a date");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, "\n '202' is not a date");
	browser_close(&browser);
}

Test(ui, pasted_text_goes_into_the_prompt_only)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	ui_paste(browser.ui, "jQ\n", 3);
	browser_settle(&browser);
	cr_expect(!ui_done(browser.ui));
	expect_cursor_on(&browser, "q6");
	browser_keys(&browser, "/");
	ui_paste(browser.ui, "the\ncrews", 9);
	browser_settle(&browser);
	browser_expect_text(&browser, " / the crews ");
	browser_close(&browser);
}

Test(ui, backspace_drops_the_last_part_of_the_query)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "/ speaker:lind Space wages Enter Backspace");
	browser_expect_text(&browser, " / speaker:lind ");
	browser_expect_text(&browser, "3 of 9");
	browser_keys(&browser, "Backspace Backspace");
	browser_expect_text(&browser, "nothing to drop");
	browser_close(&browser);
}

Test(ui, kinds_and_orders_are_a_key_each)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "1");
	browser_expect_text(&browser, "quotes and talks are shown already");
	browser_keys(&browser, "3");
	browser_expect_text(&browser, "2 of 9");
	browser_keys(&browser, "2");
	browser_expect_text(&browser, "7 of 9");
	browser_keys(&browser, "2");
	browser_expect_text(&browser, "only quotes are shown already");
	browser_keys(&browser, "1 o");
	browser_expect_text(&browser, "oldest first");
	expect_cursor_on(&browser, "q6");
	browser_close(&browser);
}

/* --- facets and pickers --- */

Test(ui, a_facet_gives_as_many_entries_as_it_counts)
{
	struct browser browser = browser_on(CORPUS, 14, 80);

	browser_keys(&browser, "h j j j");
	cr_expect_eq(browser.screen.cursor_row, 7, "the cursor is on the first topic");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "4 of 9");
	browser_expect_text(&browser, "* The port");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "9 entries");
	browser_close(&browser);
}

Test(ui, a_speaker_is_picked_by_some_letters)
{
	struct browser browser = browser_on(CORPUS, 16, 80);

	browser_keys(&browser, "s oka");
	browser_wait_text(&browser, "›  Ngozi Okafor");
	browser_expect_text(&browser, "Speaker: oka");
	browser_keys(&browser, "Enter");
	browser_wait_text(&browser, "/ speaker:okafor");
	browser_expect_text(&browser, "3 of 9");
	browser_close(&browser);
}

Test(ui, who_types_fast_chooses_from_the_list_that_fits)
{
	struct browser browser = browser_on(CORPUS, 16, 80);

	/* Without a look at the session between: the list is not there yet. */
	for (const char *p = "slind\r"; *p; p++)
		ui_key(browser.ui, *p);
	browser_wait_text(&browser, "/ speaker:lind");
	browser_close(&browser);
}

Test(ui, a_value_of_the_entry_is_added_to_the_query)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "j j ,");
	browser_expect_text(&browser, "speaker: Per Lind");
	browser_expect_text(&browser, "talk: Hearing on the new quay");
	browser_keys(&browser, "hear Enter");
	browser_expect_text(&browser, "/ talk:hearing");
	browser_expect_text(&browser, "4 of 9");
	browser_keys(&browser, "h , ,");
	browser_expect_text(&browser, "has Ngozi Okafor already");
	browser_close(&browser);
}

/* --- reading --- */

Test(ui, enter_in_a_talk_goes_to_the_quote_and_back_again)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "j j T G");
	browser_expect_text(&browser, "Quotes (3)");
	browser_expect_text(&browser, ":Per Lind");
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "indirect");
	expect_cursor_on(&browser, "q3");
	browser_keys(&browser, "<");
	browser_expect_text(&browser, ":Per Lind");
	browser_keys(&browser, ">");
	browser_expect_text(&browser, "indirect");
	browser_close(&browser);
}

Test(ui, next_and_previous_while_reading)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "Enter J J");
	expect_cursor_on(&browser, "q3");
	browser_keys(&browser, "K K K");
	expect_cursor_on(&browser, "q6");
	browser_expect_text(&browser, "this is the first entry");
	browser_close(&browser);
}

/* The quotes of a talk are found in the background; until then the key says so. */
static void press_when_known(struct browser *browser, const char *key)
{
	browser_keys(browser, key);
	while (strstr(session_message(browser->session), "still looking")) {
		struct pollfd fd = {session_fd(browser->session), POLLIN, 0};

		/* They may have come since the key; then nothing more does. */
		poll(&fd, 1, 20);
		browser_settle(browser);
		browser_keys(browser, key);
	}
}

Test(ui, brackets_follow_a_speaker_and_braces_a_talk)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "[");
	expect_cursor_on(&browser, "q3");
	browser_keys(&browser, "]");
	expect_cursor_on(&browser, "q6");
	browser_keys(&browser, "[");
	press_when_known(&browser, "{");
	expect_cursor_on(&browser, "q2");
	press_when_known(&browser, "}");
	expect_cursor_on(&browser, "q3");
	press_when_known(&browser, "}");
	browser_expect_text(&browser, "no later quote of this talk");
	browser_close(&browser);
}

/* The style of the cell where TEXT begins in the grid, and whether it is a match. */
static const struct cell *cell_of(const struct screen *screen, const char *text)
{
	for (int row = 0; row < screen->rows; row++) {
		for (int column = 0; column < screen->columns; column++) {
			const struct cell *cell =
				&screen->cells[row * screen->columns + column];
			size_t i = 0;

			while (column + (int)i < screen->columns && text[i] &&
			       cell[i].text[0] == text[i])
				i++;
			if (!text[i])
				return cell;
		}
	}
	cr_assert_fail("no '%s' in the grid", text);
	return NULL;
}

Test(ui, the_speakers_words_look_other_than_the_reporters_and_the_editors)
{
	struct browser browser = browser_on(CORPUS, 24, 132);

	browser_keys(&browser, "/ museum Enter O");
	browser_keys(&browser, "Enter O O");
	cr_expect_eq(cell_of(&browser.screen, "a museum of rust")->style, STYLE_SPOKEN);
	browser_keys(&browser, "q / Ctrl-u channel Enter Enter");
	cr_expect_eq(cell_of(&browser.screen, "will not wait")->style, STYLE_SPOKEN);
	cr_expect_eq(cell_of(&browser.screen, "[at low water] and it will")->style,
		     STYLE_INSERTED);
	browser_keys(&browser, "q / Ctrl-u closed Enter Enter");
	cr_expect_eq(cell_of(&browser.screen, "crews while the port is closed")->style,
		     STYLE_REPORTED);
	browser_close(&browser);
}

Test(ui, matches_are_marked_and_n_goes_on_in_the_next_entry)
{
	struct browser browser = browser_on(CORPUS, 24, 132);

	browser_keys(&browser, "n");
	browser_expect_text(&browser, "the query has no words");
	browser_keys(&browser, "/ crews Enter");
	cr_expect(cell_of(&browser.screen, "crews while")->match);
	cr_expect(!cell_of(&browser.screen, "while")->match);
	expect_cursor_on(&browser, "q3");
	browser_keys(&browser, "n n");
	expect_cursor_on(&browser, "q4");
	browser_keys(&browser, "n");
	browser_expect_text(&browser, "no match below");
	browser_keys(&browser, "N");
	expect_cursor_on(&browser, "q3");
	browser_close(&browser);
}

/* A quote of WORDS words, the last of which is `needle`. */
static char *long_corpus(size_t words)
{
	struct text yaml = {0};

	text_puts(&yaml, "statements: 1\nquotes:\n  - speaker: A\n    text: >-\n");
	for (size_t i = 0; i < words; i++)
		text_puts(&yaml, i % 10 == 0 ? "\n      several" : " words");
	text_puts(&yaml, " needle\n");
	return text_detach(&yaml);
}

Test(ui, what_stands_before_a_match_is_listed_in_a_script_without_blanks_too)
{
	struct browser browser = browser_on("statements: 1\nquotes:\n"
		"  - {speaker: A, text: 我們在會議上討論了臺灣的選舉制度與地方的財政以及修正的草案}\n"
		"  - {speaker: B, text: We talked of the elections and of the finances 修正 at length}\n",
		14, 60);

	browser_keys(&browser, "/");
	ui_paste(browser.ui, "修正", strlen("修正"));
	browser_keys(&browser, "Enter");
	browser_expect_text(&browser, "“ …選舉制度與地方的財政以及修正的草案");
	browser_expect_text(&browser, "“ …and of the finances 修正 at length");
	browser_close(&browser);
}

Test(ui, a_match_far_into_a_text_is_listed_too)
{
	char *yaml = long_corpus(300);
	struct browser browser = browser_on(yaml, 11, 60);

	/* The list alone, no reader. */
	browser_keys(&browser, "/ needle Enter");
	browser_expect_text(&browser, "words words needle");
	cr_expect(cell_of(&browser.screen, "words needle")[6].match);
	browser_close(&browser);
	free(yaml);
}

Test(ui, the_first_match_of_a_long_text_is_in_view)
{
	char *yaml = long_corpus(5000);
	struct browser browser = browser_on(yaml, 24, 80);

	browser_expect_no_text(&browser, "needle");
	browser_keys(&browser, "/ needle");
	cr_expect(cell_of(&browser.screen, "words needle")[6].match);
	browser_keys(&browser, "Enter Enter g");
	browser_expect_no_text(&browser, "words needle");
	browser_keys(&browser, "n");
	cr_expect(cell_of(&browser.screen, "words needle")[6].match);
	browser_close(&browser);
	free(yaml);
}

Test(ui, a_text_of_a_mebibyte_is_read_to_its_end)
{
	char *yaml = long_corpus(160000);
	struct browser browser = browser_on(yaml, 24, 80);

	browser_keys(&browser, "Enter G");
	browser_expect_text(&browser, "corpus.yaml:");
	browser_keys(&browser, "PgUp PgUp");
	browser_expect_text(&browser, "several words");
	browser_keys(&browser, "g");
	cr_expect_eq(browser.screen.cursor_row, 10);
	browser_close(&browser);
	free(yaml);
}

Test(ui, a_change_of_size_keeps_the_line_under_the_cursor)
{
	char *yaml = long_corpus(5000);
	struct browser browser = browser_on(yaml, 24, 80);
	struct text before = {0}, after = {0};

	browser_keys(&browser, "Enter PgDn PgDn PgDn");
	screen_text(&browser.screen, &before);
	ui_resize(browser.ui, 40, 140);
	browser_settle(&browser);
	ui_resize(browser.ui, 3, 10);
	browser_settle(&browser);
	ui_resize(browser.ui, 24, 80);
	browser_settle(&browser);
	screen_text(&browser.screen, &after);
	cr_expect_str_eq(text_string(&after), text_string(&before));
	text_release(&before);
	text_release(&after);
	browser_close(&browser);
	free(yaml);
}

/* --- leaving, and keys that do nothing --- */

Test(ui, q_closes_and_quits_only_from_the_list)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "Enter q");
	cr_expect(!ui_done(browser.ui));
	browser_keys(&browser, "? q");
	cr_expect(!ui_done(browser.ui));
	browser_keys(&browser, "s q Esc h q");
	cr_expect(!ui_done(browser.ui));
	browser_keys(&browser, "q");
	cr_expect(ui_done(browser.ui));
	browser_close(&browser);
}

Test(ui, escape_steps_back_and_never_quits)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "/ speaker:lind Space wages Enter Enter Esc Esc");
	browser_expect_text(&browser, " / speaker:lind ");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, "9 entries, newest");
	browser_keys(&browser, "Esc Esc");
	browser_expect_text(&browser, "nothing to step back from; q quits");
	cr_expect(!ui_done(browser.ui));
	browser_close(&browser);
}

Test(ui, escape_steps_back_however_soon_it_comes)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "/ kind:talk Enter / nobody");
	browser_expect_text(&browser, "0 of 9");
	/* The second comes before the answer to the query that the first gave back. */
	ui_key(browser.ui, KEY_ESC_);
	ui_key(browser.ui, KEY_ESC_);
	browser_settle(&browser);
	browser_expect_text(&browser, "9 entries, newest first");
	browser_expect_no_text(&browser, "stopped");
	browser_close(&browser);
}

Test(ui, a_key_that_does_nothing_here_says_why)
{
	struct browser browser = browser_on(CORPUS, 24, 120);

	browser_keys(&browser, "x");
	browser_expect_text(&browser, "x does nothing; ? shows the keys");
	browser_keys(&browser, "h J");
	browser_expect_text(&browser, "J works in the list and the reader, not in the facets (the next entry, while reading too)");
	browser_keys(&browser, "h");
	browser_expect_text(&browser, "this is the leftmost pane");
	browser_keys(&browser, "Tab k");
	browser_expect_text(&browser, "nothing above");
	browser_keys(&browser, "<");
	browser_expect_text(&browser, "nothing was opened before this");
	browser_close(&browser);
}

Test(ui, a_pane_that_has_all_the_room_cannot_get_more)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	ui_resize(browser.ui, 11, 60);
	browser_settle(&browser);
	browser_keys(&browser, "O");
	browser_expect_text(&browser, "this pane has all the room already");
	/* The reader's lines are no longer than 80 columns unless asked. */
	ui_resize(browser.ui, 11, 120);
	browser_keys(&browser, "l O");
	browser_expect_no_text(&browser, "all the room");
	browser_keys(&browser, "O q");
	/* Nothing was done that would show later. */
	ui_resize(browser.ui, 24, 80);
	browser_settle(&browser);
	browser_expect_text(&browser, "Topics");
	browser_keys(&browser, "O");
	browser_expect_no_text(&browser, "Topics");
	browser_keys(&browser, "O");
	browser_expect_text(&browser, "Topics");
	browser_close(&browser);
}

Test(ui, where_there_is_no_entry_each_key_that_wants_one_says_so)
{
	struct browser browser = browser_on("statements: 1\n", 24, 80);
	static const char *const keys[] = {"J", "K", "[", "]", "{", "}", "T", "e"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		browser_keys(&browser, "k");
		browser_expect_text(&browser, "nothing above");
		browser_keys(&browser, keys[i]);
		browser_expect_text(&browser, "there is no entry here");
	}
	browser_close(&browser);
}

Test(ui, the_terminals_cursor_stands_where_the_focus_is)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "j");
	/* Below the title and the timeline, on the second row. */
	cr_expect_eq(browser.screen.cursor_row, 3);
	browser_keys(&browser, "/ ab");
	cr_expect_eq(browser.screen.cursor_row, 22);
	cr_expect_eq(browser.screen.cursor_column, 5);
	browser_close(&browser);
}

Test(ui, the_editor_is_asked_for_at_the_entrys_line)
{
	struct browser browser = browser_on(CORPUS, 24, 80);
	const char *file;
	uint32_t line;

	cr_expect(!ui_wants_editor(browser.ui, &file, &line));
	browser_keys(&browser, "e");
	cr_assert(ui_wants_editor(browser.ui, &file, &line));
	cr_expect_str_eq(file, browser.corpus.file);
	cr_expect_eq(line, 32);
	cr_expect(!ui_wants_editor(browser.ui, &file, &line));
	browser_close(&browser);
}

Test(ui, enter_in_the_help_runs_the_line)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "? order Enter");
	browser_expect_text(&browser, "oldest first");
	browser_keys(&browser, "? speech: Enter");
	browser_expect_text(&browser, " / sort:oldest speech:");
	browser_close(&browser);
}

Test(ui, the_help_of_the_prompt_loses_nothing_of_what_is_typed)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "j j / crews");
	browser_expect_text(&browser, "F1 help");
	browser_keys(&browser, "F1");
	browser_expect_text(&browser, "Keys in the prompt");
	browser_expect_text(&browser, "keep this query");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, " / crews ");
	browser_expect_text(&browser, "2 of 9");
	/* A line of it is done there. */
	browser_keys(&browser, "F1 speech Enter");
	browser_expect_text(&browser, " / crews speech: ");
	browser_expect_text(&browser, "2 of 9");
	browser_keys(&browser, "Esc");
	browser_expect_text(&browser, "9 entries, newest first");
	expect_cursor_on(&browser, "q3");
	browser_close(&browser);
}

Test(ui, the_help_says_of_each_field_what_it_takes)
{
	struct browser browser = browser_on(CORPUS, 40, 100);
	struct text written = {0};

	for (int i = 0; i < FIELD_COUNT; i++) {
		text_clear(&written);
		text_printf(&written, "%s:%s ", FIELDS[i].name, FIELDS[i].value);
		browser_keys(&browser, "F1");
		ui_paste(browser.ui, FIELDS[i].name, strlen(FIELDS[i].name));
		ui_paste(browser.ui, ":", 1);
		browser_settle(&browser);
		browser_expect_text(&browser, text_string(&written));
		browser_expect_text(&browser, FIELDS[i].help);
		browser_keys(&browser, "Esc");
	}
	text_release(&written);
	browser_close(&browser);
}

Test(ui, the_help_of_the_picker_comes_back_to_it)
{
	struct browser browser = browser_on(CORPUS, 24, 80);

	browser_keys(&browser, "s lin F1");
	browser_expect_text(&browser, "Keys in the picker");
	browser_keys(&browser, "q");
	browser_expect_text(&browser, "Speaker: lin");
	browser_keys(&browser, "F1 choose Enter");
	browser_wait_text(&browser, "said by Per Lind");
	/* A field is typed in the prompt. */
	browser_keys(&browser, "t F1 outlet Enter");
	browser_expect_text(&browser, " / speaker:lind outlet: ");
	browser_expect_no_text(&browser, "Topic:");
	browser_close(&browser);
}

Test(ui, hostile_text_is_harmless_wherever_it_is_shown)
{
	static const char yaml[] =
		"statements: 1\n"
		"title: \"t\\e[31m\\u202e\"\n"
		"quotes:\n"
		"  - speaker: \"s\\e]0;x\\a\\u009b\"\n"
		"    topics: [\"\\e[2J\"]\n"
		"    text: \"a\\e[31mb\\u202ec\\r\\nd\\u0085e\"\n";
	struct browser browser = browser_on(yaml, 24, 80);

	browser_expect_text(&browser, "^[[31m");
	browser_expect_text(&browser, "<U+202E>");
	browser_expect_no_text(&browser, "\033");
	browser_expect_no_text(&browser, "\xe2\x80\xae");
	browser_expect_no_text(&browser, "\xc2\x9b");
	browser_keys(&browser, "s");
	browser_expect_no_text(&browser, "\033");
	browser_close(&browser);
}

Test(ui, a_message_that_is_too_long_keeps_its_reason)
{
	struct browser browser = browser_on(CORPUS, 24, 80);
	struct text name = {0};

	for (int i = 0; i < 40; i++)
		text_puts(&name, i % 3 ? "folder/" : "資料\xe2\x80\xae/");
	ui_say(browser.ui, "cannot open '%slast.yaml': no such file", text_string(&name));
	browser_settle(&browser);
	browser_expect_text(&browser, " cannot open '資料<U+202E>/folder/folder/");
	browser_expect_text(&browser, " <U+202E>/folder/folder/資…");
	browser_expect_text(&browser, "資料<U+202E>/last.yaml': no such file");
	/* In the one line below a query that is being typed too. */
	browser_keys(&browser, "/");
	ui_say(browser.ui, "cannot open '%slast.yaml': no such file", text_string(&name));
	browser_settle(&browser);
	browser_expect_text(&browser, " cannot open '資料");
	browser_expect_text(&browser, "資料<U+202E>/last.yaml': no such file");
	/* What fits stays whole. */
	ui_say(browser.ui, "%s", "1234567 1234567 1234567 1234567 1234567 1234567 1234567 1234567 "
	       "1234567 123456");
	browser_settle(&browser);
	browser_expect_text(&browser, " 1234567 1234567 1234567 1234567 1234567 1234567 1234567 "
			    "1234567 1234567 123456");
	text_release(&name);
	browser_close(&browser);
}

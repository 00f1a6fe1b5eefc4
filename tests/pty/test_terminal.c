/*
 * The screen: what kinds of terminals get, sizes, colours, locales, and what is printed.
 */
#include <criterion/criterion.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "tests/pty/stage.h"
#include "tests/support/chance.h"

Test(terminal, shows_the_corpus_and_leaves_the_terminal_as_it_was)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_see(&stage.pty, "Speakers");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(terminal, every_kind_of_terminal_gets_only_its_own_sequences)
{
	static const char *const names[] = {"xterm", "tmux-256color", "screen", "linux", "vt100",
					    "rxvt-unicode-256color", "ansi", "vt220"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct stage stage;
		char variable[64];

		snprintf(variable, sizeof(variable), "TERM=%s", names[i]);
		stage_open(&stage, (struct pty_options){.environment = {variable}});
		/* The emulator is an xterm; what it shows does not matter here. */
		pty_see_raw(&stage.pty);
		pty_type(&stage.pty, "jjjkG/the\033t\033?\033JQ");
		cr_expect_eq(pty_end(&stage.pty), 0, "%s", names[i]);
		cr_expect(pty_restored(&stage.pty), "%s", names[i]);
		stage_close(&stage);
	}
}

/* --- sizes --- */

Test(terminal, follows_a_storm_of_sizes)
{
	struct stage stage;
	struct chance chance = {7};

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	for (int i = 0; i < 300; i++) {
		pty_resize(&stage.pty, 1 + (int)chance_below(&chance, 60),
			   1 + (int)chance_below(&chance, 200));
		if (i % 10 == 0)
			pty_type(&stage.pty, "j");
	}
	pty_resize(&stage.pty, 1, 1);
	pty_resize(&stage.pty, 30, 100);
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(terminal, ctrl_l_paints_over_what_something_else_wrote)
{
	static const char OTHER[] = "\033[2Ja message from the system";
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	vterm_input_write(stage.pty.vterm, OTHER, strlen(OTHER));
	pty_see(&stage.pty, "a message from the system");
	pty_type(&stage.pty, "\f");
	pty_see(&stage.pty, STAGE_TITLE);
	pty_see_gone(&stage.pty, "a message from the system");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(terminal, starts_at_any_size)
{
	static const int sizes[][2] = {{1, 1}, {1, 200}, {200, 1}, {2, 2}, {500, 1000},
				       {60000, 60000}, {3, 10}};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){.rows = sizes[i][0] > 1000 ? 24 : sizes[i][0],
							.columns = sizes[i][1] > 1000 ? 80 : sizes[i][1]});
		if (sizes[i][0] > 1000) {
			struct winsize size = {.ws_row = 60000, .ws_col = 60000};

			ioctl(stage.pty.master, TIOCSWINSZ, &size);
		}
		pty_see_raw(&stage.pty);
		pty_type(&stage.pty, "jkQ");
		cr_expect_eq(pty_end(&stage.pty), 0, "%d×%d", sizes[i][0], sizes[i][1]);
		stage_close(&stage);
	}
}

Test(terminal, does_not_believe_lines_and_columns_of_the_environment)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {"LINES=65535", "COLUMNS=-3"}});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_see(&stage.pty, "11 entries");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

/* --- printing on a terminal --- */

/* COUNT quotes with the word that is searched for. */
static void search_on_terminal(int count, const char *limit, const char *seen, const char *never)
{
	struct folder folder;
	struct stage stage;
	char path[160];
	FILE *file;

	folder_init(&folder);
	snprintf(path, sizeof(path), "%s/many.yaml", folder.path);
	file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs("statements: 1\nquotes:\n", file);
	for (int i = 0; i < count; i++)
		fprintf(file, "  - {speaker: Ada, id: q%d, text: word number %d}\n", i, i);
	fclose(file);
	stage_open(&stage, (struct pty_options){.rows = 200, .arguments = {"search", limit, "word", path}});
	cr_expect_eq(pty_end(&stage.pty), 0);
	pty_see(&stage.pty, seen);
	cr_expect_null(strstr(text_string(&stage.pty.bytes), never), "%s",
		       text_string(&stage.pty.bytes));
	stage_close(&stage);
	folder_release(&folder);
}

Test(terminal, a_long_answer_is_cut_there_and_says_so)
{
	search_on_terminal(21, "--sort=oldest", "20 of 21 are shown (--limit N shows more)", "· q20");
	search_on_terminal(20, "--sort=oldest", "· q19", "are shown");
	/* Who asked for so many knows. */
	search_on_terminal(21, "--limit=3", "· q20", "are shown");
	search_on_terminal(21, "--limit=21", "· q0", "are shown");
}

/* --- what it cannot drive --- */

static void expect_refused(const char *variable, const char *words)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {variable}});
	cr_expect_eq(pty_end(&stage.pty), 2, "%s", variable);
	pty_see(&stage.pty, words);
	cr_expect_null(strchr(text_string(&stage.pty.bytes), '\033'), "%s: %s", variable,
		       text_string(&stage.pty.bytes));
	cr_expect_eq(folder_count(&stage.folder), 0u, "it loaded first");
	stage_close(&stage);
}

Test(terminal, a_terminal_that_cannot_be_driven_is_told_with_the_way_out)
{
	expect_refused("TERM", "TERM is not set");
	expect_refused("TERM=", "TERM is not set");
	expect_refused("TERM=dumb", "cannot place");
	expect_refused("TERM=no-such-thing", "is not known");
	expect_refused("TERM=\033[31m", "is not known");
	expect_refused("TERM=../../etc/passwd", "is not known");
}

/* Whether a sequence that sets a colour was sent. */
static bool has_colour(struct pty *pty)
{
	regex_t pattern;
	bool found;

	regcomp(&pattern, "\033\\[(3[0-7]|4[0-7]|[34]8;)[0-9;]*m", REG_EXTENDED);
	found = regexec(&pattern, text_string(&pty->bytes), 0, NULL, 0) == 0;
	regfree(&pattern);
	return found;
}

Test(terminal, no_color_means_none)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {"NO_COLOR=1"}});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "jq");
	stage_end(&stage, 0);
	cr_expect_not(has_colour(&stage.pty));
	stage_close(&stage);
	stage_open(&stage, (struct pty_options){.environment = {"NO_COLOR="}});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	cr_expect(has_colour(&stage.pty), "an empty NO_COLOR means nothing");
	stage_close(&stage);
}

Test(terminal, a_plain_locale_still_shows_all_letters)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {"LC_ALL=C"}});
	pty_see(&stage.pty, "─");
	pty_see(&stage.pty, "│");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

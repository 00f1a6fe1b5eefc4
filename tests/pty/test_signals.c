/*
 * Signals, stops, lines that are cut, and loads that are stopped.
 */
#include <criterion/criterion.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/pty/stage.h"

Test(signals, a_signal_ends_it_with_the_terminal_restored)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){0});
		pty_see(&stage.pty, STAGE_TITLE);
		pty_signal(&stage.pty, signals[i]);
		stage_end(&stage, 128 + signals[i]);
		stage_close(&stage);
	}
}

Test(signals, what_ends_it_at_once_gives_the_terminal_back)
{
	/* Not SIGSEGV: a sanitizer keeps that to itself. */
	static const int signals[] = {SIGABRT, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct stage stage;
		int status;

		stage_open(&stage, (struct pty_options){0});
		pty_see(&stage.pty, STAGE_TITLE);
		pty_signal(&stage.pty, signals[i]);
		status = pty_end(&stage.pty);
		cr_expect_eq(status, 128 + signals[i], "signal %d: status %d", signals[i], status);
		cr_expect(pty_restored(&stage.pty), "signal %d", signals[i]);
		cr_expect(strstr(text_string(&stage.pty.bytes), "\033[?1049l"), "signal %d", signals[i]);
		cr_expect(strstr(text_string(&stage.pty.bytes), "\033[?2004l"), "it pastes in brackets");
		stage_close(&stage);
	}
}

/* Standard input is this terminal, and nobody types anything. */
/* So often that it also comes just before a read. */
Test(signals, a_signal_while_standard_input_is_read_leaves_no_file)
{
	for (int i = 0; i < 30; i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){.arguments = {"check", "-"}});
		while (folder_count(&stage.folder) == 0)
			;
		pty_type(&stage.pty, "\003");
		cr_assert_eq(pty_end(&stage.pty), 128 + SIGINT);
		cr_assert_eq(folder_count(&stage.folder), 0u, "in the %dth run", i);
		stage_close(&stage);
	}
}

Test(signals, ctrl_c_quits)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "\003");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(signals, ends_when_the_line_is_cut)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_hang_up(&stage.pty);
	cr_expect_eq(pty_end(&stage.pty), 128 + SIGHUP);
	stage_close(&stage);
}

/* The terminal takes no more bytes: ending must not wait for it. */
Test(signals, ends_when_the_terminal_that_shows_it_is_another_and_is_cut)
{
	struct stage stage;
	char command[256], name[64], byte;
	int master, slave;

	snprintf(command, sizeof(command), "read name; exec '%s' statements.yaml >$name",
		 pty_program());
	stage_open(&stage, (struct pty_options){.program = "/bin/sh", .arguments = {"-c", command}});
	/* Made now, so that nobody else has it open. */
	cr_assert_eq(openpty(&master, &slave, name, NULL, NULL), 0);
	pty_type(&stage.pty, name);
	pty_type(&stage.pty, "\n");
	cr_assert_eq(read(master, &byte, 1), 1);
	close(slave);
	close(master);
	cr_expect_eq(pty_end(&stage.pty), 128 + SIGHUP);
	cr_expect(pty_restored(&stage.pty));
	stage_close(&stage);
}

Test(signals, ends_though_the_terminal_is_stuck)
{
	struct stage stage;
	struct pty *pty = &stage.pty;

	stage_open(&stage, (struct pty_options){0});
	pty_see(pty, STAGE_TITLE);
	tcflow(pty->slave, TCOOFF);
	pty_type(pty, "?");
	pty_signal(pty, SIGTERM);
	pty->unread = true;
	cr_expect_eq(pty_end(pty), 128 + SIGTERM);
	tcflow(pty->slave, TCOON);
	cr_expect(pty_restored(pty));
	stage_close(&stage);
}

Test(signals, ctrl_z_stops_it_and_it_comes_back)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "\032");
	pty_see_stopped(&stage.pty);
	cr_expect(pty_restored(&stage.pty));
	pty_see_gone(&stage.pty, STAGE_TITLE);
	/* Another size meanwhile. */
	pty_resize(&stage.pty, 40, 140);
	pty_continue(&stage.pty);
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "\032");
	pty_see_stopped(&stage.pty);
	pty_continue(&stage.pty);
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(signals, a_stop_from_outside_gives_the_terminal_back_too)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_signal(&stage.pty, SIGTSTP);
	pty_see_stopped(&stage.pty);
	cr_expect(pty_restored(&stage.pty));
	pty_continue(&stage.pty);
	pty_see(&stage.pty, STAGE_TITLE);
	pty_signal(&stage.pty, SIGSTOP);
	pty_see_stopped(&stage.pty);
	/* A shell that was used meanwhile left other modes. */
	tcsetattr(stage.pty.slave, TCSANOW, &stage.pty.modes);
	pty_continue(&stage.pty);
	pty_see_raw(&stage.pty);
	pty_type(&stage.pty, "?");
	pty_see(&stage.pty, "F1");
	pty_type(&stage.pty, "\033q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

/* --- loads --- */

/* Begins to load what takes long enough to be stopped. */
static void load_open(struct stage *stage, struct folder *folder)
{
	char path[160];
	FILE *file;

	folder_init(folder);
	snprintf(path, sizeof(path), "%s/large.yaml", folder->path);
	file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs("statements: 1\nquotes:\n", file);
	for (int i = 0; i < 900000; i++)
		fprintf(file, "  - {speaker: Ada, text: word number %d}\n", i);
	fclose(file);
	stage_open(stage, (struct pty_options){.arguments = {path}});
	pty_see(&stage->pty, "Esc stops");
}

static void load_end_by_esc(struct stage *stage, struct folder *folder)
{
	pty_type(&stage->pty, "\033");
	pty_see(&stage->pty, "stopped; nothing has changed");
	cr_expect_eq(pty_end(&stage->pty), 4);
	cr_expect(pty_restored(&stage->pty), "the terminal's modes are others than before");
	stage_close(stage);
	folder_release(folder);
}

/* Until keys come one by one; Ctrl-C stays a signal while it loads. */
static void see_keys(struct pty *pty)
{
	struct termios modes;

	while (tcgetattr(pty->slave, &modes) == 0 && (modes.c_lflag & ICANON)) {
		cr_assert(!pty_over(pty), "it ended");
		pty_pump(pty);
	}
}

Test(signals, esc_stops_a_load)
{
	struct folder folder;
	struct stage stage;

	load_open(&stage, &folder);
	pty_type(&stage.pty, "\033[A");
	pty_see(&stage.pty, "%");	/* another key does not */
	load_end_by_esc(&stage, &folder);
}

Test(signals, ctrl_z_stops_a_load_and_it_goes_on)
{
	struct folder folder;
	struct stage stage;

	load_open(&stage, &folder);
	pty_type(&stage.pty, "\032");
	pty_see_stopped(&stage.pty);
	cr_expect(pty_restored(&stage.pty));
	pty_continue(&stage.pty);
	see_keys(&stage.pty);
	pty_signal(&stage.pty, SIGSTOP);
	pty_see_stopped(&stage.pty);
	/* A shell that was used meanwhile left other modes. */
	tcsetattr(stage.pty.slave, TCSANOW, &stage.pty.modes);
	pty_continue(&stage.pty);
	see_keys(&stage.pty);
	load_end_by_esc(&stage, &folder);
}

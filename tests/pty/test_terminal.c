#include <criterion/criterion.h>
#include <pty.h>
#include <regex.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/pty/lexer.h"
#include "tests/pty/pty.h"
#include "tests/support/chance.h"
#include "tests/support/folder.h"

/* Each test has a cache of its own, and the program on a pseudo-terminal, of which every byte
 * is looked at in the end. */
struct stage {
	struct folder folder;
	char cache[128];
	const char *terminal;	/* its type */
	struct pty pty;
};

static void stage_open(struct stage *stage, struct pty_options options)
{
	size_t count = 0;

	folder_init(&stage->folder);
	snprintf(stage->cache, sizeof(stage->cache), "XDG_CACHE_HOME=%s", stage->folder.path);
	stage->terminal = "xterm-256color";
	for (; options.environment[count]; count++)
		if (strncmp(options.environment[count], "TERM=", 5) == 0)
			stage->terminal = options.environment[count] + 5;
	options.environment[count] = stage->cache;
	if (!options.arguments[0])
		options.arguments[0] = "statements.yaml";
	pty_start(&stage->pty, &options);
}

static void stage_close(struct stage *stage)
{
	size_t length = stage->pty.bytes.length;
	const char *bytes = text_string(&stage->pty.bytes);
	size_t good = lexer_check(stage->terminal, bytes, length);

	cr_expect_eq(good, length, "byte %zu begins something else: %02x %.20s", good,
		     (unsigned char)bytes[good], bytes + good);
	pty_release(&stage->pty);
	folder_release(&stage->folder);
}

/* What is on the first screen of statements.yaml. */
static const char TITLE[] = "Blinken and Sybiha, November 2024";

static void expect_ended(struct pty *pty, int status)
{
	int got = pty_end(pty);

	cr_expect_eq(got, status, "status %d, not %d", got, status);
	cr_expect(pty_restored(pty), "the terminal's modes are others than before");
	cr_expect(strstr(text_string(&pty->bytes), "\033[?1049l"), "the alternate screen stays");
}

Test(terminal, shows_the_corpus_and_leaves_the_terminal_as_it_was)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_see(&stage.pty, "Speakers");
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
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

Test(terminal, esc_alone_is_taken_at_once)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "/standing");
	pty_see(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "\033");
	pty_see_gone(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, a_key_that_terminfo_lacks_is_no_esc_and_some_letters)
{
	static const char *const KEYS[] = {"\033[1;5D", "\033[5;5~", "\033[[E", "\033[24~"};
	struct stage stage;

	/* Ctrl-Left, Ctrl-PgUp, F5 of the console, F12. */
	stage_open(&stage, (struct pty_options){.environment = {"TERM=vt100"}});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "3");
	pty_see(&stage.pty, "of kind talk");
	for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
		pty_type(&stage.pty, "k");
		pty_see(&stage.pty, "nothing above");
		pty_type(&stage.pty, KEYS[i]);
		pty_see(&stage.pty, "this key does nothing");
		pty_see(&stage.pty, "of kind talk");
	}
	pty_type(&stage.pty, "/nobody");
	pty_see(&stage.pty, "“nobody*”");
	pty_type(&stage.pty, KEYS[0]);
	pty_see(&stage.pty, "this key does nothing");
	pty_see(&stage.pty, "/ kind:talk nobody");
	pty_type(&stage.pty, "\033");
	pty_see(&stage.pty, "2 of 11");
	/* What only begins so is what was typed: Esc takes the filter, [ finds no speaker. */
	pty_type(&stage.pty, "\033[");
	pty_see(&stage.pty, "a talk has no speaker of its own");
	pty_see(&stage.pty, "11 entries, newest first");
	pty_type(&stage.pty, "\033[B\033OB");
	pty_see(&stage.pty, "›undated      Blinken ±");
	pty_type(&stage.pty, "Q");
	cr_expect_eq(pty_end(&stage.pty), 0);
	stage_close(&stage);
}

Test(terminal, a_key_without_a_name_here_says_that_it_does_nothing)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "\033[1;5D");
	pty_see(&stage.pty, "this key does nothing; ? shows the keys");
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, a_pasted_text_is_typed_into_the_prompt_and_nowhere_else)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_paste(&stage.pty, "qQ\003q");
	pty_type(&stage.pty, "/");
	pty_paste(&stage.pty, "standing");
	pty_see(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "\rq");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, a_character_that_comes_in_pieces_is_one)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "/");
	pty_see(&stage.pty, "Esc close");
	pty_type(&stage.pty, "a\xe8");
	pty_see(&stage.pty, "“a*”");
	pty_type(&stage.pty, "\xb3\x87");
	pty_see(&stage.pty, "/ a資");
	pty_type(&stage.pty, "\033[200~ \xc3");
	pty_type(&stage.pty, "\xa9nd\033[201~");
	pty_see(&stage.pty, "/ a資 énd");
	pty_type(&stage.pty, "\003");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, bytes_that_are_no_characters_take_nothing_with_them)
{
	char bytes[3000];
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "/");
	pty_see(&stage.pty, "Esc close");
	/* The last of them is as another encoding writes it. */
	pty_type(&stage.pty, "\xe4 st\xc3" "anding");
	pty_see(&stage.pty, "/ � st�anding");
	pty_type(&stage.pty, "\025");
	memset(bytes, 0xff, sizeof(bytes) - 1);
	bytes[sizeof(bytes) - 1] = '\0';
	pty_type(&stage.pty, bytes);
	pty_see(&stage.pty, "there is no room for more text");
	pty_type(&stage.pty, "\025good");
	pty_see(&stage.pty, "/ good");
	pty_type(&stage.pty, "\003");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

/* --- sizes --- */

Test(terminal, follows_a_storm_of_sizes)
{
	struct stage stage;
	struct chance chance = {7};

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	for (int i = 0; i < 300; i++) {
		pty_resize(&stage.pty, 1 + (int)chance_below(&chance, 60),
			   1 + (int)chance_below(&chance, 200));
		if (i % 10 == 0)
			pty_type(&stage.pty, "j");
	}
	pty_resize(&stage.pty, 1, 1);
	pty_resize(&stage.pty, 30, 100);
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

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

Test(terminal, esc_stops_a_load)
{
	struct folder folder;
	struct stage stage;

	load_open(&stage, &folder);
	pty_type(&stage.pty, "\033[A");
	pty_see(&stage.pty, "%");	/* another key does not */
	load_end_by_esc(&stage, &folder);
}

Test(terminal, ctrl_z_stops_a_load_and_it_goes_on)
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

Test(terminal, ctrl_l_paints_over_what_something_else_wrote)
{
	static const char OTHER[] = "\033[2Ja message from the system";
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	vterm_input_write(stage.pty.vterm, OTHER, strlen(OTHER));
	pty_see(&stage.pty, "a message from the system");
	pty_type(&stage.pty, "\f");
	pty_see(&stage.pty, TITLE);
	pty_see_gone(&stage.pty, "a message from the system");
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
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
	pty_see(&stage.pty, TITLE);
	pty_see(&stage.pty, "11 entries");
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

/* --- signals --- */

Test(terminal, a_signal_ends_it_with_the_terminal_restored)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){0});
		pty_see(&stage.pty, TITLE);
		pty_signal(&stage.pty, signals[i]);
		expect_ended(&stage.pty, 128 + signals[i]);
		stage_close(&stage);
	}
}

Test(terminal, what_ends_it_at_once_gives_the_terminal_back)
{
	/* Not SIGSEGV: a sanitizer keeps that to itself. */
	static const int signals[] = {SIGABRT, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct stage stage;
		int status;

		stage_open(&stage, (struct pty_options){0});
		pty_see(&stage.pty, TITLE);
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
Test(terminal, a_signal_while_standard_input_is_read_leaves_no_file)
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

Test(terminal, ctrl_c_quits)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "\003");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, ends_when_the_line_is_cut)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_hang_up(&stage.pty);
	cr_expect_eq(pty_end(&stage.pty), 128 + SIGHUP);
	stage_close(&stage);
}

/* The terminal takes no more bytes: ending must not wait for it. */
Test(terminal, ends_when_the_terminal_that_shows_it_is_another_and_is_cut)
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

Test(terminal, ends_though_the_terminal_is_stuck)
{
	struct stage stage;
	struct pty *pty = &stage.pty;

	stage_open(&stage, (struct pty_options){0});
	pty_see(pty, TITLE);
	tcflow(pty->slave, TCOOFF);
	pty_type(pty, "?");
	pty_signal(pty, SIGTERM);
	pty->unread = true;
	cr_expect_eq(pty_end(pty), 128 + SIGTERM);
	tcflow(pty->slave, TCOON);
	cr_expect(pty_restored(pty));
	stage_close(&stage);
}

Test(terminal, ctrl_z_stops_it_and_it_comes_back)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "\032");
	pty_see_stopped(&stage.pty);
	cr_expect(pty_restored(&stage.pty));
	pty_see_gone(&stage.pty, TITLE);
	/* Another size meanwhile. */
	pty_resize(&stage.pty, 40, 140);
	pty_continue(&stage.pty);
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "\032");
	pty_see_stopped(&stage.pty);
	pty_continue(&stage.pty);
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, a_stop_from_outside_gives_the_terminal_back_too)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, TITLE);
	pty_signal(&stage.pty, SIGTSTP);
	pty_see_stopped(&stage.pty);
	cr_expect(pty_restored(&stage.pty));
	pty_continue(&stage.pty);
	pty_see(&stage.pty, TITLE);
	pty_signal(&stage.pty, SIGSTOP);
	pty_see_stopped(&stage.pty);
	/* A shell that was used meanwhile left other modes. */
	tcsetattr(stage.pty.slave, TCSANOW, &stage.pty.modes);
	pty_continue(&stage.pty);
	pty_see_raw(&stage.pty);
	pty_type(&stage.pty, "?");
	pty_see(&stage.pty, "F1");
	pty_type(&stage.pty, "\033q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

/* --- the editor --- */

/* What the editor found: a script that writes it beside itself. */
static char *read_whole(const char *path)
{
	struct text text = {0};
	char bytes[4096];
	size_t length;
	FILE *file = fopen(path, "r");

	cr_assert(file, "%s is missing", path);
	while ((length = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_add(&text, bytes, length);
	fclose(file);
	return text_detach(&text);
}

Test(terminal, the_editor_gets_a_clean_terminal_and_nothing_of_ours)
{
	static const char script[] =
		"#!/bin/sh\n"
		"{ echo \"arguments $#: $1 $2\"; stty -a; grep Sig /proc/self/status;\n"
		"ls -l /proc/$$/fd; } >\"$0.log\"\n"
		"echo editing\n"
		"exit 3\n";
	struct stage stage;
	struct folder folder;
	char variable[256], log[256];
	char *path, *found;
	int terminals = 0;

	folder_init(&folder);
	path = folder_write(&folder, "my editor", script, sizeof(script) - 1);
	chmod(path, 0700);
	snprintf(variable, sizeof(variable), "VISUAL='%s'", path);
	snprintf(log, sizeof(log), "%s.log", path);
	stage_open(&stage, (struct pty_options){.environment = {variable}});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "ended with status 3");
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "Q");
	expect_ended(&stage.pty, 0);
	found = read_whole(log);
	cr_expect(strstr(found, "arguments 2: +"), "%s", found);
	cr_expect(strstr(found, "statements.yaml\n"), "%s", found);
	cr_expect(strstr(found, " icanon"), "%s", found);
	cr_expect(strstr(found, " echo "), "%s", found);
	cr_expect(strstr(found, "SigBlk:\t0000000000000000"), "%s", found);
	/* Two that the C library keeps for itself. */
	cr_expect(strstr(found, "SigIgn:\t0000000180000000") ||
		  strstr(found, "SigIgn:\t0000000000000000"), "%s", found);
	/* Standard input, error, and what the script keeps of the output. */
	for (const char *at = found; (at = strstr(at, "/dev/pts/")); at++)
		terminals++;
	cr_expect_leq(terminals, 3, "%s", found);
	/* Neither the store nor the pipes of signals and of the worker. */
	cr_expect(strstr(found, "my editor") && !strstr(found, ".db") && !strstr(found, "pipe:"),
		  "%s", found);
	free(found);
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

Test(terminal, what_the_parent_ignores_stays_ignored_here_and_in_the_editor)
{
	struct stage stage;
	struct folder folder;
	char variable[256], script[256], log[256];
	char *path, *found;

	folder_init(&folder);
	snprintf(script, sizeof(script), "#!/bin/sh\ngrep SigIgn /proc/self/status >%s/log\n"
		 "exit 3\n", folder.path);
	path = folder_write(&folder, "editor", script, strlen(script));
	chmod(path, 0700);
	snprintf(variable, sizeof(variable), "VISUAL=%s", path);
	stage_open(&stage, (struct pty_options){
		.program = "/usr/bin/env",
		.arguments = {"--ignore-signal=INT,QUIT,TSTP,CHLD", pty_program(), "statements.yaml"},
		.environment = {variable}});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "ended with status 3");
	pty_signal(&stage.pty, SIGINT);
	pty_signal(&stage.pty, SIGQUIT);
	pty_type(&stage.pty, "?");
	pty_see(&stage.pty, "F1");
	pty_type(&stage.pty, "\033Q");
	expect_ended(&stage.pty, 0);
	/* INT, QUIT and TSTP. */
	snprintf(log, sizeof(log), "%s/log", folder.path);
	found = read_whole(log);
	cr_expect_eq(strtoul(strchr(found, '\t'), NULL, 16) & 0x80006, 0x80006u, "%s", found);
	free(found);
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

Test(terminal, an_editor_that_is_not_there_is_told)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {"VISUAL=", "EDITOR=no-such-editor -x"}});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "cannot start the editor 'no-such-editor'");
	pty_type(&stage.pty, "Q");
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

Test(terminal, the_editor_gets_the_terminal_where_standard_input_is_the_corpus)
{
	static const char script[] = "#!/bin/sh\nls -l /proc/$$/fd/0 >\"$0.log\"\n";
	struct stage stage;
	struct folder folder;
	char variable[256], log[256];
	char *path, *found;

	folder_init(&folder);
	path = folder_write(&folder, "editor", script, sizeof(script) - 1);
	chmod(path, 0700);
	snprintf(variable, sizeof(variable), "VISUAL=%s", path);
	snprintf(log, sizeof(log), "%s.log", path);
	stage_open(&stage, (struct pty_options){.program = "/bin/sh", .environment = {variable},
		.arguments = {"-c", "echo 'statements: 1' | \"$0\" - statements.yaml",
			      pty_program()}});
	pty_see(&stage.pty, "11 entries, newest first");
	pty_type(&stage.pty, "k");
	pty_see(&stage.pty, "nothing above");
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "? help");
	pty_type(&stage.pty, "Q");
	cr_expect_eq(pty_end(&stage.pty), 0);
	found = read_whole(log);
	cr_expect(strstr(found, "-> /dev/"), "%s", found);
	free(found);
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

Test(terminal, what_came_from_standard_input_has_no_file_to_edit)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.program = "/bin/sh",
		.environment = {"VISUAL=true"},
		.arguments = {"-c", "\"$0\" - < statements.yaml", pty_program()}});
	pty_see(&stage.pty, "11 entries, newest first");
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "cannot edit 'standard input': no such file");
	pty_type(&stage.pty, "Q");
	cr_expect_eq(pty_end(&stage.pty), 0);
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
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "jq");
	expect_ended(&stage.pty, 0);
	cr_expect_not(has_colour(&stage.pty));
	stage_close(&stage);
	stage_open(&stage, (struct pty_options){.environment = {"NO_COLOR="}});
	pty_see(&stage.pty, TITLE);
	pty_type(&stage.pty, "q");
	expect_ended(&stage.pty, 0);
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
	expect_ended(&stage.pty, 0);
	stage_close(&stage);
}

/* --- text from strangers --- */

static const char HOSTILE[] =
	"statements: 1\n"
	"title: \"\\e]0;owned\\a\\e[2Jtitle\"\n"
	"speakers: [{id: a, name: \"\\e[31mA\\x9b31m\"}]\n"
	"topics: [{id: t, label: \"\\u202Etopic\\r\\n\\e[H\"}]\n"
	"talks: [{id: k, title: \"\\e[?1049l talk\", place: \"\\x9dplace\"}]\n"
	"quotes:\n"
	"- {speaker: a, talk: k, topics: [t], text: \"\\e[2J\\e]52;c;cHduZWQ=\\a\\x85\\b\\b\\x7f harmless\"}\n"
	"- {speaker: a, text: \"\\U000E0001\\u200B\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301 😀👨‍👩‍👧 日本 \\eP\\e\\\\ end\"}\n";

Test(terminal, nothing_in_a_corpus_reaches_the_terminal_as_a_sequence)
{
	struct stage stage;
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_write(&folder, "\033[31mhostile\n.yaml", HOSTILE, sizeof(HOSTILE) - 1);
	stage_open(&stage, (struct pty_options){.arguments = {path}});
	pty_see(&stage.pty, "3 entries");
	pty_type(&stage.pty, "j");
	pty_see(&stage.pty, "harmless");
	pty_type(&stage.pty, "jjk\r?\033\033\033t\033/\033");
	pty_paste(&stage.pty, "x");
	pty_see_raw(&stage.pty);
	pty_type(&stage.pty, "Q");
	expect_ended(&stage.pty, 0);
	cr_expect_null(strstr(text_string(&stage.pty.bytes), "\033[31mA"));
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

/* Two corpora of one shape: in one what a terminal would obey, in the other the letters that
 * stand for it on the screen. */
#define TWIN(title, name, label, talk, place, first, second)				\
	"statements: 1\n"								\
	"title: \"" title "\"\n"							\
	"speakers: [{id: a, name: \"" name "\"}]\n"					\
	"topics: [{id: t, label: \"" label "\"}]\n"					\
	"talks: [{id: k, title: \"" talk "\", place: \"" place "\"}]\n"		\
	"quotes:\n"									\
	"- {id: q1, speaker: a, talk: k, topics: [t], text: \"" first "\"}\n"		\
	"- {id: q2, speaker: a, topics: [t], text: \"" second "\"}\n"

static const char OBEYED[] = TWIN(
	"\\x9b2Jtitle\\a", "A\\x9b31m \\e]0;x\\a", "\\u202Et\\ecx\\x7f", "\\e[?1049l talk",
	"\\x9dplace", "\\x9b2J\\x9d52;c;cHduZWQ=\\a\\x85\\b\\b\\x7f first \\x0e\\x0f",
	"\\U000E0001\\u200B\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301 😀👨‍👩‍👧 日本 \\u2066\\x90 second");
static const char SHOWN[] = TWIN(
	"<9B>2Jtitle^G", "A<9B>31m ^[]0;x^G", "<U+202E>t^[cx^?", "^[[?1049l talk",
	"<9D>place", "<9B>2J<9D>52;c;cHduZWQ=^G\\n^H^H^? first ^N^O",
	"<U+E0001><U+200B>◌\\u0301\\u0301\\u0301\\u0301 😀👨 日本 <U+2066><90> second");

struct twin {
	struct folder folder;
	struct stage stage;
	char *path;
	struct text kinds;	/* of the sequences that were sent */
};

static void twin_open(struct twin *twin, const char *yaml)
{
	folder_init(&twin->folder);
	twin->path = folder_write(&twin->folder, "corpus.yaml", yaml, strlen(yaml));
	stage_open(&twin->stage, (struct pty_options){.arguments = {twin->path}});
}

static void twin_close(struct twin *twin)
{
	struct pty *pty = &twin->stage.pty;

	pty_type(pty, "Q");
	expect_ended(pty, 0);
	lexer_kinds(twin->stage.terminal, text_string(&pty->bytes), pty->bytes.length, &twin->kinds);
	free(twin->path);
	stage_close(&twin->stage);
	folder_release(&twin->folder);
}

/* What the screen shows, but for the name that mkdtemp gave the folder; yours to free. */
static char *picture_of(struct twin *twin)
{
	const char *made = strrchr(twin->folder.path, '/') + 1;
	char *picture = pty_picture(&twin->stage.pty), *found;

	while ((found = strstr(picture, made)))
		memset(found, '_', strlen(made));
	return picture;
}

/* Until both show TEXT and all else alike. */
static void see_alike(struct twin *one, struct twin *other, const char *text)
{
	bool alike = false;

	for (int i = 0; !alike; i++) {
		char *a = picture_of(one), *b = picture_of(other);

		alike = strstr(a, text) && strcmp(a, b) == 0;
		cr_assert(alike || i < 1000, "'%s' was expected on both:\n%s\n%s", text, a, b);
		free(a);
		free(b);
		if (alike)
			break;
		pty_pump(&one->stage.pty);
		pty_pump(&other->stage.pty);
	}
}

Test(terminal, a_hostile_text_looks_and_is_sent_like_the_harmless_one_that_shows_it)
{
	static const char *const steps[][2] = {
		{"", "3 entries"}, {"G", "second"}, {"k", "first"}, {"\r", "q close"},
		{"q", "3 entries"}, {"s", "Enter choose"}, {"\033", "? help"}, {"t", "Enter choose"},
		{"\033", "? help"}, {"/talk:k", "2 of 3"}, {"\r", "? help"},
	};
	struct twin hostile = {0}, harmless = {0};

	twin_open(&hostile, OBEYED);
	twin_open(&harmless, SHOWN);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		pty_type(&hostile.stage.pty, steps[i][0]);
		pty_type(&harmless.stage.pty, steps[i][0]);
		see_alike(&hostile, &harmless, steps[i][1]);
	}
	twin_close(&hostile);
	twin_close(&harmless);
	cr_expect_str_eq(text_string(&hostile.kinds), text_string(&harmless.kinds));
	cr_expect(strstr(text_string(&hostile.kinds), "E[#m"), "no colour was sent");
	text_release(&hostile.kinds);
	text_release(&harmless.kinds);
}

Test(terminal, what_is_printed_of_a_corpus_holds_nothing_to_obey)
{
	static const char *const commands[][2] = {
		{"search", ""}, {"show", "k"}, {"list", "speakers"}, {"list", "topics"},
		{"list", "talks"}, {"search", "speaker:\033[31m"}, {"show", "\033]0;x\a"},
	};
	static const char *const never[] = {"\033", "\a", "\b", "\xc2\x9b", "\xc2\x9d", "\xe2\x80\xae",
					    "\xe2\x80\x8b", "\xf3\xa0\x80\x81"};
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_write(&folder, "\033[31mhostile\n.yaml", HOSTILE, sizeof(HOSTILE) - 1);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){
			.arguments = {commands[i][0], commands[i][1], path}});
		cr_expect_leq(pty_end(&stage.pty), 1, "%s %s", commands[i][0], commands[i][1]);
		cr_expect_gt(stage.pty.bytes.length, 0u);
		for (size_t j = 0; j < sizeof(never) / sizeof(never[0]); j++)
			cr_expect_null(strstr(text_string(&stage.pty.bytes), never[j]), "%s %s: %s",
				       commands[i][0], commands[i][1], never[j]);
		stage_close(&stage);
	}
	free(path);
	folder_release(&folder);
}

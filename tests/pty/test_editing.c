/*
 * The editor on the terminal of the program.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/pty/stage.h"

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

Test(editing, the_editor_gets_a_clean_terminal_and_nothing_of_ours)
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
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "ended with status 3");
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "Q");
	stage_end(&stage, 0);
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

Test(editing, what_the_parent_ignores_stays_ignored_here_and_in_the_editor)
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
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "ended with status 3");
	pty_signal(&stage.pty, SIGINT);
	pty_signal(&stage.pty, SIGQUIT);
	pty_type(&stage.pty, "?");
	pty_see(&stage.pty, "F1");
	pty_type(&stage.pty, "\033Q");
	stage_end(&stage, 0);
	/* INT, QUIT and TSTP. */
	snprintf(log, sizeof(log), "%s/log", folder.path);
	found = read_whole(log);
	cr_expect_eq(strtoul(strchr(found, '\t'), NULL, 16) & 0x80006, 0x80006u, "%s", found);
	free(found);
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

Test(editing, an_editor_that_is_not_there_is_told)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){.environment = {"VISUAL=", "EDITOR=no-such-editor -x"}});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "e");
	pty_see(&stage.pty, "cannot start the editor 'no-such-editor'");
	pty_type(&stage.pty, "Q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(editing, the_editor_gets_the_terminal_where_standard_input_is_the_corpus)
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

Test(editing, what_came_from_standard_input_has_no_file_to_edit)
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

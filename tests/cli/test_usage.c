#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run.h"

Test(usage, help_names_every_command_and_option)
{
	struct run run;

	run_init(&run);
	RUN(&run, "--help");
	expect_output(&run, 0, "statements [OPTION]... [FILE]...");
	expect_output(&run, 0, "statements search [OPTION]... QUERY [FILE]...");
	expect_output(&run, 0, "--store PATH");
	cr_expect_eq(run.err.length, 0u);
	RUN(&run, "search", "--help");
	expect_output(&run, 0, "--sort newest|oldest|best");
	RUN(&run, "-h");
	expect_output(&run, 0, "Exit status");
	RUN(&run, "--version");
	expect_output(&run, 0, "statements ");
	RUN(&run, "--list-keys");
	expect_output(&run, 0, "Ctrl-d");
	run_release(&run);
}

Test(usage, what_is_mistyped_gets_a_suggestion)
{
	struct run run;

	run_init(&run);
	RUN(&run, "--hepl");
	expect_message(&run, 2, "statements: unknown option '--hepl' (did you mean '--help'?)\n");
	RUN(&run, "search", "--cuont", "x");
	expect_message(&run, 2, "(did you mean '--count'?)");
	RUN(&run, "serach", "x");
	expect_message(&run, 2, "(did you mean 'statements search'?)");
	RUN(&run, "list", "speekers");
	expect_message(&run, 2, "(did you mean 'speakers'?)");
	RUN(&run, "search", "--format", "json", "x");
	expect_message(&run, 2, "(did you mean 'jsonl'?)");
	RUN(&run, "search", "--sort=newst", "x");
	expect_message(&run, 2, "(did you mean 'newest'?)");
	RUN(&run, "help");
	expect_message(&run, 3, "cannot open 'help': no such file, nor a command (try "
		       "'statements --help')\n");
	RUN(&run, "help.yaml");
	expect_message(&run, 3, "cannot open 'help.yaml': no such file\n");
	run_release(&run);
}

Test(usage, what_is_wrong_is_told_with_status_2)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search");
	expect_message(&run, 2, "'search' needs a query");
	RUN(&run, "show");
	expect_message(&run, 2, "'show' needs the id of an entry");
	RUN(&run, "list");
	expect_message(&run, 2, "'list' needs what to list");
	RUN(&run, "load", "statements.yaml");
	expect_message(&run, 2, "'load' needs the store");
	RUN(&run, "search", "--limit", "-1", "x");
	expect_message(&run, 2, "--limit '-1'");
	RUN(&run, "search", "--limit", "4294967296", "x");
	expect_message(&run, 2, "--limit");
	RUN(&run, "search", "--limit");
	expect_message(&run, 2, "'--limit' needs N");
	RUN(&run, "search", "--count=3", "x");
	expect_message(&run, 2, "takes no value");
	RUN(&run, "search", "-word", "statements.yaml");
	expect_message(&run, 2, "follows '--'");
	RUN(&run, "check", "--count", "statements.yaml");
	expect_message(&run, 2, "'--count' is not for 'check'");
	RUN(&run, "search", "--store", "x.db", "x", "statements.yaml");
	expect_message(&run, 2, "not both");
	RUN(&run, "search", "--store", "", "x");
	expect_message(&run, 2, "the name of the store is empty");
	RUN(&run, "search", "x", "-", "-");
	expect_message(&run, 2, "only once");
	run_release(&run);
}

Test(usage, options_may_stand_before_and_behind)
{
	struct run run;

	run_init(&run);
	RUN(&run, "--count", "search", "speaker:blinken", "statements.yaml");
	expect_output(&run, 0, "7\n");
	RUN(&run, "search", "speaker:blinken", "statements.yaml", "--count");
	expect_output(&run, 0, "7\n");
	RUN(&run, "search", "--count", "--", "-speaker:blinken", "statements.yaml");
	expect_output(&run, 0, "4\n");
	run_release(&run);
}

Test(usage, without_a_corpus_it_tells_how_to_begin)
{
	struct run run;

	run_init(&run);
	run.folder = run.cache.path;
	RUN(&run, "search", "x");
	expect_message(&run, 2, "statements: no corpus");
	expect_message(&run, 2, "\n  statements: 1\n");
	free(folder_write(&run.cache, "statements.yaml", "statements: 1\nquotes: [{speaker: A, text: b}]\n", 45));
	RUN(&run, "search", "--count", "b");
	expect_output(&run, 0, "1\n");
	run_release(&run);
}

Test(usage, the_browser_needs_a_terminal)
{
	struct run run;

	run_init(&run);
	RUN(&run, "statements.yaml");
	expect_message(&run, 2, "is no terminal");
	cr_expect_null(strchr(text_string(&run.err), '\033'));
	run_release(&run);
}

Test(usage, names_of_files_reach_the_terminal_harmless)
{
	struct run run;

	run_init(&run);
	RUN(&run, "check", "\033[31mred\n\xe2\x80\xae.yaml");
	cr_expect_eq(run.status, 3);
	cr_expect_null(strchr(text_string(&run.err), '\033'));
	cr_expect(strstr(text_string(&run.err), "^[[31mred .yaml") == NULL);
	cr_expect(strstr(text_string(&run.err), "^[[31mred <U+202E>.yaml"), "%s",
		  text_string(&run.err));
	run_release(&run);
}

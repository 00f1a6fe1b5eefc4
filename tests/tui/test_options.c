#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tui/options.h"

static int read_all(struct options *options, struct error *err, const char *const *words)
{
	char *arguments[16] = {"statements"};
	int count = 1;

	for (; words[count - 1]; count++)
		arguments[count] = (char *)(size_t)words[count - 1];
	return options_read(options, count, arguments, err);
}
#define READ(options, err, ...) read_all(options, err, (const char *const[]){__VA_ARGS__, NULL})

Test(options, a_word_that_is_no_command_is_a_file)
{
	struct options options;
	struct error err = {0};

	cr_assert_eq(READ(&options, &err, "a.yaml", "check", "-"), 0);
	cr_expect_eq(options.command, COMMAND_BROWSE);
	cr_expect_eq(options.file_count, 3u);
	cr_expect_str_eq(options.files[1], "check");
	options_release(&options);
	cr_assert_eq(READ(&options, &err, "--", "check"), 0);
	cr_expect_eq(options.command, COMMAND_BROWSE);
	cr_expect_str_eq(options.files[0], "check");
	options_release(&options);
}

Test(options, a_value_of_an_option_is_no_command)
{
	struct options options;
	struct error err = {0};

	cr_assert_eq(READ(&options, &err, "-q", "check", "a.yaml"), 0);
	cr_expect_eq(options.command, COMMAND_BROWSE);
	cr_expect_str_eq(options.query, "check");
	options_release(&options);
	cr_assert_eq(READ(&options, &err, "-qcheck", "--store=x"), 0);
	cr_expect_str_eq(options.query, "check");
	cr_expect_str_eq(options.store, "x");
	options_release(&options);
	cr_assert_eq(READ(&options, &err, "--store", "x", "search", "check"), 0);
	cr_expect_eq(options.command, COMMAND_SEARCH);
	cr_expect_str_eq(options.subject, "check");
	options_release(&options);
}

Test(options, behind_two_dashes_nothing_is_an_option)
{
	struct options options;
	struct error err = {0};

	cr_assert_eq(READ(&options, &err, "search", "--count", "--", "--limit", "-x", "--"), 0);
	cr_expect(options.count);
	cr_expect_str_eq(options.subject, "--limit");
	cr_expect_eq(options.file_count, 2u);
	cr_expect_str_eq(options.files[1], "--");
	options_release(&options);
}

Test(options, every_command_has_help_that_names_its_options)
{
	for (int command = 0; command < COMMAND_COUNT; command++) {
		struct text help = {0};

		options_help((enum command)command, &help);
		for (size_t i = 0; i < OPTION_COUNT; i++) {
			char name[64];
			bool there;

			snprintf(name, sizeof(name), "--%s", OPTIONS[i].name);
			there = strstr(text_string(&help), name) != NULL;
			if (OPTIONS[i].commands & 1u << command)
				cr_expect(there, "%s in %s", name, COMMANDS[command].name);
		}
		text_release(&help);
	}
}

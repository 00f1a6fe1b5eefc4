/* Reading the arguments of the command line by the tables of tui/options.c. */
#include <stdlib.h>
#include <string.h>

#include "store/distance.h"
#include "store/memory.h"
#include "tui/options.h"

static int find_command(const char *word)
{
	for (int i = 1; i < COMMAND_COUNT; i++)
		if (strcmp(COMMANDS[i].name, word) == 0)
			return i;
	return -1;
}

static int unknown_option(enum command command, const char *name, size_t length,
			  struct error *err)
{
	const char **words = memory_new(OPTION_COUNT, sizeof(*words));
	const char *near;
	size_t count = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_is_for(&OPTIONS[i], command))
			words[count++] = OPTIONS[i].name;
	near = nearest_word(name, length, words, count);
	free(words);
	if (near)
		return error_set(err, ERROR_USAGE, "unknown option '--%.*s' (did you mean '--%s'?)",
				 (int)length, name, near);
	return error_set(err, ERROR_USAGE, "unknown option '--%.*s' (try 'statements%s%s --help')",
			 (int)length, name, command ? " " : "", COMMANDS[command].name);
}

static int misplaced(const struct option_info *info, enum command command, struct error *err)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (option_is_for(info, (enum command)i))
			return error_set(err, ERROR_USAGE,
					 "option '--%s' is not for '%s' (it is for 'statements %s')",
					 info->name, command ? COMMANDS[command].name : "browse",
					 COMMANDS[i].usage);
	return -1;
}

/* Reads `--name`, `--name=value` or `--name value`. */
static int read_long(struct options *options, int argc, char *const *argv, int *at,
		     struct error *err)
{
	const char *name = argv[*at] + 2;
	size_t length = strcspn(name, "=");
	const char *value = name[length] ? name + length + 1 : NULL;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_info *info = &OPTIONS[i];

		if (strlen(info->name) != length || memcmp(info->name, name, length) != 0)
			continue;
		if (!option_is_for(info, options->command))
			return misplaced(info, options->command, err);
		if (!info->argument && value)
			return error_set(err, ERROR_USAGE, "option '--%s' takes no value",
					 info->name);
		if (info->argument && !value) {
			if (*at + 1 >= argc)
				return error_set(err, ERROR_USAGE, "option '--%s' needs %s",
						 info->name, info->argument);
			value = argv[++*at];
		}
		return info->read(options, value, err);
	}
	return unknown_option(options->command, name, length, err);
}

/* Reads `-x`, `-xVALUE` or `-x VALUE`. */
static int read_short(struct options *options, int argc, char *const *argv, int *at,
		      struct error *err)
{
	const char *word = argv[*at];

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_info *info = &OPTIONS[i];

		if (!info->letter || info->letter != word[1] || (!info->argument && word[2]))
			continue;
		if (!option_is_for(info, options->command))
			return misplaced(info, options->command, err);
		if (!info->argument)
			return info->read(options, NULL, err);
		if (word[2])
			return info->read(options, word + 2, err);
		if (*at + 1 >= argc)
			return error_set(err, ERROR_USAGE, "option '-%c' needs %s", info->letter,
					 info->argument);
		return info->read(options, argv[++*at], err);
	}
	if (options->command == COMMAND_SEARCH)
		return error_set(err, ERROR_USAGE,
				 "unknown option '%s' (a query that begins with '-' follows '--')",
				 word);
	return error_set(err, ERROR_USAGE, "unknown option '%s' (try 'statements%s%s --help')",
			 word, options->command ? " " : "", COMMANDS[options->command].name);
}

static int check_operands(const struct options *options, struct error *err)
{
	const struct command_info *info = &COMMANDS[options->command];

	if (options->help || options->version || options->list_keys)
		return 0;
	if (info->subject && !options->subject)
		return error_set(err, ERROR_USAGE, "'%s' needs %s: statements %s", info->name,
				 info->subject, info->usage);
	if (options->command == COMMAND_LOAD && !options->output)
		return error_set(err, ERROR_USAGE, "'load' needs the store to build: statements %s",
				 info->usage);
	if (options->store && options->file_count)
		return error_set(err, ERROR_USAGE,
				 "name a store with --store or corpus files, not both");
	if (options->command == COMMAND_LIST && options_list_names(options->subject, err) < 0)
		return -1;
	return 0;
}

/* Whether the option at WORD has its value in the next argument. */
static bool takes_next(const char *word)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_info *info = &OPTIONS[i];
		bool same = word[1] == '-' ? strcmp(word + 2, info->name) == 0
					   : word[1] == info->letter && !word[2];

		if (info->argument && same)
			return true;
	}
	return false;
}

/* The command decides which options there are, also for those before it. */
static enum command first_command(int argc, char *const *argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (argv[i][0] != '-' || !argv[i][1]) {
			int found = find_command(argv[i]);

			return found > 0 ? (enum command)found : COMMAND_BROWSE;
		}
		if (takes_next(argv[i]))
			i++;
	}
	return COMMAND_BROWSE;
}

int options_read(struct options *options, int argc, char *const *argv, struct error *err)
{
	bool only_operands = false;
	bool named = false;	/* the command, by the first operand */

	*options = (struct options){0};
	options->files = memory_new((size_t)argc + 1, sizeof(*options->files));
	options->command = first_command(argc, argv);
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (!only_operands && strcmp(word, "--") == 0) {
			only_operands = true;
		} else if (!only_operands && strncmp(word, "--", 2) == 0) {
			if (read_long(options, argc, argv, &i, err))
				return -1;
		} else if (!only_operands && word[0] == '-' && word[1]) {
			if (read_short(options, argc, argv, &i, err))
				return -1;
		} else if (!named && options->command) {
			named = true;
		} else if (COMMANDS[options->command].subject && !options->subject) {
			options->subject = word;
		} else {
			options->files[options->file_count++] = word;
		}
	}
	return check_operands(options, err);
}

void options_release(struct options *options)
{
	free(options->files);
	*options = (struct options){0};
}

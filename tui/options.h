/*
 * The command line: a table of commands and a table of options, and a reader
 * of arguments that follows them.
 *
 * Help, usage lines and suggestions are made from the two tables.
 */
#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/error.h"
#include "store/query.h"
#include "store/text.h"

enum command {
	COMMAND_BROWSE,
	COMMAND_CHECK,
	COMMAND_LOAD,
	COMMAND_SEARCH,
	COMMAND_SHOW,
	COMMAND_LIST,
	COMMAND_COUNT
};

enum format { FORMAT_TEXT, FORMAT_JSONL };

/* What was asked for.  All strings are borrowed from the arguments. */
struct options {
	enum command command;
	bool help, version, list_keys;
	const char *store, *output, *query;
	const char *subject;		/* QUERY, ID or what to list */
	enum format format;
	enum query_sort sort;
	bool sorted, count, limited;
	uint32_t limit;
	const char **files;
	size_t file_count;
};

/* Exit statuses; a signal n gives 128 + n. */
enum {
	RESULT_DONE = 0,
	RESULT_NOTHING = 1,	/* nothing found */
	RESULT_USAGE = 2,
	RESULT_CORPUS = 3,
	RESULT_STORE = 4,
};

struct option_info {
	char letter;			/* 0: none */
	const char *name;
	const char *argument;		/* NULL: takes none */
	unsigned commands;		/* bit 1 << COMMAND_… : where it is allowed */
	const char *help;
	int (*read)(struct options *options, const char *value, struct error *err);
};

struct command_info {
	const char *name;		/* "" for browsing, which needs no word */
	const char *usage;		/* what follows `statements` */
	const char *subject;		/* the operand before the FILEs, or NULL */
	const char *help;
	int (*run)(const struct options *options);	/* gives the exit status */
};

/* In the order of the enumeration. */
extern const struct command_info COMMANDS[COMMAND_COUNT];
extern const struct option_info OPTIONS[];
extern const size_t OPTION_COUNT;
bool option_is_for(const struct option_info *info, enum command command);

/* Reads the arguments (tui/arguments.c); options may stand anywhere before `--`.  OPTIONS is
 * filled as far as it goes even on -1, and is to be released. */
int options_read(struct options *options, int argc, char *const *argv, struct error *err);
void options_release(struct options *options);

/* Appends the help of one command, or of the program for COMMAND_BROWSE. */
void options_help(enum command command, struct text *out);

/* Which names of a store `list WORD` prints; -1 for none. */
int options_list_names(const char *word, struct error *err);

#endif

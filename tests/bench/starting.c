/*
 * starting ROUNDS NAME TEXT COMMAND... [-- NAME TEXT COMMAND...]...: how long it takes
 * until there is something to look at.
 *
 * Starts the commands in turn on a terminal, ROUNDS times, and ends each as soon as its
 * screen shows TEXT.  Prints the figure NAME of each: milliseconds from before the
 * fork to the last byte read then.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/samples.h"
#include "tests/bench/terminal.h"

enum { COMMANDS = 8 };

struct command {
	const char *name, *text;
	char **argv;
	struct samples ms;
};

static void run(struct command *command)
{
	struct terminal terminal;
	double begun = terminal_start(&terminal, command->argv);

	while (!terminal_shows(&terminal, command->text))
		terminal_await(&terminal, command->text);
	samples_add(&command->ms, terminal.last - begun);
	terminal_end(&terminal);
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS] = {{0}};
	size_t count = 0;

	for (int i = 2; i + 2 < argc && count < COMMANDS; i++) {
		commands[count++] = (struct command){
			.name = argv[i], .text = argv[i + 1], .argv = argv + i + 2};
		while (i < argc && strcmp(argv[i], "--") != 0)
			i++;
		if (i < argc)
			argv[i] = NULL;
	}
	if (!count) {
		fputs("usage: starting ROUNDS NAME TEXT COMMAND... [-- ...]...\n", stderr);
		return 2;
	}
	for (int round = atoi(argv[1]); round > 0; round--)
		for (size_t i = 0; i < count; i++)
			run(&commands[i]);
	for (size_t i = 0; i < count; i++)
		samples_print(&commands[i].ms, commands[i].name);
	return 0;
}

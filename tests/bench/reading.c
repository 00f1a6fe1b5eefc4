/*
 * reading STORE ROUNDS: how long it takes to open a text of 1 MiB and to go to its
 * end, from outside.
 *
 * STORE holds the corpus of long_texts.c.  The list's cursor goes to the entry, Enter
 * reads it, G goes to the end of the text: three keys, each from writing it to the last
 * byte of what it painted.  Prints the figures read.word and read.lines, the sum of
 * the three.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/samples.h"
#include "tests/bench/terminal.h"

static double timed(struct terminal *terminal, const char *key)
{
	double begun = terminal_send(terminal, key);

	terminal_painted(terminal, key);
	return terminal->last - begun;
}

/* From the short text above it, and back to the list. */
static void read_long(struct terminal *terminal, struct samples *samples)
{
	double ms = timed(terminal, "j");

	ms += timed(terminal, "\r");
	ms += timed(terminal, "G");
	if (!terminal_shows(terminal, "theend")) {
		fputs("reading: the end of the text is not shown\n", stderr);
		exit(1);
	}
	samples_add(samples, ms);
	timed(terminal, "q");
}

int main(int argc, char **argv)
{
	struct samples word = {0}, lines = {0};
	struct terminal terminal;

	if (argc != 3) {
		fputs("usage: reading STORE ROUNDS\n", stderr);
		return 2;
	}
	terminal_browse(&terminal, argv[1]);
	for (int round = atoi(argv[2]); round > 0; round--) {
		read_long(&terminal, &word);
		timed(&terminal, "j");
		read_long(&terminal, &lines);
		timed(&terminal, "g");
	}
	samples_print(&word, "read.word");
	samples_print(&lines, "read.lines");
	figure_print("peak.reading", (double)terminal_peak(&terminal) / 1024);
	terminal_end(&terminal);
	return 0;
}

/*
 * What all commands share: messages on standard error, and the end of standard
 * output.
 */
#ifndef TUI_CLI_H
#define TUI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "store/error.h"
#include "store/text.h"

/* Prints `statements: …` on standard error, made harmless (core/safe), on one line. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same without the program's name, for problems that name a file. */
void cli_say_line(const char *line, size_t length);

/* Tells ERR where there is something to tell, and gives the exit status. */
int cli_failed(const struct error *err);

/* Writes TEXT to standard output and empties it.  False where nothing more can be
 * written or a signal asks to end: stop printing. */
bool cli_put(struct text *text);

/* Sees to it that all output was written, and gives the exit status: RESULT, or
 * that of a failed output.  A reader that went away is no failure to be told. */
int cli_finish(int result);

#endif

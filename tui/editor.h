/*
 * The user's editor, at a line of a file.
 */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include <stddef.h>
#include <stdint.h>

#include "store/error.h"
#include "store/memory.h"

/* The arguments to start COMMAND ($VISUAL or $EDITOR) with: its words as a shell
 * would cut them at blanks, quotation marks and backslashes (nothing else of a shell
 * holds), then FILE at LINE in the way that this editor takes it.  In ARENA; ends
 * with NULL; NULL where COMMAND has no word. */
char **editor_arguments(const char *command, const char *file, uint32_t line,
			struct arena *arena);

/* Runs $VISUAL, else $EDITOR, else vi, on a FILE that exists, and waits until it ends;
 * its standard input is INPUT, the terminal, which must have been given away
 * (term_give).  -1 where it could not be started, or did not end well. */
int editor_run(const char *file, uint32_t line, int input, struct error *err);

#endif

/*
 * The terminal as a device: its locale, where its keys come from, its modes
 * and its size.  Knows no curses.
 */
#ifndef TUI_TTY_H
#define TUI_TTY_H

#include <stdbool.h>

#include "store/error.h"

/* Opens standard descriptors that are closed on /dev/null, so that no file of
 * ours becomes one of them.  Before anything else. */
void tty_standard_descriptors(void);

/* Sets the program's locale; where that has no UTF-8, C.UTF-8 is tried.  Before
 * anything measures text. */
void tty_set_locale(void);

/* Whether that locale has UTF-8.  It may be missing only for want of memory: glibc then
 * remembers it as one that the system does not have. */
bool tty_utf8(void);

/* The size of terminal FD, clamped to what a screen (tui/screen.h) can have. */
void tty_size(int fd, int *rows, int *columns);

/* A descriptor of the keys: standard input, or the controlling terminal where
 * standard input is the corpus; closed by nobody.  -1 with ERROR_USAGE where input
 * or output is no terminal. */
int tty_input(bool input_is_corpus, struct error *err);

#endif

/*
 * The signals that the program takes: handlers note which came and write a
 * byte to a pipe, so that one poll() waits for them beside everything else.
 *
 * Signals that end the program (HUP, INT, TERM) only leave a note, for whoever
 * works to stop and clean up.  Should that take longer than a second (a
 * terminal that takes no more bytes, a long step of a library), a watchdog puts
 * the terminal's modes back and ends the program.  SIGPIPE is ignored: a write
 * tells it by EPIPE.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "store/error.h"

/* Once, at the program's beginning.  A signal that the parent ignores stays
 * ignored (nohup). */
int signals_open(struct error *err);

/* Readable after a signal; signals_clear empties it. */
int signals_fd(void);
void signals_clear(void);

/* The signal that asks the program to end, or 0. */
int signals_ending(void);
/* Ends as if that signal had not been handled. */
_Noreturn void signals_die(int signal);

/* Also notes SIGWINCH, SIGTSTP and SIGCONT from now on; or leaves them to the system
 * again, and obeys a SIGTSTP that was noted. */
void signals_watch_terminal(void);
void signals_leave_terminal(void);
/* Whether this one of them came since it was asked last. */
bool signals_came(int signal);

/* What puts terminal FD back where nobody else will: its modes, and bytes to write
 * (copied; at most SIGNALS_BYTES).  The watchdog uses it, and a crash, and who runs out of
 * memory; from then on what is written to OUTPUT (-1: none) goes nowhere.  MODES NULL: nothing
 * to put back. */
enum { SIGNALS_BYTES = 256 };
void signals_guard(int fd, int output, const struct termios *modes, const char *bytes,
		   size_t length);

/* Stops this process, or its whole GROUP, until it is continued. */
void signals_stop(bool group);

/* The signals that a child must have at their default, and the mask it starts with. */
void signals_for_child(sigset_t *defaults, sigset_t *mask);

/* While a child has the terminal: its keys must not end or wake us. */
void signals_lend(void);
void signals_lend_over(void);

#endif

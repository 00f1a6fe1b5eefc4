/*
 * A pseudo-terminal with the program on it, and an emulator (libvterm) that
 * keeps what its screen shows.
 *
 * The program runs as a job of a small shell of ours, as it would in a user's, so
 * that it can be stopped and continued.  Waiting is always for something to
 * be seen, never for a time; what does not come within the deadline fails the
 * test with the screen as it is.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "store/text.h"

struct pty {
	int master, slave;	/* the slave stays open here to look at its modes */
	pid_t shell, job;
	int report, order;	/* from and to the shell */
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	struct termios modes;	/* before */
	struct text bytes;	/* all that the program sent */
	bool unread;		/* set it, and nobody reads while pty_end waits */
};

struct pty_options {
	const char *program;		/* NULL: pty_program() */
	const char *arguments[8];	/* of the program, without its name */
	const char *environment[8];	/* NAME=VALUE, or NAME to unset it */
	int rows, columns;		/* 0: 24, 80 */
};

/* The program under test: $STATEMENTS, else build/statements. */
const char *pty_program(void);

void pty_start(struct pty *pty, const struct pty_options *options);
/* Ends what still runs. */
void pty_release(struct pty *pty);

void pty_type(struct pty *pty, const char *keys);
void pty_paste(struct pty *pty, const char *text);
void pty_resize(struct pty *pty, int rows, int columns);
void pty_signal(struct pty *pty, int signal);

/* Takes in what comes, waiting a moment; for waiting for something else. */
void pty_pump(struct pty *pty);
/* Until the screen shows TEXT, or does not any more. */
void pty_see(struct pty *pty, const char *text);
void pty_see_gone(struct pty *pty, const char *text);
/* Until keys are read one by one: before, Ctrl-C would be a signal. */
void pty_see_raw(struct pty *pty);
/* Until the program is stopped; then lets it go on as `fg` does. */
void pty_see_stopped(struct pty *pty);
void pty_continue(struct pty *pty);
/* Whether it has ended or was stopped: then pty_end or pty_see_stopped returns at once. */
bool pty_over(struct pty *pty);
/* Until it has ended; gives its status as a shell does: 128 + n for signal n. */
int pty_end(struct pty *pty);
/* Closes the terminal's other side: the line is cut. */
void pty_hang_up(struct pty *pty);

/* The screen as lines without trailing blanks; yours to free. */
char *pty_picture(struct pty *pty);
/* Row and column of the cursor. */
void pty_cursor(struct pty *pty, int *row, int *column);
/* Whether the terminal's modes are what they were before. */
bool pty_restored(struct pty *pty);
/* Processor time that the program has used so far, in milliseconds. */
long pty_cpu(struct pty *pty);

#endif

/*
 * The terminal as a place to draw: shows a screen on it and gives the keys
 * that come from it.
 *
 * Only its files, tui/term*, know curses.  One thread calls these functions, and
 * tty_set_locale was called before.  The terminal is put back by term_close, by
 * exit(), and by the guard of tui/signals.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/error.h"
#include "tui/screen.h"

struct terminal;

/* Whether the terminal that TERM names can be driven at all; writes nothing.
 * ERROR_USAGE where not: the message names the way out. */
int term_check(struct error *err);

/* Takes the terminal whose keys come from INPUT (tty_input) and which shows
 * standard output.  UTF8: what tty_utf8 said.  It changes the environment for a
 * moment: call it before there are threads. */
struct terminal *term_open(int input, bool utf8, struct error *err);
void term_close(struct terminal *term);

void term_size(const struct terminal *term, int *rows, int *columns);

/* Shows SCREEN, cut to the terminal's size. */
void term_show(struct terminal *term, const struct screen *screen);
/* The next term_show paints every cell, whatever was shown before: something else
 * may have written on the terminal. */
void term_repaint(struct terminal *term);

enum term_event_kind {
	TERM_TIME,	/* the time is over */
	TERM_KEY,
	TERM_PASTE,	/* `text` was pasted; borrowed until the next call */
	TERM_RESIZE,	/* the size may be another, or all is to be shown again */
	TERM_OTHER,	/* the other descriptor is readable */
	TERM_END,	/* the terminal is gone, or a signal asks to end */
};

struct term_event {
	enum term_event_kind kind;
	int32_t key;		/* as tui/key.h names it */
	const char *text;
	size_t length;
	int signal;		/* TERM_END */
};

/* Waits for the next event, at most MILLISECONDS (-1: for ever; 0: only looks).
 * OTHER is a further descriptor to wait for, or -1.  Stops the program where a
 * signal asks for that; when it goes on there is a TERM_RESIZE. */
void term_wait(struct terminal *term, int other, int milliseconds, struct term_event *event);

/* Stops the program and those it runs with, as Ctrl-Z does; returns when it
 * goes on. */
void term_suspend(struct terminal *term);

/* Gives the terminal to another program, and takes it back. */
void term_give(struct terminal *term);
void term_take(struct terminal *term);

#endif

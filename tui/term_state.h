/*
 * What the terminal's files share: term.c takes and leaves it, term_show.c shows a
 * screen, term_wait.c waits for keys and signals, term_sequence.c reads keys that curses
 * does not know.  Only these know curses.
 */
#ifndef TUI_TERM_STATE_H
#define TUI_TERM_STATE_H

#include <curses.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

#include "store/text.h"
#include "tui/style.h"
#include "tui/term.h"

/* Codes of ours for what curses has no name for. */
enum { CODE_PASTE = KEY_MAX + 1, CODE_PASTE_END };

enum { PAIR_MOST = 63 };

struct terminal {
	int input;
	FILE *input_file, *output_file;
	struct termios modes;		/* as they were */
	SCREEN *curses;
	WINDOW *keys;			/* a pad: reading from one refreshes nothing */
	mbstate_t cut;			/* the bytes of a character of which more are to come */
	int rows, columns;
	bool utf8;
	enum palette palette;
	struct {
		short ink, paper;
	} pairs[PAIR_MOST + 1];		/* that curses knows, from 1 */
	int pair_count;
	const char *paste_on, *paste_off;	/* NULL where this terminal has none */
	struct text paste;
	bool pasting;
	int stuck;
	/* What curses was given last, to give it only the rows that changed. */
	struct cell *shown;
	cchar_t *line;			/* a row for curses */
};

/* term.c: takes the terminal's size into ncurses, which never asks by itself: sizes
 * that it cannot bear are clamped before. */
void term_follow_size(struct terminal *term);
/* term_wait.c: the next character (OK) or key of curses (KEY_CODE_YES), or ERR where there
 * is none at hand. */
int term_code(struct terminal *term, wint_t *code);
/* term_sequence.c: the key whose first byte, an Esc, has been read; that is Esc itself
 * where what follows at once is no sequence: it is left to be read. */
int32_t term_sequence(struct terminal *term);
/* term.c: stops the program, and its GROUP too; returns when it goes on. */
void term_stop(struct terminal *term, bool group);

#endif

#include "tui/term.h"

#include <curses.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* <term.h> makes a macro of every capability's name. */
#undef columns
#undef lines

#include "store/memory.h"
#include "store/utf8.h"
#include "tui/key.h"
#include "tui/signals.h"
#include "tui/style.h"
#include "tui/tty.h"

/* Codes of ours for what curses has no name for. */
enum { CODE_PASTE = KEY_MAX + 1, CODE_PASTE_END };

enum {
	ESCAPE_PATIENCE = 25,		/* milliseconds between Esc and what makes it a sequence */
	PASTE_PATIENCE = 2000,		/* until the end of a paste that never comes is given up */
	PASTE_MOST = 64 * 1024,		/* bytes of a paste that are kept */
	STUCK_MOST = 16,		/* bytes are there but cannot be read: so often, then it is gone */
	PAIR_MOST = 63,
};

struct terminal {
	int input;
	FILE *input_file, *output_file;
	struct termios modes;		/* as they were */
	SCREEN *curses;
	WINDOW *keys;			/* a pad: reading from one refreshes nothing */
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

/* exit() passes nothing to the functions of atexit(). */
static bool in_curses;

/* --- taking and leaving --- */

/* The capability, or NULL; tigetstr also answers -1, for what is no string. */
static const char *capability(const char *name)
{
	const char *value = tigetstr(name);

	return value == (char *)-1 ? NULL : value;
}

/* Nobody of ours ends the program between curses' beginning and its end, but curses does
 * where it has no memory: with status 1, and a message on the screen that is to be left. */
static void on_exit_of_others(void)
{
	if (in_curses)
		memory_exhausted();
}

/* Reads what terminfo says of TERM; delete cur_term afterwards. */
static int read_terminfo(struct error *err)
{
	const char *name = getenv("TERM");
	const char *way_out = "set TERM to what your terminal is, for example TERM=xterm; "
			      "'statements search' needs none";
	int found = 0;
	bool able;

	if (!name || !name[0])
		return error_set(err, ERROR_USAGE, "TERM is not set (%s)", way_out);
	atexit(on_exit_of_others);
	in_curses = true;
	able = setupterm(name, STDOUT_FILENO, &found) != ERR;
	in_curses = false;
	if (!able)
		return error_set(err, ERROR_USAGE, "the terminal type TERM='%.64s' is not known "
				 "here (%s)", name, way_out);
	able = capability("cup") && capability("clear");
	if (able)
		return 0;
	del_curterm(cur_term);
	return error_set(err, ERROR_USAGE, "the terminal type TERM='%.64s' cannot place the "
			 "cursor (%s)", name, way_out);
}

int term_check(struct error *err)
{
	if (read_terminfo(err))
		return -1;
	del_curterm(cur_term);
	return 0;
}

/* Adds what a capability sends, without its padding `$<…>`. */
static void add_sequence(struct text *out, const char *name)
{
	const char *value = capability(name);

	for (; value && *value; value++) {
		const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;

		if (end)
			value = end;
		else
			text_putc(out, *value);
	}
}

static void guard(struct terminal *term)
{
	static const char *const names[] = {"BD", "sgr0", "op", "cnorm", "rmcup", "rmkx"};
	struct text bytes = {0};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		add_sequence(&bytes, names[i]);
	signals_guard(term->input, fileno(term->output_file), &term->modes, text_string(&bytes),
		      bytes.length);
	text_release(&bytes);
}

/* putp() would go through stdout's buffer and come too late. */
static void send(struct terminal *term, const char *sequence)
{
	if (sequence)
		fputs(sequence, term->output_file);
	fflush(term->output_file);
}

static void leave(struct terminal *term)
{
	endwin();
	send(term, term->paste_off);
	signals_guard(-1, -1, NULL, NULL, 0);
}

static void enter(struct terminal *term)
{
	guard(term);
	send(term, term->paste_on);
}

/* Bracketed paste, where terminfo says how: user-defined capabilities of ncurses 6.4. */
static void learn_paste(struct terminal *term)
{
	const char *start = capability("PS"), *end = capability("PE");
	const char *on = capability("BE"), *off = capability("BD");

	if (!start || !end || !on || !off)
		return;
	if (define_key(start, CODE_PASTE) == ERR || define_key(end, CODE_PASTE_END) == ERR)
		return;
	term->paste_on = on;
	term->paste_off = off;
}

static void choose_palette(struct terminal *term)
{
	const char *no_color = getenv("NO_COLOR");

	if ((no_color && no_color[0]) || !has_colors() || start_color() == ERR ||
	    use_default_colors() == ERR || COLORS < 8)
		term->palette = PALETTE_MONO;
	else
		term->palette = COLORS >= 256 ? PALETTE_256 : PALETTE_8;
}

/* Takes the terminal's size into ncurses, which never asks by itself: sizes that it
 * cannot bear are clamped before. */
static void follow_size(struct terminal *term)
{
	int rows, columns;

	tty_size(STDOUT_FILENO, &rows, &columns);
	if (rows == term->rows && columns == term->columns)
		return;
	if (resize_term(rows, columns) == ERR)
		memory_exhausted();
	term->rows = rows;
	term->columns = columns;
	free(term->shown);
	term->shown = memory_new((size_t)rows * (size_t)columns, sizeof(*term->shown));
	/* A glyph can hold several characters that each take a column. */
	term->line = memory_resize(term->line, (size_t)columns * GLYPH_BYTES, sizeof(*term->line));
}

static void put_variable(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

/*
 * newterm() with a size that ncurses can bear whatever the terminal and the
 * environment say; follow_size gives it the real one.  LINES and COLUMNS are the
 * only way that works for every terminal: without them, and forbidden to ask, it
 * fails where terminfo names no size (TERM=linux).
 */
static SCREEN *new_term(struct terminal *term)
{
	static const char *const names[] = {"LINES", "COLUMNS"};
	char *kept[2];
	SCREEN *curses;

	for (int i = 0; i < 2; i++) {
		const char *value = getenv(names[i]);

		kept[i] = value ? memory_copy(value, strlen(value)) : NULL;
		setenv(names[i], i ? "80" : "24", 1);
	}
	curses = newterm(NULL, term->output_file, term->input_file);
	for (int i = 0; i < 2; i++) {
		put_variable(names[i], kept[i]);
		free(kept[i]);
	}
	return curses;
}

struct terminal *term_open(int input, bool utf8, struct error *err)
{
	struct terminal *term;

	if (read_terminfo(err))
		return NULL;
	term = memory_new(1, sizeof(*term));
	term->input = input;
	term->utf8 = utf8;
	term->input_file = fdopen(fcntl(input, F_DUPFD_CLOEXEC, 3), "r");
	term->output_file = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
	if (!term->input_file || !term->output_file || tcgetattr(input, &term->modes)) {
		error_set(err, ERROR_USAGE, "cannot use the terminal");
		goto failed;
	}
	signals_watch_terminal();
	/* Before curses sends anything. */
	guard(term);
	del_curterm(cur_term);
	in_curses = true;
	term->curses = new_term(term);
	if (!term->curses) {
		in_curses = false;
		signals_guard(-1, -1, NULL, NULL, 0);
		error_set(err, ERROR_USAGE, "cannot use a terminal of type TERM='%.64s' (try "
			  "TERM=xterm)", getenv("TERM"));
		goto failed;
	}
	set_escdelay(ESCAPE_PATIENCE);
	raw();
	noecho();
	nonl();
	/* Else an update is broken off when a key waits. */
	typeahead(-1);
	term->keys = newpad(1, 1);
	if (!term->keys)
		memory_exhausted();
	keypad(term->keys, TRUE);
	nodelay(term->keys, TRUE);
	choose_palette(term);
	learn_paste(term);
	follow_size(term);
	enter(term);
	return term;
failed:
	term_close(term);
	return NULL;
}

void term_close(struct terminal *term)
{
	if (!term)
		return;
	if (term->curses)
		leave(term);
	in_curses = false;
	if (term->keys)
		delwin(term->keys);
	if (term->curses)
		delscreen(term->curses);
	if (term->input_file)
		fclose(term->input_file);
	if (term->output_file)
		fclose(term->output_file);
	text_release(&term->paste);
	free(term->shown);
	free(term->line);
	free(term);
}

void term_size(const struct terminal *term, int *rows, int *columns)
{
	*rows = term->rows;
	*columns = term->columns;
}

/* --- showing --- */

/* The pair of colours, made when it is first wanted; 0 where there is no room. */
static short colour_pair(struct terminal *term, short ink, short paper)
{
	if (ink == INK_DEFAULT && paper == INK_DEFAULT)
		return 0;
	for (int i = 1; i <= term->pair_count; i++)
		if (term->pairs[i].ink == ink && term->pairs[i].paper == paper)
			return (short)i;
	if (term->pair_count == PAIR_MOST || term->pair_count + 1 >= COLOR_PAIRS)
		return 0;
	term->pair_count++;
	term->pairs[term->pair_count].ink = ink;
	term->pairs[term->pair_count].paper = paper;
	init_pair((short)term->pair_count, ink, paper);
	return (short)term->pair_count;
}

static attr_t find_attributes(const struct look *look)
{
	static const struct {
		unsigned look;
		attr_t attribute;
	} rows[] = {
		{LOOK_BOLD, A_BOLD}, {LOOK_DIM, A_DIM}, {LOOK_ITALIC, A_ITALIC},
		{LOOK_UNDERLINE, A_UNDERLINE}, {LOOK_REVERSE, A_REVERSE},
	};
	attr_t attributes = A_NORMAL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (look->attributes & rows[i].look)
			attributes |= rows[i].attribute;
	return attributes;
}

/* Adds a cell to the row for curses and returns the new length.  A cchar_t holds
 * one character that takes columns, and marks on it; a glyph may have several. */
static int add_cell(struct terminal *term, const struct cell *cell, int length)
{
	struct look look = style_look(term->palette, cell);
	attr_t attributes = find_attributes(&look);
	short pair = term->palette == PALETTE_MONO ? 0 : colour_pair(term, look.ink, look.paper);
	const char *p = cell->text[0] ? cell->text : " ";
	const char *end = p + strnlen(p, GLYPH_BYTES);
	wchar_t letters[CCHARW_MAX + 1] = {0};
	int count = 0, width = 0;
	size_t size;

	if (!term->utf8 && (unsigned char)*p >= 0x80) {
		p = cell->width > 1 ? "??" : "?";
		end = p + strlen(p);
	}
	for (; p < end; p += size) {
		int32_t code = utf8_next(p, end, &size);
		int columns = code == UTF8_BAD ? 1 : wcwidth((wchar_t)code);

		if (count && columns > 0) {
			setcchar(&term->line[length++], letters, attributes, pair, NULL);
			memset(letters, 0, sizeof(letters));
			count = 0;
		}
		if (count == CCHARW_MAX || columns < 0 || (!count && columns == 0))
			continue;
		letters[count++] = code == UTF8_BAD ? L'?' : (wchar_t)code;
		width += columns;
	}
	if (count)
		setcchar(&term->line[length++], letters, attributes, pair, NULL);
	/* Whatever the cell held, it takes its columns, or the row would shift. */
	for (; width < cell->width; width++)
		setcchar(&term->line[length++], L" ", attributes, pair, NULL);
	return length;
}

static void show_row(struct terminal *term, const struct screen *screen, int row)
{
	const struct cell *cells = screen->cells + (size_t)row * (size_t)screen->columns;
	struct cell *shown = term->shown + (size_t)row * (size_t)term->columns;
	int columns = screen->columns < term->columns ? screen->columns : term->columns;
	int length = 0;

	if (memcmp(cells, shown, (size_t)columns * sizeof(*cells)) == 0)
		return;
	memcpy(shown, cells, (size_t)columns * sizeof(*cells));
	for (int i = 0; i < columns; i++)
		if (cells[i].width)
			length = add_cell(term, &cells[i], length);
	mvadd_wchnstr(row, 0, term->line, length);
}

void term_show(struct terminal *term, const struct screen *screen)
{
	int rows = screen->rows < term->rows ? screen->rows : term->rows;

	for (int i = 0; i < rows; i++)
		show_row(term, screen, i);
	if (move(screen->cursor_row, screen->cursor_column) == ERR)
		move(0, 0);
	refresh();
}

/* --- stopping and lending --- */

void term_give(struct terminal *term)
{
	leave(term);
}

void term_take(struct terminal *term)
{
	enter(term);
	follow_size(term);
	/* What another program left there is unknown. */
	clearok(curscr, TRUE);
	refresh();
}

void term_repaint(struct terminal *term)
{
	(void)term;
	clearok(curscr, TRUE);
}

static void stop(struct terminal *term, bool group)
{
	term_give(term);
	signals_stop(group);
	signals_came(SIGCONT);
	term_take(term);
}

void term_suspend(struct terminal *term)
{
	stop(term, true);
}

/* --- waiting --- */

static int32_t translate(int32_t code)
{
	static const struct {
		int32_t curses, ours;
	} rows[] = {
		{KEY_UP, KEY_UP_}, {KEY_DOWN, KEY_DOWN_}, {KEY_LEFT, KEY_LEFT_},
		{KEY_RIGHT, KEY_RIGHT_}, {KEY_HOME, KEY_HOME_}, {KEY_END, KEY_END_},
		{KEY_FIND, KEY_HOME_}, {KEY_SELECT, KEY_END_}, {KEY_PPAGE, KEY_PAGE_UP_},
		{KEY_NPAGE, KEY_PAGE_DOWN_}, {KEY_DC, KEY_DELETE_}, {KEY_IC, KEY_INSERT_},
		{KEY_BTAB, KEY_SHIFT_TAB_}, {KEY_F(1), KEY_F1_}, {KEY_ENTER, KEY_ENTER_},
		{KEY_BACKSPACE, KEY_BACKSPACE_},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].curses == code)
			return rows[i].ours;
	return KEY_NONE_;
}

static void add_pasted(struct terminal *term, int32_t code)
{
	char bytes[4];

	if (term->paste.length < PASTE_MOST)
		text_add(&term->paste, bytes, utf8_put(bytes, code));
}

static void end_paste(struct terminal *term, struct term_event *event)
{
	term->pasting = false;
	event->kind = TERM_PASTE;
	event->text = text_string(&term->paste);
	event->length = term->paste.length;
}

/* Reads keys until one makes an event; false where there are no more. */
static bool read_key(struct terminal *term, struct term_event *event)
{
	for (;;) {
		wint_t code;
		int kind = wget_wch(term->keys, &code);

		if (kind == ERR)
			return false;
		term->stuck = 0;
		if (kind == KEY_CODE_YES && code == CODE_PASTE) {
			term->pasting = true;
			text_clear(&term->paste);
		} else if (kind == KEY_CODE_YES && code == CODE_PASTE_END && term->pasting) {
			end_paste(term, event);
			return true;
		} else if (term->pasting) {
			if (kind == OK && code <= 0x10ffff)
				add_pasted(term, (int32_t)code);
		} else {
			event->key = kind == KEY_CODE_YES ? translate((int32_t)code)
							  : (int32_t)code;
			/* Terminals disagree on what Backspace sends. */
			if (event->key == '\b')
				event->key = KEY_BACKSPACE_;
			event->kind = TERM_KEY;
			if (event->key != KEY_NONE_ && event->key <= KEY_F1_)
				return true;
		}
	}
}

static bool read_signals(struct terminal *term, struct term_event *event)
{
	signals_clear();
	event->signal = signals_ending();
	event->kind = event->signal ? TERM_END : TERM_RESIZE;
	if (event->signal)
		return true;
	if (signals_came(SIGTSTP)) {
		stop(term, false);
		return true;
	}
	/* Stopped by SIGSTOP, which leaves no time to give the terminal back. */
	if (signals_came(SIGCONT)) {
		term_give(term);
		term_take(term);
		return true;
	}
	if (!signals_came(SIGWINCH))
		return false;
	/* Also where the size is the old one again: it was another, and the
	 * terminal has cut or moved what it shows. */
	follow_size(term);
	clearok(curscr, TRUE);
	return true;
}

/* Bytes are said to be there: whether they can be had. */
static bool is_gone(struct terminal *term, short events)
{
	int bytes = 0;

	if (events & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	if (!(events & POLLIN))
		return false;
	if (ioctl(term->input, FIONREAD, &bytes) != 0 || bytes == 0)
		return true;
	return ++term->stuck > STUCK_MOST;
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void term_wait(struct terminal *term, int other, int milliseconds, struct term_event *event)
{
	int64_t end = now() + milliseconds;

	*event = (struct term_event){0};
	for (;;) {
		struct pollfd fds[] = {
			{.fd = term->input, .events = POLLIN},
			{.fd = signals_fd(), .events = POLLIN},
			{.fd = other, .events = POLLIN},
		};
		int64_t left = end - now();
		int timeout = milliseconds < 0 ? -1 : left > 0 ? (int)left : 0;

		if (read_signals(term, event) || read_key(term, event))
			return;
		*event = (struct term_event){0};
		if (term->pasting)
			timeout = PASTE_PATIENCE;
		if (poll(fds, 3, timeout) == 0) {
			if (term->pasting)
				end_paste(term, event);
			return;
		}
		if (is_gone(term, fds[0].revents)) {
			event->kind = TERM_END;
			event->signal = SIGHUP;
			return;
		}
		if (fds[2].revents) {
			event->kind = TERM_OTHER;
			return;
		}
	}
}

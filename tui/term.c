#include "tui/term_state.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* <term.h> makes a macro of every capability's name. */
#undef columns
#undef lines

#include "store/memory.h"
#include "tui/signals.h"
#include "tui/tty.h"

enum { ESCAPE_PATIENCE = 25 };	/* milliseconds between Esc and what makes it a sequence */

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

void term_follow_size(struct terminal *term)
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
 * environment say; term_follow_size gives it the real one.  LINES and COLUMNS are the
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
	term_follow_size(term);
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
	/* The screen itself is left to the end of the process: where memory ran out
	 * meanwhile, delscreen() of ncurses 6.4 frees by pointers that it did not get. */
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

/* --- stopping and lending --- */

void term_give(struct terminal *term)
{
	leave(term);
}

void term_take(struct terminal *term)
{
	enter(term);
	term_follow_size(term);
	/* What another program left there is unknown. */
	clearok(curscr, TRUE);
	refresh();
}

void term_stop(struct terminal *term, bool group)
{
	term_give(term);
	signals_stop(group);
	signals_came(SIGCONT);
	term_take(term);
}

void term_suspend(struct terminal *term)
{
	term_stop(term, true);
}

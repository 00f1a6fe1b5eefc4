/*
 * A terminal to measure with: a program on a pseudo-terminal, its screen kept by
 * libvterm, and the time at which the last byte came from it.
 *
 * Times are clock_ms(), taken as a byte is read, before the emulator looks at it.
 * What never comes ends the measuring program with a message.
 */
#ifndef TESTS_BENCH_TERMINAL_H
#define TESTS_BENCH_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

enum { TERMINAL_ROWS = 48, TERMINAL_COLUMNS = 160 };

struct terminal {
	int master;
	pid_t child;
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	double last;	/* when the last byte was read */
};

/* Starts ARGV (NULL behind the last) at TERMINAL_ROWS × TERMINAL_COLUMNS; returns
 * the time before. */
double terminal_start(struct terminal *terminal, char *const *argv);
/* Starts $STATEMENTS (else build/statements) on the store at PATH, waits for its
 * first rows and until it has no more to paint. */
void terminal_browse(struct terminal *terminal, const char *path);
/* Peak of its resident memory so far, in KiB. */
long terminal_peak(const struct terminal *terminal);
/* Ends the program and waits for it. */
void terminal_end(struct terminal *terminal);

/* Each returns the time before. */
double terminal_send(struct terminal *terminal, const char *keys);
double terminal_resize(struct terminal *terminal, int rows, int columns);

/* Takes in what has come, or comes within MS; false where nothing did. */
bool terminal_take(struct terminal *terminal, int ms);
/* The same, where something must come: WANT is what is waited for. */
void terminal_await(struct terminal *terminal, const char *want);
/* Waits for something to come, and then until nothing more does; `last` is then the
 * end of what was painted. */
void terminal_painted(struct terminal *terminal, const char *want);
/* Until nothing comes for a while. */
void terminal_quiet(struct terminal *terminal);

/* The text of ROW, with a NUL. */
void terminal_text(struct terminal *terminal, int row, char *out, size_t size);
/* Whether a row shows TEXT. */
bool terminal_shows(struct terminal *terminal, const char *text);
void terminal_cursor(struct terminal *terminal, int *row, int *column);

#endif

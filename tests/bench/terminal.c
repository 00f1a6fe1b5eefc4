#include "tests/bench/terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/samples.h"

enum {
	DEADLINE_MS = 60000,
	SILENCE_MS = 30,	/* longer than a program paints one frame */
	ROW_BYTES = 8192,
};

static void fail(struct terminal *terminal, const char *why, const char *want)
{
	char row[ROW_BYTES];

	fprintf(stderr, "%s while waiting for '%s'; the screen shows:\n", why, want);
	for (int i = 0; i < terminal->rows; i++) {
		terminal_text(terminal, i, row, sizeof(row));
		fprintf(stderr, "%s\n", row);
	}
	kill(terminal->child, SIGKILL);
	exit(1);
}

double terminal_start(struct terminal *terminal, char *const *argv)
{
	struct winsize size = {TERMINAL_ROWS, TERMINAL_COLUMNS, 0, 0};
	double begun = clock_ms();

	*terminal = (struct terminal){.rows = size.ws_row, .columns = size.ws_col, .last = begun};
	terminal->child = forkpty(&terminal->master, NULL, NULL, &size);
	if (terminal->child < 0) {
		perror("forkpty");
		exit(1);
	}
	if (terminal->child == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	terminal->vterm = vterm_new(size.ws_row, size.ws_col);
	vterm_set_utf8(terminal->vterm, 1);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_reset(terminal->screen, 1);
	return begun;
}

void terminal_browse(struct terminal *terminal, const char *path)
{
	const char *program = getenv("STATEMENTS");
	char *argv[] = {(char *)(program ? program : "build/statements"), "--store",
			(char *)path, NULL};

	terminal_start(terminal, argv);
	while (!terminal_shows(terminal, "newest first"))
		terminal_await(terminal, "newest first");
	terminal_quiet(terminal);
}

long terminal_peak(const struct terminal *terminal)
{
	char path[64], line[256];
	long kib = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)terminal->child);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "VmHWM: %ld kB", &kib) == 1)
			break;
	if (file)
		fclose(file);
	return kib;
}

/* What it still paints is read: a terminal that nobody reads would hold it up. */
void terminal_end(struct terminal *terminal)
{
	char bytes[4096];
	int status;

	kill(terminal->child, SIGTERM);
	while (read(terminal->master, bytes, sizeof(bytes)) > 0)
		;
	waitpid(terminal->child, &status, 0);
	close(terminal->master);
	vterm_free(terminal->vterm);
}

double terminal_send(struct terminal *terminal, const char *keys)
{
	double begun = clock_ms();

	if (write(terminal->master, keys, strlen(keys)) != (ssize_t)strlen(keys))
		fail(terminal, "cannot type", keys);
	return begun;
}

double terminal_resize(struct terminal *terminal, int rows, int columns)
{
	struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
	double begun;

	terminal->rows = rows;
	terminal->columns = columns;
	vterm_set_size(terminal->vterm, rows, columns);
	begun = clock_ms();
	ioctl(terminal->master, TIOCSWINSZ, &size);
	return begun;
}

bool terminal_take(struct terminal *terminal, int ms)
{
	struct pollfd poller = {terminal->master, POLLIN, 0};
	char bytes[65536];
	ssize_t length;

	if (poll(&poller, 1, ms) <= 0)
		return false;
	length = read(terminal->master, bytes, sizeof(bytes));
	terminal->last = clock_ms();
	if (length <= 0)
		fail(terminal, "the program has ended", "more");
	vterm_input_write(terminal->vterm, bytes, (size_t)length);
	return true;
}

void terminal_await(struct terminal *terminal, const char *want)
{
	if (!terminal_take(terminal, DEADLINE_MS))
		fail(terminal, "nothing came", want);
}

void terminal_painted(struct terminal *terminal, const char *want)
{
	terminal_await(terminal, want);
	terminal_quiet(terminal);
}

void terminal_quiet(struct terminal *terminal)
{
	while (terminal_take(terminal, SILENCE_MS))
		;
}

void terminal_text(struct terminal *terminal, int row, char *out, size_t size)
{
	VTermRect rect = {row, row + 1, 0, terminal->columns};
	size_t length = vterm_screen_get_text(terminal->screen, out, size - 1, rect);

	out[length < size ? length : size - 1] = '\0';
}

bool terminal_shows(struct terminal *terminal, const char *text)
{
	char row[ROW_BYTES];

	for (int i = 0; i < terminal->rows; i++) {
		terminal_text(terminal, i, row, sizeof(row));
		if (strstr(row, text))
			return true;
	}
	return false;
}

void terminal_cursor(struct terminal *terminal, int *row, int *column)
{
	VTermPos position;

	vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &position);
	*row = position.row;
	*column = position.col;
}

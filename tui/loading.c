#include "tui/loading.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "store/clock.h"
#include "tui/cli.h"
#include "tui/signals.h"

struct watch {
	bool terminal;
	size_t shown;		/* columns of the line of progress that stand there */
	int64_t begun;
	bool keys;		/* Esc is looked for */
	bool set;		/* keys come one by one, as far as we know */
	struct termios modes;	/* before that */
	bool stopped;		/* by Esc */
};

/* A load that is over within this many seconds shows no progress at all. */
static const double PATIENCE = 0.3;

static void wipe(struct watch *watch)
{
	if (watch->shown)
		fprintf(stderr, "\r%*s\r", (int)watch->shown, "");
	watch->shown = 0;
}

static void tell_problem(void *context, const struct problem *problem)
{
	struct text line = {0};

	wipe(context);
	text_printf(&line, "%s:%llu:%llu: %s: %s", problem->file,
		    (unsigned long long)problem->line, (unsigned long long)problem->column,
		    problem->warning ? "warning" : "error", problem->message);
	cli_say_line(line.data, line.length);
	text_release(&line);
}

static void add_time_left(struct text *out, double seconds)
{
	if (seconds < 90)
		text_printf(out, ", %.0f s left", seconds);
	else
		text_printf(out, ", %.0f min left", seconds / 60);
}

/* Appends the line: `reading: 12,000 entries, 31 %, 85,000 a second, 12 s left`.
 * SECONDS: since the load began. */
static void say_progress(const struct load_progress *progress, double seconds, struct text *out)
{
	double part = 0;

	if (progress->stage == LOAD_INDEXING && progress->entries_total)
		part = (double)progress->entries / (double)progress->entries_total;
	else if (progress->bytes_total)
		part = (double)progress->bytes / (double)progress->bytes_total;
	text_puts(out, progress->stage == LOAD_INDEXING ? "indexing: " : "reading: ");
	text_number(out, progress->entries);
	text_puts(out, " entries");
	if (part > 0)
		text_printf(out, ", %.0f %%", part < 1 ? part * 100 : 100);
	if (seconds < 1 || progress->stage == LOAD_INDEXING)
		return;
	text_puts(out, ", ");
	text_number(out, (uint64_t)((double)progress->entries / seconds));
	text_puts(out, " a second");
	if (part > 0.01)
		add_time_left(out, seconds / part - seconds);
}

/* In the background the terminal is somebody else's: to touch it would stop us. */
static bool in_foreground(void)
{
	return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

static void keys_set(struct watch *watch)
{
	struct termios modes = watch->modes;

	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	modes.c_cc[VMIN] = 0;
	modes.c_cc[VTIME] = 0;
	signals_guard(STDIN_FILENO, -1, &watch->modes, "", 0);
	watch->set = tcsetattr(STDIN_FILENO, TCSANOW, &modes) == 0;
}

static void keys_restore(struct watch *watch)
{
	if (watch->set && in_foreground())
		tcsetattr(STDIN_FILENO, TCSANOW, &watch->modes);
	watch->set = false;
	signals_guard(STDIN_FILENO, -1, NULL, "", 0);
}

static void keys_begin(struct watch *watch)
{
	if (!watch->terminal || !isatty(STDIN_FILENO) || !in_foreground() ||
	    tcgetattr(STDIN_FILENO, &watch->modes) != 0)
		return;
	watch->keys = true;
	signals_watch_terminal();
	keys_set(watch);
}

static void keys_end(struct watch *watch)
{
	if (!watch->keys)
		return;
	keys_restore(watch);
	signals_leave_terminal();
}

/* Ctrl-Z must find the terminal as it was, and who lets us go on may have left other
 * modes than ours, in which looking for a key would be waiting for a line. */
static void obey_stop(struct watch *watch)
{
	if (signals_came(SIGTSTP)) {
		keys_restore(watch);
		signals_stop(false);
	}
	if (signals_came(SIGCONT))
		watch->set = false;
	if (watch->keys && !watch->set && in_foreground())
		keys_set(watch);
}

/* Esc, the last of what was typed: other keys begin with the same byte. */
static bool is_stopped(struct watch *watch)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	char bytes[64];
	ssize_t count = 0;

	obey_stop(watch);
	if (watch->keys && in_foreground() && poll(&input, 1, 0) > 0)
		count = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (count > 0 && bytes[count - 1] == '\033')
		watch->stopped = true;
	return watch->stopped;
}

static int show_progress(void *context, const struct load_progress *progress)
{
	struct watch *watch = context;
	struct text line = {0};
	double seconds;

	if (signals_ending() || is_stopped(watch))
		return 1;
	seconds = (double)(clock_ms() - watch->begun) / 1000;
	if (!watch->terminal || seconds < PATIENCE)
		return 0;
	say_progress(progress, seconds, &line);
	if (watch->keys)
		text_puts(&line, "; Esc stops");
	/* Blanks over the rest of a longer line: no sequence is needed for that. */
	fprintf(stderr, "\r%s%*s", text_string(&line),
		watch->shown > line.length ? (int)(watch->shown - line.length) : 0, "");
	fflush(stderr);
	if (line.length > watch->shown)
		watch->shown = line.length;
	text_release(&line);
	return 0;
}

int loading_run(struct load *load, struct error *err)
{
	struct watch watch = {.terminal = isatty(STDERR_FILENO), .begun = clock_ms()};
	int result;

	load->context = &watch;
	load->problem = tell_problem;
	load->progress = show_progress;
	keys_begin(&watch);
	result = load_corpus(load, err);
	keys_end(&watch);
	wipe(&watch);
	if (result && watch.stopped)
		cli_say("stopped; nothing has changed");
	return result;
}

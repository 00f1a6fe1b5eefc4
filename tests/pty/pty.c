#include "tests/pty/pty.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { DEADLINE = 20000 };	/* milliseconds */

const char *pty_program(void)
{
	const char *program = getenv("STATEMENTS");

	return program ? program : "build/statements";
}

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* --- the shell's side --- */

struct message {
	char kind;		/* S: stopped, E: ended */
	int status;
	pid_t job;
};

static void tell(int report, char kind, int status, pid_t job)
{
	struct message message = {kind, status, job};

	if (write(report, &message, sizeof(message)) < 0)
		_exit(99);
}

static void set_environment(const struct pty_options *options)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (size_t i = 0; i < 8 && options->environment[i]; i++) {
		char *copy = strdup(options->environment[i]);
		char *equals = strchr(copy, '=');

		if (equals)
			*equals = '\0';
		if (equals)
			setenv(copy, equals + 1, 1);
		else
			unsetenv(copy);
		free(copy);
	}
}

static void become_program(const struct pty_options *options)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTOU};
	const char *arguments[10] = {options->program ? options->program : pty_program()};

	for (size_t i = 0; i < 8; i++)
		arguments[i + 1] = options->arguments[i];
	/* A job that a script started in the background inherits some as ignored. */
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	set_environment(options);
	/* Those of the test runner. */
	close_range(3, ~0u, 0);
	execv(arguments[0], (char *const *)arguments);
	_exit(127);
}

/* Runs the program as a job with the terminal, and tells what becomes of it. */
static void be_shell(const struct pty_options *options, int report, int order)
{
	pid_t job;
	int status;
	char byte;

	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	job = fork();
	if (job == 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		become_program(options);
	}
	setpgid(job, job);
	tcsetpgrp(STDIN_FILENO, job);
	tell(report, 'B', 0, job);
	for (;;) {
		if (waitpid(job, &status, WUNTRACED) != job)
			_exit(98);
		if (!WIFSTOPPED(status))
			break;
		tcsetpgrp(STDIN_FILENO, getpid());
		tell(report, 'S', 0, job);
		if (read(order, &byte, 1) != 1)
			_exit(0);
		tcsetpgrp(STDIN_FILENO, job);
		kill(-job, SIGCONT);
	}
	tell(report, 'E', WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), job);
	_exit(0);
}

/* --- the test's side --- */

void pty_start(struct pty *pty, const struct pty_options *options)
{
	struct winsize size = {
		.ws_row = (unsigned short)(options->rows ? options->rows : 24),
		.ws_col = (unsigned short)(options->columns ? options->columns : 80),
	};
	int report[2], order[2];
	struct message message;

	*pty = (struct pty){.rows = size.ws_row, .columns = size.ws_col};
	cr_assert_eq(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
	cr_assert_eq(pipe2(report, O_CLOEXEC) + pipe2(order, O_CLOEXEC), 0);
	tcgetattr(pty->slave, &pty->modes);
	pty->shell = fork();
	cr_assert(pty->shell >= 0);
	if (pty->shell == 0) {
		close(pty->master);
		login_tty(pty->slave);
		be_shell(options, report[1], order[0]);
	}
	close(report[1]);
	close(order[0]);
	pty->report = report[0];
	pty->order = order[1];
	cr_assert_eq(read(pty->report, &message, sizeof(message)), (ssize_t)sizeof(message));
	pty->job = message.job;
	pty->vterm = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

void pty_release(struct pty *pty)
{
	kill(-pty->job, SIGKILL);
	kill(pty->shell, SIGKILL);
	waitpid(pty->shell, NULL, 0);
	if (pty->master >= 0)
		close(pty->master);
	if (pty->slave >= 0)
		close(pty->slave);
	close(pty->report);
	close(pty->order);
	vterm_free(pty->vterm);
	text_release(&pty->bytes);
}

/* Takes in what the program sends, for at most MILLISECONDS; false where there is no
 * more to come. */
static bool pump(struct pty *pty, int milliseconds)
{
	struct pollfd fd = {.fd = pty->master, .events = POLLIN};
	char bytes[65536];
	ssize_t length;

	if (poll(&fd, 1, milliseconds) <= 0)
		return true;
	length = read(pty->master, bytes, sizeof(bytes));
	if (length <= 0)
		return false;
	text_add(&pty->bytes, bytes, (size_t)length);
	vterm_input_write(pty->vterm, bytes, (size_t)length);
	return true;
}

void pty_pump(struct pty *pty)
{
	pump(pty, 10);
}

void pty_type(struct pty *pty, const char *keys)
{
	size_t length = strlen(keys);

	cr_assert_eq(write(pty->master, keys, length), (ssize_t)length);
}

void pty_paste(struct pty *pty, const char *text)
{
	pty_type(pty, "\033[200~");
	pty_type(pty, text);
	pty_type(pty, "\033[201~");
}

void pty_resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

	pty->rows = rows;
	pty->columns = columns;
	vterm_set_size(pty->vterm, rows, columns);
	/* The kernel sends SIGWINCH to the job. */
	cr_assert_eq(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

void pty_signal(struct pty *pty, int number)
{
	cr_assert_eq(kill(pty->job, number), 0);
}

char *pty_picture(struct pty *pty)
{
	struct text picture = {0};

	for (int row = 0; row < pty->rows; row++) {
		char line[8192];
		VTermRect rect = {row, row + 1, 0, pty->columns};
		size_t length = vterm_screen_get_text(pty->screen, line, sizeof(line), rect);

		while (length && line[length - 1] == ' ')
			length--;
		text_add(&picture, line, length);
		text_putc(&picture, '\n');
	}
	return text_detach(&picture);
}

/* Whether the shell has something to tell: the program ended, or was stopped. */
static bool is_told(struct pty *pty)
{
	struct pollfd fd = {.fd = pty->report, .events = POLLIN};

	return poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN);
}

bool pty_over(struct pty *pty)
{
	return is_told(pty);
}

static void wait_for(struct pty *pty, const char *text, bool wanted)
{
	long end = now() + DEADLINE;
	char *picture = pty_picture(pty);

	while ((strstr(picture, text) != NULL) != wanted) {
		bool told = is_told(pty);
		bool more = pump(pty, 50) && now() < end && !told;

		free(picture);
		picture = pty_picture(pty);
		cr_assert(more || (strstr(picture, text) != NULL) == wanted, "%s '%s' on\n%s",
			  wanted ? "never saw" : "still saw", text, picture);
	}
	free(picture);
}

void pty_see(struct pty *pty, const char *text)
{
	wait_for(pty, text, true);
}

void pty_see_gone(struct pty *pty, const char *text)
{
	wait_for(pty, text, false);
}

void pty_see_raw(struct pty *pty)
{
	long end = now() + DEADLINE;
	struct termios modes;

	while (tcgetattr(pty->slave, &modes) == 0 && (modes.c_lflag & (ICANON | ISIG)))
		cr_assert(pump(pty, 50) && now() < end && !is_told(pty),
			  "the terminal never became raw:\n%s", text_string(&pty->bytes));
}

static struct message wait_message(struct pty *pty, char kind)
{
	long end = now() + DEADLINE;
	struct message message = {0};
	struct pollfd fd = {.fd = pty->report, .events = POLLIN};

	/* A program that writes while it ends must not be kept by a full terminal. */
	while (poll(&fd, 1, pty->master < 0 || pty->unread ? 50 : 0) == 0 && now() < end)
		if (pty->master >= 0 && !pty->unread)
			pump(pty, 50);
	cr_assert(fd.revents & POLLIN, "the program neither stopped nor ended");
	cr_assert_eq(read(pty->report, &message, sizeof(message)), (ssize_t)sizeof(message));
	cr_assert_eq(message.kind, kind, "got %c with status %d", message.kind, message.status);
	/* What it sent before. */
	for (size_t before = SIZE_MAX; pty->master >= 0 && before != pty->bytes.length;) {
		before = pty->bytes.length;
		pump(pty, 0);
	}
	return message;
}

void pty_see_stopped(struct pty *pty)
{
	wait_message(pty, 'S');
}

void pty_continue(struct pty *pty)
{
	cr_assert_eq(write(pty->order, "", 1), 1);
}

int pty_end(struct pty *pty)
{
	return wait_message(pty, 'E').status;
}

void pty_hang_up(struct pty *pty)
{
	close(pty->slave);
	close(pty->master);
	pty->slave = pty->master = -1;
}

void pty_cursor(struct pty *pty, int *row, int *column)
{
	VTermPos position;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &position);
	*row = position.row;
	*column = position.col;
}

bool pty_restored(struct pty *pty)
{
	struct termios after;

	tcgetattr(pty->slave, &after);
	return after.c_iflag == pty->modes.c_iflag && after.c_oflag == pty->modes.c_oflag &&
	       after.c_cflag == pty->modes.c_cflag && after.c_lflag == pty->modes.c_lflag &&
	       memcmp(after.c_cc, pty->modes.c_cc, sizeof(after.c_cc)) == 0;
}

long pty_cpu(struct pty *pty)
{
	char path[64], line[1024];
	unsigned long user = 0, system = 0;
	const char *rest;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pty->job);
	file = fopen(path, "r");
	cr_assert(file);
	cr_assert(fgets(line, sizeof(line), file));
	fclose(file);
	/* The name in brackets may hold blanks. */
	rest = strrchr(line, ')');
	cr_assert(rest);
	sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
	return (long)(user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

#include "tests/fault/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

long program_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* By the environment, which the children of the harness have too. */
void program_find(const char *harness)
{
	const char *program = getenv("STATEMENTS");
	const char *slash = strrchr(harness, '/');
	struct text library = {0};
	char *path;

	text_add(&library, harness, slash ? (size_t)(slash - harness) : 0);
	text_puts(&library, slash ? "/interpose.so" : "interpose.so");
	path = realpath(text_string(&library), NULL);
	if (!path || setenv("FAULT_LIBRARY", path, 1)) {
		fprintf(stderr, "%s is missing\n", text_string(&library));
		exit(2);
	}
	free(path);
	path = realpath(program ? program : "build/statements", NULL);
	if (!path || setenv("STATEMENTS", path, 1)) {
		fprintf(stderr, "build/statements is missing\n");
		exit(2);
	}
	free(path);
	text_release(&library);
}

static void become_program(const struct program *program)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGPIPE, SIGXFSZ};
	const char *path = getenv("STATEMENTS");
	const char *arguments[PROGRAM_ARGUMENTS + 2] = {"statements"};

	for (size_t i = 0; i < PROGRAM_ARGUMENTS; i++)
		arguments[i + 1] = program->arguments[i];
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("STATEMENTS_STORE");
	unsetenv("STATEMENTS_FAULT");
	if (program->cache)
		setenv("XDG_CACHE_HOME", program->cache, 1);
	for (size_t i = 0; i < 4 && program->variables[i]; i++)
		putenv((char *)program->variables[i]);
	if (program->fault) {
		setenv("STATEMENTS_FAULT", program->fault, 1);
		setenv("LD_PRELOAD", getenv("FAULT_LIBRARY"), 1);
	}
	close_range(3, ~0u, 0);
	if (program->prepare)
		program->prepare(program->context);
	execv(path, (char *const *)arguments);
	_exit(127);
}

static void give_file(int fd, const char *path, int flags)
{
	int file = open(path, flags);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(126);
}

void program_start(struct program *program)
{
	int out[2], err[2];

	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC)) {
		perror("pipe");
		exit(2);
	}
	program->milliseconds = -program_now();
	program->pid = fork();
	if (program->pid == 0) {
		give_file(0, program->input ? program->input : "/dev/null", O_RDONLY);
		if (program->output)
			give_file(1, program->output, O_WRONLY);
		else
			dup2(out[1], 1);
		dup2(err[1], 2);
		become_program(program);
	}
	close(out[1]);
	close(err[1]);
	program->pipes[0] = out[0];
	program->pipes[1] = err[0];
}

/* Waits for its end, and kills it where that is late. */
static void reap(struct program *program, long end)
{
	struct rusage usage;
	int status;

	while (wait4(program->pid, &status, WNOHANG, &usage) == 0) {
		if (program_now() > end && !program->late) {
			program->late = true;
			kill(program->pid, SIGKILL);
		}
		poll(NULL, 0, 1);
	}
	program->milliseconds += program_now();
	program->cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
		       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
	program->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Reads both pipes to their end. */
void program_end(struct program *program)
{
	struct text *texts[] = {&program->out, &program->err};
	long end = program_now() + PROGRAM_LATE;
	struct pollfd fds[2];

	for (int i = 0; i < 2; i++)
		fds[i] = (struct pollfd){.fd = program->pipes[i], .events = POLLIN};
	text_clear(&program->out);
	text_clear(&program->err);
	while ((fds[0].fd >= 0 || fds[1].fd >= 0) && program_now() < end) {
		poll(fds, 2, 100);
		for (int i = 0; i < 2; i++) {
			char bytes[65536];
			ssize_t length;

			if (fds[i].fd < 0 || !fds[i].revents)
				continue;
			length = read(fds[i].fd, bytes, sizeof(bytes));
			if (length > 0)
				text_add(texts[i], bytes, (size_t)length);
			else
				fds[i].fd = -1;
		}
	}
	reap(program, end);
	close(program->pipes[0]);
	close(program->pipes[1]);
}

void program_run(struct program *program)
{
	program->late = false;
	program_start(program);
	program_end(program);
}

/* --- on a terminal --- */

static bool is_raw(int terminal)
{
	struct termios modes;

	return tcgetattr(terminal, &modes) == 0 && !(modes.c_lflag & (ICANON | ISIG));
}

/* Takes in what is sent, for at most MILLISECONDS; false where no more comes. */
static bool take(struct program *program, int master, int milliseconds)
{
	struct pollfd fd = {.fd = master, .events = POLLIN};
	char bytes[65536];
	ssize_t length;

	if (poll(&fd, 1, milliseconds) <= 0)
		return true;
	length = read(master, bytes, sizeof(bytes));
	if (length > 0)
		text_add(&program->out, bytes, (size_t)length);
	return length > 0;
}

void program_browse(struct program *program)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	long end = program_now() + PROGRAM_LATE;
	bool typed = false, more = true;
	int master;

	program->late = false;
	text_clear(&program->out);
	text_clear(&program->err);
	program->milliseconds = -program_now();
	program->pid = forkpty(&master, NULL, NULL, &size);
	if (program->pid == 0)
		become_program(program);
	while (more && program_now() < end) {
		more = take(program, master, 5);
		/* The modes of the terminal are seen from this side too. */
		if (!typed && is_raw(master))
			typed = write(master, "qQ", 2) == 2;
	}
	reap(program, end);
	close(master);
}

void program_release(struct program *program)
{
	text_release(&program->out);
	text_release(&program->err);
}

#include "tests/cli/run.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void run_init(struct run *run)
{
	*run = (struct run){0};
	folder_init(&run->cache);
	/* A program that does not read its input must not end the test. */
	signal(SIGPIPE, SIG_IGN);
}

void run_release(struct run *run)
{
	folder_release(&run->cache);
	text_release(&run->out);
	text_release(&run->err);
}

/* The program's path, whatever folder it is run in. */
static const char *program(char path[4096])
{
	const char *name = getenv("STATEMENTS");

	cr_assert(realpath(name ? name : "build/statements", path), "build/statements is missing");
	return path;
}

static void become_program(const struct run *run, const char *path, const char *const *arguments)
{
	const char *all[32] = {"statements"};

	for (size_t i = 0; arguments[i] && i < 30; i++)
		all[i + 1] = arguments[i];
	signal(SIGPIPE, SIG_DFL);
	setenv("XDG_CACHE_HOME", run->cache.path, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("STATEMENTS_STORE");
	if (run->variable)
		putenv(strdup(run->variable));
	if (run->folder && chdir(run->folder))
		_exit(126);
	if (run->file_most)
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){run->file_most, run->file_most});
	for (int fd = 0; fd < 3; fd++)
		if (run->closed & 1 << fd)
			close(fd);
	execv(path, (char *const *)all);
	_exit(127);
}

/* Reads both pipes until both are at their end; with one only, a program that fills
 * the other would wait for ever. */
static void read_both(struct run *run, int out, int err)
{
	struct pollfd fds[] = {{.fd = out, .events = POLLIN}, {.fd = err, .events = POLLIN}};
	struct text *texts[] = {&run->out, &run->err};
	char bytes[65536];

	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		poll(fds, 2, -1);
		for (int i = 0; i < 2; i++) {
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
}

void run_program(struct run *run, const char *const *arguments)
{
	int in[2], out[2], err[2], status;
	char path[4096];
	pid_t child;

	program(path);
	text_clear(&run->out);
	text_clear(&run->err);
	cr_assert_eq(pipe2(in, O_CLOEXEC) + pipe2(out, O_CLOEXEC) + pipe2(err, O_CLOEXEC), 0);
	child = fork();
	cr_assert(child >= 0);
	if (child == 0) {
		int file = run->output ? open(run->output, O_WRONLY) : out[1];

		if (run->unread)
			close(out[0]);
		dup2(in[0], 0);
		dup2(file, 1);
		dup2(err[1], 2);
		become_program(run, path, arguments);
	}
	/* A pipe without a reader. */
	if (run->unread) {
		close(out[0]);
		out[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	/* Small enough for the pipe to hold it. */
	if (run->input)
		cr_assert_eq(write(in[1], run->input, strlen(run->input)),
			     (ssize_t)strlen(run->input));
	close(in[1]);
	read_both(run, out[0], err[0]);
	close(out[0]);
	close(err[0]);
	waitpid(child, &status, 0);
	run->killed = WIFSIGNALED(status);
	run->status = run->killed ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void expect(struct run *run, int status, const struct text *text, const char *words)
{
	cr_expect_eq(run->status, status, "status %d, not %d\n%s", run->status, status,
		     text_string(&run->err));
	cr_expect(strstr(text_string(text), words), "no '%s' in\n%s", words, text_string(text));
}

void expect_output(struct run *run, int status, const char *words)
{
	expect(run, status, &run->out, words);
}

void expect_message(struct run *run, int status, const char *words)
{
	expect(run, status, &run->err, words);
	cr_expect_eq(run->out.length, 0u, "printed %s", text_string(&run->out));
}

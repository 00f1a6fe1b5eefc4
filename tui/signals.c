#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/memory.h"

/* Handlers have no argument to pass state in; these are all they touch. */
static volatile sig_atomic_t ending;
static volatile sig_atomic_t came[NSIG];
static int pipe_fds[2] = {-1, -1};
static atomic_int guarded_fd = -1;
static volatile sig_atomic_t guarded_output = -1;
static atomic_bool leaving, left;	/* somebody puts the terminal back, has done so */
static struct termios guarded_modes;
static char guarded_bytes[SIGNALS_BYTES];
static size_t guarded_length;

static const int ENDING[] = {SIGHUP, SIGINT, SIGTERM};
static const int WATCHED[] = {SIGWINCH, SIGTSTP, SIGCONT};
/* A store that another program cuts while it is mapped gives SIGBUS; a limit of the
 * shell's, SIGXCPU; the last two, who mistakes us for a program that knows them. */
static const int CRASHING[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGSYS, SIGTRAP,
			       SIGXCPU, SIGUSR1, SIGUSR2};
/* What a child that has the terminal ends or goes on by. */
static const int LENT[] = {SIGINT, SIGQUIT};
enum { ENDING_COUNT = 3, WATCHED_COUNT = 3, CRASHING_COUNT = 11, LENT_COUNT = 2 };
enum { ROOM_PATIENCE = 100, LEAVE_PATIENCE = 500 };	/* milliseconds */
/* Of these, what a parent ignored stays ignored afterwards. */
static struct sigaction lent_actions[LENT_COUNT];

static void wake(void)
{
	int kept = errno;

	/* A full pipe is as good: it is readable. */
	if (write(pipe_fds[1], "", 1) < 0)
		errno = kept;
	errno = kept;
}

static void on_ending(int signal)
{
	if (!ending)
		alarm(1);
	ending = signal;
	wake();
}

static void on_watched(int signal)
{
	came[signal] = 1;
	wake();
}

/* What another thread still writes, such as the rest of a frame, goes nowhere from now on. */
static void silence(int fd)
{
	int nowhere = fd < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere >= 0)
		dup2(nowhere, fd);
}

/* What the terminal has not shown yet may fill what is kept for it: waits for room, but not
 * for a terminal that is stuck. */
static void write_soon(int fd, const char *bytes, size_t length)
{
	struct pollfd room = {.fd = fd, .events = POLLOUT};

	while (length && poll(&room, 1, ROOM_PATIENCE) > 0) {
		ssize_t written = write(fd, bytes, length);

		if (written <= 0)
			return;
		bytes += written;
		length -= (size_t)written;
	}
}

/* Who ends the program while another thread puts the terminal back gives it the time. */
static void await_leaving(void)
{
	for (int i = 0; leaving && !left && i < LEAVE_PATIENCE; i++)
		nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
}

/* For an end that nothing follows.  The modes first: a terminal that takes no bytes must not
 * keep them from it. */
static void restore_terminal(void)
{
	int fd = atomic_exchange(&guarded_fd, -1);

	if (fd < 0) {
		await_leaving();
		return;
	}
	leaving = true;
	silence(guarded_output);
	tcsetattr(fd, TCSANOW, &guarded_modes);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	write_soon(fd, guarded_bytes, guarded_length);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	left = true;
}

/* Ours, after a signal that was to end us; or somebody else's. */
static void on_alarm(int signal)
{
	restore_terminal();
	_exit(128 + (ending ? ending : signal));
}

/* Where another thread is leaving already, as when memory ran out and curses goes on
 * without, it is given the time to put the terminal back and to say why.  The default action
 * follows when the handler returns, since SA_RESETHAND. */
static void on_crash(int signal)
{
	if (leaving)
		nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	restore_terminal();
	raise(signal);
}

static void take(int signal, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
}

static bool is_ignored(int signal)
{
	struct sigaction action;

	return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int signals_open(struct error *err)
{
	sigset_t none;

	if (pipe2(pipe_fds, O_CLOEXEC | O_NONBLOCK))
		return error_set(err, ERROR_STORE, "cannot make a pipe: %s", strerror(errno));
	for (int i = 0; i < ENDING_COUNT; i++)
		if (!is_ignored(ENDING[i]))
			take(ENDING[i], on_ending);
	take(SIGALRM, on_alarm);
	take(SIGPIPE, SIG_IGN);
	/* A file that may grow no more is an error of the write, to be told. */
	take(SIGXFSZ, SIG_IGN);
	/* A parent that blocked them would make us deaf; one that ignores its
	 * children would have the editor's status vanish. */
	take(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	memory_on_exhausted(restore_terminal);
	return 0;
}

int signals_fd(void)
{
	return pipe_fds[0];
}

void signals_clear(void)
{
	char bytes[64];

	while (read(pipe_fds[0], bytes, sizeof(bytes)) > 0)
		;
}

int signals_ending(void)
{
	return ending;
}

_Noreturn void signals_die(int signal)
{
	sigset_t mask;

	take(signal, SIG_DFL);
	sigemptyset(&mask);
	sigaddset(&mask, signal);
	sigprocmask(SIG_UNBLOCK, &mask, NULL);
	raise(signal);
	/* The first process of a container has no default actions. */
	_exit(128 + signal);
}

void signals_watch_terminal(void)
{
	for (int i = 0; i < WATCHED_COUNT; i++)
		if (!is_ignored(WATCHED[i]))
			take(WATCHED[i], on_watched);
}

void signals_leave_terminal(void)
{
	for (int i = 0; i < WATCHED_COUNT; i++)
		if (!is_ignored(WATCHED[i]))
			take(WATCHED[i], SIG_DFL);
	if (signals_came(SIGTSTP))
		raise(SIGTSTP);
}

bool signals_came(int signal)
{
	bool did = came[signal];

	came[signal] = 0;
	return did;
}

static bool is_default(int signal)
{
	struct sigaction action;

	return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

void signals_guard(int fd, int output, const struct termios *modes, const char *bytes,
		   size_t length)
{
	struct sigaction action = {.sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND};

	guarded_fd = -1;
	if (!modes)
		return;
	guarded_modes = *modes;
	guarded_length = length < SIGNALS_BYTES ? length : 0;
	memcpy(guarded_bytes, bytes, guarded_length);
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < CRASHING_COUNT; i++)
		if (is_default(CRASHING[i]))
			sigaction(CRASHING[i], &action, NULL);
	guarded_output = output;
	guarded_fd = fd;
}

void signals_stop(bool group)
{
	/* Without job control nobody would continue us. */
	if (is_ignored(SIGTSTP))
		return;
	take(SIGTSTP, SIG_DFL);
	if (group)
		kill(0, SIGTSTP);
	else
		raise(SIGTSTP);
	/* Here again after SIGCONT. */
	take(SIGTSTP, on_watched);
}

void signals_for_child(sigset_t *defaults, sigset_t *mask)
{
	sigemptyset(mask);
	sigemptyset(defaults);
	for (int i = 0; i < ENDING_COUNT; i++)
		if (!is_ignored(ENDING[i]))
			sigaddset(defaults, ENDING[i]);
	for (int i = 0; i < WATCHED_COUNT; i++)
		if (!is_ignored(WATCHED[i]))
			sigaddset(defaults, WATCHED[i]);
	if (!is_ignored(SIGQUIT))
		sigaddset(defaults, SIGQUIT);
	sigaddset(defaults, SIGPIPE);
	sigaddset(defaults, SIGXFSZ);
	sigaddset(defaults, SIGALRM);
}

void signals_lend(void)
{
	static const struct sigaction ignore = {.sa_handler = SIG_IGN};

	for (int i = 0; i < LENT_COUNT; i++)
		sigaction(LENT[i], &ignore, &lent_actions[i]);
	/* Ctrl-Z in the editor stops us both, and the shell has the terminal. */
	if (!is_ignored(SIGTSTP))
		take(SIGTSTP, SIG_DFL);
}

void signals_lend_over(void)
{
	for (int i = 0; i < LENT_COUNT; i++)
		sigaction(LENT[i], &lent_actions[i], NULL);
	if (!is_ignored(SIGTSTP))
		take(SIGTSTP, on_watched);
}

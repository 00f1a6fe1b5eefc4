/*
 * typing STORE [ROUNDS]: how long a user waits, measured from outside.
 *
 * Runs $STATEMENTS (else build/statements) on STORE on a pseudo-terminal, types
 * queries letter by letter and moves about, and reads the screen through libvterm.
 * A key's time goes from writing it to having read the bytes after which the screen
 * shows the answer: for a letter, that the echo line names what has been typed so
 * far (it belongs to the rows in view); for a movement, the last byte before the
 * terminal falls silent.  Prints a line a sort of key: median, 99th percentile, worst.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { ROWS = 40, COLUMNS = 140, DEADLINE_MS = 20000, SILENCE_MS = 40, SAMPLES = 100000 };

/* Frequent, rare, several, phrases, and names of fields. */
static const char *const QUERIES[] = {
	"the", "government", "ceasefire", "the war", "ceasefire the", "peace minister",
	"energy policy climate", "zebra", "children of the", "trade t",
};
static const char *const MOVES[] = {"j", "k", "\x1b[6~", "G", "g", "\x1b[6~", "\x1b[5~"};

struct terminal {
	int master;
	pid_t child;
	VTerm *vterm;
	VTermScreen *screen;
};

struct samples {
	double *at;
	size_t count;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void fail(struct terminal *terminal, const char *what)
{
	fprintf(stderr, "typing: %s\n", what);
	kill(terminal->child, SIGKILL);
	exit(1);
}

static void start(struct terminal *terminal, const char *store)
{
	const char *program = getenv("STATEMENTS");
	struct winsize size = {ROWS, COLUMNS, 0, 0};

	terminal->child = forkpty(&terminal->master, NULL, NULL, &size);
	if (terminal->child == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execl(program ? program : "build/statements", "statements", "--store", store, (char *)NULL);
		_exit(127);
	}
	terminal->vterm = vterm_new(ROWS, COLUMNS);
	vterm_set_utf8(terminal->vterm, 1);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_reset(terminal->screen, 1);
}

/* Takes in what comes within MS; false where nothing came. */
static bool take(struct terminal *terminal, int ms)
{
	struct pollfd poller = {terminal->master, POLLIN, 0};
	char bytes[65536];
	ssize_t length;

	if (poll(&poller, 1, ms) <= 0)
		return false;
	length = read(terminal->master, bytes, sizeof(bytes));
	if (length <= 0)
		fail(terminal, "the program has ended");
	vterm_input_write(terminal->vterm, bytes, (size_t)length);
	return true;
}

static void row_text(struct terminal *terminal, int row, char *out, size_t size)
{
	VTermRect rect = {row, row + 1, 0, COLUMNS};
	size_t length = vterm_screen_get_text(terminal->screen, out, size - 1, rect);

	out[length] = '\0';
}

static double send(struct terminal *terminal, const char *keys)
{
	double begun = now_ms();

	if (write(terminal->master, keys, strlen(keys)) < 0)
		fail(terminal, "cannot type");
	return begun;
}

/* Milliseconds from BEGUN until the echo line holds WANT. */
static double until_echo(struct terminal *terminal, double begun, const char *want)
{
	char line[COLUMNS * 8];

	for (;;) {
		row_text(terminal, ROWS - 2, line, sizeof(line));
		if (strstr(line, want))
			return now_ms() - begun;
		if (!take(terminal, DEADLINE_MS))
			fail(terminal, want);
	}
}

/* Milliseconds from BEGUN until the last byte before a silence. */
static double until_silence(struct terminal *terminal, double begun)
{
	double last = begun;

	while (take(terminal, SILENCE_MS))
		last = now_ms();
	return last - begun;
}

/* What the echo says of the first LENGTH bytes of QUERY: “a”, “b*” */
static void echo_of(const char *query, size_t length, char *out)
{
	bool open = false;

	*out = '\0';
	for (size_t i = 0; i < length; i++) {
		if (query[i] == ' ') {
			strcat(out, "”");
			open = false;
			continue;
		}
		if (!open)
			strcat(out, *out ? ", “" : "“");
		open = true;
		strncat(out, query + i, 1);
	}
	strcat(out, open ? "*”" : "");
}

static void add(struct samples *samples, double ms)
{
	if (samples->count < SAMPLES)
		samples->at[samples->count++] = ms;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void report(const char *what, struct samples *samples)
{
	size_t n = samples->count;

	qsort(samples->at, n, sizeof(*samples->at), compare);
	printf("%-28s %6zu keys   median %7.2f ms   p99 %7.2f ms   worst %7.2f ms\n", what, n,
	       samples->at[n / 2], samples->at[n * 99 / 100], samples->at[n - 1]);
}

int main(int argc, char **argv)
{
	struct terminal terminal;
	struct samples letters = {calloc(SAMPLES, sizeof(double)), 0};
	struct samples moves = {calloc(SAMPLES, sizeof(double)), 0};
	int rounds = argc > 2 ? atoi(argv[2]) : 10;
	double begun = now_ms();

	if (argc < 2 || !letters.at || !moves.at) {
		fputs("usage: typing STORE [ROUNDS]\n", stderr);
		return 2;
	}
	start(&terminal, argv[1]);
	printf("%-28s %.2f ms\n", "start to first frame", until_echo(&terminal, begun, "newest first"));
	until_silence(&terminal, begun);
	for (int round = 0; round < rounds; round++) {
		for (size_t q = 0; q < sizeof(QUERIES) / sizeof(*QUERIES); q++) {
			const char *query = QUERIES[q];

			send(&terminal, "/");
			until_silence(&terminal, begun);
			for (size_t i = 1; i <= strlen(query); i++) {
				char want[256];
				char key[2] = {query[i - 1], '\0'};

				echo_of(query, i, want);
				begun = send(&terminal, key);
				begun = until_echo(&terminal, begun, want);
				/* A blank changes what is asked only by the star. */
				if (key[0] != ' ')
					add(&letters, begun);
			}
			send(&terminal, "\r");
			until_silence(&terminal, begun);
			for (size_t i = 0; i < sizeof(MOVES) / sizeof(*MOVES); i++) {
				begun = send(&terminal, MOVES[i]);
				add(&moves, until_silence(&terminal, begun));
			}
			send(&terminal, "/\x15\r");	/* empties the prompt */
			until_silence(&terminal, begun);
		}
	}
	report("a letter of a query", &letters);
	report("a movement", &moves);
	kill(terminal.child, SIGTERM);
	waitpid(terminal.child, NULL, 0);
	return 0;
}

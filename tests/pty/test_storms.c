/*
 * Storms: random keys, sizes and signals through ncurses, for as long as asked.
 * STATEMENTS_KEYS is the number of keys and STATEMENTS_SEED the seed; a failure prints
 * the command that repeats it.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "tests/pty/lexer.h"
#include "tests/pty/pty.h"
#include "tests/support/folder.h"
#include "tests/support/invent.h"

enum { KEYS = 4000, KEYS_A_SESSION = 1000, PENDING_MOST = 512, SIGNALS = 20 };

static const char CORPUS[] =
	"statements: 1\n"
	"title: \"\\e]0;owned\\a storm\"\n"
	"speakers: [{id: a, name: \"A \\e[31m\"}, {id: b, name: 陳大文}, {id: c, name: \"C\\u202E\"}]\n"
	"topics: [{id: t, label: \"e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\"}, {id: t/u}]\n"
	"talks: [{id: k, title: \"\\e[?1049l talk\", date: 2024, participants: [a, b]}]\n"
	"quotes:\n"
	"  - {id: q1, speaker: a, text: \"raw \\e[2J \\x9b1m \\x07 words\", talk: k, topics: [t]}\n"
	"  - {id: q2, speaker: b, text: 資料保護 👩‍👩‍👧‍👦 words of 個人, topics: [t/u], date: 2023-05}\n"
	"  - {id: q3, speaker: c, text: \"long \\u0301\\u200b words\\twith\\ttabs\", date: 201X}\n"
	"  - {id: q4, speaker: a, text: one two three, to: [b], about: [c], talk: k}\n";

struct storm {
	struct folder folder;
	char cache[128], *file;
	struct chance chance;
	unsigned long keys, seed;
	struct pty pty;
	unsigned sessions;
};

static void storm_init(struct storm *storm)
{
	*storm = (struct storm){
		.keys = chance_setting("STATEMENTS_KEYS", KEYS),
		.seed = chance_setting("STATEMENTS_SEED", 1),
	};
	storm->chance.state = storm->seed * 2654435761u + 1;
	folder_init(&storm->folder);
	snprintf(storm->cache, sizeof(storm->cache), "XDG_CACHE_HOME=%s", storm->folder.path);
	storm->file = folder_write(&storm->folder, "storm.yaml", CORPUS, sizeof(CORPUS) - 1);
}

static void storm_release(struct storm *storm)
{
	free(storm->file);
	folder_release(&storm->folder);
}

static void session_begin(struct storm *storm)
{
	struct pty_options options = {
		.arguments = {storm->file},
		.environment = {storm->cache, "VISUAL=/bin/true"},
	};

	pty_start(&storm->pty, &options);
	pty_see(&storm->pty, "5 entries");
	storm->sessions++;
}

#define REPEAT "\n  repeat: STATEMENTS_SEED=%lu STATEMENTS_KEYS=%lu build/tests/pty/run --filter 'storms/*'"

/* Up to the end of the alternate screen: then the terminal echoes what was typed last. */
static size_t length_of_ours(const char *bytes)
{
	static const char over[] = "\033[?1049l";
	const char *end = bytes, *found;

	while ((found = strstr(end, over)))
		end = found + strlen(over);
	return (size_t)(end - bytes);
}

static void session_end(struct storm *storm, int status)
{
	struct pty *pty = &storm->pty;
	int got = pty_end(pty);
	const char *bytes = text_string(&pty->bytes);
	size_t length = length_of_ours(bytes);
	size_t good = lexer_check("xterm-256color", bytes, length);

	cr_assert_eq(got, status, "status %d, not %d" REPEAT, got, status, storm->seed, storm->keys);
	cr_assert(pty_restored(pty), "the terminal's modes are others than before" REPEAT,
		  storm->seed, storm->keys);
	cr_assert(length, "the alternate screen stays" REPEAT, storm->seed, storm->keys);
	cr_assert_eq(good, length, "byte %zu begins what no terminal of this type knows: %.20s"
		     REPEAT, good, bytes + good, storm->seed, storm->keys);
	pty_release(pty);
}

/* Takes in what is sent until the program has read most of what was typed: two sides that
 * both wait until the other reads would wait for ever. */
static void let_it_read(struct pty *pty)
{
	int pending = 0;

	do
		pty_pump(pty);
	while (!pty_over(pty) && ioctl(pty->slave, FIONREAD, &pending) == 0 &&
	       pending > PENDING_MOST);
}

/* Not what quits (Ctrl-C, q, Q) or stops (Ctrl-Z), nor what gives the terminal to an
 * editor: in its modes the keys that follow would be echoed.  Nor the help, which runs
 * each of these. */
static void type_something(struct storm *storm)
{
	static const char *const keys[] = {
		"j", "k", "\r", "\033", "/", "s", "t", "g", "G", "\t", "\033[Z", "\033[A", "\033[B",
		"\033[C", "\033[D", "\033[5~", "\033[6~", "\033[H", "\033[F", "\033[3~", "\177", "n", "N",
		"J", "K", "[", "]", "{", "}", "<", ">", ",", "o", "O", "1", "2", "3", "R", "T",
		"\f", "\004", "\025", "\027", "\001", "\005", "\013", "a", "w", "o", "r", "d", " ", "*",
		"\"", "(", ")", ":", "-", "/speaker:a", "資", "é", "\377", "\302", "\033[", "\033O",
		"\033[200~", "\033[201~", "\033[99;99;99~", "\033]", "/kind:talk", "/NEAR/2",
	};
	const char *key = keys[chance_below(&storm->chance, sizeof(keys) / sizeof(*keys))];

	/* A reload is real work; few are enough. */
	if (key[0] == 'R' && !chance_one_in(&storm->chance, 30))
		key = "j";
	pty_type(&storm->pty, key);
}

/* The program is told; the emulator, of which nothing is asked, is not: some versions of it
 * cannot bear such sizes. */
static void resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

	cr_assert_eq(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

static void resize_somehow(struct storm *storm)
{
	static const int odd[][2] = {{1, 1}, {1, 1000}, {500, 1}, {500, 1000}, {2, 3}, {24, 80}};
	uint32_t which = chance_below(&storm->chance, 20);

	if (which < sizeof(odd) / sizeof(*odd))
		resize(&storm->pty, odd[which][0], odd[which][1]);
	else
		resize(&storm->pty, 1 + (int)chance_below(&storm->chance, 60),
		       1 + (int)chance_below(&storm->chance, 200));
}

/* The end of a paste, which may have begun; Esc out of what takes letters, and out of the
 * keys' help above it; then at most three times q. */
static void leave(struct storm *storm)
{
	struct pty *pty = &storm->pty;

	pty_type(pty, "\033[201~");
	let_it_read(pty);
	pty_type(pty, "\033");
	let_it_read(pty);
	pty_type(pty, "\033");
	let_it_read(pty);
	pty_type(pty, "qqq");
}

Test(storms, random_keys_and_sizes_leave_it_alive_and_three_times_q_leave_it)
{
	struct storm storm;

	storm_init(&storm);
	for (unsigned long typed = 0; typed < storm.keys;) {
		session_begin(&storm);
		for (int i = 0; i < KEYS_A_SESSION && !pty_over(&storm.pty); i++, typed++) {
			type_something(&storm);
			if (chance_one_in(&storm.chance, 50))
				resize_somehow(&storm);
			if (chance_one_in(&storm.chance, 8))
				let_it_read(&storm.pty);
		}
		if (!pty_over(&storm.pty))
			leave(&storm);
		session_end(&storm, 0);
	}
	storm_release(&storm);
}

Test(storms, a_signal_at_any_moment_ends_it_within_a_second)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
	struct storm storm;
	unsigned times;

	storm_init(&storm);
	times = (unsigned)(SIGNALS * (storm.keys > KEYS ? storm.keys / KEYS : 1));
	for (unsigned i = 0; i < times; i++) {
		int signal = signals[i % 3];
		unsigned keys = chance_below(&storm.chance, 40);

		session_begin(&storm);
		while (keys-- && !pty_over(&storm.pty))
			type_something(&storm);
		if (!pty_over(&storm.pty)) {
			pty_signal(&storm.pty, signal);
		}
		session_end(&storm, 128 + signal);
	}
	storm_release(&storm);
}

/* Nobody types, nothing is counted: nothing is done.  Half a second passes while we wait for
 * what does not come. */
Test(storms, who_does_nothing_uses_no_processor)
{
	struct storm storm;
	long before;

	storm_init(&storm);
	session_begin(&storm);
	for (int i = 0; i < 20; i++)
		pty_pump(&storm.pty);
	before = pty_cpu(&storm.pty);
	for (int i = 0; i < 50; i++)
		pty_pump(&storm.pty);
	cr_expect_leq(pty_cpu(&storm.pty) - before, 50);
	pty_type(&storm.pty, "q");
	session_end(&storm, 0);
	storm_release(&storm);
}

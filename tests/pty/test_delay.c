/*
 * The delay between a key and its frame, in a program whose worker takes 50 ms for
 * each of its steps (tests/brake): the thread that takes keys must never wait for it,
 * and so for nothing that grows with the corpus.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <time.h>

#include "tests/pty/pty.h"
#include "tests/support/corpus.h"

enum {
	ROUNDS = 5,		/* the machine may have other things to do: the best counts */
	KEYS = 200,		/* a round */
	FRAME_US = 16000,	/* may pass until a key is painted, in 99 of 100 cases */
	BRAKE_US = 50000,	/* of each step that is braked */
	PATIENCE_US = 10000000,
};

/* On a screen of 24 × 80: the first row of the list and its mark, and where
 * text is typed. */
enum { LIST_ROW = 2, LIST_COLUMN = 22, PROMPT_ROW = 22, PROMPT_COLUMN = 3, PICKER_ROW = 2,
       PICKER_COLUMN = 18, MARK = 0x203a };

/* What only stands there while one of them has the focus. */
static const char LIST_HINT[] = "? help", PROMPT_HINT[] = "Enter keep", PICKER_HINT[] = "Enter choose";

/* A key, and what the screen shows when it is painted: where the cursor goes, what
 * stands before it, and whether the list's mark has gone with it.  The place of the
 * cursor alone would not do: it comes everywhere while a frame is painted. */
struct key {
	const char *bytes;
	int rows, columns;	/* down and to the right */
	char letter;		/* before the cursor; 0: a blank at the cursor, or the mark */
};

static const struct key BACKSPACE = {"\177", 0, -1, 0}, DOWN = {"j", 1, 0, 0}, UP = {"k", -1, 0, 0};

struct stage {
	struct test_corpus corpus;
	struct pty pty;
	int row, column;	/* where the cursor is, or goes */
	long times[KEYS];	/* microseconds */
	size_t count;
};

static const char *braked_program(void)
{
	const char *program = getenv("STATEMENTS_BRAKED");

	return program ? program : "build/tests/brake/statements";
}

static void stage_close(struct stage *stage)
{
	pty_release(&stage->pty);
	test_corpus_release(&stage->corpus);
}

static long now_us(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static uint32_t letter_at(struct pty *pty, int row, int column)
{
	VTermScreenCell cell;

	vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell);
	return cell.chars[0] ? cell.chars[0] : ' ';
}

static bool is_at(struct pty *pty, int row, int column)
{
	int cursor_row, cursor_column;

	pty_cursor(pty, &cursor_row, &cursor_column);
	return cursor_row == row && cursor_column == column;
}

/* Whether KEY, pressed with the cursor where STAGE says, is painted. */
static bool is_painted(struct stage *stage, const struct key *key)
{
	int row = stage->row + key->rows, column = stage->column + key->columns;
	struct pty *pty = &stage->pty;

	if (!is_at(pty, row, column))
		return false;
	if (key->rows)
		return letter_at(pty, row, column) == MARK &&
		       letter_at(pty, stage->row, stage->column) != MARK;
	return key->letter ? letter_at(pty, row, column - 1) == (uint32_t)key->letter
			   : letter_at(pty, row, column) == ' ';
}

/* Types a key and waits until the screen shows what it does. */
static void press(struct stage *stage, const struct key *key)
{
	long began = now_us();

	pty_type(&stage->pty, key->bytes);
	while (!is_painted(stage, key)) {
		pty_pump(&stage->pty);
		cr_assert_lt(now_us() - began, PATIENCE_US, "'%s' was never painted", key->bytes);
	}
	stage->row += key->rows;
	stage->column += key->columns;
	if (stage->count < KEYS)
		stage->times[stage->count++] = now_us() - began;
}

/* Waits until the screen has WORDS and the cursor is there. */
static void await(struct stage *stage, const char *words, int row, int column)
{
	long began = now_us();

	pty_see(&stage->pty, words);
	while (!is_at(&stage->pty, row, column)) {
		pty_pump(&stage->pty);
		cr_assert_lt(now_us() - began, PATIENCE_US, "the cursor never came to %d, %d", row,
			     column);
	}
	stage->row = row;
	stage->column = column;
}

static void press_letters(struct stage *stage, const char *letters)
{
	for (; *letters; letters++) {
		char bytes[2] = {*letters, '\0'};

		press(stage, &(struct key){bytes, 0, 1, *letters});
	}
}

static void press_often(struct stage *stage, size_t times, const struct key *key)
{
	for (size_t i = 0; i < times; i++)
		press(stage, key);
}

static int ascending(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static void stage_open(struct stage *stage, const char *brake)
{
	struct pty_options options = {.program = braked_program(), .environment = {brake}};

	*stage = (struct stage){0};
	test_corpus_shipped(&stage->corpus);
	options.arguments[0] = "--store";
	options.arguments[1] = stage->corpus.store;
	pty_start(&stage->pty, &options);
	await(stage, LIST_HINT, LIST_ROW, LIST_COLUMN);
}

/* A query letter by letter and back again, a speaker by letters, and moving: every
 * one of these gives the worker other things to do. */
static void press_all(struct stage *stage)
{
	stage->count = 0;
	pty_type(&stage->pty, "/");
	await(stage, PROMPT_HINT, PROMPT_ROW, PROMPT_COLUMN);
	press_letters(stage, "the ceasefire or speaker:");
	press_often(stage, 8, &BACKSPACE);
	press_letters(stage, "russia -attacks NEAR/3 kind:t");
	press_often(stage, 28, &BACKSPACE);
	pty_type(&stage->pty, "\033");
	await(stage, LIST_HINT, LIST_ROW, LIST_COLUMN);
	pty_type(&stage->pty, "s");
	await(stage, PICKER_HINT, PICKER_ROW, PICKER_COLUMN);
	press_letters(stage, "blinken");
	press_often(stage, 5, &BACKSPACE);
	pty_type(&stage->pty, "\033");
	await(stage, LIST_HINT, LIST_ROW, LIST_COLUMN);
	while (stage->count < KEYS) {
		press_often(stage, 3, &DOWN);
		press_often(stage, 3, &UP);
	}
	qsort(stage->times, stage->count, sizeof(*stage->times), ascending);
}

/* The worker is as slow as it is meant to be: an answer has two steps at least. */
static void expect_braked(struct stage *stage)
{
	long began = now_us();

	pty_type(&stage->pty, "/ceasefire");
	pty_see(&stage->pty, "“ceasefire*” · ");
	cr_expect_geq(now_us() - began, 2 * BRAKE_US, "the brake does not hold");
	pty_type(&stage->pty, "\033");
	await(stage, LIST_HINT, LIST_ROW, LIST_COLUMN);
}

Test(delay, no_key_waits_for_the_worker)
{
	long best = PATIENCE_US;
	struct stage stage;

	stage_open(&stage, "BRAKE=worker");
	for (int i = 0; i < ROUNDS && best > FRAME_US; i++) {
		long time;

		press_all(&stage);
		time = stage.times[stage.count * 99 / 100];
		best = time < best ? time : best;
	}
	cr_expect_leq(best, FRAME_US, "one key in a hundred is painted after %ld us", best);
	expect_braked(&stage);
	pty_type(&stage.pty, "Q");
	cr_expect_eq(pty_end(&stage.pty), 0);
	stage_close(&stage);
}

/* The measure sees a thread that is slow: no key of such a program is in time. */
Test(delay, a_slow_step_on_the_screens_thread_is_seen)
{
	struct stage stage;

	stage_open(&stage, "BRAKE=screen");
	for (int i = 0; i < 3; i++) {
		press_often(&stage, 3, &DOWN);
		press_often(&stage, 3, &UP);
	}
	for (size_t i = 0; i < stage.count; i++)
		cr_expect_geq(stage.times[i], BRAKE_US, "key %zu took %ld us", i, stage.times[i]);
	stage_close(&stage);
}

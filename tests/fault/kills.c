/*
 * Kills: loads are killed at random moments, two at once, while somebody searches; who
 * looks always finds the old store or the new one, whole.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/fault/parts.h"
#include "tests/fault/program.h"
#include "tests/fault/scene.h"

static const unsigned KILLS[] = {10, 200, 10000};
static const unsigned PAIRS[] = {5, 100, 5000};
static const unsigned READS[] = {10, 200, 10000};
enum { ENTRIES = 300 };

struct stage {
	struct report *report;
	struct scene scene;
	const char *store;
	char name[64];
	long load;		/* microseconds that a load takes */
};

#define EXPECT(condition, ...)							\
	do {									\
		if (!(condition))						\
			report_fail(stage->report, stage->name, __VA_ARGS__);	\
	} while (0)

static struct program load_of(const struct stage *stage, const struct text *corpus)
{
	return (struct program){
		.arguments = {"load", "-o", stage->store, text_string(corpus)},
		.cache = text_string(&stage->scene.cache),
	};
}

static void pause_for(long microseconds)
{
	nanosleep(&(struct timespec){microseconds / 1000000, microseconds % 1000000 * 1000}, NULL);
}

static void measure(struct stage *stage)
{
	struct program program = load_of(stage, &stage->scene.new_corpus);
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	program_run(&program);
	clock_gettime(CLOCK_MONOTONIC, &to);
	stage->load = (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
	program_release(&program);
	scene_restore(&stage->scene, SCENE_NAMED);
}

/* After it, a load that nobody disturbs leaves the new store and nothing else. */
static void expect_recovered(struct stage *stage)
{
	struct program program = load_of(stage, &stage->scene.new_corpus);
	struct text litter = {0};

	program_run(&program);
	EXPECT(program.status == 0 && program.err.length == 0, "the next load: status %d: %s",
	       program.status, text_string(&program.err));
	EXPECT(scene_state(&stage->scene, SCENE_NAMED) == SCENE_NEW, "the next load made no store");
	EXPECT(scene_clean(&stage->scene, SCENE_NAMED, &litter), "'%s' is left beside the store",
	       text_string(&litter));
	program_release(&program);
	text_release(&litter);
}

static void kill_one(struct stage *stage)
{
	struct program program = load_of(stage, &stage->scene.new_corpus);
	enum scene_state state;

	scene_restore(&stage->scene, SCENE_NAMED);
	program_start(&program);
	pause_for((long)dice_below(&stage->report->dice, (uint32_t)stage->load));
	kill(program.pid, SIGKILL);
	program_end(&program);
	state = scene_state(&stage->scene, SCENE_NAMED);
	stage->report->struck += program.status == 128 + SIGKILL;
	EXPECT(program.status == 128 + SIGKILL || program.status == 0, "status %d", program.status);
	EXPECT(state == SCENE_OLD || state == SCENE_NEW, "the store is %s", scene_word(state));
	EXPECT(program.status != 0 || state == SCENE_NEW, "it ended well, but the store is %s",
	       scene_word(state));
	expect_recovered(stage);
	program_release(&program);
}

/* Two loads of different corpora onto one store, the second at a random moment of the
 * first; now and then the first is killed. */
static void load_two(struct stage *stage)
{
	struct program first = load_of(stage, &stage->scene.old_corpus);
	struct program second = load_of(stage, &stage->scene.new_corpus);
	bool killed = dice_below(&stage->report->dice, 4) == 0;
	enum scene_state state;
	struct text litter = {0};

	program_start(&first);
	pause_for((long)dice_below(&stage->report->dice, (uint32_t)stage->load));
	program_start(&second);
	if (killed) {
		pause_for((long)dice_below(&stage->report->dice, (uint32_t)stage->load));
		kill(first.pid, SIGKILL);
	}
	program_end(&first);
	program_end(&second);
	state = scene_state(&stage->scene, SCENE_NAMED);
	EXPECT(first.status == 0 || (killed && first.status == 128 + SIGKILL), "the first: status %d: "
	       "%s", first.status, text_string(&first.err));
	EXPECT(second.status == 0, "the second: status %d: %s", second.status,
	       text_string(&second.err));
	EXPECT(state == SCENE_OLD || state == SCENE_NEW, "the store is %s", scene_word(state));
	EXPECT(killed || scene_clean(&stage->scene, SCENE_NAMED, &litter),
	       "'%s' is left beside the store", text_string(&litter));
	program_release(&first);
	program_release(&second);
	text_release(&litter);
	expect_recovered(stage);
}

/* Searches that run beside loads, which follow each other and are killed now and then. */
static void read_along(struct stage *stage)
{
	struct program load = load_of(stage, dice_below(&stage->report->dice, 2) ?
				      &stage->scene.old_corpus : &stage->scene.new_corpus);
	struct program search = {
		.arguments = {"search", "--store", stage->store, "every"},
		.cache = text_string(&stage->scene.cache),
	};

	program_start(&load);
	for (int i = 0; i < 3; i++) {
		program_run(&search);
		EXPECT(search.status == 0 && search.err.length == 0, "a search meanwhile: status %d: "
		       "%s", search.status, text_string(&search.err));
		EXPECT(scene_knows(&stage->scene, &search.out), "a search meanwhile found neither "
		       "the old entries nor the new ones, but %zu bytes", search.out.length);
	}
	if (dice_below(&stage->report->dice, 3) == 0)
		kill(load.pid, SIGKILL);
	program_end(&load);
	program_release(&load);
	program_release(&search);
}

static void repeat(struct stage *stage, const char *what, unsigned times,
		   void (*run)(struct stage *stage))
{
	uint64_t seed = stage->report->dice.seed;

	for (unsigned i = 0; i < times; i++) {
		/* Each has a seed of its own, so that it can be repeated alone. */
		stage->report->dice.seed = seed + i;
		snprintf(stage->name, sizeof(stage->name), "%s:%u", what, i);
		if (report_wants(stage->report, stage->name))
			run(stage);
	}
	stage->report->dice.seed = seed;
}

void kills(struct report *report)
{
	struct stage stage = {.report = report};

	scene_init(&stage.scene, ENTRIES);
	stage.store = text_string(&stage.scene.places[SCENE_NAMED].path);
	measure(&stage);
	repeat(&stage, "kill", KILLS[report->depth], kill_one);
	repeat(&stage, "two", PAIRS[report->depth], load_two);
	repeat(&stage, "read", READS[report->depth], read_along);
	scene_release(&stage.scene);
}

/*
 * Signals: HUP, INT and TERM at random moments end what is running within a second,
 * without a message, with the store old or new and nothing left beside it.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/fault/parts.h"
#include "tests/fault/program.h"
#include "tests/fault/scene.h"

static const unsigned TIMES[] = {5, 60, 5000};
/* The promise is a second; a busy machine may take its time to let anybody run. */
enum { ENTRIES = 2000, SECOND = 1000, SLACK = 1000 };

static const int SIGNALS[] = {SIGHUP, SIGINT, SIGTERM};

struct stage {
	struct report *report;
	struct scene scene;
	const char *const *arguments;
	long usual;		/* microseconds that it takes */
	char name[64];
};

#define EXPECT(condition, ...)							\
	do {									\
		if (!(condition))						\
			report_fail(stage->report, stage->name, __VA_ARGS__);	\
	} while (0)

static struct program program_of(const struct stage *stage)
{
	struct program program = {.cache = text_string(&stage->scene.cache)};

	for (int i = 0; stage->arguments[i]; i++)
		program.arguments[i] = stage->arguments[i];
	return program;
}

static void end_by(struct stage *stage, int signal)
{
	struct program program = program_of(stage);
	long moment = (long)dice_below(&stage->report->dice, (uint32_t)stage->usual), sent;
	enum scene_state state;
	struct text litter = {0};

	scene_restore(&stage->scene, SCENE_NAMED);
	program_start(&program);
	nanosleep(&(struct timespec){moment / 1000000, moment % 1000000 * 1000}, NULL);
	sent = program_now();
	kill(program.pid, signal);
	program_end(&program);
	state = scene_state(&stage->scene, SCENE_NAMED);
	stage->report->struck += program.status == 128 + signal;
	EXPECT(program.status == 128 + signal || program.status == 0, "status %d: %s",
	       program.status, text_string(&program.err));
	EXPECT(program_now() - sent < SECOND + SLACK, "it took %ld ms", program_now() - sent);
	EXPECT(program.err.length == 0, "it said: %s", text_string(&program.err));
	EXPECT(state == SCENE_OLD || state == SCENE_NEW, "the store is %s", scene_word(state));
	EXPECT(scene_clean(&stage->scene, SCENE_NAMED, &litter), "'%s' is left beside the store",
	       text_string(&litter));
	text_release(&litter);
	program_release(&program);
}

static void end_often(struct stage *stage, const char *name)
{
	struct program program = program_of(stage);
	struct timespec from, to;
	uint64_t seed = stage->report->dice.seed;

	clock_gettime(CLOCK_MONOTONIC, &from);
	program_run(&program);
	clock_gettime(CLOCK_MONOTONIC, &to);
	stage->usual = (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
	program_release(&program);
	for (unsigned i = 0; i < TIMES[stage->report->depth]; i++) {
		stage->report->dice.seed = seed + i;
		snprintf(stage->name, sizeof(stage->name), "%s:%u", name, i);
		if (report_wants(stage->report, stage->name))
			end_by(stage, SIGNALS[i % 3]);
	}
	stage->report->dice.seed = seed;
}

void signals(struct report *report)
{
	struct stage stage = {.report = report};
	const char *store, *corpus;

	scene_init(&stage.scene, ENTRIES);
	store = text_string(&stage.scene.places[SCENE_NAMED].path);
	corpus = text_string(&stage.scene.new_corpus);
	stage.arguments = (const char *const[]){"load", "-o", store, corpus, NULL};
	end_often(&stage, "load");
	stage.arguments = (const char *const[]){"search", "--store", store, "every OR word*", NULL};
	end_often(&stage, "search");
	stage.arguments = (const char *const[]){"check", corpus, NULL};
	end_often(&stage, "check");
	scene_release(&stage.scene);
}

/*
 * Points: each call of a command's fails, or the program is killed there.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tests/fault/parts.h"
#include "tests/fault/program.h"
#include "tests/fault/scene.h"

/* What is run.  CORPUS, STORE and so on stand for paths of the scene. */
#define CORPUS	"@corpus"
#define STORE	"@store"
struct task {
	const char *name;
	const char *arguments[6];
	enum scene_place place;
	bool loads, browses, input;
	/* Most allocations of one command are those of another, so that `make check` looks
	 * at each of a load's and of a search's, and at every so many of the others'. */
	unsigned allocations_apart;
};

static const struct task TASKS[] = {
	{"load", {"load", "-o", STORE, CORPUS}, SCENE_NAMED, true, false, false, 1},
	{"input", {"load", "-o", STORE, "-"}, SCENE_NAMED, true, false, true, 37},
	{"cache", {"search", "--count", "every", CORPUS}, SCENE_CACHED, true, false, false, 23},
	{"search", {"search", "--store", STORE, "--limit", "3", "every"}, SCENE_NAMED, false, false,
	 false, 1},
	{"show", {"show", "--store", STORE, "q1"}, SCENE_NAMED, false, false, false, 3},
	{"list", {"list", "--store", STORE, "speakers"}, SCENE_NAMED, false, false, false, 17},
	{"check", {"check", CORPUS}, SCENE_NAMED, false, false, false, 1},
	{"browse", {"--store", STORE}, SCENE_NAMED, false, true, false, 5},
};

/* How it fails. */
struct way {
	const char *name;
	enum fault_class class;
	enum fault_action action;
	int error;
	bool on;
};

static const struct way WAYS[] = {
	{"kill", FAULT_WRITE, FAULT_KILL, 0, false},
	{"torn", FAULT_WRITE, FAULT_TORN, EIO, false},
	{"ENOSPC", FAULT_WRITE, FAULT_ERROR, ENOSPC, false},
	{"ENOSPC-on", FAULT_WRITE, FAULT_ERROR, ENOSPC, true},
	{"EIO", FAULT_WRITE, FAULT_ERROR, EIO, false},
	{"EFBIG", FAULT_WRITE, FAULT_ERROR, EFBIG, false},
	{"short-write", FAULT_WRITE, FAULT_SHORT, ENOSPC, false},
	{"read-EIO", FAULT_READ, FAULT_ERROR, EIO, false},
	{"read-EIO-on", FAULT_READ, FAULT_ERROR, EIO, true},
	{"read-ENOMEM", FAULT_READ, FAULT_ERROR, ENOMEM, false},
	{"short-read", FAULT_READ, FAULT_SHORT, EINTR, false},
	{"no-memory", FAULT_ALLOCATION, FAULT_ERROR, ENOMEM, false},
	{"no-memory-on", FAULT_ALLOCATION, FAULT_ERROR, ENOMEM, true},
};

enum { TASK_COUNT = sizeof(TASKS) / sizeof(*TASKS), WAY_COUNT = sizeof(WAYS) / sizeof(*WAYS) };

/* How far apart the points are that are looked at, by class.  A sample begins somewhere
 * else with each seed, so that what one run steps over another meets. */
static const unsigned STEPS[][FAULT_CLASSES] = {
	[DEPTH_SAMPLE] = {600, 7, 9},
	[DEPTH_ALL] = {1, 1, 1},
	[DEPTH_SOAK] = {1, 1, 1},
};
/* After so many points the next start is looked at too. */
static const unsigned AFTER[FAULT_CLASSES] = {50, 1, 5};
static const unsigned ENTRIES[] = {12, 12, 1000};

struct stage {
	struct report *report;
	struct scene scene;
	const struct task *task;
	struct program program;
	struct text normal;		/* its output without a fault */
	unsigned calls[FAULT_CLASSES];
	unsigned curses_crashes;
	char name[64];			/* of the case */
};

static const char *resolve(const struct stage *stage, const char *word)
{
	if (word && strcmp(word, CORPUS) == 0)
		return text_string(&stage->scene.new_corpus);
	if (word && strcmp(word, STORE) == 0)
		return text_string(&stage->scene.places[SCENE_NAMED].path);
	return word;
}

static void run(struct stage *stage)
{
	if (stage->task->browses)
		program_browse(&stage->program);
	else
		program_run(&stage->program);
}

static bool is_clean(const struct text *text)
{
	for (size_t i = 0; i < text->length; i++)
		if ((text->data[i] >= 0 && text->data[i] < ' ' && text->data[i] != '\n') ||
		    text->data[i] == 0x7f)
			return false;
	return text->length == 0 || text->data[text->length - 1] == '\n';
}

static unsigned count_lines(const struct text *text)
{
	unsigned lines = 0;

	for (size_t i = 0; i < text->length; i++)
		lines += text->data[i] == '\n';
	return lines;
}

/* What a program on a terminal says comes in the same stream as its screen: behind the
 * place where it first left it.  (It may leave it twice, where one thread has no memory
 * while another goes.) */
static const char *last_words(const struct text *out)
{
	static const char over[] = "\033[?1049l";
	const char *found = strstr(text_string(out), over);

	return found ? found : text_string(out);
}

#define EXPECT(condition, ...)							\
	do {									\
		if (!(condition))						\
			report_fail(stage->report, stage->name, __VA_ARGS__);	\
	} while (0)

/* Without memory ncurses 6.4 uses what it did not get before the first frame is shown
 * (_nc_setupterm).  No program can help that; the terminal is given back. */
static bool is_curses_crash(const struct stage *stage)
{
	return stage->task->browses && stage->scene.fault->class == FAULT_ALLOCATION &&
	       stage->program.status == 128 + SIGSEGV &&
	       !strstr(text_string(&stage->program.out), "The old ones");
}

static void judge_messages(struct stage *stage, bool killed)
{
	const struct program *program = &stage->program;
	const char *err = text_string(&program->err);

	if (stage->task->browses) {
		bool drew = strstr(text_string(&program->out), "\033[?1049h") != NULL;

		EXPECT(!drew || strstr(text_string(&program->out), "\033[?1049l"),
		       "the alternate screen stays");
		EXPECT(program->status == 0 || killed ||
		       strstr(last_words(&program->out), "statements: "), "it ended with status "
		       "%d and said nothing", program->status);
		return;
	}
	EXPECT(is_clean(&program->err), "what it said is no clean line: %s", err);
	EXPECT(count_lines(&program->err) <= 3, "it said too much: %s", err);
	EXPECT(killed || program->status == 0 || program->status == 1 || program->err.length,
	       "it ended with status %d and said nothing", program->status);
	/* Without the memory for its locale it prints other letters by number, and says so. */
	EXPECT(program->status != 0 || stage->task->loads ||
	       program->out.length == stage->normal.length || strstr(err, "the locale has no UTF-8"),
	       "status 0, but printed\n%s not\n%s", text_string(&program->out),
	       text_string(&stage->normal));
}

static void judge_store(struct stage *stage, bool killed)
{
	const struct task *task = stage->task;
	enum scene_state state = scene_state(&stage->scene, task->place);
	bool removed = state == SCENE_MISSING && task->place == SCENE_CACHED &&
		       strstr(text_string(&stage->program.err), "is removed");

	EXPECT(state == SCENE_OLD || (state == SCENE_NEW && task->loads) || removed,
	       "the store is %s", scene_word(state));
	EXPECT(!task->loads || killed || stage->program.status != 0 || state == SCENE_NEW,
	       "status 0, but the store is %s", scene_word(state));
}

/* The next start: silent and right, and with nothing left beside the store. */
static void judge_next(struct stage *stage)
{
	const char *kept = stage->program.fault;
	struct text litter = {0};

	stage->program.fault = NULL;
	run(stage);
	EXPECT(stage->program.status == 0, "the next start: status %d: %s", stage->program.status,
	       text_string(&stage->program.err));
	EXPECT(stage->program.err.length == 0, "the next start is not silent: %s",
	       text_string(&stage->program.err));
	EXPECT(stage->task->browses || stage->program.out.length == stage->normal.length,
	       "the next start printed %s", text_string(&stage->program.out));
	if (stage->task->loads) {
		EXPECT(scene_state(&stage->scene, stage->task->place) == SCENE_NEW,
		       "after the next start the store is %s",
		       scene_word(scene_state(&stage->scene, stage->task->place)));
		EXPECT(scene_clean(&stage->scene, stage->task->place, &litter),
		       "'%s' is left beside the store", text_string(&litter));
	}
	stage->program.fault = kept;
	text_release(&litter);
}

static void try_point(struct stage *stage, const struct way *way, unsigned at)
{
	struct fault *fault = stage->scene.fault;
	bool killed;

	scene_restore(&stage->scene, stage->task->place);
	scene_no_fault(&stage->scene);
	fault->class = way->class;
	fault->action = way->action;
	fault->error = way->error;
	fault->on = way->on;
	fault->at = at;
	run(stage);
	stage->report->struck += fault->struck != 0;
	killed = (way->action == FAULT_KILL || way->action == FAULT_TORN) &&
		 stage->program.status == 128 + SIGKILL;
	if (is_curses_crash(stage)) {
		stage->curses_crashes++;
		killed = true;
	}
	EXPECT(!stage->program.late, "it hangs");
	EXPECT(stage->program.status <= 4 || killed || stage->program.late, "status %d: %s",
	       stage->program.status, text_string(&stage->program.err));
	judge_messages(stage, killed);
	judge_store(stage, killed);
	if (at % AFTER[way->class] == 0)
		judge_next(stage);
}

static void try_way(struct stage *stage, const struct way *way)
{
	unsigned step = STEPS[stage->report->depth][way->class];
	unsigned calls = stage->calls[way->class];

	if (way->class == FAULT_ALLOCATION && stage->report->depth == DEPTH_ALL)
		step = stage->task->allocations_apart;
	if (stage->report->only)
		step = 1;
	for (unsigned at = 1 + dice_below(&stage->report->dice, step); at <= calls; at += step) {
		snprintf(stage->name, sizeof(stage->name), "%s:%s:%u", stage->task->name, way->name, at);
		if (report_wants(stage->report, stage->name))
			try_point(stage, way, at);
	}
}

/* Without a fault: what it prints, and how many calls there are. */
static bool measure(struct stage *stage)
{
	scene_restore(&stage->scene, stage->task->place);
	scene_no_fault(&stage->scene);
	run(stage);
	snprintf(stage->name, sizeof(stage->name), "%s", stage->task->name);
	EXPECT(stage->program.status == 0, "without a fault: status %d: %s", stage->program.status,
	       text_string(&stage->program.err));
	EXPECT(stage->scene.fault->calls[FAULT_READ] > 0, "the library counts no calls");
	for (int i = 0; i < FAULT_CLASSES; i++)
		stage->calls[i] = stage->scene.fault->calls[i];
	text_clear(&stage->normal);
	text_add(&stage->normal, stage->program.out.data, stage->program.out.length);
	if (stage->report->job == 0)
		printf("  %-7s %5u allocations, %3u writes, %3u reads\n", stage->task->name,
		       stage->calls[FAULT_ALLOCATION], stage->calls[FAULT_WRITE],
		       stage->calls[FAULT_READ]);
	fflush(stdout);
	return stage->program.status == 0;
}

void points(struct report *report)
{
	struct stage stage = {.report = report};

	scene_init(&stage.scene, ENTRIES[report->depth]);
	for (int i = 0; i < TASK_COUNT; i++) {
		stage.task = &TASKS[i];
		stage.program.cache = text_string(&stage.scene.cache);
		stage.program.fault = text_string(&stage.scene.fault_path);
		stage.program.input = TASKS[i].input ? text_string(&stage.scene.new_corpus) : NULL;
		for (int j = 0; j < 6; j++)
			stage.program.arguments[j] = resolve(&stage, TASKS[i].arguments[j]);
		if (!measure(&stage))
			continue;
		for (int j = 0; j < WAY_COUNT; j++)
			try_way(&stage, &WAYS[j]);
	}
	if (stage.curses_crashes)
		printf("  %u times curses crashed, which has no memory and goes on\n",
		       stage.curses_crashes);
	program_release(&stage.program);
	text_release(&stage.normal);
	scene_release(&stage.scene);
}

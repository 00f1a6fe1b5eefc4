/*
 * Limits: what a shell or a system may take from a program before it begins, and what
 * may happen to its output.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/fault/parts.h"
#include "tests/fault/program.h"
#include "tests/fault/scene.h"

enum { ENTRIES = 100 };

struct stage {
	struct report *report;
	struct scene scene;
	const char *store, *corpus;
	char name[64];
};

/* What the child does before it becomes the program. */
struct taken {
	int closed;			/* 1 << descriptor */
	int what;			/* RLIMIT_…, where MOST is not 0 */
	unsigned long most;
	int ignored;			/* a signal, or 0 */
};

#define EXPECT(condition, ...)							\
	do {									\
		if (!(condition))						\
			report_fail(stage->report, stage->name, __VA_ARGS__);	\
	} while (0)

static void take(const void *context)
{
	const struct taken *taken = context;

	if (taken->ignored)
		signal(taken->ignored, SIG_IGN);
	for (int fd = 0; fd < 3; fd++)
		if (taken->closed & 1 << fd)
			close(fd);
	if (taken->most)
		setrlimit((__rlimit_resource_t)taken->what, &(struct rlimit){taken->most, taken->most});
}

static struct program program_of(const struct stage *stage, const char *const *arguments,
				 const struct taken *taken)
{
	struct program program = {
		.cache = text_string(&stage->scene.cache),
		.prepare = take,
		.context = taken,
	};

	for (int i = 0; arguments[i]; i++)
		program.arguments[i] = arguments[i];
	return program;
}

/* One run: it ends by itself, with a message where it fails and the store old or new. */
static void expect_sane(struct stage *stage, struct program *program, const struct taken *taken)
{
	enum scene_state state;
	struct text litter = {0};

	program_run(program);
	state = scene_state(&stage->scene, SCENE_NAMED);
	EXPECT(!program->late, "it hangs");
	EXPECT(program->status <= 4 || (program->status == 127 && taken->what == RLIMIT_AS),
	       "status %d: %s", program->status, text_string(&program->err));
	/* Without a descriptor all goes on as without a reader, but for the browser. */
	EXPECT(!taken->closed || program->status == 0 || program->arguments[0][0] == '-',
	       "status %d", program->status);
	EXPECT(program->status < 2 || program->err.length || (taken->closed & 4),
	       "status %d, and it said nothing", program->status);
	EXPECT(program->err.length == 0 || program->err.data[program->err.length - 1] == '\n',
	       "a line without an end: %s", text_string(&program->err));
	EXPECT(state == SCENE_OLD || state == SCENE_NEW, "the store is %s", scene_word(state));
	EXPECT(strcmp(program->arguments[0], "load") != 0 || program->status != 0 ||
	       state == SCENE_NEW, "status 0, but the store is %s", scene_word(state));
	/* Who has no memory leaves at once; the next load takes it away. */
	EXPECT(taken->what == RLIMIT_AS || scene_clean(&stage->scene, SCENE_NAMED, &litter),
	       "'%s' is left beside the store", text_string(&litter));
	text_release(&litter);
	program_release(program);
}

/* Each of the commands with what was taken. */
static void run_all(struct stage *stage, const char *name, const struct taken *taken)
{
	const char *const commands[][8] = {
		{"load", "-o", stage->store, stage->corpus},
		{"search", "--store", stage->store, "every"},
		{"search", "--count", "every", stage->corpus},
		{"list", "--store", stage->store, "speakers"},
		{"check", stage->corpus},
		{"--store", stage->store},
	};

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		struct program program = program_of(stage, commands[i], taken);

		snprintf(stage->name, sizeof(stage->name), "%s:%s:%zu", name, commands[i][0], i);
		if (!report_wants(stage->report, stage->name))
			continue;
		scene_restore(&stage->scene, SCENE_NAMED);
		expect_sane(stage, &program, taken);
	}
}

static void closed_descriptors(struct stage *stage)
{
	for (int closed = 1; closed < 8; closed++) {
		char name[32];

		snprintf(name, sizeof(name), "closed-%d", closed);
		run_all(stage, name, &(struct taken){.closed = closed});
	}
}

/* From what no program can begin with to what is enough. */
static void resource_limits(struct stage *stage)
{
	static const struct {
		const char *name;
		int what;
		unsigned long least, most, step;
	} rows[] = {
		{"files", RLIMIT_NOFILE, 4, 24, 1},
		{"size", RLIMIT_FSIZE, 1, 260000, 4093},
		{"memory", RLIMIT_AS, 2 << 20, 96 << 20, 1 << 20},
		{"stack", RLIMIT_STACK, 64 << 10, 512 << 10, 64 << 10},
		{"threads", RLIMIT_NPROC, 1, 2, 1},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		unsigned long step = stage->report->depth == DEPTH_SAMPLE ? rows[i].step * 8 : rows[i].step;

		for (unsigned long most = rows[i].least; most <= rows[i].most; most += step) {
			char name[48];

			snprintf(name, sizeof(name), "%s-%lu", rows[i].name, most);
			run_all(stage, name, &(struct taken){.what = rows[i].what, .most = most});
		}
	}
}

/* Nobody reads any more, or the disk is full at the end: all that prints says so, or ends
 * as others do. */
static void output(struct stage *stage)
{
	static const struct taken nothing, ignored = {.ignored = SIGPIPE};
	const char *const commands[][8] = {
		{"search", "--store", stage->store, "every"},
		{"search", "--store", stage->store, "--format", "jsonl", "every"},
		{"search", "--store", stage->store, "--count", "every"},
		{"show", "--store", stage->store, "q1"},
		{"list", "--store", stage->store, "speakers"},
		{"--help"},
		{"--version"},
		{"--list-keys"},
		{"load", "-o", stage->store, stage->corpus},
	};

	for (size_t i = 0; i < 2 * sizeof(commands) / sizeof(*commands); i++) {
		bool pipe = i % 2;
		struct program program = program_of(stage, commands[i / 2],
						    pipe ? &ignored : &nothing);

		snprintf(stage->name, sizeof(stage->name), "%s:%zu", pipe ? "pipe" : "full", i / 2);
		if (!report_wants(stage->report, stage->name))
			continue;
		if (pipe) {
			program_start(&program);
			close(program.pipes[0]);
			program.pipes[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
			program_end(&program);
			/* It may have written all before the pipe was closed. */
			EXPECT(program.status == 128 + SIGPIPE || program.status == 0,
			       "without a reader: status %d", program.status);
			EXPECT(program.err.length == 0, "without a reader: %s", text_string(&program.err));
		} else {
			program.output = "/dev/full";
			program_run(&program);
			EXPECT(program.status == 4, "a full disk: status %d", program.status);
			EXPECT(strstr(text_string(&program.err), "No space left"), "a full disk: %s",
			       text_string(&program.err));
		}
		program_release(&program);
	}
}

void limits(struct report *report)
{
	struct stage stage = {.report = report};

	scene_init(&stage.scene, ENTRIES);
	stage.store = text_string(&stage.scene.places[SCENE_NAMED].path);
	stage.corpus = text_string(&stage.scene.new_corpus);
	closed_descriptors(&stage);
	resource_limits(&stage);
	output(&stage);
	scene_release(&stage.scene);
}

/*
 * harness [--seed N] [--only CASE] [--jobs N] sample|all|soak [PART]...
 *
 * Runs the program with faults and checks what is promised of it then; prints
 * what failed with the command that repeats it, and counts at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fault/parts.h"
#include "tests/fault/program.h"

struct part {
	const char *name;
	void (*run)(struct report *report);
	bool alone;	/* not cut into jobs */
};

static const struct part PARTS[] = {
	{"points", points, false},
	{"kills", kills, true},
	{"power", power, true},
	{"limits", limits, false},
	{"signals", signals, true},
};
enum { PART_COUNT = sizeof(PARTS) / sizeof(*PARTS) };

static _Noreturn void usage(void)
{
	fprintf(stderr, "harness [--seed N] [--only CASE] [--jobs N] sample|all|soak [PART]...\n");
	exit(2);
}

/* A job of a part in a process of its own, which sends its counts through the pipe. */
static void start_job(const struct part *part, struct report report, int fd)
{
	unsigned counts[3];

	fflush(stdout);
	if (fork() != 0)
		return;
	part->run(&report);
	counts[0] = report.tried;
	counts[1] = report.struck;
	counts[2] = report.failed;
	fflush(stdout);
	if (write(fd, counts, sizeof(counts)) != (ssize_t)sizeof(counts))
		_exit(1);
	_exit(0);
}

/* How many failed, and one more for each job that did not come to its end. */
static unsigned run_part(const struct part *part, struct report report)
{
	unsigned tried = 0, struck = 0, failed = 0, counts[3], ended = 0;
	long begun = program_now();
	int fds[2];

	if (pipe(fds))
		exit(2);
	report.part = part->name;
	if (part->alone || report.only)
		report.jobs = 1;
	printf("%s\n", part->name);
	for (report.job = 0; report.job < report.jobs; report.job++)
		start_job(part, report, fds[1]);
	close(fds[1]);
	while (read(fds[0], counts, sizeof(counts)) == (ssize_t)sizeof(counts)) {
		tried = counts[0];
		struck += counts[1];
		failed += counts[2];
		ended++;
	}
	close(fds[0]);
	while (wait(NULL) > 0)
		;
	failed += report.jobs - ended;
	printf("%s: %u tried, %u faults struck, %u failed, %ld s\n", part->name, tried, struck,
	       failed, (program_now() - begun) / 1000);
	return failed;
}

static bool is_asked_for(const char *part, char **names, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], part) == 0)
			return true;
	return count == 0;
}

int main(int argc, char **argv)
{
	static const char *const depths[] = {"sample", "all", "soak"};
	/* The same points each time, so that a check fails only for what was changed since;
	 * the soak gives each run another seed. */
	struct report report = {.harness = argv[0], .dice.seed = 1, .jobs = 2,
				.depth = DEPTH_SOAK + 1};
	unsigned failed = 0;
	int at = 1;

	for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
		if (strcmp(argv[at], "--seed") == 0)
			report.dice.seed = strtoull(argv[at + 1], NULL, 10);
		else if (strcmp(argv[at], "--only") == 0)
			report.only = argv[at + 1];
		else if (strcmp(argv[at], "--jobs") == 0)
			report.jobs = (unsigned)strtoul(argv[at + 1], NULL, 10);
		else
			usage();
	}
	for (int i = 0; at < argc && i <= DEPTH_SOAK; i++)
		if (strcmp(argv[at], depths[i]) == 0)
			report.depth = (enum depth)i;
	if (report.depth > DEPTH_SOAK || report.jobs == 0)
		usage();
	at++;
	program_find(argv[0]);
	printf("# seed %llu\n", (unsigned long long)report.dice.seed);
	for (int i = 0; i < PART_COUNT; i++)
		if (is_asked_for(PARTS[i].name, argv + at, argc - at))
			failed += run_part(&PARTS[i], report);
	return failed ? 1 : 0;
}

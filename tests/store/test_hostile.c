/*
 * The hostile corpora: every row of INDEX.tsv, in the folder that the variable
 * STATEMENTS_HOSTILE names, or made by ../shared/hostile/make.py.  Where
 * neither is there the test says so and passes; test_load.c needs no such files.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/load.h"
#include "store/memory.h"
#include "store/text.h"
#include "tests/support/spent.h"

#define GENERATOR "../shared/hostile/make.py"
#define GENERATED "build/hostile"

enum { FILE_NAME, BYTES, DESCRIPTION, EXPECTED, PLACE, MESSAGE, NOTE, COLUMNS };

enum {
	FILES_MOST = 4,
	MEMORY_MOST = 32 * 1024,	/* kibibytes that a load may need more than there was */
};

struct row {
	char *columns[COLUMNS];
	char *files[FILES_MOST];
	size_t file_count;
};

/* What a load told. */
struct told {
	struct one {
		char file[200], place[40], message[2048];
		bool warning;
	} first[PROBLEMS_TOLD * 2];
	size_t count;
	bool ordered, clean;
};

static void tell(void *context, const struct problem *problem)
{
	struct told *told = context;
	struct one *one;

	cr_assert(told->count < PROBLEMS_TOLD * 2);
	one = &told->first[told->count++];
	snprintf(one->file, sizeof(one->file), "%s", problem->file);
	snprintf(one->place, sizeof(one->place), "%" PRIu64 ":%" PRIu64, problem->line,
		 problem->column);
	snprintf(one->message, sizeof(one->message), "%s", problem->message);
	one->warning = problem->warning;
	if (strlen(problem->message) > 700)
		told->clean = false;
	for (const char *p = problem->message; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			told->clean = false;
}

static const struct one *first_of(const struct told *told, bool warning)
{
	for (size_t i = 0; i < told->count; i++)
		if (told->first[i].warning == warning)
			return &told->first[i];
	return NULL;
}

/* WORDS: `;` means and, `|` means or; case does not matter. */
static bool holds_words(const char *message, const char *words)
{
	char *copy = strdup(words), *rest = copy, *all;
	bool held = true;

	while (held && (all = strsep(&rest, ";"))) {
		bool any = *all == '\0';
		char *one;

		while (!any && (one = strsep(&all, "|")))
			any = strcasestr(message, one) != NULL;
		held = any;
	}
	free(copy);
	return held;
}

static bool ends_with(const char *text, const char *end)
{
	size_t a = strlen(text), b = strlen(end);

	return a >= b && strcmp(text + a - b, end) == 0;
}

/* The words of a note behind NAME, up to the next `;`; NULL where it has none. */
static char *note_value(const char *note, const char *name)
{
	const char *at = strstr(note, name);

	if (!at)
		return NULL;
	at += strlen(name);
	return strndup(at, strcspn(at, ";"));
}

/* Whether the places of all errors (or warnings) are those of `all:`. */
static bool has_all(const struct told *told, bool warning, const char *all)
{
	struct text places = {0};
	bool same;

	for (size_t i = 0; i < told->count; i++) {
		if (told->first[i].warning != warning)
			continue;
		text_printf(&places, "%s%s", places.length ? " " : "", told->first[i].place);
	}
	same = strcmp(text_string(&places), all) == 0;
	if (!same)
		cr_log_error("  told %s\n  want %s", text_string(&places), all);
	text_release(&places);
	return same;
}

static void check_place(const struct row *row, const struct told *told, const struct one *one)
{
	const char *name = row->columns[FILE_NAME];
	const char *note = row->columns[NOTE];
	char *inside = note_value(note, "in: ");
	char *all = note_value(note, "all: ");
	const char *file = inside ? inside : row->files[row->file_count - 1];

	if (*row->columns[PLACE]) {
		cr_expect_str_eq(one->place, row->columns[PLACE], "%s: %s is at %s, not at %s",
				 name, one->message, one->place, row->columns[PLACE]);
		cr_expect(ends_with(file, one->file) || ends_with(one->file, file), "%s: in %s",
			  name, one->file);
		/* Without a note to the contrary it is the only problem. */
		if (!all && !strstr(note, "others may follow") && !strstr(note, "count: "))
			cr_expect(has_all(told, one->warning, row->columns[PLACE]), "%s", name);
	}
	if (all)
		cr_expect(has_all(told, one->warning, all), "%s: all places", name);
	free(inside);
	free(all);
}

static void check_row(const struct row *row)
{
	const char *name = row->columns[FILE_NAME];
	const char *expected = row->columns[EXPECTED];
	bool reject = strcmp(expected, "reject") == 0;
	struct told *told = memory_new(1, sizeof(*told));
	struct load load = {
		.files = (const char *const *)row->files,
		.file_count = row->file_count,
		.context = told,
		.problem = tell,
	};
	struct error err = {0};
	struct spent spent;
	char *count = note_value(row->columns[NOTE], "count: ");
	const struct one *one;
	int result;

	told->clean = true;
	spent_begin(&spent);
	result = load_corpus(&load, &err);
	spent_end(&spent);
	one = first_of(told, !reject);
	cr_expect_eq(result, reject ? -1 : 0, "%s: %s (%s)", name,
		     one ? one->message : err.text, row->columns[DESCRIPTION]);
	cr_expect_eq(load.errors > 0, reject, "%s", name);
	cr_expect(told->clean, "%s: a message is long or holds control characters", name);
	if (strcmp(expected, "load") == 0) {
		cr_expect_eq(told->count, 0, "%s: %s", name, told->first[0].message);
	} else if (!one) {
		cr_expect_fail("%s: nothing was told", name);
	} else {
		check_place(row, told, one);
		cr_expect(holds_words(one->message, row->columns[MESSAGE]), "%s: '%s' wants %s",
			  name, one->message, row->columns[MESSAGE]);
	}
	if (count)
		cr_expect_eq(load.errors, strtoull(count, NULL, 10), "%s: %" PRIu64 " errors",
			     name, load.errors);
	cr_expect(load.errors <= PROBLEMS_TOLD || told->count >= PROBLEMS_TOLD, "%s", name);
	spent_expect(&spent, name, strstr(row->columns[NOTE], "large") ? 2.0 : 0.2, MEMORY_MOST);
	if (getenv("STATEMENTS_HOSTILE_SHOW"))
		fprintf(stderr, "%-28s %6.3f %7ld %s %s\n", name, spent.seconds, spent.kibibytes,
			one ? one->place : "", one ? one->message : "");
	free(count);
	free(told);
}

static void split_files(struct row *row, const char *folder)
{
	char *copy = strdup(row->columns[FILE_NAME]), *rest = copy, *name;

	row->file_count = 0;
	while ((name = strsep(&rest, " ")) && row->file_count < FILES_MOST) {
		struct text path = {0};

		text_printf(&path, "%s/%s", folder, name);
		row->files[row->file_count++] = text_detach(&path);
	}
	free(copy);
}

/* Runs the generator, where it and python3 are there. */
static bool generate(void)
{
	char *const arguments[] = {"python3", GENERATOR, GENERATED, NULL};
	posix_spawn_file_actions_t quiet;
	pid_t child;
	int status = -1;

	if (access(GENERATOR, R_OK) != 0)
		return false;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&child, "python3", &quiet, NULL, arguments, environ) == 0)
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
	posix_spawn_file_actions_destroy(&quiet);
	return status == 0;
}

/* A folder with the files, or NULL. */
static const char *find_folder(void)
{
	const char *named = getenv("STATEMENTS_HOSTILE");

	if (named)
		return named;
	if (access(GENERATED "/INDEX.tsv", R_OK) == 0)
		return GENERATED;
	return generate() ? GENERATED : NULL;
}

Test(hostile, every_corpus_is_answered_as_its_row_says)
{
	const char *folder = find_folder();
	struct text path = {0};
	char *line = NULL;
	size_t cap = 0, rows = 0;
	FILE *index;

	if (!folder) {
		fputs("hostile corpora: SKIPPED, set STATEMENTS_HOSTILE to their folder\n", stderr);
		cr_skip_test("no hostile corpora");
	}
	text_printf(&path, "%s/INDEX.tsv", folder);
	index = fopen(text_string(&path), "r");
	cr_assert(index, "%s", text_string(&path));
	while (getline(&line, &cap, index) > 0) {
		struct row row = {0};
		char *rest = line;

		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < COLUMNS; i++) {
			row.columns[i] = strsep(&rest, "\t");
			cr_assert(row.columns[i]);
		}
		if (rows++ == 0)
			continue;	/* the heading */
		split_files(&row, folder);
		check_row(&row);
		for (size_t i = 0; i < row.file_count; i++)
			free(row.files[i]);
	}
	cr_expect(rows > 300, "%zu rows", rows);
	free(line);
	fclose(index);
	text_release(&path);
}

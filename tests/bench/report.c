/*
 * report FIGURES [extract]: the table of a run of the benchmark, in Markdown.
 *
 * FIGURES holds a figure a line, as samples.h says, with the number of entries it was
 * measured on and a tab before it.  A figure that is missing is not shown; a yardstick
 * that is missing is a dash.  `extract`: a short table of the largest corpus.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/bench/rows.h"

enum { NAME_BYTES = 64, CELL_BYTES = 128 };

struct figure {
	unsigned long entries;
	char name[NAME_BYTES];
	double parts[2];	/* by enum part */
	size_t count;
};

struct figures {
	struct figure *at;
	size_t count, cap;
};

static int read_figures(const char *path, struct figures *figures)
{
	FILE *file = fopen(path, "r");
	char line[256];

	while (file && fgets(line, sizeof(line), file)) {
		struct figure figure;

		if (sscanf(line, "%lu %63s %lf %lf %zu", &figure.entries, figure.name,
			   &figure.parts[MEDIAN], &figure.parts[P99], &figure.count) != 5)
			continue;
		figures->at = memory_room(figures->at, figures->count, &figures->cap,
					  sizeof(*figures->at));
		figures->at[figures->count++] = figure;
	}
	if (file)
		fclose(file);
	return file ? 0 : -1;
}

/* What was measured on another number of entries, where it is the same for all, has
 * 0 entries. */
static const struct figure *find(const struct figures *figures, const char *name,
				 unsigned long entries)
{
	for (size_t i = 0; name && i < figures->count; i++)
		if (strcmp(figures->at[i].name, name) == 0 &&
		    (figures->at[i].entries == entries || !figures->at[i].entries))
			return &figures->at[i];
	return NULL;
}

/* --- a row at one size --- */

struct held {
	const struct row *row;
	const struct figure *figure, *yardstick;	/* yardstick: or NULL */
	double times;	/* as row->sense says */
	double ratio;	/* what it must be, or 0 */
};

static struct held hold(const struct row *row, const struct figures *figures,
			const struct figure *figure)
{
	struct held held = {.row = row, .figure = figure, .ratio = row->ratio};
	double own = figure->parts[row->part], other;

	held.yardstick = find(figures, row->yardstick,
			      row->against ? row->against : figure->entries);
	if (row->ratio_large > 0 && figure->entries >= LARGE)
		held.ratio = row->ratio_large;
	if (!held.yardstick)
		return held;
	/* A yardstick is told by its median, but of the same figure by the same part. */
	other = held.yardstick->parts[row->against ? row->part : MEDIAN];
	held.times = row->sense == FASTER_AT_LEAST ? other / own : own / other;
	return held;
}

/* "yes", "no", or "" where there is nothing to judge. */
static const char *reached(const struct held *held)
{
	const struct row *row = held->row;
	bool judged = false, well = true;

	if (held->figure->entries && (held->figure->entries < row->from ||
				      (row->upto && held->figure->entries > row->upto)))
		return "";
	if (row->most > 0) {
		judged = true;
		well = held->figure->parts[row->part] <= row->most;
	}
	if (held->ratio > 0 && held->yardstick) {
		judged = true;
		well = well && (row->sense == FASTER_AT_LEAST ? held->times >= held->ratio
							      : held->times <= held->ratio);
	}
	return !judged ? "" : well ? "yes" : "**no**";
}

/* --- cells --- */

static void say_number(double value, char *out)
{
	snprintf(out, CELL_BYTES, "%.*f", value < 0.1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0,
		 value);
}

static void say_entries(unsigned long entries, char *out)
{
	char digits[32];
	int length = snprintf(digits, sizeof(digits), "%lu", entries);

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			*out++ = ',';
		*out++ = digits[i];
	}
	*out = '\0';
}

static void say_target(const struct held *held, char *out)
{
	const struct row *row = held->row;
	const char *part = row->part == P99 ? "p99 " : "";

	*out = '\0';
	if (row->most > 0)
		snprintf(out, CELL_BYTES, "%s≤ %g %s", part, row->most, row->unit);
	else if (held->ratio > 0)
		snprintf(out, CELL_BYTES, row->sense == FASTER_AT_LEAST ? "≥ %g × faster" : "≤ %g ×",
			 held->ratio);
}

static void say_times(const struct held *held, char *out)
{
	char times[CELL_BYTES];

	snprintf(out, CELL_BYTES, "%s", held->row->yardstick ? "–" : "");
	if (!held->yardstick)
		return;
	say_number(held->times, times);
	snprintf(out, CELL_BYTES, held->row->sense == FASTER_AT_LEAST ? "%.16s × faster" : "%.16s ×",
		 times);
}

static void say_beside(const struct held *held, char *out)
{
	char value[CELL_BYTES];

	*out = '\0';
	if (!held->row->yardstick)
		return;
	if (!held->yardstick) {
		snprintf(out, CELL_BYTES, "%s: absent", held->row->beside);
		return;
	}
	say_number(held->yardstick->parts[held->row->against ? held->row->part : MEDIAN], value);
	snprintf(out, CELL_BYTES, "%s: %.16s %s", held->row->beside, value, held->row->unit);
}

/* --- tables --- */

static void print_line(const struct held *held)
{
	const struct figure *figure = held->figure;
	char entries[CELL_BYTES] = "", median[CELL_BYTES], p99[CELL_BYTES] = "";
	char beside[CELL_BYTES], times[CELL_BYTES], target[CELL_BYTES];

	if (figure->entries)
		say_entries(figure->entries, entries);
	say_number(figure->parts[MEDIAN], median);
	/* Of a few runs there is no hundredth. */
	if (figure->count >= 100)
		say_number(figure->parts[P99], p99);
	say_beside(held, beside);
	say_times(held, times);
	say_target(held, target);
	printf("| %s | %s | %s %s | %s | %zu | %s | %s | %s | %s |\n", held->row->what, entries,
	       median, held->row->unit, p99, figure->count, beside, times, target, reached(held));
}

static void print_table(const struct figures *figures)
{
	puts("| what | entries | median | p99 | n | yardstick | ratio | target | reached |\n"
	     "| --- | ---: | ---: | ---: | ---: | --- | ---: | --- | --- |");
	for (size_t r = 0; r < BENCH_ROW_COUNT; r++) {
		for (size_t i = 0; i < figures->count; i++) {
			const struct row *row = &BENCH_ROWS[r];
			const struct figure *figure = &figures->at[i];
			struct held held;

			if (strcmp(figure->name, row->figure) != 0 ||
			    (row->against && figure->entries <= row->against))
				continue;
			held = hold(row, figures, figure);
			print_line(&held);
		}
	}
}

static void print_extract(const struct figures *figures)
{
	unsigned long largest = 0;
	char entries[CELL_BYTES];

	for (size_t i = 0; i < figures->count; i++)
		if (figures->at[i].entries > largest)
			largest = figures->at[i].entries;
	say_entries(largest, entries);
	printf("| %s entries | | beside |\n| --- | ---: | --- |\n", entries);
	for (size_t r = 0; r < BENCH_ROW_COUNT; r++) {
		const struct row *row = &BENCH_ROWS[r];
		const struct figure *figure = find(figures, row->figure, largest);
		char value[CELL_BYTES], beside[CELL_BYTES];
		struct held held;

		if (!row->extract || !figure)
			continue;
		held = hold(row, figures, figure);
		say_number(figure->parts[row->part], value);
		say_beside(&held, beside);
		printf("| %s%s | %s %s | %s |\n", row->what, row->part == P99 ? " (p99)" : "", value,
		       row->unit, beside);
	}
}

int main(int argc, char **argv)
{
	struct figures figures = {0};

	if (argc < 2 || read_figures(argv[1], &figures)) {
		fputs("usage: report FIGURES [extract]\n", stderr);
		return 2;
	}
	if (argc > 2)
		print_extract(&figures);
	else
		print_table(&figures);
	free(figures.at);
	return 0;
}

/*
 * texts CORPUS TEXTS VALUES: what a corpus of generate.c holds, for programs that
 * read no YAML.
 *
 * TEXTS gets the quotes' texts, one a line; VALUES what is said of each, in the same
 * order: speaker, first topic (or nothing) and date, with tabs between.  Reads the
 * lines as generate.c writes them, and nothing else.  Prints the figure size.text: MiB
 * of the texts.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/bench/samples.h"

enum { VALUE_BYTES = 64 };

struct quote {
	char speaker[VALUE_BYTES], topic[VALUE_BYTES], date[VALUE_BYTES];
};

struct dates {
	char (*at)[VALUE_BYTES];	/* by number of the talk */
	size_t count, cap;
};

/* What stands behind NAME in LINE, up to one of STOP, or false. */
static bool value_of(const char *line, const char *name, const char *stop, char *out)
{
	size_t length = strlen(name);

	if (strncmp(line, name, length) != 0)
		return false;
	line += length;
	length = strcspn(line, stop);
	snprintf(out, VALUE_BYTES, "%.*s", (int)length, line);
	return true;
}

static void read_talk_line(const char *line, struct dates *dates)
{
	char date[VALUE_BYTES];

	if (!value_of(line, "    date: ", "\n", date))
		return;
	dates->at = memory_room(dates->at, dates->count, &dates->cap, sizeof(*dates->at));
	memcpy(dates->at[dates->count++], date, sizeof(date));
}

/* The text comes last in a quote.  Returns the bytes of it. */
static size_t read_quote_line(char *line, const struct dates *dates, struct quote *quote,
			      FILE *texts, FILE *values)
{
	static const char TEXT[] = "    text: \"";
	char talk[VALUE_BYTES];
	size_t length, number;

	if (strncmp(line, "  - id: ", 8) == 0)
		*quote = (struct quote){0};
	if (value_of(line, "    talk: talk", "\n", talk)) {
		number = strtoul(talk, NULL, 10);
		if (number < dates->count)
			memcpy(quote->date, dates->at[number], VALUE_BYTES);
	}
	value_of(line, "    speaker: ", "\n", quote->speaker);
	value_of(line, "    date: ", "\n", quote->date);
	value_of(line, "    topics: [", ",]\n", quote->topic);
	if (strncmp(line, TEXT, sizeof(TEXT) - 1) != 0)
		return 0;
	line += sizeof(TEXT) - 1;
	length = strlen(line) - strlen("\"\n");
	line[length] = '\n';
	fwrite(line, 1, length + 1, texts);
	fprintf(values, "%s\t%s\t%s\n", quote->speaker, quote->topic, quote->date);
	return length;
}

int main(int argc, char **argv)
{
	FILE *corpus = argc == 4 ? fopen(argv[1], "r") : NULL;
	FILE *texts = corpus ? fopen(argv[2], "w") : NULL;
	FILE *values = texts ? fopen(argv[3], "w") : NULL;
	enum { OTHER, TALKS, QUOTES } section = OTHER;
	struct dates dates = {0};
	struct quote quote;
	char *line = NULL;
	size_t size = 0, bytes = 0;

	if (!values) {
		fputs("usage: texts CORPUS TEXTS VALUES\n", stderr);
		return 2;
	}
	while (getline(&line, &size, corpus) > 0) {
		if (line[0] != ' ')
			section = strcmp(line, "talks:\n") == 0    ? TALKS
				  : strcmp(line, "quotes:\n") == 0 ? QUOTES
								   : OTHER;
		else if (section == TALKS)
			read_talk_line(line, &dates);
		else if (section == QUOTES)
			bytes += read_quote_line(line, &dates, &quote, texts, values);
	}
	free(line);
	free(dates.at);
	fclose(corpus);
	if (fclose(texts) || fclose(values)) {
		perror("texts");
		return 1;
	}
	figure_print("size.text", (double)bytes / (1 << 20));
	return 0;
}

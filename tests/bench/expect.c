#include "tests/bench/expect.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/parse.h"
#include "core/resolve.h"
#include "store/memory.h"

enum {
	PROMPT_COLUMN = 3,	/* where the text of the prompt begins */
	NUMBERS_COLUMNS = 64,	/* the room that count and order may need beside the words */
	ROW_BYTES = 8192,
};

/* As much of TEXT as surely fits into COLUMNS columns beside what else stands there:
 * a character has at most one column and at least one byte. */
static char *cut(const char *text, size_t columns)
{
	size_t length = strlen(text);

	if (length > columns) {
		length = columns;
		while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
			length--;
	}
	return memory_copy(text, length);
}

/* A query that is refused only once nothing more is typed ("speaker:") may be shown as
 * refused or as without that part. */
static char *problem_of_finished(const char *query, size_t length, size_t room)
{
	struct ask ask;
	char *problem;

	parse_query(query, length, false, &ask);
	problem = ask.problem ? cut(ask.problem, room) : NULL;
	ask_release(&ask);
	return problem;
}

void expected_of(struct store *store, const char *query, size_t length,
		 struct expected *expected)
{
	size_t room = TERMINAL_COLUMNS - PROMPT_COLUMN - NUMBERS_COLUMNS - length;
	struct text echo = {0}, problem = {0};
	struct query resolved = {0};
	struct error err = {0};
	struct ask ask;
	int result = 1;

	*expected = (struct expected){.column = PROMPT_COLUMN + (int)length};
	parse_query(query, length, true, &ask);
	if (ask.problem)
		text_puts(&problem, ask.problem);
	else
		result = resolve_query(store, &ask, &resolved, &echo, &problem, &err);
	if (result < 0) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	if (result > 0) {
		expected->problem = cut(text_string(&problem), room);
	} else {
		expected->problem = problem_of_finished(query, length, room);
		expected->words = cut(text_string(&echo), room);
		/* "best of the newest 20,000 first": the first word tells. */
		expected->order = memory_copy(sort_words(ask.sort),
					      strcspn(sort_words(ask.sort), " "));
	}
	query_release(&resolved);
	text_release(&echo);
	text_release(&problem);
	ask_release(&ask);
}

void expected_release(struct expected *expected)
{
	free(expected->problem);
	free(expected->words);
	free(expected->order);
}

bool expected_seen(const struct expected *expected, struct terminal *terminal)
{
	char line[ROW_BYTES];
	int row, column;

	terminal_cursor(terminal, &row, &column);
	if (row != terminal->rows - 2 || column != expected->column)
		return false;
	if (expected->problem) {
		terminal_text(terminal, row + 1, line, sizeof(line));
		if (strstr(line, expected->problem))
			return true;
	}
	if (!expected->words)
		return false;
	terminal_text(terminal, row, line, sizeof(line));
	/* Every entry is said without words: "1,000,000 entries, newest first". */
	if (!*expected->words && !strstr(line, " entries, "))
		return false;
	return strstr(line, expected->words) && strstr(line, expected->order);
}

void expected_await(const struct expected *expected, struct terminal *terminal)
{
	while (!expected_seen(expected, terminal))
		terminal_await(terminal, expected->words ? expected->words : expected->problem);
}

void expected_prompt(struct terminal *terminal)
{
	int row, column;

	terminal_cursor(terminal, &row, &column);
	while (row != terminal->rows - 2 || column != PROMPT_COLUMN) {
		terminal_await(terminal, "the prompt");
		terminal_cursor(terminal, &row, &column);
	}
}

/* Where the number of rows ends in "“the” · 1,234+ of 10,000, newest first", the plus
 * included; NULL where there is none, since every entry is shown. */
static const char *end_of_count(const char *line)
{
	const char *at = line;

	while ((at = strstr(at + 1, " of ")))
		if (isdigit((unsigned char)at[-1]) || at[-1] == '+')
			return at;
	return NULL;
}

static unsigned long number_before(const char *line, const char *end)
{
	unsigned long number = 0;

	while (end > line && (isdigit((unsigned char)end[-1]) || end[-1] == ','))
		end--;
	for (; isdigit((unsigned char)*end) || *end == ','; end++)
		if (*end != ',')
			number = number * 10 + (unsigned long)(*end - '0');
	return number;
}

unsigned long expected_exact(struct terminal *terminal)
{
	const char *end;
	char line[ROW_BYTES];

	for (;;) {
		terminal_text(terminal, terminal->rows - 2, line, sizeof(line));
		end = end_of_count(line);
		if (!end || end[-1] != '+')
			break;
		terminal_await(terminal, "the end of counting");
	}
	terminal_quiet(terminal);
	return end ? number_before(line, end) : 0;
}

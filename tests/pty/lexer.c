#include "tests/pty/lexer.h"

#include <ctype.h>
#include <curses.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wctype.h>

#include "store/text.h"
#include "store/utf8.h"

#undef lines
#undef columns

/*
 * Sequences that are allowed.  One without parameters must be met letter by
 * letter; in one with parameters every run of digits stands for any number.
 */
struct allowed {
	char *text;
	bool numbers;
};

struct list {
	struct allowed *at;
	size_t count;
};

static void add(struct list *list, const char *text, size_t length, bool numbers)
{
	/* Some shift character sets by SO and SI. */
	if (!length || (unsigned char)text[0] >= 0x20)
		return;
	list->at = realloc(list->at, (list->count + 1) * sizeof(*list->at));
	list->at[list->count++] = (struct allowed){strndup(text, length), numbers};
}

/* Adds what TEXT sends, without padding, cut into its single sequences: clear is
 * `ESC [ H ESC [ 2 J`, which curses may send as one. */
static void add_sent(struct list *list, const char *text, bool numbers)
{
	struct text sent = {0};
	size_t begin = 0;

	for (; *text; text++) {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;

		if (end)
			text = end;
		else
			text_putc(&sent, *text);
	}
	for (size_t i = 1; i <= sent.length; i++) {
		if (i < sent.length && sent.data[i] != '\033')
			continue;
		add(list, sent.data + begin, i - begin, numbers);
		begin = i;
	}
	text_release(&sent);
}

/* A capability with parameters, for enough values to meet each of its branches. */
static void add_with_parameters(struct list *list, const char *name, const char *value)
{
	static const long numbers[] = {0, 1, 2, 5, 7, 8, 12, 16, 100, 255};

	if (strcmp(name, "sgr") == 0) {
		for (long bits = 0; bits < 512; bits++)
			add_sent(list, tparm(value, bits & 1, bits >> 1 & 1, bits >> 2 & 1,
					     bits >> 3 & 1, bits >> 4 & 1, bits >> 5 & 1,
					     bits >> 6 & 1, bits >> 7 & 1, bits >> 8 & 1), false);
		return;
	}
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		add_sent(list, tparm(value, numbers[i], numbers[i], 0L, 0L, 0L, 0L, 0L, 0L, 0L), true);
}

static struct list find_allowed(const char *terminal)
{
	static const char *const extended[] = {"BE", "BD", "XM", "E3"};
	/* They take text or a file, and curses never sends them. */
	static const char *const texts[] = {"pfkey", "pfloc", "pfx", "pln", "pfxl", "Ms", "Ss"};
	struct list list = {0};
	size_t count = 0;
	int found;

	/* Where nobody knows the terminal, no sequence is one of its own. */
	if (setupterm(terminal, STDOUT_FILENO, &found) != OK)
		return list;
	while (strnames[count])
		count++;
	for (size_t i = 0; i < count + 4; i++) {
		const char *name = i < count ? strnames[i] : extended[i - count];
		const char *value = tigetstr(name);
		bool text = false;

		for (size_t j = 0; j < sizeof(texts) / sizeof(texts[0]); j++)
			text |= strcmp(texts[j], name) == 0;
		/* What keys send is not for sending. */
		if (!value || value == (char *)-1 || text || name[0] == 'k')
			continue;
		if (strchr(value, '%'))
			add_with_parameters(&list, name, value);
		else
			add_sent(&list, value, false);
	}
	return list;
}

static size_t digits(const char *p, const char *end)
{
	size_t count = 0;

	while (p + count < end && isdigit((unsigned char)p[count]))
		count++;
	return count;
}

/* How many bytes at P are this sequence, or 0. */
static size_t match(const struct allowed *allowed, const char *p, const char *end)
{
	const char *start = p;
	const char *want = allowed->text;

	while (*want) {
		size_t number = allowed->numbers ? digits(want, want + strlen(want)) : 0;

		if (number) {
			size_t got = digits(p, end);

			if (!got)
				return 0;
			p += got;
			want += number;
		} else if (p == end || *p++ != *want++) {
			return 0;
		}
	}
	return (size_t)(p - start);
}

static size_t longest(const struct list *list, const char *p, const char *end)
{
	size_t best = 0;

	for (size_t i = 0; i < list->count; i++) {
		size_t length = match(&list->at[i], p, end);

		best = length > best ? length : best;
	}
	return best;
}

/* What no terminal shows, and some obey: the second controls, and the invisible ones of
 * Unicode but for joiners, which scripts need. */
static bool is_hidden(int32_t code)
{
	return code == UTF8_BAD || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x61c ||
	       code == 0x180e || code == 0x200b || code == 0x200e || code == 0x200f ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
	       code == 0xfeff || (code >= 0xe0000 && code <= 0xe007f);
}

/* The bytes of the next letter or sequence; 0 where it is none that is allowed. */
static size_t next(const struct list *list, const char *p, const char *end)
{
	size_t size;
	int32_t code = utf8_next(p, end, &size);

	if (code >= 0 && code < 0x20)
		return code && strchr("\r\n\b\a", code) ? 1 : longest(list, p, end);
	return is_hidden(code) ? 0 : size;
}

static void release(struct list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i].text);
	free(list->at);
	del_curterm(cur_term);
}

size_t lexer_check(const char *name, const char *bytes, size_t length)
{
	struct list list = find_allowed(name);
	const char *end = bytes + length, *p = bytes;
	size_t size;

	while (p < end && (size = next(&list, p, end)))
		p += size;
	release(&list);
	return (size_t)(p - bytes);
}

/* Moving the cursor, erasing and scrolling: the way from one frame to the next, which is
 * another one each time that two frames become one. */
static bool is_way(const char *p, size_t size)
{
	return *p == '\b' || (size == 2 && p[1] == 'M') ||
	       (p[1] == '[' && p[2] != '?' && strchr("ABCDGHJKLMPSTX@bd", p[size - 1]));
}

/* A line that tells the kind of a sequence; colours are one kind, however many numbers. */
static void put_kind(const char *p, size_t size, struct text *out)
{
	for (const char *end = p + size; p < end; p++) {
		if (isdigit((unsigned char)*p) || *p == ';') {
			if (out->length && out->data[out->length - 1] != '#')
				text_putc(out, '#');
		} else {
			text_putc(out, *p == '\033' ? 'E' : *p);
		}
	}
	text_putc(out, '\n');
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void lexer_kinds(const char *name, const char *bytes, size_t length, struct text *kinds)
{
	struct list list = find_allowed(name);
	const char *end = bytes + length, *p = bytes;
	char **lines = NULL;
	size_t count = 0, size;

	for (; p < end && (size = next(&list, p, end)); p += size) {
		struct text line = {0};

		if ((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\r' || is_way(p, size))
			continue;
		put_kind(p, size, &line);
		lines = realloc(lines, (count + 1) * sizeof(*lines));
		lines[count++] = strdup(text_string(&line));
		text_release(&line);
	}
	qsort(lines, count, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < count; i++) {
		if (i + 1 == count || strcmp(lines[i], lines[i + 1]) != 0)
			text_puts(kinds, lines[i]);
	}
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	free(lines);
	release(&list);
}

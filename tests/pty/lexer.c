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

size_t lexer_check(const char *name, const char *bytes, size_t length)
{
	struct list list = find_allowed(name);
	const char *end = bytes + length, *p = bytes;
	size_t size;

	while (p < end) {
		int32_t code = utf8_next(p, end, &size);

		if (code >= 0 && code < 0x20)
			size = code && strchr("\r\n\b\a", code) ? 1 : longest(&list, p, end);
		else if (code == UTF8_BAD || (code >= 0x7f && code < 0xa0))
			size = 0;
		if (!size)
			break;
		p += size;
	}
	for (size_t i = 0; i < list.count; i++)
		free(list.at[i].text);
	free(list.at);
	del_curterm(cur_term);
	return (size_t)(p - bytes);
}

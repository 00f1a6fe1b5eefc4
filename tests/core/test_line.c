#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>

#include "core/line.h"
#include "core/safe.h"

static void set_locale(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(line, .init = set_locale);

/* The text with | at the cursor. */
static void expect(const struct line_editor *line, const char *want)
{
	struct text got = {0};

	text_add(&got, text_string(&line->text), line->cursor);
	text_putc(&got, '|');
	text_puts(&got, text_string(&line->text) + line->cursor);
	cr_expect_str_eq(text_string(&got), want);
	text_release(&got);
}

Test(line, an_empty_line_can_do_nothing)
{
	struct line_editor line = {0};

	for (int move = LINE_LEFT; move <= LINE_END; move++) {
		cr_expect_not(line_move(&line, (enum line_move)move));
		cr_expect_not(line_delete(&line, (enum line_move)move));
	}
	expect(&line, "|");
	line_release(&line);
}

Test(line, typing_goes_in_at_the_cursor)
{
	struct line_editor line = {0};

	line_set(&line, "peace");
	expect(&line, "peace|");
	cr_expect(line_move(&line, LINE_HOME));
	cr_expect(line_insert(&line, "a ", 2));
	expect(&line, "a |peace");
	line_set(&line, "");
	expect(&line, "|");
	line_release(&line);
}

Test(line, moves_go_over_whole_glyphs)
{
	struct line_editor line = {0};

	line_set(&line, "ae\xcc\x81資👩‍👧");
	cr_expect(line_move(&line, LINE_LEFT));
	expect(&line, "ae\xcc\x81資|👩‍👧");
	cr_expect(line_move(&line, LINE_LEFT));
	cr_expect(line_move(&line, LINE_LEFT));
	expect(&line, "a|e\xcc\x81資👩‍👧");
	cr_expect(line_move(&line, LINE_RIGHT));
	expect(&line, "ae\xcc\x81|資👩‍👧");
	cr_expect(line_delete(&line, LINE_LEFT));
	cr_expect(line_delete(&line, LINE_RIGHT));
	expect(&line, "a|👩‍👧");
	line_release(&line);
}

Test(line, moves_go_over_words)
{
	struct line_editor line = {0};

	line_set(&line, "speaker:ada  \"cease fire\"");
	cr_expect(line_move(&line, LINE_WORD_LEFT));
	expect(&line, "speaker:ada  \"cease |fire\"");
	cr_expect(line_move(&line, LINE_WORD_LEFT));
	cr_expect(line_delete(&line, LINE_WORD_LEFT));
	expect(&line, "speaker:|cease fire\"");
	cr_expect(line_move(&line, LINE_WORD_RIGHT));
	expect(&line, "speaker:cease| fire\"");
	cr_expect(line_delete(&line, LINE_WORD_RIGHT));
	expect(&line, "speaker:cease|\"");
	cr_expect(line_delete(&line, LINE_HOME));
	expect(&line, "|\"");
	cr_expect(line_delete(&line, LINE_END));
	expect(&line, "|");
	line_release(&line);
}

Test(line, what_is_pasted_is_one_clean_line)
{
	struct line_editor line = {0};

	line_insert(&line, "a\r\nb\tc\x1b[31m\xc2\x9b\xff\xe2\x80\xa8", 17);
	expect(&line, "a b c [31m \xef\xbf\xbd |");
	line_release(&line);
}

Test(line, what_is_beyond_its_size_is_refused)
{
	struct line_editor line = {0};
	char text[LINE_BYTES];

	memset(text, 'x', sizeof(text));
	cr_expect(line_insert(&line, text, sizeof(text) - 2));
	cr_expect_not(line_insert(&line, "資", 3));
	cr_expect_eq(line.text.length, LINE_BYTES - 2);
	cr_expect_not(line_insert(&line, "abc", 3));
	cr_expect_eq(line.text.length, LINE_BYTES);
	cr_expect_eq(line.cursor, LINE_BYTES);
	line_release(&line);
}

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static bool is_between_glyphs(const struct line_editor *line)
{
	struct glyph glyph;
	size_t at = 0;

	while (at < line->cursor)
		if (!safe_next(text_string(&line->text), line->text.length, &at, &glyph))
			return false;
	return at == line->cursor;
}

Test(line, the_cursor_is_never_inside_a_glyph)
{
	static const char *const PIECES[] = {"a", " ", "\xcc\x81", "क", "ि", "👩", "\xe2\x80\x8d", "🇺",
					     "\xe1\x84\x80", "\xe1\x85\xa1", "資", "\xef\xb8\x8f", "\xff", "1"};
	struct line_editor line = {0};
	uint32_t seed = 3;

	for (int i = 0; i < 30000; i++) {
		const char *piece = PIECES[chance(&seed) % (sizeof(PIECES) / sizeof(*PIECES))];

		if (line.text.length > 100)
			line_set(&line, "");
		switch (chance(&seed) % 4) {
		case 0:
			line_move(&line, (enum line_move)(chance(&seed) % (LINE_END + 1)));
			break;
		case 1:
			line_delete(&line, (enum line_move)(chance(&seed) % 4));
			break;
		default:
			line_insert(&line, piece, strlen(piece));
		}
		cr_assert(is_between_glyphs(&line));
	}
	line_release(&line);
}

#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/safe.h"
#include "core/wrap.h"

static void set_locale(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(wrap, .init = set_locale);

/* Wraps and compares with lines that end in |. */
static void expect(const char *text, unsigned columns, const char *want)
{
	struct text got = {0};
	size_t count;
	struct line *lines = wrap_text(text, strlen(text), columns, &count);

	for (size_t i = 0; i < count; i++) {
		text_add(&got, text + lines[i].start, lines[i].end - lines[i].start);
		text_putc(&got, '|');
	}
	cr_expect_str_eq(text_string(&got), want, "at %u: %s\nnot %s", columns,
			 text_string(&got), want);
	free(lines);
	text_release(&got);
}

Test(wrap, words_move_to_the_next_line)
{
	expect("It was not erased from the map.", 10, "It was not|erased|from the|map.|");
	expect("one two", 7, "one two|");
	expect("one two", 6, "one|two|");
	expect("one   two", 5, "one|two|");
	expect("one two   ", 7, "one two|");
}

Test(wrap, nothing_is_one_line)
{
	expect("", 10, "|");
	expect("\n", 10, "|");
	expect("    ", 2, "|");
}

Test(wrap, breaks_end_lines)
{
	expect("a\nb\r\nc\n\nd", 10, "a|b|c||d|");
	expect("a\n", 10, "a|");
	expect("abc   \nd", 3, "abc|d|");
}

Test(wrap, blanks_at_the_beginning_indent)
{
	expect("  ab cd", 5, "  ab|cd|");
	expect("   abcdef", 6, "abcdef|");
}

Test(wrap, a_word_wider_than_the_line_is_cut)
{
	expect("abcdefgh", 3, "abc|def|gh|");
	expect("ab cdefgh i", 3, "ab|cde|fgh|i|");
	expect("資料", 1, "資|料|");
	expect("e\xcc\x81" "e\xcc\x81", 1, "e\xcc\x81|e\xcc\x81|");
}

Test(wrap, hyphens_inside_words_end_lines)
{
	expect("a well-known man", 7, "a well-|known|man|");
	expect("the -x option", 5, "the|-x|optio|n|");
	expect("on 2024-11-13", 9, "on|2024-11-1|3|");
	expect("he came—late", 9, "he came—|late|");
}

Test(wrap, chinese_and_japanese_part_anywhere_but_at_punctuation)
{
	expect("個人資料保護", 5, "個人|資料|保護|");
	expect("個人。資料", 4, "個|人。|資料|");
	expect("他說「你好」", 6, "他說|「你|好」|");
	expect("きょう", 4, "きょ|う|");
	expect("在2024年", 6, "在2024|年|");
}

Test(wrap, tabs_take_columns)
{
	size_t count;
	struct line *lines = wrap_text("a\tb", 3, 20, &count);

	cr_assert_eq(count, 1);
	cr_expect_eq(lines[0].width, 9);
	free(lines);
	expect("a\tb", 8, "a|b|");
}

Test(wrap, spaces_that_hold_words_together_hold_them)
{
	expect("up to 5\xc2\xa0%", 7, "up to|5\xc2\xa0%|");
	expect("ab 資\xc2\xa0料", 6, "ab|資\xc2\xa0料|");
}

Test(wrap, widths_are_those_of_the_screen)
{
	unsigned width;

	cr_expect_eq(wrap_width("ab資\n\t\x1b", 8), 2 + 2 + 1 + 1 + 2);
	cr_expect_eq(wrap_clip("ab資料", 8, 5, &width), 5);
	cr_expect_eq(width, 4);
	cr_expect_eq(wrap_clip("abc", 3, 5, &width), 3);
	cr_expect_eq(width, 3);
	cr_expect_eq(wrap_clip("資", 3, 1, &width), 0);
	cr_expect_eq(width, 0);
}

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Every glyph that is no blank stands in exactly one line, in order; no line
 * is wider than it says, nor than the columns unless one glyph is. */
static void check_lines(const char *text, size_t length, unsigned columns)
{
	size_t count, i = 0, at = 0;
	struct line *lines = wrap_text(text, length, columns, &count);
	struct glyph glyph;
	unsigned width = 0;
	int held = 0;

	cr_assert_geq(count, 1);
	while (safe_next(text, length, &at, &glyph)) {
		while (i < count && glyph.start >= lines[i].end) {
			cr_assert_eq(width, lines[i].width);
			cr_assert(width <= columns || held == 1);
			width = 0;
			held = 0;
			i++;
		}
		if (i == count || glyph.start < lines[i].start) {
			cr_assert(glyph.blank || glyph.kind == GLYPH_BREAK);
			continue;
		}
		cr_assert_neq(glyph.kind, GLYPH_BREAK);
		cr_assert_leq(glyph.end, lines[i].end);
		width += glyph.kind == GLYPH_TAB ? 8 - width % 8 : glyph.width;
		held++;
	}
	for (i = 1; i < count; i++)
		cr_assert_geq(lines[i].start, lines[i - 1].end);
	free(lines);
}

Test(wrap, no_glyph_is_lost_or_shown_twice_in_any_text)
{
	static const char *const PIECES[] = {
		"a", "word", " ", "  ", "\n", "\t", "-", "資", "。", "「", "한", "हि", "👩‍👩‍👧", "\x1b",
		"\xff", "\xe2\x80\xae", "e\xcc\x81", "\xcc\x81", "—", "(", ")", "\xc2\xa0", "4",
	};
	struct text text = {0};
	uint32_t seed = 7;

	for (int i = 0; i < 20000; i++) {
		text_clear(&text);
		for (uint32_t n = chance(&seed) % 30; n; n--)
			text_puts(&text, PIECES[chance(&seed) % (sizeof(PIECES) / sizeof(*PIECES))]);
		check_lines(text_string(&text), text.length, 1 + chance(&seed) % 20);
	}
	text_release(&text);
}

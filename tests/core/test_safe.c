#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/safe.h"
#include "store/utf8.h"

static void set_locale(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(safe, .init = set_locale);

static void expect_bytes(const char *text, size_t length, const char *want)
{
	struct text out = {0};

	safe_line(text, length, &out);
	cr_expect_str_eq(text_string(&out), want);
	text_release(&out);
}

static void expect(const char *text, const char *want)
{
	expect_bytes(text, strlen(text), want);
}

/* How many glyphs a text has, and their columns. */
static int glyphs(const char *text, int *width)
{
	struct glyph glyph;
	size_t at = 0;
	int count = 0;

	*width = 0;
	while (safe_next(text, strlen(text), &at, &glyph)) {
		*width += glyph.width;
		count++;
	}
	return count;
}

static void expect_glyphs(const char *text, int count, int width)
{
	int columns;

	cr_expect_eq(glyphs(text, &columns), count, "%s", text);
	cr_expect_eq(columns, width, "%s", text);
}

Test(safe, plain_text_stays_as_it_is)
{
	expect("", "");
	expect("Ada said: “naïve” – 100 %", "Ada said: “naïve” – 100 %");
	expect("Слава Україні", "Слава Україні");
	expect("个人資料保護、です", "个人資料保護、です");
	expect("العربية عِلْم", "العربية عِلْم");
}

Test(safe, bytes_that_are_not_utf8_become_replacement_characters)
{
	expect("a\xff\xfe", "a\xef\xbf\xbd\xef\xbf\xbd");
	expect("\xc3", "\xef\xbf\xbd");
	expect("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	expect("\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

Test(safe, controls_are_made_visible)
{
	expect("\x1b[31mred\x1b[0m", "^[[31mred^[[0m");
	expect_bytes("a\0b", 3, "a^@b");
	expect("\x07\x08\x7f", "^G^H^?");
	expect("\xc2\x9b" "31m", "<9B>31m");
}

Test(safe, every_kind_of_line_break_is_one_break)
{
	static const char *const BREAKS[] = {"\n", "\r\n", "\r", "\v", "\f", "\xc2\x85",
					     "\xe2\x80\xa8", "\xe2\x80\xa9"};

	for (size_t i = 0; i < sizeof(BREAKS) / sizeof(*BREAKS); i++) {
		struct glyph glyph;
		size_t at = 0;

		cr_assert(safe_next(BREAKS[i], strlen(BREAKS[i]), &at, &glyph));
		cr_expect_eq(glyph.kind, GLYPH_BREAK);
		cr_expect_eq(glyph.width, 0);
		cr_expect_eq(at, strlen(BREAKS[i]));
	}
	expect("a\r\n\nb", "a  b");
}

Test(safe, what_cannot_be_seen_is_shown_by_its_number)
{
	static const int32_t HIDDEN[] = {
		0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e,
		0x2060, 0x2064, 0x2066, 0x2069, 0xfeff, 0xe0001, 0xe0041, 0xfdd0, 0xfffe,
		0x10ffff, 0x0378, 0x1fffe, 0xfff9, 0x3164, 0xfe0f, 0xe0100, 0x1161,
	};

	for (size_t i = 0; i < sizeof(HIDDEN) / sizeof(*HIDDEN); i++) {
		char text[8] = "", want[16];

		text[utf8_put(text, HIDDEN[i])] = '\0';
		snprintf(want, sizeof(want), "<U+%04X>", (unsigned)HIDDEN[i]);
		expect(text, want);
	}
	expect("pay\xe2\x80\xaetxt.exe", "pay<U+202E>txt.exe");
	expect("a\xe2\x80\x8d" "b", "a<U+200D>b");
}

Test(safe, joiners_stay_where_a_script_needs_them)
{
	/* Persian "I want", Hindi with a joined half letter, Mongolian. */
	expect("می‌خواهم", "می‌خواهم");
	expect("क्‍ष", "क्‍ष");
	expect("ᠠ᠋", "ᠠ᠋");
	expect("葛\xf3\xa0\x84\x80", "葛\xf3\xa0\x84\x80");
	/* Thai Sara Am, a letter that leans on the one before: where there is none, nothing
	 * is joined to it, and so it stays when the tab is a blank. */
	expect("\xe0\xb8\x99\xe0\xb8\xb3\xe2\x80\x8d", "\xe0\xb8\x99\xe0\xb8\xb3\xe2\x80\x8d");
	expect("\t\xe0\xb8\xb3\xe2\x80\x8d", " \xe0\xb8\xb3<U+200D>");
	expect(" \xe0\xb8\xb3\xe2\x80\x8d", " \xe0\xb8\xb3<U+200D>");
}

Test(safe, letters_with_their_marks_are_one_glyph)
{
	expect_glyphs("e\xcc\x81", 1, 1);
	expect_glyphs("हिन्दी", 3, 5);
	expect_glyphs("ที่", 1, 1);
	expect_glyphs("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 1, 2);
	expect_glyphs("한", 1, 2);
	/* Burmese has more columns in a cluster than a glyph holds. */
	expect_glyphs("ကြောင့်", 4, 5);
	expect("ကြောင့်", "ကြောင့်");
}

Test(safe, at_most_four_marks_stand_on_a_letter)
{
	struct text zalgo = {0};

	text_puts(&zalgo, "a");
	for (int i = 0; i < 100; i++)
		text_puts(&zalgo, "\xcc\x81");
	text_puts(&zalgo, "b");
	expect(text_string(&zalgo), "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
				    "b");
	text_release(&zalgo);
}

Test(safe, marks_without_a_letter_stand_on_a_circle)
{
	expect("\xcc\x81", "\xe2\x97\x8c\xcc\x81");
	expect("a\n\xcc\x81", "a \xe2\x97\x8c\xcc\x81");
	expect("\x01\xcc\x81", "^A\xe2\x97\x8c\xcc\x81");
}

Test(safe, an_emoji_sequence_is_its_first_code_point)
{
	expect("👨‍👩‍👧!", "👨!");
	expect("👍🏽", "👍");
	expect("❤️", "❤");
	expect("1️⃣", "1");
	expect("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴");
	expect("😀😀", "😀😀");
}

Test(safe, flags_are_written_out)
{
	expect("🇺🇦🇺🇸", "<UA><US>");
	expect("🇺", "<U>");
}

Test(safe, tabs_and_breaks_become_a_blank)
{
	expect("a\tb", "a b");
	expect("a\r\n\tb", "a  b");
}

/* --- properties --- */

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Random text made of pieces that hurt. */
static void mix(uint32_t *seed, struct text *text)
{
	static const char *const PIECES[] = {
		"a", "1", " ", "\n", "\r", "\t", "\x1b", "é", "и", "資", "す", "한", "ि", "क", "्",
		"ी", "ေ", "ြ", "\xe1\x84\x80", "\xe1\x85\xa1", "\xe1\x86\xa8", "\xcc\x81", "\xe2\x83\xa3",
		"\xef\xb8\x8f", "\xef\xb8\x8e", "\xe2\x80\x8d", "\xe2\x80\x8c", "👩", "❤", "🏽", "🇺", "🇦",
		"\xe2\x80\xae", "\xc2\xad", "\xff", "\xe2", "\xd8\x80", "م", "\xe1\xa0\x8b", "\xf3\xa0\x84\x80",
		"\xf3\xa0\x81\xa1", "\xcd\xb8", "©", "ﾞ", "\xe3\x80\xae", "\xe2\x97\x8c", "\xe0\xb5\x8e",
		"\xe0\xb8\xb3",
	};

	text_clear(text);
	for (uint32_t n = chance(seed) % 12; n; n--) {
		const char *piece = PIECES[chance(seed) % (sizeof(PIECES) / sizeof(*PIECES))];

		for (uint32_t times = chance(seed) % 8 ? 1 : chance(seed) % 300; times; times--)
			text_puts(text, piece);
	}
	for (uint32_t n = chance(seed) % 4 ? 0 : chance(seed) % 20; n; n--)
		text_putc(text, (char)chance(seed));
}

/* What wcwidth says of all that is in a glyph. */
static int width_of(const char *text)
{
	const char *end = text + strlen(text);
	size_t size;
	int width = 0;

	for (; text < end; text += size) {
		int32_t code = utf8_next(text, end, &size);

		cr_assert_neq(code, UTF8_BAD);
		cr_assert_geq(wcwidth((wchar_t)code), 0, "%x", (unsigned)code);
		width += wcwidth((wchar_t)code);
	}
	return width;
}

Test(safe, no_input_gives_anything_that_a_terminal_would_obey)
{
	struct text text = {0};
	uint32_t seed = 1;

	for (int i = 0; i < 20000; i++) {
		struct glyph glyph;
		size_t at = 0, before = 0;

		mix(&seed, &text);
		while (safe_next(text_string(&text), text.length, &at, &glyph)) {
			cr_assert_eq(glyph.start, before);
			cr_assert_gt(at, before);
			cr_assert_eq(glyph.end, at);
			before = at;
			cr_assert_eq(strlen(glyph.text), glyph.length);
			cr_assert_eq(width_of(glyph.text), glyph.width);
			if (glyph.kind == GLYPH_TEXT)
				cr_assert(glyph.width == 1 || glyph.width == 2);
		}
		cr_assert_eq(before, text.length);
	}
	text_release(&text);
}

Test(safe, what_is_shown_is_shown_as_it_is)
{
	struct text text = {0}, once = {0}, twice = {0};
	uint32_t seed = 2;

	for (int i = 0; i < 20000; i++) {
		mix(&seed, &text);
		text_clear(&once);
		text_clear(&twice);
		safe_line(text_string(&text), text.length, &once);
		safe_line(text_string(&once), once.length, &twice);
		cr_assert_str_eq(text_string(&twice), text_string(&once));
	}
	text_release(&text);
	text_release(&once);
	text_release(&twice);
}

Test(safe, a_part_of_a_text_reads_the_same_by_itself)
{
	struct text text = {0};
	uint32_t seed = 3;

	for (int i = 0; i < 5000; i++) {
		struct glyph glyph, alone;
		size_t at = 0;

		mix(&seed, &text);
		while (safe_next(text_string(&text), text.length, &at, &glyph)) {
			size_t own = 0;

			cr_assert(safe_next(text_string(&text) + glyph.start,
					    glyph.end - glyph.start, &own, &alone));
			cr_assert_eq(own, glyph.end - glyph.start);
			cr_assert_str_eq(alone.text, glyph.text);
		}
	}
	text_release(&text);
}

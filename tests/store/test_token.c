#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "store/memory.h"
#include "store/text.h"
#include "store/token.h"
#include "store/utf8.h"
#include "tests/support/chance.h"

/* The words of TEXT with bars between; yours to free. */
static char *words_of(const char *text, size_t length)
{
	struct text out = {0};
	struct token token;
	size_t at = 0, before = 0;

	while (token_next(text, length, &at, &token)) {
		cr_assert_leq(before, token.start);
		cr_assert_lt(token.start, token.end);
		cr_assert_leq(token.end, at);
		cr_assert_leq(at, length);
		cr_assert_gt(token.length, 0);
		cr_assert_leq(token.length, TOKEN_BYTES);
		before = token.end;
		if (out.length)
			text_putc(&out, '|');
		text_add(&out, token.word, token.length);
	}
	return text_detach(&out);
}

static void expect(const char *text, const char *words)
{
	char *found = words_of(text, strlen(text));

	cr_expect_str_eq(found, words, "'%s' gives '%s' and not '%s'", text, found, words);
	free(found);
}

Test(token, words_are_runs_of_letters_and_digits)
{
	expect("", "");
	expect(" .,;-\n", "");
	expect("Don't, COVID-19!", "don|t|covid|19");
	expect("snake_case a1b2", "snake|case|a1b2");
	expect("“quoted” – dash…end", "quoted|dash|end");
	expect("½ x² Ⅷ", "½|x²|ⅷ");
}

Test(token, latin_letters_lose_case_and_marks)
{
	expect("Café CAFÉ cafe\xcc\x81", "cafe|cafe|cafe");
	expect("Straße STRASSE", "strasse|strasse");
	expect("İstanbul Istanbul", "istanbul|istanbul");
	expect("Việt Nam", "viet|nam");
	expect("ﬁnal Åse \xe2\x84\xabse", "final|ase|ase");
	expect("naïve Łódź søn", "naive|łodz|søn");
}

Test(token, other_letters_keep_their_marks)
{
	expect("Ёлка й и", "ёлка|й|и");
	expect("\xd0\xb8\xcc\x86", "й");
	expect("Άλφα ΆΛΦΑ", "άλφα|άλφα");
	expect("ΣΊΣΥΦΟΣ Σίσυφος", "σίσυφοσ|σίσυφοσ");
	expect("हिन्दी में", "हिन्दी|में");
	expect("ภาษาไทย", "ภาษาไทย");
	expect("العَرَبِيَّة", "العَرَبِيَّة");
	expect("한국어 문서", "한국어|문서");
	expect("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한");
}

Test(token, han_and_kana_are_words_of_their_own)
{
	expect("個人資料保護", "個|人|資|料|保|護");
	expect("2024年資料ABC版", "2024|年|資|料|abc|版");
	expect("ひらがなカナ", "ひ|ら|が|な|カ|ナ");
	expect("か\xe3\x82\x99 が", "が|が");
	expect("データ 人々", "デ|ー|タ|人|々");
	expect("\xef\xa4\x80", "豈");
	expect("葛\xf3\xa0\x84\x80城", "葛|城");
	expect("中，文。", "中|文");
}

Test(token, knows_ideographs)
{
	struct token token;
	size_t at = 0;
	const char *text = "a漢";

	cr_assert(token_next(text, strlen(text), &at, &token));
	cr_assert_not(token.ideograph);
	cr_assert(token_next(text, strlen(text), &at, &token));
	cr_assert(token.ideograph);
	cr_assert_eq(token.start, 1);
	cr_assert_eq(token.end, 4);
	cr_assert_not(token_next(text, strlen(text), &at, &token));
}

Test(token, what_is_ignorable_neither_cuts_nor_counts)
{
	expect("co\xc2\xadoperate", "cooperate");
	expect("می\xe2\x80\x8cخواهم", "میخواهم");
	expect("क्\xe2\x80\x8dष", "क्ष");
	expect("a\xe2\x80\x8b" "b", "a|b");
	expect("\xe2\x80\x8e" "abc\xe2\x80\x8f", "abc");
	expect("❤\xef\xb8\x8f ok 👩\xe2\x80\x8d👩 👍🏽", "ok");
}

Test(token, a_mark_without_a_letter_is_no_word)
{
	expect("a ≠ b", "a|b");
	expect("a =\xcc\xb8 b", "a|b");
	expect("\xcc\x81", "");
}

Test(token, bytes_that_are_not_utf8_part_words)
{
	expect("ab\xff" "cd\xc3", "ab|cd");
	expect("\xed\xa0\x80x", "x");
	expect("é\xfe" "e", "e|e");
}

Test(token, the_place_of_a_word_holds_its_marks)
{
	struct token token;
	const char *text = "x, cafe\xcc\x81. y";
	size_t at = 1;

	cr_assert(token_next(text, strlen(text), &at, &token));
	cr_assert_eq(token.start, 3);
	cr_assert_eq(token.end, 9);
}

Test(token, a_long_word_is_cut_between_characters_and_read_once)
{
	enum { LENGTH = 1000000 };
	char *text = malloc(2 * LENGTH + 3);
	struct token token;
	size_t at = 0;

	memset(text, 'A', LENGTH);
	cr_assert(token_next(text, LENGTH, &at, &token));
	cr_assert_eq(token.length, TOKEN_BYTES);
	cr_assert_eq(token.end, LENGTH);
	cr_assert_not(token_next(text, LENGTH, &at, &token));
	/* One byte and then two each, so that the limit falls inside a letter. */
	text[0] = 'x';
	for (size_t i = 0; i < LENGTH; i++)
		memcpy(text + 1 + 2 * i, "Ж", 2);
	at = 0;
	cr_assert(token_next(text, 2 * LENGTH + 1, &at, &token));
	cr_assert_eq(token.length, TOKEN_BYTES - 1);
	cr_assert_eq(utf8_check(token.word, token.length), token.length);
	cr_assert_eq(token.end, 2 * LENGTH + 1);
	free(text);
}

Test(token, heaps_of_marks_are_bounded)
{
	struct text text = {0};
	struct token token;
	size_t at = 0;

	text_puts(&text, "ж");
	for (int i = 0; i < 300000; i++)
		text_puts(&text, i % 2 ? "\xcc\x81" : "\xcc\xa3");
	cr_assert(token_next(text.data, text.length, &at, &token));
	cr_assert_eq(token.end, text.length);
	cr_assert_leq(token.length, 2 + 32 * 2);
	text_release(&text);
}

/* TEXT normalized; yours to free. */
static char *normalized(const char *text, utf8proc_option_t options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, 0, &out,
					       UTF8PROC_NULLTERM | UTF8PROC_STABLE | options);

	cr_assert_geq(length, 0);
	return (char *)out;
}

/* Whether folding TEXT, TEXT composed, TEXT decomposed, and the words once more all
 * give the same words. */
static bool is_stable(const char *text)
{
	char *composed = normalized(text, UTF8PROC_COMPOSE);
	char *decomposed = normalized(text, UTF8PROC_DECOMPOSE);
	char *words = words_of(text, strlen(text));
	char *again = words_of(words, strlen(words));
	char *from_composed = words_of(composed, strlen(composed));
	char *from_decomposed = words_of(decomposed, strlen(decomposed));
	bool stable = strcmp(words, again) == 0 && strcmp(words, from_composed) == 0 &&
		      strcmp(words, from_decomposed) == 0;

	free(composed);
	free(decomposed);
	free(words);
	free(again);
	free(from_composed);
	free(from_decomposed);
	return stable;
}

Test(token, every_character_folds_the_same_composed_decomposed_and_twice)
{
	for (int32_t code = 1; code <= 0x10ffff; code++) {
		struct text text = {0};
		char bytes[4];

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		if (utf8proc_category(code) == UTF8PROC_CATEGORY_CN)
			continue;
		/* Between letters, before a mark, and alone. */
		text_puts(&text, "a");
		text_add(&text, bytes, utf8_put(bytes, code));
		text_puts(&text, "\xcc\x81ж ");
		text_add(&text, bytes, utf8_put(bytes, code));
		cr_assert(is_stable(text_string(&text)), "U+%04X", (unsigned)code);
		text_release(&text);
	}
}

Test(token, random_letters_and_marks_fold_the_same_composed_decomposed_and_twice)
{
	static const int32_t codes[] = {
		'a', 'I', 0x130, 0xdf, 0x1e9e, 0x149, 0x1f0, 0x3b1, 0x345, 0x390, 0x3c3, 0x1fb3,
		0x1fb7, 0x438, 0x419, 0x306, 0x301, 0x323, 0x307, 0x338, '=', 0x2260, 0xad, 0x200d,
		0x34f, 0xfe0f, 0x915, 0x94d, 0x93c, 0x958, 0xe01, 0xe34, 0x633, 0x64e, 0x651,
		0x1100, 0x1161, 0x11a8, 0xac00, 0x4e00, 0xf900, 0x304b, 0x30ab, 0x3099, 0xff76,
		0xff9e, 0x20dd, 0x1d15e, ' ', '.', 0xfb01, 0x587, 0x212a, 0x2126, 0xe000,
	};
	const uint32_t count = sizeof(codes) / sizeof(codes[0]);
	struct chance chance = {7};

	for (int round = 0; round < 200000; round++) {
		struct text text = {0};

		for (int i = 0; i < 6; i++) {
			char bytes[4];

			text_add(&text, bytes, utf8_put(bytes, codes[chance_below(&chance, count)]));
		}
		cr_assert(is_stable(text_string(&text)), "round %d: '%s'", round,
			  text_string(&text));
		text_release(&text);
	}
}

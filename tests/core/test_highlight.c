#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/highlight.h"
#include "store/text.h"

/* The text with its matches in {braces}. */
static void expect(const char *query, const char *text, const char *want)
{
	struct text got = {0};
	struct match *matches;
	struct ask ask;
	size_t count, done = 0;

	parse_query(query, strlen(query), false, &ask);
	matches = highlight(&ask, text, strlen(text), &count);
	for (size_t i = 0; i < count; i++) {
		text_add(&got, text + done, matches[i].start - done);
		text_putc(&got, '{');
		text_add(&got, text + matches[i].start, matches[i].end - matches[i].start);
		text_putc(&got, '}');
		done = matches[i].end;
	}
	text_puts(&got, text + done);
	cr_expect_str_eq(text_string(&got), want, "%s: %s, not %s", query, text_string(&got), want);
	cr_expect(count || !matches);
	free(matches);
	ask_release(&ask);
	text_release(&got);
}

Test(highlight, words_are_found_whole_and_folded)
{
	expect("peace", "Peace, not peaceful: PEACE!", "{Peace}, not peaceful: {PEACE}!");
	expect("naive", "so na\xc3\xafve, nai\xcc\x88ve", "so {na\xc3\xafve}, {nai\xcc\x88ve}");
	expect("a b", "a b", "{a} {b}");
	expect("資料", "個人資料保護、資", "個人{資料}保護、資");
	expect("x", "nothing here", "nothing here");
	expect("x", "", "");
}

Test(highlight, nothing_asked_marks_nothing)
{
	expect("", "a b", "a b");
	expect("...", "a b", "a b");
	expect("speaker:a", "a b", "a b");
	expect("-a", "a b", "a b");
	expect("b -(a OR c)", "a b c", "a {b} c");
}

Test(highlight, beginnings_are_marked_as_whole_words)
{
	expect("pea*", "peace, peas, ape", "{peace}, {peas}, ape");
	expect("\"the pea\"*", "the peace the ape", "{the peace} the ape");
}

Test(highlight, a_phrase_is_one_match)
{
	expect("\"cease fire\"", "a cease-fire, cease no fire", "a {cease-fire}, cease no fire");
	expect("\"a a\"", "a a a b a", "{a a a} b a");
	expect("a OR \"a b\"", "a b a", "{a b} {a}");
	expect("\"a b\" a NEAR/1 b", "a b", "{a b}");
}

Test(highlight, near_marks_both_sides_where_they_are_near)
{
	expect("a NEAR/1 b", "a x b x x a b", "{a} x {b} x x {a} {b}");
	expect("a NEAR/1 b", "b x a x x b", "{b} x {a} x x b");
	expect("a NEAR/1 b", "a x x b", "a x x b");
	expect("a NEAR/0 a", "a x a a", "a x {a} {a}");
	expect("\"a b\" NEAR/0 \"b c\"", "a b c", "a b c");
	expect("\"a b\" NEAR/0 \"b c\"", "a b b c", "{a b} {b c}");
	expect("a NEAR/1 b NEAR/1 c", "a b x c a x x b", "{a} {b} x {c} a x x b");
}

Test(highlight, a_phrase_goes_on_behind_an_insertion)
{
	expect("\"country standing strongly\"", "a country [Ukraine – ed.] standing strongly, a",
	       "a {country} [Ukraine – ed.] {standing strongly}, a");
	expect("\"ukraine ed\"", "a country [Ukraine – ed.] standing",
	       "a country [{Ukraine – ed}.] standing");
	expect("ac", "a[b]c", "{a}[b]{c}");
	expect("country", "a country [x] country", "a {country} [x] {country}");
	expect("\"a b\"", "a [x] [y] b", "{a} [x] [y] {b}");
	expect("\"c d\"", "a [x] b c [y] d", "a [x] b {c} [y] {d}");
	expect("資 OR \"料 b\"", "資料 [x] b", "{資}{料} [x] {b}");
	expect("\"a b\"", "a [ b", "{a [ b}");
}

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

Test(highlight, matches_are_in_order_in_any_text)
{
	static const char *const PIECES[] = {"a", "b", " ", " ", "[", "]", "a b", "資", "\xff", "\n", "c"};
	static const char *const QUERIES[] = {"a", "\"a b\"", "a* OR \"b c\"", "a NEAR/2 b", "資 a",
					      "\"a a\" NEAR/1 \"b a\" c"};
	struct text text = {0};
	uint32_t seed = 5;

	for (int i = 0; i < 20000; i++) {
		const char *query = QUERIES[chance(&seed) % (sizeof(QUERIES) / sizeof(*QUERIES))];
		struct match *matches;
		size_t count, done = 0;
		struct ask ask;

		text_clear(&text);
		for (uint32_t n = chance(&seed) % 30; n; n--)
			text_puts(&text, PIECES[chance(&seed) % (sizeof(PIECES) / sizeof(*PIECES))]);
		parse_query(query, strlen(query), false, &ask);
		matches = highlight(&ask, text_string(&text), text.length, &count);
		for (size_t m = 0; m < count; m++) {
			cr_assert_geq(matches[m].start, done);
			cr_assert_lt(matches[m].start, matches[m].end);
			done = matches[m].end;
		}
		cr_assert_leq(done, text.length);
		free(matches);
		ask_release(&ask);
	}
	text_release(&text);
}

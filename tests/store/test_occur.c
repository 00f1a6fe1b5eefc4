#include <criterion/criterion.h>
#include <string.h>

#include "store/occur.h"

static bool in(struct occur *occur, const char *text)
{
	return occur_in(occur, text, strlen(text));
}

static bool phrase_in(const char *const *words, size_t count, bool prefix, const char *text)
{
	struct phrase phrase = {words, count, prefix};
	struct occur occur;
	bool found, again;

	occur_init(&occur, &phrase, 1, 0);
	found = in(&occur, text);
	again = in(&occur, text);
	cr_expect_eq(found, again, "what was read before counts: %s", text);
	occur_release(&occur);
	return found;
}

#define PHRASE(...) (const char *const[]){__VA_ARGS__}, \
	sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

Test(occur, the_last_word_may_only_begin_so)
{
	cr_expect(phrase_in(PHRASE("pea"), true, "War and Peace"));
	cr_expect(!phrase_in(PHRASE("pea"), false, "War and Peace"));
	cr_expect(phrase_in(PHRASE("and", "pea"), true, "War and Peace"));
	cr_expect(!phrase_in(PHRASE("an", "pea"), true, "War and Peace"));
	cr_expect(!phrase_in(PHRASE("war", "pea"), true, "War and Peace"));
	cr_expect(!phrase_in(PHRASE("peaces"), true, "War and Peace"));
	cr_expect(!phrase_in(PHRASE("a"), true, ""));
	cr_expect(phrase_in(PHRASE("uber"), true, "Übermut"));
}

Test(occur, a_phrase_that_begins_like_itself_is_found_behind_a_false_start)
{
	cr_expect(phrase_in(PHRASE("a", "a", "b"), true, "a a a bc"));
	cr_expect(phrase_in(PHRASE("a", "b", "a", "b", "c"), true, "a b a b a b cd"));
	cr_expect(phrase_in(PHRASE("a", "b", "a", "b"), false, "a b a c a b a b"));
	cr_expect(phrase_in(PHRASE("a", "a", "a"), true, "a b a a a"));
	cr_expect(!phrase_in(PHRASE("a", "a", "b"), true, "a b a c a"));
}

Test(occur, what_two_texts_hold_together_is_in_neither)
{
	struct phrase phrase = {(const char *const[]){"war", "pe"}, 2, true};
	struct occur occur;

	occur_init(&occur, &phrase, 1, 0);
	cr_expect(!in(&occur, "the war"));
	cr_expect(!in(&occur, "peace"));
	occur_release(&occur);
}

static bool near(const char *a, bool a_begins, const char *b, bool b_begins, unsigned distance,
		 const char *text)
{
	struct phrase phrases[] = {{&a, 1, a_begins}, {&b, 1, b_begins}};
	struct occur occur;
	bool found;

	occur_init(&occur, phrases, 2, distance);
	found = in(&occur, text);
	occur_release(&occur);
	return found;
}

Test(occur, near_is_in_any_order_and_does_not_overlap)
{
	cr_expect(near("war", false, "pea", true, 1, "war and peace"));
	cr_expect(near("pea", true, "war", false, 1, "war and peace"));
	cr_expect(!near("war", false, "pea", true, 0, "war and peace"));
	cr_expect(!near("war", false, "wa", true, 5, "a single war"));
	cr_expect(near("war", false, "wa", true, 5, "war is war"));
	cr_expect(near("war", false, "pea", true, 0, "peas, then much more, war peace"));
}

Test(occur, beginnings_are_counted)
{
	struct phrase phrases[] = {{(const char *const[]){"no", "wa"}, 2, true},
				   {(const char *const[]){"peace"}, 1, false}};
	struct occur occur;
	const char *text = "Wars, waste and peace: war.";

	occur_init(&occur, phrases, 2, 1);
	cr_expect_eq(occur_beginnings(&occur, text, strlen(text)), 3u);
	occur_release(&occur);
}

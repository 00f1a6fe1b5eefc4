#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "core/fuzzy.h"

static int score(const char *pattern, const char *name)
{
	char *folded_pattern = fuzzy_fold(pattern), *folded_name = fuzzy_fold(name);
	int points = fuzzy_score(folded_pattern, folded_name);

	free(folded_pattern);
	free(folded_name);
	return points;
}

static void expect_better(const char *pattern, const char *better, const char *worse)
{
	cr_expect_gt(score(pattern, worse), 0, "%s does not fit %s", pattern, worse);
	cr_expect(score(pattern, better) > score(pattern, worse), "%s: %s %d, %s %d", pattern,
		  better, score(pattern, better), worse, score(pattern, worse));
}

Test(fuzzy, letters_must_come_in_order)
{
	cr_expect_gt(score("abl", "Antony Blinken"), 1);
	cr_expect_eq(score("bla ", "Antony Blinken"), 0);
	cr_expect_eq(score("x", ""), 0);
	cr_expect_eq(score("nn", "n"), 0);
}

Test(fuzzy, every_pattern_must_fit)
{
	cr_expect_gt(score("blink ant", "Antony Blinken"), 0);
	cr_expect_eq(score("blink x", "Antony Blinken"), 0);
}

Test(fuzzy, nothing_typed_fits_all_the_same)
{
	cr_expect_eq(score("", "a"), score(" ", "Antony Blinken"));
	cr_expect_gt(score("", ""), 0);
}

Test(fuzzy, case_and_accents_make_no_difference)
{
	cr_expect_gt(score("SELENSKYJ", "Wolodymyr Selenskyj"), 0);
	cr_expect_gt(score("erdogan", "Recep Tayyip Erdo\xc4\x9f" "an"), 0);
	cr_expect_gt(score("Зел", "Володимир Зеленський"), 0);
	cr_expect_eq(score("\xd0\xb4", "\xd0\xb0\xd1\xb4"), 0);
	cr_expect_gt(score("資", "個人資料"), 0);
}

Test(fuzzy, beginnings_of_words_and_neighbours_are_better)
{
	expect_better("bl", "Antony Blinken", "Nabil");
	expect_better("ab", "Antony Blinken", "Jakob Anton B. Xavier");
	expect_better("ron", "Ron Dermer", "Emmanuel Macron");
	expect_better("li", "Li", "Antony Blinken");
	expect_better("def", "support/defence", "undefined");
	expect_better("ann", "Ann Leewards", "Anna Lee");
	expect_better("abc", "Alpha Bravo Charlie", "xaxxxbxxxc");
	expect_better("ann", "Ann Lee", "Ann Leewards");
	expect_better("peace", "Peace negotiations", "Place each one");
}

Test(fuzzy, the_best_place_is_found_not_the_first)
{
	expect_better("ab", "xa ab", "xa xb xx");
	cr_expect(score("ed", "Fred Ed") > score("ed", "Fred Xyd"));
}

Test(fuzzy, signs_are_kept_and_long_names_are_cut)
{
	char *folded = fuzzy_fold("Support/Défence (x)");
	char name[2000], pattern[500];

	cr_expect_str_eq(folded, "support/defence (x)");
	free(folded);
	memset(name, 'a', sizeof(name) - 1);
	memset(pattern, 'a', sizeof(pattern) - 1);
	name[sizeof(name) - 1] = pattern[sizeof(pattern) - 1] = '\0';
	cr_expect_gt(fuzzy_score(pattern, name), 0);
	cr_expect_gt(fuzzy_score("a\xff", "a\xff"), 0);
}

#include <criterion/criterion.h>
#include <string.h>

#include "store/distance.h"
#include "tests/support/chance.h"

static unsigned distance(const char *a, const char *b, unsigned most)
{
	return edit_distance(a, strlen(a), b, strlen(b), most);
}

Test(distance, counts_insertions_deletions_exchanges_and_swaps)
{
	cr_expect_eq(distance("speech", "speech", 3), 0);
	cr_expect_eq(distance("speach", "speech", 3), 1);
	cr_expect_eq(distance("form", "from", 3), 1);
	cr_expect_eq(distance("alias", "aliases", 3), 2);
	cr_expect_eq(distance("kitten", "sitting", 3), 3);
	cr_expect_eq(distance("kitten", "sitting", 2), 3);
	cr_expect_eq(distance("", "abc", 3), 3);
	cr_expect_eq(distance("abc", "", 2), 3);
	cr_expect_eq(distance("", "", 0), 0);
	cr_expect_eq(distance("ab", "ba", 1), 1);
	cr_expect_eq(distance("xxab", "yyba", 3), 3);
}

/* The whole table, with no band: what edit_distance must agree with. */
static unsigned naive(const char *a, const char *b)
{
	unsigned at[16][16];
	size_t m = strlen(a), n = strlen(b);

	for (size_t i = 0; i <= m; i++) {
		for (size_t j = 0; j <= n; j++) {
			unsigned best = i && j ? at[i - 1][j - 1] + (a[i - 1] != b[j - 1]) : 99;

			if (!i || !j)
				best = (unsigned)(i + j);
			if (i && at[i - 1][j] + 1 < best)
				best = at[i - 1][j] + 1;
			if (j && at[i][j - 1] + 1 < best)
				best = at[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    at[i - 2][j - 2] + 1 < best)
				best = at[i - 2][j - 2] + 1;
			at[i][j] = best;
		}
	}
	return at[m][n];
}

Test(distance, the_band_of_the_distance_loses_nothing)
{
	struct chance chance = {1};

	for (int round = 0; round < 20000; round++) {
		char words[2][12];

		for (int w = 0; w < 2; w++) {
			size_t length = chance_below(&chance, 8);

			for (size_t i = 0; i < length; i++)
				words[w][i] = (char)('a' + chance_below(&chance, 3));
			words[w][length] = '\0';
		}
		for (unsigned most = 0; most < 6; most++) {
			unsigned real = naive(words[0], words[1]);

			cr_assert_eq(distance(words[0], words[1], most),
				     real <= most ? real : most + 1, "%s %s %u", words[0],
				     words[1], most);
		}
	}
}

Test(distance, suggests_the_nearest_word_or_none)
{
	static const char *const words[] = {"", "speaker", "speech", "text", "BOB"};
	size_t count = sizeof(words) / sizeof(words[0]);

	cr_expect_str_eq(nearest_word("speker", 6, words, count), "speaker");
	cr_expect_str_eq(nearest_word("speach", 6, words, count), "speech");
	cr_expect_str_eq(nearest_word("bob", 3, words, count), "BOB");
	cr_expect_null(nearest_word("zzzzzz", 6, words, count));
	cr_expect_null(nearest_word("", 0, words, count));
}

Test(distance, a_long_word_is_not_near_one_with_many_other_letters)
{
	static const char *const words[] = {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	char typed[41];

	memset(typed, 'a', sizeof(typed));
	memset(typed, 'b', NEAREST_EDITS);
	cr_expect_str_eq(nearest_word(typed, 40, words, 1), words[0]);
	typed[NEAREST_EDITS] = 'b';
	cr_expect_null(nearest_word(typed, 40, words, 1));
}

#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/parse.h"
#include "tests/support/folder.h"
#include "tests/support/tree.h"

static void expect_as(const char *text, bool typing, const char *want)
{
	struct text got = {0};
	struct ask ask;

	parse_query(text, strlen(text), typing, &ask);
	tree_put(ask.root, &got);
	cr_expect_str_eq(text_string(&got), want, "%s gives %s, not %s", text, text_string(&got),
			 want);
	cr_expect_null(ask.problem, "%s: %s", text, ask.problem);
	text_release(&got);
	ask_release(&ask);
}

static void expect(const char *text, const char *want)
{
	expect_as(text, false, want);
}

static void expect_typing(const char *text, const char *want)
{
	expect_as(text, true, want);
}

static void expect_problem(const char *text, const char *part)
{
	struct ask ask;

	parse_query(text, strlen(text), false, &ask);
	cr_expect_not_null(ask.problem, "%s", text);
	if (ask.problem)
		cr_expect_not_null(strstr(ask.problem, part), "%s: %s", text, ask.problem);
	ask_release(&ask);
}

Test(parse, nothing_typed_asks_nothing)
{
	expect("", "nothing");
	expect(" \t\r\n", "nothing");
	expect("()", "nothing");
	expect("OR", "nothing");
	expect(")", "nothing");
}

Test(parse, words_side_by_side_must_all_be_there)
{
	expect("Peace", "peace");
	expect("Peace TALKS now", "(and peace talks now)");
	expect("naïve e\xcc\x81t\xc3\xa9", "(and naive ete)");
	expect("資\xe3\x80\x80料", "(and 資 料)");
}

Test(parse, what_is_typed_without_a_blank_is_a_phrase)
{
	expect("don't", "\"don t\"");
	expect("COVID-19", "\"covid 19\"");
	expect("multi-agent", "\"multi agent\"");
	expect("資料", "\"資 料\"");
	expect("C++", "c");
	expect("../../etc/passwd", "\"etc passwd\"");
	expect("a*b", "\"a b\"");
}

Test(parse, every_kind_of_quotation_mark_holds_a_phrase)
{
	static const char *const MARKED[] = {"\"a b\"", "“a b”", "„a b“", "«a b»", "»a b«",
					     "‹a b›", "「a b」", "『a b』", "”a b”"};

	for (size_t i = 0; i < sizeof(MARKED) / sizeof(*MARKED); i++)
		expect(MARKED[i], "\"a b\"");
	expect("\"a\" \"b", "(and a b)");
	expect("a\"b c\"d", "(and a \"b c\" d)");
	expect("\"a OR (b\"", "\"a or b\"");
}

Test(parse, a_minus_leaves_out)
{
	expect("-a", "-a");
	expect("a -b", "(and a -b)");
	expect("-\"a b\"", "-\"a b\"");
	expect("-(a b)", "-(and a b)");
	expect("-speaker:x", "-speaker:x");
	expect("--help", "-help");
	expect("-OR", "-or");
	expect("- a", "(and \"\" a)");
	/* Left out by nothing: nothing is left out. */
	expect("a -\"\"", "(and a \"\")");
}

Test(parse, or_binds_more_loosely_than_a_blank)
{
	expect("a b OR c", "(or (and a b) c)");
	expect("a OR b c OR d e", "(or a (and b c) (and d e))");
	expect("(a OR b) c", "(and (or a b) c)");
	expect("a or b AND c", "(and a or b and c)");
	expect("a NOT b", "(and a not b)");
}

Test(parse, an_operator_without_a_side_is_dropped)
{
	expect("a OR", "a");
	expect("OR a", "a");
	expect("a OR OR b", "(or a b)");
	expect("a OR \"", "a");
	expect("a NEAR/5", "a");
	expect("NEAR/5 b", "b");
	expect("NEAR", "near");
	expect("NEAR(a b)", "(and near (and a b))");
}

Test(parse, brackets_are_closed_at_the_end_and_stray_ones_dropped)
{
	expect("(a b", "(and a b)");
	expect("a) b", "(and a b)");
	expect("a (b OR (c d", "(and a (or b (and c d)))");
	expect("((((((((((a))))))))))", "a");
}

Test(parse, near_joins_neighbours)
{
	expect("a NEAR/5 b", "(near 5 a b)");
	expect("a NEAR b", "(near 10 a b)");
	expect("\"a b\" NEAR/2 c*", "(near 2 \"a b\" c*)");
	expect("x a NEAR/0 b y", "(and x (near 0 a b) y)");
	expect("x a NEAR/5 b NEAR/6 c", "(and x (and (near 5 a b) (near 6 b c)))");
	expect("a NEAR/5 b NEAR/6 c", "(and (and (near 5 a b) (near 6 b c)))");
	expect("a NEAR/99999999999999999999 b", "(near 100 a b)");
	expect("a NEAR/5 (b)", "(near 5 a b)");
	expect("a near b", "(and a near b)");
	expect_problem("a NEAR/x b", "needs a number");
	expect_problem("a NEAR/-1 b", "needs a number");
	expect_problem("a NEAR/5 (b OR c)", "between words");
	expect_problem("a NEAR -b", "between words");
	expect_problem("speaker:a NEAR b", "between words");
	expect_typing("a NEAR/", "a");
}

Test(parse, a_star_makes_a_beginning)
{
	expect("pre*", "pre*");
	expect("pre**", "pre*");
	expect("\"two wo\"*", "\"two wo\"*");
	expect("*fix", "fix");
	expect("*", "\"\"");
	expect("a *", "(and a \"\")");
	expect("資*", "資");
}

Test(parse, the_word_being_typed_is_a_beginning)
{
	expect_typing("stand", "stand*");
	expect_typing("a stand", "(and a stand*)");
	expect_typing("stand ", "stand");
	expect_typing("stand,", "stand");
	expect_typing("\"standing str", "\"standing str\"*");
	expect_typing("\"standing str\"", "\"standing str\"");
	expect_typing("-stand", "-stand*");
	expect_typing("資", "資");
	expect_typing("speaker:", "nothing");
	expect_typing("a speaker:\"", "a");
}

Test(parse, a_value_being_typed_is_no_fault_until_it_is_left)
{
	static const char *const OPEN[] = {
		"kind:", "kind:int", "a date:20", "date:2024-1", "(date:2024..20", "-after:2",
		"sort:\"o", "speech:\"", "a status:..",
	};
	static const char *const LEFT[] = {
		"kind:int ", "a date:20 b", "(date:2024-1)", "sort:\"o\"", "kind:int kind:",
	};
	struct ask ask;

	for (size_t i = 0; i < sizeof(OPEN) / sizeof(*OPEN); i++) {
		parse_query(OPEN[i], strlen(OPEN[i]), true, &ask);
		cr_expect_null(ask.problem, "%s: %s", OPEN[i], ask.problem);
		cr_expect_not_null(ask.unfinished, "%s", OPEN[i]);
		ask_release(&ask);
		parse_query(OPEN[i], strlen(OPEN[i]), false, &ask);
		cr_expect_not_null(ask.problem, "%s", OPEN[i]);
		cr_expect_null(ask.unfinished, "%s", OPEN[i]);
		ask_release(&ask);
	}
	for (size_t i = 0; i < sizeof(LEFT) / sizeof(*LEFT); i++) {
		parse_query(LEFT[i], strlen(LEFT[i]), true, &ask);
		cr_expect_not_null(ask.problem, "%s", LEFT[i]);
		ask_release(&ask);
	}
	expect_typing("a date:20", "a");
	expect_typing("a date:2024", "(and a date:2024)");
	parse_query("kind:", strlen("kind:"), true, &ask);
	cr_expect_str_eq(ask.unfinished, "kind:KIND — quote, talk, or a kind of talk such as interview",
			 "%s", ask.unfinished);
	ask_release(&ask);
}

Test(parse, fields_know_their_names_in_any_case)
{
	expect("speaker:blinken", "speaker:blinken");
	expect("SPEAKER:Blinken", "speaker:Blinken");
	expect("in:brussels-talks", "talk:brussels-talks");
	expect("speaker:\"antony blinken\"", "speaker:antony blinken");
	expect("speaker:“antony blinken", "speaker:antony blinken");
	expect("speaker: ada", "speaker:ada");
	expect("speaker: \"ada b\" c", "(and speaker:ada b c)");
	expect("topic:support/defence)", "topic:support/defence");
	expect("outlet:a\"b", "outlet:a\"b");
	expect_typing("speaker: topic:x", "topic:x");
	expect_typing("speaker: -x", "-x*");
}

Test(parse, a_field_that_does_not_exist_is_told)
{
	expect_problem("speeker:a", "unknown field 'speeker' (did you mean 'speaker'?)");
	expect_problem("a:b", "unknown field 'a'");
	expect_problem("rank:x", "unknown field 'rank'");
	expect_problem("text:x", "unknown field");
	expect_problem("part-of:x", "unknown field");
	expect_problem("-zzz:x", "unknown field");
}

Test(parse, times_and_addresses_are_words)
{
	expect("10:30", "\"10 30\"");
	expect("https://example.org/a?b=c", "\"https example org a b c\"");
	expect(":x", "x");
	expect("\"speaker:x\"", "\"speaker x\"");
}

Test(parse, a_field_needs_a_value_that_can_be_one)
{
	expect_problem("speaker:", "'speaker:' needs a value");
	expect_problem("speaker:\"\"", "'speaker:' needs a value");
	expect("speaker:* topic:..", "(and speaker:* topic:..)");
	expect_problem("kind:rumour", "unknown kind 'rumour' (one of quote, talk, interview");
	expect_problem("kind:interwiew", "did you mean 'interview'?");
	expect_problem("speech:loud", "unknown speech 'loud' (one of direct, indirect, mixed)");
	expect_problem("status:x", "one of unverified");
	expect_problem("sort:up", "unknown sort 'up'");
	expect_problem("-sort:best", "without a minus");
	expect("kind:Quote kind:press-conference", "(and kind:quote kind:press-conference)");
}

static void expect_days(const char *text, int32_t first, int32_t last)
{
	struct ask ask;

	parse_query(text, strlen(text), false, &ask);
	cr_assert_null(ask.problem, "%s: %s", text, ask.problem);
	cr_assert_eq(ask.root->op, ASK_FIELD);
	cr_expect_eq(ask.root->days.first, first, "%s", text);
	cr_expect_eq(ask.root->days.last, last, "%s", text);
	ask_release(&ask);
}

Test(parse, dates_are_ranges_of_days)
{
	expect_days("date:2024", day_of(2024, 1, 1), day_of(2024, 12, 31));
	expect_days("date:2024-11..2025", day_of(2024, 11, 1), day_of(2025, 12, 31));
	expect_days("date:..2015", DAY_FIRST, day_of(2015, 12, 31));
	expect_days("date:2020-02-29..", day_of(2020, 2, 29), DAY_LAST);
	expect_days("date:..", DAY_FIRST, DAY_LAST);
	expect_days("date:2020/..", day_of(2020, 1, 1), DAY_LAST);
	expect_days("date:\"2024-11/2024-12\"", day_of(2024, 11, 1), day_of(2024, 12, 31));
	expect_days("after:2024-11", day_of(2024, 11, 1), DAY_LAST);
	expect_days("before:2024-11", DAY_FIRST, day_of(2024, 11, 30));
	expect_days("date:-0044..0001", day_of(-44, 1, 1), day_of(1, 12, 31));
}

Test(parse, a_wrong_date_is_told)
{
	expect_problem("date:2024-13", "'2024-13' is not a date");
	expect_problem("date:2023-02-29", "2023-02-29");
	expect_problem("date:2025..2024", "ends before it begins");
	expect_problem("date:2024..2025..2026", "more than two ends");
	expect_problem("date:yesterday", "'yesterday' is not a date");
	expect_problem("date:2024..x", "'x' is not a date");
	expect_problem("before:99999", "99999");
	expect_problem("after:2024..", "2024..");
}

Test(parse, the_last_order_counts)
{
	struct ask ask;

	parse_query("a", 1, false, &ask);
	cr_expect_eq(ask.sort, SORT_NEWEST);
	cr_expect_not(ask.sorted);
	ask_release(&ask);
	parse_query("sort:best a SORT:Oldest", 23, false, &ask);
	cr_expect_eq(ask.sort, SORT_OLDEST);
	cr_expect(ask.sorted);
	ask_release(&ask);
}

Test(parse, only_what_was_first_wrong_is_told)
{
	expect_problem("kind:x date:y", "kind");
}

Test(parse, length_and_depth_have_bounds)
{
	struct text text = {0};

	for (int i = 0; i < 5000; i++)
		text_puts(&text, "(-");
	expect_problem(text_string(&text), "64 deep");
	text_clear(&text);
	for (int i = 0; i < 20000; i++)
		text_puts(&text, "word ");
	expect_problem(text_string(&text), "64 KiB");
	text_release(&text);
}

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Every node lies in the text, its kids in it, and phrases hold their words. */
static void check_node(const struct ask_node *node, size_t length)
{
	cr_assert_leq(node->start, node->end);
	cr_assert_leq(node->end, length);
	for (size_t i = 0; i < node->word_count; i++)
		cr_assert(*node->words[i]);
	cr_assert(!node->prefix || node->word_count);
	if (node->op == ASK_NEAR)
		cr_assert_eq(node->kid_count, 2);
	if (node->op == ASK_FIELD)
		cr_assert_not_null(node->value);
	for (size_t i = 0; i < node->kid_count; i++)
		check_node(node->kids[i], length);
}

Test(parse, any_bytes_have_a_tree)
{
	static const char *const PIECES[] = {
		"a", "b c", " ", "OR", " OR ", "NEAR", " NEAR/5 ", "NEAR/", "(", ")", "-", "\"", "“", "”",
		"„", "«", "»", "*", ":", "speaker:", "date:", "2024", "..", "/", "sort:", "kind:", "資料",
		"\xff", "\xe2\x80", "\xc3", "\xe3\x80\x80", "://", "é", ",", "\x1b", "\x7f", "no:",
	};
	struct text text = {0};
	uint32_t seed = 11;

	for (int i = 0; i < 20000; i++) {
		struct ask ask;

		text_clear(&text);
		for (uint32_t n = chance(&seed) % 20; n; n--) {
			if (chance(&seed) % 10 == 0)
				text_putc(&text, (char)chance(&seed));
			text_puts(&text, PIECES[chance(&seed) % (sizeof(PIECES) / sizeof(*PIECES))]);
		}
		parse_query(text_string(&text), text.length, chance(&seed) % 2, &ask);
		if (ask.root)
			check_node(ask.root, text.length);
		ask_release(&ask);
	}
	text_release(&text);
}

/* In Turkey the small letter of I is another one. */
Test(parse, fields_and_their_words_know_no_locale)
{
	struct folder folder;
	char command[256];
	int made;

	folder_init(&folder);
	snprintf(command, sizeof(command), "localedef -i tr_TR -f UTF-8 '%s/tr_TR.UTF-8' 2>&1",
		 folder.path);
	setenv("LOCPATH", folder.path, 1);
	made = system(command);
	if (made || !setlocale(LC_ALL, "tr_TR.UTF-8")) {
		folder_release(&folder);
		cr_skip_test("no Turkish locale can be made here");
	}
	expect("KIND:INTERVIEW", "kind:interview");
	expect("TOPIC:x IN:y", "(and topic:x talk:y)");
	folder_release(&folder);
}

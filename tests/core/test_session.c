#include <criterion/criterion.h>
#include <string.h>

#include "tests/core/use.h"

/* --- asking --- */

Test(session, begins_with_every_entry_at_once)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	cr_expect_eq(total(session), 11u);	/* without waiting */
	cr_expect_eq(session_entries(session), 11u);
	cr_expect_str_eq(session_title(session), "Blinken and Sybiha, November 2024");
	expect_reading(session, "sybiha-war-crimes");
	settle(session);
	cr_expect_str_eq(session_echo(session), "11 entries, newest first");
	cr_expect_str_eq(session_problem(session), "");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, tells_in_words_what_is_shown)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "standing");
	settle(session);
	cr_expect_eq(total(session), 1u);
	cr_expect_str_eq(session_echo(session), "“standing” · 1 of 11, newest first", "%s",
			 session_echo(session));
	ask(session, "speaker:blinken topic:negotiations/ceasefire sort:oldest");
	cr_expect_str_eq(session_echo(session),
			 "said by Anthony Blinken, on Ceasefire · 3 of 11, oldest first", "%s",
			 session_echo(session));
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, says_without_which_part_something_would_be_found)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "speaker:sybiha standing");
	settle(session);
	while (!strchr(session_problem(session), ':'))
		take_some(session);
	cr_expect_eq(total(session), 0u);
	cr_expect(strstr(session_problem(session), "nothing found: without "), "%s",
		  session_problem(session));
	cr_expect_null(session_document(session));
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, keeps_the_answer_in_view_where_a_query_cannot_be_asked)
{
	static const char *const bad[] = {"speaker:nobodyatall", "speeker:blinken",
					  "date:yesterday"};
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "attacks");
	settle(session);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		uint32_t before = total(session);

		ask(session, bad[i]);
		cr_expect_eq(total(session), before);
		cr_expect_str_neq(session_problem(session), "", "%s", bad[i]);
		cr_expect_str_eq(session_query(session), bad[i]);
	}
	ask(session, "attacks");
	cr_expect_str_eq(session_problem(session), "");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, a_field_without_its_value_is_left_out_while_it_is_typed)
{
	static const char *const typed[] = {"attacks kind:", "attacks date:20", "attacks speaker:"};
	struct test_corpus corpus;
	struct session *session;
	uint32_t rows;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "attacks");
	settle(session);
	rows = total(session);
	cr_assert_lt(rows, 11u);
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		session_ask(session, typed[i], true);
		settle(session);
		cr_expect_str_eq(session_problem(session), "", "%s: %s", typed[i],
				 session_problem(session));
		cr_expect_str_neq(session_unfinished(session), "", "%s", typed[i]);
		cr_expect_eq(total(session), rows, "%s", typed[i]);
		ask(session, typed[i]);
		cr_expect_str_neq(session_problem(session), "", "%s", typed[i]);
		cr_expect_str_eq(session_unfinished(session), "", "%s", typed[i]);
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, a_refused_query_can_be_stepped_back_from)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "speeker:blinken");
	settle(session);
	cr_expect(session_drop_last(session));	/* though nothing was shown before */
	cr_expect_str_eq(session_query(session), "");
	ask(session, "attacks");
	ask(session, "attacks speeker:blinken");
	cr_expect(session_drop_last(session));
	cr_expect_str_eq(session_query(session), "attacks");
	ask(session, "attacks place:nowhereatall");
	cr_expect(session_drop_last(session));
	cr_expect_str_eq(session_query(session), "attacks");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, a_facet_beside_a_refused_query_opens_the_rows_that_it_counts)
{
	static const char *const refused[] = {"speeker:blinken", "place:nowhereatall attacks"};
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		ask(session, "sort:oldest");
		ask(session, refused[i]);
		session_filter(session, NAMES_SPEAKER, "sybiha");
		settle(session);
		cr_expect_str_eq(session_query(session), "sort:oldest speaker:sybiha");
		cr_expect_eq(total(session), 2u);
		ask(session, refused[i]);
		session_sort_next(session);
		cr_expect_str_eq(session_query(session), "speaker:sybiha sort:best");
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, tells_how_many_are_ranked_only_where_not_all_are)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "peace sort:best");
	settle(session);
	cr_expect(strstr(session_echo(session), " of 11, best first"), "%s",
		  session_echo(session));
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, an_answer_goes_on_where_the_next_query_is_refused)
{
	struct test_corpus corpus;
	struct session *session;

	many(&corpus, 3000);
	session = open_session(&corpus, "rain");
	/* Refused again and again, by the store and by the parser, while rows come. */
	for (int i = 0; i < 20; i++)
		session_ask(session, i % 2 ? "speaker:nobodyatall" : "date:never", false);
	settle(session);
	session_ask(session, "speaker:nobodyatall", false);
	settle(session);
	cr_expect_eq(total(session), 3000u, "every entry, as begun with");
	ask(session, "rain");
	session_ask(session, "speaker:nobodyatall", false);
	settle(session);
	cr_expect_eq(total(session), 1000u);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, the_newest_query_wins_however_fast_they_come)
{
	static const char *const typed[] = {"r", "ra", "rai", "rain", "rain ", "rain n",
					    "rain number12"};
	struct test_corpus corpus;
	struct session *session;

	many(&corpus, 3000);
	session = open_session(&corpus, NULL);
	for (int round = 0; round < 50; round++) {
		for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
			session_ask(session, typed[i], true);
			if (round % 3 == 0)
				session_update(session);
		}
		settle(session);
		/* 12, 120, 123, 126, 129, 1200 … 1299 by threes */
		cr_assert_eq(total(session), 39u);
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, an_edit_keeps_the_unfinished_word_unfinished)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	session_ask(session, "stand", true);
	settle(session);
	cr_expect_eq(total(session), 1u);
	cr_expect_str_eq(session_echo(session), "“stand*” · 1 of 11, newest first", "%s",
			 session_echo(session));
	session_filter(session, NAMES_SPEAKER, "blinken");
	settle(session);
	cr_expect_eq(total(session), 1u, "%s", session_query(session));
	cr_expect_str_eq(session_query(session), "stand* speaker:blinken");
	cr_expect_not(session_add(session, FIELD_SPEAKER, "blinken"));
	cr_expect(session_drop_last(session));
	cr_expect(session_drop_last(session));
	cr_expect_not(session_drop_last(session));
	settle(session);
	cr_expect_str_eq(session_query(session), "");
	cr_expect_eq(total(session), 11u);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, an_edit_leaves_an_open_phrase_as_it_is_typed)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	session_ask(session, "\"country stand", true);
	settle(session);
	cr_expect_eq(total(session), 1u);
	session_filter(session, NAMES_SPEAKER, "blinken");
	settle(session);
	cr_expect_str_eq(session_query(session), "\"country stand\" speaker:blinken");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, sorts_three_ways_in_turn)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "ceasefire");
	for (int i = 0; i < 6; i++) {
		cr_expect_eq(session_sort(session), (enum query_sort)(i % 3));
		settle(session);
		session_sort_next(session);
	}
	cr_expect_str_eq(session_query(session), "ceasefire");
	cr_expect(session_kind(session, KIND_TALK));
	settle(session);
	cr_expect_str_eq(session_query(session), "ceasefire kind:talk");
	session_sort_next(session);
	settle(session);
	cr_expect(!session_kind(session, KIND_TALK));
	cr_expect_str_eq(session_query(session), "ceasefire kind:talk sort:oldest");
	cr_expect(session_kind(session, 0));
	settle(session);
	cr_expect(!session_kind(session, 0));
	cr_expect_str_eq(session_query(session), "ceasefire sort:oldest");
	/* What is refused has none: the query before it comes back. */
	session_ask(session, "kind:talk speeker:x", false);
	settle(session);
	cr_expect(session_kind(session, 0));
	cr_expect_str_eq(session_query(session), "ceasefire sort:oldest");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, an_order_beside_an_or_is_gone_through_too)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "ceasefire OR russia sort:oldest");
	for (int i = 0; i < 6; i++) {
		cr_expect_eq(session_sort(session), (enum query_sort)((i + 1) % 3), "%d: %s", i,
			     session_query(session));
		settle(session);
		session_sort_next(session);
	}
	session_close(session);
	test_corpus_release(&corpus);
}

/* --- the cursor --- */

Test(session, the_cursor_stays_on_its_entry_through_query_and_order)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	settle(session);
	go_to(session, "blinken-good-faith");
	ask(session, "speaker:blinken");
	expect_reading(session, "blinken-good-faith");
	ask(session, "speaker:blinken sort:oldest");
	expect_reading(session, "blinken-good-faith");
	ask(session, "russia");
	expect_reading(session, "blinken-good-faith");
	ask(session, "attacks");	/* not in it: the first */
	cr_expect_eq(session_cursor(session), 0u);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, the_cursor_finds_its_entry_far_down_in_a_long_answer)
{
	struct test_corpus corpus;
	struct session *session;
	uint32_t position;

	many(&corpus, 3000);
	session = open_session(&corpus, NULL);
	settle(session);
	session_go(session, 2990);
	expect_reading(session, "q9");
	session_ask(session, "rain", false);
	while (session_busy(session)) {
		expect_reading(session, "q9");	/* no flicker meanwhile */
		take_some(session);
	}
	expect_reading(session, "q9");
	position = session_cursor(session);
	cr_expect_eq(position, 996u);
	session_ask(session, "rain sort:oldest", false);
	settle(session);
	expect_reading(session, "q9");
	cr_expect_eq(session_cursor(session), 3u);
	session_ask(session, "rain sort:best", false);
	settle(session);
	expect_reading(session, "q9");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, moving_stays_within_the_answer_and_says_so)
{
	struct test_corpus corpus;
	struct session *session;
	struct brief lines[64];

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	settle(session);
	cr_expect_not(session_move(session, -1));
	cr_expect(session_move(session, 1000000));
	cr_expect_eq(session_cursor(session), 10u);
	cr_expect_not(session_move(session, 1));
	cr_expect(session_move(session, INT64_MIN / 2));
	cr_expect_eq(session_briefs(session, 0, 64, lines), 11u);
	cr_expect_eq(session_briefs(session, 10, 64, lines), 1u);
	cr_expect_eq(session_briefs(session, 11, 64, lines), 0u);
	session_briefs(session, 0, 1, lines);
	cr_expect_str_eq(session_speaker_name(session, lines[0].speaker), "Andrii Sybiha");
	cr_expect_str_eq(session_speaker_name(session, 0), "");
	session_close(session);
	test_corpus_release(&corpus);
}

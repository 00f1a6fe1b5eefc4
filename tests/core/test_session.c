#include <criterion/criterion.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "core/session.h"
#include "tests/support/corpus.h"

/* --- helpers --- */

static struct session *open_session(struct test_corpus *corpus, const char *query)
{
	const char *files[] = {corpus->file}, *shown[] = {"corpus.yaml"};
	struct session_options options = {.store = corpus->store, .files = files, .shown = shown,
					  .file_count = 1, .query = query};
	struct error err = {0};
	struct session *session = session_open(&options, &err);

	cr_assert(session, "%s", err.text);
	return session;
}

/* Takes in one round of what has arrived; a test that hangs here fails. */
static void take_some(struct session *session)
{
	struct pollfd fd = {.fd = session_fd(session), .events = POLLIN};

	cr_assert_gt(poll(&fd, 1, 20000), 0, "nothing came; message: %s",
		     session_message(session));
	session_update(session);
}

static void settle(struct session *session)
{
	while (session_busy(session))
		take_some(session);
}

static void ask(struct session *session, const char *query)
{
	session_ask(session, query, false);
	settle(session);
}

static uint32_t total(const struct session *session)
{
	bool exact;
	uint32_t rows = session_total(session, &exact);

	cr_expect(exact);
	return rows;
}

/* The id of the entry in the reader. */
static const char *reading(struct session *session)
{
	struct document *document = session_document(session);

	return document ? document_entry(document)->id : "";
}

static void expect_reading(struct session *session, const char *id)
{
	cr_expect_str_eq(reading(session), id, "reading '%s', not '%s'", reading(session), id);
}

static void go_to(struct session *session, const char *id)
{
	uint32_t rows = total(session);

	for (uint32_t i = 0; i < rows; i++) {
		session_go(session, i);
		if (!strcmp(reading(session), id))
			return;
	}
	cr_assert_fail("no '%s' in the answer", id);
}

static void wait_for_quotes(struct session *session)
{
	while (document_waiting(session_document(session)))
		take_some(session);
}

/* COUNT quotes of ten speakers on three topics, one a day. */
static void many(struct test_corpus *corpus, unsigned count)
{
	static const char *const words[] = {"rain", "snow", "wind"};
	struct text yaml = {0};

	text_puts(&yaml, "statements: 1\nquotes:\n");
	for (unsigned i = 0; i < count; i++)
		text_printf(&yaml,
			    "  - {id: q%u, speaker: Person %u, text: %s number%u, topics: [t%u], "
			    "date: %u-%02u-%02u}\n",
			    i, i % 10, words[i % 3], i, i % 3, 1900 + i / 336, i / 28 % 12 + 1,
			    i % 28 + 1);
	test_corpus_init(corpus, text_string(&yaml));
	text_release(&yaml);
}

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
	session_kind(session, KIND_TALK);
	settle(session);
	cr_expect_str_eq(session_query(session), "ceasefire kind:talk");
	session_kind(session, 0);
	cr_expect_str_eq(session_query(session), "ceasefire");
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

/* --- counts --- */

/* Copies the ids and counts of a list, which asking would take away. */
struct counted {
	char id[64];
	uint32_t count;
};

static size_t copy_rows(const struct facet_row *rows, size_t count, struct counted *out)
{
	for (size_t i = 0; i < count; i++) {
		cr_assert_lt(strlen(rows[i].id), sizeof(out[i].id));
		strcpy(out[i].id, rows[i].id);
		out[i].count = rows[i].count;
	}
	return count;
}

static void expect_counts(struct session *session, const char *query, enum names names,
			  const struct counted *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ask(session, query);
		session_filter(session, names, rows[i].id);
		settle(session);
		cr_expect_eq(total(session), rows[i].count, "'%s' shows %u, promised %u",
			     session_query(session), total(session), rows[i].count);
	}
	ask(session, query);
}

static const char *const QUERIES[] = {
	"", "ceasefire", "russia OR attacks", "kind:talk", "topic:negotiations", "-ceasefire",
	"lang:en sort:oldest", "peace sort:best", "with:sybiha",
};

Test(session, a_facet_opens_as_many_rows_as_it_says)
{
	struct counted rows[FACETS_MOST];
	struct test_corpus corpus;
	struct session *session;
	size_t seen = 0;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	for (size_t q = 0; q < sizeof(QUERIES) / sizeof(*QUERIES); q++) {
		for (int sort = 0; sort < 2; sort++) {
			enum names names = sort ? NAMES_TOPIC : NAMES_SPEAKER;
			const struct facet_row *list;
			size_t count;
			bool exact;

			ask(session, QUERIES[q]);
			list = session_facets(session, names, &count, &exact);
			cr_assert(exact);
			seen += copy_rows(list, count, rows);
			/* Chosen already, a topic would be taken out. */
			for (size_t i = 0; i < count; i++)
				if (list[i].chosen)
					rows[i].count = 11;
			expect_counts(session, QUERIES[q], names, rows, count);
		}
	}
	cr_expect_gt(seen, 30u);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, a_facet_that_is_chosen_is_taken_out_again)
{
	struct test_corpus corpus;
	struct session *session;
	const struct facet_row *rows;
	size_t count;
	bool exact;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	session_filter(session, NAMES_TOPIC, "negotiations");
	session_filter(session, NAMES_TOPIC, "negotiations/ceasefire");
	session_filter(session, NAMES_SPEAKER, "sybiha");
	session_filter(session, NAMES_SPEAKER, "blinken");	/* in the place of sybiha */
	settle(session);
	cr_expect_str_eq(session_query(session),
			 "topic:negotiations topic:negotiations/ceasefire speaker:blinken");
	rows = session_facets(session, NAMES_SPEAKER, &count, &exact);
	cr_assert_eq(count, 1u);
	cr_expect(rows[0].chosen);
	rows = session_facets(session, NAMES_TOPIC, &count, &exact);
	cr_assert_geq(count, 2u);
	cr_expect(rows[0].chosen);
	cr_expect_eq(rows[1].depth, 1u);
	session_filter(session, NAMES_TOPIC, "negotiations");
	session_filter(session, NAMES_SPEAKER, "blinken");
	cr_expect_str_eq(session_query(session), "topic:negotiations/ceasefire");
	session_close(session);
	test_corpus_release(&corpus);
}

/* What is chosen already is taken out by choosing it. */
static size_t without_chosen(const char *query, struct counted *rows, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!strstr(query, rows[i].id))
			rows[kept++] = rows[i];
	return kept;
}

static size_t pick(struct session *session, enum names names, const char *pattern,
		   struct counted *out)
{
	const struct facet_row *rows;
	size_t count, fit;
	bool ready;

	session_pick(session, names, pattern);
	while (rows = session_picks(session, &count, &fit, &ready),
	       !ready || !session_picks_exact(session))
		take_some(session);
	cr_expect_eq(count, fit);
	return copy_rows(rows, count, out);
}

Test(session, a_pick_opens_as_many_rows_as_it_says)
{
	static const char *const queries[] = {"", "ceasefire", "speaker:sybiha russia",
					      "speaker:blinken topic:negotiations"};
	struct counted rows[SESSION_PICKS];
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, NULL);
	for (size_t q = 0; q < sizeof(queries) / sizeof(*queries); q++) {
		for (int sort = 0; sort < 2; sort++) {
			enum names names = sort ? NAMES_TOPIC : NAMES_SPEAKER;
			size_t count;
			bool empty = false;

			ask(session, queries[q]);
			count = pick(session, names, "", rows);
			session_pick_end(session);
			cr_expect_eq(count, sort ? 10u : 5u);
			for (size_t i = 0; i < count; i++) {
				cr_expect(!empty || !rows[i].count, "those with rows first");
				empty |= !rows[i].count;
			}
			count = without_chosen(queries[q], rows, count);
			expect_counts(session, queries[q], names, rows, count);
		}
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, picks_by_letters_of_any_name)
{
	struct counted rows[SESSION_PICKS];
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "ceasefire");
	cr_expect_geq(pick(session, NAMES_SPEAKER, "antony", rows), 1u);
	cr_expect_str_eq(rows[0].id, "blinken");	/* by its alias */
	cr_expect_geq(pick(session, NAMES_SPEAKER, "minis", rows), 1u);
	cr_expect_str_eq(rows[0].id, "sybiha");
	cr_expect_eq(rows[0].count, 0u);
	cr_expect_eq(pick(session, NAMES_SPEAKER, "zzz", rows), 0u);
	cr_expect_geq(pick(session, NAMES_TOPIC, "air def", rows), 1u);
	cr_expect_str_eq(rows[0].id, "support/defence/air-defence");
	session_pick_end(session);
	session_close(session);
	test_corpus_release(&corpus);
}

/* --- reading --- */

Test(session, follows_a_link_out_of_the_answer_and_comes_back)
{
	struct test_corpus corpus;
	struct session *session;
	struct store *store;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "speaker:sybiha");
	settle(session);
	expect_reading(session, "sybiha-war-crimes");
	cr_expect_not(session_back(session));
	cr_expect(session_open_talk(session));
	expect_reading(session, "brussels-talks");
	cr_expect_eq(session_cursor(session), 0u);
	wait_for_quotes(session);
	cr_expect_eq(document_items(session_document(session)), 3u);
	store = session_store(session);
	/* In the answer: the cursor goes there. */
	cr_expect(session_follow(session, store_find(store, "sybiha-night-attack", 19)));
	cr_expect_eq(session_cursor(session), 1u);
	cr_expect_not(session_unfollow(session));
	cr_expect(session_back(session));
	expect_reading(session, "brussels-talks");
	cr_expect(session_unfollow(session));
	expect_reading(session, "sybiha-night-attack");
	cr_expect(session_back(session));
	expect_reading(session, "sybiha-war-crimes");
	cr_expect_not(session_back(session));
	cr_expect(session_forward(session));
	expect_reading(session, "sybiha-night-attack");
	cr_expect_not(session_forward(session));
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, steps_through_a_talk_in_the_order_of_the_file)
{
	static const char *const order[] = {
		"blinken-fundamental-decisions", "blinken-decide-soon", "blinken-good-faith",
		"blinken-best-cards", "blinken-meaning-of-support", "blinken-good-if-ceasefire",
		"blinken-standing-strongly"};
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "id:msnbc-interview");
	settle(session);
	expect_reading(session, "msnbc-interview");
	cr_expect_not(session_same_speaker(session, 1));
	cr_expect(strstr(session_message(session), "no speaker"));
	wait_for_quotes(session);
	for (size_t i = 0; i < 7; i++) {
		cr_assert(session_same_talk(session, 1), "%s", session_message(session));
		expect_reading(session, order[i]);
	}
	cr_expect_not(session_same_talk(session, 1));
	cr_expect_str_eq(session_message(session), "no later quote of this talk");
	session_message_seen(session);
	cr_expect_str_eq(session_message(session), "");
	cr_expect(session_same_talk(session, -1));
	expect_reading(session, order[5]);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, steps_through_what_a_speaker_said)
{
	struct test_corpus corpus;
	struct session *session;
	unsigned steps = 0;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "standing");
	settle(session);
	while (session_same_speaker(session, -1))
		steps++;
	cr_expect_eq(steps, 6u);
	expect_reading(session, "blinken-fundamental-decisions");
	cr_expect_str_eq(session_message(session), "no older quote by this speaker");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, knows_the_file_and_the_line_of_an_entry)
{
	struct test_corpus corpus;
	struct session *session;
	const char *file;
	uint32_t line;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "id:brussels-talks");
	settle(session);
	cr_assert(session_origin(session, &file, &line));
	cr_expect_str_eq(file, corpus.file);
	cr_expect_eq(line, 57u);
	session_close(session);
	test_corpus_release(&corpus);
}

/* --- the files --- */

static const char BEFORE[] = "statements: 1\n"
			     "quotes:\n"
			     "  - {id: a, speaker: Ada, text: first, date: 2001}\n"
			     "  - {id: b, speaker: Ada, text: second, date: 2002}\n"
			     "  - {id: c, speaker: Ben, text: third, date: 2003}\n";

static void expect_reload(struct session *session)
{
	cr_assert(session_reload(session), "%s", session_message(session));
	settle(session);
}

Test(session, reads_the_files_again_and_keeps_its_place)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_init(&corpus, BEFORE);
	session = open_session(&corpus, NULL);
	settle(session);
	cr_expect_not(session_files_changed(session));
	session_go(session, 1);
	expect_reading(session, "b");
	session_follow(session, store_find(session_store(session), "a", 1));
	session_go(session, 1);
	test_corpus_write(&corpus, "statements: 1\n"
				   "quotes:\n"
				   "  - {id: new, speaker: Zoe, text: newest, date: 2009}\n"
				   "  - {id: c, speaker: Ben, text: third, date: 2003}\n"
				   "  - {id: b, speaker: Ada, text: changed, date: 1999}\n");
	cr_expect(session_files_changed(session));
	expect_reload(session);
	cr_expect_eq(session_entries(session), 3u);
	cr_expect_eq(total(session), 3u);
	expect_reading(session, "b");
	cr_expect_eq(session_cursor(session), 2u);
	cr_expect_str_eq(document_entry(session_document(session))->quote.text, "changed");
	cr_expect_str_eq(session_message(session), "read again: 3 entries");
	cr_expect_not(session_files_changed(session));
	cr_expect_not(session_back(session), "where it came from is gone");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, keeps_the_old_store_where_the_files_have_errors)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_init(&corpus, BEFORE);
	session = open_session(&corpus, NULL);
	settle(session);
	test_corpus_write(&corpus, "statements: 1\n"
				   "quotes:\n"
				   "  - {speaker: Ada, text: first, dat: 2001}\n"
				   "  - {speaker: Ada}\n");
	cr_expect(session_files_changed(session));
	expect_reload(session);
	cr_expect(strstr(session_message(session), "corpus.yaml:3:"), "%s",
		  session_message(session));
	cr_expect(strstr(session_message(session), "(and 1 more)"), "%s",
		  session_message(session));
	cr_expect_not(session_files_changed(session), "not until they change again");
	cr_expect_eq(total(session), 3u);
	ask(session, "second");
	expect_reading(session, "b");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, shows_everything_where_a_new_store_does_not_know_a_name)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_init(&corpus, BEFORE);
	session = open_session(&corpus, "speaker:Ben");
	settle(session);
	test_corpus_write(&corpus, "statements: 1\n"
				   "quotes: [{id: z, speaker: Zoe, text: alone}]\n");
	expect_reload(session);
	cr_expect_eq(total(session), 1u);
	expect_reading(session, "z");
	cr_expect_str_neq(session_problem(session), "");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, notices_a_store_that_another_program_replaced)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_init(&corpus, BEFORE);
	session = open_session(&corpus, "first OR zebra");
	settle(session);
	cr_expect_eq(total(session), 1u);
	test_corpus_write(&corpus, "statements: 1\n"
				   "quotes: [{speaker: Zoe, text: a zebra}, "
				   "{speaker: Zoe, text: zebra two}]\n");
	test_corpus_load(&corpus);
	while (session_entries(session) == 3) {
		struct pollfd fd = {.fd = session_fd(session), .events = POLLIN};

		poll(&fd, 1, 20);
		session_update(session);
	}
	settle(session);
	cr_expect_eq(total(session), 2u);
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session, a_store_without_files_cannot_be_read_again)
{
	struct test_corpus corpus;
	struct session_options options = {0};
	struct session *session;
	struct error err = {0};

	test_corpus_init(&corpus, BEFORE);
	options.store = corpus.store;
	session = session_open(&options, &err);
	cr_assert(session);
	cr_expect_not(session_reload(session));
	cr_expect_not(session_files_changed(session));
	session_close(session);
	options.store = "/nonexistent/store.db";
	cr_expect_null(session_open(&options, &err));
	cr_expect_str_neq(err.text, "");
	test_corpus_release(&corpus);
}

Test(session, an_empty_corpus_says_that_it_is_empty)
{
	struct test_corpus corpus;
	struct session *session;
	struct brief line;

	test_corpus_init(&corpus, "statements: 1\nquotes: []\n");
	session = open_session(&corpus, NULL);
	settle(session);
	cr_expect_eq(total(session), 0u);
	cr_expect_null(session_document(session));
	cr_expect_not(session_move(session, 1));
	cr_expect_not(session_same_talk(session, 1));
	cr_expect_eq(session_briefs(session, 0, 1, &line), 0u);
	cr_expect_str_eq(session_problem(session), "the corpus is empty");
	session_close(session);
	test_corpus_release(&corpus);
}

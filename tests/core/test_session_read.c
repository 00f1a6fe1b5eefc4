#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>

#include "tests/core/use.h"

/* --- reading --- */

Test(session_read, follows_a_link_out_of_the_answer_and_comes_back)
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

/* What was followed to from one answer is no part of another. */
Test(session_read, shows_an_entry_of_the_new_answer_and_not_what_was_followed_to)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "ceasefire");
	settle(session);
	go_to(session, "blinken-good-if-ceasefire");
	while (!session_same_talk(session, 1))
		take_some(session);
	expect_reading(session, "blinken-standing-strongly");
	ask(session, "drones");
	expect_reading(session, "sybiha-night-attack");
	cr_expect_not(session_unfollow(session));
	ask(session, "drones nothing-like-this");
	cr_expect_null(session_document(session));
	/* The answer that it was followed from shows it again, and its own place. */
	ask(session, "ceasefire");
	expect_reading(session, "blinken-standing-strongly");
	cr_expect(session_unfollow(session));
	expect_reading(session, "blinken-good-if-ceasefire");
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session_read, goes_to_what_was_followed_to_where_the_new_answer_has_it)
{
	struct test_corpus corpus;
	struct session *session;

	test_corpus_shipped(&corpus);
	session = open_session(&corpus, "speaker:sybiha");
	settle(session);
	go_to(session, "sybiha-night-attack");
	cr_assert(session_open_talk(session));
	ask(session, "");
	cr_expect_not(session_unfollow(session));
	expect_reading(session, "brussels-talks");
	/* Where it has it not, the cursor stays on its own entry. */
	ask(session, "speaker:sybiha");
	cr_expect(session_unfollow(session));
	expect_reading(session, "sybiha-night-attack");
	cr_assert(session_open_talk(session));
	ask(session, "kind:quote sort:oldest");
	expect_reading(session, "sybiha-night-attack");
	cr_expect_neq(session_cursor(session), 0u);
	/* Typing on, both may come back. */
	ask(session, "kind:quote");
	cr_assert(session_open_talk(session));
	session_hold(session, true);
	ask(session, "ceasefire");
	ask(session, "in:brussels");
	expect_reading(session, "brussels-talks");
	cr_expect_not(session_unfollow(session));
	/* Moved once, it is done with. */
	session_hold(session, false);
	cr_expect(session_move(session, -1));
	ask(session, "kind:quote");
	cr_expect_not(session_unfollow(session));
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session_read, steps_through_a_talk_in_the_order_of_the_file)
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
	cr_expect_not(session_same_talk(session, -1));
	cr_expect_str_eq(session_message(session), "no earlier quote of this talk");
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

Test(session_read, steps_through_what_a_speaker_said)
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

Test(session_read, knows_the_file_and_the_line_of_an_entry)
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

Test(session_read, reads_the_files_again_and_keeps_its_place)
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

Test(session_read, keeps_the_old_store_where_the_files_have_errors)
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

Test(session_read, shows_everything_where_a_new_store_does_not_know_a_name)
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

Test(session_read, notices_a_store_that_another_program_replaced)
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

Test(session_read, a_store_without_files_cannot_be_read_again)
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

Test(session_read, an_empty_corpus_says_that_it_is_empty)
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

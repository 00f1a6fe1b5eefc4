#include <criterion/criterion.h>
#include <string.h>

#include "tests/core/use.h"

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

Test(session_counts, a_facet_opens_as_many_rows_as_it_says)
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

Test(session_counts, a_facet_that_is_chosen_is_taken_out_again)
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

Test(session_counts, a_pick_opens_as_many_rows_as_it_says)
{
	static const char *const queries[] = {"", "ceasefire", "speaker:sybiha russia",
					      "speaker:blinken topic:negotiations"};
	struct counted rows[PICKS_MOST];
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
				cr_expect(!i || rows[i].count <= rows[i - 1].count,
					  "where all fit alike, the most frequent first");
			}
			count = without_chosen(queries[q], rows, count);
			expect_counts(session, queries[q], names, rows, count);
		}
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session_counts, picks_by_letters_of_any_name)
{
	struct counted rows[PICKS_MOST];
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

/* Stops it while it counts; a machine may be done each time before we look, so it is tried
 * again with one query and another. */
static bool stop_counting(struct session *session)
{
	for (int i = 0; i < 1000; i++) {
		session_ask(session, i % 2 ? "rain" : "snow", false);
		while (session_busy(session)) {
			take_some(session);
			/* Just asked, it is left to count. */
			cr_assert_not(session_stop(session, 3600 * 1000));
			if (session_stop(session, 0))
				return true;
		}
	}
	return false;
}

Test(session_counts, what_was_stopped_keeps_its_rows_and_counts_no_further)
{
	struct test_corpus corpus;
	struct session *session;
	uint32_t rows;
	bool exact;

	many(&corpus, 20000);
	session = open_session(&corpus, NULL);
	cr_assert(stop_counting(session), "it was never seen counting");
	rows = session_total(session, &exact);
	cr_expect_gt(rows, 0u);
	cr_expect_not(session_busy(session));
	cr_expect_not(session_stop(session, 0));
	session_update(session);
	cr_expect_eq(session_total(session, &exact), rows);
	ask(session, "wind");
	cr_expect_eq(total(session), 6666u);
	session_close(session);
	test_corpus_release(&corpus);
}

#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

#include "core/inquiry.h"
#include "core/timeline.h"
#include "tests/core/use.h"

#define MONTH(year, month) (12 * (year) + (month)-1)

static const struct timeline_room WIDE = {1000, 1000, 1000};

static struct timeline_bars bars_of(struct month_count *months, size_t count,
				    struct timeline_room room)
{
	struct timeline timeline = {months, count};
	struct timeline_bars bars;

	timeline_bars(&timeline, &room, &bars);
	return bars;
}

#define BARS(room, ...)                                                                         \
	bars_of((struct month_count[]){__VA_ARGS__},                                            \
		sizeof((struct month_count[]){__VA_ARGS__}) / sizeof(struct month_count), room)

static void expect_bars(const struct timeline_bars *bars, int years, const uint32_t *want,
			size_t count)
{
	uint32_t most = 0;

	cr_expect_eq(bars->years, years, "%d years a bar, not %d", bars->years, years);
	cr_assert_eq(bars->count, count, "%zu bars, not %zu", bars->count, count);
	for (size_t i = 0; i < count; i++) {
		cr_expect_eq(bars->at[i], want[i], "bar %zu: %u, not %u", i, bars->at[i], want[i]);
		most = want[i] > most ? want[i] : most;
	}
	cr_expect_eq(bars->most, most);
}

Test(timeline, of_nothing_has_no_bars)
{
	struct timeline_bars bars = bars_of(NULL, 0, WIDE);

	expect_bars(&bars, 0, NULL, 0);
	cr_expect_eq(bars.undated + bars.open, 0u);
}

Test(timeline, entries_without_a_beginning_stand_in_no_bar)
{
	struct timeline_bars bars = BARS(WIDE, {MONTH_UNDATED, 12}, {MONTH_OPEN, 3});

	expect_bars(&bars, 0, NULL, 0);
	cr_expect_eq(bars.undated, 12u);
	cr_expect_eq(bars.open, 3u);
	bars = BARS(WIDE, {MONTH_OPEN, 3}, {MONTH(2024, 11), 7});
	expect_bars(&bars, 0, (uint32_t[]){7}, 1);
	cr_expect_eq(bars.undated, 0u);
	cr_expect_eq(bars.open, 3u);
}

Test(timeline, a_bar_is_a_month_where_all_of_them_fit)
{
	struct timeline_room room = {5, 5, 5};
	struct timeline_bars bars =
		BARS(room, {MONTH(2023, 11), 4}, {MONTH(2023, 12), 1}, {MONTH(2024, 3), 2});

	expect_bars(&bars, 0, (uint32_t[]){4, 1, 0, 0, 2}, 5);
	cr_expect_eq(bars.first, MONTH(2023, 11));
	cr_expect_eq(bars.last, MONTH(2024, 3));
	room.months = 4;
	bars = BARS(room, {MONTH(2023, 11), 4}, {MONTH(2023, 12), 1}, {MONTH(2024, 3), 2});
	expect_bars(&bars, 1, (uint32_t[]){5, 2}, 2);
}

Test(timeline, a_bar_is_a_round_number_of_years_where_years_do_not_fit)
{
	struct timeline_room room = {9, 3, 3};
	struct timeline_bars bars =
		BARS(room, {MONTH(2019, 12), 1}, {MONTH(2020, 1), 2}, {MONTH(2023, 1), 4});

	expect_bars(&bars, 2, (uint32_t[]){3, 0, 4}, 3);
	bars = BARS(room, {MONTH(1990, 1), 1}, {MONTH(2023, 1), 4});
	expect_bars(&bars, 20, (uint32_t[]){1, 4}, 2);
	bars = BARS(room, {MONTH(-44, 3), 1}, {MONTH(-1, 12), 5}, {MONTH(2023, 1), 4});
	expect_bars(&bars, 1000, (uint32_t[]){6, 0, 4}, 3);
	bars = BARS(room, {MONTH(-9999, 1), 1}, {MONTH(9999, 12), 4});
	expect_bars(&bars, 10000, (uint32_t[]){1, 4}, 2);
}

Test(timeline, several_years_a_bar_have_a_room_of_their_own)
{
	struct timeline_room room = {1, 3, 2};
	struct timeline_bars bars = BARS(room, {MONTH(2019, 12), 1}, {MONTH(2021, 1), 2});

	expect_bars(&bars, 1, (uint32_t[]){1, 0, 2}, 3);
	bars = BARS(room, {MONTH(2019, 12), 1}, {MONTH(2022, 1), 2});
	expect_bars(&bars, 2, (uint32_t[]){1, 2}, 2);
}

Test(timeline, years_below_0_are_years_too)
{
	struct timeline_room room = {3, 3, 3};
	struct timeline_bars bars =
		BARS(room, {MONTH(-1, 1), 1}, {MONTH(-1, 12), 1}, {MONTH(0, 1), 1}, {MONTH(1, 12), 3});

	expect_bars(&bars, 1, (uint32_t[]){2, 1, 3}, 3);
}

Test(timeline, without_room_there_is_one_bar)
{
	struct timeline_bars bars =
		BARS((struct timeline_room){0}, {MONTH(2001, 1), 1}, {MONTH(2023, 1), 4});

	expect_bars(&bars, 50, (uint32_t[]){5}, 1);
}

Test(timeline, never_has_more_bars_than_there_is_place_for)
{
	struct timeline_room room = {100000, 100000, 100000};
	struct timeline_bars bars = BARS(room, {MONTH(-9999, 1), 1}, {MONTH(9999, 12), 4});

	cr_expect_leq(bars.count, (size_t)TIMELINE_BARS);
	cr_expect_eq(bars.years, 20);
	cr_expect_eq(bars.at[0] + bars.at[bars.count - 1], 5u);
}

/* --- while an answer comes --- */

static uint32_t entries_of(const struct timeline *timeline)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < timeline->count; i++)
		sum += timeline->months[i].count;
	return sum;
}

struct watch {
	uint32_t rows;		/* given so far */
	unsigned timelines;
	bool exact;
};

static void watch_answer(void *context, struct answer *answer)
{
	struct watch *watch = context;

	if (answer->kind == ANSWER_ROWS)
		watch->rows += answer->count;
	if (answer->kind == ANSWER_TIMELINE) {
		cr_expect_eq(entries_of(&answer->timeline), watch->rows);
		cr_expect_not(watch->exact, "one is the last");
		watch->exact = answer->exact;
		watch->timelines++;
	}
	answer_free(answer);
}

Test(timeline, grows_with_the_rows_and_is_exact_at_the_end)
{
	/* More than what has to lie between two counts that are given. */
	const struct timespec between = {.tv_nsec = 60 * 1000 * 1000};
	struct watch watch = {0};
	const struct giver giver = {.give = watch_answer, .context = &watch};
	struct test_corpus corpus;
	struct inquiry *inquiry;
	struct text refusal = {0};
	struct error err = {0};
	struct store *store;

	many(&corpus, 6000);
	store = test_corpus_open(&corpus);
	cr_assert_eq(inquiry_open(store, 1, "rain OR snow OR wind", false, &inquiry, &refusal, &err),
		     0, "%s", err.text);
	while (!inquiry_done(inquiry)) {
		cr_expect_not(watch.exact, "there is more to come");
		nanosleep(&between, NULL);
		cr_assert_eq(inquiry_step(inquiry, &giver, &err), 0, "%s", err.text);
	}
	cr_expect(watch.exact);
	cr_expect_eq(watch.rows, 6000u);
	cr_expect_geq(watch.timelines, 3u);
	inquiry_close(inquiry);
	store_close(store);
	test_corpus_release(&corpus);
}

/* --- in a session --- */

static uint32_t sum_of(const struct session *session)
{
	bool exact;
	const struct timeline *timeline = session_timeline(session, &exact);

	cr_expect(exact);
	return entries_of(timeline);
}

Test(session_timeline, counts_every_entry_of_the_answer_once)
{
	static const char *const queries[] = {
		"", "rain", "rain OR snow", "-rain sort:oldest", "date:1905", "nothing",
		"rain sort:best", "speaker:\"person 3\"", "kind:talk", "q* sort:newest", "number17",
	};
	struct test_corpus corpus;
	struct session *session;

	many(&corpus, 12000);
	session = open_session(&corpus, NULL);
	settle(session);
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		ask(session, queries[i]);
		cr_expect_eq(sum_of(session), total(session), "'%s': %u of %u", queries[i],
			     sum_of(session), total(session));
	}
	session_close(session);
	test_corpus_release(&corpus);
}

Test(session_timeline, follows_the_query)
{
	struct test_corpus corpus;
	struct session *session;
	const struct timeline *timeline;
	bool exact;

	/* A quote a day, 28 days a month, 336 a year, from January 1900. */
	many(&corpus, 1000);
	session = open_session(&corpus, "date:1901-02");
	settle(session);
	timeline = session_timeline(session, &exact);
	cr_assert_eq(timeline->count, 1u);
	cr_expect_eq(timeline->months[0].month, MONTH(1901, 2));
	cr_expect_eq(timeline->months[0].count, 28u);
	ask(session, "");
	timeline = session_timeline(session, &exact);
	cr_assert_eq(timeline->count, 36u);
	cr_expect_eq(timeline->months[35].month, MONTH(1902, 12));
	cr_expect_eq(timeline->months[35].count, 1000u - 35 * 28);
	/* Typed one after the other, the last one counts. */
	session_ask(session, "rain", true);
	session_ask(session, "rain number1", false);
	settle(session);
	cr_expect_eq(sum_of(session), total(session));
	session_close(session);
	test_corpus_release(&corpus);
}

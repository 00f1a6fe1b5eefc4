#include <criterion/criterion.h>

#include "core/results.h"
#include "store/search.h"
#include "store/memory.h"

/* Adds rows FROM, FROM + STEP, … as a chunk of COUNT. */
static void add(struct results *results, uint32_t from, int step, uint32_t count)
{
	uint32_t *rows = memory_new(count + 1, sizeof(*rows));

	for (uint32_t i = 0; i < count; i++)
		rows[i] = (uint32_t)((int64_t)from + (int64_t)step * i);
	results_add(results, rows, count);
}

Test(results, every_entry_needs_no_list_in_either_order)
{
	struct results newest = {0}, oldest = {0};
	uint32_t position;

	results_every(&newest, 40000000, SORT_NEWEST);
	results_every(&oldest, 40000000, SORT_OLDEST);
	cr_expect_null(newest.chunks);
	cr_expect_eq(results_row(&newest, 0), 40000000u);
	cr_expect_eq(results_row(&newest, 39999999), 1u);
	cr_expect_eq(results_row(&newest, 40000000), 0u);
	cr_expect_eq(results_row(&oldest, 0), 1u);
	cr_assert(results_find(&newest, 17, &position));
	cr_expect_eq(results_row(&newest, position), 17u);
	cr_assert(results_find(&oldest, 17, &position));
	cr_expect_eq(position, 16u);
	cr_expect_not(results_find(&oldest, 40000001, &position));
	cr_expect_not(results_find(&oldest, 0, &position));
	results_release(&newest);
	results_release(&oldest);
}

Test(results, rows_are_found_by_position_over_chunks_of_any_size)
{
	struct results results = {.sort = SORT_NEWEST};
	uint32_t from = 1000000, position = 0, found;

	for (uint32_t chunk = 1; chunk < 200; chunk++) {
		add(&results, from, -3, chunk);
		from -= 3 * chunk;
	}
	cr_assert_eq(results.total, 199u * 200 / 2);
	for (; position < results.total; position++) {
		cr_assert_eq(results_row(&results, position), 1000000 - 3 * position);
		cr_assert(results_find(&results, 1000000 - 3 * position, &found));
		cr_assert_eq(found, position);
		cr_assert_not(results_find(&results, 1000001 - 3 * position, &found));
	}
	cr_expect_eq(results_row(&results, position), 0u);
	results_release(&results);
}

Test(results, a_chunk_without_rows_is_dropped)
{
	struct results results = {.sort = SORT_OLDEST};

	add(&results, 5, 1, 0);
	cr_expect_eq(results.chunk_count, 0u);
	add(&results, 5, 1, 2);
	cr_expect_eq(results_row(&results, 1), 6u);
	results_release(&results);
}

Test(results, a_row_that_was_passed_by_cannot_come)
{
	struct results newest = {.sort = SORT_NEWEST}, oldest = {.sort = SORT_OLDEST},
		       best = {.sort = SORT_BEST};

	cr_expect(results_may_come(&newest, 7));
	add(&newest, 100, -10, 5);	/* to 60 */
	add(&oldest, 100, 10, 5);	/* to 140 */
	add(&best, 100, 10, 5);
	cr_expect_not(results_may_come(&newest, 65));
	cr_expect(results_may_come(&newest, 59));
	cr_expect(results_may_come(&oldest, 141));
	cr_expect_not(results_may_come(&oldest, 65));
	cr_expect(results_may_come(&best, 65));
	best.ended = newest.ended = true;
	cr_expect_not(results_may_come(&best, 65));
	cr_expect_not(results_may_come(&newest, 59));
	results_release(&newest);
	results_release(&oldest);
	results_release(&best);
}

Test(results, ranked_rows_are_found_though_they_have_no_order)
{
	struct results results = {.sort = SORT_BEST};
	uint32_t position;

	add(&results, 50, 7, 3);
	add(&results, 9, 1, 3);
	cr_assert(results_find(&results, 10, &position));
	cr_expect_eq(position, 4u);
	cr_expect_not(results_find(&results, 12, &position));
	results_release(&results);
}

Test(results, behind_the_ranked_rows_the_others_come_newest_first)
{
	struct results results = {.sort = SORT_BEST};
	uint32_t position;

	add(&results, 50001, 1, SEARCH_BEST);
	add(&results, 50000, -2, 10000);	/* to 30002 */
	for (uint32_t i = 0; i < results.total; i += 7) {
		cr_assert(results_find(&results, results_row(&results, i), &position));
		cr_assert_eq(position, i);
	}
	cr_expect_not(results_find(&results, 40001, &position));
	cr_expect_not(results_may_come(&results, 40001));
	cr_expect(results_may_come(&results, 30001));
	results_release(&results);
}

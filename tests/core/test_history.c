#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/history.h"

static uint32_t even_only(void *context, const char *id)
{
	uint32_t row = 0;

	(void)context;
	sscanf(id, "e%u", &row);
	return row % 2 ? 0 : row + 100;
}

Test(history, goes_back_the_way_it_came_and_forward_again)
{
	struct history history = {0};

	cr_expect_eq(history_step(&history, 1, "e1", -1), 0u);
	history_follow(&history, 1, "e1", 2, "e2");
	history_follow(&history, 2, "e2", 3, "e3");
	cr_expect_eq(history_step(&history, 3, "e3", 1), 0u);
	cr_expect_eq(history_step(&history, 3, "e3", -1), 2u);
	cr_expect_eq(history_step(&history, 2, "e2", -1), 1u);
	cr_expect_eq(history_step(&history, 1, "e1", -1), 0u);
	cr_expect_eq(history_step(&history, 1, "e1", 1), 2u);
	cr_expect_eq(history_step(&history, 2, "e2", 1), 3u);
	history_release(&history);
}

Test(history, following_something_else_forgets_what_lay_forward)
{
	struct history history = {0};

	history_follow(&history, 1, "e1", 2, "e2");
	history_step(&history, 2, "e2", -1);
	history_follow(&history, 1, "e1", 9, "e9");
	cr_expect_eq(history_step(&history, 9, "e9", 1), 0u);
	cr_expect_eq(history_step(&history, 9, "e9", -1), 1u);
	history_release(&history);
}

Test(history, remembers_where_the_reader_moved_meanwhile)
{
	struct history history = {0};

	history_follow(&history, 1, "e1", 2, "e2");
	cr_expect_eq(history_step(&history, 7, "e7", -1), 1u);
	cr_expect_eq(history_step(&history, 1, "e1", 1), 7u);
	history_release(&history);
}

Test(history, outlives_a_store_and_passes_over_what_is_gone)
{
	struct history history = {0};

	history_follow(&history, 2, "e2", 3, "e3");
	history_follow(&history, 3, "e3", 4, "e4");
	history_renumber(&history, even_only, NULL);
	cr_expect_eq(history_step(&history, 104, "e4", -1), 102u);
	cr_expect_eq(history_step(&history, 102, "e2", 1), 104u);
	history_release(&history);
}

Test(history, forgets_the_oldest_beyond_its_bound)
{
	struct history history = {0};
	uint32_t row = 0;
	char from[16], to[16];
	size_t steps = 0;

	for (uint32_t i = 1; i <= 3 * HISTORY_MOST; i++) {
		snprintf(from, sizeof(from), "e%u", i);
		snprintf(to, sizeof(to), "e%u", i + 1);
		history_follow(&history, i, from, i + 1, to);
		row = i + 1;
	}
	cr_expect_eq(history.count, (size_t)HISTORY_MOST);
	while (row) {
		uint32_t older = history_step(&history, row, "x", -1);

		cr_assert(!older || older == row - 1);
		steps += older != 0;
		row = older;
	}
	cr_expect_eq(steps, (size_t)HISTORY_MOST - 1);
	history_release(&history);
}

#include <criterion/criterion.h>

#include "tui/view.h"

Test(window, moves_as_little_as_needed)
{
	cr_expect_eq(window_first(0, 9, 100, 10), 0);
	cr_expect_eq(window_first(0, 10, 100, 10), 1);
	cr_expect_eq(window_first(5, 4, 100, 10), 4);
	cr_expect_eq(window_first(5, 7, 100, 10), 5);
}

Test(window, puts_the_cursor_in_the_middle_after_a_leap)
{
	cr_expect_eq(window_first(0, 50, 100, 10), 45);
	cr_expect_eq(window_first(90, 50, 100, 10), 45);
	cr_expect_eq(window_first(90, 2, 100, 10), 0);
}

/* A page further is no leap: what was read last stays in view. */
Test(window, a_leap_is_more_than_a_page)
{
	cr_expect_eq(window_first(0, 19, 100, 10), 10);
	cr_expect_eq(window_first(0, 20, 100, 10), 15);
	cr_expect_eq(window_first(50, 41, 100, 10), 41);
	cr_expect_eq(window_first(50, 40, 100, 10), 35);
}

Test(window, leaves_no_room_empty_when_rows_vanish)
{
	cr_expect_eq(window_first(90, 3, 4, 10), 0);
	cr_expect_eq(window_first(90, 11, 12, 10), 2);
	cr_expect_eq(window_first(90, 0, 0, 10), 0);
	cr_expect_eq(window_first(7, 7, 20, 0), 7);
}

Test(window, always_shows_the_cursor)
{
	for (size_t total = 1; total < 40; total++)
		for (size_t rows = 1; rows < 15; rows++)
			for (size_t first = 0; first < 45; first++)
				for (size_t cursor = 0; cursor < total; cursor++) {
					size_t now = window_first(first, cursor, total, rows);

					cr_assert(now <= cursor && cursor < now + rows);
					cr_assert(now + rows <= total || now == 0);
				}
}

Test(window, a_cursor_stays_among_its_rows)
{
	cr_expect_eq(cursor_moved(3, 10, 5, MOVE_DOWN), 4);
	cr_expect_eq(cursor_moved(9, 10, 5, MOVE_DOWN), 9);
	cr_expect_eq(cursor_moved(0, 10, 5, MOVE_UP), 0);
	cr_expect_eq(cursor_moved(1, 10, 5, MOVE_PAGE_DOWN), 5);
	cr_expect_eq(cursor_moved(7, 10, 5, MOVE_PAGE_DOWN), 9);
	cr_expect_eq(cursor_moved(3, 10, 5, MOVE_PAGE_UP), 0);
	cr_expect_eq(cursor_moved(3, 10, 5, MOVE_LAST), 9);
	cr_expect_eq(cursor_moved(3, 10, 5, MOVE_FIRST), 0);
	for (int motion = MOVE_DOWN; motion <= MOVE_LAST; motion++)
		cr_expect_eq(cursor_moved(0, 0, 5, (enum motion)motion), 0);
}

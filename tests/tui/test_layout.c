#include <criterion/criterion.h>

#include "tui/layout.h"

static bool overlap(struct area a, struct area b)
{
	return a.row < b.row + b.rows && b.row < a.row + a.rows &&
	       a.column < b.column + b.columns && b.column < a.column + a.columns;
}

static void expect_inside(struct area area, int rows, int columns)
{
	if (area.rows == 0)
		return;
	cr_assert(area.rows > 0 && area.columns > 0 && area.row >= 0 && area.column >= 0,
		  "at %dx%d", columns, rows);
	cr_assert(area.row + area.rows <= rows && area.column + area.columns <= columns,
		  "at %dx%d", columns, rows);
}

static void check(int rows, int columns, enum pane base, enum pane open, bool maximised)
{
	struct layout layout = layout_of(rows, columns, base, open, maximised);

	if (layout.too_small) {
		cr_assert(rows < 5 || columns < 20);
		return;
	}
	cr_assert_gt(layout.panes[open].rows, 0);
	cr_assert_gt(layout.panes[PANE_PROMPT].rows, 0);
	for (int i = 0; i < PANE_COUNT; i++) {
		expect_inside(layout.panes[i], rows, columns);
		cr_assert(i == PANE_PROMPT || !overlap(layout.panes[i], layout.query));
		cr_assert(!overlap(layout.panes[i], layout.title));
		cr_assert(!overlap(layout.panes[i], layout.hints));
	}
	expect_inside(layout.frame, rows, columns);
	cr_assert(!overlap(layout.panes[PANE_LIST], layout.panes[PANE_READER]));
	expect_inside(layout.timeline, rows, columns);
	cr_assert(layout.timeline.rows == 0 || layout.panes[PANE_LIST].rows >= 7);
	for (int i = PANE_FACETS; i <= PANE_READER; i++)
		cr_assert((layout.above && i == PANE_FACETS) ||
			  !overlap(layout.timeline, layout.panes[i]));
	if (!layout.above) {
		cr_assert(!overlap(layout.panes[PANE_LIST], layout.panes[PANE_FACETS]));
		cr_assert(!overlap(layout.panes[PANE_READER], layout.panes[PANE_FACETS]));
	}
	for (int i = 0; i < LAYOUT_RULES; i++) {
		const struct rule *rule = &layout.rules[i];

		if (rule->length > 0)
			expect_inside((struct area){rule->row, rule->column,
						    rule->vertical ? rule->length : 1,
						    rule->vertical ? 1 : rule->length},
				      rows, columns);
	}
}

Test(layout, every_size_keeps_every_part_inside_and_apart)
{
	const enum pane above[] = {PANE_PROMPT, PANE_PICKER, PANE_HELP};

	for (int rows = 1; rows <= 60; rows++) {
		for (int columns = 1; columns <= 220; columns++) {
			for (int base = PANE_FACETS; base <= PANE_READER; base++) {
				check(rows, columns, (enum pane)base, (enum pane)base, false);
				check(rows, columns, (enum pane)base, (enum pane)base, true);
				for (int i = 0; i < 3; i++)
					check(rows, columns, (enum pane)base, above[i], false);
			}
		}
	}
	check(500, 1000, PANE_LIST, PANE_LIST, false);
}

static int shown(int rows, int columns, enum pane base)
{
	struct layout layout = layout_of(rows, columns, base, base, false);

	return (layout.panes[PANE_FACETS].rows > 0) + (layout.panes[PANE_LIST].rows > 0) +
	       (layout.panes[PANE_READER].rows > 0);
}

Test(layout, shows_as_much_as_there_is_room_for)
{
	cr_expect_eq(shown(24, 80, PANE_LIST), 3);
	cr_expect_eq(shown(24, 71, PANE_LIST), 2);
	cr_expect_eq(shown(24, 71, PANE_FACETS), 3);
	cr_expect_eq(shown(12, 40, PANE_LIST), 2);
	cr_expect_eq(shown(11, 40, PANE_LIST), 1);
	cr_expect_eq(shown(24, 39, PANE_READER), 1);
	cr_expect(layout_of(4, 80, PANE_LIST, PANE_LIST, false).too_small);
	cr_expect(layout_of(24, 19, PANE_LIST, PANE_LIST, false).too_small);
	cr_expect(!layout_of(5, 20, PANE_LIST, PANE_LIST, false).too_small);
}

Test(layout, puts_the_reader_beside_the_list_from_130_columns)
{
	struct layout side = layout_of(24, 129, PANE_LIST, PANE_LIST, false);
	struct layout wide = layout_of(24, 130, PANE_LIST, PANE_LIST, false);

	cr_expect_gt(side.panes[PANE_READER].row, side.panes[PANE_LIST].row);
	cr_expect_eq(wide.panes[PANE_READER].row, wide.timeline.row);
	cr_expect_gt(wide.panes[PANE_READER].column, wide.panes[PANE_LIST].column);
}

Test(layout, puts_the_timeline_above_a_list_of_eight_rows_and_forty_columns)
{
	struct layout layout = layout_of(24, 80, PANE_LIST, PANE_LIST, false);

	cr_expect_eq(layout.timeline.row, 1);
	cr_expect_eq(layout.timeline.rows, 1);
	cr_expect_eq(layout.timeline.columns, layout.panes[PANE_LIST].columns);
	cr_expect_eq(layout.panes[PANE_LIST].row, 2);
	cr_expect_eq(layout.panes[PANE_LIST].rows, 7);
	cr_expect_eq(layout_of(22, 80, PANE_LIST, PANE_LIST, false).timeline.rows, 0);
	cr_expect_eq(layout_of(24, 39, PANE_LIST, PANE_LIST, false).timeline.rows, 0);
	cr_expect_eq(layout_of(24, 80, PANE_READER, PANE_READER, true).timeline.rows, 0);
	cr_expect_eq(layout_of(24, 60, PANE_LIST, PANE_HELP, false).timeline.rows, 1);
}

Test(layout, gives_the_whole_body_to_a_maximised_pane)
{
	struct layout layout = layout_of(24, 80, PANE_READER, PANE_READER, true);

	cr_expect_eq(layout.panes[PANE_READER].rows, 21);
	cr_expect_eq(layout.panes[PANE_READER].columns, 80);
	cr_expect_eq(layout.panes[PANE_LIST].rows, 0);
}

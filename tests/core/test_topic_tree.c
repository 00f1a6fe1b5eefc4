#include <criterion/criterion.h>

#include "core/topic_tree.h"

/* Checks the order of numbers and the depths that facets_tree gives. */
static void expect_tree(struct facet_topic *topics, size_t count, const uint32_t *numbers,
			const unsigned *depths)
{
	unsigned got[16];

	facets_tree(topics, count, got);
	for (size_t i = 0; i < count; i++) {
		cr_expect_eq(topics[i].number, numbers[i], "place %zu is %u, not %u", i,
			     topics[i].number, numbers[i]);
		cr_expect_eq(got[i], depths[i], "depth %zu is %u, not %u", i, got[i], depths[i]);
	}
}

Test(topic_tree, topics_stand_under_their_parent_siblings_by_count)
{
	struct facet_topic topics[] = {
		{1, 0, 9}, {2, 0, 7}, {4, 2, 6}, {3, 1, 5}, {5, 1, 4}, {6, 4, 1},
	};

	expect_tree(topics, 6, (uint32_t[]){1, 3, 5, 2, 4, 6}, (unsigned[]){0, 1, 1, 0, 1, 2});
}

Test(topic_tree, a_topic_whose_parent_is_not_listed_stands_at_the_top)
{
	struct facet_topic topics[] = {{8, 77, 3}, {9, 8, 2}};

	expect_tree(topics, 2, (uint32_t[]){8, 9}, (unsigned[]){0, 1});
}

Test(topic_tree, a_ring_of_parents_ends)
{
	struct facet_topic topics[] = {{1, 2, 3}, {2, 1, 3}, {3, 3, 1}};

	expect_tree(topics, 3, (uint32_t[]){1, 2, 3}, (unsigned[]){0, 1, 0});
}

Test(topic_tree, no_topics_make_no_tree)
{
	facets_tree(NULL, 0, NULL);
}

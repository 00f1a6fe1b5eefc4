#include <criterion/criterion.h>
#include <string.h>

#include "store/plan.h"

/* Queries written by hand; they live in an arena, as those of the program do. */
struct maker {
	struct arena arena;
};

static struct query_node *node(struct maker *maker, enum query_op op, size_t kids)
{
	struct query_node *made = arena_new(&maker->arena, 1, sizeof(*made));

	made->op = op;
	made->kids = arena_new(&maker->arena, kids + 1, sizeof(*made->kids));
	return made;
}

static void add(struct query_node *parent, const struct query_node *kid)
{
	((const struct query_node **)parent->kids)[parent->kid_count++] = kid;
}

static struct query_node *word(struct maker *maker, const char *text)
{
	struct query_node *made = node(maker, QUERY_PHRASE, 0);
	const char **words = arena_new(&maker->arena, 1, sizeof(*words));

	words[0] = text;
	made->words = words;
	made->word_count = 1;
	return made;
}

static struct query_node *joined(struct maker *maker, enum query_op op,
				 const struct query_node *a, const struct query_node *b)
{
	struct query_node *made = node(maker, op, 2);

	add(made, a);
	if (b)
		add(made, b);
	return made;
}

static struct query_node *year(struct maker *maker)
{
	struct query_node *made = node(maker, QUERY_DAYS, 0);

	made->days = (struct days){day_of(2024, 1, 1), day_of(2024, 12, 31)};
	return made;
}

static struct query_node *facet(struct maker *maker, enum facet facet, const uint32_t *values,
				size_t count)
{
	struct query_node *made = node(maker, QUERY_FACET, 0);

	made->facet = facet;
	made->values = values;
	made->value_count = count;
	return made;
}

static const struct plan *plan_of(struct maker *maker, const struct query_node *root)
{
	size_t leaves;
	const struct plan *plan = plan_make(root, &maker->arena, &leaves, NULL);

	cr_assert_not_null(plan);
	cr_assert_gt(leaves, plan->number);
	return plan;
}

Test(plan, what_is_cheap_to_find_out_comes_first)
{
	static const uint32_t values[] = {7};
	struct maker m = {0};
	struct query_node *beginning = word(&m, "a"), *all = node(&m, QUERY_AND, 4);
	const struct plan *plan;

	beginning->prefix = true;
	add(all, joined(&m, QUERY_NOT, word(&m, "c"), NULL));
	add(all, beginning);
	add(all, facet(&m, FACET_SPEAKER, values, 1));
	add(all, year(&m));
	plan = plan_of(&m, all);
	cr_assert_eq(plan->op, PLAN_AND);
	cr_assert_eq(plan->kid_count, 4u);
	cr_expect_eq(plan->kids[0]->op, PLAN_DAYS);
	cr_expect_eq(plan->kids[1]->op, PLAN_TERMS);
	cr_expect_eq(plan->kids[2]->op, PLAN_PHRASE);
	cr_expect_eq(plan->kids[3]->op, PLAN_NOT);
	arena_release(&m.arena);
}

Test(plan, what_asks_for_nothing_is_all_and_what_names_nobody_is_none)
{
	struct maker m = {0};
	struct query_node *nothing = node(&m, QUERY_PHRASE, 0);
	struct query_node *near = joined(&m, QUERY_NEAR, nothing, word(&m, "a"));

	cr_expect_eq(plan_of(&m, NULL)->op, PLAN_ALL);
	cr_expect_eq(plan_of(&m, nothing)->op, PLAN_ALL);
	cr_expect_eq(plan_of(&m, facet(&m, FACET_TOPIC, NULL, 0))->op, PLAN_NONE);
	cr_expect_eq(plan_of(&m, node(&m, QUERY_ROWS, 0))->op, PLAN_NONE);
	cr_expect_eq(plan_of(&m, near)->op, PLAN_PHRASE, "the other side is left");
	arena_release(&m.arena);
}

Test(plan, values_stand_in_order_and_once)
{
	static const uint32_t values[] = {9, 2, 9, 4, 2};
	struct maker m = {0};
	struct query_node *rows = node(&m, QUERY_ROWS, 0);
	const struct plan *plan;

	rows->values = values;
	rows->value_count = 5;
	plan = plan_of(&m, rows);
	cr_assert_eq(plan->value_count, 3u);
	cr_expect_eq(plan->values[0], 2u);
	cr_expect_eq(plan->values[1], 4u);
	cr_expect_eq(plan->values[2], 9u);
	arena_release(&m.arena);
}

Test(plan, very_many_values_are_looked_up_in_their_column_where_there_is_one)
{
	uint32_t values[PLAN_FACET_MOST + 1];
	struct maker m = {0};

	for (uint32_t i = 0; i <= PLAN_FACET_MOST; i++)
		values[i] = i + 1;
	cr_expect_eq(plan_of(&m, facet(&m, FACET_SPEAKER, values, PLAN_FACET_MOST))->op, PLAN_TERMS);
	cr_expect_eq(plan_of(&m, facet(&m, FACET_SPEAKER, values, PLAN_FACET_MOST + 1))->op,
		     PLAN_COLUMN);
	cr_expect_eq(plan_of(&m, facet(&m, FACET_OUTLET, values, PLAN_FACET_MOST + 1))->op,
		     PLAN_TERMS);
	arena_release(&m.arena);
}

Test(plan, every_leaf_has_a_number_of_its_own)
{
	struct maker m = {0};
	const struct plan *plan = plan_of(&m, joined(&m, QUERY_OR, word(&m, "a"), word(&m, "b")));

	cr_expect_neq(plan->kids[0]->number, plan->kids[1]->number);
	cr_expect_neq(plan->kids[0]->number, plan->number);
	arena_release(&m.arena);
}

Test(plan, nesting_beyond_reason_is_refused_in_words)
{
	const struct query_node *root;
	struct maker m = {0};
	struct error err = {0};
	size_t leaves;

	root = word(&m, "x");
	for (int i = 0; i < 20000; i++)
		root = joined(&m, i % 2 ? QUERY_AND : QUERY_OR, root, word(&m, "y"));
	cr_expect_null(plan_make(root, &m.arena, &leaves, &err));
	cr_expect_eq(err.kind, ERROR_USAGE);
	arena_release(&m.arena);
}

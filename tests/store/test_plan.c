#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
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

static struct query_node *not_of(struct maker *maker, const struct query_node *kid)
{
	return joined(maker, QUERY_NOT, kid, NULL);
}

static struct query_node *year(struct maker *maker)
{
	struct query_node *made = node(maker, QUERY_DAYS, 0);

	made->days = (struct days){day_of(2024, 1, 1), day_of(2024, 12, 31)};
	return made;
}

static const struct plan *plan_of(struct maker *maker, const struct query_node *root)
{
	const struct plan *plan = plan_make(root, &maker->arena, NULL);

	cr_assert_not_null(plan);
	return plan;
}

Test(plan, words_alone_are_one_expression_however_they_are_joined)
{
	struct maker m = {0};
	const struct plan *plan = plan_of(
		&m, joined(&m, QUERY_AND, joined(&m, QUERY_OR, word(&m, "a"), word(&m, "b")),
			   not_of(&m, word(&m, "c"))));

	cr_expect_eq(plan->op, PLAN_MATCH);
	cr_expect(!plan->negated);
	cr_expect_str_eq(plan->match,
			 "(\"a\" OR \"b\") NOT \"c\"");
	arena_release(&m.arena);
}

Test(plan, what_is_only_left_out_is_all_but_one_expression)
{
	struct maker m = {0};
	const struct plan *both = plan_of(&m, joined(&m, QUERY_AND, not_of(&m, word(&m, "a")),
						     not_of(&m, word(&m, "b"))));
	const struct plan *either = plan_of(&m, joined(&m, QUERY_OR, word(&m, "a"),
						       not_of(&m, word(&m, "b"))));

	cr_expect(both->op == PLAN_MATCH && both->negated);
	cr_expect_str_eq(both->match, "\"a\" OR \"b\"");
	cr_expect(either->op == PLAN_MATCH && either->negated);
	cr_expect_str_eq(either->match, "\"b\" NOT \"a\"");
	arena_release(&m.arena);
}

Test(plan, not_over_an_or_with_dates_comes_down_to_the_leaves)
{
	struct maker m = {0};
	const struct plan *plan = plan_of(
		&m, not_of(&m, joined(&m, QUERY_OR, word(&m, "a"), year(&m))));

	cr_assert_eq(plan->op, PLAN_AND);
	cr_assert_eq(plan->kid_count, 2u);
	cr_expect(plan->kids[0]->op == PLAN_DAYS && plan->kids[0]->negated);
	cr_expect(plan->kids[1]->op == PLAN_MATCH && plan->kids[1]->negated);
	arena_release(&m.arena);
}

Test(plan, what_holds_for_all_or_for_none_vanishes)
{
	struct maker m = {0};
	struct query_node *nobody = node(&m, QUERY_FACET, 0);
	struct query_node *all = node(&m, QUERY_ALL, 0);
	const struct plan *plan = plan_of(&m, joined(&m, QUERY_AND, word(&m, "a"), all));

	cr_expect_eq(plan->op, PLAN_MATCH);
	plan = plan_of(&m, joined(&m, QUERY_AND, word(&m, "a"), nobody));
	cr_expect(plan->op == PLAN_ALL && plan->negated);
	plan = plan_of(&m, joined(&m, QUERY_OR, word(&m, "a"), not_of(&m, nobody)));
	cr_expect(plan->op == PLAN_ALL && !plan->negated);
	plan = plan_of(&m, node(&m, QUERY_AND, 0));
	cr_expect(plan->op == PLAN_ALL && !plan->negated);
	plan = plan_of(&m, node(&m, QUERY_OR, 0));
	cr_expect(plan->op == PLAN_ALL && plan->negated);
	plan = plan_of(&m, NULL);
	cr_expect(plan->op == PLAN_ALL && !plan->negated);
	arena_release(&m.arena);
}

Test(plan, near_is_left_to_the_index_only_where_its_sides_cannot_overlap)
{
	struct maker m = {0};
	struct query_node *near = joined(&m, QUERY_NEAR, word(&m, "war"), word(&m, "peace"));
	struct query_node *begins = word(&m, "wa");
	const struct plan *plan;

	near->distance = 5000;
	plan = plan_of(&m, near);
	cr_expect_eq(plan->op, PLAN_MATCH);
	cr_expect_str_eq(plan->match, "NEAR(\"war\" \"peace\", 100)");
	plan = plan_of(&m, joined(&m, QUERY_NEAR, word(&m, "war"), word(&m, "war")));
	cr_expect_eq(plan->op, PLAN_APART);
	begins->prefix = true;
	plan = plan_of(&m, joined(&m, QUERY_NEAR, begins, word(&m, "war")));
	cr_assert_eq(plan->op, PLAN_SCAN);
	cr_expect_eq(plan->kids[0]->op, PLAN_APART);
	plan = plan_of(&m, joined(&m, QUERY_NEAR, begins, word(&m, "peace")));
	cr_assert_eq(plan->op, PLAN_SCAN);
	cr_expect_eq(plan->kids[0]->op, PLAN_MATCH);
	begins->prefix = false;
	plan = plan_of(&m, joined(&m, QUERY_NEAR, begins, word(&m, "war")));
	cr_expect_eq(plan->op, PLAN_MATCH);
	arena_release(&m.arena);
}

Test(plan, a_beginning_is_looked_for_apart_from_the_whole_words)
{
	struct maker m = {0};
	struct query_node *begins = node(&m, QUERY_PHRASE, 0);
	const char *words[] = {"in", "the", "mid"};
	const struct plan *plan;

	begins->words = words;
	begins->word_count = 3;
	begins->prefix = true;
	plan = plan_of(&m, joined(&m, QUERY_AND, begins, word(&m, "a")));
	cr_assert_eq(plan->op, PLAN_AND);
	cr_expect_str_eq(plan->kids[0]->match, "\"a\"");
	plan = plan->kids[1];
	cr_assert(plan->op == PLAN_SCAN && !plan->negated);
	cr_assert_eq(plan->phrase_count, 1u);
	cr_expect_str_eq(plan->phrases[0].words[2], "mid");
	cr_assert_eq(plan->kid_count, 2u);
	cr_expect_str_eq(plan->kids[0]->match, "\"in the mid\" *");
	cr_expect_str_eq(plan->kids[1]->match, "\"in the\"");
	/* Without it there are no candidates. */
	plan = plan_of(&m, not_of(&m, begins));
	cr_assert(plan->op == PLAN_SCAN && plan->negated && plan->kids[0]->negated);
	cr_expect_eq(plan->kid_count, 1u);
	arena_release(&m.arena);
}

/* --- nothing that the engine refuses --- */

static sqlite3 *open_index(void)
{
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "CREATE VIRTUAL TABLE words USING fts5(text, content='')",
				  NULL, NULL, NULL),
		     SQLITE_OK);
	return db;
}

/* Every expression of PLAN is taken by the index; returns how many there are. */
static size_t try(sqlite3 *db, const struct plan *plan)
{
	sqlite3_stmt *stmt;
	size_t count = 0;

	for (size_t i = 0; i < plan->kid_count; i++)
		count += try(db, plan->kids[i]);
	if (!plan->match)
		return count;
	sqlite3_prepare_v2(db, "SELECT rowid FROM words WHERE words MATCH ?1", -1, &stmt, NULL);
	sqlite3_bind_text(stmt, 1, plan->match, -1, SQLITE_STATIC);
	cr_expect_eq(sqlite3_step(stmt), SQLITE_DONE, "%s: %.200s", sqlite3_errmsg(db),
		     plan->match);
	sqlite3_finalize(stmt);
	return count + 1;
}

Test(plan, thousands_of_words_are_one_expression)
{
	static const enum query_op OPS[] = {QUERY_AND, QUERY_OR};
	sqlite3 *db = open_index();

	for (size_t i = 0; i < 2; i++) {
		struct maker m = {0};
		struct query_node *many = node(&m, OPS[i], 8000);

		for (int k = 0; k < 8000; k++) {
			char text[16];
			int length = snprintf(text, sizeof(text), "w%d", k);

			add(many, word(&m, arena_copy(&m.arena, text, (size_t)length)));
		}
		cr_expect_eq(try(db, plan_of(&m, many)), 1u);
		arena_release(&m.arena);
	}
	sqlite3_close(db);
}

/* AND and OR in turn, so that no level joins the next one's chain; the deep
 * side comes first, last, or on both sides of it there is more. */
static const struct query_node *nested(struct maker *maker, unsigned depth, int side)
{
	const struct query_node *inner = word(maker, "z");

	for (unsigned i = 0; i < depth; i++) {
		struct query_node *outer = node(maker, i % 2 ? QUERY_AND : QUERY_OR, 3);

		if (side != 0)
			add(outer, word(maker, "a"));
		add(outer, i % 3 ? inner : not_of(maker, inner));
		if (side != 1)
			add(outer, word(maker, "b"));
		inner = outer;
	}
	return inner;
}

Test(plan, depth_is_cut_into_expressions_that_the_index_takes)
{
	static const unsigned DEPTHS[] = {1, 5, 20, 25, 30, 31, 32, 33, 50, 300};
	sqlite3 *db = open_index();

	for (size_t i = 0; i < sizeof(DEPTHS) / sizeof(*DEPTHS); i++) {
		for (int side = 0; side < 3; side++) {
			struct maker m = {0};
			size_t count = try(db, plan_of(&m, nested(&m, DEPTHS[i], side)));

			cr_expect(DEPTHS[i] > 20 || count == 1, "%u: %zu", DEPTHS[i], count);
			cr_expect(count <= DEPTHS[i], "%u: %zu", DEPTHS[i], count);
			arena_release(&m.arena);
		}
	}
	sqlite3_close(db);
}

Test(plan, nesting_beyond_reason_is_refused_in_words)
{
	struct maker m = {0};
	struct error err = {0};

	cr_expect_null(plan_make(nested(&m, 20000, 0), &m.arena, &err));
	cr_expect_eq(err.kind, ERROR_USAGE);
	arena_release(&m.arena);
}

Test(plan, marks_in_a_word_cannot_end_its_quotation)
{
	sqlite3 *db = open_index();
	struct maker m = {0};

	cr_expect_eq(try(db, plan_of(&m, word(&m, "\"x\" OR y) NEAR(* {:"))), 1u);
	arena_release(&m.arena);
	sqlite3_close(db);
}

#include "store/plan.h"

#include <stdlib.h>
#include <string.h>

#include "store/columns.h"
#include "store/schema.h"
#include "store/text.h"

struct maker {
	struct arena *arena;
	struct error *err;
	size_t leaves;
	unsigned depth;
};

static struct plan *make(struct maker *maker, const struct query_node *node);

static struct plan *new_plan(struct maker *maker, enum plan_op op)
{
	struct plan *plan = arena_new(maker->arena, 1, sizeof(*plan));

	plan->op = op;
	plan->number = maker->leaves++;
	return plan;
}

/* --- leaves --- */

static struct term copy_term(struct maker *maker, const char *bytes, size_t length)
{
	return (struct term){arena_copy(maker->arena, bytes, length), length};
}

static struct phrase copy_phrase(struct maker *maker, const struct query_node *node)
{
	struct term *words = arena_new(maker->arena, node->word_count, sizeof(*words));

	for (size_t i = 0; i < node->word_count; i++)
		words[i] = copy_term(maker, node->words[i], strlen(node->words[i]));
	return (struct phrase){words, node->word_count, node->prefix};
}

/* No words ask for nothing. */
static struct plan *make_phrase(struct maker *maker, const struct query_node *node)
{
	struct phrase *phrase;
	struct plan *plan;

	if (!node->word_count)
		return new_plan(maker, PLAN_ALL);
	plan = new_plan(maker, PLAN_PHRASE);
	phrase = arena_new(maker->arena, 1, sizeof(*phrase));
	*phrase = copy_phrase(maker, node);
	plan->phrases = phrase;
	return plan;
}

/* NEAR with an empty side is its other side. */
static struct plan *make_near(struct maker *maker, const struct query_node *node)
{
	struct phrase *phrases;
	struct plan *plan;

	if (!node->kids[0]->word_count)
		return make_phrase(maker, node->kids[1]);
	if (!node->kids[1]->word_count)
		return make_phrase(maker, node->kids[0]);
	plan = new_plan(maker, PLAN_NEAR);
	phrases = arena_new(maker->arena, 2, sizeof(*phrases));
	phrases[0] = copy_phrase(maker, node->kids[0]);
	phrases[1] = copy_phrase(maker, node->kids[1]);
	plan->phrases = phrases;
	plan->distance = node->distance > QUERY_NEAR_MOST ? QUERY_NEAR_MOST : node->distance;
	return plan;
}

static int compare_values(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The values of NODE ascending, each once. */
static struct plan *make_values(struct maker *maker, enum plan_op op,
				const struct query_node *node)
{
	struct plan *plan = new_plan(maker, node->value_count ? op : PLAN_NONE);
	uint32_t *values = arena_new(maker->arena, node->value_count, sizeof(*values));
	size_t count = 0;

	if (node->value_count)
		memcpy(values, node->values, node->value_count * sizeof(*values));
	qsort(values, node->value_count, sizeof(*values), compare_values);
	for (size_t i = 0; i < node->value_count; i++)
		if (!count || values[count - 1] != values[i])
			values[count++] = values[i];
	plan->facet = node->facet;
	plan->values = values;
	plan->value_count = count;
	return plan;
}

static struct plan *make_facet(struct maker *maker, const struct query_node *node)
{
	bool many = node->value_count > PLAN_FACET_MOST && columns_for(node->facet);
	struct plan *plan = make_values(maker, many ? PLAN_COLUMN : PLAN_TERMS, node);
	struct text token = {0};
	struct term *terms;

	if (plan->op != PLAN_TERMS)
		return plan;
	terms = arena_new(maker->arena, plan->value_count, sizeof(*terms));
	for (size_t i = 0; i < plan->value_count; i++) {
		text_clear(&token);
		facet_token(node->facet, plan->values[i], &token);
		terms[i] = copy_term(maker, token.data, token.length);
	}
	text_release(&token);
	plan->terms = terms;
	plan->term_count = plan->value_count;
	return plan;
}

static struct plan *make_days(struct maker *maker, const struct query_node *node)
{
	struct plan *plan = new_plan(maker, PLAN_DAYS);

	plan->days = node->days;
	return plan;
}

/* --- joining --- */

/* About what a leaf costs in a segment.  What is left by one kid of an AND is all that the
 * next one looks at. */
static int cost(const struct plan *plan)
{
	static const int COSTS[] = {
		[PLAN_ALL] = 0, [PLAN_NONE] = 0, [PLAN_ROWS] = 1, [PLAN_DAYS] = 2,
		[PLAN_TERMS] = 3, [PLAN_PHRASE] = 4, [PLAN_NEAR] = 7, [PLAN_COLUMN] = 8,
		[PLAN_AND] = 9, [PLAN_OR] = 9, [PLAN_NOT] = 9,
	};

	if (plan->op == PLAN_PHRASE)
		return COSTS[PLAN_PHRASE] + (plan->phrases->count > 1) + plan->phrases->prefix;
	return COSTS[plan->op];
}

static int compare_kids(const void *a, const void *b)
{
	const struct plan *x = *(const struct plan *const *)a;
	const struct plan *y = *(const struct plan *const *)b;
	int difference = cost(x) - cost(y);

	return difference ? difference : x->number < y->number ? -1 : x->number > y->number;
}

static struct plan *join(struct maker *maker, enum plan_op op, const struct query_node *node)
{
	struct plan *plan = new_plan(maker, op);

	plan->kids = arena_new(maker->arena, node->kid_count, sizeof(struct plan *));
	for (size_t i = 0; i < node->kid_count; i++) {
		plan->kids[i] = make(maker, node->kids[i]);
		if (!plan->kids[i])
			return NULL;
		plan->kid_count++;
	}
	if (plan->kid_count)
		qsort(plan->kids, plan->kid_count, sizeof(*plan->kids), compare_kids);
	return plan;
}

static struct plan *make(struct maker *maker, const struct query_node *node)
{
	struct plan *plan = NULL;

	if (maker->depth >= PLAN_DEPTH_MOST) {
		error_set(maker->err, ERROR_USAGE,
			  "the query is nested too deeply (use fewer brackets)");
		return NULL;
	}
	maker->depth++;
	switch (node->op) {
	case QUERY_ALL:
		plan = new_plan(maker, PLAN_ALL);
		break;
	case QUERY_PHRASE:
		plan = make_phrase(maker, node);
		break;
	case QUERY_NEAR:
		plan = make_near(maker, node);
		break;
	case QUERY_FACET:
		plan = make_facet(maker, node);
		break;
	case QUERY_DAYS:
		plan = make_days(maker, node);
		break;
	case QUERY_ROWS:
		plan = make_values(maker, PLAN_ROWS, node);
		break;
	case QUERY_AND:
		plan = join(maker, PLAN_AND, node);
		break;
	case QUERY_OR:
		plan = join(maker, PLAN_OR, node);
		break;
	case QUERY_NOT:
		plan = join(maker, PLAN_NOT, node);
		break;
	}
	maker->depth--;
	return plan;
}

const struct plan *plan_make(const struct query_node *node, struct arena *arena, size_t *leaves,
			     struct error *err)
{
	struct maker maker = {.arena = arena, .err = err};
	const struct plan *plan = node ? make(&maker, node) : new_plan(&maker, PLAN_ALL);

	*leaves = maker.leaves;
	return plan;
}

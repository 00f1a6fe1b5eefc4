#include "store/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/columns.h"
#include "store/schema.h"
#include "store/text.h"

/*
 * The parser of FTS5 has a stack of 100 places and says "parser stack overflow"
 * beyond: a bracket behind an operator takes three of them, a leaf fewer than
 * LEAF_STACK.  (Its other limit, an expression 256 high, is never reached by
 * what fits into that stack, since chains of AND and of OR are one level each.)
 */
enum { STACK_MOST = 90, LEAF_STACK = 10, BRACKET_STACK = 3 };

/* A part of a conjunction or disjunction: an expression of the index while it
 * can still be joined with others of its kind, or a set that is finished. */
struct part {
	const char *match;	/* NULL: a set */
	bool negated;		/* of an expression */
	bool joined;		/* an expression that needs brackets inside another */
	unsigned stack;
	struct plan *set;
};

struct parts {
	struct part *at;
	size_t count, cap;
};

struct maker {
	struct arena *arena;
	struct error *err;
	unsigned depth;
};

static int make_part(struct maker *maker, const struct query_node *node, bool negate,
		     struct part *part);

/* --- leaves --- */

static struct plan *new_plan(struct maker *maker, enum plan_op op, bool negated)
{
	struct plan *plan = arena_new(maker->arena, 1, sizeof(*plan));

	plan->op = op;
	plan->negated = negated;
	return plan;
}

static struct part set_part(struct plan *plan)
{
	return (struct part){.set = plan};
}

static struct part match_part(struct maker *maker, struct text *match, bool negated)
{
	struct part part = {.negated = negated, .stack = LEAF_STACK};

	part.match = arena_copy(maker->arena, text_string(match), match->length);
	text_release(match);
	return part;
}

static void add_part(struct parts *parts, struct part part)
{
	parts->at = memory_room(parts->at, parts->count, &parts->cap, sizeof(*parts->at));
	parts->at[parts->count++] = part;
}

static struct plan *settle(struct maker *maker, const struct part *part)
{
	struct plan *plan;

	if (!part->match)
		return part->set;
	plan = new_plan(maker, PLAN_MATCH, part->negated);
	plan->match = part->match;
	return plan;
}

/* Folded words hold letters and digits only; the marks are doubled all the
 * same, so that nothing depends on who made the query. */
static void put_phrase(struct text *out, const struct query_node *phrase)
{
	text_putc(out, '"');
	for (size_t i = 0; i < phrase->word_count; i++) {
		if (i)
			text_putc(out, ' ');
		for (const char *p = phrase->words[i]; *p; p++) {
			if (*p == '"')
				text_putc(out, '"');
			text_putc(out, *p);
		}
	}
	text_putc(out, '"');
	if (phrase->prefix)
		text_puts(out, " *");
}

static struct part phrase_part(struct maker *maker, const struct query_node *node, bool negate)
{
	struct text match = {0};

	if (!node->word_count)
		return set_part(new_plan(maker, PLAN_ALL, negate));
	put_phrase(&match, node);
	return match_part(maker, &match, negate);
}

static bool same_word(const struct query_node *a, size_t i, const struct query_node *b, size_t k)
{
	size_t a_length = strlen(a->words[i]), b_length = strlen(b->words[k]);
	bool a_prefix = a->prefix && i + 1 == a->word_count;
	bool b_prefix = b->prefix && k + 1 == b->word_count;

	if (a_length == b_length || (a_prefix && a_length < b_length))
		return memcmp(a->words[i], b->words[k], a_length) == 0;
	return b_prefix && b_length < a_length && memcmp(a->words[i], b->words[k], b_length) == 0;
}

/* Whether one word of a text could belong to both phrases.  The NEAR of FTS5
 * is content with phrases that overlap: `war NEAR war` finds a single war. */
static bool may_overlap(const struct query_node *a, const struct query_node *b)
{
	for (size_t i = 0; i < a->word_count; i++)
		for (size_t k = 0; k < b->word_count; k++)
			if (same_word(a, i, b, k))
				return true;
	return false;
}

static unsigned near_distance(const struct query_node *node)
{
	return node->distance > QUERY_NEAR_MOST ? QUERY_NEAR_MOST : node->distance;
}

static struct part near_part(struct maker *maker, const struct query_node *node, bool negate)
{
	const struct query_node *a = node->kids[0], *b = node->kids[1];
	unsigned distance = near_distance(node);
	struct text match = {0};
	struct plan *plan;

	if (may_overlap(a, b)) {
		put_phrase(&match, a);
		text_puts(&match, " AND ");
		put_phrase(&match, b);
		plan = new_plan(maker, PLAN_APART, negate);
		plan->distance = distance;
		plan->match = arena_copy(maker->arena, match.data, match.length);
		text_release(&match);
		return set_part(plan);
	}
	text_puts(&match, "NEAR(");
	put_phrase(&match, a);
	text_putc(&match, ' ');
	put_phrase(&match, b);
	text_printf(&match, ", %u)", distance);
	return match_part(maker, &match, negate);
}

/* --- beginnings of words --- */

/* NEAR with an empty side is its other side. */
static const struct query_node *without_nothing(const struct query_node *node)
{
	if (node->op != QUERY_NEAR)
		return node;
	if (!node->kids[0]->word_count)
		return node->kids[1];
	return node->kids[1]->word_count ? node : node->kids[0];
}

static bool has_beginning(const struct query_node *node)
{
	if (node->op == QUERY_NEAR)
		return node->kids[0]->prefix || node->kids[1]->prefix;
	return node->op == QUERY_PHRASE && node->word_count && node->prefix;
}

static struct phrase copy_phrase(struct maker *maker, const struct query_node *node)
{
	const char **words = arena_new(maker->arena, node->word_count, sizeof(*words));

	for (size_t i = 0; i < node->word_count; i++)
		words[i] = arena_copy(maker->arena, node->words[i], strlen(node->words[i]));
	return (struct phrase){words, node->word_count, node->prefix};
}

/* The whole words of a phrase, joined with what OUT has already. */
static void put_whole_words(struct text *out, const struct query_node *phrase)
{
	struct query_node whole = *phrase;

	whole.word_count -= whole.prefix;
	whole.prefix = false;
	if (!whole.word_count)
		return;
	if (out->length)
		text_puts(out, " AND ");
	put_phrase(out, &whole);
}

/* Every text with NODE has its whole words; NULL where there are none. */
static const struct plan *candidates_plan(struct maker *maker, const struct query_node *node)
{
	struct text match = {0};
	struct part part;

	if (node->op == QUERY_PHRASE) {
		put_whole_words(&match, node);
	} else {
		put_whole_words(&match, node->kids[0]);
		put_whole_words(&match, node->kids[1]);
	}
	if (!match.length)
		return NULL;
	part = match_part(maker, &match, false);
	return settle(maker, &part);
}

static struct part scan_part(struct maker *maker, const struct query_node *node, bool negate)
{
	bool near = node->op == QUERY_NEAR;
	struct plan *plan = new_plan(maker, PLAN_SCAN, negate);
	struct phrase *phrases = arena_new(maker->arena, 2, sizeof(*phrases));
	const struct plan **kids = arena_new(maker->arena, 2, sizeof(*kids));
	struct part asked = near ? near_part(maker, node, negate)
				 : phrase_part(maker, node, negate);

	phrases[0] = copy_phrase(maker, near ? node->kids[0] : node);
	if (near)
		phrases[1] = copy_phrase(maker, node->kids[1]);
	plan->phrases = phrases;
	plan->phrase_count = near ? 2 : 1;
	plan->distance = near_distance(node);
	kids[0] = settle(maker, &asked);
	kids[1] = negate ? NULL : candidates_plan(maker, node);
	plan->kids = kids;
	plan->kid_count = kids[1] ? 2 : 1;
	return set_part(plan);
}

static int compare_values(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The values of NODE ascending, each once. */
static struct plan *values_plan(struct maker *maker, enum plan_op op,
				const struct query_node *node, bool negate)
{
	struct plan *plan = new_plan(maker, op, negate);
	uint32_t *values = arena_new(maker->arena, node->value_count, sizeof(*values));
	size_t count = 0;

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

static struct part facet_part(struct maker *maker, const struct query_node *node, bool negate)
{
	struct text match = {0};
	struct part part;

	if (!node->value_count)
		return set_part(new_plan(maker, PLAN_ALL, !negate));
	if (node->value_count > PLAN_FACET_MOST && columns_for(node->facet))
		return set_part(values_plan(maker, PLAN_COLUMN, node, negate));
	for (size_t i = 0; i < node->value_count; i++) {
		text_puts(&match, i ? " OR \"" : "\"");
		facet_token(node->facet, node->values[i], &match);
		text_putc(&match, '"');
	}
	part = match_part(maker, &match, negate);
	part.joined = node->value_count > 1;
	return part;
}

static struct part days_part(struct maker *maker, const struct query_node *node, bool negate)
{
	struct plan *plan = new_plan(maker, PLAN_DAYS, negate);

	plan->days = node->days;
	return set_part(plan);
}

static struct part rows_part(struct maker *maker, const struct query_node *node, bool negate)
{
	if (!node->value_count)
		return set_part(new_plan(maker, PLAN_ALL, !negate));
	return set_part(values_plan(maker, PLAN_ROWS, node, negate));
}

/* --- joining --- */

static bool is_constant(const struct part *part, bool all)
{
	return !part->match && part->set->op == PLAN_ALL && part->set->negated == !all;
}

/* Appends those expressions of PARTS whose sign is NEGATED, with OPERATOR
 * between them, and returns how many. */
static size_t join(struct text *out, const struct parts *parts, bool negated,
		   const char *operator, unsigned *stack)
{
	size_t count = 0;

	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->at[i];

		if (!part->match || part->negated != negated)
			continue;
		text_printf(out, part->joined ? "%s(%s)" : "%s%s", count ? operator : "",
			    part->match);
		if (part->stack + BRACKET_STACK > *stack)
			*stack = part->stack + BRACKET_STACK;
		count++;
	}
	return count;
}

/*
 * All expressions of PARTS as one.  For AND: `(p AND p) NOT (n OR n)`, or where
 * only negated ones are left "not (n OR n)".  OR is the mirror of it: p OR
 * not n is "not (n NOT p)".
 */
static struct part join_matches(struct maker *maker, const struct parts *parts, bool all)
{
	struct text kept = {0}, other = {0}, both = {0};
	struct part part = {0};
	size_t kept_count = join(&kept, parts, !all, " AND ", &part.stack);
	size_t other_count = join(&other, parts, all, " OR ", &part.stack);

	part.negated = all == !kept_count;
	part.joined = kept_count + other_count > 1;
	if (kept_count && other_count) {
		text_printf(&both, kept_count > 1 ? "(%s) NOT " : "%s NOT ", kept.data);
		text_printf(&both, other_count > 1 ? "(%s)" : "%s", other.data);
		part.stack += BRACKET_STACK;
	} else {
		text_puts(&both, text_string(kept_count ? &kept : &other));
	}
	part.match = arena_copy(maker->arena, both.data, both.length);
	text_release(&kept);
	text_release(&other);
	text_release(&both);
	return part;
}

/* What leaves the fewest rows at the least cost comes first in an AND, and what
 * is looked up row by row last. */
static int compare_kids(const void *a, const void *b)
{
	static const int COST[] = {
		[PLAN_ROWS] = 0, [PLAN_DAYS] = 1, [PLAN_MATCH] = 2, [PLAN_APART] = 3,
		[PLAN_AND] = 4, [PLAN_OR] = 4, [PLAN_COLUMN] = 5, [PLAN_SCAN] = 6,
		[PLAN_ALL] = 7,
	};
	const struct plan *x = *(const struct plan *const *)a;
	const struct plan *y = *(const struct plan *const *)b;

	return 8 * (COST[x->op] - COST[y->op]) + x->negated - y->negated;
}

static struct plan *join_sets(struct maker *maker, const struct plan **kids, size_t count,
			      bool all)
{
	struct plan *plan = new_plan(maker, all ? PLAN_AND : PLAN_OR, false);
	const struct plan **own = arena_new(maker->arena, count, sizeof(*own));

	memcpy(own, kids, count * sizeof(*own));
	qsort(own, count, sizeof(*own), compare_kids);
	plan->kids = own;
	plan->kid_count = count;
	return plan;
}

static struct part join_parts(struct maker *maker, struct parts *parts, bool all)
{
	const struct plan **sets = memory_new(parts->count + 1, sizeof(*sets));
	size_t set_count = 0, match_count = 0, kept = 0;
	struct part part;

	for (size_t i = 0; i < parts->count; i++) {
		struct part *each = &parts->at[i];

		if (is_constant(each, !all)) {
			part = set_part(each->set);
			goto out;
		}
		if (is_constant(each, all))
			continue;
		if (each->match && each->stack + 2 * BRACKET_STACK <= STACK_MOST) {
			match_count++;
			parts->at[kept++] = *each;
		} else {
			sets[set_count++] = settle(maker, each);
		}
	}
	parts->count = kept;
	part = match_count == 1 ? parts->at[0] : (struct part){0};
	if (match_count > 1)
		part = join_matches(maker, parts, all);
	if (match_count && set_count)
		sets[set_count++] = settle(maker, &part);
	if (set_count > 1)
		part = set_part(join_sets(maker, sets, set_count, all));
	else if (set_count)
		part = set_part((struct plan *)sets[0]);
	else if (!match_count)
		part = set_part(new_plan(maker, PLAN_ALL, !all));
out:
	free(sets);
	return part;
}

/* Adds the parts of NODE to PARTS, which are joined by AND (ALL) or OR. */
static int gather(struct maker *maker, const struct query_node *node, bool negate, bool all,
		  struct parts *parts)
{
	bool joins_all = (node->op == QUERY_AND) != negate;
	struct part part;
	int result = 0;

	if (maker->depth >= PLAN_DEPTH_MOST)
		return error_set(maker->err, ERROR_USAGE,
				 "the query is nested too deeply (use fewer brackets)");
	maker->depth++;
	if (node->op == QUERY_NOT) {
		result = gather(maker, node->kids[0], !negate, all, parts);
	} else if ((node->op == QUERY_AND || node->op == QUERY_OR) && joins_all == all) {
		for (size_t i = 0; i < node->kid_count && !result; i++)
			result = gather(maker, node->kids[i], negate, all, parts);
	} else {
		result = make_part(maker, node, negate, &part);
		if (!result)
			add_part(parts, part);
	}
	maker->depth--;
	return result;
}

static int make_part(struct maker *maker, const struct query_node *node, bool negate,
		     struct part *part)
{
	bool all = (node->op == QUERY_AND) != negate;
	struct parts parts = {0};
	int result;

	node = without_nothing(node);
	if (has_beginning(node)) {
		*part = scan_part(maker, node, negate);
		return 0;
	}
	switch (node->op) {
	case QUERY_ALL:
		*part = set_part(new_plan(maker, PLAN_ALL, negate));
		return 0;
	case QUERY_PHRASE:
		*part = phrase_part(maker, node, negate);
		return 0;
	case QUERY_NEAR:
		*part = near_part(maker, node, negate);
		return 0;
	case QUERY_FACET:
		*part = facet_part(maker, node, negate);
		return 0;
	case QUERY_DAYS:
		*part = days_part(maker, node, negate);
		return 0;
	case QUERY_ROWS:
		*part = rows_part(maker, node, negate);
		return 0;
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_NOT:
		break;
	}
	result = gather(maker, node, negate, all, &parts);
	if (!result)
		*part = join_parts(maker, &parts, all);
	free(parts.at);
	return result;
}

const struct plan *plan_make(const struct query_node *node, struct arena *arena,
			     struct error *err)
{
	struct maker maker = {.arena = arena, .err = err};
	struct part part;

	if (!node)
		return new_plan(&maker, PLAN_ALL, false);
	if (make_part(&maker, node, false, &part) < 0)
		return NULL;
	return settle(&maker, &part);
}

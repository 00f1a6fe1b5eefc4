#include "core/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "core/find.h"

/* How many names the echo says before it counts the rest. */
enum { ECHO_NAMES = 3 };

/* How tightly the words of an echo hold together: what joins looser than its
 * surroundings stands in brackets.  BINDS_SEVERAL are names with `or` between them,
 * and the two sides of NEAR. */
enum binding { BINDS_ONE, BINDS_SEVERAL, BINDS_AND, BINDS_OR };

struct resolver {
	struct store *store;
	const struct ask *ask;
	struct arena *arena;	/* of the query */
	struct text *problem;
	struct error *err;
};

/* What a node came to; `node` NULL where it asks for nothing (an order). */
struct outcome {
	struct query_node *node;
	struct text echo;
	enum binding binding;
};

static int resolve_node(struct resolver *resolver, const struct ask_node *node,
			struct outcome *out);

static struct query_node *new_node(struct resolver *resolver, enum query_op op, size_t kids)
{
	struct query_node *node = arena_new(resolver->arena, 1, sizeof(*node));

	node->op = op;
	if (kids)
		node->kids = arena_new(resolver->arena, kids, sizeof(*node->kids));
	return node;
}

static void add_kid(struct query_node *node, const struct query_node *kid)
{
	((const struct query_node **)node->kids)[node->kid_count++] = kid;
}

/* --- words --- */

void echo_phrase(const struct ask *ask, const struct ask_node *phrase, struct text *echo)
{
	size_t to = phrase->to;

	while (to > phrase->from && ask->text[to - 1] == '*')
		to--;
	text_puts(echo, "“");
	text_add(echo, ask->text + phrase->from, to - phrase->from);
	text_puts(echo, phrase->prefix ? "*”" : "”");
}

static struct query_node *phrase_node(struct resolver *resolver, const struct ask_node *node)
{
	struct query_node *phrase = new_node(resolver, QUERY_PHRASE, 0);
	const char **words = arena_new(resolver->arena, node->word_count, sizeof(*words));

	for (size_t i = 0; i < node->word_count; i++)
		words[i] = arena_copy(resolver->arena, node->words[i], strlen(node->words[i]));
	phrase->words = words;
	phrase->word_count = node->word_count;
	phrase->prefix = node->prefix;
	return phrase;
}

static int resolve_phrase(struct resolver *resolver, const struct ask_node *node,
			  struct outcome *out)
{
	if (!node->word_count) {
		out->node = new_node(resolver, QUERY_ALL, 0);
		return 0;
	}
	out->node = phrase_node(resolver, node);
	echo_phrase(resolver->ask, node, &out->echo);
	return 0;
}

static int resolve_near(struct resolver *resolver, const struct ask_node *node,
			struct outcome *out)
{
	out->node = new_node(resolver, QUERY_NEAR, 2);
	out->node->distance = node->distance < QUERY_NEAR_MOST ? node->distance : QUERY_NEAR_MOST;
	add_kid(out->node, phrase_node(resolver, node->kids[0]));
	add_kid(out->node, phrase_node(resolver, node->kids[1]));
	echo_phrase(resolver->ask, node->kids[0], &out->echo);
	text_printf(&out->echo, " within %u words of ", out->node->distance);
	echo_phrase(resolver->ask, node->kids[1], &out->echo);
	out->binding = BINDS_SEVERAL;
	return 0;
}

/* --- fields --- */

static void echo_names(const struct found *found, enum field field, struct outcome *out)
{
	size_t shown = found->named > ECHO_NAMES + 1 ? ECHO_NAMES : found->named;
	const char *name = found->names.data;

	text_puts(&out->echo, FIELDS[field].echo);
	for (size_t i = 0; i < shown; i++) {
		text_puts(&out->echo, i ? " or " : " ");
		text_puts(&out->echo, name);
		name += strlen(name) + 1;
	}
	if (shown < found->named)
		text_printf(&out->echo, " or %zu more", found->named - shown);
	out->binding = found->named > 1 ? BINDS_SEVERAL : BINDS_ONE;
}

static struct query_node *found_node(struct resolver *resolver, const struct found *found,
				     enum field field)
{
	struct query_node *node =
		new_node(resolver, field == FIELD_ID ? QUERY_ROWS : QUERY_FACET, 0);
	uint32_t *values = arena_new(resolver->arena, found->values.count, sizeof(*values));

	if (found->values.count)
		memcpy(values, found->values.at, found->values.count * sizeof(*values));
	node->facet = find_facet(field);
	node->values = values;
	node->value_count = found->values.count;
	return node;
}

static int resolve_days(struct resolver *resolver, const struct ask_node *node,
			struct outcome *out)
{
	out->node = new_node(resolver, QUERY_DAYS, 0);
	out->node->days = node->days;
	text_printf(&out->echo, "%s %s", FIELDS[node->field].echo, node->value);
	return 0;
}

/* COUNT fields of one sort, any of which may match. */
static int resolve_fields(struct resolver *resolver, const struct ask_node *const *nodes,
			  size_t count, struct outcome *out)
{
	enum field field = nodes[0]->field;
	struct found found = {0};
	int result = 0;

	for (size_t i = 0; i < count && !result; i++)
		result = find_value(resolver->store, field, nodes[i]->value, &found,
				    resolver->problem, resolver->err);
	if (!result)
		result = find_names(resolver->store, field, ECHO_NAMES + 1, &found, resolver->err);
	if (!result) {
		out->node = found_node(resolver, &found, field);
		echo_names(&found, field, out);
	}
	found_release(&found);
	return result;
}

static int resolve_field(struct resolver *resolver, const struct ask_node *node,
			 struct outcome *out)
{
	switch (node->field) {
	case FIELD_SORT:
		return 0;
	case FIELD_DATE:
	case FIELD_AFTER:
	case FIELD_BEFORE:
		return resolve_days(resolver, node, out);
	default:
		return resolve_fields(resolver, &node, 1, out);
	}
}

/* --- joining --- */

static void echo_joined(struct text *echo, const struct outcome *kid, enum ask_op op)
{
	bool brackets = op == ASK_AND ? kid->binding == BINDS_OR : kid->binding != BINDS_ONE;
	const char *words = kid->echo.length ? kid->echo.data : "every entry";

	if (op == ASK_AND && !kid->echo.length)
		return;
	if (echo->length)
		text_puts(echo, op == ASK_AND ? ", " : " or ");
	text_printf(echo, brackets ? "(%s)" : "%s", words);
}

/* Adds the outcome of a kid; takes KID's echo. */
static void join_kid(struct outcome *out, struct outcome *kid, enum ask_op op)
{
	if (kid->node) {
		add_kid(out->node, kid->node);
		out->binding = out->node->kid_count == 1 ? kid->binding
			       : op == ASK_AND		 ? BINDS_AND
							 : BINDS_OR;
		echo_joined(&out->echo, kid, op);
	}
	text_release(&kid->echo);
}

/* Resolves the fields like kid FIRST, which are those behind it too where
 * repeating means OR; marks what is done. */
static int resolve_repeated(struct resolver *resolver, const struct ask_node *node, size_t first,
			    bool *done, struct outcome *out)
{
	const struct ask_node **same = memory_new(node->kid_count, sizeof(*same));
	size_t count = 0;
	int result;

	for (size_t i = first; i < node->kid_count; i++)
		if (node->kids[i]->op == ASK_FIELD &&
		    node->kids[i]->field == node->kids[first]->field) {
			same[count++] = node->kids[i];
			done[i] = true;
		}
	result = resolve_fields(resolver, same, count, out);
	free(same);
	return result;
}

static int resolve_kids(struct resolver *resolver, const struct ask_node *node,
			struct outcome *out)
{
	bool *done = memory_new(node->kid_count + 1, sizeof(*done));
	size_t joined;
	int result = 0;

	out->node = new_node(resolver, node->op == ASK_AND ? QUERY_AND : QUERY_OR,
			     node->kid_count + 1);
	for (size_t i = 0; i < node->kid_count && !result; i++) {
		const struct ask_node *kid = node->kids[i];
		struct outcome each = {0};

		if (done[i])
			continue;
		if (node->op == ASK_AND && kid->op == ASK_FIELD && kid->field != FIELD_SORT &&
		    FIELDS[kid->field].repeat_is_or)
			result = resolve_repeated(resolver, node, i, done, &each);
		else
			result = resolve_node(resolver, kid, &each);
		join_kid(out, &each, node->op);
	}
	free(done);
	joined = out->node->kid_count;
	if (!joined)
		out->node = NULL;
	else if (joined == 1)
		out->node = (struct query_node *)out->node->kids[0];
	return result;
}

static int resolve_not(struct resolver *resolver, const struct ask_node *node,
		       struct outcome *out)
{
	struct outcome kid = {0};
	int result = resolve_node(resolver, node->kids[0], &kid);

	if (!result && kid.node) {
		out->node = new_node(resolver, QUERY_NOT, 1);
		add_kid(out->node, kid.node);
		text_puts(&out->echo, "not ");
		text_printf(&out->echo, kid.binding != BINDS_ONE ? "(%s)" : "%s",
			    kid.echo.length ? kid.echo.data : "every entry");
	}
	text_release(&kid.echo);
	return result;
}

static int resolve_node(struct resolver *resolver, const struct ask_node *node,
			struct outcome *out)
{
	switch (node->op) {
	case ASK_AND:
	case ASK_OR:
		return resolve_kids(resolver, node, out);
	case ASK_NOT:
		return resolve_not(resolver, node, out);
	case ASK_PHRASE:
		return resolve_phrase(resolver, node, out);
	case ASK_NEAR:
		return resolve_near(resolver, node, out);
	case ASK_FIELD:
		break;
	}
	return resolve_field(resolver, node, out);
}

int resolve_query(struct store *store, const struct ask *ask, struct query *query,
		  struct text *echo, struct text *problem, struct error *err)
{
	struct resolver resolver = {store, ask, &query->arena, problem, err};
	struct outcome outcome = {0};
	int result = 0;

	*query = (struct query){.sort = ask->sort};
	if (ask->problem) {
		text_puts(problem, ask->problem);
		return 1;
	}
	if (ask->root)
		result = resolve_node(&resolver, ask->root, &outcome);
	if (result) {
		query_release(query);
	} else {
		query->root = outcome.node;
		text_add(echo, text_string(&outcome.echo), outcome.echo.length);
	}
	text_release(&outcome.echo);
	return result;
}

const char *sort_words(enum query_sort sort)
{
	static const char *const WORDS[] = {
		[SORT_NEWEST] = "newest first",
		[SORT_OLDEST] = "oldest first",
		[SORT_BEST] = "best of the newest 20,000 first",
	};

	return WORDS[sort];
}

#include "core/explain.h"

#include <stdlib.h>
#include <string.h>

#include "core/edit.h"
#include "core/resolve.h"
#include "store/search.h"

/* How many parts of a query are tried; of more, nobody could say which is at
 * fault. */
enum { PARTS_MOST = 32 };

/* The number of hits of ASK without its part I; 0 where it names nobody. */
static int count_without(struct store *store, const struct ask *ask, size_t part,
			 uint32_t *count, struct error *err)
{
	struct text echo = {0}, problem = {0};
	struct query query = {0};
	struct ask_node rest = *ask->root;
	struct ask without = *ask;
	int result;

	rest.kids = memory_new(rest.kid_count, sizeof(*rest.kids));
	rest.kid_count = 0;
	for (size_t i = 0; i < ask->root->kid_count; i++)
		if (i != part)
			rest.kids[rest.kid_count++] = ask->root->kids[i];
	without.root = &rest;
	*count = 0;
	result = resolve_query(store, &without, &query, &echo, &problem, err);
	if (result == 0)
		result = search_count(store, &query, 0, count, err);
	query_release(&query);
	text_release(&echo);
	text_release(&problem);
	free(rest.kids);
	return result < 0 ? -1 : 0;
}

static void put_part(const struct ask *ask, size_t part, struct text *out)
{
	const struct ask_node *node = ask->root->kids[part];
	struct text typed = {0};

	if (node->op == ASK_PHRASE) {
		echo_phrase(ask, node, out);
		return;
	}
	ask_part(ask, part, &typed);
	text_printf(out, strstr(text_string(&typed), "”") ? "%s" : "“%s”", text_string(&typed));
	text_release(&typed);
}

/* The part that was typed last is tried first: it is what turned something
 * into nothing, and what Backspace takes away. */
int explain_nothing(struct store *store, const struct ask *ask, struct text *out,
		    struct error *err)
{
	size_t parts, least;

	if (!ask->root || ask->root->op != ASK_AND || ask->problem)
		return 0;
	parts = ask->root->kid_count;
	least = parts > PARTS_MOST ? parts - PARTS_MOST : 0;
	while (parts-- > least) {
		uint32_t count;

		if (count_without(store, ask, parts, &count, err) < 0)
			return -1;
		if (!count)
			continue;
		text_puts(out, "without ");
		put_part(ask, parts, out);
		text_printf(out, " there would be %u", count);
		return 0;
	}
	return 0;
}

#include "tests/support/tree.h"

static void put_phrase(const struct ask_node *node, struct text *out)
{
	const char *mark = node->word_count == 1 ? "" : "\"";

	text_puts(out, mark);
	for (size_t i = 0; i < node->word_count; i++)
		text_printf(out, "%s%s", i ? " " : "", node->words[i]);
	text_printf(out, "%s%s", mark, node->prefix ? "*" : "");
}

static void put_kids(const char *name, const struct ask_node *node, struct text *out)
{
	text_printf(out, "(%s", name);
	if (node->op == ASK_NEAR)
		text_printf(out, " %u", node->distance);
	for (size_t i = 0; i < node->kid_count; i++) {
		text_putc(out, ' ');
		tree_put(node->kids[i], out);
	}
	text_putc(out, ')');
}

void tree_put(const struct ask_node *node, struct text *out)
{
	if (!node) {
		text_puts(out, "nothing");
		return;
	}
	switch (node->op) {
	case ASK_AND:
		put_kids("and", node, out);
		break;
	case ASK_OR:
		put_kids("or", node, out);
		break;
	case ASK_NEAR:
		put_kids("near", node, out);
		break;
	case ASK_NOT:
		text_putc(out, '-');
		tree_put(node->kids[0], out);
		break;
	case ASK_PHRASE:
		put_phrase(node, out);
		break;
	case ASK_FIELD:
		text_printf(out, "%s:%s", FIELDS[node->field].name, node->value);
		break;
	}
}

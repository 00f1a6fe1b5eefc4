#include "core/edit.h"

#include <string.h>

#include "core/scan.h"

size_t ask_parts(const struct ask *ask)
{
	if (!ask->root)
		return 0;
	return ask->root->op == ASK_AND ? ask->root->kid_count : 1;
}

static const struct ask_node *part_at(const struct ask *ask, size_t i)
{
	return ask->root->op == ASK_AND ? ask->root->kids[i] : ask->root;
}

/* Puts a part so that nothing in it is left open, and no bracket closes what
 * stands round it. */
static void put_closed(const char *part, size_t length, struct text *out)
{
	struct lexeme lexeme;
	size_t at = 0, open = 0;

	do {
		size_t before = at;

		scan_next(part, length, &at, &lexeme);
		if (lexeme.kind == LEX_CLOSE && !open) {
			text_putc(out, ' ');
			continue;
		}
		if (lexeme.kind == LEX_OPEN)
			open++;
		else if (lexeme.kind == LEX_CLOSE)
			open--;
		text_add(out, part + before, at - before);
		if (lexeme.unclosed)
			text_puts(out, lexeme.unclosed);
	} while (lexeme.kind != LEX_END);
	for (; open; open--)
		text_putc(out, ')');
}

static void put_node(const struct ask *ask, const struct ask_node *node, struct text *out)
{
	const char *part = ask->text + node->start;
	size_t length = node->end - node->start;

	/* A word in its brackets, or at the beginning, but not beside a word. */
	if (length == strlen("NEAR") && !memcmp(part, "NEAR", length)) {
		text_puts(out, "\"NEAR\"");
		return;
	}
	put_closed(part, length, out);
	/* `speaker:` would take what comes next for its value. */
	if (node->op == ASK_FIELD && !*node->value && part[length - 1] == ':')
		text_puts(out, "\"\"");
}

/* Whether one pair of brackets, closed or not, holds all of a part. */
static bool is_bracketed(const char *part, size_t length)
{
	struct lexeme lexeme;
	size_t at = 0, open = 0;

	scan_next(part, length, &at, &lexeme);
	if (lexeme.kind != LEX_OPEN)
		return false;
	for (open = 1; open; ) {
		scan_next(part, length, &at, &lexeme);
		if (lexeme.kind == LEX_END)
			return true;
		if (lexeme.kind == LEX_OPEN)
			open++;
		else if (lexeme.kind == LEX_CLOSE)
			open--;
	}
	scan_next(part, length, &at, &lexeme);
	return lexeme.kind == LEX_END;
}

/* Puts NODE so that another part can stand beside it. */
static void put_beside(const struct ask *ask, const struct ask_node *node, struct text *out)
{
	bool brackets = node->op == ASK_OR &&
			!is_bracketed(ask->text + node->start, node->end - node->start);

	text_puts(out, brackets ? "(" : "");
	put_node(ask, node, out);
	text_puts(out, brackets ? ")" : "");
}

static void put_field(enum field field, const char *value, struct text *out)
{
	size_t length = strlen(value);
	const struct quotation *marks = scan_quotation_for(value, length);

	text_printf(out, "%s:", FIELDS[field].name);
	if (scan_is_bare(value, length)) {
		text_puts(out, value);
	} else if (marks) {
		text_printf(out, "%s%s%s", marks->open, value, marks->close);
	} else {
		text_putc(out, '"');
		for (; *value; value++)
			text_putc(out, *value == '"' ? ' ' : *value);
		text_putc(out, '"');
	}
}

static bool is_of_field(const struct ask_node *node, enum field field)
{
	if (node->op == ASK_FIELD)
		return node->field == field;
	if (node->op != ASK_OR)
		return false;
	for (size_t i = 0; i < node->kid_count; i++)
		if (node->kids[i]->op != ASK_FIELD || node->kids[i]->field != field)
			return false;
	return true;
}

static void part_from(struct text *out, size_t start)
{
	if (out->length > start)
		text_putc(out, ' ');
}

void ask_set_field(const struct ask *ask, enum field field, const char *value,
		   struct text *out)
{
	size_t start = out->length;

	for (size_t i = 0; i < ask_parts(ask); i++) {
		const struct ask_node *part = part_at(ask, i);

		if (is_of_field(part, field))
			continue;
		part_from(out, start);
		if (value)
			put_beside(ask, part, out);
		else
			put_node(ask, part, out);
	}
	if (value) {
		part_from(out, start);
		put_field(field, value, out);
	}
}

bool ask_is_set(const struct ask *ask, enum field field, const char *value)
{
	size_t set = 0, others = 0;

	for (size_t i = 0; i < ask_parts(ask); i++) {
		const struct ask_node *part = part_at(ask, i);

		if (!is_of_field(part, field))
			continue;
		if (value && part->op == ASK_FIELD && strcmp(part->value, value) == 0)
			set++;
		else
			others++;
	}
	return others == 0 && set == (value ? 1 : 0);
}

static bool has_field(const struct ask *ask, enum field field, const char *value)
{
	for (size_t i = 0; i < ask_parts(ask); i++) {
		const struct ask_node *part = part_at(ask, i);

		if (part->op == ASK_FIELD && part->field == field && !strcmp(part->value, value))
			return true;
	}
	return false;
}

void ask_add_field(const struct ask *ask, enum field field, const char *value,
		   struct text *out)
{
	bool there = has_field(ask, field, value);
	size_t start = out->length;

	for (size_t i = 0; i < ask_parts(ask); i++) {
		part_from(out, start);
		put_beside(ask, part_at(ask, i), out);
	}
	if (!there) {
		part_from(out, start);
		put_field(field, value, out);
	}
}

void ask_without(const struct ask *ask, size_t i, struct text *out)
{
	size_t start = out->length;

	for (size_t j = 0; j < ask_parts(ask); j++) {
		if (j == i)
			continue;
		part_from(out, start);
		put_node(ask, part_at(ask, j), out);
	}
}

bool ask_drop_last(const struct ask *ask, struct text *out)
{
	size_t parts = ask_parts(ask);

	if (!parts)
		return false;
	ask_without(ask, parts - 1, out);
	return true;
}

void ask_part(const struct ask *ask, size_t i, struct text *out)
{
	put_node(ask, part_at(ask, i), out);
}

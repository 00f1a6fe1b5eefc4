#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "core/edit.h"
#include "tests/support/tree.h"

static void parse(const char *text, struct ask *ask)
{
	parse_query(text, strlen(text), false, ask);
}

static void expect_set(const char *text, enum field field, const char *value, const char *want)
{
	struct text got = {0};
	struct ask ask;

	parse(text, &ask);
	ask_set_field(&ask, field, value, &got);
	cr_expect_str_eq(text_string(&got), want, "%s gives %s, not %s", text, text_string(&got),
			 want);
	text_release(&got);
	ask_release(&ask);
}

static void expect_add(const char *text, enum field field, const char *value, const char *want)
{
	struct text got = {0};
	struct ask ask;

	parse(text, &ask);
	ask_add_field(&ask, field, value, &got);
	cr_expect_str_eq(text_string(&got), want, "%s gives %s, not %s", text, text_string(&got),
			 want);
	text_release(&got);
	ask_release(&ask);
}

static void expect_drop(const char *text, const char *want)
{
	struct text got = {0};
	struct ask ask;

	parse(text, &ask);
	cr_expect(ask_drop_last(&ask, &got));
	cr_expect_str_eq(text_string(&got), want, "%s gives %s, not %s", text, text_string(&got),
			 want);
	text_release(&got);
	ask_release(&ask);
}

Test(edit, setting_a_field_replaces_it)
{
	expect_set("", FIELD_SPEAKER, "ada", "speaker:ada");
	expect_set("a", FIELD_SPEAKER, "ada", "a speaker:ada");
	expect_set("speaker:x a SPEAKER:y -speaker:z", FIELD_SPEAKER, "ada",
		   "a -speaker:z speaker:ada");
	expect_set("speaker:x OR speaker:y", FIELD_SPEAKER, "ada", "speaker:ada");
	expect_set("(speaker:x OR speaker:y) a", FIELD_SPEAKER, NULL, "a");
	expect_set("speaker:x", FIELD_SPEAKER, NULL, "");
	expect_set("in:x a", FIELD_TALK, "y", "a talk:y");
	expect_set("a sort:best", FIELD_SORT, NULL, "a");
}

Test(edit, an_or_gets_brackets_where_something_is_added)
{
	expect_add("a OR b c", FIELD_TOPIC, "t", "(a OR b c) topic:t");
	expect_add("(a OR b)", FIELD_TOPIC, "t", "(a OR b) topic:t");
	expect_add("(a OR b) OR (c)", FIELD_TOPIC, "t", "((a OR b) OR (c)) topic:t");
	expect_add("(a OR b", FIELD_TOPIC, "t", "(a OR b) topic:t");
	expect_set("a OR b", FIELD_TOPIC, NULL, "a OR b");
}

Test(edit, what_was_left_open_is_closed)
{
	expect_add("a \"b c", FIELD_TOPIC, "t", "a \"b c\" topic:t");
	expect_add("a „b c", FIELD_TOPIC, "t", "a „b c“ topic:t");
	expect_add("a (b OR \"c", FIELD_TOPIC, "t", "a (b OR \"c\") topic:t");
	expect_add("speaker:\"ada b", FIELD_TOPIC, "t", "speaker:\"ada b\" topic:t");
	expect_add("a OR", FIELD_TOPIC, "t", "a topic:t");
	expect_add("speaker:", FIELD_TOPIC, "t", "speaker:\"\" topic:t");
	expect_add("a NEAR/5", FIELD_TOPIC, "t", "a topic:t");
	expect_add("x a NEAR/5 b NEAR c NEAR", FIELD_TOPIC, "t", "x a NEAR/5 b NEAR c topic:t");
	expect_add("a (NEAR) b", FIELD_TOPIC, "t", "a \"NEAR\" b topic:t");
}

Test(edit, a_field_is_added_once)
{
	expect_add("topic:a", FIELD_TOPIC, "b", "topic:a topic:b");
	expect_add("topic:a x", FIELD_TOPIC, "a", "topic:a x");
}

Test(edit, values_are_quoted_where_they_need_it)
{
	expect_set("", FIELD_SPEAKER, "Ada Lovelace", "speaker:\"Ada Lovelace\"");
	expect_set("", FIELD_SPEAKER, "a(b)", "speaker:\"a(b)\"");
	expect_set("", FIELD_SPEAKER, "J. \"X\" Doe", "speaker:“J. \"X\" Doe”");
	expect_set("", FIELD_SPEAKER, "«x»", "speaker:\"«x»\"");
	expect_set("", FIELD_SPEAKER, "a\"b", "speaker:a\"b");
	expect_set("", FIELD_SPEAKER, "x \" ” » 」 』 ›", "speaker:\"x   ” » 」 』 ›\"");
}

Test(edit, the_last_part_is_dropped)
{
	struct text got = {0};
	struct ask ask;

	expect_drop("a", "");
	expect_drop("a \"b c\"", "a");
	expect_drop("a speaker: b", "a");
	expect_drop("a (b c)", "a");
	expect_drop("a OR b", "");
	expect_drop("a b NEAR c NEAR d", "a");
	expect_drop("b NEAR c NEAR d", "");
	parse(" ", &ask);
	cr_expect_not(ask_drop_last(&ask, &got));
	ask_release(&ask);
}

Test(edit, parts_read_as_typed)
{
	struct text got = {0};
	struct ask ask;

	parse("a  -\"b c\" (d OR e) in:x", &ask);
	cr_assert_eq(ask_parts(&ask), 4);
	for (size_t i = 0; i < 4; i++) {
		ask_part(&ask, i, &got);
		text_putc(&got, '|');
	}
	cr_expect_str_eq(text_string(&got), "a|-\"b c\"|(d OR e)|in:x|");
	text_clear(&got);
	ask_without(&ask, 1, &got);
	cr_expect_str_eq(text_string(&got), "a (d OR e) in:x");
	text_release(&got);
	ask_release(&ask);
}

/* --- properties --- */

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void mix(uint32_t *seed, struct text *text)
{
	static const char *const PIECES[] = {
		"a", "b c", " ", " ", "OR", " OR ", "NEAR", " NEAR/5 ", " NEAR ", "(", ")", " -", "\"", "“", "”",
		"„", "«", "»", "*", "...", "speaker:x", "topic:\"y z\"", "date:2024..", "sort:best",
		"資料", "\xff", " kind:talk ", "speaker:“ada", "speaker: ", "-",
	};

	text_clear(text);
	for (uint32_t n = chance(seed) % 12; n; n--)
		text_puts(text, PIECES[chance(seed) % (sizeof(PIECES) / sizeof(*PIECES))]);
}

/* The trees of the parts of ASK but SKIP, and of MORE, in one line. */
static void put_parts(const struct ask *ask, size_t skip, const char *more, struct text *out)
{
	for (size_t i = 0; i < ask_parts(ask); i++) {
		if (i == skip)
			continue;
		tree_put(ask->root->op == ASK_AND ? ask->root->kids[i] : ask->root, out);
		text_putc(out, ' ');
	}
	text_puts(out, more);
}

/* As put_parts; a sole part that is an AND counts by its own parts, since its
 * brackets are no longer needed. */
static void put_parsed(const char *text, struct text *out)
{
	struct ask ask;

	parse(text, &ask);
	put_parts(&ask, SIZE_MAX, "", out);
	ask_release(&ask);
}

Test(edit, an_edited_text_means_what_its_parts_meant)
{
	struct text text = {0}, edited = {0}, want = {0}, got = {0};
	uint32_t seed = 23;
	int checked = 0;

	for (int i = 0; i < 40000; i++) {
		struct ask ask;

		mix(&seed, &text);
		parse(text_string(&text), &ask);
		text_clear(&edited);
		text_clear(&want);
		text_clear(&got);
		if (!ask.problem && ask_parts(&ask)) {
			ask_add_field(&ask, FIELD_PLACE, "at home", &edited);
			put_parts(&ask, SIZE_MAX, "place:at home ", &want);
			put_parsed(text_string(&edited), &got);
			cr_assert_str_eq(text_string(&got), text_string(&want), "%s -> %s",
					 text_string(&text), text_string(&edited));
			checked++;
		}
		if (!ask.problem && ask_parts(&ask) > 2) {
			size_t skip = chance(&seed) % ask_parts(&ask);

			text_clear(&edited);
			text_clear(&want);
			text_clear(&got);
			ask_without(&ask, skip, &edited);
			put_parts(&ask, skip, "", &want);
			put_parsed(text_string(&edited), &got);
			cr_assert_str_eq(text_string(&got), text_string(&want), "%s -> %s",
					 text_string(&text), text_string(&edited));
		}
		ask_release(&ask);
	}
	cr_assert_gt(checked, 10000);
	text_release(&text);
	text_release(&edited);
	text_release(&want);
	text_release(&got);
}

Test(edit, any_value_is_read_back)
{
	static const char *const PIECES[] = {"a", " ", "\"", "“", "”", "«", "»", "(", ")", ":", "*",
					     "OR", "-", "資", "/", "b"};
	struct text value = {0}, edited = {0};
	uint32_t seed = 31;

	for (int i = 0; i < 20000; i++) {
		struct ask ask;

		text_clear(&value);
		text_clear(&edited);
		text_putc(&value, 'x');
		for (uint32_t n = chance(&seed) % 6; n; n--)
			text_puts(&value, PIECES[chance(&seed) % (sizeof(PIECES) / sizeof(*PIECES))]);
		text_putc(&value, 'y');
		parse("a OR b", &ask);
		ask_set_field(&ask, FIELD_SPEAKER, text_string(&value), &edited);
		ask_release(&ask);
		parse(text_string(&edited), &ask);
		cr_assert_eq(ask_parts(&ask), 2);
		cr_assert_str_eq(ask.root->kids[1]->value, text_string(&value), "%s",
				 text_string(&edited));
		ask_release(&ask);
	}
	text_release(&value);
	text_release(&edited);
}

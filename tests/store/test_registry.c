/* Who is meant by an id or a name, and what has to be read again when that
 * turns out only later. */
#include <criterion/criterion.h>
#include <string.h>

#include "store/registry.h"
#include "store/text.h"

static uint32_t declare(struct registry *registry, const char *id, uint32_t line)
{
	struct place before;

	return registry_declare(registry, id, strlen(id), (struct place){0, line, 1}, &before);
}

static enum registry_found find(struct registry *registry, const char *text, uint32_t *number)
{
	uint32_t other;

	return registry_find(registry, text, strlen(text), number, &other);
}

Test(registry, an_id_has_all_that_is_above_it_for_parents)
{
	struct registry topics = {.tree = true};
	uint32_t low = declare(&topics, "a/b/c", 1), middle, top;

	cr_expect_eq(topics.ids.count, 3);
	cr_expect_eq(find(&topics, "a/b", &middle), REGISTRY_ONE);
	cr_expect_eq(find(&topics, "a", &top), REGISTRY_ONE);
	cr_expect_eq(topics.things[low - 1].parent, middle);
	cr_expect_eq(topics.things[middle - 1].parent, top);
	cr_expect_eq(topics.things[top - 1].parent, 0);
	registry_release(&topics);
}

Test(registry, a_parent_shakes_what_was_read_as_an_alias)
{
	struct registry topics = {.tree = true};
	uint32_t other = declare(&topics, "c", 1), number;

	registry_name(&topics, other, "a", 1);
	cr_expect_eq(find(&topics, "a", &number), REGISTRY_ONE);
	cr_expect_eq(number, other);
	cr_expect_not(topics.shaken);
	declare(&topics, "a/b", 2);
	cr_expect(topics.shaken);
	cr_expect_eq(find(&topics, "a", &number), REGISTRY_ONE);
	cr_expect_neq(number, other);
	registry_release(&topics);
}

Test(registry, an_id_that_is_far_too_long_has_few_parents)
{
	struct registry topics = {.tree = true};
	struct text id = {0};
	uint32_t number;

	for (int i = 0; i < 100 * 1000; i++)
		text_puts(&id, "a/");
	text_putc(&id, 'a');
	declare(&topics, text_string(&id), 1);
	cr_expect_leq(topics.ids.count, 101);
	/* Whoever names one that could be meant is not told too. */
	cr_expect_eq(find(&topics, "a/a", &number), REGISTRY_ONE);
	text_release(&id);
	registry_release(&topics);
}

Test(registry, an_id_without_a_parent_that_could_be_one_has_none)
{
	static const char *const ends[] = {"/", "/b", "//"};
	struct registry topics = {.tree = true};
	struct text id = {0};

	for (int i = 0; i < 1000; i++)
		text_putc(&id, 'a');
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t length = id.length;
		uint32_t low;

		text_puts(&id, ends[i]);
		low = declare(&topics, text_string(&id), 1);
		cr_expect_eq(topics.ids.count, i + 1);
		cr_expect_eq(topics.things[low - 1].parent, 0);
		id.length = length;
	}
	cr_expect_eq(topics.things[declare(&topics, "/b", 1) - 1].parent, 0);
	text_release(&id);
	registry_release(&topics);
}

#include <criterion/criterion.h>
#include <string.h>

#include "core/facets.h"
#include "tests/support/corpus.h"

/* One topic alone and as many pairs, one topic of each below the other, as would make
 * twice as many rows as a list has.  All are as frequent; the labels put the lower ones
 * before all that they lie below. */
static void write_pairs(struct text *yaml)
{
	text_puts(yaml, "statements: 1\ntopics:\n- {id: alone, label: a}\n");
	for (unsigned i = 0; i < FACETS_MOST; i++)
		text_printf(yaml, "- {id: t%u, label: upper %03u}\n- {id: t%u/b, label: lower %03u}\n",
			    i, i, i, i);
	text_puts(yaml, "quotes:\n- {speaker: Ada, text: w, topics: [alone]}\n");
	for (unsigned i = 0; i < FACETS_MOST; i++)
		text_printf(yaml, "- {speaker: Ada, text: w%u, topics: [t%u/b]}\n", i, i);
}

Test(facets, a_topic_for_which_those_above_it_have_no_room_is_left_out)
{
	struct test_corpus corpus;
	struct facet_list list = {0};
	struct text yaml = {0};
	struct store *store;

	write_pairs(&yaml);
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	cr_assert_eq(facets_stored(store, NAMES_TOPIC, &list, NULL), 0);
	/* Of an even number of rows one is the topic alone, and pairs fill the rest but one. */
	cr_assert_eq(list.count, FACETS_MOST - 1, "%zu rows", list.count);
	cr_expect_str_eq(list.rows[0].label, "a");
	for (size_t i = 1; i < list.count; i++) {
		cr_expect_eq(list.rows[i].depth, (i + 1) % 2, "row %zu", i);
		cr_expect_eq(strncmp(list.rows[i].label, i % 2 ? "upper" : "lower", 5), 0, "row %zu", i);
	}
	facet_list_release(&list);
	store_close(store);
	text_release(&yaml);
	test_corpus_release(&corpus);
}

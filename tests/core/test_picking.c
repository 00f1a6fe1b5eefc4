#include <criterion/criterion.h>

#include "core/picking.h"
#include "tests/support/corpus.h"

static void take(void *context, struct answer *answer)
{
	struct answer **last = context;

	answer_free(*last);
	*last = answer;
}

/* Picks among the speakers of rows with "rain" until all is counted; the last answer. */
static struct answer *pick_rain(struct store *store, const struct inquiry *inquiry)
{
	struct picking picking = {.store = store};
	struct answer *last = NULL;
	const struct giver giver = {.give = take, .context = &last};
	struct error err = {0};

	picking_begin(&picking, 7, NAMES_SPEAKER, "", "rain", false);
	while (!picking_done(&picking))
		cr_assert_eq(picking_step(&picking, inquiry, &giver, NULL, NULL, &err), 0, "%s",
			     err.text);
	picking_release(&picking);
	return last;
}

Test(picking, counts_for_itself_where_the_inquiry_was_stopped_before_it_had)
{
	struct test_corpus corpus;
	struct store *store;
	struct inquiry *inquiry;
	struct text refusal = {0};
	struct error err = {0};
	struct answer *answer;

	test_corpus_init(&corpus, "statements: 1\nquotes:\n"
				  "  - {speaker: Ada, text: rain and rain}\n"
				  "  - {speaker: Bob, text: wind}\n"
				  "  - {speaker: Ada, text: more rain}\n");
	store = test_corpus_open(&corpus);
	cr_assert_eq(inquiry_open(store, 1, "rain", false, &inquiry, &refusal, &err), 0);
	inquiry_stop(inquiry);
	answer = pick_rain(store, inquiry);
	cr_assert(answer);
	cr_expect(answer->exact);
	cr_assert_eq(answer->picks.count, 2u);
	cr_expect_str_eq(answer->picks.rows[0].label, "Ada");
	cr_expect_eq(answer->picks.rows[0].count, 2u);
	cr_expect_eq(answer->picks.rows[1].count, 0u);
	answer_free(answer);
	inquiry_close(inquiry);
	text_release(&refusal);
	store_close(store);
	test_corpus_release(&corpus);
}

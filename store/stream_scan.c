#include <stdlib.h>

#include "store/occur.h"
#include "store/stream_state.h"

/*
 * Beginnings of words.  The index has all texts with a word at once, but for
 * those with a beginning it gathers the texts of every such word first: a tenth
 * of a microsecond an occurrence, not to be interrupted, and for `t*` in a
 * million entries nearly half a second.  Looking at one text takes two
 * microseconds, so where a beginning is frequent the first rows are found by
 * looking, and where it is rare by asking.  Which of them it is tell some texts
 * from all over the store.
 *
 * Looked at for longer, many rows would be dearer than the index is; so it is
 * asked for the rest of them, where it would not keep a stop waiting for long.
 */
enum {
	SAMPLE = 256,
	RARE = 50,		/* a beginning in fewer than one text in so many is rare */
	LOOKS_MOST = 4096,	/* before the index is asked for the rest, */
	GATHERED_MOST = 2500000	/* unless it would gather more occurrences */
};

struct scan {
	struct occur occur;
	bool judged, asks;	/* `asks`: by the index from now on */
	uint64_t gathered;	/* an estimate */
	uint32_t looks;
};

void stream_open_scan(struct engine *engine, struct node *node)
{
	const struct plan *plan = node->plan;

	if (!engine->reader)
		engine->reader = reader_open(engine->store);
	node->scan = memory_new(1, sizeof(*node->scan));
	occur_init(&node->scan->occur, plan->phrases, plan->phrase_count, plan->distance);
	node->kids = memory_new(plan->kid_count, sizeof(*node->kids));
	node->kid_count = plan->kid_count;
	for (size_t i = 0; i < plan->kid_count; i++)
		node->kids[i].plan = plan->kids[i];
	if (plan->kid_count == 2)
		stream_open_match(engine, &node->kids[1]);
}

void stream_close_scan(struct node *node)
{
	if (!node->scan)
		return;
	occur_release(&node->scan->occur);
	free(node->scan);
}

/* --- looking --- */

struct look {
	struct occur *occur;
	bool found;
};

static bool look_into(void *context, const char *text, size_t length)
{
	struct look *look = context;

	look->found = occur_in(look->occur, text, length);
	return !look->found;
}

/* Whether the row at position AT is one that is asked for. */
static int look_at(struct engine *engine, struct node *node, uint32_t at, bool *in,
		   struct error *err)
{
	struct look look = {.occur = &node->scan->occur};
	uint32_t place;

	node->scan->looks++;
	if (look_around(engine, err) < 0 ||
	    store_place(engine->store, mirror(engine, at), &place, err) < 0 ||
	    reader_texts(engine->reader, place, look_into, &look, err) < 0)
		return -1;
	*in = look.found != node->plan->negated;
	return 0;
}

/* --- looking or asking --- */

struct sampled {
	const struct occur *occur;
	size_t count;
};

static bool count_beginnings(void *context, const char *text, size_t length)
{
	struct sampled *sampled = context;

	sampled->count += occur_beginnings(sampled->occur, text, length);
	return true;
}

/* What the index gathers does not depend on where it is asked to begin, so it
 * is not asked anew. */
static void ask_from_now_on(struct engine *engine, struct node *node, bool scored)
{
	node->scan->asks = true;
	node->kids[0].gathered = true;
	if (scored)
		stream_open_match(engine, &node->kids[0]);
}

/* Rows are ranked by rare beginnings only: where they are looked at, it is by
 * the whole words. */
static int judge(struct engine *engine, struct node *node, struct error *err)
{
	struct scan *scan = node->scan;
	uint32_t sample = engine->count < SAMPLE ? engine->count : SAMPLE;
	uint32_t rows = 0;
	uint64_t words = 0;

	for (uint32_t i = 0; i < sample; i++) {
		uint32_t place = 1 + (uint32_t)((uint64_t)i * engine->count / sample);
		struct sampled sampled = {&scan->occur, 0};

		if (reader_texts(engine->reader, place, count_beginnings, &sampled, err) < 0)
			return -1;
		rows += sampled.count > 0;
		words += sampled.count;
	}
	scan->gathered = sample ? words * engine->count / sample : 0;
	scan->judged = true;
	if (rows * RARE < sample)
		ask_from_now_on(engine, node, engine->scored);
	return 0;
}

/* Sees to it that `asks` holds for the next row. */
static int choose(struct engine *engine, struct node *node, struct error *err)
{
	struct scan *scan = node->scan;

	if (!scan->judged && judge(engine, node, err) < 0)
		return -1;
	/* The score of the whole words must not be lost half-way. */
	if (!scan->asks && scan->looks >= LOOKS_MOST && scan->gathered <= GATHERED_MOST &&
	    !(engine->scored && node->kid_count == 2))
		ask_from_now_on(engine, node, false);
	return 0;
}

/* Moves KID to the first hit at or behind AT. */
static int move(struct engine *engine, struct node *kid, uint32_t at, struct error *err)
{
	return at <= kid->found ? 0 : stream_seek_match(engine, kid, at, err);
}

int stream_try_scan(struct engine *engine, struct node *node, uint32_t *at, bool *in,
		    struct error *err)
{
	struct node *leads;

	if (choose(engine, node, err) < 0)
		return -1;
	leads = node->scan->asks ? &node->kids[0] : node->kid_count == 2 ? &node->kids[1] : NULL;
	if (leads && move(engine, leads, *at, err) < 0)
		return -1;
	*in = !leads || leads->found == *at;
	if (!*in) {
		*at = leads->found;
		return 0;
	}
	if (!node->scan->asks && look_at(engine, node, *at, in, err) < 0)
		return -1;
	if (*in) {
		node->found = *at;
		node->score = leads ? leads->score : 0;
	} else {
		++*at;
	}
	return 0;
}

int stream_seek_scan(struct engine *engine, struct node *node, uint32_t at, struct error *err)
{
	bool in = false;

	while (at < end_of(engine) && !in)
		if (stream_try_scan(engine, node, &at, &in, err) < 0)
			return -1;
	node->found = at;
	return 0;
}

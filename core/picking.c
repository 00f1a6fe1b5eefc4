#include "core/picking.h"

#include <stdlib.h>
#include <string.h>

#include "store/clock.h"
#include "store/memory.h"

/* Between two lists with growing counts. */
enum { PICKS_MS = 100 };

static void close_own(struct picking *picking)
{
	inquiry_close(picking->own);
	picking->own = NULL;
	picking->own_failed = false;
}

void picking_begin(struct picking *picking, uint64_t request, enum names names,
		   const char *pattern, const char *base, bool typing)
{
	if (!picking->base || strcmp(picking->base, base) || picking->typing != typing)
		close_own(picking);
	free(picking->pattern);
	free(picking->base);
	picking->pattern = memory_copy(pattern, strlen(pattern));
	picking->base = memory_copy(base, strlen(base));
	picking->typing = typing;
	picking->request = request;
	picking->names = names;
	picking->told = picking->exact = false;
}

void picking_end(struct picking *picking)
{
	close_own(picking);
	free(picking->pattern);
	free(picking->base);
	picking->pattern = picking->base = NULL;
}

void picking_reopen(struct picking *picking, struct store *store)
{
	close_own(picking);
	name_list_release(&picking->speakers);
	name_list_release(&picking->topics);
	picking->have_speakers = picking->have_topics = false;
	picking->told = picking->exact = false;
	picking->store = store;
}

void picking_release(struct picking *picking)
{
	picking_end(picking);
	picking_reopen(picking, NULL);
}

bool picking_done(const struct picking *picking)
{
	return !picking->pattern || (picking->told && picking->exact);
}

static int read_names(struct picking *picking, struct name_list **list, struct error *err)
{
	bool *have = picking->names == NAMES_SPEAKER ? &picking->have_speakers
						     : &picking->have_topics;

	*list = picking->names == NAMES_SPEAKER ? &picking->speakers : &picking->topics;
	if (!*have && name_list_read(*list, picking->store, picking->names, err))
		return -1;
	*have = true;
	return 0;
}

static void drop_answer(void *context, struct answer *answer)
{
	(void)context;
	answer_free(answer);
}

/* One piece of counting `base` here; what it finds besides is not wanted. */
static int step_own(struct picking *picking, struct error *err)
{
	const struct giver nobody = {.give = drop_answer};
	struct text refusal = {0};
	int result = 0;

	if (!picking->own && !picking->own_failed) {
		result = inquiry_open(picking->store, 0, picking->base, picking->typing,
				      &picking->own, &refusal, err);
		text_release(&refusal);
		picking->own_failed = result > 0;
		if (result < 0)
			return -1;
	}
	if (picking->own && !inquiry_done(picking->own))
		result = inquiry_step(picking->own, &nobody, err);
	return result < 0 ? -1 : 0;
}

static int give_picks(struct picking *picking, const struct inquiry *counts,
		      const struct giver *giver, bool (*stopped)(void *context), void *context,
		      struct error *err)
{
	struct name_pick pick = {
		.pattern = picking->pattern,
		.names = picking->names,
		.stored = !counts || inquiry_finds_all(counts),
		.most = PICKS_MOST,
		.stopped = stopped,
		.context = context,
	};
	struct answer *answer;
	struct name_list *list;

	if (read_names(picking, &list, err))
		return -1;
	if (counts)
		pick.tally = inquiry_tally(counts, &pick.exact);
	if (pick.stored)
		pick.exact = true;
	answer = answer_new(ANSWER_PICKS, picking->request);
	answer->exact = pick.exact;
	if (!name_list_pick(list, &pick, &answer->picks, &answer->total)) {
		answer_free(answer);
		return 0;
	}
	picking->told = true;
	picking->exact = pick.exact || (counts && inquiry_done(counts));
	picking->told_at = clock_ms();
	giver->give(giver->context, answer);
	return 0;
}

int picking_step(struct picking *picking, const struct inquiry *inquiry,
		 const struct giver *giver, bool (*stopped)(void *context), void *context,
		 struct error *err)
{
	bool theirs, exact = true;
	const struct inquiry *counts;

	if (picking_done(picking))
		return 0;
	/* One that was stopped before it had counted everything is no help. */
	theirs = inquiry && inquiry_answers(inquiry, picking->base, picking->typing);
	if (theirs && inquiry_done(inquiry)) {
		inquiry_tally(inquiry, &exact);
		theirs = exact;
	}
	if (!theirs && step_own(picking, err))
		return -1;
	counts = theirs ? inquiry : picking->own;
	if (counts)
		inquiry_tally(counts, &exact);
	if (picking->told && !exact && clock_ms() - picking->told_at < PICKS_MS)
		return 0;
	return give_picks(picking, counts, giver, stopped, context, err);
}

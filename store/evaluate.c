#include "store/evaluate.h"

#include <stdlib.h>

#include "store/columns.h"
#include "store/handle.h"
#include "store/memory.h"
#include "store/occurrence.h"
#include "store/segment.h"

/* What is kept of a leaf from segment to segment. */
struct leaf {
	bool ready;
	/* PLAN_DAYS: rows up to `undated` have no date; of those up to `early` the
	 * first day lies before the asked ones, so that their last day counts; those
	 * up to `inside` begin within them, later ones after. */
	uint32_t undated, early, inside;
	/* PLAN_COLUMN: which values are asked for. */
	unsigned char *wanted;
	size_t wanted_count;
};

struct evaluation {
	struct store *store;
	const struct plan *plan;
	struct columns *columns;
	struct leaf *leaves;
	size_t leaf_count;
	struct occurrences a, b;
};

/* The segment that is looked at. */
struct look {
	struct evaluation *evaluation;
	uint32_t number, first, count;	/* its rows */
};

/* Adds to FOUND, which is empty, the rows of WITHIN that PLAN finds. */
static int find(struct look *look, const struct plan *plan, const struct bits *within,
		struct bits *found, struct error *err);

/* --- rows and days --- */

static void find_rows(struct look *look, const struct plan *plan, struct bits *found)
{
	size_t low = 0, high = plan->value_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (plan->values[middle] < look->first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < plan->value_count && plan->values[low] - look->first < look->count; low++)
		bits_add(found, plan->values[low] - look->first);
}

static int prepare_days(struct evaluation *evaluation, const struct plan *plan, struct leaf *leaf,
			struct error *err)
{
	uint32_t count = store_count(evaluation->store);
	struct days days = plan->days;

	leaf->undated = leaf->early = leaf->inside = count;
	if (days_known(days)) {
		if (columns_undated(evaluation->columns, &leaf->undated, err) < 0 ||
		    columns_before(evaluation->columns, days.first, &leaf->early, err) < 0)
			return -1;
		if (days.last < DAY_LAST &&
		    columns_before(evaluation->columns, days.last + 1, &leaf->inside, err) < 0)
			return -1;
	}
	if (leaf->early < leaf->undated)
		leaf->early = leaf->undated;
	if (leaf->inside < leaf->early)
		leaf->inside = leaf->early;
	leaf->ready = true;
	return 0;
}

/* Of the rows FROM to UPTO those of WITHIN whose last day is not before the asked ones. */
static int find_by_last_day(struct look *look, const struct plan *plan, uint32_t from,
			    uint32_t upto, const struct bits *within, struct bits *found,
			    struct error *err)
{
	uint32_t day = column_day(plan->days.first);

	while (from <= upto) {
		struct columns *columns = look->evaluation->columns;
		struct block first, more;
		uint32_t end;

		if (store_ready(look->evaluation->store, err) < 0 ||
		    columns_block(columns, COLUMN_FIRST, from, &first, err) < 0 ||
		    columns_block(columns, COLUMN_DAYS, from, &more, err) < 0)
			return -1;
		end = first.first + first.count;
		if ((uint64_t)first.most + more.most < day)
			from = end;
		for (; from <= upto && from < end; from++) {
			uint32_t i = from - first.first;

			if ((uint64_t)first.at[i] + more.at[i] >= day &&
			    bits_has(within, from - look->first))
				bits_add(found, from - look->first);
		}
	}
	return 0;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static int find_days(struct look *look, const struct plan *plan, struct leaf *leaf,
		     const struct bits *within, struct bits *found, struct error *err)
{
	uint32_t last = look->first + look->count - 1, from, upto;

	if (!leaf->ready && prepare_days(look->evaluation, plan, leaf, err) < 0)
		return -1;
	from = larger(leaf->early + 1, look->first);
	upto = smaller(leaf->inside, last);
	if (from <= upto)
		bits_add_range(found, from - look->first, upto + 1 - look->first);
	return find_by_last_day(look, plan, larger(leaf->undated + 1, look->first),
				smaller(leaf->early, last), within, found, err);
}

/* --- facets --- */

static int find_terms(struct look *look, const struct plan *plan, struct bits *found,
		      struct error *err)
{
	struct store *store = look->evaluation->store;

	for (size_t i = 0; i < plan->term_count; i++) {
		const struct term *term = &plan->terms[i];
		struct postings postings;
		int more = segment_find(store, look->number, term->bytes, term->length, false,
					&postings, err);

		if (more < 0)
			return -1;
		if (more && !postings_rows(&postings, look->count, found))
			return segment_damaged(store, err);
	}
	return 0;
}

static void prepare_column(const struct plan *plan, struct leaf *leaf)
{
	leaf->wanted_count = (size_t)plan->values[plan->value_count - 1] + 1;
	leaf->wanted = memory_new(leaf->wanted_count, 1);
	for (size_t i = 0; i < plan->value_count; i++)
		leaf->wanted[plan->values[i]] = 1;
	leaf->ready = true;
}

static int find_column(struct look *look, const struct plan *plan, struct leaf *leaf,
		       const struct bits *within, struct bits *found, struct error *err)
{
	enum { ROUNDS = 4096 };
	uint32_t rounds = 0;

	if (!leaf->ready)
		prepare_column(plan, leaf);
	for (uint32_t at = bits_next(within, 0); at < SEGMENT_ROWS; at = bits_next(within, at + 1)) {
		bool has;

		if ((++rounds % ROUNDS == 0 && store_ready(look->evaluation->store, err) < 0) ||
		    columns_has(look->evaluation->columns, plan->facet, look->first + at,
				leaf->wanted, leaf->wanted_count, &has, err) < 0)
			return -1;
		if (has)
			bits_add(found, at);
	}
	return 0;
}

/* --- words --- */

static int find_phrase(struct look *look, const struct plan *plan, const struct bits *within,
		       struct bits *found, struct error *err)
{
	struct evaluation *evaluation = look->evaluation;
	struct bits rows;

	if (plan->phrases->count == 1)
		return phrase_candidates(evaluation->store, look->number, plan->phrases, within,
					 found, err);
	if (phrase_candidates(evaluation->store, look->number, plan->phrases, within, &rows,
			      err) < 0)
		return -1;
	if (!bits_any(&rows))
		return 0;
	if (phrase_occurrences(evaluation->store, look->number, plan->phrases, &rows,
			       &evaluation->a, err) < 0)
		return -1;
	occurrences_rows(&evaluation->a, found);
	return 0;
}

static int find_near(struct look *look, const struct plan *plan, const struct bits *within,
		     struct bits *found, struct error *err)
{
	struct evaluation *evaluation = look->evaluation;
	struct store *store = evaluation->store;
	const struct phrase *phrases = plan->phrases;
	struct bits some, rows;

	if (phrase_candidates(store, look->number, &phrases[0], within, &some, err) < 0 ||
	    phrase_candidates(store, look->number, &phrases[1], &some, &rows, err) < 0)
		return -1;
	if (!bits_any(&rows))
		return 0;
	if (phrase_occurrences(store, look->number, &phrases[0], &rows, &evaluation->a, err) < 0 ||
	    phrase_occurrences(store, look->number, &phrases[1], &rows, &evaluation->b, err) < 0)
		return -1;
	occurrences_near(&evaluation->a, phrases[0].count, &evaluation->b, phrases[1].count,
			 plan->distance, found);
	return 0;
}

/* --- AND, OR, NOT --- */

/* Sets are kept in the heap here, since queries may be nested as deeply as
 * PLAN_DEPTH_MOST says. */
static struct bits *copy_bits(const struct bits *bits)
{
	struct bits *copy = memory_new(1, sizeof(*copy));

	if (bits)
		*copy = *bits;
	return copy;
}

static int find_and(struct look *look, const struct plan *plan, const struct bits *within,
		    struct bits *found, struct error *err)
{
	struct bits *rows = copy_bits(within);
	int result = 0;

	for (size_t i = 0; i < plan->kid_count && result == 0 && bits_any(rows); i++) {
		bits_clear(found);
		result = find(look, plan->kids[i], rows, found, err);
		bits_and(rows, found);
	}
	*found = *rows;
	free(rows);
	return result;
}

/* What was found by one kid need not be looked for by the next. */
static int find_or(struct look *look, const struct plan *plan, const struct bits *within,
		   struct bits *found, struct error *err)
{
	struct bits *rest = copy_bits(within), *rows = copy_bits(NULL);
	int result = 0;

	for (size_t i = 0; i < plan->kid_count && result == 0 && bits_any(rest); i++) {
		bits_clear(rows);
		result = find(look, plan->kids[i], rest, rows, err);
		bits_or(found, rows);
		bits_take_away(rest, rows);
	}
	free(rest);
	free(rows);
	return result;
}

static int find_not(struct look *look, const struct plan *plan, const struct bits *within,
		    struct bits *found, struct error *err)
{
	struct bits *rows = copy_bits(NULL);
	int result = find(look, plan->kids[0], within, rows, err);

	*found = *within;
	bits_take_away(found, rows);
	free(rows);
	return result;
}

static int find_any(struct look *look, const struct plan *plan, const struct bits *within,
		    struct bits *found, struct error *err)
{
	struct leaf *leaf = &look->evaluation->leaves[plan->number];

	switch (plan->op) {
	case PLAN_ALL:
		*found = *within;
		return 0;
	case PLAN_NONE:
		return 0;
	case PLAN_ROWS:
		find_rows(look, plan, found);
		return 0;
	case PLAN_DAYS:
		return find_days(look, plan, leaf, within, found, err);
	case PLAN_TERMS:
		return find_terms(look, plan, found, err);
	case PLAN_PHRASE:
		return find_phrase(look, plan, within, found, err);
	case PLAN_NEAR:
		return find_near(look, plan, within, found, err);
	case PLAN_COLUMN:
		return find_column(look, plan, leaf, within, found, err);
	case PLAN_AND:
		return find_and(look, plan, within, found, err);
	case PLAN_OR:
		return find_or(look, plan, within, found, err);
	case PLAN_NOT:
		return find_not(look, plan, within, found, err);
	}
	return 0;
}

static int find(struct look *look, const struct plan *plan, const struct bits *within,
		struct bits *found, struct error *err)
{
	if (store_ready(look->evaluation->store, err) < 0 ||
	    find_any(look, plan, within, found, err) < 0)
		return -1;
	/* What a leaf takes from lists as they are may lie outside. */
	bits_and(found, within);
	return 0;
}

/* --- the whole --- */

struct evaluation *evaluation_open(struct store *store, const struct plan *plan, size_t leaves)
{
	struct evaluation *evaluation = memory_new(1, sizeof(*evaluation));

	evaluation->store = store;
	evaluation->plan = plan;
	evaluation->columns = columns_open(store);
	evaluation->leaves = memory_new(leaves, sizeof(*evaluation->leaves));
	evaluation->leaf_count = leaves;
	return evaluation;
}

void evaluation_close(struct evaluation *evaluation)
{
	if (!evaluation)
		return;
	for (size_t i = 0; i < evaluation->leaf_count; i++)
		free(evaluation->leaves[i].wanted);
	free(evaluation->leaves);
	columns_close(evaluation->columns);
	occurrences_release(&evaluation->a);
	occurrences_release(&evaluation->b);
	free(evaluation);
}

int evaluate(struct evaluation *evaluation, uint32_t number, struct bits *rows,
	     struct error *err)
{
	const struct segment *segment = segment_at(evaluation->store, number);
	struct look look = {evaluation, number, segment->first, segment->rows};
	struct bits all;

	bits_clear(&all);
	bits_add_range(&all, 0, segment->rows);
	bits_clear(rows);
	return find(&look, evaluation->plan, &all, rows, err);
}

#include "store/score.h"

#include <math.h>
#include <stdlib.h>

#include "store/memory.h"
#include "store/occurrence.h"
#include "store/segment.h"

/* The constants of BM25: how soon more of a word no longer helps, and how much
 * a long text is marked down. */
static const double K1 = 1.2, B = 0.75;

struct scoring {
	struct store *store;
	struct scored {
		const struct phrase *phrase;
		double weight;
	} *phrases;
	size_t count, cap;
	bool weighed;
	double average;		/* words of a row */
	struct occurrences found;
	uint32_t lengths[SEGMENT_ROWS];
};

static void add_phrase(struct scoring *scoring, const struct phrase *phrase)
{
	scoring->phrases = memory_room(scoring->phrases, scoring->count, &scoring->cap,
				       sizeof(*scoring->phrases));
	scoring->phrases[scoring->count++] = (struct scored){.phrase = phrase};
}

static void collect(struct scoring *scoring, const struct plan *plan)
{
	if (plan->op == PLAN_NOT)
		return;
	if (plan->op == PLAN_PHRASE || plan->op == PLAN_NEAR)
		add_phrase(scoring, &plan->phrases[0]);
	if (plan->op == PLAN_NEAR)
		add_phrase(scoring, &plan->phrases[1]);
	for (size_t i = 0; i < plan->kid_count; i++)
		collect(scoring, plan->kids[i]);
}

struct scoring *scoring_open(struct store *store, const struct plan *plan)
{
	struct scoring *scoring = memory_new(1, sizeof(*scoring));

	scoring->store = store;
	collect(scoring, plan);
	return scoring;
}

void scoring_close(struct scoring *scoring)
{
	if (!scoring)
		return;
	free(scoring->phrases);
	occurrences_release(&scoring->found);
	free(scoring);
}

/* --- how rare a word is --- */

static int count_term(void *context, const char *term, size_t length,
		      const struct postings *postings, struct error *err)
{
	double *rows = context;

	(void)term;
	(void)length;
	(void)err;
	*rows += postings->count;
	return 0;
}

/* The rows with a word in segment NUMBER; of a beginning, those of all words with it, a row
 * as often as it has them. */
static int count_word(struct store *store, uint32_t number, const struct term *word, bool prefix,
		      double *rows, struct error *err)
{
	struct postings postings;
	int found;

	if (prefix)
		return segment_each(store, number, word->bytes, word->length, false, count_term,
				    rows, err);
	found = segment_find(store, number, word->bytes, word->length, false, &postings, err);
	if (found > 0)
		*rows += postings.count;
	return found < 0 ? -1 : 0;
}

/* Beginnings have very many words: the newest segment stands for all. */
static int weigh_word(struct scoring *scoring, const struct term *word, bool prefix,
		      double *weight, struct error *err)
{
	struct store *store = scoring->store;
	uint32_t segments = segment_count(store);
	double all = store_count(store), rows = 0, idf;

	for (uint32_t i = prefix ? segments - 1 : 0; i < segments; i++)
		if (count_word(store, i, word, prefix, &rows, err) < 0)
			return -1;
	if (prefix)
		rows = fmin(all, rows / segment_at(store, segments - 1)->rows * all);
	idf = log((all - rows + 0.5) / (rows + 0.5));
	/* What stands in more than half of all rows still counts for something. */
	*weight += idf > 1e-6 ? idf : 1e-6;
	return 0;
}

static int weigh(struct scoring *scoring, struct error *err)
{
	double words = 0;

	for (uint32_t i = 0; i < segment_count(scoring->store); i++)
		words += (double)segment_at(scoring->store, i)->words;
	scoring->average = fmax(1, words / store_count(scoring->store));
	for (size_t i = 0; i < scoring->count; i++) {
		struct scored *scored = &scoring->phrases[i];
		const struct phrase *phrase = scored->phrase;

		scored->weight = 0;
		for (size_t k = 0; k < phrase->count; k++)
			if (weigh_word(scoring, &phrase->words[k],
				       phrase->prefix && k + 1 == phrase->count, &scored->weight,
				       err) < 0)
				return -1;
	}
	scoring->weighed = true;
	return 0;
}

/* --- rows --- */

static void add_scores(const struct scoring *scoring, double weight, float *scores)
{
	const struct occurrences *found = &scoring->found;

	for (size_t i = 0; i < found->count;) {
		uint32_t row = occurrence_row(found->at[i]);
		double times = 0, length;

		for (; i < found->count && occurrence_row(found->at[i]) == row; i++)
			times++;
		length = 1 - B + B * scoring->lengths[row] / scoring->average;
		scores[row] += (float)(weight * times * (K1 + 1) / (times + K1 * length));
	}
}

int score_rows(struct scoring *scoring, uint32_t number, const struct bits *rows, float *scores,
	       struct error *err)
{
	if ((!scoring->weighed && weigh(scoring, err) < 0) ||
	    segment_lengths(scoring->store, number, scoring->lengths, err) < 0)
		return -1;
	for (uint32_t i = 0; i < segment_at(scoring->store, number)->rows; i++)
		scores[i] = 0;
	for (size_t i = 0; i < scoring->count; i++) {
		const struct scored *scored = &scoring->phrases[i];
		struct bits candidates;

		if (phrase_candidates(scoring->store, number, scored->phrase, rows, &candidates,
				      err) < 0 ||
		    phrase_occurrences(scoring->store, number, scored->phrase, &candidates,
				       &scoring->found, err) < 0)
			return -1;
		add_scores(scoring, scored->weight, scores);
	}
	return 0;
}

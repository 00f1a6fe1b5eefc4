#include "store/occurrence.h"

#include <stdlib.h>

#include "store/handle.h"

void occurrences_release(struct occurrences *occurrences)
{
	free(occurrences->at);
	*occurrences = (struct occurrences){0};
}

void occurrences_rows(const struct occurrences *occurrences, struct bits *rows)
{
	for (size_t i = 0; i < occurrences->count; i++)
		bits_add(rows, occurrence_row(occurrences->at[i]));
}

static bool is_beginning(const struct phrase *phrase, size_t word)
{
	return phrase->prefix && word + 1 == phrase->count;
}

/* --- rows --- */

struct rows_of {
	struct store *store;
	uint32_t segment_rows;
	struct bits *rows;
};

static int add_rows(void *context, const char *term, size_t length,
		    const struct postings *postings, struct error *err)
{
	struct rows_of *of = context;

	(void)term;
	(void)length;
	if (!postings_rows(postings, of->segment_rows, of->rows))
		return segment_damaged(of->store, err);
	return 0;
}

/* The rows with word WORD of PHRASE. */
static int word_rows(struct store *store, uint32_t number, const struct phrase *phrase,
		     size_t word, struct bits *rows, struct error *err)
{
	const struct term *term = &phrase->words[word];
	struct rows_of of = {store, segment_at(store, number)->rows, rows};
	struct postings postings;
	int found;

	if (is_beginning(phrase, word))
		return segment_each(store, number, term->bytes, term->length, false, add_rows,
				    &of, err);
	found = segment_find(store, number, term->bytes, term->length, false, &postings, err);
	return found > 0 ? add_rows(&of, term->bytes, term->length, &postings, err) : found;
}

int phrase_candidates(struct store *store, uint32_t number, const struct phrase *phrase,
		      const struct bits *within, struct bits *rows, struct error *err)
{
	struct bits word;

	*rows = *within;
	for (size_t i = 0; i < phrase->count && bits_any(rows); i++) {
		bits_clear(&word);
		if (word_rows(store, number, phrase, i, &word, err) < 0)
			return -1;
		bits_and(rows, &word);
	}
	return 0;
}

/* --- occurrences --- */

/* Keeps those of FOUND that have one of NEXT so many words further on. */
static void keep_followed(struct occurrences *found, const struct occurrences *next, size_t words)
{
	size_t kept = 0, k = 0;

	for (size_t i = 0; i < found->count; i++) {
		uint64_t wanted = found->at[i] + words;

		while (k < next->count && next->at[k] < wanted)
			k++;
		if (k < next->count && next->at[k] == wanted)
			found->at[kept++] = found->at[i];
	}
	found->count = kept;
}

/* Gathering the occurrences of all words with a beginning; of those behind another word
 * only where that one has been found. */
struct gather {
	struct store *store;
	uint32_t segment_rows;
	const struct bits *within;
	const struct occurrences *before;	/* NULL: the beginning is the whole phrase */
	size_t words;
	/* By row, where its part of `before` begins. */
	uint32_t *starts;
	struct occurrences *out, one;
};

/* The occurrence of `before` to which one of the last word belongs is kept. */
static void keep_preceded(struct gather *gather, uint64_t occurrence)
{
	uint32_t row = occurrence_row(occurrence);

	for (uint32_t i = gather->starts[row]; i < gather->starts[row + 1]; i++) {
		if (gather->before->at[i] + gather->words != occurrence)
			continue;
		gather->out->at = memory_room(gather->out->at, gather->out->count,
					      &gather->out->cap, sizeof(*gather->out->at));
		gather->out->at[gather->out->count++] = gather->before->at[i];
	}
}

static int gather_term(void *context, const char *term, size_t length,
		       const struct postings *postings, struct error *err)
{
	struct gather *gather = context;
	struct occurrences *to = gather->before ? &gather->one : gather->out;

	(void)term;
	(void)length;
	gather->one.count = 0;
	if (!postings_occurrences(postings, gather->segment_rows, gather->within, to))
		return segment_damaged(gather->store, err);
	for (size_t i = 0; i < gather->one.count; i++)
		keep_preceded(gather, gather->one.at[i]);
	return store_ready(gather->store, err);
}

static int compare_positions(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* By row, where its occurrences begin in an ordered list; of SEGMENT_ROWS + 1 rows. */
static void find_starts(const struct occurrences *occurrences, uint32_t *starts)
{
	uint32_t row = 0;

	for (size_t i = 0; i < occurrences->count; i++)
		while (row <= occurrence_row(occurrences->at[i]))
			starts[row++] = (uint32_t)i;
	while (row <= SEGMENT_ROWS)
		starts[row++] = (uint32_t)occurrences->count;
}

/* Counts rows first, so that only those of one row are left to be ordered. */
static void order(struct occurrences *occurrences)
{
	uint32_t *next = memory_new(SEGMENT_ROWS + 1, sizeof(*next));
	uint64_t *ordered = memory_new(occurrences->count + 1, sizeof(*ordered));
	size_t start = 0;

	for (size_t i = 0; i < occurrences->count; i++)
		next[occurrence_row(occurrences->at[i]) + 1]++;
	for (size_t row = 0; row < SEGMENT_ROWS; row++)
		next[row + 1] += next[row];
	for (size_t i = 0; i < occurrences->count; i++)
		ordered[next[occurrence_row(occurrences->at[i])]++] = occurrences->at[i];
	for (size_t row = 0; row < SEGMENT_ROWS; start = next[row++])
		if (next[row] - start > 1)
			qsort(ordered + start, next[row] - start, sizeof(*ordered),
			      compare_positions);
	free(next);
	free(occurrences->at);
	occurrences->at = ordered;
	occurrences->cap = occurrences->count + 1;
}

/* The occurrences of a phrase whose last word is a beginning and whose others, if any, were
 * FOUND. */
static int gather_beginning(struct store *store, uint32_t number, const struct phrase *phrase,
			    const struct bits *within, struct occurrences *found,
			    struct error *err)
{
	const struct term *last = &phrase->words[phrase->count - 1];
	struct occurrences out = {0};
	struct gather gather = {
		.store = store,
		.segment_rows = segment_at(store, number)->rows,
		.within = within,
		.words = phrase->count - 1,
		.out = &out,
	};
	int result;

	if (phrase->count > 1) {
		gather.before = found;
		gather.starts = memory_new(SEGMENT_ROWS + 1, sizeof(*gather.starts));
		find_starts(found, gather.starts);
	}
	result = segment_each(store, number, last->bytes, last->length, true, gather_term,
			      &gather, err);
	occurrences_release(&gather.one);
	free(gather.starts);
	order(&out);
	occurrences_release(found);
	*found = out;
	return result;
}

int phrase_occurrences(struct store *store, uint32_t number, const struct phrase *phrase,
		       const struct bits *within, struct occurrences *out, struct error *err)
{
	uint32_t segment_rows = segment_at(store, number)->rows;
	size_t whole = phrase->count - phrase->prefix;
	struct occurrences next = {0};
	int result = 0;

	out->count = 0;
	for (size_t i = 0; i < whole && result == 0 && (i == 0 || out->count); i++) {
		const struct term *word = &phrase->words[i];
		struct occurrences *to = i ? &next : out;
		struct postings postings;
		int found = segment_find(store, number, word->bytes, word->length, true,
					 &postings, err);

		next.count = 0;
		result = found < 0 ? -1 : 0;
		if (found > 0 && !postings_occurrences(&postings, segment_rows, within, to))
			result = segment_damaged(store, err);
		if (i)
			keep_followed(out, &next, i);
	}
	occurrences_release(&next);
	if (result == 0 && phrase->prefix && (!whole || out->count))
		result = gather_beginning(store, number, phrase, within, out, err);
	return result;
}

/* --- near --- */

/* Adds the rows in which B begins behind the end of A and not too far. */
static void add_followed(const struct occurrences *a, size_t a_words,
			 const struct occurrences *b, unsigned distance, struct bits *rows)
{
	size_t k = 0;

	for (size_t i = 0; i < a->count; i++) {
		uint64_t end = a->at[i] + a_words;

		while (k < b->count && b->at[k] < end)
			k++;
		if (k < b->count && b->at[k] - end <= distance &&
		    occurrence_row(b->at[k]) == occurrence_row(a->at[i]))
			bits_add(rows, occurrence_row(a->at[i]));
	}
}

void occurrences_near(const struct occurrences *a, size_t a_words, const struct occurrences *b,
		      size_t b_words, unsigned distance, struct bits *rows)
{
	add_followed(a, a_words, b, distance, rows);
	add_followed(b, b_words, a, distance, rows);
}

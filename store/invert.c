#include "store/invert.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

enum { NOWHERE = POSITION_MOST };

void invert_row(struct invert *invert)
{
	invert->starts = memory_room(invert->starts, invert->rows, &invert->starts_cap,
				     sizeof(*invert->starts));
	invert->words = memory_room(invert->words, invert->rows, &invert->words_cap,
				    sizeof(*invert->words));
	invert->starts[invert->rows] = invert->count;
	invert->words[invert->rows++] = 0;
}

static void add(struct invert *invert, uint32_t term, uint32_t position)
{
	if (invert->count >= UINT32_MAX)
		memory_exhausted();
	invert->tokens = memory_room(invert->tokens, invert->count, &invert->cap,
				     sizeof(*invert->tokens));
	invert->tokens[invert->count++] = (struct token_of_row){term, position};
}

static uint32_t other_term(struct invert *invert, const char *bytes, size_t length)
{
	return (uint32_t)invert->lexicon->count +
	       string_table_add(&invert->others, bytes, length) - 1;
}

void invert_word(struct invert *invert, uint32_t rank, uint32_t position)
{
	invert->words[invert->rows - 1]++;
	add(invert, rank, position);
}

void invert_other_word(struct invert *invert, const char *word, size_t length, uint32_t position)
{
	invert_word(invert, other_term(invert, word, length), position);
}

uint32_t invert_facet(struct invert *invert, const char *term, size_t length)
{
	uint32_t number = other_term(invert, term, length);

	add(invert, number, NOWHERE);
	return number;
}

void invert_facet_again(struct invert *invert, uint32_t number)
{
	add(invert, number, NOWHERE);
}

/* --- from rows to terms --- */

/* An occurrence of a term. */
struct place_of_term {
	uint32_t position;
	uint16_t row;
};

static size_t count_terms(const struct invert *invert)
{
	return invert->lexicon->count + invert->others.count;
}

static void make_room(struct invert *invert)
{
	if (invert->count > invert->places_cap) {
		free(invert->places);
		invert->places_cap = invert->count;
		invert->places = memory_resize(NULL, invert->places_cap, sizeof(*invert->places));
	}
	if (count_terms(invert) > invert->ends_cap) {
		free(invert->ends);
		invert->ends_cap = count_terms(invert) + count_terms(invert) / 4;
		invert->ends = memory_resize(NULL, invert->ends_cap, sizeof(*invert->ends));
	}
}

/* A counting sort by term; within a term the order stays that in which they came.  Those of
 * term T are then places[ends[T - 1]] to places[ends[T] - 1]. */
static void distribute(struct invert *invert)
{
	size_t terms = count_terms(invert);
	uint32_t sum = 0, *next;

	make_room(invert);
	next = invert->ends;
	if (terms)
		memset(next, 0, terms * sizeof(*next));
	for (size_t i = 0; i < invert->count; i++)
		next[invert->tokens[i].term]++;
	for (size_t i = 0; i < terms; i++) {
		uint32_t count = next[i];

		next[i] = sum;
		sum += count;
	}
	for (uint32_t row = 0; row < invert->rows; row++) {
		size_t end = row + 1 < invert->rows ? invert->starts[row + 1] : invert->count;

		for (size_t i = invert->starts[row]; i < end; i++)
			invert->places[next[invert->tokens[i].term]++] =
				(struct place_of_term){invert->tokens[i].position, (uint16_t)row};
	}
}

/* --- packing --- */

struct packing {
	struct pages *pages;
	const struct invert *invert;
	uint32_t segment_count;
	uint16_t *rows;
	uint32_t *held;		/* by row of the term */
	uint32_t *positions;
	size_t positions_cap;
	struct postings_packed packed;
};

/* Packs the occurrences of a term, which is number TERM, where it has any. */
static void pack(struct packing *packing, size_t term, const char *bytes, size_t length)
{
	size_t i = term ? packing->invert->ends[term - 1] : 0;
	size_t end = packing->invert->ends[term];
	const struct place_of_term *at = packing->invert->places;
	struct postings_list list = {0};
	size_t held = 0;

	if (i == end)
		return;
	while (i < end) {
		uint16_t row = at[i].row;
		size_t before = held;

		for (; i < end && at[i].row == row; i++) {
			if (at[i].position == NOWHERE)
				continue;
			packing->positions = memory_room(packing->positions, held,
							 &packing->positions_cap,
							 sizeof(*packing->positions));
			packing->positions[held++] = at[i].position;
		}
		packing->rows[list.count] = row;
		packing->held[list.count++] = (uint32_t)(held - before);
	}
	list.rows = packing->rows;
	list.held = packing->held;
	list.positions = packing->positions;
	postings_pack(&list, packing->segment_count, &packing->packed);
	pages_add(packing->pages, bytes, length, &packing->packed);
}

/* A term that the lexicon does not have. */
struct other {
	const char *bytes;
	size_t length;
	uint32_t number;	/* from 0 */
};

static int compare_others(const void *a, const void *b)
{
	const struct other *x = a, *y = b;

	return term_compare(x->bytes, x->length, y->bytes, y->length);
}

static struct other *sort_others(const struct string_table *string_table)
{
	struct other *others = memory_new(string_table->count, sizeof(*others));

	for (uint32_t i = 0; i < string_table->count; i++)
		others[i] = (struct other){string_table_string(string_table, i + 1),
					   string_table_length(string_table, i + 1), i};
	if (string_table->count)
		qsort(others, string_table->count, sizeof(*others), compare_others);
	return others;
}

/* The words of the lexicon and the other terms, each in order, as one list. */
static void pack_all(struct packing *packing, const struct other *others)
{
	const struct invert *invert = packing->invert;
	const uint32_t *ends = invert->ends;
	uint32_t ranks = (uint32_t)invert->lexicon->count, rank = 0;
	size_t other = 0;

	while (rank < ranks || other < invert->others.count) {
		const struct other *next = &others[other];
		const char *word;
		size_t length;

		if (rank < ranks && ends[rank] == (rank ? ends[rank - 1] : 0)) {
			rank++;		/* most words do not occur in a segment */
			continue;
		}
		word = rank < ranks ? lexicon_word(invert->lexicon, rank, &length) : NULL;
		if (word && (other == invert->others.count ||
			     term_compare(word, length, next->bytes, next->length) < 0)) {
			pack(packing, rank++, word, length);
		} else {
			pack(packing, ranks + next->number, next->bytes, next->length);
			other++;
		}
	}
}

void invert_end(struct invert *invert, struct pages *pages)
{
	struct other *others = sort_others(&invert->others);
	struct packing packing = {
		.pages = pages,
		.invert = invert,
		.segment_count = invert->rows,
		.rows = memory_new(SEGMENT_ROWS, sizeof(*packing.rows)),
		.held = memory_new(SEGMENT_ROWS, sizeof(*packing.held)),
	};

	distribute(invert);
	pack_all(&packing, others);
	pages_end(pages);
	free(packing.rows);
	free(packing.held);
	free(packing.positions);
	postings_packed_release(&packing.packed);
	free(others);
}

void invert_clear(struct invert *invert)
{
	string_table_clear(&invert->others);
	invert->count = 0;
	invert->rows = 0;
}

void invert_release(struct invert *invert)
{
	string_table_release(&invert->others);
	free(invert->tokens);
	free(invert->places);
	free(invert->ends);
	free(invert->starts);
	free(invert->words);
	*invert = (struct invert){0};
}

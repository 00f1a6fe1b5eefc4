#include "store/invert.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

enum { NOWHERE = POSITION_MOST };

void invert_row(struct invert *invert)
{
	invert->tokens = memory_room(invert->tokens, invert->rows, &invert->tokens_cap,
				     sizeof(*invert->tokens));
	invert->words = memory_room(invert->words, invert->rows, &invert->words_cap,
				    sizeof(*invert->words));
	invert->tokens[invert->rows] = invert->count;
	invert->words[invert->rows++] = 0;
}

static void add(struct invert *invert, const char *term, size_t length, uint32_t position)
{
	uint32_t number = roster_add(&invert->terms, term, length);

	if (invert->count >= UINT32_MAX)
		memory_exhausted();
	invert->numbers = memory_room(invert->numbers, invert->count, &invert->numbers_cap,
				      sizeof(*invert->numbers));
	invert->positions = memory_room(invert->positions, invert->count, &invert->positions_cap,
					sizeof(*invert->positions));
	invert->numbers[invert->count] = number;
	invert->positions[invert->count++] = position;
	++*roster_value(&invert->terms, number);
}

void invert_word(struct invert *invert, const char *word, size_t length, uint32_t position)
{
	invert->words[invert->rows - 1]++;
	add(invert, word, length, position);
}

void invert_facet(struct invert *invert, const char *term, size_t length)
{
	add(invert, term, length, NOWHERE);
}

/* --- the order of terms --- */

/* The first eight bytes decide most comparisons. */
struct sorted {
	uint64_t head;
	const char *term;
	uint32_t length, number;
};

static uint64_t head_of(const char *term, size_t length)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < length ? (unsigned char)term[i] : 0);
	return head;
}

static int compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return term_compare(x->term, x->length, y->term, y->length);
}

static struct sorted *sort_terms(const struct invert *invert)
{
	size_t count = invert->terms.count;
	struct sorted *sorted = memory_new(count + 1, sizeof(*sorted));

	for (uint32_t i = 0; i < count; i++) {
		struct sorted *each = &sorted[i];

		each->number = i + 1;
		each->term = roster_string(&invert->terms, each->number);
		each->length = (uint32_t)roster_length(&invert->terms, each->number);
		each->head = head_of(each->term, each->length);
	}
	qsort(sorted, count, sizeof(*sorted), compare_sorted);
	return sorted;
}

/* --- from rows to terms --- */

/* An occurrence of a term. */
struct place_of_term {
	uint32_t position;
	uint16_t row;
};

/* All occurrences by term, within a term in the order in which they came: a counting
 * sort, which leaves in `starts` where each term's end. */
static struct place_of_term *distribute(struct invert *invert)
{
	struct place_of_term *places = memory_resize(NULL, invert->count + 1, sizeof(*places));
	size_t terms = invert->terms.count;
	uint32_t sum = 0;

	if (terms + 1 > invert->starts_cap) {
		invert->starts = memory_resize(invert->starts, terms + 1, sizeof(*invert->starts));
		invert->starts_cap = terms + 1;
	}
	for (uint32_t i = 1; i <= terms; i++) {
		invert->starts[i] = sum;
		sum += *roster_value(&invert->terms, i);
	}
	for (uint32_t row = 0; row < invert->rows; row++) {
		size_t end = row + 1 < invert->rows ? invert->tokens[row + 1] : invert->count;

		for (size_t i = invert->tokens[row]; i < end; i++)
			places[invert->starts[invert->numbers[i]]++] =
				(struct place_of_term){invert->positions[i], (uint16_t)row};
	}
	return places;
}

struct packing {
	struct pages *pages;
	uint32_t segment_count;
	uint16_t *offsets;
	uint32_t *positions;
	size_t positions_cap;
	struct text rows, packed;
};

/* Packs the occurrences of one term. */
static void pack(struct packing *packing, const struct sorted *term,
		 const struct place_of_term *places, size_t count)
{
	uint32_t rows = 0;
	bool dense;

	text_clear(&packing->rows);
	text_clear(&packing->packed);
	for (size_t i = 0; i < count;) {
		uint16_t row = places[i].row;
		size_t held = 0;

		for (; i < count && places[i].row == row; i++) {
			if (places[i].position == NOWHERE)
				continue;
			packing->positions = memory_room(packing->positions, held,
							 &packing->positions_cap,
							 sizeof(*packing->positions));
			packing->positions[held++] = places[i].position;
		}
		postings_pack_positions(packing->positions, held, &packing->packed);
		packing->offsets[rows++] = row;
	}
	dense = postings_pack_rows(packing->offsets, rows, packing->segment_count, &packing->rows);
	pages_add(packing->pages, term->term, term->length, &packing->rows, rows, dense,
		  &packing->packed);
}

void invert_end(struct invert *invert, struct pages *pages)
{
	struct packing packing = {.pages = pages, .segment_count = invert->rows};
	struct place_of_term *places = distribute(invert);
	struct sorted *sorted = sort_terms(invert);

	packing.offsets = memory_new(SEGMENT_ROWS, sizeof(*packing.offsets));
	for (size_t i = 0; i < invert->terms.count; i++) {
		uint32_t count = *roster_value(&invert->terms, sorted[i].number);
		uint32_t end = invert->starts[sorted[i].number];

		pack(&packing, &sorted[i], places + end - count, count);
	}
	pages_end(pages);
	free(packing.offsets);
	free(packing.positions);
	text_release(&packing.rows);
	text_release(&packing.packed);
	free(places);
	free(sorted);
}

void invert_clear(struct invert *invert)
{
	roster_clear(&invert->terms);
	invert->count = 0;
	invert->rows = 0;
}

void invert_release(struct invert *invert)
{
	roster_release(&invert->terms);
	free(invert->starts);
	free(invert->numbers);
	free(invert->positions);
	free(invert->tokens);
	free(invert->words);
	*invert = (struct invert){0};
}

#include "store/page.h"

#include <string.h>

#include "store/memory.h"
#include "store/varint.h"

int term_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t both = a_length < b_length ? a_length : b_length;
	int order = memcmp(a, b, both);

	return order ? order : (a_length > b_length) - (a_length < b_length);
}

/* --- making --- */

static void end_page(struct pages *pages)
{
	if (pages->terms.length == pages->terms_start)
		return;
	varint_put(&pages->list, (uint32_t)(pages->terms.length - pages->terms_start));
	varint_put(&pages->list, (uint32_t)(pages->positions.length - pages->positions_start));
	pages->terms_start = pages->terms.length;
	pages->positions_start = pages->positions.length;
}

static size_t shared_bytes(const struct pages *pages, const char *term, size_t length)
{
	size_t shared = 0;

	while (shared < length && shared < pages->last_length && term[shared] == pages->last[shared])
		shared++;
	return shared;
}

/* What half a byte says of a number; where it is HALF_MOST, a varint says the rest. */
enum { HALF_MOST = 15 };

static uint32_t half_of(size_t number)
{
	return number < HALF_MOST ? (uint32_t)number : HALF_MOST;
}

static void put_term(struct pages *pages, const char *term, size_t length)
{
	size_t shared = shared_bytes(pages, term, length), rest = length - shared;

	text_putc(&pages->terms, (char)(half_of(shared) << 4 | half_of(rest)));
	if (shared >= HALF_MOST)
		varint_put(&pages->terms, (uint32_t)shared - HALF_MOST);
	if (rest >= HALF_MOST)
		varint_put(&pages->terms, (uint32_t)rest - HALF_MOST);
	text_add(&pages->terms, term + shared, rest);
	memcpy(pages->last, term, length);
	pages->last_length = length;
}

/* The positions of a term with COUNT rows, which are few, are mostly so many bytes. */
static size_t usual_size(const char *term, size_t length, uint32_t count)
{
	return term_is_facet(term, length) ? 0 : count;
}

static void put_sizes(struct pages *pages, const char *term, size_t length,
		      const struct postings_packed *postings)
{
	size_t positions = postings->positions.length;

	if (postings->count <= POSTINGS_FEW) {
		bool usual = positions == usual_size(term, length, postings->count);

		varint_put(&pages->terms, postings->count << 1 | usual);
		if (usual)
			return;
	} else {
		varint_put(&pages->terms, postings->count << 1 | postings->dense);
		varint_put(&pages->terms, (uint32_t)postings->rows.length);
	}
	varint_put(&pages->terms, (uint32_t)positions);
}

void pages_add(struct pages *pages, const char *term, size_t length,
	       const struct postings_packed *postings)
{
	bool alone = postings->rows.length >= PAGE_ALONE_BYTES;

	if (alone || pages->terms.length - pages->terms_start >= PAGE_BYTES)
		end_page(pages);
	if (pages->terms.length == pages->terms_start) {
		varint_put(&pages->list, (uint32_t)length);
		text_add(&pages->list, term, length);
		pages->last_length = 0;
	}
	put_term(pages, term, length);
	put_sizes(pages, term, length, postings);
	text_add(&pages->terms, postings->rows.data, postings->rows.length);
	text_add(&pages->positions, postings->positions.data, postings->positions.length);
	if (alone)
		end_page(pages);
}

void pages_end(struct pages *pages)
{
	end_page(pages);
}

void pages_clear(struct pages *pages)
{
	text_clear(&pages->terms);
	text_clear(&pages->positions);
	text_clear(&pages->list);
	pages->terms_start = pages->positions_start = pages->last_length = 0;
}

void pages_release(struct pages *pages)
{
	text_release(&pages->terms);
	text_release(&pages->positions);
	text_release(&pages->list);
	*pages = (struct pages){0};
}

/* --- reading --- */

bool page_head(const unsigned char **p, const unsigned char *end, struct page_head *head)
{
	uint32_t length;

	if (!varint_get(p, end, &length) || length > TOKEN_BYTES || length > (size_t)(end - *p))
		return false;
	head->first = (const char *)*p;
	head->length = length;
	*p += length;
	return varint_get(p, end, &head->terms) && varint_get(p, end, &head->positions);
}

void page_begin(struct page_walk *walk, const void *terms, size_t size)
{
	walk->p = terms;
	walk->end = walk->p + size;
	walk->positions = NULL;
	walk->positions_size = walk->at = walk->size = walk->length = 0;
}

void page_begin_positions(struct page_walk *walk, const void *positions, size_t size)
{
	walk->positions = positions;
	walk->positions_size = size;
}

static bool take_half(struct page_walk *walk, uint32_t half, uint32_t *number)
{
	*number = half;
	if (half < HALF_MOST)
		return true;
	if (!varint_get(&walk->p, walk->end, number) || *number > TOKEN_BYTES)
		return false;
	*number += HALF_MOST;
	return true;
}

static bool take_term(struct page_walk *walk)
{
	uint32_t shared, rest;
	unsigned char halves = *walk->p++;

	if (!take_half(walk, halves >> 4, &shared) || !take_half(walk, halves & 15, &rest) ||
	    shared > walk->length || rest > sizeof(walk->term) - shared ||
	    rest > (size_t)(walk->end - walk->p))
		return false;
	memcpy(walk->term + shared, walk->p, rest);
	walk->p += rest;
	walk->length = shared + rest;
	return true;
}

/* The number of rows and the sizes of both parts. */
static bool take_sizes(struct page_walk *walk, struct postings *postings, uint32_t *positions_size)
{
	uint32_t packed, rows_size;

	if (!varint_get(&walk->p, walk->end, &packed))
		return false;
	postings->count = packed >> 1;
	if (postings->count <= POSTINGS_FEW) {
		postings->dense = false;
		rows_size = 2 * postings->count;
		*positions_size = (uint32_t)usual_size(walk->term, walk->length, postings->count);
		if (!(packed & 1) && !varint_get(&walk->p, walk->end, positions_size))
			return false;
	} else {
		postings->dense = packed & 1;
		if (!varint_get(&walk->p, walk->end, &rows_size) ||
		    !varint_get(&walk->p, walk->end, positions_size))
			return false;
	}
	postings->rows_size = rows_size;
	return rows_size <= (size_t)(walk->end - walk->p);
}

int page_next(struct page_walk *walk)
{
	struct postings *postings = &walk->postings;
	uint32_t positions_size;

	if (walk->p == walk->end)
		return 0;
	if (!take_term(walk) || !take_sizes(walk, postings, &positions_size))
		return -1;
	postings->rows = walk->p;
	walk->p += postings->rows_size;
	walk->at += walk->size;
	walk->size = positions_size;
	if (walk->positions && (walk->at > walk->positions_size ||
				positions_size > walk->positions_size - walk->at))
		return -1;
	postings->positions = walk->positions ? walk->positions + walk->at : NULL;
	postings->positions_size = walk->positions ? positions_size : 0;
	return 1;
}

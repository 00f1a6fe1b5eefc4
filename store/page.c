#include "store/page.h"

#include <stdlib.h>
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

void pages_add(struct pages *pages, const char *term, size_t length, const struct text *rows,
	       uint32_t count, bool dense, const struct text *positions)
{
	bool alone = rows->length >= PAGE_ALONE_BYTES;
	size_t shared;

	if (alone || pages->terms.length - pages->terms_start >= PAGE_BYTES)
		end_page(pages);
	if (pages->terms.length == pages->terms_start) {
		varint_put(&pages->list, (uint32_t)length);
		text_add(&pages->list, term, length);
		pages->last_length = 0;
	}
	shared = shared_bytes(pages, term, length);
	varint_put(&pages->terms, (uint32_t)shared);
	varint_put(&pages->terms, (uint32_t)(length - shared));
	text_add(&pages->terms, term + shared, length - shared);
	varint_put(&pages->terms, count);
	varint_put(&pages->terms, (uint32_t)rows->length << 1 | dense);
	varint_put(&pages->terms, (uint32_t)positions->length);
	text_add(&pages->terms, rows->data, rows->length);
	text_add(&pages->positions, positions->data, positions->length);
	memcpy(pages->last, term, length);
	pages->last_length = length;
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

static bool take_term(struct page_walk *walk)
{
	uint32_t shared, rest;

	if (!varint_get(&walk->p, walk->end, &shared) || !varint_get(&walk->p, walk->end, &rest) ||
	    shared > walk->length || rest > sizeof(walk->term) - shared ||
	    rest > (size_t)(walk->end - walk->p))
		return false;
	memcpy(walk->term + shared, walk->p, rest);
	walk->p += rest;
	walk->length = shared + rest;
	return true;
}

int page_next(struct page_walk *walk)
{
	struct postings *postings = &walk->postings;
	uint32_t rows_size, positions_size;

	if (walk->p == walk->end)
		return 0;
	if (!take_term(walk) || !varint_get(&walk->p, walk->end, &postings->count) ||
	    !varint_get(&walk->p, walk->end, &rows_size) ||
	    !varint_get(&walk->p, walk->end, &positions_size) ||
	    rows_size >> 1 > (size_t)(walk->end - walk->p))
		return -1;
	postings->dense = rows_size & 1;
	postings->rows = walk->p;
	postings->rows_size = rows_size >> 1;
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

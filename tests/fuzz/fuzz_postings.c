/*
 * Packed numbers of the index: bytes of a stranger are refused or read, and
 * never is one looked at that is not theirs; and what was packed is read as it was.
 *
 * The first byte tells which: see the enumeration.
 */
#include <stdlib.h>
#include <string.h>

#include "store/column.h"
#include "store/memory.h"
#include "store/page.h"
#include "tests/fuzz/fuzz.h"

enum what {
	READ_PAGE,	/* two bytes: the rows of the segment, less 1; the terms; the positions */
	READ_COLUMN,	/* two bytes: how many numbers; the block */
	PACK_PAGE,	/* as READ_PAGE without positions: what the terms are made of */
	PACK_COLUMN,	/* the numbers, four bytes each */
	WHAT_COUNT
};

enum { BYTES_USUAL = 1024, BYTES_MOST = 64 * 1024, ROWS_MOST = 300, POSITIONS_MOST = 12 };

/* --- reading --- */

/* Every row has an occurrence, where there are positions at all, and none is where
 * no row is. */
static void read_postings(const struct postings *postings, uint32_t rows)
{
	struct bits *bits = memory_new(2, sizeof(*bits)), *within = bits + 1;
	struct occurrences all = {0}, some = {0};
	bool sound = postings_rows(postings, rows, bits);

	must(!sound || bits_next(bits, rows) == SEGMENT_ROWS, "a row behind the last of %u", rows);
	bits_add_range(within, 0, rows / 2);
	if (postings_occurrences(postings, rows, bits, &all)) {
		must(sound || !postings->positions_size, "the rows are not sound");
		must(postings_occurrences(postings, rows, within, &some), "a part is not sound");
		must(some.count <= all.count, "%zu of %zu occurrences", some.count, all.count);
		for (size_t i = 0; i < all.count; i++)
			must((!i || all.at[i] > all.at[i - 1]) &&
				     bits_has(bits, occurrence_row(all.at[i])) &&
				     (uint32_t)all.at[i] < POSITION_MOST,
			     "occurrence %zu is %llx", i, (unsigned long long)all.at[i]);
	}
	free(all.at);
	free(some.at);
	free(bits);
}

static void read_page(struct bytes *bytes, size_t most)
{
	uint32_t rows = bytes_take_two(bytes) + 1u;
	struct text terms = {0}, positions = {0};
	struct page_walk walk;
	char *exact_terms, *exact_positions;

	fuzz_expand(bytes, most, &terms);
	fuzz_expand(bytes, most, &positions);
	exact_terms = fuzz_exact(&terms);
	exact_positions = fuzz_exact(&positions);
	page_begin(&walk, exact_terms, terms.length);
	if (positions.length)
		page_begin_positions(&walk, exact_positions, positions.length);
	while (page_next(&walk) > 0) {
		must(walk.length <= TOKEN_BYTES, "a term of %zu bytes", walk.length);
		read_postings(&walk.postings, rows);
	}
	free(exact_terms);
	free(exact_positions);
	text_release(&terms);
	text_release(&positions);
}

static void read_column(struct bytes *bytes, size_t most)
{
	size_t count = (size_t)bytes_take_two(bytes) + 1;
	uint32_t *numbers = memory_new(count, sizeof(*numbers)), least, middle;
	struct text block = {0};
	char *exact;
	bool sound;

	fuzz_expand(bytes, most, &block);
	exact = fuzz_exact(&block);
	sound = column_check(exact, block.length, count, &least, &middle);
	must(column_unpack(exact, block.length, numbers, count) == sound, "judged twice");
	for (size_t i = 0; i < count && sound; i++)
		must(column_at(exact, count, i) == numbers[i], "number %zu", i);
	free(exact);
	free(numbers);
	text_release(&block);
}

/* --- packing --- */

/* A term as it is made of an input: behind the term before it. */
struct made {
	char term[8];
	size_t length;
	uint16_t rows[ROWS_MOST];
	uint32_t row_count;
	struct occurrences at;
};

/* Rows with gaps of one byte, or up to a fixed gap apart, and positions of each. */
static void make_rows(struct bytes *bytes, uint32_t segment_rows, struct made *made)
{
	uint32_t next = bytes_take(bytes), gap = bytes_take(bytes);
	uint32_t count = bytes_take(bytes) * 2u;

	for (; made->row_count < ROWS_MOST && count && next < segment_rows; count--) {
		uint32_t position = bytes_take(bytes), held = bytes_take(bytes) % POSITIONS_MOST;

		made->rows[made->row_count++] = (uint16_t)next;
		do {
			made->at.at = memory_room(made->at.at, made->at.count, &made->at.cap,
						  sizeof(*made->at.at));
			made->at.at[made->at.count++] = (uint64_t)next << 32 | position;
			position += 1u + bytes_take(bytes) * bytes_take(bytes);
		} while (held--);
		next += 1 + gap + bytes_take(bytes);
	}
}

static void pack_made(struct pages *pages, const struct made *made, uint32_t segment_rows)
{
	uint32_t *positions = memory_new(made->at.count + 1, sizeof(*positions));
	uint32_t held[ROWS_MOST] = {0};
	struct postings_list list = {made->rows, held, made->row_count, positions};
	struct postings_packed packed = {0};
	uint32_t row = 0;

	for (size_t i = 0; i < made->at.count; i++) {
		positions[i] = (uint32_t)made->at.at[i];
		row += occurrence_row(made->at.at[i]) != made->rows[row];
		held[row]++;
	}
	postings_pack(&list, segment_rows, &packed);
	pages_add(pages, made->term, made->length, &packed);
	postings_packed_release(&packed);
	free(positions);
}

static void check_made(const struct page_walk *walk, const struct made *made,
		       uint32_t segment_rows)
{
	struct bits *bits = memory_new(1, sizeof(*bits));
	struct occurrences at = {0};

	must(term_compare(walk->term, walk->length, made->term, made->length) == 0,
	     "another term, '%.*s'", (int)walk->length, walk->term);
	must(walk->postings.count == made->row_count, "%u of %u rows", walk->postings.count,
	     made->row_count);
	must(postings_rows(&walk->postings, segment_rows, bits) &&
		     bits_count(bits) == made->row_count,
	     "%u of %u rows", bits_count(bits), made->row_count);
	for (uint32_t i = 0; i < made->row_count; i++)
		must(bits_has(bits, made->rows[i]), "row %u is missing", made->rows[i]);
	must(postings_occurrences(&walk->postings, segment_rows, bits, &at), "not sound");
	must(at.count == made->at.count &&
		     (!at.count || memcmp(at.at, made->at.at, at.count * sizeof(*at.at)) == 0),
	     "%zu other occurrences of %zu", at.count, made->at.count);
	free(at.at);
	free(bits);
}

static void pack_page(struct bytes *bytes)
{
	enum { TERMS = 40 };
	uint32_t segment_rows = bytes_take_two(bytes) + 1u;
	struct made *made = memory_new(TERMS, sizeof(*made));
	struct pages pages = {0};
	struct page_walk walk;
	size_t count = 0, terms = 0, positions = 0, done = 0;
	const unsigned char *list;

	while (count < TERMS && bytes->count) {
		struct made *one = &made[count];

		/* Terms are digits and letters in the order of their bytes. */
		one->term[one->length++] = (char)('0' + count / 4);
		for (size_t i = 0; i < count % 4; i++)
			one->term[one->length++] = 'a';
		make_rows(bytes, segment_rows, one);
		/* A term that no row has is in no page. */
		if (!one->row_count)
			break;
		pack_made(&pages, one, segment_rows);
		count++;
	}
	pages_end(&pages);
	list = (const unsigned char *)text_string(&pages.list);
	for (const unsigned char *end = list + pages.list.length; list < end;) {
		struct page_head head;

		must(page_head(&list, end, &head), "no list of pages");
		page_begin(&walk, pages.terms.data + terms, head.terms);
		page_begin_positions(&walk, text_string(&pages.positions) + positions,
				     head.positions);
		while (page_next(&walk) > 0)
			check_made(&walk, &made[done++], segment_rows);
		terms += head.terms;
		positions += head.positions;
	}
	must(done == count, "%zu of %zu terms", done, count);
	for (size_t i = 0; i < count; i++)
		free(made[i].at.at);
	free(made);
	pages_release(&pages);
}

static void pack_column(struct bytes *bytes)
{
	size_t count = (bytes->count + 3) / 4;
	uint32_t *numbers = memory_new(count + 1, sizeof(*numbers)), *again;
	struct text block = {0};

	again = memory_new(count + 1, sizeof(*again));
	for (size_t i = 0; i < count; i++)
		numbers[i] = bytes_take_two(bytes) | (uint32_t)bytes_take_two(bytes) << 16;
	if (count) {
		column_pack(numbers, count, &block);
		must(column_unpack(block.data, block.length, again, count), "not sound");
		must(memcmp(numbers, again, count * sizeof(*numbers)) == 0, "other numbers");
	}
	free(numbers);
	free(again);
	text_release(&block);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	size_t most = fuzz_most(data, size, BYTES_USUAL, BYTES_MOST);

	switch ((enum what)(bytes_take(&bytes) % WHAT_COUNT)) {
	case READ_PAGE:
		read_page(&bytes, most);
		break;
	case READ_COLUMN:
		read_column(&bytes, most);
		break;
	case PACK_PAGE:
		pack_page(&bytes);
		break;
	case PACK_COLUMN:
	case WHAT_COUNT:
		pack_column(&bytes);
		break;
	}
	return 0;
}

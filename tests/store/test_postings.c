#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/page.h"
#include "store/varint.h"

static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* About one in ODDS of ROWS offsets. */
static uint32_t choose(uint64_t *state, uint32_t rows, uint32_t odds, uint16_t *offsets)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < rows; i++)
		if (next(state) % odds == 0)
			offsets[count++] = (uint16_t)i;
	return count;
}

static struct postings as_postings(const struct postings_packed *packed)
{
	return (struct postings){
		.count = packed->count,
		.dense = packed->dense,
		.rows = (const unsigned char *)text_string(&packed->rows),
		.rows_size = packed->rows.length,
		.positions = (const unsigned char *)text_string(&packed->positions),
		.positions_size = packed->positions.length,
	};
}

static void add_all(struct bits *bits)
{
	bits_clear(bits);
	bits_add_range(bits, 0, SEGMENT_ROWS);
}

Test(varint, gives_back_what_was_put)
{
	static const uint32_t numbers[] = {0, 1, 127, 128, 16383, 16384, 1 << 28, UINT32_MAX};
	struct text bytes = {0};
	const unsigned char *p, *end;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		varint_put(&bytes, numbers[i]);
	p = (const unsigned char *)bytes.data;
	end = p + bytes.length;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		uint32_t number = 7;

		cr_assert(varint_get(&p, end, &number));
		cr_assert_eq(number, numbers[i]);
	}
	cr_assert_eq(p, end);
	text_release(&bytes);
}

Test(varint, refuses_what_does_not_end_and_what_is_too_large)
{
	static const char *const bad[] = {"", "\x80", "\xff\xff\xff\xff", "\xff\xff\xff\xff\x10",
					  "\xff\xff\xff\xff\xff\x01"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const unsigned char *p = (const unsigned char *)bad[i];
		uint32_t number;

		cr_assert_not(varint_get(&p, p + strlen(bad[i]), &number), "%zu", i);
	}
}

Test(bits, the_next_and_the_last_are_found_at_all_borders)
{
	static const uint32_t at[] = {0, 1, 63, 64, 127, 128, 4095, 65534, 65535};
	struct bits bits;
	uint32_t from = 0, upto = SEGMENT_ROWS;

	bits_clear(&bits);
	cr_expect_eq(bits_next(&bits, 0), (uint32_t)SEGMENT_ROWS);
	cr_expect_eq(bits_last(&bits, SEGMENT_ROWS), (uint32_t)SEGMENT_ROWS);
	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++)
		bits_add(&bits, at[i]);
	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++, from++) {
		from = bits_next(&bits, from);
		cr_expect_eq(from, at[i]);
	}
	cr_expect_eq(bits_next(&bits, from), (uint32_t)SEGMENT_ROWS);
	for (size_t i = sizeof(at) / sizeof(*at); i-- > 0;) {
		upto = bits_last(&bits, upto);
		cr_expect_eq(upto, at[i]);
	}
	cr_expect_eq(bits_last(&bits, upto), (uint32_t)SEGMENT_ROWS);
	cr_expect_eq(bits_count(&bits), (uint32_t)(sizeof(at) / sizeof(*at)));
}

Test(bits, a_range_has_its_rows_and_no_others)
{
	for (uint32_t from = 0; from < 200; from += 7) {
		for (uint32_t to = from; to < 400; to += 13) {
			struct bits bits;

			bits_clear(&bits);
			bits_add_range(&bits, from, to);
			cr_assert_eq(bits_count(&bits), to - from);
			cr_assert(from == to || (bits_has(&bits, from) && bits_has(&bits, to - 1)));
		}
	}
}

static const uint32_t NONE_HELD[SEGMENT_ROWS];

Test(postings, rows_come_back_as_they_were_however_many_they_are)
{
	static const uint32_t SIZES[] = {1, 7, 8, 9, 64, 1000, SEGMENT_ROWS};
	static const uint32_t ODDS[] = {1, 2, 7, 9, 100, 5000};
	uint16_t *offsets = calloc(SEGMENT_ROWS, sizeof(*offsets));
	struct postings_packed packed = {0};
	uint64_t state = 1;
	unsigned few = 0, gaps = 0, dense = 0;

	for (size_t i = 0; i < sizeof(SIZES) / sizeof(*SIZES); i++) {
		for (size_t k = 0; k < sizeof(ODDS) / sizeof(*ODDS); k++) {
			uint32_t count = choose(&state, SIZES[i], ODDS[k], offsets), at = 0;
			struct postings_list list = {offsets, NONE_HELD, count, NULL};
			struct postings postings;
			struct bits bits;

			if (!count)
				continue;
			postings_pack(&list, SIZES[i], &packed);
			postings = as_postings(&packed);
			bits_clear(&bits);
			cr_assert(postings_rows(&postings, SIZES[i], &bits));
			cr_assert_eq(bits_count(&bits), count);
			for (uint32_t n = 0; n < count; n++, at++) {
				at = bits_next(&bits, at);
				cr_assert_eq(at, offsets[n]);
			}
			cr_assert(count <= POSTINGS_FEW ||
				  packed.rows.length <= (SIZES[i] + 7) / 8);
			cr_assert_eq(packed.positions.length, 0);
			few += count <= POSTINGS_FEW;
			dense += packed.dense;
			gaps += count > POSTINGS_FEW && !packed.dense;
		}
	}
	cr_expect(few && gaps && dense, "%u, %u, %u", few, gaps, dense);
	postings_packed_release(&packed);
	free(offsets);
}

/* The largest gaps there are, among small ones, and a list that is a row too long. */
Test(postings, rows_may_lie_anywhere)
{
	uint16_t offsets[] = {0, 1, 2, 3, 4, 5, 6, 7, 65534, 65535};
	struct postings_list list = {offsets, NONE_HELD, 10, NULL};
	struct postings_packed packed = {0};
	struct postings postings;
	struct bits bits;

	postings_pack(&list, SEGMENT_ROWS, &packed);
	postings = as_postings(&packed);
	bits_clear(&bits);
	cr_assert(postings_rows(&postings, SEGMENT_ROWS, &bits));
	for (int i = 0; i < 10; i++)
		cr_expect(bits_has(&bits, offsets[i]), "%d", i);
	cr_expect_eq(bits_count(&bits), 10);
	cr_expect_not(postings_rows(&postings, SEGMENT_ROWS - 1, &bits), "the last one is beyond");
	postings.count = 0;
	cr_expect_not(postings_rows(&postings, SEGMENT_ROWS, &bits));
	offsets[1] = 0;
	list.count = 2;
	postings_pack(&list, SEGMENT_ROWS, &packed);
	postings = as_postings(&packed);
	cr_expect_not(postings_rows(&postings, SEGMENT_ROWS, &bits), "twice the same");
	postings_packed_release(&packed);
}

Test(postings, occurrences_come_back_in_order_and_from_wanted_rows_only)
{
	static const uint32_t ODDS[] = {1, 3, 50, 700};
	uint16_t *offsets = calloc(SEGMENT_ROWS, sizeof(*offsets));
	struct postings_packed packed = {0};
	uint64_t state = 5;

	for (size_t k = 0; k < sizeof(ODDS) / sizeof(*ODDS); k++) {
		uint32_t count = choose(&state, 3000, ODDS[k], offsets);
		uint32_t *positions = calloc((size_t)count * 4, sizeof(*positions)), *at = positions;
		uint32_t *held = calloc(count, sizeof(*held));
		struct postings_list list = {offsets, held, count, positions};
		struct occurrences expected = {0}, found = {0};
		struct postings postings;
		struct bits within;

		expected.at = calloc((size_t)count * 4, sizeof(*expected.at));
		bits_clear(&within);
		for (uint32_t i = 0; i < count; i++) {
			held[i] = 1 + next(&state) % 4;
			if (i % 3)
				bits_add(&within, offsets[i]);
			for (size_t n = 0; n < held[i]; n++, at++) {
				*at = (n ? at[-1] + 1 : 0) +
				      (uint32_t)(next(&state) % (i % 5 ? 40 : 100000));
				if (i % 3)
					expected.at[expected.count++] =
						(uint64_t)offsets[i] << 32 | *at;
			}
		}
		postings_pack(&list, 3000, &packed);
		postings = as_postings(&packed);
		cr_assert(postings_occurrences(&postings, 3000, &within, &found));
		cr_assert_eq(found.count, expected.count);
		for (size_t i = 0; i < found.count; i++)
			cr_assert_eq(found.at[i], expected.at[i]);
		free(expected.at);
		free(found.at);
		free(positions);
		free(held);
	}
	postings_packed_release(&packed);
	free(offsets);
}

Test(postings, no_bytes_lead_out_of_the_segment)
{
	uint64_t state = 9;

	for (int round = 0; round < 20000; round++) {
		size_t size = next(&state) % 40;
		unsigned char *bytes = malloc(size + 1);	/* of its own size, for the sanitizers */
		struct postings postings = {.count = (uint32_t)(round & 2 ? size / 2 : next(&state) % 30),
					    .dense = round & 1, .rows = bytes,
					    .rows_size = size, .positions = bytes,
					    .positions_size = size};
		uint32_t rows = 1 + (uint32_t)(next(&state) % (round & 1 ? 8 * size + 1 : 200));
		struct occurrences found = {0};
		struct bits bits, all;

		for (size_t i = 0; i < size; i++)
			bytes[i] = (unsigned char)(next(&state) >> next(&state) % 8);
		bits_clear(&bits);
		if (postings_rows(&postings, rows, &bits)) {
			cr_assert(bits_next(&bits, rows) == SEGMENT_ROWS);
			add_all(&all);
			postings_occurrences(&postings, rows, &all, &found);
			for (size_t i = 0; i < found.count; i++)
				cr_assert_lt(occurrence_row(found.at[i]), rows);
		}
		free(found.at);
		free(bytes);
	}
}

/* --- pages --- */

/* Term number I of 2000, ascending; some share much, some have a long end, and every fiftieth
 * has very many rows. */
static size_t term_at(uint32_t i, char *term)
{
	return (size_t)snprintf(term, 64, "%s%c%06u%s", i < 1000 ? "a stem of many letters" : "t",
				'a' + (int)(i / 500), i, i % 7 ? "" : ", and an end of many");
}

static uint32_t rows_at(uint32_t i)
{
	return i % 50 ? 1 + i % 3 : 5000;
}

static void fill(struct pages *pages)
{
	uint16_t *offsets = calloc(SEGMENT_ROWS, sizeof(*offsets));
	uint32_t *positions = calloc(SEGMENT_ROWS, sizeof(*positions));
	uint32_t *held = calloc(SEGMENT_ROWS, sizeof(*held));
	struct postings_packed packed = {0};

	for (uint32_t i = 0; i < 2000; i++) {
		uint32_t count = rows_at(i);
		struct postings_list list = {offsets, held, count, positions};
		char term[64];
		size_t length = term_at(i, term);

		for (uint32_t k = 0; k < count; k++) {
			offsets[k] = (uint16_t)(k * 13);
			positions[k] = i;
			held[k] = 1;
		}
		postings_pack(&list, SEGMENT_ROWS, &packed);
		pages_add(pages, term, length, &packed);
	}
	pages_end(pages);
	postings_packed_release(&packed);
	free(positions);
	free(held);
	free(offsets);
}

Test(page, terms_come_back_with_their_postings)
{
	struct pages pages = {0};
	const unsigned char *list, *end;
	size_t terms_at = 0, positions_at = 0, count = 0;
	uint32_t number = 0;

	fill(&pages);
	list = (const unsigned char *)pages.list.data;
	end = list + pages.list.length;
	for (; list < end; count++) {
		struct page_walk walk;
		struct page_head head;
		int more;

		cr_assert(page_head(&list, end, &head));
		page_begin(&walk, pages.terms.data + terms_at, head.terms);
		page_begin_positions(&walk, pages.positions.data + positions_at, head.positions);
		while ((more = page_next(&walk)) > 0) {
			struct occurrences found = {0};
			struct bits all;
			char term[64];
			size_t length = term_at(number, term);

			add_all(&all);
			cr_assert_eq(term_compare(walk.term, walk.length, term, length), 0);
			cr_assert_eq(walk.postings.count, rows_at(number));
			cr_assert(postings_occurrences(&walk.postings, SEGMENT_ROWS, &all, &found));
			cr_assert_eq(found.count, rows_at(number));
			cr_assert_eq((uint32_t)found.at[0], number);
			free(found.at);
			number++;
		}
		cr_assert_eq(more, 0);
		terms_at += head.terms;
		positions_at += head.positions;
	}
	cr_assert_eq(number, 2000u);
	cr_assert_eq(terms_at, pages.terms.length);
	cr_assert_eq(positions_at, pages.positions.length);
	cr_assert_gt(count, 40u, "what is large stands alone");
	pages_release(&pages);
}

Test(page, a_cut_or_changed_page_is_refused_or_ends)
{
	struct pages pages = {0};
	uint64_t state = 3;
	struct page_head head;
	const unsigned char *list;
	uint32_t size;

	fill(&pages);
	list = (const unsigned char *)pages.list.data;
	/* The first page has one term with very many rows, the second one many terms. */
	cr_assert(page_head(&list, list + pages.list.length, &head));
	size = head.terms;
	for (int round = 0; round < 5000; round++) {
		size_t from = round & 1 ? 0 : size, room = round & 1 ? size : 2048;
		size_t length = next(&state) % (room + 1);
		unsigned char *bytes = malloc(length + 1);
		struct page_walk walk;

		memcpy(bytes, pages.terms.data + from, length);
		for (uint64_t i = next(&state) % 4; length && i > 0; i--)
			bytes[next(&state) % length] = (unsigned char)next(&state);
		page_begin(&walk, bytes, length);
		while (page_next(&walk) > 0) {
			struct bits bits;

			cr_assert_leq(walk.length, (size_t)TOKEN_BYTES);
			bits_clear(&bits);
			postings_rows(&walk.postings, 100, &bits);
			cr_assert_eq(bits_next(&bits, 104), (uint32_t)SEGMENT_ROWS);
		}
		free(bytes);
	}
	pages_release(&pages);
}

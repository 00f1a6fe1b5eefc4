#include "store/postings.h"

#include "store/memory.h"
#include "store/varint.h"

/* --- packing --- */

static size_t dense_size(uint32_t segment_count)
{
	return (segment_count + 7) / 8;
}

static void pack_dense(const uint16_t *offsets, uint32_t count, uint32_t segment_count,
		       struct text *out)
{
	size_t start = out->length;

	for (size_t i = 0; i < dense_size(segment_count); i++)
		text_putc(out, 0);
	for (uint32_t i = 0; i < count; i++)
		out->data[start + offsets[i] / 8] |= (char)(1 << offsets[i] % 8);
}

bool postings_pack_rows(const uint16_t *offsets, uint32_t count, uint32_t segment_count,
			struct text *out)
{
	size_t start = out->length;
	uint32_t next = 0;

	for (uint32_t i = 0; i < count; i++) {
		varint_put(out, offsets[i] - next);
		next = offsets[i] + 1u;
		if (out->length - start > dense_size(segment_count)) {
			text_cut(out, start);
			pack_dense(offsets, count, segment_count, out);
			return true;
		}
	}
	return false;
}

void postings_pack_positions(const uint32_t *positions, size_t count, struct text *out)
{
	uint32_t next = 0;

	for (size_t i = 0; i < count; i++) {
		varint_put(out, (positions[i] - next) << 1 | (i + 1 < count));
		next = positions[i] + 1;
	}
}

/* --- reading --- */

static bool dense_rows(const struct postings *postings, uint32_t segment_count, struct bits *bits)
{
	size_t size = dense_size(segment_count);

	if (postings->rows_size != size)
		return false;
	for (size_t i = 0; i < size; i++)
		bits->words[i / 8] |= (uint64_t)postings->rows[i] << i % 8 * 8;
	/* Bits behind the last row would be rows that do not exist. */
	return segment_count % 8 == 0 || postings->rows[size - 1] >> segment_count % 8 == 0;
}

bool postings_rows(const struct postings *postings, uint32_t segment_count, struct bits *bits)
{
	const unsigned char *p = postings->rows, *end = p + postings->rows_size;
	uint64_t next = 0;

	if (postings->dense)
		return dense_rows(postings, segment_count, bits);
	while (p < end) {
		uint32_t delta;

		if (!varint_get(&p, end, &delta))
			return false;
		next += delta;
		if (next >= segment_count)
			return false;
		bits_add(bits, (uint32_t)next++);
	}
	return true;
}

static void add_occurrence(struct occurrences *out, uint32_t row, uint32_t position)
{
	out->at = memory_room(out->at, out->count, &out->cap, sizeof(*out->at));
	out->at[out->count++] = (uint64_t)row << 32 | position;
}

/* The positions of one row, which are kept where KEEP says so. */
static bool read_positions(const unsigned char **p, const unsigned char *end, uint32_t row,
			   bool keep, struct occurrences *out)
{
	uint64_t next = 0;
	uint32_t packed;

	do {
		if (!varint_get(p, end, &packed))
			return false;
		next += packed >> 1;
		if (next >= POSITION_MOST)
			return false;
		if (keep)
			add_occurrence(out, row, (uint32_t)next);
		next++;
	} while (packed & 1);
	return true;
}

static bool dense_occurrences(const struct postings *postings, uint32_t segment_count,
			      const struct bits *within, struct occurrences *out)
{
	const unsigned char *p = postings->positions, *end = p + postings->positions_size;
	struct bits rows;

	bits_clear(&rows);
	if (!dense_rows(postings, segment_count, &rows))
		return false;
	for (uint32_t row = bits_next(&rows, 0); row < SEGMENT_ROWS; row = bits_next(&rows, row + 1))
		if (!read_positions(&p, end, row, bits_has(within, row), out))
			return false;
	return true;
}

bool postings_occurrences(const struct postings *postings, uint32_t segment_count,
			  const struct bits *within, struct occurrences *out)
{
	const unsigned char *row = postings->rows, *rows_end = row + postings->rows_size;
	const unsigned char *p = postings->positions, *end;
	uint64_t next = 0;

	if (!postings->positions_size)
		return true;
	if (postings->dense)
		return dense_occurrences(postings, segment_count, within, out);
	end = p + postings->positions_size;
	while (row < rows_end) {
		uint32_t delta;

		if (!varint_get(&row, rows_end, &delta))
			return false;
		next += delta;
		if (next >= segment_count ||
		    !read_positions(&p, end, (uint32_t)next, bits_has(within, (uint32_t)next), out))
			return false;
		next++;
	}
	return true;
}

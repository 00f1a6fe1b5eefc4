#include "store/postings.h"

#include "store/bit_stream.h"
#include "store/memory.h"
#include "store/varint.h"

/* The parameter for numbers of this mean. */
static unsigned rice_for(uint64_t mean)
{
	unsigned k = 0;

	while (k < 31 && mean >> (k + 1))
		k++;
	return k;
}

/* That of the gaps between COUNT rows, at least one, of SEGMENT_COUNT. */
static unsigned gap_rice(uint32_t count, uint32_t segment_count)
{
	return rice_for(segment_count / count);
}

static size_t dense_size(uint32_t segment_count)
{
	return (segment_count + 7) / 8;
}

/* --- packing --- */

static void pack_few(const struct postings_list *list, struct text *out)
{
	for (uint32_t i = 0; i < list->count; i++) {
		text_putc(out, (char)(list->rows[i] & 0xff));
		text_putc(out, (char)(list->rows[i] >> 8));
	}
}

static void pack_gaps(const struct postings_list *list, uint32_t segment_count, struct text *out)
{
	struct bit_writer writer = {.out = out};
	unsigned k = gap_rice(list->count, segment_count);
	uint32_t next = 0;

	for (uint32_t i = 0; i < list->count; i++) {
		bits_put_rice(&writer, list->rows[i] - next, k);
		next = list->rows[i] + 1u;
	}
	bits_end(&writer);
}

static void pack_dense(const struct postings_list *list, uint32_t segment_count, struct text *out)
{
	for (size_t i = 0; i < dense_size(segment_count); i++)
		text_putc(out, 0);
	for (uint32_t i = 0; i < list->count; i++)
		out->data[list->rows[i] / 8] |= (char)(1 << list->rows[i] % 8);
}

/* Calls PUT with each difference of positions, and whether another one of the row follows. */
static void each_position(const struct postings_list *list,
			  void (*put)(void *context, uint32_t gap, bool more), void *context)
{
	const uint32_t *position = list->positions;

	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t next = 0;

		for (uint32_t left = list->held[i]; left; left--) {
			put(context, *position - next, left > 1);
			next = *position++ + 1;
		}
	}
}

static void put_varint(void *context, uint32_t gap, bool more)
{
	varint_put(context, gap << 1 | more);
}

struct mean {
	uint64_t sum, count;
};

static void add_to_mean(void *context, uint32_t gap, bool more)
{
	struct mean *mean = context;

	(void)more;
	mean->sum += gap;
	mean->count++;
}

struct rice_writer {
	struct bit_writer writer;
	unsigned k;
};

static void put_rice(void *context, uint32_t gap, bool more)
{
	struct rice_writer *rice = context;

	bits_put_rice(&rice->writer, gap, rice->k);
	bits_put(&rice->writer, more, 1);
}

static void pack_positions(const struct postings_list *list, struct text *out)
{
	struct rice_writer rice = {.writer.out = out};
	struct mean mean = {0};

	if (list->count <= POSTINGS_FEW) {
		each_position(list, put_varint, out);
		return;
	}
	each_position(list, add_to_mean, &mean);
	if (!mean.count)
		return;
	rice.k = rice_for(mean.sum / mean.count);
	text_putc(out, (char)rice.k);
	each_position(list, put_rice, &rice);
	bits_end(&rice.writer);
}

void postings_pack(const struct postings_list *list, uint32_t segment_count,
		   struct postings_packed *packed)
{
	packed->count = list->count;
	packed->dense = false;
	text_clear(&packed->rows);
	text_clear(&packed->positions);
	if (list->count <= POSTINGS_FEW) {
		pack_few(list, &packed->rows);
	} else {
		pack_gaps(list, segment_count, &packed->rows);
		packed->dense = packed->rows.length > dense_size(segment_count) / 4 * 3;
	}
	if (packed->dense) {
		text_clear(&packed->rows);
		pack_dense(list, segment_count, &packed->rows);
	}
	pack_positions(list, &packed->positions);
}

void postings_packed_release(struct postings_packed *packed)
{
	text_release(&packed->rows);
	text_release(&packed->positions);
}

/* --- reading --- */

/* A walk along rows that are few or gaps. */
struct row_reader {
	const struct postings *postings;
	struct bit_reader bits;
	unsigned k;
	uint32_t segment_count, taken;
	uint64_t next;		/* the least that the next row can be */
};

static bool rows_begin(struct row_reader *reader, const struct postings *postings,
		       uint32_t segment_count)
{
	*reader = (struct row_reader){
		.postings = postings,
		.bits = {postings->rows, postings->rows + postings->rows_size, 0, 0},
		.segment_count = segment_count,
	};
	if (!postings->count || postings->count > segment_count)
		return false;
	if (postings->count <= POSTINGS_FEW)
		return postings->rows_size == 2 * (size_t)postings->count;
	reader->k = gap_rice(postings->count, segment_count);
	return true;
}

/* 1: *ROW is the next one; 0: there is none; -1: this is no list of rows. */
static int rows_next(struct row_reader *reader, uint32_t *row)
{
	const struct postings *postings = reader->postings;
	uint32_t gap;

	if (reader->taken == postings->count)
		return 0;
	if (postings->count <= POSTINGS_FEW) {
		const unsigned char *p = postings->rows + 2 * (size_t)reader->taken;
		uint32_t at = p[0] | (uint32_t)p[1] << 8;

		if (at < reader->next)
			return -1;
		reader->next = at;
	} else {
		if (!bits_take_rice(&reader->bits, reader->k, &gap))
			return -1;
		reader->next += gap;
	}
	if (reader->next >= reader->segment_count)
		return -1;
	*row = (uint32_t)reader->next++;
	reader->taken++;
	return 1;
}

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
	struct row_reader reader;
	uint32_t row;
	int more;

	if (postings->dense)
		return dense_rows(postings, segment_count, bits);
	if (!rows_begin(&reader, postings, segment_count))
		return false;
	while ((more = rows_next(&reader, &row)) > 0)
		bits_add(bits, row);
	return more == 0;
}

static void add_occurrence(struct occurrences *out, uint32_t row, uint32_t position)
{
	out->at = memory_room(out->at, out->count, &out->cap, sizeof(*out->at));
	out->at[out->count++] = (uint64_t)row << 32 | position;
}

/* A walk along positions: as varints, or else by Rice's code. */
struct position_reader {
	bool few;
	const unsigned char *p, *end;
	struct bit_reader bits;
	unsigned k;
};

static bool positions_begin(struct position_reader *reader, const struct postings *postings)
{
	const unsigned char *p = postings->positions, *end = p + postings->positions_size;

	*reader = (struct position_reader){.few = postings->count <= POSTINGS_FEW, .p = p, .end = end};
	if (reader->few)
		return true;
	reader->k = *p;
	reader->bits = (struct bit_reader){p + 1, end, 0, 0};
	return reader->k < 32;
}

static bool positions_next(struct position_reader *reader, uint32_t *gap, bool *more)
{
	uint32_t number;

	if (reader->few) {
		if (!varint_get(&reader->p, reader->end, &number))
			return false;
		*gap = number >> 1;
		*more = number & 1;
		return true;
	}
	if (!bits_take_rice(&reader->bits, reader->k, gap) || !bits_take(&reader->bits, 1, &number))
		return false;
	*more = number;
	return true;
}

/* The positions of one row, which are kept where KEEP says so. */
static bool read_positions(struct position_reader *reader, uint32_t row, bool keep,
			   struct occurrences *out)
{
	uint64_t next = 0;
	uint32_t gap;
	bool more;

	do {
		if (!positions_next(reader, &gap, &more))
			return false;
		next += gap;
		if (next >= POSITION_MOST)
			return false;
		if (keep)
			add_occurrence(out, row, (uint32_t)next);
		next++;
	} while (more);
	return true;
}

static bool dense_occurrences(const struct postings *postings, struct position_reader *positions,
			      uint32_t segment_count, const struct bits *within,
			      struct occurrences *out)
{
	struct bits rows;

	bits_clear(&rows);
	if (!dense_rows(postings, segment_count, &rows))
		return false;
	for (uint32_t row = bits_next(&rows, 0); row < SEGMENT_ROWS; row = bits_next(&rows, row + 1))
		if (!read_positions(positions, row, bits_has(within, row), out))
			return false;
	return true;
}

bool postings_occurrences(const struct postings *postings, uint32_t segment_count,
			  const struct bits *within, struct occurrences *out)
{
	struct position_reader positions;
	struct row_reader rows;
	uint32_t row;
	int more;

	if (!postings->positions_size)
		return true;
	if (!positions_begin(&positions, postings))
		return false;
	if (postings->dense)
		return dense_occurrences(postings, &positions, segment_count, within, out);
	if (!rows_begin(&rows, postings, segment_count))
		return false;
	while ((more = rows_next(&rows, &row)) > 0)
		if (!read_positions(&positions, row, bits_has(within, row), out))
			return false;
	return more == 0;
}

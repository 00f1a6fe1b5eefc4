#include "store/column.h"

#include "store/bit_stream.h"

/* --- packing --- */

static void put_number(struct text *out, uint32_t number)
{
	for (unsigned shift = 0; shift < 32; shift += 8)
		text_putc(out, (char)(number >> shift & 0xff));
}

static unsigned bits_of(uint32_t number)
{
	return number ? 32 - (unsigned)__builtin_clz(number) : 0;
}

static size_t packed_size(size_t count, unsigned width)
{
	return (count * width + 7) / 8;
}

/* The width with which COUNT numbers less LEAST take least room, and the *OUTLIERS then. */
static unsigned best_width(const uint32_t *numbers, size_t count, uint32_t least,
			   uint32_t *outliers)
{
	uint32_t of_bits[33] = {0}, wider = 0;
	size_t best_size = SIZE_MAX;
	unsigned best = 32;

	for (size_t i = 0; i < count; i++)
		of_bits[bits_of(numbers[i] - least)]++;
	for (unsigned width = 33; width-- > 0;) {
		size_t size = packed_size(count, width) + COLUMN_OUTLIER * (size_t)wider;

		if (size < best_size) {
			best_size = size;
			best = width;
			*outliers = wider;
		}
		wider += of_bits[width];
	}
	return best;
}

static bool fits(uint32_t number, unsigned width)
{
	return (uint64_t)number >> width == 0;
}

void column_pack(const uint32_t *numbers, size_t count, struct text *out)
{
	uint32_t least = numbers[0], most = numbers[0], outliers = 0;
	struct bit_writer writer = {.out = out};
	unsigned width;

	for (size_t i = 1; i < count; i++) {
		if (numbers[i] < least)
			least = numbers[i];
		if (numbers[i] > most)
			most = numbers[i];
	}
	width = best_width(numbers, count, least, &outliers);
	put_number(out, least);
	put_number(out, most);
	put_number(out, width);
	put_number(out, outliers);
	for (size_t i = 0; i < count; i++)
		bits_put(&writer, fits(numbers[i] - least, width) ? numbers[i] - least : 0, width);
	bits_end(&writer);
	for (size_t i = 0; i < count && outliers; i++) {
		if (fits(numbers[i] - least, width))
			continue;
		put_number(out, (uint32_t)i);
		put_number(out, numbers[i]);
	}
}

/* --- reading --- */

static uint32_t get_number(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* What a blob of COUNT numbers says of itself. */
struct head {
	uint32_t least, most, width, outliers;
	const unsigned char *packed, *outlier;
};

static struct head head_of(const void *blob, size_t count)
{
	const unsigned char *p = blob;
	struct head head = {get_number(p), get_number(p + 4), get_number(p + 8),
			    get_number(p + 12), p + COLUMN_HEAD, NULL};

	if (head.width <= 32)
		head.outlier = head.packed + packed_size(count, head.width);
	return head;
}

bool column_check(const void *blob, size_t size, size_t count, uint32_t *least, uint32_t *most)
{
	struct head head;

	if (!blob || size < COLUMN_HEAD)
		return false;
	head = head_of(blob, count);
	*least = head.least;
	*most = head.most;
	if (head.least > head.most || head.width > 32 || head.outliers > count ||
	    size - COLUMN_HEAD != packed_size(count, head.width) +
				  COLUMN_OUTLIER * (size_t)head.outliers)
		return false;
	for (size_t i = 0, next = 0; i < head.outliers; i++) {
		uint32_t index = get_number(head.outlier + COLUMN_OUTLIER * i);

		if (index < next || index >= count)
			return false;
		next = index + 1;
	}
	return true;
}

/* The number of outlier I where that is number INDEX of the block. */
static bool find_outlier(const struct head *head, size_t index, uint32_t *number)
{
	uint32_t low = 0, high = head->outliers;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const unsigned char *outlier = head->outlier + COLUMN_OUTLIER * (size_t)middle;
		uint32_t at = get_number(outlier);

		if (at == index) {
			*number = get_number(outlier + 4);
			return true;
		}
		if (at < index)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

uint32_t column_at(const void *blob, size_t count, size_t i)
{
	struct head head = head_of(blob, count);
	size_t first = i * head.width, last = first + head.width;
	uint64_t bits = 0;
	uint32_t number;

	if (find_outlier(&head, i, &number))
		return number;
	/* 32 bits lie in five bytes at most. */
	for (size_t at = first / 8, shift = 0; at < (last + 7) / 8; at++, shift += 8)
		bits |= (uint64_t)head.packed[at] << shift;
	bits >>= first % 8;
	return head.least + (uint32_t)(bits & (((uint64_t)1 << head.width) - 1));
}

bool column_unpack(const void *blob, size_t size, uint32_t *numbers, size_t count)
{
	struct bit_reader reader = {0};
	struct head head;
	uint32_t least, most;

	if (!column_check(blob, size, count, &least, &most))
		return false;
	head = head_of(blob, count);
	reader.p = head.packed;
	reader.end = head.outlier;
	for (size_t i = 0; i < count; i++) {
		uint32_t number = 0;

		/* column_check saw that there are enough. */
		bits_take(&reader, head.width, &number);
		numbers[i] = least + number;
	}
	for (size_t i = 0; i < head.outliers; i++) {
		const unsigned char *outlier = head.outlier + COLUMN_OUTLIER * i;

		numbers[get_number(outlier)] = get_number(outlier + 4);
	}
	return true;
}

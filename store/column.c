#include "store/column.h"

static void put_number(struct text *out, uint32_t number, size_t width)
{
	for (size_t i = 0; i < width; i++)
		text_putc(out, (char)(number >> (8 * i) & 0xff));
}

static uint32_t get_number(const unsigned char *p, size_t width)
{
	uint32_t number = 0;

	for (size_t i = 0; i < width; i++)
		number |= (uint32_t)p[i] << (8 * i);
	return number;
}

static size_t width_of(uint32_t difference)
{
	size_t width = 0;

	for (; difference; difference >>= 8)
		width++;
	return width;
}

void column_pack(const uint32_t *numbers, size_t count, struct text *out)
{
	uint32_t least = numbers[0], most = numbers[0];
	size_t width;

	for (size_t i = 1; i < count; i++) {
		if (numbers[i] < least)
			least = numbers[i];
		if (numbers[i] > most)
			most = numbers[i];
	}
	width = width_of(most - least);
	put_number(out, least, 4);
	put_number(out, most, 4);
	for (size_t i = 0; i < count; i++)
		put_number(out, numbers[i] - least, width);
}

bool column_check(const void *blob, size_t size, size_t count, uint32_t *least, uint32_t *most)
{
	if (!blob || size < COLUMN_HEAD)
		return false;
	*least = get_number(blob, 4);
	*most = get_number((const unsigned char *)blob + 4, 4);
	return *least <= *most &&
	       size - COLUMN_HEAD == count * width_of(*most - *least);
}

uint32_t column_at(const void *blob, size_t i)
{
	const unsigned char *p = blob;
	uint32_t least = get_number(p, 4);
	size_t width = width_of(get_number(p + 4, 4) - least);

	return least + get_number(p + COLUMN_HEAD + i * width, width);
}

bool column_unpack(const void *blob, size_t size, uint32_t *numbers, size_t count)
{
	const unsigned char *p = blob;
	uint32_t least, most;
	size_t width;

	if (!column_check(blob, size, count, &least, &most))
		return false;
	width = width_of(most - least);
	p += COLUMN_HEAD;
	/* One loop a width, so that the compiler sees a constant. */
	switch (width) {
	case 0:
		for (size_t i = 0; i < count; i++)
			numbers[i] = least;
		break;
	case 1:
		for (size_t i = 0; i < count; i++)
			numbers[i] = least + p[i];
		break;
	case 2:
		for (size_t i = 0; i < count; i++)
			numbers[i] = least + get_number(p + 2 * i, 2);
		break;
	case 3:
		for (size_t i = 0; i < count; i++)
			numbers[i] = least + get_number(p + 3 * i, 3);
		break;
	default:
		for (size_t i = 0; i < count; i++)
			numbers[i] = least + get_number(p + 4 * i, 4);
		break;
	}
	return true;
}

#include "store/utf8.h"

#include <string.h>

#include <stdbool.h>

static bool is_tail(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

int32_t utf8_next(const char *p, const char *end, size_t *size)
{
	/* The smallest code point that needs one, two, three tail bytes. */
	static const int32_t smallest[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *s = (const unsigned char *)p;
	size_t left = (size_t)(end - p);
	size_t tails;
	int32_t code;

	*size = 1;
	if (s[0] < 0x80)
		return s[0];
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return UTF8_BAD;
	tails = s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
	if (left <= tails)
		return UTF8_BAD;
	code = s[0] & (0x3f >> tails);
	for (size_t i = 1; i <= tails; i++) {
		if (!is_tail(s[i]))
			return UTF8_BAD;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (code < smallest[tails] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return UTF8_BAD;
	*size = tails + 1;
	return code;
}

size_t utf8_put(char out[4], int32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

size_t utf8_cut(const char *text, size_t length, size_t most)
{
	size_t cut = length < most ? length : most;
	size_t back = 0;
	size_t size;

	/* Step back to a byte that begins a sequence; keep it if it is whole. */
	while (back < 3 && back < cut && is_tail((unsigned char)text[cut - back - 1]))
		back++;
	if (back == cut)
		return cut;
	back++;
	if (utf8_next(text + cut - back, text + cut, &size) != UTF8_BAD)
		return cut;
	/* Bytes that were never a sequence may be cut anywhere. */
	return (unsigned char)text[cut - back] >= 0xc2 ? cut - back : cut;
}

size_t utf8_end(const char *text, size_t length, size_t most)
{
	size_t from = length > most ? length - most : 0;

	/* Bytes that were never a sequence may be cut anywhere. */
	for (size_t i = 0; from && i < 3 && from < length && is_tail((unsigned char)text[from]); i++)
		from++;
	return from;
}

size_t utf8_check(const char *text, size_t length)
{
	const char *end = text + length;
	size_t size;

	for (const char *p = text; p < end; p += size)
		if (utf8_next(p, end, &size) == UTF8_BAD)
			return (size_t)(p - text);
	return length;
}

size_t utf8_plain(const char *text, size_t length)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	size_t at = 0;

	for (; length - at >= 8; at += 8) {
		uint64_t word;

		memcpy(&word, text + at, 8);
		/* Below 0x20, above 0x7e (0x7f is caught by adding 1), or high. */
		if (((word - ones * 0x20) | (word + ones) | word) & high)
			break;
	}
	return at;
}

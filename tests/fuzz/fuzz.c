#include "tests/fuzz/fuzz.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/memory.h"
#include "store/utf8.h"

unsigned fuzz_alarm(unsigned seconds);

void fuzz_failed(const char *file, int line, const char *condition, const char *format, ...)
{
	va_list list;

	fprintf(stderr, "%s:%d: does not hold: %s: ", file, line, condition);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	abort();
}

/* Instead of alarm() in helpers of other tests: libFuzzer has its own, and the
 * two are one timer. */
unsigned fuzz_alarm(unsigned seconds)
{
	(void)seconds;
	return 0;
}

/* Instead of that of the C library, in the whole program: what a fuzzer writes
 * need not outlive a loss of power, and waiting for a disk tells nothing. */
int fsync(int fd)
{
	(void)fd;
	return 0;
}

void fuzz_locale(void)
{
	static const char *set;

	if (!set)
		set = setlocale(LC_ALL, "C.UTF-8");
	must(set, "there is no locale C.UTF-8");
}

uint8_t bytes_take(struct bytes *bytes)
{
	if (!bytes->count)
		return 0;
	bytes->count--;
	return *bytes->at++;
}

uint16_t bytes_take_two(struct bytes *bytes)
{
	unsigned low = bytes_take(bytes);

	return (uint16_t)(low | (unsigned)bytes_take(bytes) << 8);
}

static void repeat(struct bytes *bytes, size_t most, struct text *out)
{
	size_t length = (size_t)bytes_take(bytes) + 1, times = ((size_t)bytes_take(bytes) + 1) * 16;
	char *piece;

	if (length > out->length)
		length = out->length;
	if (!length)
		return;
	piece = memory_copy(out->data + out->length - length, length);
	while (times-- && out->length + length <= most)
		text_add(out, piece, length);
	free(piece);
}

void fuzz_expand(struct bytes *bytes, size_t most, struct text *out)
{
	while (bytes->count) {
		uint8_t byte = bytes_take(bytes);

		if (byte == FUZZ_PART)
			return;
		if (byte == FUZZ_AGAIN)
			repeat(bytes, most, out);
		else
			text_putc(out, (char)byte);
	}
}

size_t fuzz_most(const uint8_t *data, size_t size, size_t usual, size_t most)
{
	return fuzz_hash(data, size) / 16 % 32 ? usual : most;
}

char *fuzz_exact(const struct text *text)
{
	/* Not of memory.h, which has a NUL behind. */
	char *copy = malloc(text->length ? text->length : 1);

	must(copy, "no memory");
	memcpy(copy, text_string(text), text->length);
	return copy;
}

uint32_t fuzz_hash(const uint8_t *data, size_t size)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 16777619u;
	return hash ^ hash >> 15;
}

void fuzz_check_line(const char *text, size_t most)
{
	size_t length = strlen(text);

	must(length && length <= most, "a line of %zu bytes: '%s'", length, text);
	for (const char *p = text; *p; p++)
		must((unsigned char)*p >= 0x20 && *p != 0x7f, "byte %02x in '%s'", (unsigned char)*p, text);
}

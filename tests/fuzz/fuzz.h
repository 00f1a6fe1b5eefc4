/*
 * What the fuzz targets share.
 *
 * A target is one file fuzz_NAME.c with LLVMFuzzerTestOneInput, which feeds
 * bytes to a part of the program and aborts where something that must hold does
 * not.  libFuzzer links it to a program that invents the bytes; replay.c links
 * it to one that takes them from files, with any compiler.  What an input does
 * depends on its bytes alone, so that a failure can be repeated.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "store/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what does not hold, as printf, and aborts. */
#define must(condition, ...) \
	((condition) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #condition, __VA_ARGS__))

_Noreturn void fuzz_failed(const char *file, int line, const char *condition, const char *format,
			   ...) __attribute__((format(printf, 4, 5)));

/* The locale in which widths are known; costs nothing the second time. */
void fuzz_locale(void);

/* What is left of an input. */
struct bytes {
	const uint8_t *at;
	size_t count;
};

/* The next byte, or 0 where none is left. */
uint8_t bytes_take(struct bytes *bytes);
/* A number of two bytes, the lower one first. */
uint16_t bytes_take_two(struct bytes *bytes);

/* In an input that is expanded these two bytes, which no UTF-8 holds, mean: the
 * last N + 1 bytes 16 × (M + 1) times more, where N and M are the bytes behind
 * it; and the end of a part.  So a few bytes make an input of any size, in which
 * what takes quadratic time is seen. */
enum { FUZZ_AGAIN = 0xf8, FUZZ_PART = 0xf9 };

/* Appends to OUT what is left of BYTES expanded, or its next part; repeats up to a
 * length of MOST. */
void fuzz_expand(struct bytes *bytes, size_t most, struct text *out);

/* How far an input may be repeated: one in 32 to MOST, the others to what is USUAL,
 * since what is large takes its time. */
size_t fuzz_most(const uint8_t *data, size_t size, size_t usual, size_t most);

/* A copy of TEXT in a block of exactly its length, so that a look behind its end
 * is seen; yours to free. */
char *fuzz_exact(const struct text *text);

/* A hash, to choose what only some inputs are put through. */
uint32_t fuzz_hash(const uint8_t *data, size_t size);

/* Whether TEXT is one line that may be shown as a message. */
void fuzz_check_line(const char *text, size_t most);

#endif

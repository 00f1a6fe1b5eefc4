/*
 * UTF-8, a code point at a time, and what counts as well formed (RFC 3629: no
 * overlong forms, no surrogates, nothing beyond U+10FFFF).
 */
#ifndef STORE_UTF8_H
#define STORE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* What utf8_next gives for a byte that begins no well-formed sequence. */
enum { UTF8_BAD = -1 };

/* Reads the code point at P, which is before END, stores how many bytes it
 * takes in *SIZE (1 for a bad byte), and returns it, or UTF8_BAD. */
int32_t utf8_next(const char *p, const char *end, size_t *size);

/* Writes CODE to OUT and returns its number of bytes, 1 to 4. */
size_t utf8_put(char out[4], int32_t code);

/* The largest number of bytes of TEXT, at most MOST, that does not end inside
 * a sequence. */
size_t utf8_cut(const char *text, size_t length, size_t most);

/* The same from the end: the offset from which at most MOST bytes are left, and which is
 * not inside a sequence. */
size_t utf8_end(const char *text, size_t length, size_t most);

/* The offset of the first bad byte, or LENGTH where all is well formed. */
size_t utf8_check(const char *text, size_t length);

/* How many bytes at the beginning of TEXT, less than all of them only by a few, are printable
 * ASCII: the quick way past what needs no further look. */
size_t utf8_plain(const char *text, size_t length);

#endif

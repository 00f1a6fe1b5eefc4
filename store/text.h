/*
 * A growable string of bytes, in UTF-8 wherever its maker says so.
 *
 * The all-zero struct is the empty text.  `data` is NULL or ends with a NUL
 * that `length` does not count.
 */
#ifndef STORE_TEXT_H
#define STORE_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	char *data;
	size_t length, cap;
};

/* Makes room for LENGTH bytes more and the NUL. */
void text_room(struct text *text, size_t length);

/* Inline, since an index is made of very many short pieces. */
static inline void text_add(struct text *text, const char *bytes, size_t length)
{
	if (length >= text->cap - text->length)
		text_room(text, length);
	if (length)
		memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_puts(struct text *text, const char *string);

static inline void text_putc(struct text *text, char byte)
{
	text_add(text, &byte, 1);
}

void text_printf(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0), nonnull(2)));
/* Adds NUMBER with commas: 12,000. */
void text_number(struct text *text, uint64_t number);

/* Empties it and keeps the memory. */
void text_clear(struct text *text);
/* Cuts it to LENGTH bytes, which is at most its length. */
void text_cut(struct text *text, size_t length);
/* The string, "" where nothing was added; borrowed until the next change. */
const char *text_string(const struct text *text);
/* The string is yours to free; the text is empty afterwards. */
char *text_detach(struct text *text);
void text_release(struct text *text);

#endif

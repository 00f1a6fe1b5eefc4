#include "store/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

void text_room(struct text *text, size_t more)
{
	if (more > SIZE_MAX / 4 - text->length)
		memory_exhausted();
	if (text->length + more + 1 <= text->cap)
		return;
	text->cap = (text->length + more + 1) * 3 / 2 + 16;
	text->data = memory_resize(text->data, text->cap, 1);
}

void text_puts(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

/* Room for most of what is printed, so that it is printed once. */
enum { PRINTED = 80 };

void text_vprintf(struct text *text, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	text_room(text, PRINTED);
	length = vsnprintf(text->data + text->length, PRINTED + 1, format, args);
	if (length > PRINTED) {
		text_room(text, (size_t)length);
		vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
	}
	text->length += length > 0 ? (size_t)length : 0;
	text->data[text->length] = '\0';
	va_end(again);
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vprintf(text, format, args);
	va_end(args);
}

void text_number(struct text *text, uint64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			text_putc(text, ',');
		text_putc(text, digits[i]);
	}
}

void text_clear(struct text *text)
{
	text_cut(text, 0);
}

void text_cut(struct text *text, size_t length)
{
	text->length = length;
	if (text->data)
		text->data[length] = '\0';
}

const char *text_string(const struct text *text)
{
	return text->data ? text->data : "";
}

char *text_detach(struct text *text)
{
	char *data;

	text_room(text, 0);
	data = text->data;
	data[text->length] = '\0';
	*text = (struct text){0};
	return data;
}

void text_release(struct text *text)
{
	free(text->data);
	*text = (struct text){0};
}

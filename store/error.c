#include "store/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/utf8.h"

/* What makes a message too long is a name in the middle of it: what failed stands before that,
 * and why behind it. */
static void leave_out_the_middle(char out[ERROR_BYTES], const char *text, size_t length)
{
	static const char gap[] = "…";
	size_t half = (ERROR_BYTES - sizeof(gap)) / 2;

	snprintf(out, ERROR_BYTES, "%.*s%s%s", (int)utf8_cut(text, length, half), text, gap,
		 text + utf8_end(text, length, half));
}

int error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	va_list args;
	int length;

	if (!err)
		return -1;
	err->kind = kind;
	va_start(args, format);
	length = vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	if (length < 0) {
		err->text[0] = '\0';
	} else if ((size_t)length >= sizeof(err->text)) {
		char *whole = memory_new((size_t)length + 1, 1);

		va_start(args, format);
		vsnprintf(whole, (size_t)length + 1, format, args);
		va_end(args);
		leave_out_the_middle(err->text, whole, (size_t)length);
		free(whole);
	}
	return -1;
}

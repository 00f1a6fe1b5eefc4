#include "store/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/utf8.h"

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
	if (length < 0)
		err->text[0] = '\0';
	else if ((size_t)length >= sizeof(err->text))
		err->text[utf8_cut(err->text, strlen(err->text), sizeof(err->text) - 1)] = '\0';
	return -1;
}

#include "store/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/text.h"
#include "store/utf8.h"

enum { MESSAGE_BYTES = 600, SIGN_BYTES = 8 };

int place_compare(struct place a, struct place b)
{
	if (a.file != b.file)
		return a.file < b.file ? -1 : 1;
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	if (a.column != b.column)
		return a.column < b.column ? -1 : 1;
	return 0;
}

static bool wants(const struct problem_list *list, struct place at)
{
	return list->kept < PROBLEMS_TOLD ||
	       place_compare(at, list->first[PROBLEMS_TOLD - 1].at) < 0;
}

bool problems_wants(const struct problems *problems, struct place at)
{
	return !problems->muted && wants(&problems->errors, at);
}

/* Writes CODE, or what stands for it in one line of text. */
static size_t show(char out[SIGN_BYTES], int32_t code)
{
	if (code == UTF8_BAD)
		code = 0xfffd;
	if (code < 0x20 || code == 0x7f)
		return (size_t)snprintf(out, SIGN_BYTES, "^%c", code == 0x7f ? '?' : (char)(code + 0x40));
	if ((code >= 0x80 && code < 0xa0) || code == 0x2028 || code == 0x2029)
		return (size_t)snprintf(out, SIGN_BYTES, "<%02X>", (unsigned)code);
	return utf8_put(out, code);
}

/* One line without control characters, whatever went into it; yours to free. */
static char *make_message(const char *format, va_list args)
{
	char bytes[MESSAGE_BYTES], sign[SIGN_BYTES];
	struct text message = {0};
	const char *end;
	size_t size;

	vsnprintf(bytes, sizeof(bytes), format, args);
	end = bytes + utf8_cut(bytes, strlen(bytes), strlen(bytes));
	for (const char *p = bytes; p < end; p += size)
		text_add(&message, sign, show(sign, utf8_next(p, end, &size)));
	return text_detach(&message);
}

/* Counts the problem and keeps it where it is one of the first. */
static void add(struct problem_list *list, struct place at, const char *format, va_list args)
{
	size_t i;

	list->count++;
	if (!wants(list, at))
		return;
	if (list->kept == PROBLEMS_TOLD)
		free(list->first[--list->kept].message);
	for (i = list->kept; i > 0 && place_compare(list->first[i - 1].at, at) > 0; i--)
		list->first[i] = list->first[i - 1];
	list->first[i].at = at;
	list->first[i].message = make_message(format, args);
	list->kept++;
}

void problems_count(struct problems *problems)
{
	if (problems->muted)
		problems->silenced = true;
	else
		problems->errors.count++;
}

void problems_error(struct problems *problems, struct place at, const char *format, ...)
{
	va_list args;

	if (problems->muted) {
		problems->silenced = true;
		return;
	}
	va_start(args, format);
	add(&problems->errors, at, format, args);
	va_end(args);
}

void problems_warning(struct problems *problems, struct place at, const char *format, ...)
{
	va_list args;

	if (problems->muted)
		return;
	va_start(args, format);
	add(&problems->warnings, at, format, args);
	va_end(args);
}

void problems_begin_file(struct problems *problems)
{
	problems->errors.count_before = problems->errors.count;
	problems->warnings.count_before = problems->warnings.count;
}

static void forget(struct problem_list *list, uint32_t file)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->kept; i++) {
		if (list->first[i].at.file == file)
			free(list->first[i].message);
		else
			list->first[kept++] = list->first[i];
	}
	list->kept = kept;
	list->count = list->count_before;
}

void problems_forget_file(struct problems *problems, uint32_t file)
{
	forget(&problems->errors, file);
	forget(&problems->warnings, file);
}

static void tell(const struct told *told, bool warning, struct load *load)
{
	const char *const *names = load->shown ? load->shown : load->files;
	struct problem problem = {
		.file = names[told->at.file],
		.line = told->at.line,
		.column = told->at.column,
		.warning = warning,
		.message = told->message,
	};

	if (load->problem)
		load->problem(load->context, &problem);
}

void problems_tell(const struct problems *problems, struct load *load)
{
	const struct problem_list *errors = &problems->errors;
	const struct problem_list *warnings = &problems->warnings;
	size_t e = 0, w = 0;

	while (e < errors->kept || w < warnings->kept) {
		if (w == warnings->kept ||
		    (e < errors->kept &&
		     place_compare(errors->first[e].at, warnings->first[w].at) <= 0))
			tell(&errors->first[e++], false, load);
		else
			tell(&warnings->first[w++], true, load);
	}
	load->errors = errors->count;
	load->warnings = warnings->count;
}

void problems_release(struct problems *problems)
{
	for (size_t i = 0; i < problems->errors.kept; i++)
		free(problems->errors.first[i].message);
	for (size_t i = 0; i < problems->warnings.kept; i++)
		free(problems->warnings.first[i].message);
	*problems = (struct problems){0};
}

struct shown shown(const char *text, size_t length)
{
	struct shown out;
	size_t cut = utf8_cut(text, length, SHOWN_BYTES);

	snprintf(out.text, sizeof(out.text), "%.*s%s", (int)cut, text, cut < length ? "…" : "");
	return out;
}

struct shown shown_end(const char *text, size_t length)
{
	struct shown out;
	size_t from = length > SHOWN_BYTES ? utf8_end(text, length, SHOWN_BYTES) : 0;

	snprintf(out.text, sizeof(out.text), "%s%.*s", from ? "…" : "", (int)(length - from),
		 text + from);
	return out;
}

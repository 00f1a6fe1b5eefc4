#include "tui/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/safe.h"
#include "tui/options.h"
#include "tui/signals.h"

void cli_say_line(const char *line, size_t length)
{
	struct text safe = {0};

	safe_line(line, length, &safe);
	text_putc(&safe, '\n');
	/* At once, so that lines of two programs do not mix. */
	fwrite(safe.data, 1, safe.length, stderr);
	text_release(&safe);
}

void cli_say(const char *format, ...)
{
	struct text line = {0};
	va_list args;

	text_puts(&line, "statements: ");
	va_start(args, format);
	text_vprintf(&line, format, args);
	va_end(args);
	cli_say_line(line.data, line.length);
	text_release(&line);
}

int cli_failed(const struct error *err)
{
	/* Who stopped it by a signal knows; the program ends by that signal. */
	if (err->kind == ERROR_STOPPED)
		return signals_ending() ? 128 + signals_ending() : RESULT_STORE;
	if (err->text[0])
		cli_say("%s", err->text);
	switch (err->kind) {
	case ERROR_USAGE:
		return RESULT_USAGE;
	case ERROR_CORPUS:
		return RESULT_CORPUS;
	default:
		return RESULT_STORE;
	}
}

bool cli_put(struct text *text)
{
	fwrite(text_string(text), 1, text->length, stdout);
	text_clear(text);
	return !ferror(stdout) && !signals_ending();
}

int cli_finish(int result)
{
	/* The reason of an earlier failure is lost by now; trying again tells it. */
	bool failed = ferror(stdout) != 0;

	errno = 0;
	clearerr(stdout);
	if (failed)
		putchar('\n');
	failed |= fflush(stdout) != 0;
	/* A write that a signal breaks off is no fault of the output; the program ends by it. */
	if (!failed || signals_ending())
		return result;
	if (errno == EPIPE)
		return 128 + SIGPIPE;
	cli_say("cannot write the output: %s", errno ? strerror(errno) : "unknown error");
	return RESULT_STORE;
}

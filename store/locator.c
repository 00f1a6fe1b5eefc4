#include "store/locator.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/memory.h"

enum { LOCATOR_BYTES = 64 * 1024 };

void locator_init(struct locator *locator, int fd)
{
	*locator = (struct locator){.fd = fd, .line = 1, .column = 1, .lined = true};
}

void locator_release(struct locator *locator)
{
	free(locator->buffer);
	locator->buffer = NULL;
}

static void rewind_locator(struct locator *locator)
{
	locator->filled = locator->at = 0;
	locator->offset = locator->mark;
	locator->chars = 0;
	locator->line = locator->column = 1;
	locator->lined = true;
	locator->after_cr = false;
}

/* Whether a byte stands at `at`, after reading more where none is left.  A
 * file that cannot be read here ends; the feed has told why. */
static bool ready(struct locator *locator)
{
	ssize_t got;

	if (locator->at < locator->filled)
		return true;
	if (!locator->buffer) {
		locator->buffer = memory_new(LOCATOR_BYTES, 1);
		rewind_locator(locator);
	}
	locator->offset += locator->filled;
	locator->filled = locator->at = 0;
	do
		got = pread(locator->fd, locator->buffer, LOCATOR_BYTES, (off_t)locator->offset);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return false;
	locator->filled = (size_t)got;
	return true;
}

static bool is_first(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Passes over what is left in the buffer of COUNT characters, without lines. */
static uint64_t pass_chars(struct locator *locator, uint64_t count)
{
	enum { STEP = 256 };
	const char *p = locator->buffer + locator->at, *end = locator->buffer + locator->filled;
	uint64_t passed = 0;

	/* Whole steps first: a loop without a way out is fast. */
	while (end - p >= STEP) {
		unsigned firsts = 0;

		for (int i = 0; i < STEP; i++)
			firsts += is_first(p[i]);
		if (passed + firsts > count)
			break;
		passed += firsts;
		p += STEP;
	}
	/* Tails of the last character that is passed belong to it. */
	for (; p < end && (passed < count || !is_first(*p)); p++)
		passed += is_first(*p);
	locator->at = (size_t)(p - locator->buffer);
	return passed;
}

void locator_to_char(struct locator *locator, uint64_t chars)
{
	if (chars < locator->chars)
		rewind_locator(locator);
	if (chars > locator->chars)
		locator->lined = false;
	/* Even where no character is left to pass, its tails may be. */
	while (ready(locator)) {
		locator->chars += pass_chars(locator, chars - locator->chars);
		if (locator->at < locator->filled)
			return;
	}
}

/* One byte forward with its line and column. */
static void step(struct locator *locator)
{
	char byte = locator->buffer[locator->at++];

	if (!is_first(byte))
		return;
	locator->chars++;
	if (byte == '\n' && locator->after_cr) {
		locator->after_cr = false;
		return;
	}
	locator->after_cr = byte == '\r';
	if (byte == '\n' || byte == '\r') {
		locator->line++;
		locator->column = 1;
	} else {
		locator->column++;
	}
}

void locator_place_char(struct locator *locator, uint64_t chars)
{
	if (chars < locator->chars || !locator->lined)
		rewind_locator(locator);
	while (ready(locator) &&
	       (locator->chars < chars || !is_first(locator->buffer[locator->at])))
		step(locator);
}

void locator_place_byte(struct locator *locator, uint64_t offset)
{
	rewind_locator(locator);
	while (ready(locator) && locator->offset + locator->at < offset)
		step(locator);
}

void locator_skip_blanks(struct locator *locator)
{
	bool comment = false;

	while (ready(locator)) {
		char byte = locator->buffer[locator->at];

		if (byte == '\n' || byte == '\r')
			comment = false;
		else if (byte == '#')
			comment = true;
		else if (!comment && byte != ' ' && byte != '\t')
			return;
		step(locator);
	}
}

int locator_byte(struct locator *locator)
{
	if (!ready(locator))
		return -1;
	locator->chars += is_first(locator->buffer[locator->at]);
	locator->lined = false;
	return (unsigned char)locator->buffer[locator->at++];
}

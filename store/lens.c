#include "store/lens.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/memory.h"

enum { LENS_BYTES = 64 * 1024 };

void lens_init(struct lens *lens, int fd)
{
	*lens = (struct lens){.fd = fd, .line = 1, .column = 1, .lined = true};
}

void lens_release(struct lens *lens)
{
	free(lens->buffer);
	lens->buffer = NULL;
}

static void rewind_lens(struct lens *lens)
{
	lens->filled = lens->at = 0;
	lens->offset = lens->mark;
	lens->chars = 0;
	lens->line = lens->column = 1;
	lens->lined = true;
	lens->after_cr = false;
}

/* Whether a byte stands at `at`, after reading more where none is left.  A
 * file that cannot be read here ends; the feed has told why. */
static bool ready(struct lens *lens)
{
	ssize_t got;

	if (lens->at < lens->filled)
		return true;
	if (!lens->buffer) {
		lens->buffer = memory_new(LENS_BYTES, 1);
		rewind_lens(lens);
	}
	lens->offset += lens->filled;
	lens->filled = lens->at = 0;
	do
		got = pread(lens->fd, lens->buffer, LENS_BYTES, (off_t)lens->offset);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return false;
	lens->filled = (size_t)got;
	return true;
}

static bool is_first(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Passes over what is left in the buffer of COUNT characters, without lines. */
static uint64_t pass_chars(struct lens *lens, uint64_t count)
{
	enum { STEP = 256 };
	const char *p = lens->buffer + lens->at, *end = lens->buffer + lens->filled;
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
	lens->at = (size_t)(p - lens->buffer);
	return passed;
}

void lens_to_char(struct lens *lens, uint64_t chars)
{
	if (chars < lens->chars)
		rewind_lens(lens);
	if (chars > lens->chars)
		lens->lined = false;
	/* Even where no character is left to pass, its tails may be. */
	while (ready(lens)) {
		lens->chars += pass_chars(lens, chars - lens->chars);
		if (lens->at < lens->filled)
			return;
	}
}

/* One byte forward with its line and column. */
static void step(struct lens *lens)
{
	char byte = lens->buffer[lens->at++];

	if (!is_first(byte))
		return;
	lens->chars++;
	if (byte == '\n' && lens->after_cr) {
		lens->after_cr = false;
		return;
	}
	lens->after_cr = byte == '\r';
	if (byte == '\n' || byte == '\r') {
		lens->line++;
		lens->column = 1;
	} else {
		lens->column++;
	}
}

void lens_place_char(struct lens *lens, uint64_t chars)
{
	if (chars < lens->chars || !lens->lined)
		rewind_lens(lens);
	while (ready(lens) &&
	       (lens->chars < chars || !is_first(lens->buffer[lens->at])))
		step(lens);
}

void lens_place_byte(struct lens *lens, uint64_t offset)
{
	rewind_lens(lens);
	while (ready(lens) && lens->offset + lens->at < offset)
		step(lens);
}

void lens_skip_blanks(struct lens *lens)
{
	bool comment = false;

	while (ready(lens)) {
		char byte = lens->buffer[lens->at];

		if (byte == '\n' || byte == '\r')
			comment = false;
		else if (byte == '#')
			comment = true;
		else if (!comment && byte != ' ' && byte != '\t')
			return;
		step(lens);
	}
}

int lens_byte(struct lens *lens)
{
	if (!ready(lens))
		return -1;
	lens->chars += is_first(lens->buffer[lens->at]);
	lens->lined = false;
	return (unsigned char)lens->buffer[lens->at++];
}

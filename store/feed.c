#include "store/feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/memory.h"
#include "store/utf8.h"

void feed_init(struct feed *feed, int fd)
{
	*feed = (struct feed){.fd = fd};
	feed->buffer = memory_new(FEED_BYTES, 1);
	feed->lines.at_start = true;
}

void feed_release(struct feed *feed)
{
	free(feed->buffer);
	feed->buffer = NULL;
}

void feed_document_ended(struct feed *feed)
{
	feed->lines.where = LINES_BEHIND;
	feed->lines.in_comment = feed->lines.in_directive = false;
	feed->lines.at_start = false;
}

static void refuse(struct feed *feed, enum feed_end end, uint64_t at, const char *why)
{
	feed->end = end;
	feed->refused = at;
	feed->why = why;
}

/* Reads until the buffer is full or the file ends. */
static bool fill(struct feed *feed)
{
	memmove(feed->buffer, feed->buffer + feed->checked, feed->filled - feed->checked);
	feed->offset += feed->checked;
	feed->filled -= feed->checked;
	feed->given = feed->checked = 0;
	while (feed->filled < FEED_BYTES && !feed->file_ended) {
		ssize_t got = read(feed->fd, feed->buffer + feed->filled,
				   FEED_BYTES - feed->filled);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			feed->end = FEED_ERROR;
			feed->error = errno;
			return false;
		}
		if (got == 0)
			feed->file_ended = true;
		feed->filled += (size_t)got;
	}
	return true;
}

/* The marks of other encodings, and ours, which is taken away. */
static void judge_start(struct feed *feed)
{
	const char *b = feed->buffer;
	size_t n = feed->filled;

	if (n >= 4 && (memcmp(b, "\xff\xfe\0\0", 4) == 0 || memcmp(b, "\0\0\xfe\xff", 4) == 0))
		refuse(feed, FEED_BAD, 0, "the file is UTF-32 (convert it to UTF-8)");
	else if (n >= 2 && (memcmp(b, "\xff\xfe", 2) == 0 || memcmp(b, "\xfe\xff", 2) == 0))
		refuse(feed, FEED_BAD, 0, "the file is UTF-16 (convert it to UTF-8)");
	else if (n >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0)
		feed->mark = feed->given = feed->checked = 3;
}

/* Why YAML may not hold CODE; NULL where it may. */
static const char *judge(int32_t code)
{
	if (code == UTF8_BAD)
		return "this byte is not UTF-8 (convert the file to UTF-8)";
	if (code == 0)
		return "a NUL byte (the file is damaged, or no text)";
	if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
	    (code >= 0x7f && code < 0xa0 && code != 0x85))
		return "a raw control character (remove it, or write an escape in double "
		       "quotes)";
	if (code == 0xfffe || code == 0xffff)
		return "a code point that is no character (remove it)";
	return NULL;
}

static void check(struct feed *feed)
{
	const char *end = feed->buffer + feed->filled;
	size_t i = feed->checked, size;

	while (i < feed->filled) {
		const char *why;
		int32_t code;

		i += utf8_plain(feed->buffer + i, feed->filled - i);
		if (i == feed->filled)
			break;
		code = utf8_next(feed->buffer + i, end, &size);
		/* A sequence that the buffer cuts is read with the next bytes. */
		if (code == UTF8_BAD && feed->filled - i < 4 && !feed->file_ended)
			break;
		why = judge(code);
		if (why) {
			refuse(feed, FEED_BAD, feed->offset + i, why);
			break;
		}
		if (code == 0x85 || code == 0x2028 || code == 0x2029)
			feed->exotic = true;
		i += size;
	}
	feed->checked = i;
}

static bool is_break(int32_t code)
{
	return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* One character of the lines around the document; false for a directive that
 * is refused. */
static bool follow_line(struct feed_lines *lines, int32_t code, uint64_t at)
{
	bool blank = code == ' ' || code == '\t';

	if (lines->in_directive) {
		if (!blank && !is_break(code)) {
			if (lines->name_length < sizeof(lines->name))
				lines->name[lines->name_length++] = (char)code;
			return true;
		}
		if (lines->name_length != 4 || memcmp(lines->name, "YAML", 4) != 0)
			return false;
		lines->in_directive = false;
		lines->in_comment = true;	/* libyaml judges the version */
	}
	if (is_break(code)) {
		lines->at_start = true;
		lines->in_comment = false;
	} else if (lines->at_start && code == '%') {
		lines->start = at;
		lines->at_start = false;
		lines->in_directive = true;
		lines->name_length = 0;
		return lines->where != LINES_BEHIND;
	} else {
		lines->at_start = false;
		if (code == '#')
			lines->in_comment = true;
		else if (!blank && !lines->in_comment && lines->where == LINES_BEFORE)
			lines->where = LINES_IN;
	}
	return true;
}

/* Looks for directives among the checked bytes from FROM on. */
static void follow_lines(struct feed *feed, size_t from)
{
	struct feed_lines *lines = &feed->lines;
	const char *end = feed->buffer + feed->checked;
	bool over = feed->file_ended && feed->checked == feed->filled;
	size_t size;

	for (size_t i = from; i < feed->checked && lines->where != LINES_IN; i += size) {
		int32_t code = utf8_next(feed->buffer + i, end, &size);

		if (follow_line(lines, code, feed->offset + i))
			continue;
		refuse(feed, lines->where == LINES_BEHIND ? FEED_TRAILING : FEED_DIRECTIVE,
		       lines->start, NULL);
		feed->checked = lines->start > feed->offset ? (size_t)(lines->start - feed->offset)
							    : 0;
		return;
	}
	if (over && lines->in_directive && lines->where == LINES_BEFORE &&
	    !follow_line(lines, '\n', feed->offset + feed->checked))
		refuse(feed, FEED_DIRECTIVE, lines->start, NULL);
}

/* Makes the next bytes ready. */
static void advance(struct feed *feed)
{
	bool first = feed->offset == 0 && feed->filled == 0;
	size_t from;

	if (feed->tick && feed->tick(feed->context, feed->offset + feed->checked)) {
		feed->end = FEED_STOPPED;
		return;
	}
	if (!fill(feed))
		return;
	if (first)
		judge_start(feed);
	if (feed->end)
		return;
	from = feed->checked;
	check(feed);
	follow_lines(feed, from);
	if (!feed->end && feed->file_ended && feed->checked == feed->filled)
		feed->end = FEED_END;
	if (feed->checked < feed->given)
		feed->given = feed->checked;
}

size_t feed_take(struct feed *feed, char *out, size_t size)
{
	size_t ready;

	if (feed->given == feed->checked && !feed->end)
		advance(feed);
	ready = feed->checked - feed->given;
	if (feed->end == FEED_ERROR || feed->end == FEED_STOPPED)
		return 0;
	if (ready > size)
		ready = size;
	memcpy(out, feed->buffer + feed->given, ready);
	feed->given += ready;
	return ready;
}

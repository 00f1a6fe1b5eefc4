#include "core/line.h"

#include <string.h>

#include "core/safe.h"
#include "store/utf8.h"

static const char REPLACEMENT[] = "\xef\xbf\xbd";

static bool is_control(int32_t code)
{
	return code < ' ' || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

/* Appends TEXT as it may stand in one line. */
static void put_clean(const char *text, size_t length, struct text *out)
{
	const char *end = text + length;
	size_t size;

	for (; text < end; text += size) {
		int32_t code = utf8_next(text, end, &size);

		if (code == '\r' && text + 1 < end && text[1] == '\n')
			continue;
		if (code == UTF8_BAD)
			text_puts(out, REPLACEMENT);
		else if (is_control(code))
			text_putc(out, ' ');
		else
			text_add(out, text, size);
	}
}

/* The ends of the glyph that holds the byte AT, or that begins there: its
 * start, and where the next one begins.  The line is short, so it is read from
 * its beginning. */
static void glyph_at(const struct line_editor *line, size_t at, struct glyph *glyph)
{
	size_t offset = 0;

	*glyph = (struct glyph){0};
	while (safe_next(text_string(&line->text), line->text.length, &offset, glyph))
		if (offset > at)
			return;
	glyph->start = glyph->end = line->text.length;
	glyph->blank = true;
}

/* What changed beside the cursor may have put it inside a glyph. */
static void settle(struct line_editor *line)
{
	struct glyph glyph;

	glyph_at(line, line->cursor, &glyph);
	if (glyph.start < line->cursor)
		line->cursor = glyph.end;
}

void line_set(struct line_editor *line, const char *text)
{
	text_clear(&line->text);
	line->cursor = 0;
	line_insert(line, text, strlen(text));
}

bool line_insert(struct line_editor *line, const char *text, size_t length)
{
	struct text clean = {0}, whole = {0};
	size_t room = LINE_BYTES - line->text.length, size;
	bool fits;

	put_clean(text, length, &clean);
	fits = clean.length <= room;
	size = utf8_cut(text_string(&clean), clean.length, room);
	text_add(&whole, text_string(&line->text), line->cursor);
	text_add(&whole, text_string(&clean), size);
	text_puts(&whole, text_string(&line->text) + line->cursor);
	text_release(&clean);
	text_release(&line->text);
	line->text = whole;
	line->cursor += size;
	settle(line);
	return fits;
}

/* Letters and figures make words; all beyond ASCII but blanks count as such. */
static bool is_word(const struct glyph *glyph)
{
	unsigned char byte = (unsigned char)glyph->text[0];

	return !glyph->blank &&
	       (byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'));
}

static size_t word_left(const struct line_editor *line)
{
	const char *text = text_string(&line->text);
	size_t offset = 0, begin = 0;
	bool inside = false;
	struct glyph glyph;

	while (offset < line->cursor && safe_next(text, line->text.length, &offset, &glyph)) {
		if (is_word(&glyph) && !inside)
			begin = glyph.start;
		inside = is_word(&glyph);
	}
	return begin;
}

static size_t word_right(const struct line_editor *line)
{
	const char *text = text_string(&line->text);
	size_t offset = line->cursor;
	bool inside = false;
	struct glyph glyph;

	while (safe_next(text, line->text.length, &offset, &glyph)) {
		if (inside && !is_word(&glyph))
			return glyph.start;
		inside = is_word(&glyph);
	}
	return line->text.length;
}

static size_t target(const struct line_editor *line, enum line_move move)
{
	struct glyph glyph;

	switch (move) {
	case LINE_LEFT:
		if (!line->cursor)
			return 0;
		glyph_at(line, line->cursor - 1, &glyph);
		return glyph.start;
	case LINE_RIGHT:
		glyph_at(line, line->cursor, &glyph);
		return glyph.end;
	case LINE_WORD_LEFT:
		return word_left(line);
	case LINE_WORD_RIGHT:
		return word_right(line);
	case LINE_HOME:
		return 0;
	case LINE_END:
		break;
	}
	return line->text.length;
}

bool line_move(struct line_editor *line, enum line_move move)
{
	size_t to = target(line, move);
	bool moved = to != line->cursor;

	line->cursor = to;
	return moved;
}

bool line_delete(struct line_editor *line, enum line_move move)
{
	size_t to = target(line, move);
	size_t from = line->cursor < to ? line->cursor : to;
	size_t end = line->cursor < to ? to : line->cursor;

	if (from == end)
		return false;
	memmove(line->text.data + from, line->text.data + end, line->text.length - end);
	text_cut(&line->text, line->text.length - (end - from));
	line->cursor = from;
	settle(line);
	return true;
}

void line_release(struct line_editor *line)
{
	text_release(&line->text);
	*line = (struct line_editor){0};
}

#include "tui/reader_lines.h"

#include <stdlib.h>

#include "core/wrap.h"
#include "store/memory.h"
#include "tui/marks.h"

enum { LABEL_COLUMNS = 14 };

static const struct {
	enum style style;
	int indent;
	const char *mark;
} ROLES[] = {
	[PARA_TITLE] = {STYLE_HEADING, 0, ""},
	[PARA_BYLINE] = {STYLE_PLAIN, 0, ""},
	[PARA_FIELD] = {STYLE_PLAIN, LABEL_COLUMNS, ""},
	[PARA_HEADING] = {STYLE_HEADING, 0, ""},
	[PARA_TEXT] = {STYLE_PLAIN, 2, ""},
	[PARA_ORIGINAL] = {STYLE_PLAIN, 2, ""},
	[PARA_SUMMARY] = {STYLE_PLAIN, 0, ""},
	[PARA_ITEM] = {STYLE_PLAIN, 2, "-"},
	[PARA_SPEAKER] = {STYLE_SPEAKER, 0, ""},
	[PARA_FOOT] = {STYLE_LABEL, 0, ""},
};

static const enum style VOICES[] = {
	[VOICE_SPEAKER] = STYLE_SPOKEN,
	[VOICE_REPORTER] = STYLE_REPORTED,
	[VOICE_EDITOR] = STYLE_INSERTED,
};

int paragraph_indent(const struct paragraph *paragraph, int columns)
{
	int indent = ROLES[paragraph->role].indent;

	return indent < columns / 3 ? indent : columns / 3;
}

/* How something was said, by its spans: the mark of the list again. */
static const char *spans_mark(const struct paragraph *paragraph)
{
	bool own = false, reported = false;

	for (size_t i = 0; i < paragraph->span_count; i++) {
		own |= paragraph->spans[i].voice == VOICE_SPEAKER;
		reported |= paragraph->spans[i].voice == VOICE_REPORTER;
	}
	return speech_mark(!reported ? SPEECH_DIRECT : own ? SPEECH_MIXED : SPEECH_INDIRECT);
}

const char *paragraph_mark(const struct paragraph *paragraph)
{
	if (paragraph->span_count > 0)
		return spans_mark(paragraph);
	return ROLES[paragraph->role].mark;
}

static void add(struct item_lines *lines, size_t *cap, struct reader_line line)
{
	lines->lines = memory_room(lines->lines, lines->count, cap, sizeof(*lines->lines));
	lines->lines[lines->count++] = line;
}

void item_lines_make(struct item_lines *lines, size_t i, const struct item *item, int columns)
{
	size_t cap = 0;

	item_lines_release(lines);
	lines->made = true;
	lines->item = i;
	for (size_t p = 0; p < item->count; p++) {
		const struct paragraph *paragraph = &item->paragraphs[p];
		int width = columns - paragraph_indent(paragraph, columns);
		struct line *wrapped;
		size_t count;

		if (paragraph->blank_before)
			add(lines, &cap, (struct reader_line){.paragraph = p, .blank = true});
		wrapped = wrap_text(paragraph->text, paragraph->length,
				    width > 1 ? (unsigned)width : 1, &count);
		for (size_t l = 0; l < count; l++)
			add(lines, &cap, (struct reader_line){
				.paragraph = p, .start = wrapped[l].start,
				.end = wrapped[l].end, .first = l == 0});
		free(wrapped);
	}
	if (lines->count == 0)
		add(lines, &cap, (struct reader_line){.blank = true});
}

void item_lines_release(struct item_lines *lines)
{
	free(lines->lines);
	*lines = (struct item_lines){0};
}

size_t item_lines_find(const struct item_lines *lines, size_t paragraph, size_t offset)
{
	size_t low = 0, high = lines->count;

	/* The last line that does not begin behind that byte. */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		const struct reader_line *line = &lines->lines[middle];

		if (line->paragraph < paragraph ||
		    (line->paragraph == paragraph && line->start <= offset))
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The first match that ends behind byte AT. */
static size_t match_behind(const struct paragraph *paragraph, size_t at)
{
	size_t low = 0, high = paragraph->match_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (paragraph->matches[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool paragraph_matches(const struct paragraph *paragraph, size_t start, size_t end)
{
	size_t i = match_behind(paragraph, start);

	return i < paragraph->match_count && paragraph->matches[i].start < end;
}

bool paragraph_match_at(const struct paragraph *paragraph, size_t at, size_t *end)
{
	size_t i = match_behind(paragraph, at), edge = *end;
	bool inside = i < paragraph->match_count && paragraph->matches[i].start <= at;

	if (i < paragraph->match_count)
		edge = inside ? paragraph->matches[i].end : paragraph->matches[i].start;
	if (edge < *end)
		*end = edge;
	return inside;
}

enum style paragraph_style_at(const struct paragraph *paragraph, size_t at, size_t *end)
{
	size_t low = 0, high = paragraph->span_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (paragraph->spans[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == paragraph->span_count || paragraph->spans[low].start > at)
		return ROLES[paragraph->role].style;
	if (paragraph->spans[low].end < *end)
		*end = paragraph->spans[low].end;
	return VOICES[paragraph->spans[low].voice];
}

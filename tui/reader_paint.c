#include "tui/reader_paint.h"

#include <string.h>

#include "core/wrap.h"
#include "store/memory.h"
#include "tui/reader_spot.h"
#include "tui/state.h"

static void run_add(struct reader_view *reader, struct reader_run run, const char *text)
{
	reader->runs = memory_room(reader->runs, reader->run_count, &reader->run_cap,
				   sizeof(*reader->runs));
	run.start = reader->words.length;
	text_add(&reader->words, text, run.length);
	reader->runs[reader->run_count++] = run;
}

/* A line's text, cut where its style changes; tabs become blanks up to the next
 * stop, as the wrapping has counted them. */
static void text_paint(struct reader_view *reader, const struct paragraph *paragraph,
		       const struct reader_line *line, int indent)
{
	static const char blanks[TAB_STOP + 1] = "        ";
	size_t end = line->end < paragraph->length ? line->end : paragraph->length;
	unsigned width = 0;
	int column = indent;

	for (size_t at = line->start; at < end; column = -1) {
		struct reader_run run = {.column = column};
		size_t edge = end;
		const char *text = paragraph->text + at, *tab;

		run.style = paragraph_style_at(paragraph, at, &edge);
		run.match = paragraph_match_at(paragraph, at, &edge);
		tab = memchr(text, '\t', edge - at);
		if (tab == text) {
			run.length = TAB_STOP - width % TAB_STOP;
			run_add(reader, run, blanks);
			width += (unsigned)run.length;
			at++;
			continue;
		}
		run.length = (tab ? (size_t)(tab - paragraph->text) : edge) - at;
		run_add(reader, run, text);
		width += wrap_width(text, run.length);
		at += run.length;
	}
}

/* A quote of a talk is marked from its speaker on, not with the heading above. */
static bool is_quote_line(const struct item *item, const struct reader_line *line)
{
	return !line->blank && line->paragraph < item->count &&
	       item->paragraphs[line->paragraph].role != PARA_HEADING;
}

static void line_paint(struct reader_view *reader, const struct item *item,
		       const struct reader_line *line)
{
	const struct paragraph *paragraph;
	const char *mark;
	int indent;

	if (line->blank || line->paragraph >= item->count)
		return;
	paragraph = &item->paragraphs[line->paragraph];
	indent = paragraph_indent(paragraph, reader->columns);
	mark = paragraph_mark(paragraph);
	if (line->first && paragraph->label && indent > 1) {
		unsigned width;
		size_t length = wrap_clip(paragraph->label, strlen(paragraph->label),
					  (unsigned)indent - 1, &width);

		run_add(reader, (struct reader_run){.style = STYLE_LABEL, .length = length},
			paragraph->label);
	} else if (line->first && *mark && indent > 1) {
		run_add(reader, (struct reader_run){.column = indent - 2, .style = STYLE_LABEL,
						    .length = strlen(mark)}, mark);
	}
	text_paint(reader, paragraph, line, indent);
}

void reader_paint(struct reader_view *reader, struct document *document)
{
	struct spot spot = reader->top, last = reader->top;

	reader->painted_count = reader->run_count = 0;
	text_clear(&reader->words);
	while (reader->painted_count < (size_t)reader->rows) {
		const struct item *item = document_item(document, spot.item);
		const struct reader_line *line =
			&reader_lines_of(reader, document, spot.item)->lines[spot.line];
		bool here = spot.item == reader->cursor.item;
		struct reader_row row = {
			.first_run = reader->run_count,
			.cursor = here && spot.line == reader->cursor.line,
			.chosen = here && spot.item > 0 && is_quote_line(item, line),
		};

		line_paint(reader, item, line);
		row.run_count = reader->run_count - row.first_run;
		reader->painted = memory_room(reader->painted, reader->painted_count,
					      &reader->painted_cap, sizeof(*reader->painted));
		reader->painted[reader->painted_count++] = row;
		last = spot;
		if (spot_down(reader, document, &spot, 1) == 0)
			break;
	}
	reader->above = reader->top.item > 0 || reader->top.line > 0;
	reader->below = spot_down(reader, document, &last, 1) > 0;
	reader->waiting = document_waiting(document);
}

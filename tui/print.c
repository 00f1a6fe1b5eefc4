#include "tui/print.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/safe.h"
#include "core/wrap.h"
#include "tui/marks.h"
#include "tui/reader_lines.h"
#include "tui/tty.h"

enum { COLUMNS_MOST = 80, COLUMNS_LEAST = 20 };

unsigned print_columns(void)
{
	int rows, columns = COLUMNS_MOST;

	if (isatty(STDOUT_FILENO))
		tty_size(STDOUT_FILENO, &rows, &columns);
	if (columns > COLUMNS_MOST)
		columns = COLUMNS_MOST;
	return (unsigned)(columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns);
}

static void add_safe(struct text *out, const char *text)
{
	if (text)
		safe_line(text, strlen(text), out);
}

static const char *kind_word(const struct entry *entry)
{
	return entry->kind == ENTRY_TALK
		? vocabulary_word(&VOCABULARY_TALK, entry->talk.kind)
		: vocabulary_word(&VOCABULARY_SPEECH, entry->quote.speech);
}

static const char *main_text(const struct entry *entry)
{
	return entry->kind == ENTRY_TALK ? entry->talk.title : entry->quote.text;
}

static void add_speaker(struct store *store, const struct entry *entry, struct text *out)
{
	struct text shown = {0};

	if (entry->kind == ENTRY_QUOTE)
		document_speaker(store, entry, &shown);
	add_safe(out, text_string(&shown));
	text_release(&shown);
}

void print_line(struct store *store, const struct entry *entry, struct text *out)
{
	add_safe(out, entry->id);
	text_putc(out, '\t');
	add_safe(out, entry->date);
	text_printf(out, "\t%s\t", kind_word(entry));
	add_speaker(store, entry, out);
	text_putc(out, '\t');
	add_safe(out, main_text(entry));
	text_putc(out, '\n');
}

static void add_blanks(struct text *out, unsigned count)
{
	while (count--)
		text_putc(out, ' ');
}

/* Adds TEXT wrapped between INDENT and COLUMNS; the first line's indent is there
 * already. */
static void add_wrapped(struct text *out, const char *text, size_t length, unsigned indent,
			unsigned columns)
{
	unsigned room = columns > indent + 8 ? columns - indent : 8;
	size_t count;
	struct line *lines = wrap_text(text, length, room, &count);

	for (size_t i = 0; i < count; i++) {
		if (i && lines[i].end > lines[i].start)
			add_blanks(out, indent);
		safe_line(text + lines[i].start, lines[i].end - lines[i].start, out);
		text_putc(out, '\n');
	}
	free(lines);
}

void print_block(struct store *store, const struct entry *entry, unsigned columns,
		 struct text *out)
{
	const char *text = main_text(entry);
	struct text head = {0};

	text_puts(&head, entry->date ? entry->date : "undated");
	if (entry->kind == ENTRY_QUOTE) {
		text_puts(&head, " · ");
		document_speaker(store, entry, &head);
	}
	text_printf(&head, " · %s · %s", kind_word(entry), entry->id);
	add_wrapped(out, head.data, head.length, 2, columns);
	/* Nobody should take a reporter's words for the speaker's. */
	text_printf(out, "  %s ", entry->kind == ENTRY_QUOTE ? speech_mark(entry->quote.speech) : " ");
	add_wrapped(out, text ? text : "", text ? strlen(text) : 0, 4, columns);
	text_putc(out, '\n');
	text_release(&head);
}

/* Set as the reader of the browser sets it: a mark in front, text indented. */
static void add_paragraph(const struct paragraph *paragraph, unsigned columns, struct text *out)
{
	unsigned indent = (unsigned)paragraph_indent(paragraph, (int)columns);
	const char *front = paragraph->label ? paragraph->label : paragraph_mark(paragraph);
	unsigned width = wrap_width(front, strlen(front));

	add_safe(out, front);
	/* A long label pushes its value, and what is wrapped, to the right. */
	if (indent <= width && width)
		indent = width + 1;
	add_blanks(out, indent - width);
	add_wrapped(out, paragraph->text, paragraph->length, indent, columns);
}

void print_document(struct document *document, unsigned columns, struct text *out)
{
	size_t items = document_items(document);

	for (size_t i = 0; i < items; i++) {
		const struct item *item = document_item(document, i);

		for (size_t j = 0; j < item->count; j++) {
			const struct paragraph *paragraph = &item->paragraphs[j];

			if (out->length && (paragraph->blank_before || j == 0))
				text_putc(out, '\n');
			add_paragraph(paragraph, columns, out);
		}
	}
}

void print_name(const struct name *name, bool tabs, struct text *out)
{
	text_printf(out, tabs ? "%u\t" : "%8u  ", name->count);
	if (tabs) {
		add_safe(out, name->id);
		text_putc(out, '\t');
	}
	add_safe(out, name->label);
	if (!tabs && strcmp(name->id, name->label) != 0) {
		text_puts(out, "  (");
		add_safe(out, name->id);
		text_putc(out, ')');
	}
	text_putc(out, '\n');
}

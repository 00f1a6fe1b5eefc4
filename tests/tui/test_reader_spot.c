#include <criterion/criterion.h>
#include <locale.h>

#include "tests/support/corpus.h"
#include "tui/state.h"

/* The lines of the document: how far a walk down goes. */
static size_t count_lines(struct reader_view *reader, struct document *document)
{
	struct spot spot = {0};

	return spot_down(reader, document, &spot, 1000) + 1;
}

/* How many lines stand above SPOT. */
static size_t line_of(struct reader_view *reader, struct document *document, struct spot spot)
{
	return spot_up(reader, document, &spot, 1000);
}

/* Line by line, down or up: where the top must be for the cursor on LINE. */
static size_t wanted_top(size_t line, size_t top, size_t rows, size_t margin, size_t lines)
{
	size_t last = lines > rows ? lines - rows : 0;

	if (line < top + margin)
		top = line > margin ? line - margin : 0;
	if (line + margin >= top + rows)
		top = line + margin + 1 - rows;
	return top < last ? top : last;
}

Test(reader_spot, the_top_follows_the_cursor_by_no_more_than_the_margin_asks)
{
	struct test_corpus corpus;
	struct text yaml = {0};
	struct store *store;
	struct document *document;

	setlocale(LC_CTYPE, "C.UTF-8");
	text_puts(&yaml, "statements: 1\nquotes:\n- speaker: Ada\n  text: |\n");
	for (int i = 0; i < 40; i++)
		text_printf(&yaml, "    line %d\n", i);
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	document = document_open(store, 1, NULL, NULL);
	cr_assert_not_null(document);
	for (size_t rows = 3; rows < 14; rows++) {
		for (size_t margin = 1; margin <= (rows - 1) / 2; margin++) {
			struct reader_view reader = {.rows = (int)rows, .columns = 40};
			size_t lines = count_lines(&reader, document), top = 0;

			for (size_t i = 0; i < 2 * lines - 1; i++) {
				size_t line = i < lines ? i : 2 * lines - 2 - i;

				if (i)
					(i < lines ? spot_down : spot_up)(&reader, document,
									  &reader.cursor, 1);
				reader_settle(&reader, document, margin);
				top = wanted_top(line, top, rows, margin, lines);
				cr_assert_eq(line_of(&reader, document, reader.cursor), line);
				cr_assert_eq(line_of(&reader, document, reader.top), top,
					     "%zu rows, margin %zu, line %zu: top %zu, not %zu", rows,
					     margin, line, line_of(&reader, document, reader.top), top);
			}
			reader_forget_lines(&reader);
		}
	}
	document_close(document);
	store_close(store);
	text_release(&yaml);
	test_corpus_release(&corpus);
}

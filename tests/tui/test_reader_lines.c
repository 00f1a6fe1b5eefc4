#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "tui/reader_lines.h"

static struct paragraph paragraph(enum paragraph_role role, const char *text)
{
	return (struct paragraph){.role = role, .text = text, .length = strlen(text)};
}

Test(reader_lines, an_item_is_its_paragraphs_one_below_the_other)
{
	struct paragraph paragraphs[] = {
		paragraph(PARA_TITLE, "A title"),
		paragraph(PARA_TEXT, "one two three"),
	};
	struct item item = {1, paragraphs, 2};
	struct item_lines lines = {0};

	setlocale(LC_CTYPE, "C.UTF-8");
	paragraphs[1].blank_before = true;
	item_lines_make(&lines, 0, &item, 10);
	cr_assert_eq(lines.count, 4);
	cr_expect(lines.lines[0].first && lines.lines[1].blank);
	cr_expect_eq(lines.lines[2].end, strlen("one two"));
	cr_expect_eq(lines.lines[3].start, strlen("one two "));
	cr_expect(!lines.lines[3].first);
	item_lines_release(&lines);
}

Test(reader_lines, a_byte_is_found_on_its_line_at_any_width)
{
	struct paragraph paragraphs[] = {
		paragraph(PARA_BYLINE, "some words that are wrapped"),
		paragraph(PARA_TEXT, "other words that are wrapped as well"),
	};
	struct item item = {1, paragraphs, 2};

	setlocale(LC_CTYPE, "C.UTF-8");
	for (int columns = 1; columns < 50; columns++) {
		struct item_lines lines = {0};

		item_lines_make(&lines, 0, &item, columns);
		for (size_t i = 0; i < lines.count; i++)
			cr_expect_eq(item_lines_find(&lines, lines.lines[i].paragraph,
						     lines.lines[i].start), i);
		cr_expect_eq(item_lines_find(&lines, 9, 0), lines.count - 1);
		item_lines_release(&lines);
	}
}

Test(reader_lines, an_empty_item_has_a_line)
{
	struct item item = {1, NULL, 0};
	struct item_lines lines = {0};

	item_lines_make(&lines, 3, &item, 10);
	cr_expect_eq(lines.count, 1);
	cr_expect_eq(item_lines_find(&lines, 0, 0), 0);
	item_lines_release(&lines);
}

Test(reader_lines, the_mark_says_whose_words_they_are)
{
	struct span own[] = {{0, 3, VOICE_SPEAKER}, {3, 6, VOICE_EDITOR}};
	struct span both[] = {{0, 3, VOICE_REPORTER}, {3, 6, VOICE_SPEAKER}};
	struct span none[] = {{0, 6, VOICE_REPORTER}};
	struct paragraph text = paragraph(PARA_TEXT, "abcdef");

	text.spans = own;
	text.span_count = 2;
	cr_expect_str_eq(paragraph_mark(&text), "“");
	text.spans = both;
	cr_expect_str_eq(paragraph_mark(&text), "±");
	text.spans = none;
	text.span_count = 1;
	cr_expect_str_eq(paragraph_mark(&text), "~");
}

Test(reader_lines, styles_and_matches_hold_up_to_their_ends)
{
	struct span spans[] = {{0, 3, VOICE_SPEAKER}, {3, 6, VOICE_EDITOR}};
	struct match matches[] = {{1, 2}, {4, 6}};
	struct paragraph text = paragraph(PARA_TEXT, "abcdef");
	size_t end = 6;

	text.spans = spans;
	text.span_count = 2;
	text.matches = matches;
	text.match_count = 2;
	cr_expect_eq(paragraph_style_at(&text, 0, &end), STYLE_SPOKEN);
	cr_expect_eq(end, 3);
	cr_expect(!paragraph_match_at(&text, 0, &end));
	cr_expect_eq(end, 1);
	end = 6;
	cr_expect(paragraph_match_at(&text, 1, &end));
	cr_expect_eq(end, 2);
	end = 6;
	cr_expect_eq(paragraph_style_at(&text, 5, &end), STYLE_INSERTED);
	cr_expect_eq(end, 6);
	cr_expect(paragraph_matches(&text, 0, 2));
	cr_expect(!paragraph_matches(&text, 2, 4));
	cr_expect(paragraph_matches(&text, 5, 6));
	cr_expect(!paragraph_matches(&text, 0, 1));
}

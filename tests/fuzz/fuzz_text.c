/*
 * Texts of strangers on their way to the screen: glyphs, lines, voices, words
 * and matches.
 *
 * The first byte is a width; the first part a text, the second a query whose
 * matches are looked for in it.
 */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/highlight.h"
#include "core/safe.h"
#include "core/wrap.h"
#include "store/speech.h"
#include "store/token.h"
#include "store/utf8.h"
#include "tests/fuzz/fuzz.h"

enum { TEXT_USUAL = 1024, TEXT_MOST = 64 * 1024, QUERY_MOST = 4096 };

/* --- glyphs --- */

/* Said again here on purpose: what no terminal may get. */
static bool is_obeyed(int32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x61c ||
	       code == 0x180e || code == 0x200b || code == 0x200e || code == 0x200f ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
	       (code >= 0xd800 && code <= 0xdfff) || code == 0xfeff ||
	       (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef) ||
	       (code >= 0xe0000 && code <= 0xe007f) || code > 0x10ffff;
}

/* The columns of what may be sent; dies at what may not. */
static unsigned width_of(const char *text, size_t length)
{
	const char *end = text + length;
	unsigned width = 0;
	size_t size;

	for (; text < end; text += size) {
		int32_t code = utf8_next(text, end, &size);
		int columns = wcwidth((wchar_t)code);

		must(code != UTF8_BAD && !is_obeyed(code), "U+%04X is sent", (unsigned)code);
		must(columns >= 0, "U+%04X has no width", (unsigned)code);
		width += (unsigned)columns;
	}
	return width;
}

/* The same bytes alone are the same glyph. */
static void check_alone(const char *text, const struct glyph *glyph)
{
	struct glyph alone;
	size_t at = 0;

	must(safe_next(text + glyph->start, glyph->end - glyph->start, &at, &alone), "nothing");
	must(at == glyph->end - glyph->start && strcmp(alone.text, glyph->text) == 0 &&
		     alone.kind == glyph->kind && alone.width == glyph->width,
	     "'%s' alone is '%s'", glyph->text, alone.text);
}

static void check_glyphs(const char *text, size_t length)
{
	struct glyph glyph;
	size_t at = 0, before = 0;
	unsigned width = 0;

	while (safe_next(text, length, &at, &glyph)) {
		must(glyph.start == before && at > before && glyph.end == at && at <= length,
		     "a glyph from %zu to %zu behind %zu", glyph.start, glyph.end, before);
		before = at;
		must(strlen(glyph.text) == glyph.length && glyph.length < GLYPH_BYTES,
		     "length %u of '%s'", glyph.length, glyph.text);
		must(width_of(glyph.text, glyph.length) == glyph.width, "width %u of '%s'",
		     glyph.width, glyph.text);
		must(glyph.kind != GLYPH_TEXT || glyph.width == 1 || glyph.width == 2,
		     "width %u of '%s'", glyph.width, glyph.text);
		must((glyph.length == 0) == (glyph.kind == GLYPH_BREAK || glyph.kind == GLYPH_TAB),
		     "kind %d of '%s'", (int)glyph.kind, glyph.text);
		check_alone(text, &glyph);
		width += glyph.length ? glyph.width : 1;
	}
	must(before == length, "%zu of %zu bytes were read", before, length);
	must(wrap_width(text, length) == width, "width %u is %u", wrap_width(text, length), width);
}

static void check_line(const char *text, size_t length)
{
	struct text once = {0}, twice = {0};

	safe_line(text, length, &once);
	safe_line(text_string(&once), once.length, &twice);
	must(once.length == twice.length &&
		     memcmp(text_string(&once), text_string(&twice), once.length) == 0,
	     "'%s' becomes '%s'", text_string(&once), text_string(&twice));
	must(width_of(text_string(&once), once.length) == wrap_width(text, length),
	     "'%s' has %u columns, not %u", text_string(&once),
	     width_of(text_string(&once), once.length), wrap_width(text, length));
	text_release(&once);
	text_release(&twice);
}

/* --- lines --- */

/* Every glyph that is no blank stands in one line, in order, and no line is
 * wider than it says, nor than COLUMNS unless one glyph is. */
static void check_wrap(const char *text, size_t length, unsigned columns)
{
	size_t count, i = 0, at = 0;
	struct line *lines = wrap_text(text, length, columns, &count);
	struct glyph glyph;
	unsigned width = 0, held = 0;

	must(count, "no line");
	while (safe_next(text, length, &at, &glyph)) {
		for (; i < count && glyph.start >= lines[i].end; i++) {
			must(width == lines[i].width, "line %zu has %u columns, not %u", i, width,
			     lines[i].width);
			must(width <= columns || held == 1, "line %zu has %u of %u columns", i,
			     width, columns);
			width = held = 0;
		}
		if (i == count || glyph.start < lines[i].start) {
			must(glyph.blank || glyph.kind == GLYPH_BREAK, "'%s' at %zu is lost",
			     glyph.text, glyph.start);
			continue;
		}
		must(glyph.kind != GLYPH_BREAK && glyph.end <= lines[i].end,
		     "line %zu ends inside '%s'", i, glyph.text);
		width += glyph.kind == GLYPH_TAB ? 8 - width % 8 : glyph.width;
		held++;
	}
	for (; i < count; i++, width = held = 0)
		must(width == lines[i].width && (width <= columns || held == 1),
		     "line %zu has %u of %u columns", i, width, columns);
	for (i = 0; i < count; i++)
		must(lines[i].start <= lines[i].end && lines[i].end <= length &&
			     (!i || lines[i].start >= lines[i - 1].end),
		     "line %zu is from %zu to %zu", i, lines[i].start, lines[i].end);
	free(lines);
}

static void check_clip(const char *text, size_t length, unsigned columns)
{
	unsigned width, own;
	size_t fits = wrap_clip(text, length, columns, &width);

	own = wrap_width(text, fits);
	must(fits <= length && width <= columns && own == width, "%zu bytes in %u of %u columns",
	     fits, width, columns);
	must(fits == length || wrap_width(text, length) > columns, "all would fit into %u",
	     columns);
}

/* --- voices, words, matches --- */

static void check_spans(const char *text, size_t length)
{
	struct text spoken = {0};

	for (enum speech speech = SPEECH_NONE; speech < VOCABULARY_SPEECH.count; speech++) {
		size_t count, before = 0;
		struct span *spans = speech_spans(text, length, speech, &count);

		for (size_t i = 0; i < count; i++) {
			must(spans[i].start == before && spans[i].end > before, "span %zu", i);
			must(!i || spans[i].voice != spans[i - 1].voice, "spans %zu are one", i);
			before = spans[i].end;
		}
		must(before == length, "spans of %zu of %zu bytes", before, length);
		free(spans);
	}
	if (speech_as_spoken(text, length, &spoken))
		must(spoken.length < length, "nothing was cut out");
	else
		must(spoken.length == length && memcmp(text_string(&spoken), text, length) == 0,
		     "another text");
	text_release(&spoken);
}

/* A word that was cut and folded is one word, and folded. */
static void check_words(const char *text, size_t length)
{
	struct token token, again;
	size_t at = 0, before = 0;

	while (token_next(text, length, &at, &token)) {
		size_t own = 0;

		must(token.start >= before && token.start < token.end && token.end <= length &&
			     at >= token.end,
		     "a word from %zu to %zu behind %zu", token.start, token.end, before);
		before = token.end;
		must(token.length && token.length <= TOKEN_BYTES &&
			     utf8_check(token.word, token.length) == token.length,
		     "a word of %zu bytes", token.length);
		must(token_next(token.word, token.length, &own, &again) &&
			     again.length == token.length &&
			     memcmp(again.word, token.word, token.length) == 0,
		     "'%.*s' is folded to '%.*s'", (int)token.length, token.word,
		     (int)again.length, again.word);
		must(!token_next(token.word, token.length, &own, &again), "'%.*s' is two words",
		     (int)token.length, token.word);
	}
}

static void check_highlight(const char *text, size_t length, const struct text *query)
{
	struct ask ask;
	size_t count = 0, before = 0;
	struct match *matches;

	parse_query(text_string(query), query->length, false, &ask);
	matches = highlight(&ask, text, length, &count);
	must((matches != NULL) == (count > 0), "%zu matches", count);
	for (size_t i = 0; i < count; i++) {
		must(matches[i].start >= before && matches[i].start < matches[i].end &&
			     matches[i].end <= length,
		     "a match from %zu to %zu behind %zu", matches[i].start, matches[i].end, before);
		before = matches[i].end;
	}
	free(matches);
	ask_release(&ask);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	unsigned columns = 1 + bytes_take(&bytes);
	struct text text = {0}, query = {0};
	char *exact;

	fuzz_locale();
	fuzz_expand(&bytes, fuzz_most(data, size, TEXT_USUAL, TEXT_MOST), &text);
	fuzz_expand(&bytes, QUERY_MOST, &query);
	exact = fuzz_exact(&text);
	check_glyphs(exact, text.length);
	check_line(exact, text.length);
	check_wrap(exact, text.length, columns);
	check_wrap(exact, text.length, 1 + columns % 7);
	check_clip(exact, text.length, columns);
	check_spans(exact, text.length);
	check_words(exact, text.length);
	check_highlight(exact, text.length, &query);
	free(exact);
	text_release(&text);
	text_release(&query);
	return 0;
}

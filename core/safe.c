#include "core/safe.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include <utf8proc.h>

#include "store/utf8.h"

enum {
	MOST_MARKS = 4,		/* kept on a base; also what a cell of ncurses holds */
	MOST_COLUMNS = 2,	/* of one cluster; a part that would go beyond begins the next */
	MOST_BYTES = 512,	/* looked at for one cluster */

	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	TEXT_STYLE = 0xfe0e,	/* variation selectors 15 */
	EMOJI_STYLE = 0xfe0f,	/* and 16 */
};

static const char DOTTED_CIRCLE[] = "\xe2\x97\x8c";
static const char REPLACEMENT[] = "\xef\xbf\xbd";

/* A code point and what Unicode and the C library say of it. */
struct code {
	int32_t value;
	size_t size;		/* bytes of the source */
	int width;		/* wcwidth() */
	const utf8proc_property_t *property;
};

static bool read_code(const char *p, const char *end, struct code *code)
{
	code->value = utf8_next(p, end, &code->size);
	if (code->value == UTF8_BAD)
		return false;
	code->property = utf8proc_get_property(code->value);
	code->width = wcwidth((wchar_t)code->value);
	return true;
}

static bool is_between(int32_t value, int32_t first, int32_t last)
{
	return value >= first && value <= last;
}

static bool is_extend(const struct code *code)
{
	return code->property->boundclass == UTF8PROC_BOUNDCLASS_EXTEND;
}

/* A vowel sign or the like that has a column of its own. */
static bool is_spacing_mark(const struct code *code)
{
	return code->width > 0 &&
	       (is_extend(code) ||
		code->property->boundclass == UTF8PROC_BOUNDCLASS_SPACINGMARK);
}

static bool is_pictograph(const struct code *code)
{
	return code->property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_skin_tone(int32_t value)
{
	return is_between(value, 0x1f3fb, 0x1f3ff);
}

static bool is_letter(const struct code *code)
{
	return is_between(code->property->category, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

/* Spaces where a line may be wrapped; those that forbid it are not among them. */
static bool is_blank(int32_t value)
{
	return value == ' ' || value == 0x1680 || is_between(value, 0x2000, 0x2006) ||
	       is_between(value, 0x2008, 0x200a) || value == 0x205f || value == 0x3000;
}

static bool is_break(int32_t value)
{
	return is_between(value, '\n', '\r') || value == 0x85 || value == 0x2028 ||
	       value == 0x2029;
}

/* What must not be sent as it is: controls, format characters that show
 * nothing, what is not assigned, what the C library knows no width for. */
static bool is_hidden(const struct code *code)
{
	return code->property->ignorable || code->width < 0 ||
	       code->property->category == UTF8PROC_CATEGORY_CN;
}

static bool is_mongolian_selector(int32_t value)
{
	return is_between(value, 0x180b, 0x180d) || value == 0x180f;
}

static bool is_ideograph_selector(int32_t value)
{
	return is_between(value, 0xe0100, 0xe01ef);
}

static bool is_selector(int32_t value)
{
	return is_between(value, 0xfe00, EMOJI_STYLE) || is_mongolian_selector(value) ||
	       is_ideograph_selector(value);
}

/* Scripts whose letters change their shape when they are joined or parted. */
static bool is_joining(const struct code *code)
{
	static const struct {
		int32_t first, last;
	} SCRIPTS[] = {
		{0x0600, 0x109f},	/* Arabic, Syriac, the scripts of India, … Myanmar */
		{0x1780, 0x18af},	/* Khmer, Mongolian */
		{0x1900, 0x1cff},	/* Limbu … Vedic marks */
		{0xa800, 0xabff},	/* Syloti Nagri … Meetei Mayek */
		{0xfb50, 0xfdff},	/* Arabic presentation forms */
		{0xfe70, 0xfefc},
		{0x10a00, 0x10fff},	/* Kharoshthi … Elymaic */
		{0x11000, 0x11fff},	/* Brahmi … Tamil supplement */
		{0x1e900, 0x1e95f},	/* Adlam */
	};

	if (!is_letter(code))
		return false;
	for (size_t i = 0; i < sizeof(SCRIPTS) / sizeof(SCRIPTS[0]); i++)
		if (is_between(code->value, SCRIPTS[i].first, SCRIPTS[i].last))
			return true;
	return false;
}

/* Whether a joiner or a selector means something in the cluster of BASE, in
 * which it has KEPT marks before it. */
static bool has_meaning(int32_t value, const struct code *base, int kept)
{
	/* A vowel sign is a base only where nothing stands before it to lean on, and what is
	 * shown instead of nothing must make no difference. */
	if (value == ZWJ || value == ZWNJ)
		return is_joining(base) && !is_spacing_mark(base);
	if (is_mongolian_selector(value))
		return is_between(base->value, 0x1800, 0x18af);
	if (is_ideograph_selector(value))
		return kept == 0 && is_letter(base) && base->value >= 0x2e80;
	return kept == 0 && value <= TEXT_STYLE && base->value >= 0x80 &&
	       !is_blank(base->value);
}

static void put(struct glyph *glyph, const char *bytes, size_t size, int width)
{
	memcpy(glyph->text + glyph->length, bytes, size);
	glyph->length = (unsigned char)(glyph->length + size);
	glyph->width = (unsigned char)(glyph->width + width);
	glyph->text[glyph->length] = '\0';
}

static void put_marker(struct glyph *glyph, const char *marker)
{
	size_t size = strlen(marker);

	glyph->kind = GLYPH_MARKER;
	put(glyph, marker, size, (int)size);
}

static void mark_code(struct glyph *glyph, int32_t value)
{
	char marker[16];

	if (value < 0x80)
		snprintf(marker, sizeof(marker), "^%c", (char)(value ^ 0x40));
	else if (value < 0xa0)
		snprintf(marker, sizeof(marker), "<%02X>", (unsigned)value);
	else
		snprintf(marker, sizeof(marker), "<U+%04X>", (unsigned)value);
	put_marker(glyph, marker);
}

/* Flags are pairs of letters, which terminals draw in one, two or four
 * columns, and two of them side by side would not be told apart if only their
 * first code points were kept: they are written out, <UA>.  Returns the bytes
 * read. */
static size_t mark_flag(struct glyph *glyph, const char *p, const char *end,
			const struct code *first)
{
	char marker[8] = "<";
	size_t size = first->size, used = 1;
	struct code second;

	marker[used++] = (char)('A' + (first->value - 0x1f1e6));
	if (p + size < end && read_code(p + size, end, &second) &&
	    second.property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR) {
		marker[used++] = (char)('A' + (second.value - 0x1f1e6));
		size += second.size;
	}
	marker[used] = '>';
	put_marker(glyph, marker);
	return size;
}

/* Whether the cluster that begins with BASE, at P, is shown by it alone. */
static bool is_emoji(const struct code *base, const char *p, const char *end)
{
	struct code next;

	if (is_pictograph(base))
		return true;
	/* 1️⃣ : a digit that is told to be an emoji. */
	return (is_between(base->value, '0', '9') || base->value == '#' || base->value == '*') &&
	       p + base->size < end && read_code(p + base->size, end, &next) &&
	       next.value == EMOJI_STYLE;
}

/* What becomes of a code point that belongs to the cluster so far. */
enum fate { FATE_KEEP, FATE_SWALLOW, FATE_END };

static enum fate judge(const struct code *code, const struct code *base, bool emoji,
		       const struct glyph *glyph, int kept)
{
	int32_t value = code->value;

	if (emoji)
		return code->width <= 0 || is_pictograph(code) || is_skin_tone(value)
			       ? FATE_SWALLOW : FATE_END;
	if (value == ZWJ || value == ZWNJ || is_selector(value)) {
		if (!has_meaning(value, base, kept))
			return FATE_END;
	} else if (is_hidden(code)) {
		return FATE_END;
	}
	/* A spacing mark that begins a glyph takes no second one, so that it
	 * makes no difference whether something to lean on stands before it. */
	if (glyph->width + code->width > MOST_COLUMNS ||
	    (code->width > 0 && is_spacing_mark(base)))
		return FATE_END;
	if (kept < MOST_MARKS)
		return FATE_KEEP;
	/* What has columns of its own is never lost. */
	return code->width > 0 ? FATE_END : FATE_SWALLOW;
}

/* Reads on behind BASE, which GLYPH holds already; KEPT counts the marks in
 * it.  Returns the offset of what is not in the cluster. */
static const char *read_cluster(struct glyph *glyph, const char *p, const char *end,
				const struct code *base, int kept)
{
	const char *stop = end - p > MOST_BYTES ? p + MOST_BYTES : end;
	bool emoji = is_emoji(base, p, end);
	struct code code;
	int32_t before = base->value;
	utf8proc_int32_t state = 0;

	for (p += base->size; p < stop; p += code.size) {
		enum fate fate;

		if (!read_code(p, end, &code) ||
		    utf8proc_grapheme_break_stateful(before, code.value, &state))
			break;
		fate = judge(&code, base, emoji, glyph, kept);
		if (fate == FATE_END)
			break;
		if (fate == FATE_KEEP) {
			put(glyph, p, code.size, code.width);
			glyph->blank = false;
			kept++;
		}
		before = code.value;
	}
	return p;
}

static const char *read_glyph(struct glyph *glyph, const char *p, const char *end)
{
	struct code code;
	int kept = 0;

	if (!read_code(p, end, &code)) {
		glyph->kind = GLYPH_MARKER;
		put(glyph, REPLACEMENT, sizeof(REPLACEMENT) - 1, 1);
		return p + 1;
	}
	if (is_break(code.value)) {
		glyph->kind = GLYPH_BREAK;
		return p + code.size + (code.value == '\r' && p + 1 < end && p[1] == '\n');
	}
	if (code.value == '\t') {
		glyph->kind = GLYPH_TAB;
		glyph->blank = true;
		return p + 1;
	}
	if (code.property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
		return p + mark_flag(glyph, p, end, &code);
	/* A skin tone alone would colour the emoji that happens to stand before it. */
	if (is_hidden(&code) || is_selector(code.value) || is_skin_tone(code.value) ||
	    (code.width == 0 && !is_extend(&code))) {
		mark_code(glyph, code.value);
		return p + code.size;
	}
	if (code.width == 0)
		put(glyph, DOTTED_CIRCLE, sizeof(DOTTED_CIRCLE) - 1, 1);
	if (code.width == 0 || is_spacing_mark(&code))
		kept++;
	put(glyph, p, code.size, code.width);
	glyph->blank = is_blank(code.value);
	return read_cluster(glyph, p, end, &code, kept);
}

static bool is_plain(char byte)
{
	return byte >= ' ' && byte <= '~';
}

bool safe_next(const char *text, size_t length, size_t *offset, struct glyph *glyph)
{
	const char *p = text + *offset;

	if (*offset >= length)
		return false;
	glyph->kind = GLYPH_TEXT;
	glyph->start = *offset;
	glyph->text[0] = '\0';
	glyph->length = glyph->width = 0;
	glyph->blank = false;
	/* Nothing joins two ASCII characters, so most text needs no tables. */
	if (is_plain(p[0]) && (*offset + 1 == length || (unsigned char)p[1] < 0x80)) {
		glyph->text[0] = p[0];
		glyph->text[1] = '\0';
		glyph->length = glyph->width = 1;
		glyph->blank = p[0] == ' ';
		++*offset;
	} else {
		*offset = (size_t)(read_glyph(glyph, p, text + length) - text);
	}
	glyph->end = *offset;
	return true;
}

void safe_line(const char *text, size_t length, struct text *out)
{
	struct glyph glyph;
	size_t at = 0;

	while (safe_next(text, length, &at, &glyph)) {
		if (glyph.kind == GLYPH_BREAK || glyph.kind == GLYPH_TAB)
			text_putc(out, ' ');
		else
			text_add(out, glyph.text, glyph.length);
	}
}

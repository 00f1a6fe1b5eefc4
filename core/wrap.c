#include "core/wrap.h"

#include <stdint.h>
#include <wchar.h>

#include "core/safe.h"
#include "store/memory.h"
#include "store/utf8.h"

/* What a glyph is to its neighbours, by its first code point. */
enum side {
	SIDE_BLANK,	/* blanks and tabs; also what lies before a line's first glyph */
	SIDE_LETTER,	/* and whatever has no other side */
	SIDE_DIGIT,
	SIDE_WIDE,	/* Han, Hiragana, Katakana: a line may end before and behind */
	SIDE_OPENING,	/* never at a line's end */
	SIDE_CLOSING,	/* never at a line's beginning */
	SIDE_HYPHEN,	/* a line may end behind it, inside a word */
	SIDE_DASH,
	SIDE_GLUE,	/* no line ends before or behind */
};

struct edge {
	enum side side;
	bool wide;	/* a sign of Chinese or Japanese typography */
};

static const struct {
	enum side side;
	const wchar_t *signs;
} SIGNS[] = {
	{SIDE_OPENING, L"([{“‘„‚«‹¿¡（［｛｟〔〈《「『【〖〘〚〝｢＄￥￡"},
	{SIDE_CLOSING, L")]},.;:!?%\"'”’»›…·‧）］｝｠〕〉》」』】〗〙〛〞〟｣、。，．・：；？！ー々ゝゞヽヾ〻％゛゜"
		       L"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
		       L"｡､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"},
	{SIDE_HYPHEN, L"-‐"},
	{SIDE_DASH, L"–—―"},
	{SIDE_GLUE, L"\u00a0\u2007\u202f"},
};

static bool is_wide(int32_t code)
{
	static const struct {
		int32_t first, last;
	} RANGES[] = {
		{0x2e80, 0x312f},	/* radicals, signs, kana, Bopomofo */
		{0x3190, 0xa4cf},	/* kanbun … Han, Yi */
		{0xf900, 0xfaff},
		{0xfe30, 0xfe4f},
		{0xff00, 0xff9f},	/* full and half width forms */
		{0x1aff0, 0x1b16f},	/* rare kana */
		{0x20000, 0x3fffd},	/* Han beyond the basic plane */
	};

	for (size_t i = 0; i < sizeof(RANGES) / sizeof(RANGES[0]); i++)
		if (code >= RANGES[i].first && code <= RANGES[i].last)
			return true;
	return false;
}

static bool is_ascii_letter(int32_t code)
{
	return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

static struct edge edge_of(const struct glyph *glyph)
{
	struct edge edge = {SIDE_LETTER, false};
	size_t size;
	int32_t code;

	if (glyph->blank)
		return (struct edge){SIDE_BLANK, false};
	if (glyph->kind != GLYPH_TEXT)
		return edge;
	code = utf8_next(glyph->text, glyph->text + glyph->length, &size);
	/* The shortest way for most of what there is. */
	if (is_ascii_letter(code) || (code >= 0xc0 && code < 0x2000))
		return edge;
	if (code >= '0' && code <= '9')
		return (struct edge){SIDE_DIGIT, false};
	edge.wide = is_wide(code);
	if (edge.wide)
		edge.side = SIDE_WIDE;
	if (code >= 0x3400 && code < 0xa000)
		return edge;
	for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++)
		if (wcschr(SIGNS[i].signs, (wchar_t)code))
			edge.side = SIGNS[i].side;
	return edge;
}

/* Whether a line may end between A and B; BEFORE stands before A. */
static bool may_part(struct edge before, struct edge a, struct edge b)
{
	bool inside = before.side != SIDE_BLANK;

	if (a.side == SIDE_OPENING || b.side == SIDE_CLOSING || a.side == SIDE_GLUE ||
	    b.side == SIDE_GLUE || a.side == SIDE_BLANK)
		return false;
	if (a.wide || b.wide)
		return true;
	if (a.side == SIDE_HYPHEN)
		return (before.side == SIDE_LETTER || before.side == SIDE_DIGIT) &&
		       b.side == SIDE_LETTER;
	return a.side == SIDE_DASH && inside && b.side != SIDE_DIGIT && b.side != SIDE_DASH;
}

/* The columns of GLYPH where COLUMN columns stand before it. */
static unsigned columns_of(const struct glyph *glyph, unsigned column)
{
	return glyph->kind == GLYPH_TAB ? TAB_STOP - column % TAB_STOP : glyph->width;
}

/* A place where the line could end: what stands before it is `width` columns;
 * the next line would begin at `resume`, before which `passed` columns stand. */
struct place {
	size_t end, resume;
	unsigned width, passed;
};

struct wrapping {
	unsigned columns;
	struct line *lines;
	size_t count, cap;
	size_t start;		/* of the line being filled */
	unsigned width;		/* of what is in it, blanks at its end included */
	struct place last;	/* the last place where it could end, if behind `start` */
	struct edge before, edge;	/* the last two glyphs */
};

static void end_line(struct wrapping *w, size_t end, unsigned width)
{
	w->lines = memory_room(w->lines, w->count, &w->cap, sizeof(*w->lines));
	w->lines[w->count++] = (struct line){w->start, end, width};
}

static void begin_line(struct wrapping *w, size_t start)
{
	w->start = start;
	w->width = 0;
	w->last = (struct place){start, start, 0, 0};
	w->before = w->edge = (struct edge){SIDE_BLANK, false};
}

/* Makes room for a glyph that begins at AT and does not fit. */
static void part_line(struct wrapping *w, size_t at)
{
	if (w->last.resume == w->start) {
		/* A word wider than the line. */
		end_line(w, at, w->width);
		begin_line(w, at);
		return;
	}
	/* Blanks alone make no line: the word that they indent takes it. */
	if (w->last.end > w->start)
		end_line(w, w->last.end, w->last.width);
	w->start = w->last.resume;
	w->width -= w->last.passed;
	w->last = (struct place){w->start, w->start, 0, 0};
}

static void add_blank(struct wrapping *w, const struct glyph *glyph)
{
	unsigned columns = columns_of(glyph, w->width);

	if (w->edge.side != SIDE_BLANK || w->last.resume == w->start) {
		w->last.end = glyph->start;
		w->last.width = w->width;
	}
	w->width += columns;
	w->last.resume = glyph->end;
	w->last.passed = w->width;
}

static void add_visible(struct wrapping *w, const struct glyph *glyph, struct edge edge)
{
	if (may_part(w->before, w->edge, edge))
		w->last = (struct place){glyph->start, glyph->start, w->width, w->width};
	while (w->width + glyph->width > w->columns && glyph->start > w->start)
		part_line(w, glyph->start);
	w->width += glyph->width;
}

/* Ends the line at a break, or at the end of the text.  Blanks at its end that
 * do not fit belong to no line. */
static void finish_line(struct wrapping *w, size_t end)
{
	if (w->width > w->columns && w->edge.side == SIDE_BLANK && w->last.resume > w->start)
		end_line(w, w->last.end, w->last.width);
	else
		end_line(w, end, w->width);
}

struct line *wrap_text(const char *text, size_t length, unsigned columns, size_t *count)
{
	struct wrapping w = {.columns = columns ? columns : 1};
	struct glyph glyph;
	size_t at = 0;

	begin_line(&w, 0);
	while (safe_next(text, length, &at, &glyph)) {
		struct edge edge;

		if (glyph.kind == GLYPH_BREAK) {
			finish_line(&w, glyph.start);
			begin_line(&w, glyph.end);
			continue;
		}
		edge = edge_of(&glyph);
		if (edge.side == SIDE_BLANK)
			add_blank(&w, &glyph);
		else
			add_visible(&w, &glyph, edge);
		w.before = w.edge;
		w.edge = edge;
	}
	/* A break at the very end opens no line of its own. */
	if (w.start < length || w.count == 0)
		finish_line(&w, length);
	*count = w.count;
	return w.lines;
}

static unsigned flat_width(const struct glyph *glyph)
{
	return glyph->kind == GLYPH_BREAK || glyph->kind == GLYPH_TAB ? 1 : glyph->width;
}

unsigned wrap_width(const char *text, size_t length)
{
	struct glyph glyph;
	unsigned width = 0;
	size_t at = 0;

	while (safe_next(text, length, &at, &glyph))
		width += flat_width(&glyph);
	return width;
}

size_t wrap_clip(const char *text, size_t length, unsigned columns, unsigned *width)
{
	struct glyph glyph;
	size_t at = 0, fits = 0;

	*width = 0;
	while (safe_next(text, length, &at, &glyph) &&
	       *width + flat_width(&glyph) <= columns) {
		*width += flat_width(&glyph);
		fits = at;
	}
	return fits;
}

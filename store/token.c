#include "store/token.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "store/utf8.h"

/*
 * ASCII is read by a table; a word that touches a byte of 0x80 or more is read
 * again by code points.  Those are collected without what is ignorable, in
 * canonical decomposition, which makes composed and decomposed text the same;
 * then folded, since folding may bring marks of its own (İ is i and a dot);
 * then Latin letters lose their marks; and what is left is composed again.
 */

/* How many decomposed code points of a word are looked at, more than TOKEN_BYTES
 * can hold when composed again; and how many marks behind one letter (Unicode's
 * stream-safe text has at most 30), so that heaps of them cost no time. */
enum { MOST_CODES = 1024, MOST_MARKS = 32 };

enum class {
	CLASS_OTHER,		/* ends a word */
	CLASS_LETTER,		/* letters, digits, private use */
	CLASS_IDEOGRAPH,
	CLASS_MARK,
	CLASS_IGNORED,
};

struct range {
	int32_t first, last;
};

/* Code points of the scripts Han, Hiragana and Katakana that are letters, and
 * the sound marks which these share. */
static const struct range IDEOGRAPHS[] = {
	{0x3005, 0x3007}, {0x3021, 0x3029}, {0x3038, 0x303b}, {0x3041, 0x3096},
	{0x309d, 0x309f}, {0x30a1, 0x30fa}, {0x30fc, 0x30ff}, {0x31f0, 0x31ff},
	{0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xf900, 0xfaff}, {0xff66, 0xff9f},
	{0x16fe3, 0x16fe3}, {0x1aff0, 0x1b167}, {0x20000, 0x323af},
};

/* Code points of the script Latin. */
static const struct range LATIN[] = {
	{0x41, 0x5a}, {0x61, 0x7a}, {0xaa, 0xaa}, {0xba, 0xba}, {0xc0, 0xd6}, {0xd8, 0xf6},
	{0xf8, 0x2b8}, {0x2e0, 0x2e4}, {0x1d00, 0x1d25}, {0x1d2c, 0x1d5c}, {0x1d62, 0x1d65},
	{0x1d6b, 0x1d77}, {0x1d79, 0x1dbe}, {0x1e00, 0x1eff}, {0x2071, 0x2071},
	{0x207f, 0x207f}, {0x2090, 0x209c}, {0x212a, 0x212b}, {0x2132, 0x2132},
	{0x214e, 0x214e}, {0x2160, 0x2188}, {0x2c60, 0x2c7f}, {0xa722, 0xa787},
	{0xa78b, 0xa7ff}, {0xab30, 0xab5a}, {0xab5c, 0xab64}, {0xab66, 0xab69},
	{0xfb00, 0xfb06}, {0xff21, 0xff3a}, {0xff41, 0xff5a}, {0x10780, 0x107ba},
	{0x1df00, 0x1df2a},
};

static bool in_ranges(const struct range *ranges, size_t count, int32_t code)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && code >= ranges[low].first;
}

static bool is_ideograph(int32_t code)
{
	return code >= 0x3005 &&
	       in_ranges(IDEOGRAPHS, sizeof(IDEOGRAPHS) / sizeof(IDEOGRAPHS[0]), code);
}

static bool is_latin(int32_t code)
{
	return in_ranges(LATIN, sizeof(LATIN) / sizeof(LATIN[0]), code);
}

static enum class classify(int32_t code)
{
	const utf8proc_property_t *property;

	if (code == UTF8_BAD)
		return CLASS_OTHER;
	property = utf8proc_get_property(code);
	/* U+200B is there to part words. */
	if (property->ignorable && code != 0x200b)
		return CLASS_IGNORED;
	switch (property->category) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_CO:
		return is_ideograph(code) ? CLASS_IDEOGRAPH : CLASS_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return CLASS_MARK;
	default:
		return CLASS_OTHER;
	}
}

/* --- folding --- */

struct codes {
	int32_t at[MOST_CODES];
	size_t count;
};

/* Appends CODE, decomposed, and folded where OPTIONS say so; false where there
 * is no room. */
static bool add_code(struct codes *codes, int32_t code, utf8proc_option_t options)
{
	size_t room = MOST_CODES - codes->count;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		code, codes->at + codes->count, (utf8proc_ssize_t)room, options, NULL);

	if (count < 0 || (size_t)count > room)
		return false;
	codes->count += (size_t)count;
	return true;
}

/* The canonical order of marks.  Insertion is quick as long as runs of marks
 * are short, and MOST_CODES bounds it where they are not. */
static void order_marks(struct codes *codes)
{
	for (size_t i = 1; i < codes->count; i++) {
		int32_t code = codes->at[i];
		int class = utf8proc_get_property(code)->combining_class;
		size_t to = i;

		if (class == 0)
			continue;
		while (to && utf8proc_get_property(codes->at[to - 1])->combining_class > class) {
			codes->at[to] = codes->at[to - 1];
			to--;
		}
		codes->at[to] = code;
	}
}

static void strip_latin(struct codes *codes)
{
	bool latin = false;
	size_t kept = 0;

	for (size_t i = 0; i < codes->count; i++) {
		if (classify(codes->at[i]) != CLASS_MARK)
			latin = is_latin(codes->at[i]);
		else if (latin)
			continue;
		codes->at[kept++] = codes->at[i];
	}
	codes->count = kept;
}

/* Folds CODES, which are decomposed, to the word of TOKEN. */
static void fold(const struct codes *codes, struct token *token)
{
	/* Ideographs have no case; a mark behind one may (U+0345 folds to the
	 * letter iota), and must not become a word. */
	utf8proc_option_t options = token->ideograph ? UTF8PROC_DECOMPOSE
						     : UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
	struct codes folded;
	utf8proc_ssize_t count;

	folded.count = 0;	/* the rest of it need not be cleared for each word */
	for (size_t i = 0; i < codes->count; i++)
		if (!add_code(&folded, codes->at[i], options))
			break;
	order_marks(&folded);
	strip_latin(&folded);
	count = utf8proc_normalize_utf32(folded.at, (utf8proc_ssize_t)folded.count,
					 UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	token->length = 0;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		char bytes[4];
		size_t size = utf8_put(bytes, folded.at[i]);

		if (token->length + size > TOKEN_BYTES)
			break;
		memcpy(token->word + token->length, bytes, size);
		token->length += size;
	}
}

/* --- cutting --- */

/* Whether a Han character that P follows stands alone, seen by the first byte
 * alone: ASCII, or what begins Han from U+4000 on.  Saves Chinese text the way
 * through utf8proc. */
static bool plain_follows(const char *p, const char *end)
{
	return p == end || (unsigned char)*p < 0x80 ||
	       ((unsigned char)*p >= 0xe4 && (unsigned char)*p <= 0xe9);
}

/* Reads by code points the word that begins at START. */
static void read_codes(const char *text, size_t length, size_t start, struct token *token)
{
	const char *end = text + length;
	const char *p = text + start;
	struct codes codes;
	bool room = true;
	unsigned marks = 0;
	size_t size;
	int32_t code = utf8_next(p, end, &size);

	token->start = start;
	token->ideograph = is_ideograph(code);
	p += size;
	token->end = (size_t)(p - text);
	if (code >= 0x4e00 && code <= 0x9fff && plain_follows(p, end)) {
		token->length = utf8_put(token->word, code);
		return;
	}
	codes.count = 0;
	add_code(&codes, code, UTF8PROC_DECOMPOSE);
	for (; p < end; p += size) {
		enum class class;

		code = utf8_next(p, end, &size);
		class = classify(code);
		if (class == CLASS_IGNORED)
			continue;
		if (class != CLASS_MARK && (class != CLASS_LETTER || token->ideograph))
			break;
		marks = class == CLASS_MARK ? marks + 1 : 0;
		if (marks <= MOST_MARKS)
			room = room && add_code(&codes, code, UTF8PROC_DECOMPOSE);
		token->end = (size_t)(p + size - text);
	}
	order_marks(&codes);
	fold(&codes, token);
}

/* What an ASCII byte is folded to, or 0 where it is no part of a word. */
static const char ASCII[128] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5',
	['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
	['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
	['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
	['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
	['Y'] = 'y', ['Z'] = 'z',
	['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
	['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
	['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r',
	['s'] = 's', ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x',
	['y'] = 'y', ['z'] = 'z',
};

bool token_next(const char *text, size_t length, size_t *offset, struct token *token)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t at = *offset;

	while (at < length) {
		size_t start = at;
		size_t count = 0;
		size_t size;
		enum class class = CLASS_OTHER;

		for (; at < length && s[at] < 0x80 && ASCII[s[at]]; at++)
			if (count < TOKEN_BYTES)
				token->word[count++] = ASCII[s[at]];
		if (at < length && s[at] >= 0x80)
			class = classify(utf8_next(text + at, text + length, &size));
		else
			size = 1;
		if (class == CLASS_LETTER || (class == CLASS_IDEOGRAPH && !count) ||
		    (count && (class == CLASS_MARK || class == CLASS_IGNORED))) {
			read_codes(text, length, start, token);
			*offset = token->end;
			return true;
		}
		if (count) {
			token->length = count;
			token->start = start;
			token->end = *offset = at;
			token->ideograph = false;
			return true;
		}
		/* A mark without a letter is no word: ≠ may come as = and a mark. */
		at += size;
	}
	*offset = length;
	return false;
}

#include "core/scan.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "core/field.h"
#include "store/query.h"
#include "store/utf8.h"

enum { NEAR_USUAL = 10 };

static const struct mark {
	const char *open;
	const char *close[2];
} MARKS[] = {
	{"\"", {"\""}},
	{"“", {"”"}},
	{"«", {"»"}},
	{"「", {"」"}},
	{"『", {"』"}},
	{"‹", {"›"}},
	{"„", {"“", "”"}},
	{"»", {"«", "»"}},
	{"”", {"”"}},
};

/* Those with one closing mark, to put round a value. */
static const struct quotation QUOTATIONS[] = {
	{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"「", "」"}, {"『", "』"}, {"‹", "›"},
};

struct scanner {
	const char *text;
	size_t length;
	size_t at;
};

static bool stands_at(const struct scanner *s, size_t at, const char *string)
{
	size_t size = strlen(string);

	return s->length - at >= size && memcmp(s->text + at, string, size) == 0;
}

static const struct mark *mark_at(const struct scanner *s, size_t at)
{
	unsigned char byte = (unsigned char)s->text[at];

	/* The first bytes of all the marks. */
	if (byte != '"' && byte != 0xc2 && byte != 0xe2 && byte != 0xe3)
		return NULL;
	for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++)
		if (stands_at(s, at, MARKS[i].open))
			return &MARKS[i];
	return NULL;
}

/* The bytes of the blank at AT, or 0. */
static size_t blank_at(const struct scanner *s, size_t at)
{
	unsigned char byte = (unsigned char)s->text[at];
	size_t size;
	int32_t code;

	if (byte <= ' ' || byte == 0x7f)
		return 1;
	if (byte < 0x80)
		return 0;
	code = utf8_next(s->text + at, s->text + s->length, &size);
	return code == 0x85 || code == 0xa0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200b) || code == 0x2028 || code == 0x2029 ||
	       code == 0x202f || code == 0x205f || code == 0x3000 ? size : 0;
}

static size_t skip_blanks(const struct scanner *s, size_t at)
{
	size_t size;

	while (at < s->length && (size = blank_at(s, at)))
		at += size;
	return at;
}

static bool is_bracket(char byte)
{
	return byte == '(' || byte == ')';
}

/* The end of what is typed without a blank; quotation marks end a word, but
 * are part of a value that did not begin with one. */
static size_t end_of_run(const struct scanner *s, size_t at, bool value)
{
	while (at < s->length && !is_bracket(s->text[at]) && !blank_at(s, at) &&
	       (value || !mark_at(s, at)))
		at++;
	return at;
}

static bool is_or(const struct scanner *s, size_t at, size_t size)
{
	return size == strlen("OR") && stands_at(s, at, "OR");
}

static bool is_near(const struct scanner *s, size_t at, size_t size)
{
	return size >= strlen("NEAR") && stands_at(s, at, "NEAR") &&
	       (size == strlen("NEAR") || stands_at(s, at, "NEAR/"));
}

/* What stands between quotation marks, from the opening one at the scanner's
 * place on. */
static void read_quoted(struct scanner *s, const struct mark *mark, struct lexeme *lexeme)
{
	lexeme->quoted = true;
	lexeme->from = s->at + strlen(mark->open);
	lexeme->unclosed = mark->close[0];
	for (lexeme->to = lexeme->from; lexeme->to < s->length; lexeme->to++) {
		for (int i = 0; i < 2 && mark->close[i]; i++) {
			if (!stands_at(s, lexeme->to, mark->close[i]))
				continue;
			lexeme->unclosed = NULL;
			s->at = lexeme->to + strlen(mark->close[i]);
			return;
		}
	}
	s->at = s->length;
}

/* --- fields --- */

static bool is_name_code(int32_t code, bool first)
{
	utf8proc_category_t category;

	if (code == '-' || code == '_')
		return !first;
	if (code == UTF8_BAD)
		return false;
	category = utf8proc_category(code);
	return category >= UTF8PROC_CATEGORY_LU &&
	       category <= (first ? UTF8PROC_CATEGORY_LO : UTF8PROC_CATEGORY_NO);
}

/* Whether a field begins at AT: letters and a colon, but not an address
 * (https://…); *COLON gets its place.  10:30 is no field. */
static bool field_at(const struct scanner *s, size_t at, size_t *colon)
{
	size_t start = at, size;

	while (at < s->length && s->text[at] != ':') {
		if (!is_name_code(utf8_next(s->text + at, s->text + s->length, &size),
				  at == start))
			return false;
		at += size;
	}
	*colon = at;
	return at < s->length && at > start && !stands_at(s, at, "://");
}

/* Whether what stands at AT, behind `name: `, is meant as the value: not where
 * something else begins. */
static bool is_late_value(const struct scanner *s, size_t at)
{
	enum field field;
	size_t colon, size;

	if (at == s->length || is_bracket(s->text[at]) || s->text[at] == '-')
		return false;
	size = end_of_run(s, at, false) - at;
	if (is_or(s, at, size) || is_near(s, at, size))
		return false;
	return !(field_at(s, at, &colon) && field_find(s->text + at, colon - at, &field));
}

static void read_field(struct scanner *s, struct lexeme *lexeme, size_t colon)
{
	const struct mark *mark;
	enum field field;
	size_t late;

	lexeme->kind = LEX_FIELD;
	lexeme->name_end = colon;
	s->at = colon + 1;
	late = skip_blanks(s, s->at);
	if (late > s->at && field_find(s->text + lexeme->start, colon - lexeme->start, &field) &&
	    is_late_value(s, late))
		s->at = late;
	mark = s->at < s->length ? mark_at(s, s->at) : NULL;
	if (mark) {
		read_quoted(s, mark, lexeme);
		return;
	}
	lexeme->from = s->at;
	s->at = lexeme->to = end_of_run(s, s->at, true);
}

/* --- words and operators --- */

static void read_near(const struct scanner *s, size_t end, struct lexeme *lexeme)
{
	size_t at = lexeme->start + strlen("NEAR");

	lexeme->kind = LEX_NEAR;
	lexeme->distance = NEAR_USUAL;
	if (at == end)
		return;
	lexeme->slash = true;
	lexeme->distance = 0;
	lexeme->wrong = ++at == end;
	for (; at < end; at++) {
		if (s->text[at] < '0' || s->text[at] > '9')
			lexeme->wrong = true;
		else if (lexeme->distance < QUERY_NEAR_MOST)
			lexeme->distance = lexeme->distance * 10 + (unsigned)(s->text[at] - '0');
	}
	if (lexeme->distance > QUERY_NEAR_MOST)
		lexeme->distance = QUERY_NEAR_MOST;
}

static void read_run(struct scanner *s, struct lexeme *lexeme)
{
	size_t end = end_of_run(s, s->at, false);
	size_t size = end - s->at;

	lexeme->kind = LEX_WORDS;
	lexeme->from = s->at;
	lexeme->to = end;
	if (is_or(s, s->at, size))
		lexeme->kind = LEX_OR;
	else if (is_near(s, s->at, size))
		read_near(s, end, lexeme);
	s->at = end;
}

/* Minus signs right before something leave it out; alone they are nothing. */
static bool read_minus(struct scanner *s, struct lexeme *lexeme)
{
	size_t at = s->at;

	while (at < s->length && s->text[at] == '-')
		at++;
	if (at == s->at || at == s->length || s->text[at] == ')' || blank_at(s, at))
		return false;
	lexeme->kind = LEX_MINUS;
	s->at = at;
	return true;
}

static void read_lexeme(struct scanner *s, struct lexeme *lexeme)
{
	const struct mark *mark;
	size_t colon;

	if (is_bracket(s->text[s->at])) {
		lexeme->kind = s->text[s->at++] == '(' ? LEX_OPEN : LEX_CLOSE;
		return;
	}
	if (read_minus(s, lexeme))
		return;
	mark = mark_at(s, s->at);
	if (mark) {
		lexeme->kind = LEX_WORDS;
		read_quoted(s, mark, lexeme);
		for (; s->at < s->length && s->text[s->at] == '*'; s->at++)
			lexeme->star = true;
		return;
	}
	if (field_at(s, s->at, &colon))
		read_field(s, lexeme, colon);
	else
		read_run(s, lexeme);
}

void scan_next(const char *text, size_t length, size_t *offset, struct lexeme *lexeme)
{
	struct scanner s = {text, length, *offset};

	s.at = skip_blanks(&s, s.at);
	*lexeme = (struct lexeme){.kind = LEX_END, .start = s.at};
	if (s.at < length)
		read_lexeme(&s, lexeme);
	*offset = lexeme->end = s.at;
}

const struct quotation *scan_quotation_for(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(QUOTATIONS) / sizeof(QUOTATIONS[0]); i++)
		if (!memmem(text, length, QUOTATIONS[i].close, strlen(QUOTATIONS[i].close)))
			return &QUOTATIONS[i];
	return NULL;
}

bool scan_is_bare(const char *text, size_t length)
{
	struct scanner s = {text, length, 0};

	return length && !mark_at(&s, 0) && end_of_run(&s, 0, true) == length;
}

/*
 * A lexeme of the query language: where it stands and what it is, before any
 * grammar.
 *
 * Blanks (of any script) and controls part lexemes, brackets and opening
 * quotation marks begin one wherever they stand.
 */
#ifndef CORE_SCAN_H
#define CORE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum lexeme_kind {
	LEX_END,
	LEX_OPEN,	/* ( */
	LEX_CLOSE,	/* ) */
	LEX_MINUS,	/* - right before something; several are one */
	LEX_OR,		/* OR */
	LEX_NEAR,	/* NEAR, NEAR/5 */
	LEX_WORDS,	/* typed without a blank, or between quotation marks */
	LEX_FIELD,	/* name:value, also of a field that does not exist */
};

struct lexeme {
	enum lexeme_kind kind;
	size_t start, end;	/* bytes of the text */
	size_t from, to;	/* WORDS, FIELD: the same without marks; the value */
	size_t name_end;	/* FIELD: the name is `start` to here */
	bool quoted;
	bool star;		/* a * right behind the closing mark */
	const char *unclosed;	/* the mark that should have ended it, or NULL */
	bool slash;		/* NEAR: a number follows */
	bool wrong;		/* NEAR: the number is none */
	unsigned distance;	/* NEAR */
};

/* Reads the lexeme at or behind *OFFSET and moves it; LEX_END for ever at the
 * end.  Linear over all calls. */
void scan_next(const char *text, size_t length, size_t *offset, struct lexeme *lexeme);

/* A pair of quotation marks whose closing ones TEXT does not hold, or NULL
 * where it holds one of every pair. */
struct quotation {
	const char *open, *close;
};
const struct quotation *scan_quotation_for(const char *text, size_t length);

/* Whether TEXT, as a value, is read back whole without quotation marks. */
bool scan_is_bare(const char *text, size_t length);

#endif

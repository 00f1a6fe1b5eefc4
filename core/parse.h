/*
 * Parsing: what somebody typed, as a tree that still knows where each part
 * stood.
 *
 * The language is the one of README.md's table.  Every input has a tree: what
 * is not closed is closed at the end, a lonely operator is dropped; a field or
 * a value that does not exist makes a node with a problem, and the whole ask
 * is then not to be searched.  Knows no store: names are looked up by
 * core/resolve.
 */
#ifndef CORE_PARSE_H
#define CORE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/field.h"

enum ask_op { ASK_AND, ASK_OR, ASK_NOT, ASK_PHRASE, ASK_NEAR, ASK_FIELD };

struct ask_node {
	enum ask_op op;
	struct ask_node **kids;		/* AND, OR: any number; NOT: 1; NEAR: 2 phrases with words */
	size_t kid_count;
	const char *const *words;	/* PHRASE: folded; none ("..."): it stands for every entry */
	size_t word_count;
	bool prefix;			/* the last word is a beginning */
	bool quoted;			/* typed in quotation marks */
	size_t from, to;		/* PHRASE: bytes of the typed text, without its marks */
	unsigned distance;		/* NEAR */
	enum field field;		/* FIELD */
	const char *value;		/* FIELD: as typed, without its marks; kind, speech, status
					 * and sort as their vocabulary spells it */
	struct days days;		/* FIELD_DATE, AFTER, BEFORE */
	size_t start, end;		/* bytes of the typed text */
};

struct ask {
	char *text;		/* what was typed */
	struct ask_node *root;	/* NULL: nothing asked, every entry */
	enum query_sort sort;
	bool sorted;		/* the text says which order */
	char *problem;		/* NULL, or a line with what is wrong and a suggestion */
	char *unfinished;	/* NULL, or a line on the field that was left out so */
	struct arena arena;
};

/* Marks of quotation: `"…"`, “…”, „…“, «…», »…«, ‹…›, 「…」, 『…』 and ”…”; they
 * hold a phrase or a value.  In `a NEAR b NEAR c` the node of b is a kid of two
 * nodes.  A FIELD_SORT node stands for every entry.
 *
 * Fills ASK from TEXT, which may hold any bytes.  TYPING: the last word, where
 * nothing stands behind it, is a beginning; a field there whose value is none, or
 * none so far, is left out, and so is one without a value.  Nesting and length are
 * bounded (64 brackets, 64 KiB): beyond them there is a problem, never a crash.
 * Linear. */
void parse_query(const char *text, size_t length, bool typing, struct ask *ask);
void ask_release(struct ask *ask);

#endif

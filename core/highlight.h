/*
 * Highlighting: the places in a text that a parsed query matches, by words,
 * phrases (also across insertions, as spoken), prefixes and NEAR; not what is
 * left out.
 */
#ifndef CORE_HIGHLIGHT_H
#define CORE_HIGHLIGHT_H

#include "core/parse.h"

struct match {
	size_t start, end;	/* bytes of the text */
};

/* The matches in order, not overlapping; yours to free; NULL where there are
 * none.  A phrase is one match, or where an insertion parts it, one on each
 * side.  Linear in LENGTH times the number of words asked for, of which those
 * beyond 256 are not looked for. */
struct match *highlight(const struct ask *ask, const char *text, size_t length, size_t *count);

#endif

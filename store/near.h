/*
 * How near what somebody typed is to a name, however it is written: both are
 * folded as the index folds them, so that case, accents and punctuation do not
 * count.  Words typed may also be near to some of a name's words only.
 */
#ifndef STORE_NEAR_H
#define STORE_NEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "store/text.h"

/* What was typed, and the best name so far.  All-zero, then near_to. */
struct near {
	struct text typed;	/* folded, with a blank between words */
	struct text name;	/* scratch, the same */
	size_t words;		/* of `typed` */
	unsigned best;		/* edits of the best name; a worse one is not looked for */
};

void near_to(struct near *near, const char *text, size_t length);

/* Whether NAME is nearer than all before it, and near enough at all: at most a
 * third of the letters differ, and NEAREST_EDITS. */
bool near_better(struct near *near, const char *name, size_t length);

void near_release(struct near *near);

#endif

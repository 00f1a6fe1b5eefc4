/*
 * Why a query finds nothing: the part of it that is at fault.
 */
#ifndef CORE_EXPLAIN_H
#define CORE_EXPLAIN_H

#include "core/parse.h"
#include "store/store.h"

/* For a query without hits: names the part without which there would be some,
 * and how many: `without “standing” there would be 3`.  Appends nothing where no single
 * part is at fault.  Cost: a count for each part, of which the last 32 are tried. */
int explain_nothing(struct store *store, const struct ask *ask, struct text *out,
		    struct error *err);

#endif

/*
 * Edits of a query by its parts: a part taken out of what was typed, or put in.
 *
 * Each edit appends a new text to OUT, the parts with a blank between them; what was
 * left open is closed.  Parts are the kids of a top-level AND (or the root itself); an
 * OR at the top is put in brackets where something is added to it.
 */
#ifndef CORE_EDIT_H
#define CORE_EDIT_H

#include "core/parse.h"

/* Without its parts `field:…` (positive ones, at the top; also an OR of nothing
 * else), and with `field:VALUE` behind, in such marks as VALUE does not hold where
 * it needs any; VALUE NULL only takes out.  (A value with a blank and every kind
 * of mark loses its straight ones.) */
void ask_set_field(const struct ask *ask, enum field field, const char *value,
		   struct text *out);
/* Whether that would change nothing but the order of the parts. */
bool ask_is_set(const struct ask *ask, enum field field, const char *value);
/* With `field:VALUE` added, where it is not there yet. */
void ask_add_field(const struct ask *ask, enum field field, const char *value,
		   struct text *out);
/* Without its last part; false where there is none. */
bool ask_drop_last(const struct ask *ask, struct text *out);
/* How many parts, and the text without part I. */
size_t ask_parts(const struct ask *ask);
void ask_without(const struct ask *ask, size_t i, struct text *out);
/* Appends part I as typed. */
void ask_part(const struct ask *ask, size_t i, struct text *out);

#endif

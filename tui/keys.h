/*
 * Keys: which key does which action.
 *
 * A key may have several actions, one for each place; where text is typed,
 * keys that are characters are text and have none.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdint.h>

#include "store/text.h"
#include "tui/action.h"

struct binding {
	int32_t key;
	enum action action;
	unsigned hints;		/* the places in whose last line it is shown */
};

/* In the order of the help and of the hints. */
extern const struct binding BINDINGS[];
extern const size_t BINDING_COUNT;

/* Whether PLACE takes characters as text. */
bool keys_typed(enum pane place);
/* Whether KEY is a character to be typed. */
bool key_is_text(int32_t key);

/* What KEY does in PLACE, or ACTION_NONE. */
enum action keys_lookup(enum pane place, int32_t key);
/* What KEY does in some other place, or ACTION_NONE. */
enum action keys_elsewhere(int32_t key);

/* "the list", "the reader", … */
const char *place_name(enum pane place);
/* Appends the places of a set: "the list and the reader", "any pane". */
void places_say(unsigned places, struct text *out);

/* Appends the names of the keys for ACTION in PLACE, with blanks between;
 * PANE_COUNT: in any place. */
void keys_of(enum action action, enum pane place, struct text *out);

/* Appends the table for `--list-keys`: a line an action, with its keys and what it
 * does, below a heading that says where. */
void keys_list(struct text *out);

#endif

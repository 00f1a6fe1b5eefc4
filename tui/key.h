/*
 * A key press, and its name as bindings and help write it: `j`, `Ctrl-d`,
 * `PgDn`, `Enter`, `é`.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points are themselves; Ctrl-a is 1 … Ctrl-z 26; these stand beyond Unicode.  (An
 * underscore ends their names, for curses has the names without.) */
enum {
	KEY_NONE_ = 0,
	KEY_TAB_ = 9, KEY_ENTER_ = 13, KEY_ESC_ = 27, KEY_BACKSPACE_ = 127,
	KEY_SPECIAL_ = 0x110000,
	KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_,
	KEY_PAGE_DOWN_, KEY_DELETE_, KEY_INSERT_, KEY_SHIFT_TAB_, KEY_F1_,
	KEY_UNKNOWN_,		/* a key of the terminal's that has no name here */
	KEY_RESIZE_,		/* the terminal has another size */
	KEY_PASTE_,		/* a bracketed paste begins: its text comes with the event */
};

/* The key with this name, or KEY_NONE_. */
int32_t key_of(const char *name);
/* The name of a key; borrowed constant, or written to BUFFER (at least 16 bytes). */
const char *key_text(int32_t key, char buffer[16]);

#endif

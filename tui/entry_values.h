/*
 * Values of an entry that can be added to the query: who said it, on what,
 * where, when.
 */
#ifndef TUI_ENTRY_VALUES_H
#define TUI_ENTRY_VALUES_H

struct ui;

/* Opens the picker with the values of the entry under the cursor. */
void entry_values_pick(struct ui *ui);

#endif

/*
 * Printing: entries as plain text without escapes, for a terminal or a pipe.
 *
 * All text passes core/safe.
 */
#ifndef TUI_PRINT_H
#define TUI_PRINT_H

#include "core/document.h"
#include "store/names.h"
#include "store/store.h"
#include "store/text.h"

/* One line with tabs: id, date, kind (a quote's speech, or a talk's kind),
 * speaker, and the text or title. */
void print_line(struct store *store, const struct entry *entry, struct text *out);

/* For people: a head line, the whole text wrapped at COLUMNS, and an empty line. */
void print_block(struct store *store, const struct entry *entry, unsigned columns,
		 struct text *out);

/* A document whole, wrapped at COLUMNS. */
void print_document(struct document *document, unsigned columns, struct text *out);

/* One line with tabs: count, id, label; or in columns for people. */
void print_name(const struct name *name, bool tabs, struct text *out);

/* The columns to wrap at: those of the terminal, at most 80; 80 in a pipe. */
unsigned print_columns(void);

#endif

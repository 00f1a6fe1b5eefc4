/*
 * JSON lines: an entry or a name as one JSON object (RFC 8259) on one line.
 *
 * The keys are those of the corpus format; one that has nothing to say is left
 * out.  They stay as they are: what is added later has a new key.
 *
 *   of every entry   entry ("quote" or "talk"), id, date, first-day, last-day,
 *                    date-as-stated, date-note, outlet, url, lang, note, topics
 *                    (ids), source (an object), inherited (an object: which of
 *                    date, outlet, lang, source is from "talk", "source" or
 *                    "defaults"), file, line
 *   of a quote       speaker (id), name, as, text, speech, to, about (ids), talk
 *                    (id), talk-title, where, original ({lang, text}),
 *                    translation ({by, kind}), status
 *   of a talk        kind, title, end, place, country, participants ({speaker,
 *                    name, part, as}), agenda-intro, agenda ({text, topic}),
 *                    summary, part-of (id)
 *   of a name        id, label, aliases, parent (of a topic), count
 *
 * A source's keys are the format's; its id is left out where it was written in
 * place.  first-day and last-day are calendar days (2024-11-01), left out where
 * unknown or open.
 */
#ifndef TUI_JSONL_H
#define TUI_JSONL_H

#include <stddef.h>

#include "store/names.h"
#include "store/store.h"
#include "store/text.h"

/* Appends the object and a newline.  A number that STORE does not know is left out. */
void jsonl_entry(struct store *store, const struct entry *entry, struct text *out);
void jsonl_name(struct store *store, enum names names, const struct name *name,
		struct text *out);

/* Appends a JSON string, its quotation marks included.  What no terminal should
 * get (controls, bidi and other invisible characters, what is unassigned) is written
 * as \uXXXX, so nothing is lost; bytes that are not UTF-8 become U+FFFD. */
void jsonl_quote(const char *text, size_t length, struct text *out);

#endif

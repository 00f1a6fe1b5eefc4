/*
 * A pull reader of one corpus file: its YAML as a sequence of texts, lists and
 * mappings, each with its place.
 *
 * It refuses by itself, with a problem, what the format does not know: syntax
 * errors, bad bytes, directives, a second document, nesting deeper than
 * YAML_DEPTH (all of these end the file), anchors, aliases, tags and NUL (which do
 * not).  It is the only place that knows libyaml.
 */
#ifndef STORE_YAML_H
#define STORE_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/error.h"
#include "store/problems.h"

enum { YAML_DEPTH = 16 };

enum item_kind {
	ITEM_TEXT,
	ITEM_LIST,	/* items follow up to its ITEM_END */
	ITEM_MAP,	/* keys and values by turns follow up to its ITEM_END */
	ITEM_END,	/* of the innermost list or mapping */
	ITEM_REFUSED,	/* an alias, or a text with NUL: a value that was told already */
	ITEM_DONE,	/* the document is over; again at each further call */
	ITEM_BROKEN,	/* nothing more can be read, and why was told; again at each further call */
};

struct item {
	enum item_kind kind;
	struct place at;	/* where the value begins */
	const char *text;	/* borrowed until the next yaml_next */
	size_t length;
	bool plain;		/* not quoted, not a block text */
	bool quoted;		/* in double quotes: only there can be escapes */
};

struct yaml;

/* FD is read from its beginning, and is not closed.  TICK is called with the
 * number of bytes read, about every 64 KiB; not 0 stops. */
struct yaml *yaml_open(int fd, uint32_t file, struct problems *problems,
		       int (*tick)(void *context, uint64_t bytes), void *context);
void yaml_close(struct yaml *yaml);

void yaml_next(struct yaml *yaml, struct item *item);

/* Reads to the end of the value that began with ITEM. */
void yaml_skip(struct yaml *yaml, const struct item *item);

/* Whether the plain text that was read last is followed by a comment on its
 * line: words that the writer may have meant for the text. */
bool yaml_cut_by_comment(struct yaml *yaml);

/* Why the file is broken where that is no problem of the file: reading failed
 * (ERROR_CORPUS) or was stopped.  0 where neither is so. */
int yaml_failure(const struct yaml *yaml, const char *name, struct error *err);

#endif

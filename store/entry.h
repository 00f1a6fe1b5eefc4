/*
 * What a corpus holds, as plain values: quotes and talks (the entries), and
 * the sources, speakers and topics that they name.
 *
 * The reader fills these to give them to the builder, the store fills them to
 * give them to everybody else.  Strings are UTF-8, end with a NUL and are NULL
 * where the corpus says nothing.  Speakers, topics, sources and talks are
 * named by number: from 1, given in the order in which the loader first saw
 * them; 0 is none.  All that a value points to lives in an arena: that of the
 * loader, or the one of the `struct entry` that the store filled.
 */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/edtf.h"
#include "store/memory.h"
#include "store/vocabulary.h"

struct numbers {
	const uint32_t *at;
	size_t count;
};

struct source {
	const char *id;		/* NULL: written in place */
	enum source_kind kind;
	const char *title, *outlet, *author, *url, *archived, *published, *accessed;
	const char *lang, *rights, *note;
};

struct role {
	const char *title, *shorter, *of;	/* `short` is a word of C */
	const char *from, *to;			/* EDTF, or NULL */
	struct days from_days, to_days;		/* DAYS_NONE where not given */
};

struct speaker {
	const char *id, *name, *sort, *wikidata, *note;
	enum speaker_kind kind;
	const char *const *aliases;
	size_t alias_count;
	const struct role *roles;
	size_t role_count;
};

struct topic {
	const char *id, *label, *note;
	const char *const *aliases;
	size_t alias_count;
	uint32_t parent;	/* every parent exists, declared or not */
};

/* Where a value comes from that the entry itself does not state. */
enum origin { ORIGIN_STATED, ORIGIN_TALK, ORIGIN_SOURCE, ORIGIN_DEFAULT };

struct quote {
	uint32_t speaker;
	const char *text, *as;
	enum speech speech;
	struct numbers to, about;	/* speakers */
	struct numbers topics;		/* as written, without their parents */
	uint32_t talk;
	const char *where;
	const char *original, *original_lang;
	const char *translated_by;
	enum translation_kind translation;
	enum status status;
};

struct participant {
	uint32_t speaker;
	const char *part, *as;
};

struct agenda_item {
	const char *text;
	uint32_t topic;
};

struct talk {
	uint32_t number;	/* of this talk */
	enum talk_kind kind;
	const char *title, *end, *place, *country, *agenda_intro, *summary;
	const struct participant *participants;
	size_t participant_count;
	const struct agenda_item *agenda;
	size_t agenda_count;
	struct numbers topics;	/* stated on the talk itself, without those of its agenda */
	uint32_t part_of;	/* a talk */
};

enum entry_kind { ENTRY_QUOTE, ENTRY_TALK };

struct entry {
	enum entry_kind kind;
	const char *id;
	/* A talk's days reach to its `end`. */
	const char *date, *date_as_stated, *date_note;
	struct days days;
	const char *outlet, *url, *lang, *note;
	uint32_t source;
	enum origin date_from, outlet_from, lang_from, source_from;
	/* Where the record begins: which of the corpus's files (from 0), and its line. */
	uint32_t file, line;
	union {
		struct quote quote;
		struct talk talk;
	};
	struct arena arena;	/* holds the strings of an entry that the store filled */
};

void entry_release(struct entry *entry);

#endif

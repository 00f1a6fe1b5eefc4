/*
 * The keys of the corpus format, version 1: for each kind of record a table of
 * its keys, with what each may hold.  Whatever needs to know a key reads it
 * here; the enumerations below are the places of the keys in their tables.
 */
#ifndef STORE_FORMAT_H
#define STORE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "store/vocabulary.h"

/* Bytes of a `text`, and of every other value. */
enum { TEXT_BYTES = 1024 * 1024, VALUE_BYTES = 64 * 1024 };

/* What a value may be, in YAML's terms. */
enum takes {
	TAKES_TEXT = 1,
	TAKES_MAP = 2,
	TAKES_TEXTS = 4,	/* a list of texts */
	TAKES_MAPS = 8,		/* a list of mappings */
};

enum check { CHECK_NONE, CHECK_ID, CHECK_TOPIC_ID, CHECK_DATE, CHECK_URL, CHECK_WIKIDATA,
	     CHECK_WORD };

struct key {
	const char *name;
	unsigned takes;
	bool required;
	bool words_of_text;	/* may be long, and must not be cut by a comment */
	enum check check;	/* of a text, also within a list */
	const struct vocabulary *words;		/* of CHECK_WORD */
	const struct shape *shape;		/* of a mapping, also within a list */
};

struct shape {
	const char *name;	/* with its article: "a quote" */
	const struct key *keys;
	size_t count;
};

enum file_key { FILE_STATEMENTS, FILE_TITLE, FILE_DEFAULTS, FILE_SOURCES, FILE_SPEAKERS,
		FILE_TOPICS, FILE_TALKS, FILE_QUOTES };
enum defaults_key { DEFAULTS_LANG, DEFAULTS_SOURCE, DEFAULTS_SPEECH };
/* A source written in place has the same keys but for the last one. */
enum source_key { SOURCE_KIND, SOURCE_TITLE, SOURCE_OUTLET, SOURCE_AUTHOR, SOURCE_URL,
		  SOURCE_ARCHIVED, SOURCE_PUBLISHED, SOURCE_ACCESSED, SOURCE_LANG,
		  SOURCE_RIGHTS, SOURCE_NOTE, SOURCE_ID };
enum speaker_key { SPEAKER_ID, SPEAKER_NAME, SPEAKER_KIND, SPEAKER_SORT, SPEAKER_ALIASES,
		   SPEAKER_ROLES, SPEAKER_WIKIDATA, SPEAKER_NOTE };
enum role_key { ROLE_TITLE, ROLE_SHORT, ROLE_OF, ROLE_FROM, ROLE_TO };
enum topic_key { TOPIC_ID, TOPIC_LABEL, TOPIC_ALIASES, TOPIC_NOTE };
enum talk_key { TALK_ID, TALK_KIND, TALK_TITLE, TALK_DATE, TALK_END, TALK_DATE_AS_STATED,
		TALK_DATE_NOTE, TALK_PLACE, TALK_COUNTRY, TALK_OUTLET, TALK_URL,
		TALK_PARTICIPANTS, TALK_AGENDA_INTRO, TALK_AGENDA, TALK_TOPICS, TALK_SUMMARY,
		TALK_PART_OF, TALK_SOURCE, TALK_LANG, TALK_NOTE };
enum participant_key { PARTICIPANT_SPEAKER, PARTICIPANT_PART, PARTICIPANT_AS };
enum agenda_key { AGENDA_TEXT, AGENDA_TOPIC };
enum quote_key { QUOTE_ID, QUOTE_SPEAKER, QUOTE_TEXT, QUOTE_AS, QUOTE_TO, QUOTE_ABOUT,
		 QUOTE_SPEECH, QUOTE_TALK, QUOTE_DATE, QUOTE_DATE_AS_STATED, QUOTE_DATE_NOTE,
		 QUOTE_OUTLET, QUOTE_URL, QUOTE_SOURCE, QUOTE_WHERE, QUOTE_TOPICS, QUOTE_LANG,
		 QUOTE_ORIGINAL, QUOTE_TRANSLATION, QUOTE_STATUS, QUOTE_NOTE };
enum original_key { ORIGINAL_LANG, ORIGINAL_TEXT };
enum translation_key { TRANSLATION_BY, TRANSLATION_KIND };

extern const struct shape SHAPE_FILE, SHAPE_DEFAULTS, SHAPE_SOURCE, SHAPE_SOURCE_IN_PLACE,
	SHAPE_SPEAKER, SHAPE_TOPIC, SHAPE_TALK, SHAPE_QUOTE;

/* The key of SHAPE with this name, or NULL. */
const struct key *shape_key(const struct shape *shape, const char *name, size_t length);

#endif

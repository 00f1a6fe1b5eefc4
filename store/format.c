#include "store/format.h"

#include <string.h>

#define TEXT .takes = TAKES_TEXT
#define TEXTS .takes = TAKES_TEXTS
#define WORD(list) .takes = TAKES_TEXT, .check = CHECK_WORD, .words = &(list)
#define DATE .takes = TAKES_TEXT, .check = CHECK_DATE
#define URL .takes = TAKES_TEXT, .check = CHECK_URL
#define LONG_TEXT .takes = TAKES_TEXT, .words_of_text = true
#define SOURCE .takes = TAKES_TEXT | TAKES_MAP, .shape = &SHAPE_SOURCE_IN_PLACE
#define REQUIRED .required = true

#define SHAPE(title, list) { .name = (title), .keys = (list), \
	.count = sizeof(list) / sizeof((list)[0]) }

#define SOURCE_KEYS \
	[SOURCE_KIND] = {"kind", WORD(VOCABULARY_SOURCE)}, \
	[SOURCE_TITLE] = {"title", TEXT}, \
	[SOURCE_OUTLET] = {"outlet", TEXT}, \
	[SOURCE_AUTHOR] = {"author", TEXT}, \
	[SOURCE_URL] = {"url", URL}, \
	[SOURCE_ARCHIVED] = {"archived", URL}, \
	[SOURCE_PUBLISHED] = {"published", DATE}, \
	[SOURCE_ACCESSED] = {"accessed", DATE}, \
	[SOURCE_LANG] = {"lang", TEXT}, \
	[SOURCE_RIGHTS] = {"rights", TEXT}, \
	[SOURCE_NOTE] = {"note", TEXT}

static const struct key IN_PLACE_KEYS[] = {
	SOURCE_KEYS,
};
const struct shape SHAPE_SOURCE_IN_PLACE = SHAPE("a source", IN_PLACE_KEYS);

static const struct key SOURCE_LIST_KEYS[] = {
	SOURCE_KEYS,
	[SOURCE_ID] = {"id", TEXT, REQUIRED, .check = CHECK_ID},
};
const struct shape SHAPE_SOURCE = SHAPE("a source", SOURCE_LIST_KEYS);

static const struct key DEFAULTS_KEYS[] = {
	[DEFAULTS_LANG] = {"lang", TEXT},
	[DEFAULTS_SOURCE] = {"source", SOURCE},
	[DEFAULTS_SPEECH] = {"speech", WORD(VOCABULARY_SPEECH)},
};
const struct shape SHAPE_DEFAULTS = SHAPE("the defaults", DEFAULTS_KEYS);

static const struct key ROLE_KEYS[] = {
	[ROLE_TITLE] = {"title", TEXT, REQUIRED},
	[ROLE_SHORT] = {"short", TEXT},
	[ROLE_OF] = {"of", TEXT},
	[ROLE_FROM] = {"from", DATE},
	[ROLE_TO] = {"to", DATE},
};
static const struct shape SHAPE_ROLE = SHAPE("a role", ROLE_KEYS);

static const struct key SPEAKER_KEYS[] = {
	[SPEAKER_ID] = {"id", TEXT, REQUIRED, .check = CHECK_ID},
	[SPEAKER_NAME] = {"name", TEXT, REQUIRED},
	[SPEAKER_KIND] = {"kind", WORD(VOCABULARY_SPEAKER)},
	[SPEAKER_SORT] = {"sort", TEXT},
	[SPEAKER_ALIASES] = {"aliases", TEXTS},
	[SPEAKER_ROLES] = {"roles", .takes = TAKES_MAPS, .shape = &SHAPE_ROLE},
	[SPEAKER_WIKIDATA] = {"wikidata", TEXT, .check = CHECK_WIKIDATA},
	[SPEAKER_NOTE] = {"note", TEXT},
};
const struct shape SHAPE_SPEAKER = SHAPE("a speaker", SPEAKER_KEYS);

static const struct key TOPIC_KEYS[] = {
	[TOPIC_ID] = {"id", TEXT, REQUIRED, .check = CHECK_TOPIC_ID},
	[TOPIC_LABEL] = {"label", TEXT},
	[TOPIC_ALIASES] = {"aliases", TEXTS},
	[TOPIC_NOTE] = {"note", TEXT},
};
const struct shape SHAPE_TOPIC = SHAPE("a topic", TOPIC_KEYS);

static const struct key PARTICIPANT_KEYS[] = {
	[PARTICIPANT_SPEAKER] = {"speaker", TEXT, REQUIRED},
	[PARTICIPANT_PART] = {"part", TEXT},
	[PARTICIPANT_AS] = {"as", TEXT},
};
static const struct shape SHAPE_PARTICIPANT = SHAPE("a participant", PARTICIPANT_KEYS);

static const struct key AGENDA_KEYS[] = {
	[AGENDA_TEXT] = {"text", LONG_TEXT, REQUIRED},
	[AGENDA_TOPIC] = {"topic", TEXT},
};
static const struct shape SHAPE_AGENDA = SHAPE("an agenda item", AGENDA_KEYS);

static const struct key TALK_KEYS[] = {
	[TALK_ID] = {"id", TEXT, REQUIRED, .check = CHECK_ID},
	[TALK_KIND] = {"kind", WORD(VOCABULARY_TALK)},
	[TALK_TITLE] = {"title", TEXT, REQUIRED},
	[TALK_DATE] = {"date", DATE},
	[TALK_END] = {"end", DATE},
	[TALK_DATE_AS_STATED] = {"date-as-stated", TEXT},
	[TALK_DATE_NOTE] = {"date-note", TEXT},
	[TALK_PLACE] = {"place", TEXT},
	[TALK_COUNTRY] = {"country", TEXT},
	[TALK_OUTLET] = {"outlet", TEXT},
	[TALK_URL] = {"url", URL},
	[TALK_PARTICIPANTS] = {"participants", .takes = TAKES_TEXTS | TAKES_MAPS,
			       .shape = &SHAPE_PARTICIPANT},
	[TALK_AGENDA_INTRO] = {"agenda-intro", TEXT},
	[TALK_AGENDA] = {"agenda", .takes = TAKES_TEXTS | TAKES_MAPS, .words_of_text = true,
			 .shape = &SHAPE_AGENDA},
	[TALK_TOPICS] = {"topics", TEXTS},
	[TALK_SUMMARY] = {"summary", TEXT},
	[TALK_PART_OF] = {"part-of", TEXT},
	[TALK_SOURCE] = {"source", SOURCE},
	[TALK_LANG] = {"lang", TEXT},
	[TALK_NOTE] = {"note", TEXT},
};
const struct shape SHAPE_TALK = SHAPE("a talk", TALK_KEYS);

static const struct key ORIGINAL_KEYS[] = {
	[ORIGINAL_LANG] = {"lang", TEXT, REQUIRED},
	[ORIGINAL_TEXT] = {"text", LONG_TEXT, REQUIRED},
};
static const struct shape SHAPE_ORIGINAL = SHAPE("an original", ORIGINAL_KEYS);

static const struct key TRANSLATION_KEYS[] = {
	[TRANSLATION_BY] = {"by", TEXT},
	[TRANSLATION_KIND] = {"kind", WORD(VOCABULARY_TRANSLATION)},
};
static const struct shape SHAPE_TRANSLATION = SHAPE("a translation", TRANSLATION_KEYS);

static const struct key QUOTE_KEYS[] = {
	[QUOTE_ID] = {"id", TEXT, .check = CHECK_ID},
	[QUOTE_SPEAKER] = {"speaker", TEXT, REQUIRED},
	[QUOTE_TEXT] = {"text", LONG_TEXT, REQUIRED},
	[QUOTE_AS] = {"as", TEXT},
	[QUOTE_TO] = {"to", TEXTS},
	[QUOTE_ABOUT] = {"about", TEXTS},
	[QUOTE_SPEECH] = {"speech", WORD(VOCABULARY_SPEECH)},
	[QUOTE_TALK] = {"talk", TEXT},
	[QUOTE_DATE] = {"date", DATE},
	[QUOTE_DATE_AS_STATED] = {"date-as-stated", TEXT},
	[QUOTE_DATE_NOTE] = {"date-note", TEXT},
	[QUOTE_OUTLET] = {"outlet", TEXT},
	[QUOTE_URL] = {"url", URL},
	[QUOTE_SOURCE] = {"source", SOURCE},
	[QUOTE_WHERE] = {"where", TEXT},
	[QUOTE_TOPICS] = {"topics", TEXTS},
	[QUOTE_LANG] = {"lang", TEXT},
	[QUOTE_ORIGINAL] = {"original", .takes = TAKES_MAP, .shape = &SHAPE_ORIGINAL},
	[QUOTE_TRANSLATION] = {"translation", .takes = TAKES_MAP, .shape = &SHAPE_TRANSLATION},
	[QUOTE_STATUS] = {"status", WORD(VOCABULARY_STATUS)},
	[QUOTE_NOTE] = {"note", TEXT},
};
const struct shape SHAPE_QUOTE = SHAPE("a quote", QUOTE_KEYS);

/* The lists of a file are read item by item by load_file.c and never held as a whole. */
static const struct key FILE_KEYS[] = {
	[FILE_STATEMENTS] = {"statements", TEXT},	/* load_file.c asks for it in its own words */
	[FILE_TITLE] = {"title", TEXT},
	[FILE_DEFAULTS] = {"defaults", .takes = TAKES_MAP, .shape = &SHAPE_DEFAULTS},
	[FILE_SOURCES] = {"sources", .takes = TAKES_MAPS, .shape = &SHAPE_SOURCE},
	[FILE_SPEAKERS] = {"speakers", .takes = TAKES_MAPS, .shape = &SHAPE_SPEAKER},
	[FILE_TOPICS] = {"topics", .takes = TAKES_MAPS, .shape = &SHAPE_TOPIC},
	[FILE_TALKS] = {"talks", .takes = TAKES_MAPS, .shape = &SHAPE_TALK},
	[FILE_QUOTES] = {"quotes", .takes = TAKES_MAPS, .shape = &SHAPE_QUOTE},
};
const struct shape SHAPE_FILE = SHAPE("the file", FILE_KEYS);

const struct key *shape_key(const struct shape *shape, const char *name, size_t length)
{
	for (size_t i = 0; i < shape->count; i++) {
		const char *other = shape->keys[i].name;

		/* Most names differ in their first letter. */
		if (length && other[0] == name[0] && strncmp(other, name, length) == 0 &&
		    other[length] == '\0')
			return &shape->keys[i];
	}
	return NULL;
}

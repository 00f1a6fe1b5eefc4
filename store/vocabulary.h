/*
 * The fixed words of the corpus format, each list in one place: the reader
 * checks values against them, the query language offers them, the store keeps
 * a value as its index.
 */
#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

#include <stddef.h>

struct vocabulary {
	const char *const *words;	/* an index is the value of the enumeration below */
	size_t count;
};

/* The index of WORD, or -1. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *word, size_t length);
/* The word of VALUE, or "" where there is none (0 often means: not given). */
const char *vocabulary_word(const struct vocabulary *vocabulary, unsigned value);

/* 0 is "not given" in all of these; their words begin at index 1, and index 0
 * holds "", which vocabulary_find never finds. */
enum speech { SPEECH_NONE, SPEECH_DIRECT, SPEECH_INDIRECT, SPEECH_MIXED };
enum status { STATUS_NONE, STATUS_UNVERIFIED, STATUS_VERIFIED, STATUS_DISPUTED,
	      STATUS_MISATTRIBUTED, STATUS_RETRACTED };
enum talk_kind { TALK_NONE, TALK_INTERVIEW, TALK_MEETING, TALK_SPEECH, TALK_DEBATE,
		 TALK_PRESS_CONFERENCE, TALK_HEARING, TALK_BRIEFING, TALK_POST, TALK_OTHER };
enum source_kind { SOURCE_NONE, SOURCE_ARTICLE, SOURCE_BROADCAST, SOURCE_TRANSCRIPT,
		   SOURCE_VIDEO, SOURCE_POST, SOURCE_DOCUMENT, SOURCE_BOOK };
enum speaker_kind { SPEAKER_NONE, SPEAKER_PERSON, SPEAKER_ORGANISATION };
enum translation_kind { TRANSLATION_NONE, TRANSLATION_HUMAN, TRANSLATION_MACHINE };

extern const struct vocabulary VOCABULARY_SPEECH, VOCABULARY_STATUS, VOCABULARY_TALK,
	VOCABULARY_SOURCE, VOCABULARY_SPEAKER, VOCABULARY_TRANSLATION;

#endif

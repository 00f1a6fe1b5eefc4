/*
 * The fixed words of the corpus format, each list in one place: the reader
 * checks values against them, the query language offers them, the store keeps
 * a value as its index.
 */
#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

#include <stdbool.h>
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

/* Whether A and B differ in the case of ASCII letters at most, in whatever locale: that of
 * Turkey knows another small letter for I. */
bool same_word(const char *a, size_t a_length, const char *b, size_t b_length);

/* The most similar of COUNT words to WORD, or NULL where none is near: at most
 * a third of the letters differ, and NEAREST_EDITS (insertions, deletions, exchanges
 * and swaps of neighbours count one each), or they differ in case only.  To find
 * those that differ in more would take seconds among many long words. */
enum { NEAREST_EDITS = 12 };
const char *nearest_word(const char *word, size_t length, const char *const *words, size_t count);

/* The number of such edits between A and B, or MOST + 1 where there are more
 * than MOST.  Bytes beyond the first 256 are not compared. */
unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length,
		       unsigned most);

#endif

#include "store/vocabulary.h"

#include <string.h>

static const char *const SPEECH_WORDS[] = {
	[SPEECH_NONE] = "",
	[SPEECH_DIRECT] = "direct",
	[SPEECH_INDIRECT] = "indirect",
	[SPEECH_MIXED] = "mixed",
};

static const char *const STATUS_WORDS[] = {
	[STATUS_NONE] = "",
	[STATUS_UNVERIFIED] = "unverified",
	[STATUS_VERIFIED] = "verified",
	[STATUS_DISPUTED] = "disputed",
	[STATUS_MISATTRIBUTED] = "misattributed",
	[STATUS_RETRACTED] = "retracted",
};

static const char *const TALK_WORDS[] = {
	[TALK_NONE] = "",
	[TALK_INTERVIEW] = "interview",
	[TALK_MEETING] = "meeting",
	[TALK_SPEECH] = "speech",
	[TALK_DEBATE] = "debate",
	[TALK_PRESS_CONFERENCE] = "press-conference",
	[TALK_HEARING] = "hearing",
	[TALK_BRIEFING] = "briefing",
	[TALK_POST] = "post",
	[TALK_OTHER] = "other",
};

static const char *const SOURCE_WORDS[] = {
	[SOURCE_NONE] = "",
	[SOURCE_ARTICLE] = "article",
	[SOURCE_BROADCAST] = "broadcast",
	[SOURCE_TRANSCRIPT] = "transcript",
	[SOURCE_VIDEO] = "video",
	[SOURCE_POST] = "post",
	[SOURCE_DOCUMENT] = "document",
	[SOURCE_BOOK] = "book",
};

static const char *const SPEAKER_WORDS[] = {
	[SPEAKER_NONE] = "",
	[SPEAKER_PERSON] = "person",
	[SPEAKER_ORGANISATION] = "organisation",
};

static const char *const TRANSLATION_WORDS[] = {
	[TRANSLATION_NONE] = "",
	[TRANSLATION_HUMAN] = "human",
	[TRANSLATION_MACHINE] = "machine",
};

#define VOCABULARY_OF(list) { list, sizeof(list) / sizeof((list)[0]) }

const struct vocabulary VOCABULARY_SPEECH = VOCABULARY_OF(SPEECH_WORDS);
const struct vocabulary VOCABULARY_STATUS = VOCABULARY_OF(STATUS_WORDS);
const struct vocabulary VOCABULARY_TALK = VOCABULARY_OF(TALK_WORDS);
const struct vocabulary VOCABULARY_SOURCE = VOCABULARY_OF(SOURCE_WORDS);
const struct vocabulary VOCABULARY_SPEAKER = VOCABULARY_OF(SPEAKER_WORDS);
const struct vocabulary VOCABULARY_TRANSLATION = VOCABULARY_OF(TRANSLATION_WORDS);

int vocabulary_find(const struct vocabulary *vocabulary, const char *word, size_t length)
{
	for (size_t i = 1; i < vocabulary->count; i++)
		if (strlen(vocabulary->words[i]) == length &&
		    memcmp(vocabulary->words[i], word, length) == 0)
			return (int)i;
	return -1;
}

const char *vocabulary_word(const struct vocabulary *vocabulary, unsigned value)
{
	return value < vocabulary->count ? vocabulary->words[value] : "";
}

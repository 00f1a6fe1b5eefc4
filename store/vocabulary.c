#include "store/vocabulary.h"

#include <stdbool.h>
#include <stdint.h>
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

enum { COMPARED = 256 };

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The usual table of edit distances, three rows of it at a time, and of each
 * row only the band within MOST of the diagonal: beyond it every value is over
 * MOST anyway.
 */
unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length,
		       unsigned most)
{
	unsigned rows[3][COMPARED + 2];
	unsigned over = most + 1;
	unsigned *before = rows[0], *above = rows[1], *row = rows[2];

	a_length = smaller(a_length, COMPARED);
	b_length = smaller(b_length, COMPARED);
	if ((a_length > b_length ? a_length - b_length : b_length - a_length) > most)
		return over;
	for (size_t j = 0; j <= b_length; j++)
		above[j] = before[j] = j <= most ? (unsigned)j : over;
	for (size_t i = 1; i <= a_length; i++) {
		size_t from = i > most ? i - most : 1;
		size_t to = smaller(i + most, b_length);
		unsigned best = over;
		unsigned *spent = before;

		row[from - 1] = from == 1 && i <= most ? (unsigned)i : over;
		for (size_t j = from; j <= to; j++) {
			unsigned cost = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			if (above[j] + 1 < cost)
				cost = above[j] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < cost)
				cost = before[j - 2] + 1;
			row[j] = cost < over ? cost : over;
			if (row[j] < best)
				best = row[j];
		}
		if (to < b_length)
			row[to + 1] = over;	/* the next row's band reaches one further */
		/* A swap may still come from the row above, so both must be hopeless. */
		if (best >= over && i > 1) {
			unsigned hope = over;

			for (size_t j = from - 1; j <= to; j++)
				if (above[j] < hope)
					hope = above[j];
			if (hope >= over)
				return over;
		}
		before = above;
		above = row;
		row = spent;
	}
	return above[b_length] < over ? above[b_length] : over;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool same_word(const char *a, size_t a_length, const char *b, size_t b_length)
{
	if (a_length != b_length)
		return false;
	for (size_t i = 0; i < a_length; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

/* Which bytes occur in a word, two or more of them to a bit. */
static uint64_t letters_of(const char *word, size_t length)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters |= (uint64_t)1 << (word[i] & 63);
	return letters;
}

/* An edit takes away at most one letter and brings at most one, so that most
 * words can be told apart without their distance. */
static bool may_be_near(uint64_t a, uint64_t b, unsigned most)
{
	return (unsigned)__builtin_popcountll(a & ~b) <= most &&
	       (unsigned)__builtin_popcountll(b & ~a) <= most;
}

const char *nearest_word(const char *word, size_t length, const char *const *words, size_t count)
{
	uint64_t letters = letters_of(word, smaller(length, COMPARED));
	const char *nearest = NULL;
	unsigned best = COMPARED;

	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(words[i]);
		size_t longer = smaller(length > other ? length : other, COMPARED);
		unsigned most = (unsigned)smaller(longer / 3, NEAREST_EDITS);
		unsigned distance;

		if (other == 0)
			continue;
		if (same_word(word, length, words[i], other))
			return words[i];
		if (most >= best)
			most = best - 1;	/* only a nearer one is of interest */
		if (!may_be_near(letters, letters_of(words[i], smaller(other, COMPARED)), most))
			continue;
		distance = edit_distance(word, length, words[i], other, most);
		if (distance <= most) {
			best = distance;
			nearest = words[i];
			if (best == 0)
				break;
		}
	}
	return nearest;
}

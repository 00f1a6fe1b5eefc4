/*
 * Who vouches for which word of a text: the speaker, the reporter who put it
 * into words of their own, or an editor who inserted it in square brackets.
 *
 * Insertions are `[ … ]`; nested ones belong to the outer one; an unbalanced
 * bracket is plain text.  In mixed speech only what stands between quotation
 * marks is the speaker's: "…" “…” „…“ „…” «…» »…« ‹…› 「…」 『…』.  Straight marks
 * pair up in order; a last odd one vouches for nothing.  An insertion inside a
 * quotation is still an insertion, and marks inside one are the editor's: they pair with
 * none outside.
 */
#ifndef STORE_SPEECH_H
#define STORE_SPEECH_H

#include <stdbool.h>
#include <stddef.h>

#include "store/text.h"
#include "store/vocabulary.h"

enum voice {
	VOICE_SPEAKER,	/* the speaker's own words */
	VOICE_REPORTER,
	VOICE_EDITOR,	/* an insertion, its brackets included */
};

/* Bytes `start` to `end` (not included) of a text with one voice.  Quotation
 * marks belong to the reporter. */
struct span {
	size_t start, end;
	enum voice voice;
};

/* The spans of a text in order, without gaps, none of them empty; yours to
 * free.  SPEECH_NONE is read as direct.  Linear in LENGTH. */
struct span *speech_spans(const char *text, size_t length, enum speech speech, size_t *count);

/* Whether TEXT holds a balanced pair of quotation marks. */
bool speech_has_quotation(const char *text, size_t length);

/* Appends TEXT without its insertions and returns whether it has any. */
bool speech_as_spoken(const char *text, size_t length, struct text *out);

#endif

#include "store/speech.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

/* Opening marks and what may close them; “ and » both open and close. */
static const struct pair {
	const char *open;
	const char *close[2];
} PAIRS[] = {
	{"\"", {"\""}},
	{"“", {"”"}},
	{"„", {"“", "”"}},
	{"«", {"»"}},
	{"»", {"«"}},
	{"‹", {"›"}},
	{"「", {"」"}},
	{"『", {"』"}},
};
enum { PAIR_COUNT = sizeof(PAIRS) / sizeof(PAIRS[0]) };

static bool begins(const char *text, size_t length, size_t at, const char *mark)
{
	size_t size = mark ? strlen(mark) : 0;

	return size && length - at >= size && memcmp(text + at, mark, size) == 0;
}

static const struct pair *opens(const char *text, size_t length, size_t at)
{
	/* Nearly every byte is the first one of no mark. */
	switch ((unsigned char)text[at]) {
	case '"':
	case 0xc2:
	case 0xe2:
	case 0xe3:
		break;
	default:
		return NULL;
	}
	for (size_t i = 0; i < PAIR_COUNT; i++)
		if (begins(text, length, at, PAIRS[i].open))
			return &PAIRS[i];
	return NULL;
}

/* For every mark, the next place at or behind a position where it stands is
 * remembered, so that marks that are never closed cost one look each and not
 * one look a pair. */
struct closings {
	size_t next[PAIR_COUNT][2];
	bool known[PAIR_COUNT][2];
};

static size_t find_mark(const char *text, size_t length, size_t from, const char *mark)
{
	const char *p = text + from;
	const char *end = text + length;

	while (p < end && (p = memchr(p, mark[0], (size_t)(end - p)))) {
		if (begins(text, length, (size_t)(p - text), mark))
			return (size_t)(p - text);
		p++;
	}
	return length;
}

/* The first closing mark of PAIR at or behind FROM; its size in *SIZE. */
static size_t find_close(struct closings *seen, const char *text, size_t length, size_t from,
			 const struct pair *pair, size_t *size)
{
	size_t row = (size_t)(pair - PAIRS);
	size_t best = length;

	for (int i = 0; i < 2 && pair->close[i]; i++) {
		size_t *next = &seen->next[row][i];

		if (!seen->known[row][i] || *next < from) {
			*next = find_mark(text, length, from, pair->close[i]);
			seen->known[row][i] = true;
		}
		if (*next < best) {
			best = *next;
			*size = strlen(pair->close[i]);
		}
	}
	return best;
}

/* A quotation's words, without its marks, at or behind *AT; moves *AT behind it. */
static bool next_quotation(struct closings *seen, const char *text, size_t length, size_t *at,
			   size_t *start, size_t *end)
{
	for (; *at < length; ++*at) {
		const struct pair *pair = opens(text, length, *at);
		size_t size = 0;

		if (!pair)
			continue;
		*start = *at + strlen(pair->open);
		*end = find_close(seen, text, length, *start, pair, &size);
		if (*end == length)
			continue;
		*at = *end + size;
		return true;
	}
	return false;
}

bool speech_has_quotation(const char *text, size_t length)
{
	struct closings seen = {0};
	size_t at = 0, start, end;

	return next_quotation(&seen, text, length, &at, &start, &end);
}

/*
 * The insertions of a text: outermost balanced [ … ].  In `a [b [c] d` the
 * first bracket is unbalanced, so plain, and [c] is an insertion.  One pass
 * with a stack of open brackets: a pair that closes swallows those inside it.
 */
struct ranges {
	struct range {
		size_t start, end;
	} *at;
	size_t count, cap;
};

static struct ranges find_insertions(const char *text, size_t length)
{
	struct ranges found = {0};
	size_t *open = NULL;
	size_t depth = 0, cap = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '[') {
			open = memory_room(open, depth, &cap, sizeof(*open));
			open[depth++] = i;
		} else if (text[i] == ']' && depth) {
			size_t start = open[--depth];

			while (found.count && found.at[found.count - 1].start > start)
				found.count--;
			found.at = memory_room(found.at, found.count, &found.cap,
					       sizeof(*found.at));
			found.at[found.count++] = (struct range){start, i + 1};
		}
	}
	free(open);
	return found;
}

struct spans {
	struct span *at;
	size_t count, cap;
};

static void add_span(struct spans *spans, size_t start, size_t end, enum voice voice)
{
	if (start >= end)
		return;
	if (spans->count && spans->at[spans->count - 1].voice == voice &&
	    spans->at[spans->count - 1].end == start) {
		spans->at[spans->count - 1].end = end;
		return;
	}
	spans->at = memory_room(spans->at, spans->count, &spans->cap, sizeof(*spans->at));
	spans->at[spans->count++] = (struct span){start, end, voice};
}

/* Adds START to END with VOICE, cut by the insertions from *NEXT on. */
static void add_around(struct spans *spans, size_t start, size_t end, enum voice voice,
		       const struct ranges *insertions, size_t *next)
{
	while (start < end) {
		size_t from, to;

		while (*next < insertions->count && insertions->at[*next].end <= start)
			++*next;
		if (*next == insertions->count || insertions->at[*next].start >= end) {
			add_span(spans, start, end, voice);
			return;
		}
		/* An insertion may have begun before START, or end behind END. */
		from = insertions->at[*next].start > start ? insertions->at[*next].start : start;
		to = insertions->at[*next].end < end ? insertions->at[*next].end : end;
		add_span(spans, start, from, voice);
		add_span(spans, from, to, VOICE_EDITOR);
		start = to;
	}
}

/* TEXT with blanks in place of its insertions: the marks in these are the editor's and pair
 * with none outside.  Yours to free. */
static char *without_insertions(const char *text, size_t length, const struct ranges *insertions)
{
	char *copy = memory_copy(text, length);

	for (size_t i = 0; i < insertions->count; i++)
		memset(copy + insertions->at[i].start, ' ',
		       insertions->at[i].end - insertions->at[i].start);
	return copy;
}

struct span *speech_spans(const char *text, size_t length, enum speech speech, size_t *count)
{
	struct ranges insertions = find_insertions(text, length);
	struct closings seen = {0};
	struct spans spans = {0};
	size_t at = 0, done = 0, next = 0, start, end;

	if (speech == SPEECH_MIXED) {
		char *marked = without_insertions(text, length, &insertions);

		while (next_quotation(&seen, marked, length, &at, &start, &end)) {
			add_around(&spans, done, start, VOICE_REPORTER, &insertions, &next);
			add_around(&spans, start, end, VOICE_SPEAKER, &insertions, &next);
			done = end;
		}
		free(marked);
	}
	add_around(&spans, done, length,
		   speech == SPEECH_MIXED || speech == SPEECH_INDIRECT ? VOICE_REPORTER
								       : VOICE_SPEAKER,
		   &insertions, &next);
	free(insertions.at);
	*count = spans.count;
	return spans.at;
}

bool speech_as_spoken(const char *text, size_t length, struct text *out)
{
	struct ranges insertions = find_insertions(text, length);
	bool any = insertions.count > 0;
	size_t done = 0;

	for (size_t i = 0; i < insertions.count; i++) {
		text_add(out, text + done, insertions.at[i].start - done);
		done = insertions.at[i].end;
	}
	text_add(out, text + done, length - done);
	free(insertions.at);
	return any;
}

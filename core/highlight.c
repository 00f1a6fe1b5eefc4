#include "core/highlight.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/speech.h"
#include "store/token.h"

/* Words beyond so many are not marked: a query that long marks everything. */
enum { WORDS_MOST = 256 };
enum { NO_WORD = -1 };

/* A word asked for, each once. */
struct asked {
	const char *word;
	size_t length;
};

/* A phrase to look for: numbers of its words, the last of which may be a
 * beginning. */
struct phrase {
	const int *words;
	int count;
	bool prefix;
	int partner;	/* the other side of NEAR, or -1 */
	unsigned distance;
	size_t *found;	/* of a side of NEAR: the first words of where it stands, in order */
	size_t found_count, found_cap;
};

struct word {
	size_t start, end;	/* bytes of the text */
	int number;		/* of the asked word that it is, or NO_WORD */
	bool hit;
	bool joined;		/* with the next word: they are one match */
};

struct search {
	struct asked asked[WORDS_MOST];
	int asked_count;
	int numbers[WORDS_MOST];	/* of the words of all phrases, one behind the other */
	int used;
	struct phrase *phrases;
	int phrase_count;
	size_t phrase_cap;
	struct word *words;
	size_t word_count, word_cap;
};

/* --- what is asked --- */

static int number_of(struct search *s, const char *word)
{
	size_t length = strlen(word);

	for (int i = 0; i < s->asked_count; i++)
		if (s->asked[i].length == length && !memcmp(s->asked[i].word, word, length))
			return i;
	s->asked[s->asked_count] = (struct asked){word, length};
	return s->asked_count++;
}

/* The number of the phrase, or -1 where there is nothing to look for. */
static int add_phrase(struct search *s, const struct ask_node *node)
{
	struct phrase *phrase;

	if (!node->word_count || node->word_count > (size_t)(WORDS_MOST - s->used))
		return -1;
	s->phrases = memory_room(s->phrases, (size_t)s->phrase_count, &s->phrase_cap,
				 sizeof(*s->phrases));
	phrase = &s->phrases[s->phrase_count];
	*phrase = (struct phrase){.words = s->numbers + s->used, .count = (int)node->word_count,
				  .prefix = node->prefix, .partner = -1};
	for (size_t i = 0; i < node->word_count; i++)
		s->numbers[s->used++] = number_of(s, node->words[i]);
	return s->phrase_count++;
}

static void add_near(struct search *s, const struct ask_node *node)
{
	int a = add_phrase(s, node->kids[0]);
	int b = add_phrase(s, node->kids[1]);

	if (a < 0 || b < 0) {
		/* One side alone marks nothing. */
		if (a >= 0 || b >= 0)
			s->phrase_count--;
		return;
	}
	s->phrases[a].partner = b;
	s->phrases[b].partner = a;
	s->phrases[a].distance = s->phrases[b].distance = node->distance;
}

static void add_asked(struct search *s, const struct ask_node *node)
{
	switch (node->op) {
	case ASK_AND:
	case ASK_OR:
		for (size_t i = 0; i < node->kid_count; i++)
			add_asked(s, node->kids[i]);
		break;
	case ASK_PHRASE:
		add_phrase(s, node);
		break;
	case ASK_NEAR:
		add_near(s, node);
		break;
	case ASK_NOT:
	case ASK_FIELD:
		break;
	}
}

/* --- where it stands --- */

static void mark(struct search *s, size_t first, int count)
{
	for (int i = 0; i < count; i++) {
		s->words[first + (size_t)i].hit = true;
		s->words[first + (size_t)i].joined |= i + 1 < count;
	}
}

/* Whether PHRASE ends with the last word read, which is TOKEN. */
static bool ends_here(const struct search *s, const struct phrase *phrase,
		      const struct token *token)
{
	const struct asked *last = &s->asked[phrase->words[phrase->count - 1]];
	const struct word *word = &s->words[s->word_count - 1];

	if (s->word_count < (size_t)phrase->count)
		return false;
	if (phrase->prefix ? token->length < last->length ||
				     memcmp(token->word, last->word, last->length) != 0
			   : word->number != phrase->words[phrase->count - 1])
		return false;
	for (int i = 2; i <= phrase->count; i++)
		if (s->words[s->word_count - (size_t)i].number != phrase->words[phrase->count - i])
			return false;
	return true;
}

static void see_word(struct search *s, const struct token *token)
{
	struct word word = {.start = token->start, .end = token->end, .number = NO_WORD};

	for (int i = 0; i < s->asked_count && word.number == NO_WORD; i++)
		if (s->asked[i].length == token->length &&
		    !memcmp(s->asked[i].word, token->word, token->length))
			word.number = i;
	s->words = memory_room(s->words, s->word_count, &s->word_cap, sizeof(*s->words));
	s->words[s->word_count++] = word;
	for (int i = 0; i < s->phrase_count; i++) {
		struct phrase *phrase = &s->phrases[i];
		size_t first;

		if (!ends_here(s, phrase, token))
			continue;
		first = s->word_count - (size_t)phrase->count;
		if (phrase->partner < 0) {
			mark(s, first, phrase->count);
			continue;
		}
		phrase->found = memory_room(phrase->found, phrase->found_count,
					    &phrase->found_cap, sizeof(*phrase->found));
		phrase->found[phrase->found_count++] = first;
	}
}

/* Marks the places of A from which its partner stands no further than their
 * distance.  Both lists are in order, so one look through them is enough. */
static void mark_near(struct search *s, const struct phrase *a)
{
	const struct phrase *b = &s->phrases[a->partner];
	size_t next = 0;

	for (size_t i = 0; i < a->found_count; i++) {
		size_t first = a->found[i], behind = first + (size_t)a->count;

		/* The first B that begins behind A, and the last that ends before it. */
		while (next < b->found_count && b->found[next] < behind)
			next++;
		if (next < b->found_count && b->found[next] - behind <= a->distance)
			mark(s, first, a->count);
		for (size_t j = next; j-- > 0;) {
			size_t end = b->found[j] + (size_t)b->count;

			/* Those that overlap A are at most as many as their words. */
			if (end > first)
				continue;
			if (first - end <= a->distance)
				mark(s, first, a->count);
			break;
		}
	}
}

static void search_text(struct search *s, const char *text, size_t length)
{
	struct token token;
	size_t at = 0;

	s->word_count = 0;
	for (int i = 0; i < s->phrase_count; i++)
		s->phrases[i].found_count = 0;
	while (token_next(text, length, &at, &token))
		see_word(s, &token);
	for (int i = 0; i < s->phrase_count; i++)
		if (s->phrases[i].partner >= 0)
			mark_near(s, &s->phrases[i]);
}

/* --- the matches --- */

struct matches {
	struct match *at;
	size_t count, cap;
};

static void add_match(struct matches *matches, size_t start, size_t end)
{
	if (start >= end)
		return;
	matches->at = memory_room(matches->at, matches->count, &matches->cap,
				  sizeof(*matches->at));
	matches->at[matches->count++] = (struct match){start, end};
}

/* The words that were hit, those of one phrase together. */
static void put_hits(const struct search *s, struct matches *out)
{
	for (size_t i = 0; i < s->word_count; i++) {
		size_t first = i;

		if (!s->words[i].hit)
			continue;
		while (s->words[i].joined)
			i++;
		add_match(out, s->words[first].start, s->words[i].end);
	}
}

/* A piece of the text as spoken, and where it stands in the text as printed. */
struct piece {
	size_t spoken, printed, length;
};

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Puts matches of the text as spoken where their words are printed: on both
 * sides of an insertion, not in it. */
static void put_printed(const char *text, const struct matches *spoken,
			const struct piece *pieces, size_t count, struct matches *out)
{
	size_t p = 0;

	for (size_t i = 0; i < spoken->count; i++) {
		size_t start = spoken->at[i].start, end = spoken->at[i].end;

		while (p < count && pieces[p].spoken + pieces[p].length <= start)
			p++;
		for (size_t q = p; q < count && pieces[q].spoken < end; q++) {
			size_t from = start > pieces[q].spoken ? start - pieces[q].spoken : 0;
			size_t to = end - pieces[q].spoken;

			if (to > pieces[q].length)
				to = pieces[q].length;
			while (from < to && is_blank(text[pieces[q].printed + from]))
				from++;
			while (to > from && is_blank(text[pieces[q].printed + to - 1]))
				to--;
			add_match(out, pieces[q].printed + from, pieces[q].printed + to);
		}
	}
}

static void search_spoken(struct search *s, const char *text, size_t length,
			  struct matches *out)
{
	size_t count, piece_count = 0;
	struct span *spans = speech_spans(text, length, SPEECH_DIRECT, &count);
	struct piece *pieces = memory_new(count, sizeof(*pieces));
	struct matches hits = {0};
	struct text spoken = {0};

	for (size_t i = 0; i < count; i++) {
		size_t size = spans[i].end - spans[i].start;

		if (spans[i].voice == VOICE_EDITOR)
			continue;
		pieces[piece_count++] = (struct piece){spoken.length, spans[i].start, size};
		text_add(&spoken, text + spans[i].start, size);
	}
	if (piece_count < count) {
		search_text(s, text_string(&spoken), spoken.length);
		put_hits(s, &hits);
		put_printed(text, &hits, pieces, piece_count, out);
	}
	free(hits.at);
	free(pieces);
	free(spans);
	text_release(&spoken);
}

/* One list of two, both in order; what overlaps becomes one match. */
static struct match *merge(const struct matches *a, const struct matches *b, size_t *count)
{
	struct matches merged = {0};
	size_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		bool first = j == b->count || (i < a->count && a->at[i].start <= b->at[j].start);
		struct match next = first ? a->at[i++] : b->at[j++];
		struct match *last = merged.count ? &merged.at[merged.count - 1] : NULL;

		if (!last || next.start >= last->end)
			add_match(&merged, next.start, next.end);
		else if (next.end > last->end)
			last->end = next.end;
	}
	*count = merged.count;
	return merged.at;
}

struct match *highlight(const struct ask *ask, const char *text, size_t length, size_t *count)
{
	struct matches printed = {0}, spoken = {0};
	struct match *merged = NULL;
	struct search s = {0};

	*count = 0;
	if (ask->root)
		add_asked(&s, ask->root);
	if (s.phrase_count) {
		search_text(&s, text, length);
		put_hits(&s, &printed);
		if (memchr(text, '[', length))
			search_spoken(&s, text, length, &spoken);
		merged = merge(&printed, &spoken, count);
	}
	for (int i = 0; i < s.phrase_count; i++)
		free(s.phrases[i].found);
	free(s.phrases);
	free(s.words);
	free(printed.at);
	free(spoken.at);
	return merged;
}

/*
 * A lexicon: the words of a corpus, numbered while it is read, so that they are compared
 * once and counted ever after.
 *
 * It takes no more than LEXICON_MOST words of LEXICON_BYTES together, by and large the
 * most frequent ones, since these come first; who meets another one keeps it as it
 * is.  So it needs about 50 MiB at most, whatever the corpus.  The all-zero struct is
 * empty.
 */
#ifndef STORE_LEXICON_H
#define STORE_LEXICON_H

#include <stddef.h>
#include <stdint.h>

enum { LEXICON_MOST = 1 << 20, LEXICON_BYTES = 16 << 20 };

struct lexicon {
	char *pool;			/* the words, one behind the other */
	size_t used, room;
	uint32_t *starts;		/* of word number n in the pool at n - 1 (by rank, when they
					 * have ranks); one more for the end */
	size_t count, cap;
	struct lexicon_slot *slots;
	size_t slot_count;
	uint64_t seed;
	uint32_t *ranks;		/* by number; made by lexicon_order */
};

/* The number of a word, from 1, and a new one where there was none; 0: it is not known and there
 * is no room.  HASH is that of lexicon_hash. */
uint32_t lexicon_add(struct lexicon *lexicon, const char *word, size_t length, uint64_t hash);

/* The hash of a word, whose slot begins to be fetched from memory; then the word that lies there.
 * Who has several words does each step for all of them, and does not wait for each. */
uint64_t lexicon_hash(struct lexicon *lexicon, const char *word, size_t length);
void lexicon_fetch(const struct lexicon *lexicon, uint64_t hash);

/* When all words are in: ranks them by their bytes, from 0. */
void lexicon_order(struct lexicon *lexicon);

static inline uint32_t lexicon_rank(const struct lexicon *lexicon, uint32_t number)
{
	return lexicon->ranks[number - 1];
}

/* The word of a rank; borrowed. */
const char *lexicon_word(const struct lexicon *lexicon, uint32_t rank, size_t *length);

void lexicon_release(struct lexicon *lexicon);

#endif

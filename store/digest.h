/*
 * A digest: what the index needs to know of an entry, packed into bytes while the corpus
 * is read, since rows are known, and topics have their parents, only when all of it was.
 *
 * Words are cut and folded here, and positioned: the texts of an entry (of a quote:
 * as printed, and as spoken where that differs; of a talk: its title, its summary, the
 * items of its agenda) lie one behind the other with PART_GAP positions between two, so
 * that neither a phrase nor NEAR goes from one into the next.
 */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include "store/entry.h"
#include "store/lexicon.h"
#include "store/query.h"
#include "store/text.h"

enum { PART_GAP = QUERY_NEAR_MOST + 1 };

/* Appends the digest of ENTRY, whose flags, outlet and language are given as the store has
 * them; its words are put into LEXICON. */
void digest_pack(const struct entry *entry, int64_t flags, uint32_t outlet, uint32_t lang,
		 struct lexicon *lexicon, struct text *out);

/* Numbers, each as often as added. */
struct number_list {
	uint32_t *at;
	size_t count, cap;
};

void number_list_add(struct number_list *list, uint32_t number);

/* A digest being read; kept from entry to entry, since its memory is used again. */
struct digest {
	int64_t flags;
	uint32_t speaker, talk, outlet, lang, source;	/* 0: none */
	struct number_list topics;	/* as stated; a talk's with those of its agenda */
	struct number_list to, about;
	/* What follows are the words. */
	const unsigned char *p, *end;
	uint32_t position;
};

/* Reads all but the words; BYTES are borrowed. */
void digest_read(struct digest *digest, const void *bytes, size_t size);

struct digest_word {
	uint32_t number;	/* of the lexicon; 0: it does not have it, */
	const char *word;	/* which is then here */
	size_t length;
	uint32_t position;
};

/* The next word, borrowed; false at the end. */
bool digest_word(struct digest *digest, struct digest_word *word);

void digest_release(struct digest *digest);

#endif

/*
 * Symbols: what a load remembers of the files while it reads them, as ids, names, who
 * declares them where, and what quotes inherit from talks and sources.
 *
 * Memory grows with ids and names only.  Declaring the same record a second
 * time at the same place changes nothing, so that files may be read once to
 * learn what they declare and again to judge and store it.
 */
#ifndef STORE_SYMBOLS_H
#define STORE_SYMBOLS_H

#include "store/edtf.h"
#include "store/memory.h"
#include "store/registry.h"
#include "store/problems.h"

/* What a quote may inherit of a source. */
struct known_source {
	struct place at;	/* of its declaration; line 0: none so far, or written in place */
	uint32_t number;	/* 0: not declared so far */
	const char *published, *outlet, *lang;
	struct days days;	/* of `published` */
};

/* What a quote may inherit of a talk: what the talk itself states. */
struct known_talk {
	struct place at;	/* of its declaration; line 0: none so far */
	const char *date, *outlet, *lang;
	struct days days;
	struct known_source *source;
};

/* Ids of quotes and talks, as 64-bit hashes: of ten million ids two different
 * ones have the same hash once in 400,000 corpora. */
struct id_set {
	struct id_slot {
		uint64_t hash;		/* 0: free */
		uint32_t line;
		unsigned file : 31, made : 1;	/* made: not written in the file */
	} *slots;
	size_t count, cap;
	uint64_t seed;
};

struct symbols {
	struct registry speakers, topics;
	struct string_table source_ids, talk_ids;	/* a talk's number is its number there */
	struct known_source **sources;		/* by their number in source_ids - 1 */
	size_t source_cap;
	struct known_talk *talks;
	size_t talk_cap;
	uint32_t source_count;			/* the highest number of a source */
	struct part {
		uint32_t talk, whole;
		struct place at;		/* of the value of `part-of` */
	} *parts;
	size_t part_count, part_cap;
	struct id_set ids;
	struct string_table repeats;	/* hashes of made ids that came again, and how often */
	struct string_table words;	/* see symbols_keep */
	const char **kept;
	size_t kept_cap;
	struct arena arena;
};

void symbols_init(struct symbols *symbols);
void symbols_release(struct symbols *symbols);

/* A copy of TEXT that lives as long as SYMBOLS, one for all equal ones; NULL for NULL. */
const char *symbols_keep(struct symbols *symbols, const char *text);

/* The source with this id, declared or only spoken of. */
struct known_source *symbols_source(struct symbols *symbols, const char *id, size_t length);
/* One without an id. */
struct known_source *symbols_source_in_place(struct symbols *symbols);
/* The number of the talk with this id, declared or only spoken of. */
uint32_t symbols_talk(struct symbols *symbols, const char *id, size_t length);
/* A talk is part of another; TALK is 0 for one that nobody can name. */
void symbols_part_of(struct symbols *symbols, uint32_t talk, uint32_t whole, struct place at);

/* Takes ID for an entry that begins at AT; true where it was taken already, at
 * *BEFORE. */
bool symbols_entry_id(struct symbols *symbols, const char *id, size_t length, struct place at,
		      struct place *before);

/* Makes and takes an id of HASH for an entry at AT: `q-` and the hash, and where
 * such an entry came before, `-2`, `-3`...  True where it was written in the
 * files already, at *BEFORE. */
enum { MADE_ID_BYTES = 40 };
bool symbols_make_id(struct symbols *symbols, uint64_t hash, struct place at,
		     char id[MADE_ID_BYTES], struct place *before);

/* Tells of every `part-of` that names no declared talk, and of every ring. */
void symbols_judge_parts(struct symbols *symbols, struct problems *problems);

/* The most similar id that is declared, or NULL; borrowed until the next one is
 * added. */
const char *symbols_nearest_talk(const struct symbols *symbols, const char *text, size_t length);
const char *symbols_nearest_source(const struct symbols *symbols, const char *text, size_t length);

#endif

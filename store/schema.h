/*
 * The schema: what lies where in a store file.
 *
 * A store is an SQLite database that store/build.c makes once and that nobody
 * changes afterwards.  All that the layers above may know of it is said in
 * store.h, names.h and search.h; this header is for the files of store/ that
 * are behind those.
 *
 * Numbers.  Entries have a place (from 1, in the order of the files) and a row
 * (from 1, in the order of first day, last day, place).  Speakers, topics, talks
 * and sources have the numbers that the builder was given; outlets, places and
 * languages are numbered from 1 in the order of their first use.
 *
 * Tables.  NULL stands for "not given"; numbers that name something are NULL or
 * above 0.
 *
 *	meta		key, value: title, fingerprint (text; title may be NULL),
 *			entries, quotes, talks (numbers)
 *	file		number (from 0), name: the corpus files
 *	entry		what every entry has, by place (see below)
 *	rare		what few entries have, by place; a row only where
 *			ENTRY_RARE is set
 *	talk		what only talks have, by number
 *	participant	of a talk, in order; item counts from 0
 *	agenda		items of a talk, in order; item counts from 0
 *	name		all that can be named, by enum names and number: id (text, may
 *			be NULL for a source), label (NULL: the id), parent (of a topic),
 *			count (entries; what the facet of this number finds; a source's,
 *			outlet's … likewise), declared (1: a record of the files says more
 *			than the id), note.  For an outlet or a language the id is the
 *			text itself, for a place it is the place, a comma and a blank, and
 *			the country, or the one of them that is given.  A talk's id and
 *			label are its id and title.
 *	alias		further names of speakers and topics, in order
 *	speaker, role, source	the rest of these records; a value as in entry.h.
 *			Roles have their days; NULL is DAYS_NONE
 *	block		columns of numbers, see store/column.h
 *	segment, chunk	the full-text index, see store/segment.h
 *
 * entry:	place; flags (enum entry_flags); outlet, lang, source (numbers); at (file
 *		<< 32 | line); id (a number, its hexadecimal digits, where it is one that
 *		was made: ENTRY_ID); date (as written; NULL too where ENTRY_DAY is
 *		set); topics (blob: numbers as stated, as varints); text
 *		(a quote's text, a talk's title).  The days, the speaker and the talk are
 *		in the columns.
 * rare:	as in entry.h; to_ and about are blobs as topics is.
 * talk:	place and row (of its entry), end_, place_, country, agenda_intro, summary, part_of.
 *
 * `name_words` is an FTS5 table without content: one row for each variant of a
 * name (names.h tells which), rowid name_rowid().  A name matches when one row has
 * all the words.  Rows of one sort are a range of rowids.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/names.h"
#include "store/query.h"
#include "store/sql.h"

/* In SQL, the id of a row of `entry` as text. */
#define ENTRY_ID "iif(typeof(id) = 'integer', printf('q-%016x', id), id)"

/* entry.flags: bit fields, lowest first. */
enum entry_flags {
	ENTRY_TALK_BIT = 1 << 0,	/* a talk, else a quote */
	ENTRY_RARE = 1 << 1,		/* table rare has a row */
	ENTRY_DAY = 1 << 2,		/* its date is its first day, as YYYY-MM-DD */
	ENTRY_SPEECH_AT = 3,		/* 2 bits: enum speech */
	ENTRY_STATUS_AT = 5,		/* 3 bits: enum status */
	ENTRY_KIND_AT = 8,		/* 4 bits: enum talk_kind, of a talk */
	ENTRY_TRANSLATION_AT = 12,	/* 2 bits: enum translation_kind */
	ENTRY_DATE_AT = 14,		/* 2 bits each: enum origin */
	ENTRY_OUTLET_AT = 16,
	ENTRY_LANG_AT = 18,
	ENTRY_SOURCE_AT = 20,
};

/* Bits of FLAGS from AT on, as many as MASK has. */
static inline unsigned entry_flag(int64_t flags, enum entry_flags at, unsigned mask)
{
	return (unsigned)((uint64_t)flags >> at) & mask;
}

/* Most numbers in a block of COLUMN_TOPIC. */
enum { TOPICS_IN_BLOCK = 1 << 22 };

/* Appends the term of the index for a facet's value.  Its first byte is not UTF-8, so that
 * no word can be the same.  Every row has that of KIND_QUOTE or KIND_TALK. */
void facet_token(enum facet facet, uint32_t number, struct text *out);

/* The key of a chunk of a segment; all are counted from 0. */
enum chunk_part { CHUNK_TERMS, CHUNK_POSITIONS };

static inline int64_t chunk_id(uint32_t segment, enum chunk_part part, uint64_t chunk)
{
	return (int64_t)segment << 33 | (int64_t)part << 32 | (int64_t)(uint32_t)chunk;
}

/* With a chunk of so many bytes a record fills a page of the file: what a page of a table
 * holds of a record at most, less the record's head (SQLite, "Database File Format",
 * sections 1.6 and 2.1). */
enum { CHUNK_BYTES = SQL_PAGE_BYTES - 35 - 4 };

/* Rows of name_words: the first variant (0) of NUMBER.  A variant above
 * NAME_VARIANTS - 1 is not indexed.  The sort's rows lie from
 * name_rowid(names, 0, 0) to name_rowid(names + 1, 0, 0) - 1. */
enum { NAME_VARIANTS = 1 << 24 };

static inline int64_t name_rowid(enum names names, uint32_t number, uint32_t variant)
{
	return (int64_t)(names + 1) << 56 | (int64_t)number << 24 | variant;
}

static inline uint32_t name_rowid_number(int64_t rowid)
{
	return (uint32_t)(rowid >> 24);
}

/* The hash by which COLUMN_BY_ID orders entries. */
uint32_t schema_id_hash(const char *id, size_t length);

/* Makes all tables (not the indexes) in an empty database. */
int schema_create(struct sql *sql, struct error *err);
/* Makes the indexes, when the tables are filled. */
int schema_index(struct sql *sql, struct error *err);

/* Whether the open database is a store of this version: the application's id,
 * the version, and every table and index as this library and this SQLite make
 * them, and nothing else.  ERROR_STORE says which and what to do.  About 1 ms. */
int schema_check(struct sql *sql, struct error *err);

#endif

/*
 * A record: one mapping of the corpus, read key by key against its table in
 * store/format.h, with a problem told for everything that is wrong with it
 * alone.  (What depends on other records is judged by store/load_*.c.)
 */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store/edtf.h"
#include "store/format.h"
#include "store/memory.h"
#include "store/yaml.h"

enum field_state {
	FIELD_ABSENT,
	FIELD_MISSING,	/* the key is there, and nothing behind it */
	FIELD_FAULTY,	/* told; `text` is kept where it is one, for an id still declares */
	FIELD_TEXT,
	FIELD_LIST,
	FIELD_RECORD,
};

struct field {
	enum field_state state;
	struct place at;		/* of the value */
	uint32_t key_line;
	const char *text;		/* ends with a NUL */
	size_t length;
	struct days days;		/* of CHECK_DATE */
	int word;			/* of CHECK_WORD; 0 where not given */
	struct record *record;
	void *items;			/* of a list: what was made of its items, */
	size_t count, cap;		/* by who takes them (see struct reading) */
};

struct record {
	const struct shape *shape;
	struct place at;		/* of its first key, or its `{` */
	struct field *fields;		/* one for each key of the shape */
};

struct reading {
	struct yaml *yaml;
	struct problems *problems;
	struct arena *fields;		/* for records and lists; the caller clears it after each */
	struct arena *texts;		/* for what fields' `text` points to */
	size_t taken;			/* bytes read */
	/* Where it is set, it reads the values of keys in place of field_read. */
	bool (*each)(void *context, const struct key *key, const struct item *value,
		     struct field *field);
	/* Takes the items of a list, which is the value of KEY, one by one and keeps in LIST
	 * what it makes of them.  A list may be as long as the file, so ITEM, which may be a
	 * faulty one, and all that it points to are gone afterwards. */
	void (*take)(void *context, const struct shape *shape, const struct key *key,
		     struct field *list, const struct field *item);
	void *context;
};

/* Reads the mapping that began with ITEM.  False when the file broke. */
bool record_read(struct reading *reading, const struct shape *shape, const struct item *item,
		 struct record *record);

/* Reads the value of KEY in a record of SHAPE, which begins with ITEM. */
bool field_read(struct reading *reading, const struct shape *shape, const struct key *key,
		const struct item *item, struct field *field);

/* Whether ITEM is a plain text that means a missing value. */
bool item_missing(const struct item *item);

/* Tells that ITEM is not what OWNER, say "an item of 'quotes'", must be, and
 * skips it. */
void record_wrong_type(struct reading *reading, const struct item *item, const char *owner,
		       const char *wanted);

#endif

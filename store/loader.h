/*
 * The loader: the state of one load_corpus, and the parts that make values of
 * the records.  Only store/load*.c use it.
 *
 * The files are read once (PASS_ONLY) as long as everything that is named was
 * declared before.  At the first name that is not, they are read twice from the
 * beginning: silently to learn what they declare (PASS_DECLARE), which also
 * gives sources, speakers and topics to the builder, and then to judge all and
 * to store the entries (PASS_JUDGE).
 */
#ifndef STORE_LOADER_H
#define STORE_LOADER_H

#include <sys/stat.h>

#include "store/build_queue.h"
#include "store/load.h"
#include "store/record.h"
#include "store/symbols.h"

enum pass { PASS_ONLY, PASS_DECLARE, PASS_JUDGE };

/* What a file's `defaults` say. */
struct defaults {
	const char *lang;
	int speech;
	struct known_source *source;	/* may not be declared */
	struct place source_at;		/* where it is named; line 0: it is not, or was judged */
	const char *source_id;
};

struct loader {
	struct load *load;
	enum pass pass;
	bool restart;		/* something is named that may be declared later: read twice */
	bool unjudged;		/* a file could not be read to its end: it may declare anything */
	bool failed;		/* `error` says why nothing more is to be done */
	struct error error;

	uint32_t file;
	bool entries_seen;	/* in this file */
	struct yaml *yaml;
	struct reading reading;
	struct arena fields, texts;	/* texts: where there is no build queue */
	struct problems problems;
	struct symbols symbols;
	struct defaults *defaults;	/* one a file */
	char *title;
	struct build_queue *out;	/* NULL: only check, or errors were found */
	uint64_t quotes, talks;

	struct stat *stats;	/* of the files, when they were first opened */
	uint64_t bytes_before, bytes_total;	/* for progress */
	int64_t told_at;	/* when progress was told last */
};

/* Reads a file in the present pass, to its end or to where it breaks. */
void load_file(struct loader *loader, uint32_t file);
/* Whether there is a reason to read on. */
bool load_goes_on(const struct loader *loader);

/* The text of a field, NULL where it has none that is right. */
const char *field_text(const struct field *field);

/* Takes an item of a list within a record (see struct reading); CONTEXT is a loader.  It
 * leaves in the list numbers, each once, where it names speakers or topics, and else
 * participants, agenda items, texts or roles. */
void load_take(void *context, const struct shape *shape, const struct key *key,
	       struct field *list, const struct field *item);

/* Each takes a record that was read and judges what depends on others.
 * load_quote and load_talk give an entry to the builder. */
void load_source(struct loader *loader, const struct record *record);
void load_speaker(struct loader *loader, const struct record *record);
void load_topic(struct loader *loader, const struct record *record);
void load_talk(struct loader *loader, const struct record *record);
void load_quote(struct loader *loader, const struct record *record);
void load_defaults(struct loader *loader, const struct record *record);

/* A speaker or topic by a name; 0 where it is not to be had, which was told. */
uint32_t load_name(struct loader *loader, struct registry *registry, const struct field *field);
/* A source by its id or written in place; NULL as above. */
struct known_source *load_source_field(struct loader *loader, const struct field *field);
/* The same for a record that nothing inherits of: one written in place is forgotten
 * with it. */
struct known_source *load_source_once(struct loader *loader, const struct field *field);
/* The source of this file's defaults, or NULL. */
struct known_source *load_default_source(struct loader *loader, uint32_t file);
/* A talk by its id; 0 as above. */
uint32_t load_talk_field(struct loader *loader, const struct field *field);

/* After a declaration: where it changes what was read before, that is the reason
 * to read twice. */
void load_shaken(struct loader *loader, const struct registry *registry);

/* Something is named at AT that nobody declared: the reason to read twice, or an
 * error.  True when it is to be told. */
bool load_undeclared(struct loader *loader, struct place at);
/* "the ONE FIELD is not declared", and what is NEAR, or NULL, or the LIST to add it to. */
void load_tell_undeclared(struct loader *loader, const struct field *field, const char *one,
			  const char *list, const char *near);

/* Warns where the date of key LAST in RECORD lies before that of key FIRST, as surely as both
 * are known. */
void load_judge_order(struct loader *loader, const struct record *record, int first, int last);

/* Tells that the id of a record is that of another one, at BEFORE. */
void load_tell_duplicate(struct loader *loader, const struct field *id, struct place before);

/* Gives the builder the topics that no record declares: those above others, and
 * those made from names. */
void load_topics_between(struct loader *loader);

/* Gives an entry to the builder, and before it the topics it may lie under. */
void load_entry(struct loader *loader, const struct entry *entry);

/* Where to keep what a record given to the builder points to. */
struct arena *load_arena(struct loader *loader);
void load_piece(struct loader *loader, const struct piece *piece);

#endif

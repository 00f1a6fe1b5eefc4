/*
 * A builder: makes a store file from records, beside the target, and puts it
 * in the target's place when everything is in it.
 *
 * Order of calls: build_open; sources, speakers, topics in any order, each
 * number once; entries in the order of the files (a talk may follow its
 * quotes); build_finish.  Numbers count from 1 without gaps.  Until
 * build_finish has returned 0 the target is as it was; build_close before
 * that leaves no trace.
 */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "store/entry.h"
#include "store/error.h"

struct build;

/* Creates a temporary file in TARGET's folder and removes stale ones of
 * builders that are gone. */
struct build *build_open(const char *target, struct error *err);

/* The values are copied at once. */
int build_source(struct build *build, uint32_t number, const struct source *source,
		 struct error *err);
int build_speaker(struct build *build, uint32_t number, const struct speaker *speaker,
		  struct error *err);
int build_topic(struct build *build, uint32_t number, const struct topic *topic,
		struct error *err);
int build_entry(struct build *build, const struct entry *entry, struct error *err);

/* What the store says of itself. */
struct build_meta {
	const char *title;		/* may be NULL */
	const char *fingerprint;	/* of the corpus files: see store/cache.h */
	const char *const *files;	/* their names, for entry.file */
	size_t file_count;
};

/* Called now and then with entries done out of all; not 0 stops the work. */
typedef int (*build_progress)(void *context, uint64_t done, uint64_t total);

/* Sorts the entries by date, builds the index and the columns, checks, syncs
 * and renames.  PROGRESS may be NULL. */
int build_finish(struct build *build, const struct build_meta *meta, build_progress progress,
		 void *context, struct error *err);

/* Always; before build_finish succeeded it removes the temporary file. */
void build_close(struct build *build);

#endif

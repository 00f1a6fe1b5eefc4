/*
 * A reload: corpus files being read into a store by a thread of its own, with
 * its progress to look at.
 */
#ifndef CORE_RELOAD_H
#define CORE_RELOAD_H

#include <stdbool.h>

#include "store/load.h"
#include "store/text.h"

struct reload;

struct reload_files {
	const char *const *files;
	const char *const *shown;	/* or NULL */
	size_t count;
	const char *target;		/* the store to make */
};

/* Starts reading; what FILES points to is borrowed until reload_end.  WAKE is a
 * descriptor that does not block; a byte is written there now and then and at
 * the end. */
struct reload *reload_start(const struct reload_files *files, const char *fingerprint, int wake,
			    struct error *err);
/* Asks it to stop; it ends soon with ERROR_STOPPED. */
void reload_stop(struct reload *reload);
/* How far it is; true when it has ended. */
bool reload_look(struct reload *reload, struct load_progress *progress);
/* Waits for the end and releases it.  0: the new store is in place, with
 * *ENTRIES in it.  -1: nothing has changed; for ERROR_CORPUS the message is the
 * first problem and how many more there are. */
int reload_end(struct reload *reload, uint64_t *entries, struct error *err);

#endif

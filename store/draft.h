/*
 * A draft: a file beside a target that takes the target's place when it is
 * whole.
 *
 * The target is never opened for writing: until draft_commit it is as it was,
 * and afterwards it is the new file.  A draft is locked (flock) while its maker
 * lives, which is how the next one knows those that were left behind.
 */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>

#include "store/error.h"

struct draft {
	char *target;	/* what will be replaced; of a symbolic link, what it names */
	char *path;	/* of the draft, in the target's folder */
	int fd;		/* holds the lock */
	int folder;
};

/* Removes drafts that were left behind in the folder of TARGET and makes an empty one,
 * readable by this user only.  Refuses a target that exists and is no store of
 * this program. */
int draft_open(struct draft *draft, const char *target, struct error *err);

/* A new empty file NAME in FOLDER, an open one, that is known as in use as long as its
 * descriptor is open, whoever looks at it from wherever: a number of a process means
 * nothing on another machine or in another container.  -1 with errno, which is EEXIST
 * where somebody else has that name. */
int draft_claim(int folder, const char *name);
/* Whether nobody has the open file FD in use any more. */
bool draft_is_left(int fd);

/* A new empty file in FOLDER, an open one, that has no name and so is gone when it is
 * closed; its descriptor, or -1 with errno. */
int draft_nameless(int folder);

/* Brings the draft to the disk and renames it over the target. */
int draft_commit(struct draft *draft, struct error *err);

/* Removes the draft unless it was committed.  The all-zero struct is closed. */
void draft_close(struct draft *draft);

#endif

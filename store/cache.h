/*
 * The cache: where the store of given corpus files lies, and whether it still
 * fits them.
 *
 * A fingerprint is a text that names each file's absolute path, size, time of
 * change (nanoseconds), inode and device, and the versions of format and
 * schema; two equal fingerprints mean that nothing changed.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/error.h"
#include "store/text.h"

/* Appends the fingerprint of FILES.  Refuses by name what is not a regular
 * file (folder, FIFO, device), what is missing, and what cannot be read. */
int cache_fingerprint(const char *const *files, size_t count, struct text *out,
		      struct error *err);

/* Appends the path of the store for FILES: $XDG_CACHE_HOME/statements/HASH.db,
 * where an unset, empty or relative XDG_CACHE_HOME means $HOME/.cache (XDG Base
 * Directory Specification 0.8).  Makes the folder, for this user only. */
int cache_path(const char *const *files, size_t count, struct text *out, struct error *err);

/* Whether the file at PATH is a store of this program's with that fingerprint.
 * Anything else (missing, cut, not ours, damaged in its head) is false. */
bool cache_fresh(const char *path, const char *fingerprint);

/* Removes the file at PATH, a name that cache_path gave, where it is no database at
 * all: a load replaces only stores.  The database of another program stays. */
void cache_clear(const char *path);

#endif

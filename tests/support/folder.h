/*
 * A folder of its own for a test, removed with all that is in it.
 */
#ifndef TESTS_SUPPORT_FOLDER_H
#define TESTS_SUPPORT_FOLDER_H

#include <stddef.h>

struct folder {
	char path[64];
};

/* Below $TMPDIR, or where that is not set or too long, /tmp.  Fails the test where it
 * cannot be made. */
void folder_init(struct folder *folder);
void folder_release(struct folder *folder);

/* The path of NAME inside, yours to free. */
char *folder_path(const struct folder *folder, const char *name);

/* Writes a file inside; its path is yours to free. */
char *folder_write(const struct folder *folder, const char *name, const char *bytes,
		   size_t length);

/* How many files are in it, however deep; folders do not count. */
size_t folder_count(const struct folder *folder);

#endif

/*
 * What the parts of the preloaded library share: the fault, and the journal of
 * changes.
 */
#ifndef TESTS_FAULT_INTERPOSE_H
#define TESTS_FAULT_INTERPOSE_H

#include <stddef.h>
#include <sys/types.h>

#include "tests/fault/fault.h"

/* The fault, or NULL where the program runs without one. */
struct fault *interpose_fault(void);

/* Counts a call and says what shall become of it: FAULT_NONE, FAULT_ERROR (errno is
 * set), FAULT_SHORT or FAULT_TORN; FAULT_KILL does not return. */
enum fault_action interpose_judge(enum fault_class class);
_Noreturn void interpose_die(void);

/* Notes what was done.  They do nothing without a journal, or for other folders. */
void journal_created(int folder, const char *path, int fd);
void journal_written(int fd, const void *bytes, size_t length, off_t offset);
void journal_truncated(int fd, off_t length);
void journal_synced(int fd);
void journal_renamed(int folder, const char *path, const char *other);
void journal_unlinked(int folder, const char *path);

#endif

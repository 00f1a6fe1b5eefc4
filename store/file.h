/*
 * Opening a file by a name that somebody gave: only regular files, and without
 * ever waiting (opening a FIFO blocks until somebody writes).
 */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "store/error.h"

/* Opens PATH for reading, fills STAT and returns the descriptor (close-on-exec,
 * yours to close), or -1 with KIND and a message that names PATH and says why:
 * missing, a folder, a FIFO, a device, a socket, a ring of links, not readable. */
int file_open(const char *path, enum error_kind kind, struct stat *stat, struct error *err);

/* Reads at most LENGTH bytes from OFFSET on, all that there are of them;
 * returns how many, or -1 with errno. */
ssize_t file_read(int fd, void *bytes, size_t length, off_t offset);

/* What to do about a write that failed with NUMBER of errno, or NULL where that
 * depends on what was written. */
const char *file_advice(int number);

#endif

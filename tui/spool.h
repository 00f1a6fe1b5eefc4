/*
 * A spool: standard input as a file, since a corpus is read more than once.
 *
 * It lies in a folder of ours or beside the store to be made, is readable by this
 * user only, and is removed when done with; those of programs that were killed
 * are removed by the next one.
 */
#ifndef TUI_SPOOL_H
#define TUI_SPOOL_H

#include "store/error.h"
#include "store/text.h"

/* Copies standard input into a new file in FOLDER and appends its path; returns a
 * descriptor that tells others, while it is open, that the file is in use.  A signal
 * that asks the program to end stops it with ERROR_STOPPED; the file is gone then,
 * as after every failure (-1). */
int spool_input(const char *folder, struct text *path, struct error *err);

#endif

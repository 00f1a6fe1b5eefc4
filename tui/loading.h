/*
 * A load that a person watches: problems go to standard error as they are
 * found, and a line of progress too where that is a terminal.
 */
#ifndef TUI_LOADING_H
#define TUI_LOADING_H

#include "store/load.h"

/* Runs LOAD, whose callbacks are set here.  A signal that asks the program to
 * end stops it, with ERROR_STOPPED and the old store in place; so does Esc, where
 * keys can be read. */
int loading_run(struct load *load, struct error *err);

#endif

/*
 * A script: keys, texts, sizes and pauses for a browser, as an input says, with a
 * look at the screen after each.
 *
 * UTF-8 is the keys of its characters.  Bytes that it does not hold are commands (see
 * script.c), or one of the bindings of keys.
 */
#ifndef TESTS_FUZZ_SCRIPT_H
#define TESTS_FUZZ_SCRIPT_H

#include "tests/fuzz/fuzz.h"
#include "tests/tui/browser.h"

/* Opens a browser on STORE, made of FILE (NULL: none is known); false where the store
 * is refused. */
bool script_open(struct browser *browser, const char *store, const char *file,
		 struct error *err);
void script_close(struct browser *browser);

/* Runs the rest of BYTES, or as much of it as is enough. */
void script_run(struct browser *browser, struct bytes *bytes);

#endif

/*
 * A corpus of a test, stored in a folder of its own and opened.
 */
#ifndef TESTS_STORED_H
#define TESTS_STORED_H

#include "store/store.h"
#include "tests/support/folder.h"
#include "tests/support/naive.h"

struct stored {
	struct folder folder;
	struct store *store;
};

/* Fails the test where it cannot be stored. */
void stored_open(struct stored *stored, const struct corpus *corpus);
void stored_close(struct stored *stored);

#endif

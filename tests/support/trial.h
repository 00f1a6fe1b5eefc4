/*
 * A trial load: texts with marks where problems must be told, loaded as
 * files, with what came of it.
 */
#ifndef TESTS_SUPPORT_TRIAL_H
#define TESTS_SUPPORT_TRIAL_H

#include "store/load.h"
#include "store/store.h"
#include "store/text.h"
#include "tests/support/folder.h"

enum { TRIAL_FILES = 4 };

struct trial {
	struct folder folder;
	char *files[TRIAL_FILES];
	size_t file_count;
	struct load load;
	struct error err;
	int result;
	struct text told;	/* "FILE:LINE:COLUMN: error: MESSAGE\n"…, FILE from 0 */
	struct text places;	/* "FILE:LINE:COLUMN "… of the problems, in order */
	struct text wanted;	/* the same of the marks ¶ in the texts */
	struct store *store;	/* open, where trial_store made one */
};

/* Adds a file of these bytes but for the marks. */
void trial_add(struct trial *trial, const char *text);
void trial_add_bytes(struct trial *trial, const char *bytes, size_t length);
/* Loads what was added and only checks it. */
void trial_check(struct trial *trial);
/* Loads it into a store and opens that; fails the test where there are problems. */
void trial_store(struct trial *trial);
void trial_release(struct trial *trial);

/* Fills ENTRY with the one of this id, or fails the test. */
void trial_entry(struct trial *trial, const char *id, struct entry *entry);

#endif

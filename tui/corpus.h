/*
 * The corpus that the command line names: corpus files and the store that is
 * made of them, or a store alone.
 */
#ifndef TUI_CORPUS_H
#define TUI_CORPUS_H

#include <stdbool.h>
#include <stddef.h>

#include "store/error.h"
#include "store/store.h"
#include "store/text.h"
#include "tui/options.h"

struct corpus {
	const char **files;	/* to read; none: a store alone */
	const char **shown;	/* their names as given */
	size_t count;
	struct text store;	/* the path of the store */
	bool spooled;		/* one of the files is a copy of standard input */
	struct text spool;	/* that copy, removed by corpus_release */
	int spool_fd;		/* tells others that it is in use */
	bool opened;		/* the store could be opened */
	bool passing;		/* the store too is removed by corpus_release */
};

/* Finds what OPTIONS name: FILEs; else --store, $STATEMENTS_STORE, unless
 * ONLY_FILES; else ./statements.yaml.  Standard input is copied into FOLDER (NULL:
 * the cache).  Where nothing is named it tells how to begin,
 * and ERROR_USAGE has no message left to tell. */
int corpus_find(struct corpus *corpus, const struct options *options, bool only_files,
		const char *folder, struct error *err);

/* Sets `store`, and makes it of the files where the one in the cache does not fit
 * them (any more), telling problems and progress on standard error. */
int corpus_load(struct corpus *corpus, struct error *err);

/* corpus_find, corpus_load and store_open; says it where the corpus is empty. */
struct store *corpus_open(struct corpus *corpus, const struct options *options,
			  struct error *err);

/* cli_failed, for what failed with that store: one in the cache that could not be
 * read is removed, since nothing would replace it while the files are the same. */
int corpus_failed(const struct corpus *corpus, const struct error *err);

void corpus_release(struct corpus *corpus);

#endif

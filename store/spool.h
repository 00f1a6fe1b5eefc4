/*
 * A spool: a file without a name in which a builder keeps what it needs of each entry until
 * all of them were read.
 *
 * It lies in the folder of the store, is this user's alone, and is gone with the
 * process.  Eight bytes of memory an entry.
 */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include <stdint.h>

#include "store/error.h"
#include "store/text.h"

struct spool {
	int fd;
	const char *target;	/* for messages; borrowed */
	struct text waiting;	/* what is not written yet */
	uint64_t *ends;		/* of each record, an offset in the file */
	size_t count, cap;
	uint64_t written;
};

/* Makes the file in FOLDER, an open one, for the store TARGET. */
int spool_open(struct spool *spool, int folder, const char *target, struct error *err);
/* Where the next record is appended, which spool_end ends. */
struct text *spool_record(struct spool *spool);
int spool_end(struct spool *spool, struct error *err);
/* Writes what waits: before the first spool_read. */
int spool_flush(struct spool *spool, struct error *err);
/* The all-zero struct is closed. */
void spool_close(struct spool *spool);

/* The size of record NUMBER, from 0, in bytes. */
size_t spool_size(const struct spool *spool, size_t number);

/* Reads records; several threads have a reader each.  All-zero to begin with. */
struct spool_reader {
	char *bytes;
	size_t cap;
	uint64_t start, end;	/* which part of the file they are */
};

/* Record NUMBER, borrowed until the next call; NULL on an error.  Fastest in order. */
const char *spool_read(const struct spool *spool, struct spool_reader *reader, size_t number,
		       struct error *err);
void spool_reader_release(struct spool_reader *reader);

#endif

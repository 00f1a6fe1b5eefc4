/*
 * A disk whose power may fail: the journal of a program's writes, and what may be
 * found of them afterwards.
 */
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H

#include <stdbool.h>
#include <stddef.h>

#include "store/text.h"
#include "tests/fault/fault.h"

/* A record of the journal, with what follows it. */
struct write {
	struct journal_record record;
	char *name, *other;	/* NULL: none */
	const char *data;	/* in the journal's bytes */
};

struct disk {
	struct text journal;
	struct write *writes;
	size_t count, cap;
};

/* Reads a journal; -1 where it is none. */
int disk_read(struct disk *disk, const char *path);
void disk_release(struct disk *disk);

/* The folder as it is found after the power failed. */
struct shown_file {
	char *name;
	uint64_t inode;
	bool before;		/* it was there before the journal, and nobody wrote into it */
	struct text bytes;	/* of one that was made since */
};

struct shown {
	struct shown_file *files;
	size_t count, cap;
	unsigned lost;		/* sectors and names that are not what was written */
};

/* The power fails after MOMENT records; SEED chooses what is lost. */
void disk_show(const struct disk *disk, size_t moment, unsigned seed, struct shown *shown);
void shown_release(struct shown *shown);

#endif

/*
 * A fault: which call of the program's shall fail, and how.
 *
 * It lies in a file that the harness and the preloaded library (interpose.c) both
 * map, so that the harness can read how far a program came which was killed.
 * The file is named by the environment's STATEMENTS_FAULT.
 */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum fault_class {
	FAULT_ALLOCATION,	/* malloc, calloc, realloc and the like */
	FAULT_WRITE,		/* of files: write, ftruncate, fsync, rename, unlink, mkdir… */
	FAULT_READ,		/* of files: open, read, mmap */
	FAULT_CLASSES,
};

enum fault_action {
	FAULT_NONE,
	FAULT_ERROR,	/* the call fails */
	FAULT_SHORT,	/* half of the bytes are written or read */
	FAULT_KILL,	/* the program is killed before the call */
	FAULT_TORN,	/* half of the bytes are written, then it is killed */
};

struct fault {
	/* What the library counts. */
	atomic_uint calls[FAULT_CLASSES];
	atomic_uint struck;		/* calls that were made to fail */
	/* What the harness asks for. */
	enum fault_class class;
	enum fault_action action;
	int error;			/* for errno */
	unsigned at;			/* this call, counted from 1 */
	bool on;			/* and all later ones */
	bool no_sync;			/* fsync does nothing, and says that it did */
	bool real_sync;			/* fsync waits for the disk; else it is only noted */
	/* Changes of files in the folder with this inode are noted in a journal. */
	uint64_t folder;
	char journal[128];		/* its path; empty: none */
};

/* Records of the journal: one of these, then NAME, OTHER and the data. */
enum journal_kind {
	JOURNAL_CREATE,		/* NAME is the file with INODE */
	JOURNAL_WRITE,		/* LENGTH bytes at OFFSET of INODE */
	JOURNAL_TRUNCATE,	/* INODE has LENGTH bytes */
	JOURNAL_SYNC,		/* what is in INODE is on the disk */
	JOURNAL_SYNC_FOLDER,	/* the names are on the disk */
	JOURNAL_RENAME,		/* NAME is OTHER now */
	JOURNAL_UNLINK,		/* NAME is gone */
};

struct journal_record {
	uint32_t kind;
	uint32_t name_length, other_length;
	uint32_t unused;
	uint64_t inode, offset, length;
};

#endif

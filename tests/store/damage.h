/*
 * Damage: a good store to be damaged, and using what became of it to the full.
 * Whatever the file holds, the answer is a message or an entry: never a crash,
 * a hang or a write.
 */
#ifndef TESTS_STORE_DAMAGE_H
#define TESTS_STORE_DAMAGE_H

#include <sqlite3.h>
#include <stddef.h>

#include "store/error.h"
#include "tests/support/folder.h"

/* Then a use counts as hanging: the sanitizers are slow. */
enum { DAMAGE_SECONDS = 10 };

struct damage {
	struct folder folder;
	char *good, *bad;	/* paths; the bad one is not there at first */
	char *data;		/* the bytes of the good one */
	size_t length;
};

void damage_init(struct damage *damage);
void damage_release(struct damage *damage);

/* Makes every call of the store's headers.  Returns how many entries could be
 * read, or -1 where the store was refused; fails the test where that, or
 * anything else that failed, was not told.  WHAT says in messages what is wrong
 * with the store.  A hang ends the test by SIGALRM. */
int damage_use(const char *path, const char *what);

/* The bad store made of these bytes, and used. */
int damage_use_bytes(struct damage *damage, const char *data, size_t length, const char *what);

/* Fails the test where ERR is no error of a store. */
void damage_told(const char *what, const struct error *err);

/* The bad store made as the good one, open to be changed by SQL; yours to close. */
sqlite3 *damage_open(struct damage *damage);

/* Runs SQL that must not fail. */
void damage_run(sqlite3 *db, const char *sql);

#endif

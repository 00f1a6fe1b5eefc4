/*
 * A stage: the program on a pseudo-terminal with a cache of its own.  Every byte that it
 * sends is looked at in the end (tests/pty/lexer.h).
 */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "tests/pty/pty.h"
#include "tests/support/folder.h"

/* What is on the first screen of statements.yaml. */
extern const char STAGE_TITLE[];

struct stage {
	struct folder folder;
	char cache[128];
	const char *terminal;	/* its type */
	struct pty pty;
};

/* Without arguments it opens statements.yaml. */
void stage_open(struct stage *stage, struct pty_options options);
void stage_close(struct stage *stage);

/* Until the program has ended with STATUS, as a user would leave it: the alternate screen is
 * left and the modes are what they were. */
void stage_end(struct stage *stage, int status);

#endif

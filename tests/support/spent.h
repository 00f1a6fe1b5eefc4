/*
 * Spent: the processor time and the memory that a test's subject takes, held to a limit
 * where it runs at its own speed and with its own memory: not under a sanitizer, nor under
 * valgrind, which sets STATEMENTS_SLOW.
 */
#ifndef TESTS_SUPPORT_SPENT_H
#define TESTS_SUPPORT_SPENT_H

struct spent {
	double seconds;		/* of the processor, for what others take of it is no fault of ours */
	long kibibytes;		/* the most that was resident, beyond what was */
};

void spent_begin(struct spent *spent);
void spent_end(struct spent *spent);

/* Fails the test where it was more, where that can be told; WHAT names it. */
void spent_expect(const struct spent *spent, const char *what, double seconds, long kibibytes);

#endif

/*
 * A corpus for a test: a file in a folder of its own, and the store made of it.
 */
#ifndef TESTS_SUPPORT_CORPUS_H
#define TESTS_SUPPORT_CORPUS_H

#include "store/store.h"
#include "tests/support/folder.h"

struct test_corpus {
	struct folder folder;
	char *file, *store;	/* paths */
};

/* Writes YAML to the file and loads it; fails the test where that has errors. */
void test_corpus_init(struct test_corpus *corpus, const char *yaml);
/* The same with the statements.yaml that comes with the program. */
void test_corpus_shipped(struct test_corpus *corpus);
void test_corpus_release(struct test_corpus *corpus);

/* Writes the file anew and leaves the store as it is. */
void test_corpus_write(struct test_corpus *corpus, const char *yaml);
/* Loads the file, as another program would. */
void test_corpus_load(struct test_corpus *corpus);
/* A handle on the store; fails the test where it cannot be opened. */
struct store *test_corpus_open(const struct test_corpus *corpus);

#endif

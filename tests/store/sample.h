/*
 * A small corpus in C that has every field of every record once filled and
 * once empty, and the store that a builder makes of it.
 */
#ifndef TESTS_STORE_SAMPLE_H
#define TESTS_STORE_SAMPLE_H

#include "store/entry.h"

enum { SAMPLE_SOURCES = 2, SAMPLE_SPEAKERS = 3, SAMPLE_TOPICS = 3, SAMPLE_ENTRIES = 6,
       SAMPLE_TALKS = 2 };

/* At [0] is number 1. */
extern const struct source SAMPLE_SOURCE[SAMPLE_SOURCES];
extern const struct speaker SAMPLE_SPEAKER[SAMPLE_SPEAKERS];
extern const struct topic SAMPLE_TOPIC[SAMPLE_TOPICS];
/* In the order of the files; row i + 1 is SAMPLE_ENTRY[SAMPLE_ROWS[i]]. */
extern const struct entry SAMPLE_ENTRY[SAMPLE_ENTRIES];
extern const int SAMPLE_ROWS[SAMPLE_ENTRIES];

/* Fails the test where it cannot be made. */
void sample_build(const char *path, const char *fingerprint);

#endif

/*
 * The queries that are measured: some of every kind, for the corpora that
 * generate.c makes.
 */
#ifndef TESTS_BENCH_QUERIES_H
#define TESTS_BENCH_QUERIES_H

#include <stddef.h>

struct bench_query {
	const char *kind;	/* the end of the figure's name */
	const char *text;
};

extern const struct bench_query BENCH_QUERIES[];
extern const size_t BENCH_QUERY_COUNT;

/* The words that most texts have. */
#define MOST_FREQUENT "the"
#define SECOND_FREQUENT "of"

/* Single words, from the most frequent to one that no text has: what line by line
 * searchers are asked too. */
extern const char *const BENCH_WORDS[];
extern const size_t BENCH_WORD_COUNT;

#endif

/*
 * How far two words are apart, in edits, and which of many is the nearest: for what
 * somebody may have meant.
 */
#ifndef STORE_DISTANCE_H
#define STORE_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a word beyond these are not compared. */
enum { DISTANCE_BYTES = 256 };

/* The number of edits between A and B, or MOST + 1 where there are more than MOST:
 * insertions, deletions, exchanges and swaps of neighbours count one each. */
unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length,
		       unsigned most);

/* The most similar of COUNT words to WORD, or NULL where none is near: at most a third
 * of the letters differ, and NEAREST_EDITS, or they differ in case only.  To find those
 * that differ in more would take seconds among many long words. */
enum { NEAREST_EDITS = 12 };
const char *nearest_word(const char *word, size_t length, const char *const *words, size_t count);

/* Whether A and B differ in the case of ASCII letters at most, in whatever locale: that of
 * Turkey knows another small letter for I. */
bool same_word(const char *a, size_t a_length, const char *b, size_t b_length);

#endif

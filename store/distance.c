#include "store/distance.h"

#include <stdint.h>
#include <string.h>

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The usual table of edit distances, three rows of it at a time, and of each
 * row only the band within MOST of the diagonal: beyond it every value is over
 * MOST anyway.
 */
unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length,
		       unsigned most)
{
	unsigned rows[3][DISTANCE_BYTES + 2];
	unsigned over = most + 1;
	unsigned *before = rows[0], *above = rows[1], *row = rows[2];

	a_length = smaller(a_length, DISTANCE_BYTES);
	b_length = smaller(b_length, DISTANCE_BYTES);
	if ((a_length > b_length ? a_length - b_length : b_length - a_length) > most)
		return over;
	for (size_t j = 0; j <= b_length; j++)
		above[j] = before[j] = j <= most ? (unsigned)j : over;
	for (size_t i = 1; i <= a_length; i++) {
		size_t from = i > most ? i - most : 1;
		size_t to = smaller(i + most, b_length);
		unsigned best = over;
		unsigned *spent = before;

		row[from - 1] = from == 1 && i <= most ? (unsigned)i : over;
		for (size_t j = from; j <= to; j++) {
			unsigned cost = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			if (above[j] + 1 < cost)
				cost = above[j] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < cost)
				cost = before[j - 2] + 1;
			row[j] = cost < over ? cost : over;
			if (row[j] < best)
				best = row[j];
		}
		if (to < b_length)
			row[to + 1] = over;	/* the next row's band reaches one further */
		/* A swap may still come from the row above, so both must be hopeless. */
		if (best >= over && i > 1) {
			unsigned hope = over;

			for (size_t j = from - 1; j <= to; j++)
				if (above[j] < hope)
					hope = above[j];
			if (hope >= over)
				return over;
		}
		before = above;
		above = row;
		row = spent;
	}
	return above[b_length] < over ? above[b_length] : over;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool same_word(const char *a, size_t a_length, const char *b, size_t b_length)
{
	if (a_length != b_length)
		return false;
	for (size_t i = 0; i < a_length; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

/* Which bytes occur in a word, two or more of them to a bit. */
static uint64_t letters_of(const char *word, size_t length)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters |= (uint64_t)1 << (word[i] & 63);
	return letters;
}

/* An edit takes away at most one letter and brings at most one, so that most
 * words can be told apart without their distance. */
static bool may_be_near(uint64_t a, uint64_t b, unsigned most)
{
	return (unsigned)__builtin_popcountll(a & ~b) <= most &&
	       (unsigned)__builtin_popcountll(b & ~a) <= most;
}

const char *nearest_word(const char *word, size_t length, const char *const *words, size_t count)
{
	uint64_t letters = letters_of(word, smaller(length, DISTANCE_BYTES));
	const char *nearest = NULL;
	unsigned best = DISTANCE_BYTES;

	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(words[i]);
		size_t longer = smaller(length > other ? length : other, DISTANCE_BYTES);
		unsigned most = (unsigned)smaller(longer / 3, NEAREST_EDITS);
		unsigned distance;

		if (other == 0)
			continue;
		if (same_word(word, length, words[i], other))
			return words[i];
		if (most >= best)
			most = best - 1;	/* only a nearer one is of interest */
		if (!may_be_near(letters, letters_of(words[i], smaller(other, DISTANCE_BYTES)), most))
			continue;
		distance = edit_distance(word, length, words[i], other, most);
		if (distance <= most) {
			best = distance;
			nearest = words[i];
			if (best == 0)
				break;
		}
	}
	return nearest;
}

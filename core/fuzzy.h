/*
 * A fuzzy match: whether a few letters typed fit a name, and how well.
 *
 * Letters of the pattern must come in this order somewhere in the name, folded as words
 * are; blanks separate patterns that must all fit.  Better: whole words, beginnings of
 * words, letters side by side, an early place, a shorter name.
 */
#ifndef CORE_FUZZY_H
#define CORE_FUZZY_H

/* A score above 0 where PATTERN fits NAME, else 0.  No allocation; both folded
 * by fuzzy_fold. */
int fuzzy_score(const char *pattern, const char *name);

/* What to compare: case and accents folded as words are, other characters
 * kept; yours to free. */
char *fuzzy_fold(const char *text);

#endif

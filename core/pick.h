/*
 * Picking: which of many names fit a few letters typed, best first.
 *
 * Letters of the pattern must come in this order somewhere in the name, the id
 * or an alias, folded as words are; blanks separate patterns that must all fit.
 * Better: whole words, beginnings of words, letters side by side, an early
 * place, a shorter name; equal ones by count.
 */
#ifndef CORE_PICK_H
#define CORE_PICK_H

/* A score above 0 where PATTERN fits NAME, else 0.  No allocation; both folded
 * by pick_fold. */
int pick_score(const char *pattern, const char *name);

/* What to compare: case and accents folded as words are, other characters
 * kept; yours to free. */
char *pick_fold(const char *text);

#endif

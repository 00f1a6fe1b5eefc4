/*
 * A date of the corpus: the text of an EDTF date (ISO 8601-2:2019, levels 0
 * and 1, without times of day and without Y-years, plus a qualifier behind a
 * component as in `2024?-11-13`) and the range of days that it covers.
 *
 * Days are counted in the proleptic Gregorian calendar; day 0 is 1970-01-01.
 * Years go from -9999 to 9999 (year 0 exists, as in ISO 8601).  A qualifier
 * (? uncertain, ~ approximate, % both) changes no range.
 */
#ifndef STORE_EDTF_H
#define STORE_EDTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/error.h"

/* A beginning or an end that is unknown or open reaches everywhere. */
#define DAY_FIRST INT32_MIN
#define DAY_LAST INT32_MAX

/* From `first` to `last`, both included.  An entry without a date has
 * DAYS_NONE, which no date gives; it sorts before all others. */
struct days {
	int32_t first, last;
};

#define DAYS_NONE ((struct days){DAY_FIRST, DAY_FIRST})

bool days_known(struct days days);
/* Whether two known ranges share a day; false where one of them is unknown. */
bool days_meet(struct days a, struct days b);
/* The order of entries: first day, then last day.  <0, 0, >0. */
int days_compare(struct days a, struct days b);

/* Reads TEXT whole; on -1 the message says what is wrong with it and what a
 * date looks like, and quotes a clipped TEXT.  An interval that ends before it
 * begins is an error. */
int edtf_parse(const char *text, size_t length, struct days *days, struct error *err);

/* The day of a calendar date that exists, and back. */
int32_t day_of(int year, int month, int day);
void day_split(int32_t day, int *year, int *month, int *dom);

/* Whether TEXT is YYYY-MM-DD, a day that exists, and which. */
bool day_read(const char *text, int32_t *day);
/* Writes it so; "" for a day before the year 0 or after 9999. */
enum { DAY_TEXT = 11 };
void day_write(int32_t day, char text[DAY_TEXT]);

#endif

#include "store/edtf.h"

#include <string.h>

#include "store/utf8.h"

enum { YEAR_LAST = 9999, QUOTED_BYTES = 60 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Both conversions count years from March, so that the leap day is a year's
 * last, in cycles of 400 years, which have 146,097 days. */
enum { CYCLE_DAYS = 146097, EPOCH = 719468 };	/* 0000-03-01 is that long before 1970 */

int32_t day_of(int year, int month, int day)
{
	int y = year - (month <= 2);
	int cycle = (y >= 0 ? y : y - 399) / 400;
	int of_cycle = y - cycle * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return cycle * CYCLE_DAYS + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year -
	       EPOCH;
}

void day_split(int32_t day, int *year, int *month, int *dom)
{
	int64_t z = (int64_t)day + EPOCH;
	int64_t cycle = (z >= 0 ? z : z - (CYCLE_DAYS - 1)) / CYCLE_DAYS;
	int of_cycle = (int)(z - cycle * CYCLE_DAYS);
	int y = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
	int of_year = of_cycle - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*dom = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(cycle * 400) + y + (*month <= 2);
}

bool days_known(struct days days)
{
	return !(days.first == DAY_FIRST && days.last == DAY_FIRST);
}

bool days_meet(struct days a, struct days b)
{
	return days_known(a) && days_known(b) && a.first <= b.last && b.first <= a.last;
}

int days_compare(struct days a, struct days b)
{
	if (a.first != b.first)
		return a.first < b.first ? -1 : 1;
	if (a.last != b.last)
		return a.last < b.last ? -1 : 1;
	return 0;
}

/* What is left of a date's text, and why it was refused. */
struct reader {
	const char *p, *end;
	const char *wrong;
};

static bool fail(struct reader *r, const char *wrong)
{
	if (!r->wrong)
		r->wrong = wrong;
	return false;
}

static bool take(struct reader *r, char c)
{
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* One qualifier may stand behind each component. */
static void take_qualifier(struct reader *r)
{
	if (r->p < r->end && memchr("?~%", *r->p, 3))
		r->p++;
}

/* COUNT signs, digits and behind them X for unspecified ones. */
static bool take_digits(struct reader *r, int count, int *value, int *unspecified)
{
	*value = 0;
	*unspecified = 0;
	for (int i = 0; i < count; i++, r->p++) {
		if (r->p == r->end)
			return false;
		if (*r->p == 'X') {
			++*unspecified;
			*value *= 10;
		} else if (*r->p >= '0' && *r->p <= '9' && !*unspecified) {
			*value = *value * 10 + (*r->p - '0');
		} else {
			return false;
		}
	}
	return true;
}

static struct days of_years(int first, int last)
{
	return (struct days){day_of(first, 1, 1), day_of(last, 12, 31)};
}

static struct days of_season(int year, int season)
{
	int month = 3 * (season - 20);
	int end = month + 2, end_year = year;

	if (season == 24) {
		/* The calendar ends with 9999. */
		end_year = year < YEAR_LAST ? year + 1 : year;
		end = year < YEAR_LAST ? 2 : 12;
	}
	return (struct days){day_of(year, month, 1),
			     day_of(end_year, end, month_length(end_year, end))};
}

static bool read_day(struct reader *r, int year, int month, bool unspecified_month,
		     struct days *days)
{
	int day, unspecified;

	if (!take_digits(r, 2, &day, &unspecified) || unspecified == 1)
		return fail(r, "the day has two digits");
	if (unspecified_month && !unspecified)
		return fail(r, "a day cannot be known in an unknown month");
	if (unspecified)
		return true;	/* all the days of the month or year */
	if (day < 1 || day > month_length(year, month))
		return fail(r, "there is no such day in that month");
	days->first = days->last = day_of(year, month, day);
	return true;
}

/* What follows a whole year and its dash. */
static bool read_month(struct reader *r, int year, struct days *days)
{
	int month, unspecified;
	bool season;

	if (!take_digits(r, 2, &month, &unspecified) || unspecified == 1)
		return fail(r, "the month has two digits");
	season = !unspecified && month >= 21 && month <= 24;
	if (!season && !unspecified && (month < 1 || month > 12))
		return fail(r, "there is no such month or season");
	if (season)
		*days = of_season(year, month);
	else if (!unspecified)
		*days = (struct days){day_of(year, month, 1),
				      day_of(year, month, month_length(year, month))};
	take_qualifier(r);
	if (season || !take(r, '-'))
		return true;
	if (!read_day(r, year, month, unspecified, days))
		return false;
	take_qualifier(r);
	return true;
}

static bool read_date(struct reader *r, struct days *days)
{
	bool negative = take(r, '-');
	int year, unspecified, span;

	if (!take_digits(r, 4, &year, &unspecified))
		return fail(r, "the year has four digits");
	if (unspecified > 2)
		return fail(r, "only the last two digits of a year may be unknown");
	span = unspecified == 2 ? 99 : unspecified == 1 ? 9 : 0;
	if (negative && !unspecified && year == 0)
		return fail(r, "the year 0 has no sign");
	*days = negative ? of_years(-(year + span), -year) : of_years(year, year + span);
	take_qualifier(r);
	if (!unspecified && take(r, '-'))
		return read_month(r, negative ? -year : year, days);
	return true;
}

/* One side of an interval; an empty one is unknown, `..` is open, and both
 * leave DAYS as they are. */
static bool read_side(struct reader *r, struct days *days)
{
	if (r->p == r->end)
		return true;
	if (r->end - r->p == 2 && memcmp(r->p, "..", 2) == 0) {
		r->p = r->end;
		return true;
	}
	return read_date(r, days);
}

static bool read_interval(struct reader *r, const char *slash, struct days *days)
{
	const char *end = r->end;
	struct days from = {DAY_FIRST, DAY_LAST};
	struct days to = {DAY_FIRST, DAY_LAST};

	if (end - r->p == 1)
		return fail(r, "neither side of the interval is given");
	r->end = slash;
	if (!read_side(r, &from) || r->p != slash)
		return fail(r, "its beginning is not a date");
	r->p = slash + 1;
	r->end = end;
	if (!read_side(r, &to))
		return false;
	if (to.last < from.first)
		return fail(r, "it ends before it begins");
	*days = (struct days){from.first, to.last};
	return true;
}

int edtf_parse(const char *text, size_t length, struct days *days, struct error *err)
{
	struct reader r = {.p = text, .end = text + length};
	const char *slash = length ? memchr(text, '/', length) : NULL;
	struct days read = DAYS_NONE;

	if (slash ? read_interval(&r, slash, &read) : read_date(&r, &read)) {
		if (r.p == r.end) {
			*days = read;
			return 0;
		}
		fail(&r, slash ? "something follows its end" : "something follows it");
	}
	return error_set(err, ERROR_CORPUS,
			 "'%.*s%s' is not a date: %s (write for example 2024, 2024-11, "
			 "2024-11-13, 2024?, 201X, 2024-11/2024-12)",
			 (int)utf8_cut(text, length, QUOTED_BYTES), text,
			 length > QUOTED_BYTES ? "…" : "", r.wrong);
}

/* COUNT digits, the last at END - 1; faster than printf, which a load would feel. */
static void write_digits(char *end, int number, int count)
{
	while (count--) {
		*--end = (char)('0' + number % 10);
		number /= 10;
	}
}

void day_write(int32_t day, char text[DAY_TEXT])
{
	int year, month, dom;

	text[0] = '\0';
	if (day < day_of(0, 1, 1) || day > day_of(9999, 12, 31))
		return;
	day_split(day, &year, &month, &dom);
	memcpy(text, "yyyy-mm-dd", DAY_TEXT);
	write_digits(text + 4, year, 4);
	write_digits(text + 7, month, 2);
	write_digits(text + 10, dom, 2);
}

static int read_digits(const char *text, int count)
{
	int number = 0;

	while (count--)
		number = number * 10 + (*text++ - '0');
	return number;
}

bool day_read(const char *text, int32_t *day)
{
	char again[DAY_TEXT];

	for (size_t i = 0; i < DAY_TEXT - 1; i++)
		if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	if (text[DAY_TEXT - 1] || read_digits(text + 5, 2) > 12 || read_digits(text + 8, 2) > 31)
		return false;
	*day = day_of(read_digits(text, 4), read_digits(text + 5, 2), read_digits(text + 8, 2));
	/* A day that does not exist comes back as another. */
	day_write(*day, again);
	return strcmp(again, text) == 0;
}

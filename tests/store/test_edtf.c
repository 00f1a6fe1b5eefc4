#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "store/edtf.h"

/* A range as `first last`, `-` for an unknown or open side; or the message. */
static const char *range(const char *text, char *out, size_t size)
{
	struct days days;
	struct error err = {0};
	char side[2][32];

	if (edtf_parse(text, strlen(text), &days, &err)) {
		snprintf(out, size, "%s", err.text);
		return out;
	}
	for (int i = 0; i < 2; i++) {
		int32_t day = i ? days.last : days.first;
		int y, m, d;

		if (day == DAY_FIRST || day == DAY_LAST) {
			strcpy(side[i], "-");
			continue;
		}
		day_split(day, &y, &m, &d);
		snprintf(side[i], sizeof(side[i]), "%04d-%02d-%02d", y, m, d);
	}
	snprintf(out, size, "%s %s", side[0], side[1]);
	return out;
}

struct reading {
	const char *text, *days;
};

static void check(const struct reading *readings, size_t count)
{
	char out[ERROR_BYTES];

	for (size_t i = 0; i < count; i++)
		cr_expect_str_eq(range(readings[i].text, out, sizeof(out)), readings[i].days,
				 "%s gives %s", readings[i].text,
				 range(readings[i].text, out, sizeof(out)));
}

#define CHECK(...) \
	do { \
		static const struct reading readings[] = {__VA_ARGS__}; \
		check(readings, sizeof(readings) / sizeof(readings[0])); \
	} while (0)

Test(edtf, covers_the_days_of_a_calendar_date)
{
	CHECK({"2024", "2024-01-01 2024-12-31"}, {"2024-11", "2024-11-01 2024-11-30"},
	      {"2024-11-13", "2024-11-13 2024-11-13"}, {"2024-02", "2024-02-01 2024-02-29"},
	      {"1900-02", "1900-02-01 1900-02-28"}, {"2000-02-29", "2000-02-29 2000-02-29"},
	      {"0000", "0000-01-01 0000-12-31"}, {"9999-12-31", "9999-12-31 9999-12-31"},
	      {"-0044-03-15", "-044-03-15 -044-03-15"}, {"-9999", "-9999-01-01 -9999-12-31"},
	      {"-0004-02-29", "-004-02-29 -004-02-29"});
}

Test(edtf, a_qualifier_changes_no_range)
{
	CHECK({"2024?", "2024-01-01 2024-12-31"}, {"2024-11~", "2024-11-01 2024-11-30"},
	      {"2024?-11-13", "2024-11-13 2024-11-13"},
	      {"2024?-11~-13%", "2024-11-13 2024-11-13"},
	      {"2004-21~", "2004-03-01 2004-05-31"});
}

Test(edtf, unspecified_digits_cover_all_that_they_could_be)
{
	CHECK({"201X", "2010-01-01 2019-12-31"}, {"20XX", "2000-01-01 2099-12-31"},
	      {"2004-XX", "2004-01-01 2004-12-31"}, {"2004-02-XX", "2004-02-01 2004-02-29"},
	      {"2004-XX-XX", "2004-01-01 2004-12-31"}, {"-004X", "-049-01-01 -040-12-31"},
	      {"20XX~", "2000-01-01 2099-12-31"});
}

Test(edtf, winter_ends_in_the_next_year)
{
	CHECK({"2004-21", "2004-03-01 2004-05-31"}, {"2004-22", "2004-06-01 2004-08-31"},
	      {"2004-23", "2004-09-01 2004-11-30"}, {"2003-24", "2003-12-01 2004-02-29"},
	      {"9999-24", "9999-12-01 9999-12-31"});
}

Test(edtf, an_interval_reaches_from_the_first_day_of_one_to_the_last_of_the_other)
{
	CHECK({"2024-11/2024-12", "2024-11-01 2024-12-31"},
	      {"2024/2024-06", "2024-01-01 2024-06-30"}, {"2020/..", "2020-01-01 -"},
	      {"../2015", "- 2015-12-31"}, {"2004/", "2004-01-01 -"}, {"/2004", "- 2004-12-31"},
	      {"../..", "- -"}, {"-9999-01-01/9999", "-9999-01-01 9999-12-31"});
}

Test(edtf, refuses_what_is_no_date)
{
	static const char *const texts[] = {
		"", " ", "476", "12023-01-01", "-10000", "2023-02-29", "1900-02-29", "2024-04-31",
		"2024-13", "2024-00", "2024-00-01", "2024-11-00", "2024-1-5", "yesterday",
		"04/05/2019", "2020-01-01T00:00:00Z", "201x", "XXXX", "2XXX", "2004-XX-12",
		"2004-1X", "2004-25", "2004-20", "2004-21-03", "2024??", "?2024", "2024-",
		"2024-11-", "2024-11-1X", "2024-11-X3", "2024-11-13-", "2024-11/12", "2024/2025/2026", "2005/2004",
		"2024-11-13 ", " 2024", "Y17000", "-0001-02-29", "-0000", "/", "201X-11",
		"2024-02-30/2024-03-01", "2024/..x", ".../2024", "20240101", "+2024",
	};
	struct days days;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = {0};

		cr_expect_eq(edtf_parse(texts[i], strlen(texts[i]), &days, &err), -1, "%s",
			     texts[i]);
		cr_expect(strstr(err.text, "is not a date: "), "%s: %s", texts[i], err.text);
		cr_expect(!strstr(err.text, "(null)"), "%s: %s", texts[i], err.text);
	}
}

Test(edtf, says_that_an_interval_ends_before_it_begins)
{
	char out[ERROR_BYTES];

	cr_expect(strstr(range("2005/2004", out, sizeof(out)), "ends before it begins"));
}

Test(edtf, quotes_a_long_text_clipped)
{
	char text[2000];
	struct error err = {0};
	struct days days;

	memset(text, '7', sizeof(text));
	cr_assert_eq(edtf_parse(text, sizeof(text), &days, &err), -1);
	cr_expect(strlen(err.text) < 300);
}

Test(edtf, days_and_calendar_dates_turn_into_each_other)
{
	int32_t expected = day_of(-9999, 1, 1);

	cr_expect_eq(day_of(1970, 1, 1), 0);
	cr_expect_eq(day_of(2000, 3, 1), 11017);
	for (int32_t day = expected; day <= day_of(9999, 12, 31); day++) {
		int y, m, d;

		day_split(day, &y, &m, &d);
		if (day_of(y, m, d) != day || m < 1 || m > 12 || d < 1 || d > 31)
			cr_assert_fail("day %d is %d-%d-%d", day, y, m, d);
	}
}

Test(edtf, an_unknown_date_sorts_first_and_meets_nothing)
{
	struct days all = {DAY_FIRST, DAY_LAST};
	struct days until = {DAY_FIRST, day_of(2015, 12, 31)};
	struct days year = {day_of(2015, 1, 1), day_of(2015, 12, 31)};
	struct days next = {day_of(2016, 1, 1), day_of(2016, 12, 31)};

	cr_expect(!days_known(DAYS_NONE));
	cr_expect(days_known(all));
	cr_expect(days_compare(DAYS_NONE, until) < 0);
	cr_expect(days_compare(until, year) < 0);
	cr_expect(days_compare(year, next) < 0);
	cr_expect(days_compare(next, year) > 0);
	cr_expect_eq(days_compare(year, year), 0);
	cr_expect(!days_meet(DAYS_NONE, all));
	cr_expect(days_meet(until, year));
	cr_expect(!days_meet(until, next));
	cr_expect(days_meet(all, next));
}

Test(day, only_a_day_written_in_full_comes_back_from_its_number)
{
	static const char *const days[] = {"0000-01-01", "1970-01-01", "2024-02-29", "9999-12-31"};
	static const char *const others[] = {"", "2024", "2024-11", "2024-11-1", "2024-1-011",
					     "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00",
					     "2024-01-32", "-024-01-01", "+024-01-01", " 024-01-01",
					     "2024-01- 1", "2024-01-01 ", "2024-01-0x", "10000-01-01",
					     "2024/01/01", "2024-01-01T00:00"};
	char text[DAY_TEXT];
	int32_t day = 0;

	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		cr_assert(day_read(days[i], &day), "%s", days[i]);
		day_write(day, text);
		cr_expect_str_eq(text, days[i]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(day_read(others[i], &day), "%s", others[i]);
	day_write(day_of(-1, 12, 31), text);
	cr_expect_str_eq(text, "");
	day_write(INT32_MAX, text);
	cr_expect_str_eq(text, "");
}

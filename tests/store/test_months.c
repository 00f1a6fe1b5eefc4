#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/column.h"
#include "store/edtf.h"
#include "store/tally.h"
#include "tests/support/invent.h"
#include "tests/support/stored.h"

static struct days days_of(const char *text)
{
	struct days days = DAYS_NONE;
	struct error err = {0};

	if (*text)
		cr_assert_eq(edtf_parse(text, strlen(text), &days, &err), 0, "%s", err.text);
	return days;
}

/* COUNT quotes whose dates are DATES in turn. */
static void invent_dated(struct corpus *corpus, struct stored *stored, const char *const *dates,
			 size_t date_count, uint32_t count)
{
	struct arena *arena = &corpus->arena;

	*corpus = (struct corpus){.speaker_count = 1, .entry_count = count};
	corpus->speakers = arena_new(arena, 1, sizeof(*corpus->speakers));
	corpus->speakers[0] = (struct speaker){.id = "s", .name = "S"};
	corpus->entries = arena_new(arena, count + 1, sizeof(*corpus->entries));
	for (uint32_t i = 0; i < count; i++) {
		struct entry *entry = &corpus->entries[i];
		char id[16];
		int length = snprintf(id, sizeof(id), "e%u", i);

		entry->id = arena_copy(arena, id, (size_t)length);
		entry->days = days_of(dates[i % date_count]);
		entry->quote.text = "text";
		entry->quote.speaker = 1;
	}
	stored_open(stored, corpus);
}

static void expect_months(const struct month_count *got, size_t got_count,
			  const struct month_count *want, size_t want_count)
{
	cr_assert_eq(got_count, want_count, "%zu months, not %zu", got_count, want_count);
	for (size_t i = 0; i < want_count; i++)
		cr_expect(got[i].month == want[i].month && got[i].count == want[i].count,
			  "at %zu: month %d with %u, not %d with %u", i, got[i].month,
			  got[i].count, want[i].month, want[i].count);
}

Test(months, are_counted_from_the_year_0_and_split_again)
{
	static const int years[] = {-9999, -400, -1, 0, 1, 1969, 1970, 2024, 9999};
	int year, month;

	for (size_t i = 0; i < sizeof(years) / sizeof(*years); i++) {
		for (int m = 1; m <= 12; m++) {
			int32_t first = day_of(years[i], m, 1);
			int32_t last = (m < 12 ? day_of(years[i], m + 1, 1)
					       : day_of(years[i] + 1, 1, 1)) - 1;

			cr_assert_eq(month_of(first), 12 * years[i] + m - 1);
			cr_assert_eq(month_of(last), month_of(first));
			month_split(month_of(first), &year, &month);
			cr_assert(year == years[i] && month == m, "%d-%d", years[i], m);
		}
	}
	/* What no date gives, but a damaged file may hold. */
	cr_expect_eq(month_of(DAY_FIRST), 12 * -9999);
	cr_expect_eq(month_of(DAY_LAST), 12 * 9999 + 11);
}

Test(months, an_entry_counts_by_its_first_day)
{
	static const char *const dates[] = {
		"2021-03-04", "2021-03", "2021", "2021?-03-31", "201X", "../2020", "",
		"2020-12/2021-03", "/1999", "-0044-03-15", "2021-21", "2020/..",
	};
	static const struct month_count want[] = {
		{MONTH_UNDATED, 1},
		{MONTH_OPEN, 2},
		{12 * -44 + 2, 1},
		{12 * 2010, 1},
		{12 * 2020, 1},
		{12 * 2020 + 11, 1},
		{12 * 2021, 1},
		{12 * 2021 + 2, 4},
	};
	struct month_count *months;
	struct stored stored;
	struct corpus corpus;
	struct error err = {0};
	size_t count;

	invent_dated(&corpus, &stored, dates, sizeof(dates) / sizeof(*dates), 12);
	cr_assert_eq(months_stored(stored.store, &months, &count, &err), 0, "%s", err.text);
	expect_months(months, count, want, sizeof(want) / sizeof(*want));
	free(months);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(months, of_no_entries_are_none)
{
	static const char *const dates[] = {""};
	struct month_count *months;
	struct stored stored;
	struct corpus corpus;
	struct error err = {0};
	struct tally *tally;
	size_t count;

	invent_dated(&corpus, &stored, dates, 1, 0);
	cr_assert_eq(months_stored(stored.store, &months, &count, &err), 0, "%s", err.text);
	cr_expect_eq(count, 0u);
	free(months);
	tally = tally_open(stored.store, &err);
	cr_expect_eq(tally_add(tally, (uint32_t[]){1}, 1, &err), 0);
	free(tally_months(tally, &count));
	cr_expect_eq(count, 0u);
	tally_close(tally);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* More rows than a block of the column holds, so that months end inside blocks, at
 * their ends, and go on over several. */
Test(months, go_on_from_block_to_block)
{
	static const char *const dates[] = {"", "2019-12-31", "2020-01-01", "2020-01-31",
					    "2020-01", "2024-02-29"};
	static const struct month_count want[] = {
		{MONTH_UNDATED, 5000}, {12 * 2019 + 11, 5000}, {12 * 2020, 15000},
		{12 * 2024 + 1, 5000},
	};
	struct month_count *months;
	struct stored stored;
	struct corpus corpus;
	struct error err = {0};
	size_t count;

	invent_dated(&corpus, &stored, dates, 6, 30000);
	/* Stopped in between, the next call goes on. */
	store_cancel(stored.store);
	cr_expect_eq(months_stored(stored.store, &months, &count, &err), -1);
	cr_expect_eq(err.kind, ERROR_STOPPED);
	store_resume(stored.store);
	cr_assert_eq(months_stored(stored.store, &months, &count, &err), 0, "%s", err.text);
	expect_months(months, count, want, sizeof(want) / sizeof(*want));
	free(months);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* A file is a stranger's: its column of first days may say anything. */
static void write_days(const struct stored *stored, const uint32_t *days, size_t count)
{
	char *path = folder_path(&stored->folder, "test.db");
	struct text block = {0};
	sqlite3_stmt *stmt;
	sqlite3 *db;

	column_pack(days, count, &block);
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "UPDATE block SET data = ? WHERE id = ?", -1, &stmt, NULL);
	sqlite3_bind_blob(stmt, 1, block.data, (int)block.length, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 2, column_id(COLUMN_FIRST, 0));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_DONE);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	text_release(&block);
	free(path);
}

Test(months, of_days_that_fall_are_damage_and_those_out_of_the_calendar_are_not)
{
	/* What ends later than it begins is dated, wherever it begins. */
	static const char *const dates[] = {"2020-01-01/2020-01-05", "2020-02-01", "2020-03-01"};
	static const struct month_count want[] = {
		{MONTH_OPEN, 1}, {12 * -9999, 1}, {12 * 9999 + 11, 1},
	};
	static const uint32_t falling[] = {0x80004800u, 0x80004000u, 0x80004900u};
	static const uint32_t far[] = {0, 1, UINT32_MAX};
	struct month_count *months;
	struct stored stored;
	struct corpus corpus;
	struct error err = {0};
	size_t count;

	invent_dated(&corpus, &stored, dates, 3, 3);
	write_days(&stored, falling, 3);
	cr_expect_eq(months_stored(stored.store, &months, &count, &err), -1);
	cr_expect_eq(err.kind, ERROR_STORE);
	cr_expect(strstr(err.text, "days fall"), "%s", err.text);
	stored_close(&stored);
	stored_open(&stored, &corpus);
	write_days(&stored, far, 3);
	cr_assert_eq(months_stored(stored.store, &months, &count, &err), 0, "%s", err.text);
	expect_months(months, count, want, 3);
	free(months);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

/* What a tally must say of ROWS: looked up day by day. */
static size_t count_plainly(const struct corpus *corpus, const uint32_t *rows, size_t row_count,
			    struct month_count *out)
{
	size_t *order = naive_order(corpus), count = 0;

	for (size_t i = 0; i < row_count; i++) {
		struct days days = corpus->entries[order[rows[i] - 1]].days;
		int32_t month = !days_known(days)	    ? (int32_t)MONTH_UNDATED
				: days.first == DAY_FIRST ? (int32_t)MONTH_OPEN
							    : month_of(days.first);
		size_t at = 0;

		while (at < count && out[at].month < month)
			at++;
		if (at == count || out[at].month != month) {
			memmove(out + at + 1, out + at, (count - at) * sizeof(*out));
			out[at] = (struct month_count){month, 0};
			count++;
		}
		out[at].count++;
	}
	free(order);
	return count;
}

Test(months, of_a_tally_are_those_of_its_rows_in_any_order)
{
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct chance chance = {seed};
		uint32_t size = seed % 20 ? 1 + chance_below(&chance, 60) : 9000;
		struct month_count *want = memory_new(size + 1, sizeof(*want)), *got;
		uint32_t *rows = memory_new(size, sizeof(*rows));
		size_t row_count = 0, count, sum = 0;
		struct stored stored;
		struct corpus corpus;
		struct error err = {0};
		struct tally *tally;

		invent_corpus(&chance, size, &corpus);
		stored_open(&stored, &corpus);
		tally = tally_open(stored.store, &err);
		/* Newest first as a search gives them, with some left out, and others of
		 * before among them. */
		for (uint32_t row = (uint32_t)corpus.entry_count; row > 0; row--) {
			if (chance_one_in(&chance, 3))
				continue;
			rows[row_count] = row;
			if (chance_one_in(&chance, 10))
				rows[row_count] =
					1 + chance_below(&chance, (uint32_t)corpus.entry_count);
			row_count++;
		}
		for (size_t at = 0, step; at < row_count; at += step) {
			step = 1 + chance_below(&chance, 40);
			step = step < row_count - at ? step : row_count - at;
			cr_assert_eq(tally_add(tally, rows + at, step, &err), 0, "%s", err.text);
		}
		got = tally_months(tally, &count);
		for (size_t i = 0; i < count; i++)
			sum += got[i].count;
		cr_assert_eq(sum, row_count, "seed %llu: %zu of %zu rows",
			     (unsigned long long)seed, sum, row_count);
		expect_months(got, count, want, count_plainly(&corpus, rows, row_count, want));
		free(got);
		tally_clear(tally);
		free(tally_months(tally, &count));
		cr_expect_eq(count, 0u);
		tally_close(tally);
		stored_close(&stored);
		corpus_release(&corpus);
		free(rows);
		free(want);
	}
}

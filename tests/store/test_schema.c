#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "store/column.h"
#include "store/schema.h"
#include "store/utf8.h"

static void make(struct sql *sql)
{
	struct error err = {0};

	cr_assert_eq(sql_open_memory(sql, &err), 0, "%s", err.text);
	cr_assert_eq(schema_create(sql, &err), 0, "%s", err.text);
	cr_assert_eq(schema_index(sql, &err), 0, "%s", err.text);
}

Test(schema, a_store_as_made_is_accepted)
{
	struct sql sql;
	struct error err = {0};

	make(&sql);
	cr_assert_eq(schema_check(&sql, &err), 0, "%s", err.text);
	sql_close(&sql);
}

Test(schema, anything_added_changed_or_missing_is_refused)
{
	static const char *const changes[] = {
		"CREATE TABLE more(x)",
		"CREATE VIEW v AS SELECT 1",
		"CREATE TRIGGER t AFTER INSERT ON file BEGIN SELECT 1; END",
		"DROP INDEX name_id",
		"DROP TABLE rare",
		"ALTER TABLE rare ADD COLUMN x",
		"PRAGMA user_version=99",
		"PRAGMA application_id=99",
	};

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct sql sql;
		struct error err = {0};

		make(&sql);
		cr_assert_eq(sql_run(&sql, changes[i], &err), 0, "%s", err.text);
		cr_assert_eq(schema_check(&sql, &err), -1, "%s", changes[i]);
		cr_assert_eq(err.kind, ERROR_STORE);
		sql_close(&sql);
	}
}

Test(schema, a_facet_has_a_term_of_its_own_that_is_no_word)
{
	struct text terms[] = {{0}, {0}, {0}};

	facet_token(FACET_SPEAKER, 12, &terms[0]);
	facet_token(FACET_SPEAKER, 1, &terms[1]);
	facet_token(FACET_TOPIC, 12, &terms[2]);
	for (int i = 0; i < 3; i++) {
		cr_expect_lt(utf8_check(terms[i].data, terms[i].length), terms[i].length);
		for (int k = 0; k < i; k++)
			cr_expect_str_neq(terms[i].data, terms[k].data);
	}
	for (int i = 0; i < 3; i++)
		text_release(&terms[i]);
}

Test(column, gives_back_what_was_packed_in_every_width)
{
	static const uint32_t steps[] = {0, 1, 200, 60000, 16000000, 400000000};

	for (size_t s = 0; s < sizeof(steps) / sizeof(steps[0]); s++) {
		uint32_t numbers[9], back[9], least, most;
		struct text blob = {0};

		for (uint32_t i = 0; i < 9; i++)
			numbers[i] = 7 + (i * 5 % 9) * steps[s];
		column_pack(numbers, 9, &blob);
		cr_assert(column_unpack(blob.data, blob.length, back, 9));
		cr_assert_eq(memcmp(numbers, back, sizeof(back)), 0);
		cr_assert(column_check(blob.data, blob.length, 9, &least, &most));
		cr_assert_eq(least, 7);
		cr_assert_eq(most, 7 + 8 * steps[s]);
		for (size_t i = 0; i < 9; i++)
			cr_assert_eq(column_at(blob.data, 9, i), numbers[i]);
		if (s)
			cr_assert_not(column_unpack(blob.data, blob.length, back, 8));
		cr_assert_not(column_unpack(blob.data, blob.length - 1, back, 9));
		text_release(&blob);
	}
}

Test(column, a_few_large_numbers_make_not_all_wide)
{
	enum { COUNT = 1000 };
	uint32_t numbers[COUNT], back[COUNT], least, most;
	struct text blob = {0};

	for (uint32_t i = 0; i < COUNT; i++)
		numbers[i] = 5 + i % 8;
	numbers[0] = UINT32_MAX;
	numbers[500] = 4000000;
	numbers[COUNT - 1] = UINT32_MAX - 1;
	column_pack(numbers, COUNT, &blob);
	cr_expect_eq(blob.length, COLUMN_HEAD + COUNT * 3 / 8 + 3 * COLUMN_OUTLIER);
	cr_assert(column_check(blob.data, blob.length, COUNT, &least, &most));
	cr_expect_eq(least, 5);
	cr_expect_eq(most, UINT32_MAX);
	cr_assert(column_unpack(blob.data, blob.length, back, COUNT));
	for (size_t i = 0; i < COUNT; i++) {
		cr_expect_eq(back[i], numbers[i], "%zu: %u", i, back[i]);
		cr_expect_eq(column_at(blob.data, COUNT, i), numbers[i], "%zu", i);
	}
	text_release(&blob);
}

Test(column, refuses_what_is_no_block)
{
	/* The smallest and the largest number, the width, outliers. */
	static const struct {
		char blob[33];
		size_t size;
	} none[] = {
		{"", 0},
		{"\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0", 15},
		{"\5\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0", 16},		/* upside down */
		{"\1\0\0\0\2\0\0\0\41\0\0\0\0\0\0\0\0\0\0\0", 20},	/* 33 bits */
		{"\1\0\0\0\2\0\0\0\1\0\0\0\0\0\0\0", 16},		/* no numbers */
		{"\1\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\2\0\0\0", 24},	/* behind the end */
		{"\1\0\0\0\2\0\0\0\0\0\0\0\2\0\0\0\1\0\0\0\2\0\0\0\1\0\0\0\2\0\0\0",
		 32},							/* twice the same */
	};
	uint32_t back[2];

	cr_assert_not(column_unpack(NULL, 0, back, 2));
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		cr_expect_not(column_unpack(none[i].blob, none[i].size, back, 2), "%zu", i);
}

Test(column, days_keep_their_order)
{
	cr_assert_lt(column_day(DAY_FIRST), column_day(-1));
	cr_assert_lt(column_day(-1), column_day(0));
	cr_assert_lt(column_day(0), column_day(DAY_LAST));
	cr_assert_eq(column_day_back(column_day(-719528)), -719528);
}

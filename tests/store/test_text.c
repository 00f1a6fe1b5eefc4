#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/error.h"
#include "store/map.h"
#include "store/text.h"
#include "store/utf8.h"

Test(text, prints_lines_of_any_length)
{
	struct text text = {0};

	/* About the length up to which it prints only once, and the end of its memory. */
	for (int length = 0; length < 300; length++) {
		text_clear(&text);
		text_printf(&text, "<%*s", length, "");
		text_printf(&text, "%s>", "");
		cr_assert_eq(text.length, (size_t)length + 2);
		cr_assert_eq(strlen(text_string(&text)), text.length);
		cr_assert(text.data[0] == '<' && text.data[length + 1] == '>');
	}
	text_release(&text);
}

Test(utf8, ill_formed_sequences_are_found_where_they_begin)
{
	const struct {
		const char *text;
		size_t bad;
	} rows[] = {
		{"abc", 3}, {"caf\xc3\xa9", 5}, {"caf\xe9 au", 3}, {"a\xc0\xaf", 1},
		{"a\xed\xa0\xbd", 1}, {"a\xf5\x80\x80\x80", 1}, {"caf\xc3", 3}, {"a\x80z", 1},
		{"\xf0\x9f\x98\x80", 4}, {"\xf4\x90\x80\x80", 0}, {"\xe0\x80\x80", 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		cr_expect_eq(utf8_check(rows[i].text, strlen(rows[i].text)), rows[i].bad, "row %zu", i);
}

Test(utf8, a_cut_never_splits_a_character)
{
	const char *text = "aé日😀";
	const size_t want[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

	for (size_t most = 0; most < sizeof(want) / sizeof(*want); most++)
		cr_expect_eq(utf8_cut(text, strlen(text), most), want[most], "%zu", most);
}

Test(utf8, code_points_survive_writing_and_reading)
{
	for (int32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		size_t length = utf8_put(bytes, code), size;

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		cr_assert_eq(utf8_next(bytes, bytes + length, &size), code);
		cr_assert_eq(size, length);
	}
}

Test(text, grows_is_cut_and_given_away)
{
	struct text text = {0};
	char *given;

	cr_expect_str_eq(text_string(&text), "");
	for (int i = 0; i < 1000; i++)
		text_printf(&text, "%d,", i);
	cr_expect_eq(text.length, 3890u);
	text_cut(&text, 4);
	text_puts(&text, "x");
	given = text_detach(&text);
	cr_expect_str_eq(given, "0,1,x");
	cr_expect_eq(text.length, 0u);
	free(given);
}

Test(text, writes_numbers_in_groups_of_three_digits)
{
	struct text text = {0};

	text_number(&text, 0);
	text_putc(&text, ' ');
	text_number(&text, 999);
	text_putc(&text, ' ');
	text_number(&text, 1234);
	text_putc(&text, ' ');
	text_number(&text, UINT64_MAX);
	cr_expect_str_eq(text_string(&text), "0 999 1,234 18,446,744,073,709,551,615");
	text_release(&text);
}

Test(error, a_long_message_keeps_its_reason_and_is_cut_between_characters)
{
	static const char end[] = "é': no such file (write it anew)";
	struct error err = {0};
	char name[2 * ERROR_BYTES];

	for (size_t i = 0; i + 2 < sizeof(name); i += 2)
		memcpy(name + i, "é", 3);
	for (int shift = 0; shift < 4; shift++) {
		error_set(&err, ERROR_STORE, "cannot %.*sopen '%s': no such file (write it anew)",
			  shift, "xxxx", name);
		cr_expect_lt(strlen(err.text), (size_t)ERROR_BYTES);
		cr_expect_gt(strlen(err.text), (size_t)ERROR_BYTES - 8);
		cr_expect_eq(utf8_check(err.text, strlen(err.text)), strlen(err.text));
		cr_expect_eq(strncmp(err.text, "cannot ", 7), 0);
		cr_expect_not_null(strstr(err.text, "é…é"));
		cr_expect_str_eq(err.text + strlen(err.text) - strlen(end), end);
	}
}

Test(map, remembers_many_keys)
{
	struct map map = {0};
	char key[32];

	for (uint32_t i = 1; i <= 100000; i++)
		*map_put(&map, key, (size_t)snprintf(key, sizeof(key), "key %u", i)) = i;
	for (uint32_t i = 1; i <= 100000; i++) {
		uint32_t *value = map_get(&map, key, (size_t)snprintf(key, sizeof(key), "key %u", i));

		cr_assert(value && *value == i);
	}
	cr_expect_null(map_get(&map, "other", 5));
	map_release(&map);
}

/* Names that were chosen to stand close together by a hash that is known beforehand. */
Test(map, takes_chosen_keys_as_fast_as_others)
{
	enum { KEYS = 60000, CAP = 128 * 1024, CLOSE = 512 };
	struct map map = {0};
	uint32_t made = 0;
	clock_t began = 0, took = 0;

	for (uint32_t n = 0; made < KEYS; n++) {
		char key[] = {(char)n, (char)(n >> 8), (char)(n >> 16), (char)(n >> 24)};

		if ((hash_bytes(0, key, sizeof(key)) & (CAP - 1)) >= CLOSE)
			continue;
		began = clock();
		*map_put(&map, key, sizeof(key)) = ++made;
		took += clock() - began;
	}
	cr_expect_eq(map.count, KEYS);
	cr_expect_leq(took, CLOCKS_PER_SEC, "%ld ms", (long)(took / (CLOCKS_PER_SEC / 1000)));
	map_release(&map);
}

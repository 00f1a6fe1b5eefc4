#include <criterion/criterion.h>
#include <string.h>

#include "tui/jsonl.h"

static void expect_quoted(const char *text, size_t length, const char *want)
{
	struct text out = {0};

	jsonl_quote(text, length, &out);
	cr_expect_str_eq(text_string(&out), want);
	text_release(&out);
}

Test(jsonl, a_string_says_all_without_what_a_terminal_would_obey)
{
	expect_quoted("", 0, "\"\"");
	expect_quoted("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
	expect_quoted("\0\b\t\n\v\f\r\033\177", 9,
		      "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001b\\u007f\"");
	expect_quoted("é日😀", 9, "\"é日😀\"");
	expect_quoted("\xc2\x9b\xe2\x80\xae\xe2\x80\xa8", 8, "\"\\u009b\\u202e\\u2028\"");
	expect_quoted("\xf3\xa0\x80\x81", 4, "\"\\udb40\\udc01\"");
	expect_quoted("\xf3\xa0\x87\xb0", 4, "\"\\udb40\\uddf0\"");
	expect_quoted("a\xff\xed\xa0\x80z", 6, "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\"");
}

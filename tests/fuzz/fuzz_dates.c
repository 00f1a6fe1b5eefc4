/* Dates: any bytes are a date, or are refused with a message that can be shown. */
#include <stdlib.h>

#include "core/parse.h"
#include "store/edtf.h"
#include "tests/fuzz/fuzz.h"

static void put_day(struct text *out, int32_t day)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	must(month >= 1 && month <= 12 && dom >= 1 && dom <= 31 && year >= -9999 && year <= 9999,
	     "day %d is %d-%d-%d", day, year, month, dom);
	must(day_of(year, month, dom) == day, "day %d is %d-%d-%d", day, year, month, dom);
	text_printf(out, "%s%04d-%02d-%02d", year < 0 ? "-" : "", abs(year), month, dom);
}

/* The range, written as an interval of days, is the range. */
static void check_printed(struct days days)
{
	struct text text = {0};
	struct days again;
	struct error err = {0};

	if (days.first == DAY_FIRST)
		text_puts(&text, "..");
	else
		put_day(&text, days.first);
	text_putc(&text, '/');
	if (days.last == DAY_LAST)
		text_puts(&text, "..");
	else
		put_day(&text, days.last);
	must(edtf_parse(text_string(&text), text.length, &again, &err) == 0, "%s", err.text);
	must(again.first == days.first && again.last == days.last, "%s is another range",
	     text_string(&text));
	text_release(&text);
}

/* In a query a date means the days that it means in a corpus. */
static void check_asked(const struct text *date, struct days days)
{
	struct text typed = {0};
	struct ask ask;

	text_printf(&typed, "date:%s", text_string(date));
	parse_query(text_string(&typed), typed.length, false, &ask);
	must(!ask.problem, "%s: %s", text_string(&typed), ask.problem);
	must(ask.root && ask.root->op == ASK_FIELD, "%s is no field", text_string(&typed));
	must(ask.root->days.first == days.first && ask.root->days.last == days.last,
	     "%s is another range", text_string(&typed));
	ask_release(&ask);
	text_release(&typed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	struct text text = {0};
	struct error err = {0};
	struct days days;
	char *exact;

	fuzz_expand(&bytes, 4096, &text);
	exact = fuzz_exact(&text);
	if (edtf_parse(exact, text.length, &days, &err) == 0) {
		must(days.first <= days.last, "from %d to %d", days.first, days.last);
		must(days_known(days) && days_meet(days, days) && days_compare(days, days) == 0,
		     "from %d to %d", days.first, days.last);
		must(err.kind == ERROR_NONE, "%s", err.text);
		check_printed(days);
		check_asked(&text, days);
	} else {
		must(err.kind != ERROR_NONE && err.text[0], "refused without a word");
	}
	free(exact);
	text_release(&text);
	return 0;
}

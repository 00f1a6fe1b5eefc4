#include "core/field.h"

#include <string.h>

#include "core/parse.h"
#include "store/distance.h"
#include "store/utf8.h"
#include "store/vocabulary.h"

enum {
	QUOTED_BYTES = 60,	/* of a value that a message repeats */
	WORDS_MOST = 16,	/* in the longest vocabulary of a field */
};

const struct field_info FIELDS[FIELD_COUNT] = {
	[FIELD_SPEAKER] = {"speaker", NULL, "NAME or ID", "quotes of that speaker", "said by", true},
	[FIELD_WITH] = {"with", NULL, "NAME or ID", "talks that speaker took part in, and their quotes",
			"in talks with", false},
	[FIELD_TO] = {"to", NULL, "NAME or ID", "addressed to that speaker", "to", true},
	[FIELD_ABOUT] = {"about", NULL, "NAME or ID", "concerning that speaker", "about", false},
	[FIELD_TOPIC] = {"topic", NULL, "LABEL or ID", "that topic, or any below it", "on", false},
	[FIELD_TALK] = {"talk", "in", "TITLE or ID", "that talk and what was said in it", "in", true},
	[FIELD_OUTLET] = {"outlet", NULL, "WORDS", "published there", "published by", true},
	[FIELD_PLACE] = {"place", NULL, "WORDS", "said in that place or country", "at", true},
	[FIELD_SOURCE] = {"source", NULL, "WORDS", "from that source: its id, title, outlet or author",
			  "from", true},
	[FIELD_LANG] = {"lang", NULL, "LANGUAGE", "in that language; en finds en-GB", "in language", true},
	[FIELD_KIND] = {"kind", NULL, "KIND", "quote, talk, or a kind of talk such as interview",
			"of kind", true},
	[FIELD_SPEECH] = {"speech", NULL, "SPEECH", "direct, indirect or mixed", "in speech", true},
	[FIELD_STATUS] = {"status", NULL, "STATUS",
			  "unverified, verified, disputed, misattributed or retracted", "of status",
			  true},
	[FIELD_DATE] = {"date", NULL, "DATE or DATE..DATE", "on those days: 2024, 2024-11, 2024-11..2025",
			"dated", false},
	[FIELD_AFTER] = {"after", NULL, "DATE", "on that day or later", "since", false},
	[FIELD_BEFORE] = {"before", NULL, "DATE", "on that day or earlier", "until", false},
	[FIELD_ID] = {"id", NULL, "ID", "that entry", "entry", true},
	[FIELD_SORT] = {"sort", NULL, "ORDER", "newest, oldest or best first", "sorted", false},
};

static bool is_named(const char *own, const char *name, size_t length)
{
	return own && same_word(own, strlen(own), name, length);
}

bool field_find(const char *name, size_t length, enum field *field)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		if (is_named(FIELDS[i].name, name, length) || is_named(FIELDS[i].also, name, length)) {
			*field = (enum field)i;
			return true;
		}
	}
	return false;
}

const char *field_nearest(const char *name, size_t length)
{
	const char *names[FIELD_COUNT * 2];
	size_t count = 0;

	for (int i = 0; i < FIELD_COUNT; i++) {
		names[count++] = FIELDS[i].name;
		if (FIELDS[i].also)
			names[count++] = FIELDS[i].also;
	}
	return nearest_word(name, length, names, count);
}

static void put_quoted(struct text *out, const char *value)
{
	size_t length = strlen(value);
	size_t cut = utf8_cut(value, length, QUOTED_BYTES);

	text_putc(out, '\'');
	text_add(out, value, cut);
	text_puts(out, cut < length ? "…'" : "'");
}

/* --- fixed words --- */

static size_t words_of(enum field field, const char **words)
{
	static const char *const SORTS[] = {
		[SORT_NEWEST] = "newest",
		[SORT_OLDEST] = "oldest",
		[SORT_BEST] = "best",
	};
	const struct vocabulary *vocabulary = field == FIELD_KIND ? &VOCABULARY_TALK :
					      field == FIELD_SPEECH ? &VOCABULARY_SPEECH :
					      &VOCABULARY_STATUS;
	size_t count = 0;

	if (field == FIELD_SORT) {
		memcpy(words, SORTS, sizeof(SORTS));
		return sizeof(SORTS) / sizeof(SORTS[0]);
	}
	if (field == FIELD_KIND) {
		words[count++] = "quote";
		words[count++] = "talk";
	}
	for (size_t i = 1; i < vocabulary->count && count < WORDS_MOST; i++)
		words[count++] = vocabulary->words[i];
	return count;
}

static bool check_word(struct ask_node *node, enum query_sort *sort, struct text *problem)
{
	const char *words[WORDS_MOST];
	size_t count = words_of(node->field, words);
	const char *near;

	for (size_t i = 0; i < count; i++) {
		if (!same_word(words[i], strlen(words[i]), node->value, strlen(node->value)))
			continue;
		node->value = words[i];
		if (node->field == FIELD_SORT)
			*sort = (enum query_sort)i;
		return true;
	}
	text_printf(problem, "unknown %s ", FIELDS[node->field].name);
	put_quoted(problem, node->value);
	near = nearest_word(node->value, strlen(node->value), words, count);
	if (near) {
		text_printf(problem, " (did you mean '%s'?)", near);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		text_printf(problem, "%s%s", i == 0 ? " (one of " : ", ", words[i]);
	text_putc(problem, ')');
	return false;
}

/* --- dates --- */

static bool read_date(const char *text, size_t length, struct days *days, struct text *problem)
{
	struct error err = {0};

	if (edtf_parse(text, length, days, &err) == 0)
		return true;
	text_puts(problem, err.text);
	return false;
}

/* A date, or two with `..` between them, either of which may be missing. */
static bool read_range(const char *value, struct days *days, struct text *problem)
{
	size_t length = strlen(value);
	const char *dots = strstr(value, "..");
	const char *second;
	struct days first = {DAY_FIRST, DAY_FIRST}, last = {DAY_LAST, DAY_LAST};

	/* 2024/.. is a date of its own. */
	if (!dots || memchr(value, '/', length))
		return read_date(value, length, days, problem);
	second = dots + strlen("..");
	if (strstr(second, "..")) {
		put_quoted(problem, value);
		text_puts(problem, " has more than two ends (write for example 2024-11..2025)");
		return false;
	}
	if ((dots > value && !read_date(value, (size_t)(dots - value), &first, problem)) ||
	    (*second && !read_date(second, strlen(second), &last, problem)))
		return false;
	*days = (struct days){first.first, last.last};
	if (days->first <= days->last)
		return true;
	put_quoted(problem, value);
	text_puts(problem, " ends before it begins");
	return false;
}

static bool check_days(struct ask_node *node, struct text *problem)
{
	if (node->field == FIELD_DATE)
		return read_range(node->value, &node->days, problem);
	if (!read_date(node->value, strlen(node->value), &node->days, problem))
		return false;
	if (node->field == FIELD_AFTER)
		node->days.last = DAY_LAST;
	else
		node->days.first = DAY_FIRST;
	return true;
}

bool field_check(struct ask_node *node, enum query_sort *sort, struct text *problem)
{
	switch (node->field) {
	case FIELD_KIND:
	case FIELD_SPEECH:
	case FIELD_STATUS:
	case FIELD_SORT:
		return check_word(node, sort, problem);
	case FIELD_DATE:
	case FIELD_AFTER:
	case FIELD_BEFORE:
		return check_days(node, problem);
	default:
		return true;
	}
}

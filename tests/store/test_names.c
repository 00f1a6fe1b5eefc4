#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "store/near.h"
#include "tests/store/sample.h"
#include "tests/support/chance.h"
#include "tests/support/folder.h"

Test(number_set, keeps_numbers_in_order_and_once)
{
	struct number_set set = {0};
	struct chance chance = {1};

	cr_expect_not(number_set_has(&set, 0));
	for (int i = 0; i < 2000; i++)
		number_set_add(&set, chance_below(&chance, 1024));
	for (size_t i = 1; i < set.count; i++)
		cr_assert_lt(set.at[i - 1], set.at[i]);
	for (uint32_t number = 0; number < 1024; number++) {
		bool there = false;

		for (size_t i = 0; i < set.count; i++)
			there |= set.at[i] == number;
		cr_assert_eq(number_set_has(&set, number), there);
	}
	number_set_release(&set);
	cr_expect_eq(set.count, 0);
}

Test(near, is_about_words_and_not_about_how_they_are_written)
{
	static const struct {
		const char *typed, *name;
		bool near;
	} ROWS[] = {
		{"blinken", "blinken", true}, {"BLINKEN", "blinken", true},
		{"blinkn", "Antony Blinken", true}, {"anthony blinken", "Antony Blinken", true},
		{"eve dupond", "Ève Dupont", true}, {"blinken-antony", "Blinken, Antony", true},
		{"lebanon", "Antony Blinken", false}, {"x", "Antony Blinken", false},
		{"", "a", false}, {"a", "", false}, {"---", "a", false},
		{"antony of blinken state", "Antony", false},
	};

	for (size_t i = 0; i < sizeof(ROWS) / sizeof(*ROWS); i++) {
		struct near near = {0};

		near_to(&near, ROWS[i].typed, strlen(ROWS[i].typed));
		cr_expect_eq(near_better(&near, ROWS[i].name, strlen(ROWS[i].name)), ROWS[i].near,
			     "%s ~ %s", ROWS[i].typed, ROWS[i].name);
		near_release(&near);
	}
}

Test(near, the_whole_of_a_name_is_nearer_than_a_part_of_one)
{
	struct near near = {0};

	near_to(&near, "blinken", 7);
	cr_expect(near_better(&near, "Antony Blinken", 14));
	cr_expect(near_better(&near, "Blinken", 7));
	cr_expect_not(near_better(&near, "Evan Blinken", 12));
	near_release(&near);
}

static struct folder folder;
static struct store *store;

static void set_up(void)
{
	struct error err = {0};
	char *path;

	folder_init(&folder);
	path = folder_path(&folder, "sample.db");
	sample_build(path, "");
	store = store_open(path, &err);
	cr_assert(store, "%s", err.text);
	free(path);
}

static void tear_down(void)
{
	store_close(store);
	folder_release(&folder);
}

TestSuite(names, .init = set_up, .fini = tear_down);

static uint32_t by_id(enum names names, const char *id)
{
	return names_by_id(store, names, id, strlen(id));
}

Test(names, are_found_by_id_letter_for_letter)
{
	cr_expect_eq(by_id(NAMES_SPEAKER, "blinken"), 1);
	cr_expect_eq(by_id(NAMES_SPEAKER, "Blinken"), 0);
	cr_expect_eq(by_id(NAMES_SPEAKER, "Ève Dupont"), 2);
	cr_expect_eq(by_id(NAMES_SPEAKER, "Antony Blinken"), 0, "a name is no id");
	cr_expect_eq(by_id(NAMES_TOPIC, "support/defence"), 2);
	cr_expect_eq(by_id(NAMES_TALK, "meeting"), 1);
	cr_expect_eq(by_id(NAMES_TALK, "full"), 0, "a quote is no talk");
	cr_expect_eq(by_id(NAMES_SOURCE, "nyt"), 1);
	cr_expect_neq(by_id(NAMES_OUTLET, "The Times"), 0);
	cr_expect_eq(by_id(NAMES_OUTLET, "the times"), 0);
	cr_expect_neq(by_id(NAMES_LANG, "en-GB"), 0);
	cr_expect_eq(by_id(NAMES_LANG, ""), 0);
}

/* The words have a blank between them; NUMBERS too. */
static void finds(enum names names, const char *words, bool prefix, const char *numbers)
{
	char *copy = strdup(words), *rest = NULL;
	const char *list[8];
	size_t count = 0;
	struct number_set set = {0};
	struct text got = {0};
	struct error err = {0};

	for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		list[count++] = word;
	cr_expect_eq(names_by_words(store, names, list, count, prefix, &set, &err), 0, "%s", err.text);
	for (size_t i = 0; i < set.count; i++)
		text_printf(&got, "%s%u", i ? " " : "", set.at[i]);
	cr_expect_str_eq(text_string(&got), numbers, "'%s' in %d%s: %s, not %s", words, names,
			 prefix ? " by prefix" : "", text_string(&got), numbers);
	number_set_release(&set);
	text_release(&got);
	free(copy);
}

Test(names, an_id_is_no_words_of_what_has_a_label)
{
	finds(NAMES_SPEAKER, "un", false, "");
	finds(NAMES_TOPIC, "support defence", false, "");
	finds(NAMES_TOPIC, "support", true, "1");
	finds(NAMES_TALK, "meeting", true, "");
	finds(NAMES_SOURCE, "nyt", false, "1");
}

Test(names, are_found_by_all_words_of_one_name_in_any_order)
{
	finds(NAMES_SPEAKER, "antony blinken", false, "1");
	finds(NAMES_SPEAKER, "blinken anthony", false, "1");
	finds(NAMES_SPEAKER, "antony anthony", false, "");
	finds(NAMES_SPEAKER, "eve", false, "2");
	finds(NAMES_SPEAKER, "布 林", false, "1");
	finds(NAMES_SPEAKER, "united", false, "3");
	finds(NAMES_SPEAKER, "bli", false, "");
	finds(NAMES_SPEAKER, "bli ant", true, "1");
	finds(NAMES_SPEAKER, "un", true, "3");
	finds(NAMES_SPEAKER, "nobody", true, "");
	finds(NAMES_TOPIC, "air defence", false, "2");
	finds(NAMES_TOPIC, "support", false, "1");
	finds(NAMES_TOPIC, "air peace", false, "");
	finds(NAMES_TALK, "brussels", false, "1");
	finds(NAMES_TALK, "bare", false, "2");
	finds(NAMES_SOURCE, "roe times nyt", false, "1");
	finds(NAMES_PLACE, "belgium brussels", false, "1");
	finds(NAMES_OUTLET, "times the", false, "1");
	/* Names of another sort are not meant. */
	finds(NAMES_SPEAKER, "times", false, "");
	finds(NAMES_LANG, "support", true, "");
}

Test(names, a_word_that_repeats_need_not_stand_twice)
{
	finds(NAMES_SPEAKER, "blinken blinken", false, "1");
}

Test(names, words_are_never_taken_for_the_language_of_the_engine)
{
	finds(NAMES_SPEAKER, "or", true, "");
	finds(NAMES_SPEAKER, "not and near", true, "");
	finds(NAMES_SPEAKER, "\" * ^ a:b", false, "");
}

Test(names, languages_are_found_by_subtag)
{
	uint32_t en = by_id(NAMES_LANG, "en"), gb = by_id(NAMES_LANG, "en-GB");
	struct text both = {0}, one = {0};

	text_printf(&both, "%u %u", en < gb ? en : gb, en < gb ? gb : en);
	text_printf(&one, "%u", gb);
	finds(NAMES_LANG, "en", false, text_string(&both));
	finds(NAMES_LANG, "en gb", false, text_string(&one));
	finds(NAMES_LANG, "e", false, "");
	text_release(&both);
	text_release(&one);
}

static void nearest(enum names names, const char *typed, const char *want)
{
	struct text got = {0};
	bool found = names_nearest(store, names, typed, strlen(typed), &got);

	cr_expect_eq(found, want != NULL, "%s: %s", typed, text_string(&got));
	cr_expect_str_eq(text_string(&got), want ? want : "", "%s", typed);
	text_release(&got);
}

Test(names, the_nearest_id_or_name_is_suggested)
{
	nearest(NAMES_SPEAKER, "blinkn", "blinken");
	nearest(NAMES_SPEAKER, "antonu blinkn", "Antony Blinken");
	nearest(NAMES_SPEAKER, "antony", "Antony Blinken");
	nearest(NAMES_SPEAKER, "eve dupond", "Ève Dupont");
	nearest(NAMES_TOPIC, "ar defense", "air defence");
	nearest(NAMES_TALK, "bruxels", "Talks in Brussels");
	nearest(NAMES_OUTLET, "tmes", "The Times");
	nearest(NAMES_SPEAKER, "zzzzzzzz", NULL);
	nearest(NAMES_SPEAKER, "", NULL);
}

struct seen {
	struct text text;
	int stop_after;
};

static int see(void *context, const struct name *name)
{
	struct seen *seen = context;

	text_printf(&seen->text, "%u:%s:%u ", name->number, name->label, name->count);
	return --seen->stop_after == 0;
}

static void lists(enum names names, int stop_after, const char *want)
{
	struct seen seen = {.stop_after = stop_after};
	struct error err = {0};

	names_each(store, names, see, &seen, &err);
	cr_expect_eq(err.kind, ERROR_NONE, "%s", err.text);
	cr_expect_str_eq(text_string(&seen.text), want, "%s", text_string(&seen.text));
	text_release(&seen.text);
}

Test(names, are_listed_by_how_often_they_occur)
{
	lists(NAMES_SPEAKER, 0, "1:Antony Blinken:3 2:Ève Dupont:1 3:United Nations:0 ");
	lists(NAMES_SPEAKER, 2, "1:Antony Blinken:3 2:Ève Dupont:1 ");
	lists(NAMES_TOPIC, 0, "3:Peace talks:2 1:support:2 2:Defence:1 ");
	lists(NAMES_TALK, 0, "1:Talks in Brussels:3 2:Bare:1 ");
}

static int see_aliases(void *context, const struct name *name)
{
	for (size_t i = 0; i < name->alias_count; i++)
		text_printf(context, "%u:%s ", name->number, name->aliases[i]);
	return 0;
}

Test(names, are_listed_with_their_aliases_in_order)
{
	struct text text = {0};

	cr_expect_eq(names_each(store, NAMES_TOPIC, see_aliases, &text, NULL), 0);
	cr_expect_str_eq(text_string(&text), "2:arms 2:air defence 2:self-\ndefence ");
	text_release(&text);
}

Test(names, every_number_has_a_name_and_no_other_has)
{
	static const uint32_t COUNTS[NAMES_COUNT] = {
		[NAMES_SPEAKER] = 3, [NAMES_TOPIC] = 3, [NAMES_TALK] = 2, [NAMES_OUTLET] = 2,
		[NAMES_PLACE] = 1, [NAMES_SOURCE] = 2, [NAMES_LANG] = 3,
	};
	struct arena arena = {0};
	struct name name;

	for (enum names names = 0; names < NAMES_COUNT; names++) {
		cr_expect_eq(names_count(store, names), COUNTS[names], "%d", names);
		for (uint32_t number = 1; number <= COUNTS[names]; number++) {
			cr_expect_eq(names_get(store, names, number, &arena, &name), 0);
			cr_expect_eq(name.number, number);
			cr_expect(name.label);
		}
		cr_expect_eq(names_get(store, names, 0, &arena, &name), -1);
		cr_expect_eq(names_get(store, names, COUNTS[names] + 1, &arena, &name), -1);
		cr_expect_eq(names_get(store, names, UINT32_MAX, &arena, &name), -1);
	}
	cr_expect_eq(names_get(store, NAMES_TOPIC, 2, &arena, &name), 0);
	cr_expect_str_eq(name.id, "support/defence");
	cr_expect_str_eq(name.label, "Defence");
	cr_expect_eq(name.alias_count, 0, "left out");
	cr_expect_eq(name.parent, 1);
	cr_expect_eq(name.count, 1);
	cr_expect_eq(names_get(store, NAMES_TOPIC, 1, &arena, &name), 0);
	cr_expect_str_eq(name.label, "support", "the id where there is no label");
	cr_expect_eq(name.alias_count, 0);
	cr_expect_eq(name.parent, 0);
	arena_release(&arena);
}

Test(names, talks_are_found_by_who_took_part)
{
	struct number_set speakers = {0}, talks = {0};

	cr_expect_eq(names_talks_with(store, &speakers, &talks, NULL), 0);
	cr_expect_eq(talks.count, 0);
	number_set_add(&speakers, 2);
	cr_expect_eq(names_talks_with(store, &speakers, &talks, NULL), 0);
	cr_expect_eq(talks.count, 0);
	number_set_add(&speakers, 1);
	number_set_add(&speakers, 3);
	number_set_add(&speakers, UINT32_MAX);
	cr_expect_eq(names_talks_with(store, &speakers, &talks, NULL), 0);
	cr_assert_eq(talks.count, 1);
	cr_expect_eq(talks.at[0], 1);
	number_set_release(&speakers);
	number_set_release(&talks);
}

Test(names, a_stop_ends_every_call_about_names)
{
	static const char *const WORDS[] = {"blinken"};
	struct number_set set = {0};
	struct error err = {0};
	struct seen seen = {0};

	store_cancel(store);
	cr_expect_eq(names_by_words(store, NAMES_SPEAKER, WORDS, 1, false, &set, &err), -1);
	cr_expect_eq(err.kind, ERROR_STOPPED);
	err = (struct error){0};
	cr_expect_eq(names_each(store, NAMES_SPEAKER, see, &seen, &err), -1);
	cr_expect_eq(err.kind, ERROR_STOPPED);
	cr_expect_eq(seen.text.length, 0);
	number_set_release(&set);
}

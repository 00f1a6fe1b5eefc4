/* What comes back from a store is what a builder was given. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "tests/store/sample.h"
#include "tests/support/folder.h"
#include "tests/support/trial.h"

static struct store *open_sample(struct folder *folder)
{
	struct error err = {0};
	struct store *store;
	char *path;

	folder_init(folder);
	path = folder_path(folder, "sample.db");
	sample_build(path, "");
	store = store_open(path, &err);
	cr_assert(store, "%s", err.text);
	free(path);
	return store;
}

static void same_text(const char *got, const char *want, const char *what)
{
	if (!got || !want)
		cr_expect(got == want, "%s: %s, not %s", what, got ? got : "NULL", want ? want : "NULL");
	else
		cr_expect_str_eq(got, want, "%s: %s, not %s", what, got, want);
}

static void same_numbers(struct numbers got, struct numbers want, const char *what)
{
	cr_assert_eq(got.count, want.count, "%s", what);
	for (size_t i = 0; i < got.count; i++)
		cr_expect_eq(got.at[i], want.at[i], "%s", what);
}

#define SAME(member) cr_expect_eq(got->member, want->member, #member)
#define SAME_TEXT(member) same_text(got->member, want->member, #member)
#define SAME_NUMBERS(member) same_numbers(got->member, want->member, #member)

static void same_quote(const struct quote *got, const struct quote *want)
{
	SAME(speaker);
	SAME_TEXT(text);
	SAME_TEXT(as);
	SAME(speech);
	SAME_NUMBERS(to);
	SAME_NUMBERS(about);
	SAME_NUMBERS(topics);
	SAME(talk);
	SAME_TEXT(where);
	SAME_TEXT(original);
	SAME_TEXT(original_lang);
	SAME_TEXT(translated_by);
	SAME(translation);
	SAME(status);
}

static void same_talk(const struct talk *got, const struct talk *want)
{
	SAME(number);
	SAME(kind);
	SAME_TEXT(title);
	SAME_TEXT(end);
	SAME_TEXT(place);
	SAME_TEXT(country);
	SAME_TEXT(agenda_intro);
	SAME_TEXT(summary);
	SAME_NUMBERS(topics);
	SAME(part_of);
	SAME(participant_count);
	SAME(agenda_count);
	cr_assert(got->participant_count == want->participant_count);
	for (size_t i = 0; i < got->participant_count; i++) {
		SAME(participants[i].speaker);
		SAME_TEXT(participants[i].part);
		SAME_TEXT(participants[i].as);
	}
	cr_assert(got->agenda_count == want->agenda_count);
	for (size_t i = 0; i < got->agenda_count; i++) {
		SAME_TEXT(agenda[i].text);
		SAME(agenda[i].topic);
	}
}

static void same_entry(const struct entry *got, const struct entry *want)
{
	cr_assert_eq(got->kind, want->kind);
	SAME_TEXT(id);
	SAME_TEXT(date);
	SAME_TEXT(date_as_stated);
	SAME_TEXT(date_note);
	SAME(days.first);
	SAME(days.last);
	SAME_TEXT(outlet);
	SAME_TEXT(url);
	SAME_TEXT(lang);
	SAME_TEXT(note);
	SAME(source);
	SAME(date_from);
	SAME(outlet_from);
	SAME(lang_from);
	SAME(source_from);
	SAME(file);
	SAME(line);
	if (got->kind == ENTRY_QUOTE)
		same_quote(&got->quote, &want->quote);
	else
		same_talk(&got->talk, &want->talk);
}

Test(read, gives_back_every_field_of_every_entry)
{
	struct folder folder;
	struct store *store = open_sample(&folder);

	cr_assert_eq(store_count(store), SAMPLE_ENTRIES);
	for (uint32_t row = 1; row <= SAMPLE_ENTRIES; row++) {
		struct error err = {0};
		struct entry entry = {0};

		cr_expect_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
		same_entry(&entry, &SAMPLE_ENTRY[SAMPLE_ROWS[row - 1]]);
		entry_release(&entry);
	}
	store_close(store);
	folder_release(&folder);
}

Test(read, gives_back_every_field_of_speakers_and_sources)
{
	struct folder folder;
	struct store *store = open_sample(&folder);
	struct arena arena = {0};

	for (uint32_t number = 1; number <= SAMPLE_SPEAKERS; number++) {
		struct speaker filled, *got = &filled;
		const struct speaker *want = &SAMPLE_SPEAKER[number - 1];

		cr_assert_eq(store_speaker(store, number, &arena, got, NULL), 0);
		SAME_TEXT(id);
		SAME_TEXT(name);
		SAME_TEXT(sort);
		SAME_TEXT(wikidata);
		SAME_TEXT(note);
		SAME(kind);
		cr_assert_eq(got->alias_count, want->alias_count);
		for (size_t i = 0; i < got->alias_count; i++)
			SAME_TEXT(aliases[i]);
		cr_assert_eq(got->role_count, want->role_count);
		for (size_t i = 0; i < got->role_count; i++) {
			SAME_TEXT(roles[i].title);
			SAME_TEXT(roles[i].shorter);
			SAME_TEXT(roles[i].of);
			SAME_TEXT(roles[i].from);
			SAME_TEXT(roles[i].to);
			SAME(roles[i].from_days.first);
			SAME(roles[i].from_days.last);
			SAME(roles[i].to_days.first);
			SAME(roles[i].to_days.last);
		}
	}
	for (uint32_t number = 1; number <= SAMPLE_SOURCES; number++) {
		struct source filled, *got = &filled;
		const struct source *want = &SAMPLE_SOURCE[number - 1];

		cr_assert_eq(store_source(store, number, &arena, got, NULL), 0);
		SAME_TEXT(id);
		SAME(kind);
		SAME_TEXT(title);
		SAME_TEXT(outlet);
		SAME_TEXT(author);
		SAME_TEXT(url);
		SAME_TEXT(archived);
		SAME_TEXT(published);
		SAME_TEXT(accessed);
		SAME_TEXT(lang);
		SAME_TEXT(rights);
		SAME_TEXT(note);
	}
	arena_release(&arena);
	store_close(store);
	folder_release(&folder);
}

/* Made ids are kept as numbers, whoever made them. */
Test(read, gives_back_ids_as_they_were_written)
{
	static const char *const ids[] = {
		"q-0000000000000000", "q-00000000000000ff", "q-ffffffffffffffff",
		"q-00000000000000FF", "q-00000000000000ff-2", "q-0000000000000ff", "q-", "255",
	};
	enum { COUNT = sizeof(ids) / sizeof(*ids) };
	struct trial trial = {0};
	struct text corpus = {0};

	text_puts(&corpus, "statements: 1\nquotes:\n");
	for (size_t i = 0; i < COUNT; i++)
		text_printf(&corpus, "- {id: %s, speaker: Ada, text: '%zu'}\n", ids[i], i);
	trial_add(&trial, text_string(&corpus));
	trial_store(&trial);
	for (size_t i = 0; i < COUNT; i++) {
		struct entry entry;

		trial_entry(&trial, ids[i], &entry);
		cr_expect_str_eq(entry.id, ids[i]);
		cr_expect_eq(entry.quote.text[0], (char)('0' + i), "%s", ids[i]);
		entry_release(&entry);
	}
	cr_expect_eq(store_find(trial.store, "q-0000000000000001", 18), 0);
	trial_release(&trial);
	text_release(&corpus);
}

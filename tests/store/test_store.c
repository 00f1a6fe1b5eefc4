#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/cache.h"
#include "store/store.h"
#include "tests/store/sample.h"
#include "tests/support/folder.h"

static struct folder folder;
static char *path;	/* of the sample's store */

static void set_up(void)
{
	folder_init(&folder);
	path = folder_path(&folder, "sample.db");
	sample_build(path, "the fingerprint");
}

static void tear_down(void)
{
	free(path);
	folder_release(&folder);
}

TestSuite(store, .init = set_up, .fini = tear_down);

static struct store *open_store(const char *name)
{
	struct error err = {0};
	struct store *store = store_open(name, &err);

	cr_assert(store, "%s", err.text);
	return store;
}

/* --- what comes back is what was given --- */

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

Test(store, gives_back_every_field_of_every_entry)
{
	struct store *store = open_store(path);

	cr_assert_eq(store_count(store), SAMPLE_ENTRIES);
	for (uint32_t row = 1; row <= SAMPLE_ENTRIES; row++) {
		struct error err = {0};
		struct entry entry = {0};

		cr_expect_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
		same_entry(&entry, &SAMPLE_ENTRY[SAMPLE_ROWS[row - 1]]);
		entry_release(&entry);
	}
	store_close(store);
}

Test(store, gives_back_every_field_of_speakers_and_sources)
{
	struct store *store = open_store(path);
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
}

Test(store, says_what_it_holds)
{
	struct store *store = open_store(path);

	cr_expect_str_eq(store_title(store), "The sample");
	cr_expect_str_eq(store_fingerprint(store), "the fingerprint");
	cr_expect_str_eq(store_file(store, 0), "first.yaml");
	cr_expect_str_eq(store_file(store, 1), "second.yaml");
	cr_expect_null(store_file(store, 2));
	cr_expect_null(store_file(store, UINT32_MAX));
	cr_expect_eq(store_count(store), 6);
	cr_expect_eq(store_quotes(store), 4);
	cr_expect_eq(store_talks(store), 2);
	cr_expect(cache_fresh(path, "the fingerprint"));
	cr_expect_not(cache_fresh(path, "another"));
	store_close(store);
}

Test(store, finds_entries_by_id_letter_for_letter)
{
	struct store *store = open_store(path);

	cr_expect_eq(store_find(store, "old", 3), 3);
	cr_expect_eq(store_find(store, "meeting", 7), 5);
	cr_expect_eq(store_find(store, "Old", 3), 0);
	cr_expect_eq(store_find(store, "ol", 2), 0);
	cr_expect_eq(store_find(store, "old\0", 4), 0);
	cr_expect_eq(store_find(store, "", 0), 0);
	cr_expect_eq(store_find(store, "' OR 1 --", 9), 0);
	cr_expect_eq(store_talk_row(store, 1), 5);
	cr_expect_eq(store_talk_row(store, 2), 1);
	cr_expect_eq(store_talk_row(store, 0), 0);
	cr_expect_eq(store_talk_row(store, 3), 0);
	store_close(store);
}

Test(store, rows_that_are_not_there_are_errors_and_not_entries)
{
	static const uint32_t ROWS[] = {0, SAMPLE_ENTRIES + 1, UINT32_MAX};
	struct store *store = open_store(path);
	struct arena arena = {0};
	struct speaker speaker;
	struct source source;

	for (int i = 0; i < 3; i++) {
		struct error err = {0};
		struct entry entry = {0};

		cr_expect_eq(store_entry(store, ROWS[i], &entry, &err), -1);
		cr_expect_eq(err.kind, ERROR_STORE);
		entry_release(&entry);
		cr_expect_eq(store_speaker(store, ROWS[i], &arena, &speaker, &err), -1);
		cr_expect_eq(store_source(store, ROWS[i], &arena, &source, &err), -1);
		cr_expect_eq(store_same_speaker(store, ROWS[i], 1), 0);
		cr_expect_eq(store_same_speaker(store, ROWS[i], -1), 0);
	}
	arena_release(&arena);
	store_close(store);
}

Test(store, briefs_hold_what_a_line_shows)
{
	struct store *store = open_store(path);
	const uint32_t rows[] = {4, 99, 5, 2};
	struct brief briefs[4];

	cr_assert_eq(store_briefs(store, rows, 4, briefs, NULL), 0);
	cr_expect_eq(briefs[0].row, 4);
	cr_expect_eq(briefs[0].kind, ENTRY_QUOTE);
	cr_expect_eq(briefs[0].speech, SPEECH_MIXED);
	cr_expect_eq(briefs[0].speaker, 1);
	cr_expect_eq(briefs[0].talk, 1);
	cr_expect_str_eq(briefs[0].date, "2024-11-13~");
	cr_expect_str_eq(briefs[0].text, SAMPLE_ENTRY[0].quote.text);
	cr_expect_eq(briefs[0].text_length, strlen(SAMPLE_ENTRY[0].quote.text));
	cr_expect_eq(briefs[1].row, 99);
	cr_expect_eq(briefs[1].kind, ENTRY_QUOTE);
	cr_expect_eq(briefs[1].speaker, 0);
	cr_expect_str_eq(briefs[1].text, "");
	cr_expect_eq(briefs[2].kind, ENTRY_TALK);
	cr_expect_eq(briefs[2].talk_kind, TALK_MEETING);
	cr_expect_eq(briefs[2].talk, 1);
	cr_expect_eq(briefs[2].speaker, 0);
	cr_expect_str_eq(briefs[2].text, "Talks in Brussels");
	cr_expect_str_eq(briefs[3].date, "");
	store_close(store);
}

Test(store, steps_through_the_quotes_of_one_speaker)
{
	struct store *store = open_store(path);

	cr_expect_eq(store_same_speaker(store, 3, 1), 4);
	cr_expect_eq(store_same_speaker(store, 4, 1), 6);
	cr_expect_eq(store_same_speaker(store, 6, 1), 0);
	cr_expect_eq(store_same_speaker(store, 6, -1), 4);
	cr_expect_eq(store_same_speaker(store, 4, -1), 3);
	cr_expect_eq(store_same_speaker(store, 3, -1), 0);
	cr_expect_eq(store_same_speaker(store, 2, 1), 0);
	cr_expect_eq(store_same_speaker(store, 5, 1), 0, "a talk has no speaker");
	store_close(store);
}

/* --- opening and replacing --- */

Test(store, keeps_the_file_that_it_opened_and_sees_that_it_was_replaced)
{
	struct store *store = open_store(path);
	struct entry entry = {0};

	cr_expect_not(store_replaced(store));
	sample_build(path, "a newer one");
	cr_expect(store_replaced(store));
	cr_expect_eq(store_entry(store, 4, &entry, NULL), 0);
	cr_expect_str_eq(entry.id, "full");
	cr_expect_str_eq(store_fingerprint(store), "the fingerprint");
	entry_release(&entry);
	store_close(store);
	store = open_store(path);
	cr_expect_str_eq(store_fingerprint(store), "a newer one");
	store_close(store);
}

Test(store, leaves_no_files_beside_the_store)
{
	struct store *store = open_store(path);
	struct entry entry = {0};

	cr_expect_eq(store_entry(store, 4, &entry, NULL), 0);
	cr_expect_eq(folder_count(&folder), 1);
	entry_release(&entry);
	store_close(store);
	cr_expect_eq(folder_count(&folder), 1);
}

Test(store, opens_under_names_that_look_like_something_else)
{
	static const char *const NAMES[] = {
		"-rf.db", "a b%s%n.db", "file:c.db?mode=memory", "d\x1b[31m.db", "100%25.db", "a#b?c",
		":memory:", "\xff\xfe.db", "a'b\"c.db",
	};

	cr_assert_eq(chdir(folder.path), 0);
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
		struct store *store;

		cr_assert_eq(link("sample.db", NAMES[i]), 0);
		store = open_store(NAMES[i]);
		cr_expect_eq(store_count(store), SAMPLE_ENTRIES);
		store_close(store);
	}
	cr_expect_eq(folder_count(&folder), 1 + sizeof(NAMES) / sizeof(*NAMES));
}

Test(store, opens_a_path_with_two_slashes_in_front)
{
	char *twice;

	cr_assert_gt(asprintf(&twice, "/%s", path), 0);
	store_close(open_store(twice));
	free(twice);
}

/* --- stopping --- */

Test(store, a_stop_holds_until_it_is_taken_back)
{
	struct store *store = open_store(path);
	struct error err = {0};
	struct entry entry = {0};
	struct brief brief;
	uint32_t row = 4;

	store_cancel(store);
	for (int i = 0; i < 3; i++) {
		err = (struct error){0};
		cr_expect_eq(store_entry(store, row, &entry, &err), -1);
		cr_expect_eq(err.kind, ERROR_STOPPED);
		cr_expect_eq(store_briefs(store, &row, 1, &brief, &err), -1);
		cr_expect_eq(store_find(store, "old", 3), 0);
		cr_expect_eq(store_same_speaker(store, 4, 1), 0);
	}
	store_resume(store);
	cr_expect_eq(store_entry(store, row, &entry, &err), 0, "%s", err.text);
	cr_expect_eq(store_find(store, "old", 3), 3);
	entry_release(&entry);
	store_close(store);
}

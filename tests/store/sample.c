#include "tests/store/sample.h"

#include <criterion/criterion.h>

#include "store/build.h"

#define NUMBERS(...)                                                        \
	{                                                                   \
		(const uint32_t[]){__VA_ARGS__},                            \
			sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t) \
	}
#define COUNTED(list, number, type, ...)   \
	.list = (const type[]){__VA_ARGS__}, \
	.number = sizeof((type[]){__VA_ARGS__}) / sizeof(type)

/* 2024-11-13 and its neighbours. */
enum { DAY = 20040 };

const struct source SAMPLE_SOURCE[SAMPLE_SOURCES] = {
	{
		.id = "nyt", .kind = SOURCE_ARTICLE, .title = "A long talk", .outlet = "The Times",
		.author = "Jane Roe", .url = "https://example.org/a", .archived = "https://example.org/b",
		.published = "2024-11-14", .accessed = "2024-12", .lang = "en-GB", .rights = "CC0",
		.note = "a note",
	},
	{0},
};

const struct speaker SAMPLE_SPEAKER[SAMPLE_SPEAKERS] = {
	{
		.id = "blinken", .name = "Antony Blinken", .sort = "Blinken, Antony", .wikidata = "Q7821917",
		.note = "a diplomat", .kind = SPEAKER_PERSON,
		COUNTED(aliases, alias_count, char *const, "Anthony Blinken", "布林肯"),
		COUNTED(roles, role_count, struct role,
			{"Secretary of State", "secretary", "the United States", "2021-01-26", "2025-01-20",
			 {18653, 18653}, {20108, 20108}},
			{"nothing else", NULL, NULL, NULL, NULL, {DAY_FIRST, DAY_FIRST},
			 {DAY_FIRST, DAY_FIRST}}),
	},
	{.id = "Ève Dupont", .name = "Ève Dupont"},
	{.id = "un", .name = "United Nations", .kind = SPEAKER_ORGANISATION},
};

const struct topic SAMPLE_TOPIC[SAMPLE_TOPICS] = {
	{.id = "support"},
	{
		.id = "support/defence", .label = "Defence", .note = "arms", .parent = 1,
		COUNTED(aliases, alias_count, char *const, "arms", "air defence", "self-\ndefence"),
	},
	{.id = "peace", .label = "Peace talks"},
};

const struct entry SAMPLE_ENTRY[SAMPLE_ENTRIES] = {
	{
		.kind = ENTRY_QUOTE, .id = "full", .date = "2024-11-13~", .date_as_stated = "last Wednesday",
		.date_note = "from the report", .days = {DAY, DAY}, .outlet = "The Times",
		.url = "https://example.org/q", .lang = "en", .note = "note of the quote", .source = 1,
		.date_from = ORIGIN_TALK, .outlet_from = ORIGIN_SOURCE, .lang_from = ORIGIN_DEFAULT,
		.source_from = ORIGIN_TALK, .file = 1, .line = 4000000000u,
		.quote = {
			.speaker = 1, .text = "It's a country [Ukraine – ed.] standing strongly.",
			.as = "the Secretary", .speech = SPEECH_MIXED, .to = NUMBERS(2, 3),
			.about = NUMBERS(3), .topics = NUMBERS(2, 3), .talk = 1, .where = "paragraph 7",
			.original = "Це країна", .original_lang = "uk", .translated_by = "a machine",
			.translation = TRANSLATION_MACHINE, .status = STATUS_DISPUTED,
		},
	},
	{
		.kind = ENTRY_TALK, .id = "meeting", .date = "2024-11-13", .date_as_stated = "Wednesday",
		.date_note = "why", .days = {DAY, DAY + 2}, .outlet = "State", .url = "https://example.org/t",
		.lang = "en-GB", .note = "note of the talk", .source = 2, .date_from = ORIGIN_STATED,
		.outlet_from = ORIGIN_DEFAULT, .lang_from = ORIGIN_SOURCE, .source_from = ORIGIN_DEFAULT,
		.file = 0, .line = 12,
		.talk = {
			.number = 1, .kind = TALK_MEETING, .title = "Talks in Brussels", .end = "2024-11-15",
			.place = "Brussels", .country = "Belgium", .agenda_intro = "They met about:",
			.summary = "They met.",
			COUNTED(participants, participant_count, struct participant,
				{1, "host", "the Secretary"}, {3, NULL, NULL}),
			COUNTED(agenda, agenda_count, struct agenda_item,
				{"Peace at last", 3}, {"Any other business", 0}),
			.topics = NUMBERS(1), .part_of = 2,
		},
	},
	{
		.kind = ENTRY_TALK, .id = "bare-talk", .days = {DAY_FIRST, DAY_FIRST},
		.talk = {.number = 2, .title = "Bare"},
	},
	{
		.kind = ENTRY_QUOTE, .id = "bare", .days = {DAY_FIRST, DAY_FIRST},
		.quote = {.speaker = 2, .text = "Bare.", .speech = SPEECH_DIRECT},
	},
	{
		.kind = ENTRY_QUOTE, .id = "later", .date = "2024-11-15", .days = {DAY + 2, DAY + 2}, .lang = "fr",
		.line = 1,
		.quote = {.speaker = 1, .text = "Later.", .speech = SPEECH_INDIRECT, .talk = 1},
	},
	{
		.kind = ENTRY_QUOTE, .id = "old", .date = "-0044-03-15", .days = {-735618, -735618}, .line = 2,
		.quote = {.speaker = 1, .text = "Et tu.", .speech = SPEECH_DIRECT},
	},
};

const int SAMPLE_ROWS[SAMPLE_ENTRIES] = {2, 3, 5, 0, 1, 4};

void sample_build(const char *path, const char *fingerprint)
{
	const char *const files[] = {"first.yaml", "second.yaml"};
	const struct build_meta meta = {
		.title = "The sample", .fingerprint = fingerprint, .files = files, .file_count = 2,
	};
	struct error err = {0};
	struct build *build = build_open(path, &err);

	cr_assert(build, "%s", err.text);
	for (uint32_t i = 0; i < SAMPLE_SOURCES; i++)
		cr_assert_eq(build_source(build, i + 1, &SAMPLE_SOURCE[i], &err), 0, "%s", err.text);
	for (uint32_t i = 0; i < SAMPLE_SPEAKERS; i++)
		cr_assert_eq(build_speaker(build, i + 1, &SAMPLE_SPEAKER[i], &err), 0, "%s", err.text);
	for (uint32_t i = 0; i < SAMPLE_TOPICS; i++)
		cr_assert_eq(build_topic(build, i + 1, &SAMPLE_TOPIC[i], &err), 0, "%s", err.text);
	for (uint32_t i = 0; i < SAMPLE_ENTRIES; i++)
		cr_assert_eq(build_entry(build, &SAMPLE_ENTRY[i], &err), 0, "%s", err.text);
	cr_assert_eq(build_finish(build, &meta, NULL, NULL, &err), 0, "%s", err.text);
	build_close(build);
}

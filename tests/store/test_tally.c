#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "store/column.h"
#include "store/tally.h"
#include "tests/support/stored.h"

enum { QUOTES = 20000, SPEAKERS = 50 };

/* Three topics in a line, speakers in turn; every quote is on the lowest topic
 * and on the one above it, so that a topic must not be counted twice. */
static void invent(struct corpus *corpus, struct stored *stored)
{
	static const uint32_t TOPICS[] = {3, 2};
	struct arena *arena = &corpus->arena;

	*corpus = (struct corpus){.speaker_count = SPEAKERS, .topic_count = 4,
				  .entry_count = QUOTES};
	corpus->speakers = arena_new(arena, SPEAKERS, sizeof(*corpus->speakers));
	corpus->topics = arena_new(arena, 4, sizeof(*corpus->topics));
	corpus->entries = arena_new(arena, QUOTES, sizeof(*corpus->entries));
	for (uint32_t i = 0; i < SPEAKERS; i++) {
		char id[16];
		int length = snprintf(id, sizeof(id), "s%u", i);

		corpus->speakers[i].id = arena_copy(arena, id, (size_t)length);
		corpus->speakers[i].name = corpus->speakers[i].id;
	}
	corpus->topics[0] = (struct topic){.id = "a"};
	corpus->topics[1] = (struct topic){.id = "a/b", .parent = 1};
	corpus->topics[2] = (struct topic){.id = "a/b/c", .parent = 2};
	corpus->topics[3] = (struct topic){.id = "none"};
	for (uint32_t i = 0; i < QUOTES; i++) {
		struct entry *entry = &corpus->entries[i];
		char id[16];
		int length = snprintf(id, sizeof(id), "e%u", i);

		entry->id = arena_copy(arena, id, (size_t)length);
		entry->days = DAYS_NONE;
		entry->quote.text = "text";
		entry->quote.speaker = 1 + (i % 2 ? 0 : i / 2 % SPEAKERS);
		entry->quote.speech = SPEECH_DIRECT;
		if (i % 4 == 0)
			entry->quote.topics = (struct numbers){TOPICS, 2};
	}
	stored_open(stored, corpus);
}

Test(tally, counts_speakers_and_topics_with_those_above_them_once)
{
	static uint32_t rows[QUOTES];
	uint32_t top[SPEAKERS + 10];
	struct error err = {0};
	struct stored stored;
	struct corpus corpus;
	struct tally *tally;

	invent(&corpus, &stored);
	tally = tally_open(stored.store, &err);
	cr_assert_not_null(tally, "%s", err.text);
	for (uint32_t i = 0; i < QUOTES; i++)
		rows[i] = QUOTES - i;
	/* In pieces that end inside blocks. */
	for (uint32_t at = 0; at < QUOTES; at += 3000)
		cr_assert_eq(tally_add(tally, rows + at, QUOTES - at < 3000 ? QUOTES - at : 3000, &err),
			     0, "%s", err.text);
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, 1), QUOTES / 2u + QUOTES / 2u / SPEAKERS);
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, 7), QUOTES / 2u / SPEAKERS);
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, 0), 0u);
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, SPEAKERS + 1), 0u);
	for (uint32_t topic = 1; topic <= 3; topic++)
		cr_expect_eq(tally_count(tally, NAMES_TOPIC, topic), QUOTES / 4u, "%u", topic);
	cr_expect_eq(tally_count(tally, NAMES_TOPIC, 4), 0u);
	cr_expect_eq(tally_top(tally, NAMES_TOPIC, top, 10), 3u);
	cr_expect(top[0] == 1 && top[1] == 2 && top[2] == 3);
	cr_expect_eq(tally_top(tally, NAMES_SPEAKER, top, SPEAKERS + 10), (size_t)SPEAKERS);
	for (uint32_t i = 0; i < SPEAKERS; i++)
		cr_expect_eq(top[i], i + 1);
	cr_expect_eq(tally_top(tally, NAMES_SPEAKER, top, 3), 3u);
	cr_expect(top[0] == 1 && top[1] == 2 && top[2] == 3);
	tally_clear(tally);
	cr_expect_eq(tally_top(tally, NAMES_SPEAKER, top, 3), 0u);
	tally_close(tally);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

Test(tally, takes_rows_in_any_order_and_ignores_those_that_do_not_exist)
{
	static const uint32_t ROWS[] = {1, QUOTES, COLUMN_BLOCK + 1, 0, COLUMN_BLOCK, QUOTES + 1, UINT32_MAX, 1};
	struct error err = {0};
	struct stored stored;
	struct corpus corpus;
	struct tally *tally;

	invent(&corpus, &stored);
	tally = tally_open(stored.store, &err);
	cr_assert_eq(tally_add(tally, ROWS, sizeof(ROWS) / sizeof(*ROWS), &err), 0, "%s", err.text);
	/* Rows 1 twice (by speaker 1), the last of a block and 20000 (odd places: speaker 1), the next. */
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, 1), 4u);
	cr_expect_eq(tally_count(tally, NAMES_SPEAKER, 1 + COLUMN_BLOCK / 2 % SPEAKERS), 1u);
	cr_expect_eq(tally_count(tally, NAMES_TOPIC, 1), 3u);
	tally_close(tally);
	stored_close(&stored);
	arena_release(&corpus.arena);
}

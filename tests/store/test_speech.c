#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "store/speech.h"

/* The text with S, R, E under each byte: whose words they are. */
static char *voices(const char *text, enum speech speech)
{
	size_t count, length = strlen(text);
	struct span *spans = speech_spans(text, length, speech, &count);
	char *out = calloc(length + 1, 1);
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		cr_assert_eq(spans[i].start, at);
		memset(out + at, "SRE"[spans[i].voice], spans[i].end - at);
		at = spans[i].end;
	}
	cr_assert_eq(at, length);
	free(spans);
	return out;
}

static void expect(const char *text, enum speech speech, const char *want)
{
	char *got = voices(text, speech);

	cr_expect_str_eq(got, want, "%s\n%s\n%s", text, got, want);
	free(got);
}

Test(speech, direct_speech_is_the_speakers_but_for_insertions)
{
	expect("It is [the engine] here", SPEECH_DIRECT, "SSSSSSEEEEEEEEEEEESSSSS");
	expect("a [b [c] d] e", SPEECH_DIRECT, "SSEEEEEEEEESS");
	expect("a [b [c] d", SPEECH_DIRECT, "SSSSSEEESS");
	expect("]] [ x", SPEECH_DIRECT, "SSSSSS");
	expect("[]", SPEECH_DIRECT, "EE");
}

Test(speech, indirect_speech_is_the_reporters)
{
	expect("He said \"so\" [x]", SPEECH_INDIRECT, "RRRRRRRRRRRRREEE");
}

Test(speech, mixed_speech_is_the_speakers_between_the_marks)
{
	expect("He: \"so\" it", SPEECH_MIXED, "RRRRRSSRRRR");
	expect("\"a\" \"b", SPEECH_MIXED, "RSRRRR");
	expect("x \"a [b] c\" y", SPEECH_MIXED, "RRRSSEEESSRRR");
	expect("x [ed. \"a\"] y", SPEECH_MIXED, "RREEEEEEEEERR");
	expect("x [5\"] y \"a\"", SPEECH_MIXED, "RREEEERRRRSR");
	expect("\"a [b\" c] d\" e", SPEECH_MIXED, "RSSEEEEEESSRRR");
}

Test(speech, every_kind_of_quotation_mark_pairs)
{
	const char *good[] = {"“a”", "„a“", "„a”", "«a»", "»a«", "‹a›", "「a」", "『a』", "\"a\""};
	const char *bad[] = {"“a", "a”", "\"a", "it's a 'b'", "«a›", ""};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		cr_expect(speech_has_quotation(good[i], strlen(good[i])), "%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		cr_expect_not(speech_has_quotation(bad[i], strlen(bad[i])), "%s", bad[i]);
}

Test(speech, spoken_text_has_no_insertions)
{
	struct text out = {0};
	const char *text = "a country [Ukraine – ed.] standing";

	cr_assert(speech_as_spoken(text, strlen(text), &out));
	cr_expect_str_eq(text_string(&out), "a country  standing");
	text_clear(&out);
	cr_expect_not(speech_as_spoken("a [ b", 5, &out));
	cr_expect_str_eq(text_string(&out), "a [ b");
	text_release(&out);
}

Test(speech, many_open_marks_take_no_quadratic_time, .timeout = 5)
{
	size_t length = 3 * 400000;
	char *text = malloc(length);
	size_t count;

	for (size_t i = 0; i < length; i += 3)
		memcpy(text + i, "“", 3);
	cr_expect_not(speech_has_quotation(text, length));
	memset(text, '[', length);
	free(speech_spans(text, length, SPEECH_MIXED, &count));
	cr_expect_eq(count, 1);
	free(text);
}

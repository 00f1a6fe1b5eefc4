#include <criterion/criterion.h>

#include "store/vocabulary.h"

Test(vocabulary, finds_a_word_by_its_letters_only)
{
	cr_expect_eq(vocabulary_find(&VOCABULARY_SPEECH, "mixed", 5), SPEECH_MIXED);
	cr_expect_eq(vocabulary_find(&VOCABULARY_SPEECH, "Mixed", 5), -1);
	cr_expect_eq(vocabulary_find(&VOCABULARY_SPEECH, "mix", 3), -1);
	cr_expect_eq(vocabulary_find(&VOCABULARY_SPEECH, "", 0), -1);
	cr_expect_str_eq(vocabulary_word(&VOCABULARY_TALK, TALK_OTHER), "other");
	cr_expect_str_eq(vocabulary_word(&VOCABULARY_TALK, 0), "");
	cr_expect_str_eq(vocabulary_word(&VOCABULARY_TALK, 99), "");
}

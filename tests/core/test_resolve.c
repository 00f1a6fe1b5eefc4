#include <criterion/criterion.h>
#include <string.h>

#include "core/explain.h"
#include "core/resolve.h"
#include "store/search.h"
#include "tests/support/stored.h"

/* A few people, some of whom share a name, a tree of topics and two talks. */
static void store_small(struct corpus *corpus, struct stored *stored)
{
	static const char *const BLINKEN[] = {"Antony Blinken"}, *const AIR[] = {"sky shield"};
	static struct speaker speakers[] = {
		{.id = "blinken", .name = "Anthony Blinken", .aliases = BLINKEN, .alias_count = 1},
		{.id = "sybiha", .name = "Andrii Sybiha"},
		{.id = "ann", .name = "Ann Blink"},
		{.id = "anna", .name = "Anna Blink"},
		{.id = "anne", .name = "Anne\nBlink"},
		{.id = "angela", .name = "Angela Blink"},
		{.id = "???", .name = "???"},
	};
	static struct topic topics[] = {
		{.id = "support", .label = "Support"},
		{.id = "support/air", .label = "Air defence", .parent = 1, .aliases = AIR,
		 .alias_count = 1},
		{.id = "ceasefire", .label = "Ceasefire"},
	};
	static struct source sources[] = {{.id = "report", .title = "A report", .author = "Jo"}};
	static const uint32_t AIR_ONLY[] = {2}, CEASEFIRE[] = {3}, SYBIHA[] = {2};
	static const struct participant WITH[] = {{.speaker = 2}};
	static struct entry entries[6];
	static size_t talks[] = {4, 5};

	memset(entries, 0, sizeof(entries));
	for (size_t i = 0; i < 6; i++) {
		static const char *const IDS[] = {"q1", "q2", "q3", "q4", "brussels", "phone"};

		entries[i].id = IDS[i];
		entries[i].days = DAYS_NONE;
		if (i < 4) {
			entries[i].quote.speaker = i < 3 ? 1 : 3;
			entries[i].quote.speech = SPEECH_DIRECT;
			entries[i].quote.text = i % 2 ? "a country standing" : "nothing to say";
		}
	}
	entries[0].quote.topics = (struct numbers){AIR_ONLY, 1};
	entries[1].quote.topics = (struct numbers){CEASEFIRE, 1};
	entries[1].quote.talk = 1;
	entries[2].quote.about = (struct numbers){SYBIHA, 1};
	entries[2].quote.status = STATUS_DISPUTED;
	entries[2].outlet = "—";
	entries[3].lang = "en-GB";
	entries[3].outlet = "The Morning Post";
	entries[3].source = 1;
	entries[4].kind = entries[5].kind = ENTRY_TALK;
	entries[4].talk = (struct talk){.number = 1, .kind = TALK_MEETING, .title = "Talks in Brussels",
					.place = "Brussels", .country = "Belgium",
					.participants = WITH, .participant_count = 1};
	entries[5].talk = (struct talk){.number = 2, .kind = TALK_OTHER, .title = "By phone"};
	*corpus = (struct corpus){
		.speakers = speakers, .speaker_count = 7, .topics = topics, .topic_count = 3,
		.sources = sources, .source_count = 1, .entries = entries, .entry_count = 6,
		.talks = talks, .talk_count = 2,
	};
	stored_open(stored, corpus);
}

struct answer {
	int result;
	uint32_t count;
	struct text echo, problem;
};

static void ask(struct stored *stored, const char *typed, bool typing, struct answer *answer)
{
	struct query query = {0};
	struct error err = {0};
	struct ask parsed = {0};

	*answer = (struct answer){0};
	parse_query(typed, strlen(typed), typing, &parsed);
	answer->result = resolve_query(stored->store, &parsed, &query, &answer->echo,
				       &answer->problem, &err);
	cr_assert_geq(answer->result, 0, "%s", err.text);
	if (!answer->result)
		cr_assert_eq(search_count(stored->store, &query, 0, &answer->count, &err), 0);
	query_release(&query);
	ask_release(&parsed);
}

static void answer_release(struct answer *answer)
{
	text_release(&answer->echo);
	text_release(&answer->problem);
}

Test(resolve, names_are_found_and_the_echo_says_whose)
{
	static const struct {
		const char *typed, *echo;
		uint32_t count;
	} CASES[] = {
		{"", "", 6},
		{"sort:oldest", "", 6},
		{"standing", "“standing”", 2},
		{"\"a country\"", "“a country”", 2},
		{"“a country”", "“a country”", 2},
		{"„a country“", "“a country”", 2},
		{"«a coun»*", "“a coun*”", 2},
		{"“a country", "“a country”", 2},
		{"\"country\" NEAR/3 「a」", "“country” within 3 words of “a”", 2},
		{"stand*", "“stand*”", 2},
		{"country NEAR/3 a", "“country” within 3 words of “a”", 2},
		{"speaker:blinken", "said by Anthony Blinken", 3},
		{"speaker:Antony", "said by Anthony Blinken", 3},
		{"speaker:\"blin anth\"", "said by Anthony Blinken", 3},
		{"speaker:blinken standing", "said by Anthony Blinken, “standing”", 1},
		/* An id means its bearer, though the names of others begin so. */
		{"speaker:ann", "said by Ann Blink", 1},
		{"speaker:anna speaker:blinken", "said by Anthony Blinken or Anna Blink", 3},
		{"speaker:blin", "said by Anthony Blinken or Ann Blink or Anna Blink or 2 more", 4},
		{"speaker:anne speaker:angela", "said by Anne\nBlink or Angela Blink", 0},
		{"speaker:ann speaker:anna speaker:anne speaker:angela",
		 "said by Ann Blink or Anna Blink or Anne\nBlink or Angela Blink", 1},
		{"-speaker:blinken", "not said by Anthony Blinken", 3},
		{"-speaker:blin", "not (said by Anthony Blinken or Ann Blink or Anna Blink or 2 more)", 2},
		/* A name without a word, which is what nobody is declared by. */
		{"speaker:???", "said by ???", 0},
		{"-speaker:\"???\"", "not said by ???", 6},
		{"outlet:—", "published by —", 1},
		{"with:sybiha", "in talks with Andrii Sybiha", 2},
		{"about:sybiha", "about Andrii Sybiha", 1},
		{"topic:support", "on Support", 1},
		{"topic:support topic:ceasefire", "on Support, on Ceasefire", 0},
		{"topic:shield", "on Air defence", 1},
		{"talk:brussels", "in Talks in Brussels", 2},
		{"talk:phone", "in By phone", 1},
		{"id:q2 id:q1", "entry q1 or q2", 2},
		{"place:belgium", "at Brussels, Belgium", 2},
		{"lang:en", "in language en-GB", 1},
		{"outlet:post", "published by The Morning Post", 1},
		{"a OR b", "“a” or “b”", 2},
		{"(a OR b) standing", "(“a” or “b”), “standing”", 2},
		{"a standing OR nothing", "(“a”, “standing”) or “nothing”", 4},
		{"-(a OR b)", "not (“a” or “b”)", 4},
		/* Not within three words of either. */
		{"country NEAR/3 a OR nothing",
		 "(“country” within 3 words of “a”) or “nothing”", 4},
		{"-(country NEAR/3 a)", "not (“country” within 3 words of “a”)", 4},
		{"country NEAR/3 a nothing", "“country” within 3 words of “a”, “nothing”", 0},
		{"a sort:best", "“a”", 2},
	};
	struct stored stored;
	struct corpus corpus;

	store_small(&corpus, &stored);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct answer answer;

		ask(&stored, CASES[i].typed, false, &answer);
		cr_expect_eq(answer.result, 0, "%s: %s", CASES[i].typed,
			     text_string(&answer.problem));
		cr_expect_str_eq(text_string(&answer.echo), CASES[i].echo, "%s: %s", CASES[i].typed,
				 text_string(&answer.echo));
		cr_expect_eq(answer.count, CASES[i].count, "%s: %u", CASES[i].typed, answer.count);
		answer_release(&answer);
	}
	stored_close(&stored);
}

Test(resolve, what_nobody_is_called_is_said_with_a_suggestion)
{
	static const struct {
		const char *typed, *problem;
	} CASES[] = {
		{"speaker:zzz", "nobody is called 'zzz'"},
		{"speaker:blinkne standing", "nobody is called 'blinkne' (did you mean 'blinken'?)"},
		{"-(a OR topic:ceasfire)", "no topic is called 'ceasfire' (did you mean 'ceasefire'?)"},
		{"id:q9", "no entry has the id 'q9'"},
		{"talk:zzzzzzzz", "no talk is called 'zzzzzzzz'"},
		{"lang:zz", "no entry is in the language 'zz'"},
		{"speaker:*", "nobody is called '*'"},
		{"topic:..", "no topic is called '..'"},
		{"place:—", "no place is called '—'"},
	};
	struct stored stored;
	struct corpus corpus;

	store_small(&corpus, &stored);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct answer answer;

		ask(&stored, CASES[i].typed, false, &answer);
		cr_expect_eq(answer.result, 1, "%s", CASES[i].typed);
		cr_expect_str_eq(text_string(&answer.problem), CASES[i].problem, "%s: %s",
				 CASES[i].typed, text_string(&answer.problem));
		answer_release(&answer);
	}
	stored_close(&stored);
}

Test(resolve, a_long_value_is_cut_between_characters_in_the_problem)
{
	struct text typed = {0};
	struct answer answer;
	struct stored stored;
	struct corpus corpus;

	store_small(&corpus, &stored);
	text_puts(&typed, "speaker:");
	for (int i = 0; i < 100; i++)
		text_puts(&typed, "й");
	ask(&stored, text_string(&typed), false, &answer);
	cr_expect_eq(answer.result, 1);
	cr_expect_lt(answer.problem.length, 120u);
	cr_expect_not_null(strstr(text_string(&answer.problem), "й…'"));
	answer_release(&answer);
	text_release(&typed);
	stored_close(&stored);
}

Test(resolve, the_word_being_typed_is_a_beginning)
{
	struct answer answer;
	struct stored stored;
	struct corpus corpus;

	store_small(&corpus, &stored);
	ask(&stored, "speaker:blinken stand", true, &answer);
	cr_expect_str_eq(text_string(&answer.echo), "said by Anthony Blinken, “stand*”");
	cr_expect_eq(answer.count, 1u);
	answer_release(&answer);
	stored_close(&stored);
}

Test(explain, names_the_part_without_which_there_would_be_something)
{
	static const struct {
		const char *typed, *explained;
	} CASES[] = {
		{"speaker:blinken zzz", "without “zzz” there would be 3"},
		{"zzz speaker:blinken", "without “zzz” there would be 3"},
		{"standing speaker:sybiha", "without “speaker:sybiha” there would be 2"},
		{"standing \"no such\"", "without “no such” there would be 2"},
		{"standing „no such“", "without “no such” there would be 2"},
		{"standing speaker:“sybiha”", "without speaker:“sybiha” there would be 2"},
		{"zzz yyy", ""}, {"zzz", ""}, {"zzz OR yyy", ""}, {"", ""},
		{"standing -a", "without “-a” there would be 2"},
	};
	struct stored stored;
	struct corpus corpus;

	store_small(&corpus, &stored);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct text out = {0};
		struct error err = {0};
		struct ask parsed = {0};

		parse_query(CASES[i].typed, strlen(CASES[i].typed), false, &parsed);
		cr_assert_eq(explain_nothing(stored.store, &parsed, &out, &err), 0, "%s", err.text);
		cr_expect_str_eq(text_string(&out), CASES[i].explained, "%s: %s", CASES[i].typed,
				 text_string(&out));
		text_release(&out);
		ask_release(&parsed);
	}
	stored_close(&stored);
}

/* What load_corpus refuses, where, and in which words.  A ¶ stands where a
 * problem must be told; nothing else may be. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/memory.h"
#include "tests/support/spent.h"
#include "tests/support/trial.h"

struct refusal {
	const char *text;
	const char *words;	/* what the first message holds */
};

static void check_all(const struct refusal *refusals, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct trial trial = {0};

		trial_add(&trial, refusals[i].text);
		trial_check(&trial);
		cr_expect_str_eq(text_string(&trial.places), text_string(&trial.wanted),
				 "%s\nwants %s, told:\n%s", refusals[i].text,
				 text_string(&trial.wanted), text_string(&trial.told));
		cr_expect(strstr(text_string(&trial.told), refusals[i].words),
			  "%s\nwants '%s', told:\n%s", refusals[i].text, refusals[i].words,
			  text_string(&trial.told));
		cr_expect_eq(trial.result, strstr(text_string(&trial.told), ": error: ") ? -1 : 0);
		trial_release(&trial);
	}
}

#define CHECK(...) \
	do { \
		static const struct refusal refusals[] = {__VA_ARGS__}; \
		check_all(refusals, sizeof(refusals) / sizeof(refusals[0])); \
	} while (0)

#define V "statements: 1\n"
#define Q V "quotes:\n"
#define SAID(value) Q "  - speaker: Ada\n    text: " value "\n"
#define QUOTE "  - speaker: Ada\n    text: Plain words.\n"
#define TALK(id, more) "  - {id: " id ", title: T" more "}\n"
#define TWO V "speakers:\n  - {id: ada, name: Ada Lane, aliases: [Minister]}\n" \
	"  - {id: bob, name: Bob Park, aliases: [Minister]}\n"

Test(load, accepts_the_smallest_files)
{
	static const char *const texts[] = {
		V, V "quotes: []\n", V "quotes:\n", SAID("Plain words."),
		"{\"statements\": \"1\", \"quotes\": []}", "%YAML 1.2\n---\n" V "...\n# end\n",
		"\xef\xbb\xbf" V, Q QUOTE "    talk: ~\n    id:\n    to: null\n    note: \"  \"\n",
		SAID("NULL") QUOTE "    note: fine # dropped\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct trial trial = {0};

		trial_add(&trial, texts[i]);
		trial_check(&trial);
		cr_expect_eq(trial.result, 0, "%s\n%s", texts[i], text_string(&trial.told));
		cr_expect_eq(trial.told.length, 0, "%s", text_string(&trial.told));
		trial_release(&trial);
	}
}

Test(load, wants_the_version_and_tells_nothing_else_without_it)
{
	CHECK({"¶", "'statements' is missing"}, {"¶- a\n", "'statements' is missing"},
	      {"---\n¶", "'statements'"}, {"# c\n¶quotes:\n  - {txt: a}\n", "'statements'"},
	      {"quotes: [{txt: a}]\nstatements: ¶2\n", "unknown version '2'"},
	      {"statements: ¶1.0\n", "unknown version '1.0'"},
	      {"statements:¶\nquotes: []\n", "'statements'"},
	      {"statements:\n  ¶- id: a\n    text: b\n", "'statements'"});
}

Test(load, places_syntax_errors_and_open_quotation_marks)
{
	CHECK({SAID("He said¶: no"), "colon and a blank"}, {SAID("¶@home"), "quotation marks"},
	      {SAID("¶\"never closed") "talks:\n", "never closed"},
	      {SAID("¶'never closed") "---\n", "never closed"},
	      {SAID("\"a \\u¶D83D\""), "write the character itself"},
	      {V "quotes:\n¶\t- speaker: Ada\n", "cannot start any token (indent with blanks"},
	      {V "title: 語 \"語\"\nquotes:\n  -¶\tspeaker: Ada\n", "any token (indent with blanks"},
	      {Q QUOTE "¶\tnote: x\n", "a tab character that violates indentation (indent with"},
	      {SAID("¶? yes"), "question mark"}, {SAID("> ¶yes"), "in the next line"},
	      {Q QUOTE "    topics: [a, b\ntalks¶:\n", "did not find expected ',' or ']'"},
	      {Q "  - speaker: Ada\n    ¶colour: red\n    text: \"Yes\"¶, he said.\n", "colour"},
	      {SAID("\"open\n  - speaker: Bob\n    text: \"¶Other\""),
	       "begins at 4:11 ends just before"});
}

Test(load, refuses_bytes_that_are_no_text_and_tells_them_alone)
{
	static const struct bytes {
		const char *bytes;
		size_t length;
		const char *told;
	} files[] = {
		{"statements: 1\nbad: caf\xe9 x\n", 27, "0:2:9: error: this byte is not UTF-8"},
		{"statements: 1\nü: \xc0\xaf", 20, "0:2:4: error: this byte is not UTF-8"},
		{"# a\r# \x1b[m\n", 10, "0:2:3: error: a raw control character"},
		{"# a\r\n# \xc2\x9b\n", 10, "0:2:3: error: a raw control character"},
		{"# \x7f", 3, "0:1:3: error: a raw control character"},
		{"# \xef\xbf\xbe\n", 6, "0:1:3: error: a code point that is no character"},
		{"a\0b", 3, "0:1:2: error: a NUL byte"},
		{"\xff\xfe" "a\0", 4, "0:1:1: error: the file is UTF-16"},
		{"\0\0\xfe\xff\0\0\0a", 8, "0:1:1: error: the file is UTF-32"},
		{"statements: 1\nquotes: \xe6\x97", 24, "0:2:9: error: this byte is not UTF-8"},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct trial trial = {0};

		trial_add_bytes(&trial, files[i].bytes, files[i].length);
		trial_check(&trial);
		cr_expect_eq(strncmp(text_string(&trial.told), files[i].told,
				     strlen(files[i].told)), 0, "wants %s, told:\n%s",
			     files[i].told, text_string(&trial.told));
		cr_expect_eq(trial.load.errors, 1);
		trial_release(&trial);
	}
}

Test(load, finds_a_bad_byte_wherever_a_buffer_ends)
{
	/* The bad byte, and before it a sequence, at every place around 64 KiB. */
	for (size_t at = 65536 - 8; at < 65536 + 8; at++) {
		struct trial trial = {0};
		struct text bytes = {0};

		text_puts(&bytes, V "#");
		while (bytes.length < at - 3)
			text_putc(&bytes, 'x');
		text_puts(&bytes, "語\xff");
		trial_add_bytes(&trial, bytes.data, bytes.length);
		trial_check(&trial);
		text_printf(&trial.wanted, "0:2:%zu ", at - 3 - strlen(V) + 2);
		cr_expect_str_eq(text_string(&trial.places), text_string(&trial.wanted));
		text_release(&bytes);
		trial_release(&trial);
	}
}

Test(load, lines_end_at_lf_cr_and_crlf_only)
{
	/* NEL, LS and PS are line ends to YAML, and not to an editor. */
	CHECK({V "title: \"a\xc2\x85" "b\xe2\x80\xa8" "c\xe2\x80\xa9" "d\"\n¶colour: red\n",
	       "colour"},
	      {V "title: a # \xc2\x85¶colour: red\n", "colour"},
	      {SAID("\"a\xc2\x85\xc2\x85\"") "    ¶colour: red\n" QUOTE "    ¶tone: x\n", "colour"});
	struct trial trial = {0};

	trial_add_bytes(&trial, "statements: 1\r\ntitle: a\rcolour: x\n", 34);
	trial_check(&trial);
	cr_expect_str_eq(text_string(&trial.places), "0:3:1 ");
	trial_release(&trial);
}

Test(load, refuses_what_the_format_leaves_out_of_yaml)
{
	CHECK({SAID("¶&a Plain"), "an anchor, '&a'"}, {SAID("¶*a"), "an alias, '*a'"},
	      {SAID("¶!Important words"), "a tag, '!Important'"}, {SAID("¶!!str 010"), "a tag"},
	      {V "quotes: ¶&s [¶*s]\n", "an anchor"},
	      {V "quotes:\n" QUOTE "    ¶<<: {}\n", "a merge key"},
	      {V "¶colour: [¶&a x, ¶*a]\n", "unknown key 'colour'"},
	      {"¶%TAG ! tag:a,2020:\n---\n" V, "directive"},
	      {"# c\n%YAML 1.1\n¶%FORM 1\n---\n" V, "directive"},
	      {"¶%YAML 3.0\n---\n" V, "incompatible"},
	      {V "¶---\n" V, "a second document"}, {V "...\n¶quotes: []\n", "a second document"},
	      {V "...\n¶%TAG ! tag:a,2020:\n---\n", "a second document"},
	      {SAID("|\n      one\n¶---"), "a second document"},
	      {SAID("¶\"a\\0b\""), "NUL"});
}

#define BOM "\xef\xbb\xbf"

Test(load, places_a_byte_order_mark_that_moves_what_follows_it)
{
	CHECK({V "¶" BOM "quotes: []\n", "a byte order mark, U+FEFF"},
	      {V "quotes: []\n¶" BOM V "quotes: []\n", "byte order mark"},
	      {"¶" BOM BOM V "quotes: []\n", "byte order mark"},
	      {Q QUOTE "¶" BOM QUOTE, "byte order mark"},
	      {V "quotes:\r\n¶" BOM "- ¶speaker: a\r\n  text: b\r\n", "byte order mark"},
	      {Q "  - speaker: a\n    text: |\n      one\n¶" BOM "      two\n", "byte order mark"});
	/* Where it moves nothing, and as a part of a text, it does no harm. */
	CHECK({V BOM "# a comment\nquotes: []\n" BOM, ""},
	      {V "quotes: [\n" BOM "{speaker: a, text: b}]\n", ""},
	      {SAID("\"one\n" BOM "two\""), ""});
}

Test(load, tells_of_a_sign_of_yaml_though_nothing_right_follows_it)
{
	CHECK({SAID("!Hola!¶ she said"), "a tag is not supported (a text that begins with !"},
	      {SAID("!¶%zz"), "a tag is not supported"},
	      {SAID("&¶ so on"), "an anchor is not supported (a text that begins with &"},
	      {SAID("*¶ she said"), "an alias is not supported (a text that begins with *"});
}

Test(load, refuses_deep_nesting_at_its_opening)
{
	CHECK({V "title: ¶[[[[[[[[[[[[[[[¶[[[[[[[[", "must be a text"},
	      {V "¶a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: ¶{a: x",
	       "unknown key 'a'"},
	      {V "quotes:\n  - ¶- - - - - - - - - - - - - - ¶- x\n", "must be a quote"});
}

Test(load, judges_keys_against_the_nearest_known_one)
{
	CHECK({V "¶quote: []\n", "unknown key 'quote' in the file (did you mean 'quotes'?)"},
	      {Q QUOTE "    ¶date_note: x\n", "(did you mean 'date-note'?)"},
	      {Q QUOTE "    ¶zzzzzz: x\n", "unknown key 'zzzzzz' in a quote\n"},
	      {Q "  - ¶¶speker: Ada\n    text: a\n", "a quote without"},
	      {Q QUOTE "    ¶text: b\n", "stands twice in a quote; the first is in line 4"},
	      {Q QUOTE "¶quotes:\n  - {bad: []}\n", "stands twice"},
	      {V "? ¶[a, b]\n: c\n", "a key must be a text"},
	      {V "¶\"\\e[2Jx\": 1\n", "unknown key '^[[2Jx'"});
}

Test(load, wants_the_required_keys_where_the_record_begins)
{
	CHECK({Q "  - ¶text: a\n    note: b\n", "a quote without its key 'speaker'"},
	      {V "talks: [¶{id: a}]\n", "a talk without its key 'title'"},
	      {V "speakers: [{id: a, name: A, roles: [¶{of: b}]}]\n", "a role without"},
	      {SAID("¶\"\""), "'text' in a quote is empty"}, {SAID("¶~"), "is empty"},
	      {SAID("¶' \t'"), "is empty"}, {Q "  - speaker: A\n    text:¶ #tag\n", "is empty"},
	      {Q "  -¶\n" QUOTE, "an item of 'quotes' is missing"},
	      {Q QUOTE "    topics: [a, ¶~]\n", "an item of 'topics' in a quote is missing"});
}

Test(load, refuses_values_of_another_type)
{
	CHECK({SAID("¶{a: b}"), "'text' in a quote must be a text, not a mapping"},
	      {SAID("¶[Applause]"), "must be a text, not a list"},
	      {Q QUOTE "    topics: ¶a, b\n", "'topics' in a quote must be a list, not a text"},
	      {Q QUOTE "    about: [¶{speaker: b}]\n", "an item of 'about' in a quote must be a text"},
	      {V "quotes:\n  ¶q1: {speaker: Ada}\n", "'quotes' in the file must be a list"},
	      {Q "  - ¶words\n", "an item of 'quotes' must be a quote"},
	      {V "defaults: ¶[en]\n", "'defaults' in the file must be a mapping"},
	      {Q QUOTE "    source: ¶[a]\n", "must be a text or a mapping, not a list"});
}

Test(load, checks_words_dates_ids_and_addresses)
{
	CHECK({Q QUOTE "    status: ¶verifed\n", "(did you mean 'verified'?)"},
	      {Q QUOTE "    status: ¶\"\"\n", "is none of unverified, verified"},
	      {Q QUOTE "    date: ¶2023-02-29\n", "'2023-02-29' is not a date"},
	      {Q QUOTE "    date: ¶\"\"\n", "is not a date"},
	      {Q QUOTE "    id: ¶a b\n", "'a b' has signs other than"},
	      {Q QUOTE "    id: ¶-a\n", "does not begin with a letter"},
	      {V "topics: [{id: ¶a//b}, {id: ¶a/}, {id: a/b}]\n", "empty part"},
	      {Q QUOTE "    url: ¶ftp://a.b/\n", "does not begin with http"},
	      {Q QUOTE "    url: ¶https://a@b.c/\n", "a user name"},
	      {Q QUOTE "    url: ¶https:///a\n", "has no host"},
	      {Q QUOTE "    url: ¶\"https://a.b/\xc2\xa0\"\n", "white space"},
	      {V "speakers: [{id: a, name: A, wikidata: ¶7}]\n", "is not Q and digits"});
}

Test(load, warns_of_control_characters_by_escape)
{
	CHECK({SAID("¶\"a\\e[31m\""), "warning: 'text' in a quote holds a control character, U+001B"},
	      {V "title: ¶\"\\x9b\"\n", "U+009B"},
	      {Q QUOTE "    note: \"\\t\\n\\r\\f\\v\\N\"\n    where: ¶\"\\b\"\n", "U+0008"});
}

#define ROLE(from, to) V "speakers:\n  - {id: a, name: A, roles: [{title: T, from: " from \
	", to: " to "}]}\n"
#define LASTS(date, end) V "talks:\n  - {id: a, title: T, date: " date ", end: " end "}\n"

Test(load, warns_of_an_end_before_the_beginning)
{
	CHECK({LASTS("2024-05-02", "¶2024-05-01"), "'end' in a talk lies before its 'date'"},
	      {LASTS("2024/..", "¶2023"), "before its 'date'"},
	      {LASTS("2024-05", "¶../2024-04"), "before its 'date'"},
	      {LASTS("¶2024-13", "2024-05-01"), "'date' in a talk"},
	      {ROLE("2024-05", "¶2023-01"), "'to' in a role lies before its 'from'"},
	      /* Said twice in the files, told once. */
	      {V "quotes: [{speaker: a, text: b, talk: t}]\nspeakers:\n  - {id: a, name: A, "
	       "roles: [{title: T, from: 2024, to: ¶2023}]}\n"
	       "talks: [{id: t, title: T, date: 2024, end: ¶2023}]\n", "before its"});
	CHECK({LASTS("2024-05", "2024-05-01"), ""}, {LASTS("2024-05-02", "2024-05-02"), ""},
	      {LASTS("../2024", "2020"), ""}, {LASTS("2024", "2020/.."), ""},
	      {LASTS("2024?-11-13", "2024-21"), ""}, {LASTS("2024-11", "2024~"), ""},
	      {LASTS("2024-11", "2023~"), ""}, {ROLE("2024-05", "2024"), ""},
	      {ROLE("2024", ""), ""}, {ROLE("", "2024"), ""});
}

Test(load, refuses_a_text_that_a_comment_cuts)
{
	CHECK({SAID("¶Plain #1"), "ends at a blank and #"},
	      {SAID("¶Plain words\n      and more\t# c"), "ends at a blank and #"},
	      {V "quotes: [{speaker: A, text: ¶We are #1\n  }]\n", "#"},
	      {V "talks:\n  - id: a\n    title: b # fine\n    agenda:\n      - text: ¶Item # c\n", "#"},
	      {Q QUOTE "    original: {lang: fr, text: ¶mots #\n      }\n", "#"},
	      {V "title: \"語語 #語\" # 語\n" "quotes:\n  - speaker: 語 # 語\n    text: ¶語 # x\n", "#"});
}

Test(load, wants_quotation_marks_in_mixed_speech)
{
	CHECK({SAID("¶He spoke.") "    speech: mixed\n", "mixed speech without"},
	      {Q "  - {speaker: A, text: ¶He spoke.}\n" "defaults: {speech: mixed}\n", "mixed"},
	      {SAID("¶He “spoke.") "    speech: mixed\n", "mixed"},
	      {SAID("He “spoke”.") "    speech: ¶mixd\n", "(did you mean 'mixed'?)"});
}

Test(load, suggests_who_may_be_meant)
{
	CHECK({TWO "quotes: [{speaker: ¶Ada Lnae, text: a}]\n",
	       "the speaker 'Ada Lnae' is not declared (did you mean 'Ada Lane'?)"},
	      {TWO "quotes: [{speaker: ¶Minister, text: a}]\n",
	       "'Minister' names two speakers, 'ada' and 'bob'"},
	      {V "quotes: [{speaker: ¶adaa, text: a, to: [¶x, ¶Ada]}]\nspeakers: [{id: ada, name: A}]\n",
	       "(did you mean 'ada'?)"},
	      {V "topics: [{id: a/b}]\nquotes: [{speaker: a, text: b, topics: [a, ¶a/c]}]\n",
	       "the topic 'a/c' is not declared"},
	      {V "talks:\n" TALK("one", "") "quotes: [{speaker: a, text: b, talk: ¶onr}]\n",
	       "the talk 'onr' is not declared (did you mean 'one'?)"},
	      {V "defaults: {source: ¶x}\nsources: [{id: report}]\n", "the source 'x' is not declared"},
	      {V "talks:\n" TALK("one", ", part-of: ¶on") , "(did you mean 'one'?)"},
	      {V "talks:\n" TALK("one", ", part-of: ¶zzzz") , "'zzzz' (add it to 'talks')"},
	      {Q QUOTE "    topics: [¶a//b]\n", "empty part"});
}

Test(load, judges_what_a_talk_without_an_id_of_its_own_names)
{
	CHECK({V "sources: [{id: s}]\ntopics: [{id: a}]\nspeakers: [{id: b, name: B}]\n"
	       "talks: [¶{title: T, source: ¶x, part-of: ¶y, topics: [¶c], participants: [¶d]}]\n",
	       "without its key 'id'"},
	      {V "sources: [{id: s}]\ntopics: [{id: a}]\nspeakers: [{id: b, name: B}]\n"
	       "talks:\n" TALK("t", "")
	       "  - {id: ¶t, title: T, source: ¶x, part-of: ¶y, topics: [¶c], participants: [¶d]}\n",
	       "taken in line"},
	      {V "talks:\n" TALK("t", "") "  - {id: ¶t, title: T, part-of: t}\n", "taken in line"});
}

Test(load, tells_a_ring_of_talks_once)
{
	CHECK({V "talks:\n" TALK("a", ", part-of: ¶a"), "a part of itself"},
	      {V "talks:\n" TALK("x", ", part-of: b") TALK("b", ", part-of: ¶c") TALK("c", ", part-of: b")
	       TALK("d", "") TALK("e", ", part-of: d") TALK("f", ", part-of: ¶f"), "the talk 'b'"});
}

Test(load, tells_the_line_of_the_first_with_an_id)
{
	CHECK({Q QUOTE "    id: q\n" QUOTE "    id: ¶q\n", "the id 'q' is taken in line 5"},
	      {V "talks:\n" TALK("x", "") "quotes:\n" QUOTE "    id: ¶x\n", "taken in line 3"},
	      {V "quotes:\n" QUOTE "    id: x\n" "talks:\n  - {id: ¶x, title: T}\n", "taken in line 5"},
	      {V "sources: [{id: a}, {id: ¶a}]\ntopics: [{id: a}, {id: ¶a}]\n", "line 2"});
}

static void keep_message(void *context, const struct problem *problem)
{
	text_puts(context, problem->message);
}

Test(load, names_another_file_by_the_end_of_its_path)
{
	struct trial trial = {0};
	struct text long_name = {0}, told = {0};
	const char *shown[2];

	trial_add(&trial, Q QUOTE "    id: q\n");
	trial_add(&trial, Q QUOTE "    id: q\n");
	for (int i = 0; i < 30; i++)
		text_puts(&long_name, "ordner-über/");
	text_puts(&long_name, "first.yaml");
	shown[0] = text_string(&long_name);
	shown[1] = "second.yaml";
	trial.load = (struct load){
		.files = (const char *const *)trial.files,
		.shown = shown,
		.file_count = trial.file_count,
		.context = &told,
		.problem = keep_message,
	};
	cr_expect_eq(load_corpus(&trial.load, &trial.err), -1);
	cr_expect(strstr(text_string(&told), "taken in …"), "%s", text_string(&told));
	cr_expect(strstr(text_string(&told), "/first.yaml, line 5"), "%s", text_string(&told));
	text_release(&long_name);
	text_release(&told);
	trial_release(&trial);
}

Test(load, a_faulty_record_still_declares_its_id)
{
	CHECK({V "speakers: [¶{id: ada}]\nquotes: [{speaker: ada, text: a}]\n", "'name'"},
	      {V "talks: [{id: ¶a b, title: T}]\nquotes: [{speaker: x, text: a, talk: a b}]\n", "'id'"},
	      {V "speakers: [¶Ada]\nquotes: [{speaker: Ada, text: a}]\n", "must be a speaker"},
	      {V "quotes: [{speaker: ¶Bob, text: a}]\nspeakers: [¶Ada]\n", "'Bob' is not declared"},
	      {V "quotes: [{speaker: ¶Bob, text: a}]\nspeakers: [¶~]\n", "'Bob' is not declared"},
	      {V "quotes: [{speaker: ¶Bob, text: a}]\nspeakers: [¶¶{kind: person}]\n",
	       "'Bob' is not declared"});
}

Test(load, does_not_judge_references_of_a_broken_file)
{
	CHECK({TWO "quotes:\n  - {speaker: nobody, text: a, status: ¶b}\n  - text: a¶: b\n", "none of"},
	      {TWO "quotes: [{speaker: nobody, text: a}]\n¶---\n", "a second document"});
}

Test(load, sorts_problems_of_all_files_and_counts_those_beyond_fifty)
{
	struct trial trial = {0};
	struct text many = {0};

	trial_add(&trial, Q "  - speaker: ¶ada\n    text: a\n    ¶colour: red\n");
	trial_add(&trial, V "speakers: [{id: bob, name: Bob}]\n¶colour: red\n");
	trial_check(&trial);
	cr_expect_str_eq(text_string(&trial.places), text_string(&trial.wanted));
	trial_release(&trial);

	trial = (struct trial){0};
	text_puts(&many, Q);
	for (int i = 0; i < 60; i++)
		text_puts(&many, "  - {speaker: A, text: a, status: x}\n");
	trial_add(&trial, text_string(&many));
	trial_check(&trial);
	cr_expect_eq(trial.load.errors, 60);
	cr_expect(strstr(text_string(&trial.told), "0:52:"));
	cr_expect(!strstr(text_string(&trial.told), "0:53:"));
	cr_expect(strstr(trial.err.text, "60 errors"));
	text_release(&many);
	trial_release(&trial);
}

Test(load, limits_texts_and_other_values)
{
	static const struct limit {
		const char *key;
		size_t most;
	} limits[] = {{"text", 1024 * 1024}, {"note", 65536}, {"where", 65536}};

	for (size_t i = 0; i < 3; i++) {
		for (size_t over = 0; over < 2; over++) {
			struct trial trial = {0};
			struct text bytes = {0};

			text_puts(&bytes, Q "  - speaker: A\n");
			text_puts(&bytes, i ? "    text: a\n" : "");
			text_printf(&bytes, "    %s: ", limits[i].key);
			for (size_t n = 0; n < limits[i].most + over; n++)
				text_putc(&bytes, 'x');
			trial_add(&trial, text_string(&bytes));
			trial_check(&trial);
			cr_expect_eq(trial.load.errors, over, "%s", limits[i].key);
			cr_expect(trial.told.length < 200);
			text_release(&bytes);
			trial_release(&trial);
		}
	}
}

Test(load, takes_no_memory_for_the_length_of_a_list_that_names_the_same_again)
{
	enum { ITEMS = 300000, MOST_KIB = 8 * 1024 };
	static const char *const LISTS[] = {
		Q "  - {speaker: a, text: b, to: [",
		Q "  - {speaker: a, text: b, topics: [",
		V "topics: [{id: a}]\ntalks:\n  - {id: k, title: T, topics: [",
		V "speakers: [{id: a, name: A}]\nquotes:\n  - {speaker: a, text: b, about: [",
	};

	for (size_t i = 0; i < sizeof(LISTS) / sizeof(LISTS[0]); i++) {
		struct trial trial = {0};
		struct text text = {0};
		struct spent spent;

		text_puts(&text, LISTS[i]);
		for (int n = 0; n < ITEMS; n++)
			text_puts(&text, "a,");
		text_puts(&text, "]}\n");
		trial_add(&trial, text_string(&text));
		spent_begin(&spent);
		trial_check(&trial);
		spent_end(&spent);
		cr_expect_eq(trial.result, 0, "%s", text_string(&trial.told));
		spent_expect(&spent, LISTS[i], 2.0, MOST_KIB);
		text_release(&text);
		trial_release(&trial);
	}
}

Test(load, refuses_what_is_no_regular_file_by_name)
{
	struct trial trial = {0};

	trial_add(&trial, V);
	cr_assert_eq(remove(trial.files[0]), 0);
	trial_check(&trial);
	cr_expect_eq(trial.result, -1);
	cr_expect_eq(trial.err.kind, ERROR_CORPUS);
	cr_expect(strstr(trial.err.text, trial.files[0]), "%s", trial.err.text);
	trial_release(&trial);
}

/* Appends to the file the first time that progress is told. */
static int grow(void *context, const struct load_progress *progress)
{
	struct trial *trial = context;
	FILE *file = fopen(trial->files[0], "a");

	(void)progress;
	cr_assert(file);
	fputs("# more\n", file);
	fclose(file);
	return 0;
}

/* Another letter in its place, and the time set back, as `cp -p` does. */
static int write_over(void *context, const struct load_progress *progress)
{
	const struct trial *trial = context;
	struct stat before, after;

	(void)progress;
	cr_assert_eq(stat(trial->files[0], &before), 0);
	/* Until the clock of the file system has ticked. */
	do {
		FILE *file = fopen(trial->files[0], "r+");

		fseek(file, -3, SEEK_END);
		fputc('?', file);
		fclose(file);
		utimensat(AT_FDCWD, trial->files[0],
			  (struct timespec[]){before.st_atim, before.st_mtim}, 0);
		cr_assert_eq(stat(trial->files[0], &after), 0);
	} while (after.st_ctim.tv_sec == before.st_ctim.tv_sec &&
		 after.st_ctim.tv_nsec == before.st_ctim.tv_nsec);
	return 0;
}

/* Its name is given to another file: what was opened is still what it was. */
static int take_name_away(void *context, const struct load_progress *progress)
{
	const struct trial *trial = context;

	(void)progress;
	unlink(trial->files[0]);
	return 0;
}

static int stop(void *context, const struct load_progress *progress)
{
	(void)context;
	(void)progress;
	return 1;
}

static void check_progress(int (*progress)(void *, const struct load_progress *),
			   enum error_kind kind, const char *words)
{
	struct trial trial = {0};
	struct error err = {0};

	trial_add(&trial, SAID("Plain words."));
	trial.load = (struct load){
		.files = (const char *const *)trial.files,
		.file_count = 1,
		.context = &trial,
		.progress = progress,
	};
	cr_expect_eq(load_corpus(&trial.load, &err), -1);
	cr_expect_eq(err.kind, kind, "%s", err.text);
	cr_expect(strstr(err.text, words), "%s", err.text);
	trial_release(&trial);
}

Test(load, refuses_a_file_that_changes_while_it_is_read)
{
	check_progress(grow, ERROR_CORPUS, "changed while it was read");
	check_progress(write_over, ERROR_CORPUS, "changed while it was read");
}

Test(load, reads_to_its_end_a_file_that_loses_its_name)
{
	struct trial trial = {0};
	struct error err = {0};

	trial_add(&trial, SAID("Plain words."));
	trial.load = (struct load){
		.files = (const char *const *)trial.files,
		.file_count = 1,
		.context = &trial,
		.progress = take_name_away,
	};
	cr_expect_eq(load_corpus(&trial.load, &err), 0, "%s", err.text);
	cr_expect_neq(access(trial.files[0], F_OK), 0);
	trial_release(&trial);
}

Test(load, stops_when_it_is_asked_to)
{
	check_progress(stop, ERROR_STOPPED, "stopped");
}

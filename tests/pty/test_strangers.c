/*
 * Text from strangers.
 */
#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/pty/lexer.h"
#include "tests/pty/stage.h"

static const char HOSTILE[] =
	"statements: 1\n"
	"title: \"\\e]0;owned\\a\\e[2Jtitle\"\n"
	"speakers: [{id: a, name: \"\\e[31mA\\x9b31m\"}]\n"
	"topics: [{id: t, label: \"\\u202Etopic\\r\\n\\e[H\"}]\n"
	"talks: [{id: k, title: \"\\e[?1049l talk\", place: \"\\x9dplace\"}]\n"
	"quotes:\n"
	"- {speaker: a, talk: k, topics: [t], text: \"\\e[2J\\e]52;c;cHduZWQ=\\a\\x85\\b\\b\\x7f harmless\"}\n"
	"- {speaker: a, text: \"\\U000E0001\\u200B\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301 😀👨‍👩‍👧 日本 \\eP\\e\\\\ end\"}\n";

Test(strangers, nothing_in_a_corpus_reaches_the_terminal_as_a_sequence)
{
	struct stage stage;
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_write(&folder, "\033[31mhostile\n.yaml", HOSTILE, sizeof(HOSTILE) - 1);
	stage_open(&stage, (struct pty_options){.arguments = {path}});
	pty_see(&stage.pty, "3 entries");
	pty_type(&stage.pty, "j");
	pty_see(&stage.pty, "harmless");
	pty_type(&stage.pty, "jjk\r?\033\033\033t\033/\033");
	pty_paste(&stage.pty, "x");
	pty_see_raw(&stage.pty);
	pty_type(&stage.pty, "Q");
	stage_end(&stage, 0);
	cr_expect_null(strstr(text_string(&stage.pty.bytes), "\033[31mA"));
	free(path);
	stage_close(&stage);
	folder_release(&folder);
}

/* Two corpora of one shape: in one what a terminal would obey, in the other the letters that
 * stand for it on the screen. */
#define TWIN(title, name, label, talk, place, first, second)				\
	"statements: 1\n"								\
	"title: \"" title "\"\n"							\
	"speakers: [{id: a, name: \"" name "\"}]\n"					\
	"topics: [{id: t, label: \"" label "\"}]\n"					\
	"talks: [{id: k, title: \"" talk "\", place: \"" place "\"}]\n"		\
	"quotes:\n"									\
	"- {id: q1, speaker: a, talk: k, topics: [t], text: \"" first "\"}\n"		\
	"- {id: q2, speaker: a, topics: [t], text: \"" second "\"}\n"

static const char OBEYED[] = TWIN(
	"\\x9b2Jtitle\\a", "A\\x9b31m \\e]0;x\\a", "\\u202Et\\ecx\\x7f", "\\e[?1049l talk",
	"\\x9dplace", "\\x9b2J\\x9d52;c;cHduZWQ=\\a\\x85\\b\\b\\x7f first \\x0e\\x0f",
	"\\U000E0001\\u200B\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301 😀👨‍👩‍👧 日本 \\u2066\\x90 second");
static const char SHOWN[] = TWIN(
	"<9B>2Jtitle^G", "A<9B>31m ^[]0;x^G", "<U+202E>t^[cx^?", "^[[?1049l talk",
	"<9D>place", "<9B>2J<9D>52;c;cHduZWQ=^G\\n^H^H^? first ^N^O",
	"<U+E0001><U+200B>◌\\u0301\\u0301\\u0301\\u0301 😀👨 日本 <U+2066><90> second");

struct twin {
	struct folder folder;
	struct stage stage;
	char *path;
	struct text kinds;	/* of the sequences that were sent */
};

static void twin_open(struct twin *twin, const char *yaml)
{
	folder_init(&twin->folder);
	twin->path = folder_write(&twin->folder, "corpus.yaml", yaml, strlen(yaml));
	stage_open(&twin->stage, (struct pty_options){.arguments = {twin->path}});
}

static void twin_close(struct twin *twin)
{
	struct pty *pty = &twin->stage.pty;

	pty_type(pty, "Q");
	stage_end(&twin->stage, 0);
	lexer_kinds(twin->stage.terminal, text_string(&pty->bytes), pty->bytes.length, &twin->kinds);
	free(twin->path);
	stage_close(&twin->stage);
	folder_release(&twin->folder);
}

/* What the screen shows, but for the name that mkdtemp gave the folder; yours to free. */
static char *picture_of(struct twin *twin)
{
	const char *made = strrchr(twin->folder.path, '/') + 1;
	char *picture = pty_picture(&twin->stage.pty), *found;

	while ((found = strstr(picture, made)))
		memset(found, '_', strlen(made));
	return picture;
}

/* Until both show TEXT and all else alike. */
static void see_alike(struct twin *one, struct twin *other, const char *text)
{
	bool alike = false;

	for (int i = 0; !alike; i++) {
		char *a = picture_of(one), *b = picture_of(other);

		alike = strstr(a, text) && strcmp(a, b) == 0;
		cr_assert(alike || i < 1000, "'%s' was expected on both:\n%s\n%s", text, a, b);
		free(a);
		free(b);
		if (alike)
			break;
		pty_pump(&one->stage.pty);
		pty_pump(&other->stage.pty);
	}
}

Test(strangers, a_hostile_text_looks_and_is_sent_like_the_harmless_one_that_shows_it)
{
	static const char *const steps[][2] = {
		/* What is to be seen was not there before. */
		{"", "id            q2"}, {"G", "Quotes (1)"}, {"k", "id            q1"},
		{"\r", "q close"}, {"q", "q quit"}, {"s", "Enter choose"}, {"\033", "q quit"},
		{"t", "Enter choose"}, {"\033", "q quit"}, {"/talk:k", "2 of 3"}, {"\r", "q quit"},
	};
	struct twin hostile = {0}, harmless = {0};

	twin_open(&hostile, OBEYED);
	twin_open(&harmless, SHOWN);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		pty_type(&hostile.stage.pty, steps[i][0]);
		pty_type(&harmless.stage.pty, steps[i][0]);
		see_alike(&hostile, &harmless, steps[i][1]);
	}
	twin_close(&hostile);
	twin_close(&harmless);
	cr_expect_str_eq(text_string(&hostile.kinds), text_string(&harmless.kinds));
	cr_expect(strstr(text_string(&hostile.kinds), "E[#m"), "no colour was sent");
	text_release(&hostile.kinds);
	text_release(&harmless.kinds);
}

Test(strangers, what_is_printed_of_a_corpus_holds_nothing_to_obey)
{
	static const char *const commands[][2] = {
		{"search", ""}, {"show", "k"}, {"list", "speakers"}, {"list", "topics"},
		{"list", "talks"}, {"search", "speaker:\033[31m"}, {"show", "\033]0;x\a"},
	};
	static const char *const never[] = {"\033", "\a", "\b", "\xc2\x9b", "\xc2\x9d", "\xe2\x80\xae",
					    "\xe2\x80\x8b", "\xf3\xa0\x80\x81"};
	struct folder folder;
	char *path;

	folder_init(&folder);
	path = folder_write(&folder, "\033[31mhostile\n.yaml", HOSTILE, sizeof(HOSTILE) - 1);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct stage stage;

		stage_open(&stage, (struct pty_options){
			.arguments = {commands[i][0], commands[i][1], path}});
		cr_expect_leq(pty_end(&stage.pty), 1, "%s %s", commands[i][0], commands[i][1]);
		cr_expect_gt(stage.pty.bytes.length, 0u);
		for (size_t j = 0; j < sizeof(never) / sizeof(never[0]); j++)
			cr_expect_null(strstr(text_string(&stage.pty.bytes), never[j]), "%s %s: %s",
				       commands[i][0], commands[i][1], never[j]);
		stage_close(&stage);
	}
	free(path);
	folder_release(&folder);
}

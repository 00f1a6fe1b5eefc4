#include "tests/tui/browser.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tui/key.h"

const char CORPUS[] =
	"statements: 1\n"
	"title: Harbour hearings\n"
	"defaults: {lang: en}\n"
	"speakers:\n"
	"  - {id: okafor, name: Ngozi Okafor, aliases: [Okafor], roles: [{title: Harbour Master}]}\n"
	"  - {id: lind, name: Per Lind, aliases: [Lind]}\n"
	"  - {id: wang, name: 王小明}\n"
	"topics:\n"
	"  - {id: port, label: The port}\n"
	"  - {id: port/dredging, label: Dredging}\n"
	"  - {id: wages, label: Wages}\n"
	"talks:\n"
	"  - id: hearing\n"
	"    kind: hearing\n"
	"    title: Hearing on the new quay\n"
	"    date: 2021-03-04\n"
	"    place: Gdynia\n"
	"    participants: [okafor, {speaker: lind, part: chair}]\n"
	"    agenda: [{text: Cost of dredging, topic: port/dredging}, Wages]\n"
	"    summary: The committee heard the harbour master.\n"
	"  - {id: post, kind: post, title: A post, date: 2020}\n"
	"quotes:\n"
	"  - {id: q1, speaker: okafor, talk: hearing, topics: [port/dredging],\n"
	"     text: 'The channel is nine metres deep [at low water] and it will not wait.'}\n"
	"  - {id: q2, speaker: okafor, talk: hearing, topics: [port], speech: mixed,\n"
	"     text: 'She called the old quay \"a museum of rust\" twice.'}\n"
	"  - {id: q3, speaker: lind, talk: hearing, topics: [wages], speech: indirect,\n"
	"     text: 'He asked who would pay the crews while the port is closed.'}\n"
	"  - {id: q4, speaker: lind, talk: post, text: 'Nobody asked the crews.'}\n"
	"  - {id: q5, speaker: wang, date: 2022-05, lang: zh, topics: [port],\n"
	"     text: '個人資料保護與港口安全'}\n"
	"  - {id: q6, speaker: lind, date: 2022-05-06, topics: [wages],\n"
	"     text: 'Wages follow the tide, and the tide is out.'}\n"
	"  - {id: q7, speaker: okafor, text: 'A date is what you give a ship that is late.'}\n";

void browser_open(struct browser *browser, const char *yaml, int rows, int columns)
{
	struct session_options options = {0};
	struct error err = {0};

	*browser = (struct browser){0};
	setlocale(LC_CTYPE, "C.UTF-8");
	test_corpus_init(&browser->corpus, yaml);
	options.store = browser->corpus.store;
	options.files = (const char *const *)&browser->corpus.file;
	options.file_count = 1;
	browser->session = session_open(&options, &err);
	cr_assert_not_null(browser->session, "%s", err.text);
	browser->ui = ui_open(browser->session);
	ui_resize(browser->ui, rows, columns);
	browser_settle(browser);
}

void browser_close(struct browser *browser)
{
	ui_close(browser->ui);
	session_close(browser->session);
	screen_release(&browser->screen);
	test_corpus_release(&browser->corpus);
}

/* A search, a count, or the quotes of the talk in the reader are still to come. */
static bool is_waiting(struct browser *browser)
{
	struct document *document = session_document(browser->session);

	return session_busy(browser->session) || (document && document_waiting(document));
}

static void wait_for_news(struct browser *browser)
{
	struct pollfd fd = {session_fd(browser->session), POLLIN, 0};
	int got;

	/* A fuzzer's own timer may go off meanwhile. */
	do
		got = poll(&fd, 1, 20000);
	while (got < 0 && errno == EINTR);
	cr_assert_eq(got, 1, "nothing came");
	session_update(browser->session);
}

void browser_settle(struct browser *browser)
{
	session_update(browser->session);
	/* Arranging may ask for something too: the list that Enter waited for. */
	do {
		while (is_waiting(browser))
			wait_for_news(browser);
		ui_arrange(browser->ui);
	} while (is_waiting(browser));
	ui_draw(browser->ui, &browser->screen);
}

void browser_keys(struct browser *browser, const char *keys)
{
	char *copy = memory_copy(keys, strlen(keys)), *rest = copy, *word;

	while ((word = strsep(&rest, " "))) {
		int32_t key = key_of(word);

		if (key != KEY_NONE_)
			ui_key(browser->ui, key);
		for (const char *p = word; key == KEY_NONE_ && *p; p++)
			ui_key(browser->ui, (unsigned char)*p);
		browser_settle(browser);
	}
	free(copy);
}

void browser_expect(struct browser *browser, const char *picture)
{
	struct text text = {0};

	screen_text(&browser->screen, &text);
	cr_expect_str_eq(text_string(&text), picture, "\n%s", text_string(&text));
	text_release(&text);
}

static bool has(struct browser *browser, const char *part, struct text *text)
{
	screen_text(&browser->screen, text);
	return strstr(text_string(text), part) != NULL;
}

void browser_wait_text(struct browser *browser, const char *part)
{
	struct text text = {0};

	while (!has(browser, part, &text)) {
		wait_for_news(browser);
		browser_settle(browser);
		text_clear(&text);
	}
	text_release(&text);
}

void browser_expect_text(struct browser *browser, const char *part)
{
	struct text text = {0};

	cr_expect(has(browser, part, &text), "no '%s' in\n%s", part, text_string(&text));
	text_release(&text);
}

void browser_expect_no_text(struct browser *browser, const char *part)
{
	struct text text = {0};

	cr_expect(!has(browser, part, &text), "'%s' in\n%s", part, text_string(&text));
	text_release(&text);
}

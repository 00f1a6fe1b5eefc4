#include "tui/commands.h"

#include "core/session.h"
#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/editor.h"
#include "tui/keys.h"
#include "tui/term.h"
#include "tui/tty.h"
#include "tui/ui.h"

enum {
	LOOK_AT_FILES = 2000,	/* milliseconds between two looks, when idle */
	EVENTS_A_FRAME = 64,	/* keys held down are not all drawn */
};

struct browser {
	struct session *session;
	struct ui *ui;
	struct terminal *term;
	int input;		/* its descriptor */
	struct screen screen;
	int ended;		/* by this signal */
};

static void draw(struct browser *browser)
{
	int rows, columns;

	term_size(browser->term, &rows, &columns);
	screen_resize(&browser->screen, rows, columns);
	ui_resize(browser->ui, rows, columns);
	ui_arrange(browser->ui);
	ui_draw(browser->ui, &browser->screen);
	term_show(browser->term, &browser->screen);
}

static void edit(struct browser *browser, const char *file, uint32_t line)
{
	struct error err = {0};

	term_give(browser->term);
	if (editor_run(file, line, browser->input, &err) && err.kind != ERROR_STOPPED)
		ui_say(browser->ui, "%s", err.text);
	term_take(browser->term);
	if (session_files_changed(browser->session))
		session_reload(browser->session);
}

/* What the interface cannot do by itself, since it knows no terminal. */
static void obey(struct browser *browser)
{
	const char *file;
	uint32_t line;

	if (ui_wants_editor(browser->ui, &file, &line))
		edit(browser, file, line);
	if (ui_wants_suspend(browser->ui))
		term_suspend(browser->term);
	if (ui_wants_repaint(browser->ui))
		term_repaint(browser->term);
}

static void handle(struct browser *browser, const struct term_event *event)
{
	switch (event->kind) {
	case TERM_KEY:
		ui_key(browser->ui, event->key);
		obey(browser);
		break;
	case TERM_PASTE:
		ui_paste(browser->ui, event->text, event->length);
		break;
	case TERM_OTHER:
		session_update(browser->session);
		break;
	case TERM_END:
		browser->ended = event->signal;
		break;
	case TERM_TIME:
	case TERM_RESIZE:
		break;
	}
}

static void run(struct browser *browser)
{
	int fd = session_fd(browser->session);
	struct term_event event;

	while (!ui_done(browser->ui) && !browser->ended) {
		draw(browser);
		term_wait(browser->term, fd, LOOK_AT_FILES, &event);
		if (event.kind == TERM_TIME && !session_busy(browser->session) &&
		    session_files_changed(browser->session))
			session_reload(browser->session);
		for (int i = 0; event.kind != TERM_TIME && i < EVENTS_A_FRAME; i++) {
			handle(browser, &event);
			if (ui_done(browser->ui) || browser->ended)
				break;
			term_wait(browser->term, fd, 0, &event);
		}
	}
}

static int browse(const struct corpus *corpus, const char *query, int input, struct error *err)
{
	struct session_options options = {
		.store = text_string(&corpus->store),
		/* A copy of standard input is nothing to reload or to edit. */
		.files = corpus->spooled ? NULL : corpus->files,
		.shown = corpus->spooled ? NULL : corpus->shown,
		.file_count = corpus->spooled ? 0 : corpus->count,
		.query = query,
	};
	struct browser browser = {.input = input};
	int result = -1;

	browser.term = term_open(input, tty_utf8(), err);
	if (browser.term)
		browser.session = session_open(&options, err);
	if (browser.session) {
		browser.ui = ui_open(browser.session);
		run(&browser);
		result = browser.ended ? 128 + browser.ended : RESULT_DONE;
	}
	/* The terminal first: closing a large store must not be waited for. */
	term_close(browser.term);
	ui_close(browser.ui);
	if (browser.session)
		session_close(browser.session);
	screen_release(&browser.screen);
	return result;
}

static int print_keys(void)
{
	struct text out = {0};

	keys_list(&out);
	cli_put(&out);
	text_release(&out);
	return RESULT_DONE;
}

int command_browse(const struct options *options)
{
	struct corpus corpus = {0};
	struct error err = {0};
	int input, result = -1;

	if (options->list_keys)
		return print_keys();
	/* What has no terminal to browse on need not wait for a load to be told so. */
	if (corpus_find(&corpus, options, false, NULL, &err) == 0 &&
	    (input = tty_input(corpus.spooled, &err)) >= 0 && term_check(&err) == 0 &&
	    corpus_load(&corpus, &err) == 0)
		result = browse(&corpus, options->query, input, &err);
	if (result < 0)
		result = cli_failed(&err);
	corpus_release(&corpus);
	return result;
}

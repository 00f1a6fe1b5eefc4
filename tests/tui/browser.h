/*
 * A browser without a terminal: a corpus loaded into a store, a session on it,
 * the interface, and the grid it paints.
 */
#ifndef TESTS_TUI_BROWSER_H
#define TESTS_TUI_BROWSER_H

#include "tests/support/corpus.h"
#include "tui/ui.h"

/* Three speakers, two talks, seven quotes: enough for every pane. */
extern const char CORPUS[];

struct browser {
	struct test_corpus corpus;
	struct session *session;
	struct ui *ui;
	struct screen screen;
};

void browser_open(struct browser *browser, const char *yaml, int rows, int columns);
void browser_close(struct browser *browser);

/* Presses keys, by name, with blanks between; a word that names no key is typed
 * letter by letter.  Waits for the answer after each. */
void browser_keys(struct browser *browser, const char *keys);
/* Waits until nothing is under way, then paints. */
void browser_settle(struct browser *browser);

/* Waits until the screen holds TEXT. */
void browser_wait_text(struct browser *browser, const char *text);

/* Fails unless the screen is PICTURE; lines end without blanks. */
void browser_expect(struct browser *browser, const char *picture);
/* Fails unless the screen holds TEXT somewhere, or nowhere. */
void browser_expect_text(struct browser *browser, const char *text);
void browser_expect_no_text(struct browser *browser, const char *text);

#endif

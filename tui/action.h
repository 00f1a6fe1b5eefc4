/*
 * Actions: all that the interface can be told to do, one row each.
 *
 * Which key does it is said in tui/keys; hints, help, `--list-keys` and the
 * manual are made from the two tables.
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include "tui/layout.h"

struct ui;

enum action {
	ACTION_NONE,
	/* asking */
	ACTION_HELP, ACTION_SEARCH, ACTION_SPEAKER, ACTION_TOPIC, ACTION_ADD, ACTION_DROP,
	ACTION_SORT, ACTION_ALL, ACTION_QUOTES, ACTION_TALKS,
	/* moving */
	ACTION_DOWN, ACTION_UP, ACTION_HALF_DOWN, ACTION_HALF_UP, ACTION_PAGE_DOWN,
	ACTION_PAGE_UP, ACTION_FIRST, ACTION_LAST,
	/* reading */
	ACTION_READ, ACTION_FILTER, ACTION_GO, ACTION_NEXT_ENTRY, ACTION_PREVIOUS_ENTRY,
	ACTION_NEXT_MATCH, ACTION_PREVIOUS_MATCH, ACTION_NEXT_OF_SPEAKER,
	ACTION_PREVIOUS_OF_SPEAKER, ACTION_NEXT_OF_TALK, ACTION_PREVIOUS_OF_TALK, ACTION_TALK,
	ACTION_BACK, ACTION_FORWARD,
	/* panes and typing */
	ACTION_NEXT_PANE, ACTION_PREVIOUS_PANE, ACTION_LEFT_PANE, ACTION_MAXIMISE,
	ACTION_KEEP, ACTION_CHOOSE, ACTION_RUN, ACTION_OLDER_QUERY, ACTION_NEWER_QUERY,
	ACTION_LEFT, ACTION_RIGHT, ACTION_HOME, ACTION_END,
	ACTION_RUB_OUT, ACTION_DELETE, ACTION_RUB_OUT_WORD, ACTION_RUB_OUT_LINE, ACTION_CUT_REST,
	/* files and leaving */
	ACTION_RELOAD, ACTION_EDIT, ACTION_SUSPEND, ACTION_REPAINT, ACTION_STEP_BACK,
	ACTION_CANCEL, ACTION_CLOSE, ACTION_LEAVE, ACTION_QUIT,
	ACTION_COUNT
};

/* Places: a set of panes that may have the focus. */
#define PLACE(pane) (1u << (pane))

enum {
	IN_LIST = PLACE(PANE_LIST),
	IN_READER = PLACE(PANE_READER),
	IN_FACETS = PLACE(PANE_FACETS),
	IN_BASE = IN_LIST | IN_READER | IN_FACETS,
	IN_PROMPT = PLACE(PANE_PROMPT),
	IN_PICKER = PLACE(PANE_PICKER),
	IN_HELP = PLACE(PANE_HELP),
	IN_TYPED = IN_PROMPT | IN_PICKER | IN_HELP,	/* where characters are text */
	IN_ALL = IN_BASE | IN_TYPED,
};

struct action_info {
	const char *name;	/* a word or two, for hints */
	const char *help;	/* one line */
	unsigned places;	/* where it applies */
	void (*run)(struct ui *ui, int argument);
	int argument;
};

extern const struct action_info ACTIONS[ACTION_COUNT];

#endif

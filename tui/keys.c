#include "tui/keys.h"

#include "tui/key.h"

#define CTRL(letter) ((letter) - 'a' + 1)

const struct binding BINDINGS[] = {
	{'?', ACTION_HELP, IN_BASE},
	{KEY_ENTER_, ACTION_KEEP, IN_PROMPT},
	{KEY_ENTER_, ACTION_CHOOSE, IN_PICKER},
	{KEY_ENTER_, ACTION_RUN, IN_HELP},
	{'/', ACTION_SEARCH, IN_BASE},
	{'s', ACTION_SPEAKER, IN_LIST},
	{'t', ACTION_TOPIC, IN_LIST},
	{KEY_ENTER_, ACTION_READ, IN_LIST},
	{'l', ACTION_READ, 0},
	{KEY_RIGHT_, ACTION_READ, 0},
	{KEY_ENTER_, ACTION_FILTER, IN_FACETS},
	{'l', ACTION_FILTER, 0},
	{KEY_RIGHT_, ACTION_FILTER, 0},
	{KEY_ENTER_, ACTION_GO, IN_READER},
	{'l', ACTION_GO, 0},
	{KEY_RIGHT_, ACTION_GO, 0},
	{KEY_TAB_, ACTION_NEXT_PANE, IN_BASE},
	{KEY_SHIFT_TAB_, ACTION_PREVIOUS_PANE, 0},
	{'h', ACTION_LEFT_PANE, 0},
	{KEY_LEFT_, ACTION_LEFT_PANE, 0},
	{'O', ACTION_MAXIMISE, 0},
	{',', ACTION_ADD, IN_BASE},
	{KEY_BACKSPACE_, ACTION_DROP, 0},
	{'o', ACTION_SORT, IN_LIST | IN_FACETS},
	{'1', ACTION_ALL, 0},
	{'2', ACTION_QUOTES, 0},
	{'3', ACTION_TALKS, 0},

	{'j', ACTION_DOWN, 0},
	{KEY_DOWN_, ACTION_DOWN, 0},
	{CTRL('n'), ACTION_DOWN, 0},
	{'k', ACTION_UP, 0},
	{KEY_UP_, ACTION_UP, 0},
	{CTRL('p'), ACTION_UP, 0},
	{CTRL('d'), ACTION_HALF_DOWN, 0},
	{CTRL('u'), ACTION_HALF_UP, 0},
	{KEY_PAGE_DOWN_, ACTION_PAGE_DOWN, 0},
	{KEY_PAGE_UP_, ACTION_PAGE_UP, 0},
	{'g', ACTION_FIRST, 0},
	{KEY_HOME_, ACTION_FIRST, 0},
	{'G', ACTION_LAST, 0},
	{KEY_END_, ACTION_LAST, 0},

	{'J', ACTION_NEXT_ENTRY, 0},
	{'K', ACTION_PREVIOUS_ENTRY, 0},
	{'n', ACTION_NEXT_MATCH, IN_READER},
	{'N', ACTION_PREVIOUS_MATCH, 0},
	{']', ACTION_NEXT_OF_SPEAKER, 0},
	{'[', ACTION_PREVIOUS_OF_SPEAKER, 0},
	{'}', ACTION_NEXT_OF_TALK, 0},
	{'{', ACTION_PREVIOUS_OF_TALK, 0},
	{'T', ACTION_TALK, IN_READER},
	{'<', ACTION_BACK, IN_READER},
	{'>', ACTION_FORWARD, 0},

	{KEY_UP_, ACTION_OLDER_QUERY, IN_PROMPT},
	{CTRL('p'), ACTION_OLDER_QUERY, 0},
	{KEY_DOWN_, ACTION_NEWER_QUERY, 0},
	{CTRL('n'), ACTION_NEWER_QUERY, 0},
	{KEY_F1_, ACTION_HELP, IN_PROMPT | IN_PICKER},
	{KEY_LEFT_, ACTION_LEFT, 0},
	{CTRL('b'), ACTION_LEFT, 0},
	{KEY_RIGHT_, ACTION_RIGHT, 0},
	{CTRL('f'), ACTION_RIGHT, 0},
	{KEY_HOME_, ACTION_HOME, 0},
	{CTRL('a'), ACTION_HOME, 0},
	{KEY_END_, ACTION_END, 0},
	{CTRL('e'), ACTION_END, 0},
	{KEY_BACKSPACE_, ACTION_RUB_OUT, 0},
	{CTRL('h'), ACTION_RUB_OUT, 0},
	{KEY_DELETE_, ACTION_DELETE, 0},
	{CTRL('w'), ACTION_RUB_OUT_WORD, IN_TYPED},
	{CTRL('u'), ACTION_RUB_OUT_LINE, IN_TYPED},
	{CTRL('k'), ACTION_CUT_REST, 0},

	{'R', ACTION_RELOAD, 0},
	{'e', ACTION_EDIT, 0},
	{CTRL('l'), ACTION_REPAINT, 0},
	{CTRL('z'), ACTION_SUSPEND, 0},
	{KEY_ESC_, ACTION_STEP_BACK, 0},
	{'Q', ACTION_QUIT, 0},
	{CTRL('c'), ACTION_QUIT, 0},
	/* Last, since the last hint is the one that is always shown. */
	{KEY_ESC_, ACTION_CANCEL, IN_TYPED},
	{'q', ACTION_CLOSE, IN_READER | IN_FACETS},
	{'q', ACTION_LEAVE, IN_LIST},
};

const size_t BINDING_COUNT = sizeof(BINDINGS) / sizeof(BINDINGS[0]);

static const char *const PLACE_NAMES[PANE_COUNT] = {
	[PANE_FACETS] = "the facets", [PANE_LIST] = "the list", [PANE_READER] = "the reader",
	[PANE_PROMPT] = "the prompt", [PANE_PICKER] = "the picker", [PANE_HELP] = "the help",
};

/* Sets of places that have a name. */
static const struct {
	unsigned places;
	const char *name;
} SETS[] = {
	{IN_ALL, "any place"},
	{IN_BASE, "any pane"},
	{IN_TYPED, "any place where text is typed"},
};

bool keys_typed(enum pane place)
{
	return (PLACE(place) & IN_TYPED) != 0;
}

bool key_is_text(int32_t key)
{
	return key >= ' ' && key < KEY_SPECIAL_ && (key < 0x7f || key > 0x9f);
}

enum action keys_lookup(enum pane place, int32_t key)
{
	if (keys_typed(place) && key_is_text(key))
		return ACTION_NONE;
	for (size_t i = 0; i < BINDING_COUNT; i++)
		if (BINDINGS[i].key == key &&
		    (ACTIONS[BINDINGS[i].action].places & PLACE(place)))
			return BINDINGS[i].action;
	return ACTION_NONE;
}

enum action keys_elsewhere(int32_t key)
{
	for (size_t i = 0; i < BINDING_COUNT; i++)
		if (BINDINGS[i].key == key)
			return BINDINGS[i].action;
	return ACTION_NONE;
}

const char *place_name(enum pane place)
{
	return PLACE_NAMES[place];
}

void places_say(unsigned places, struct text *out)
{
	bool first = true;

	for (size_t i = 0; i < sizeof(SETS) / sizeof(SETS[0]); i++) {
		if (SETS[i].places == places) {
			text_puts(out, SETS[i].name);
			return;
		}
	}
	for (int i = 0; i < PANE_COUNT; i++) {
		if (!(places & PLACE(i)))
			continue;
		places &= ~PLACE(i);
		if (!first)
			text_puts(out, places ? ", " : " and ");
		text_puts(out, PLACE_NAMES[i]);
		first = false;
	}
}

void keys_of(enum action action, enum pane place, struct text *out)
{
	char buffer[16];
	size_t begin = out->length;

	for (size_t i = 0; i < BINDING_COUNT; i++) {
		if (BINDINGS[i].action != action)
			continue;
		if (place != PANE_COUNT && keys_lookup(place, BINDINGS[i].key) != action)
			continue;
		if (out->length > begin)
			text_putc(out, ' ');
		text_puts(out, key_text(BINDINGS[i].key, buffer));
	}
}

/* The actions that apply in just these places. */
static void list_places(unsigned places, struct text *out)
{
	bool seen[ACTION_COUNT] = {false};
	struct text keys = {0};

	text_puts(out, out->length > 0 ? "\nIn " : "In ");
	places_say(places, out);
	text_puts(out, ":\n");
	for (size_t i = 0; i < BINDING_COUNT; i++) {
		enum action action = BINDINGS[i].action;

		if (seen[action] || ACTIONS[action].places != places)
			continue;
		seen[action] = true;
		text_clear(&keys);
		keys_of(action, PANE_COUNT, &keys);
		text_printf(out, "  %-18s %s\n", text_string(&keys), ACTIONS[action].help);
	}
	text_release(&keys);
}

void keys_list(struct text *out)
{
	bool listed[1u << PANE_COUNT] = {false};

	for (size_t i = 0; i < BINDING_COUNT; i++) {
		unsigned places = ACTIONS[BINDINGS[i].action].places;

		if (!listed[places])
			list_places(places, out);
		listed[places] = true;
	}
	text_puts(out, "\nWhere text is typed, characters are text.\n");
}

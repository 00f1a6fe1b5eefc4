#include "tui/keys.h"

#include "tui/key.h"

#define CTRL(letter) ((letter) - 'a' + 1)

const struct binding BINDINGS[] = {
	{'?', ACTION_HELP, true},
	{KEY_F1_, ACTION_HELP, false},
	{KEY_ENTER_, ACTION_KEEP, true},
	{KEY_ENTER_, ACTION_CHOOSE, true},
	{KEY_ENTER_, ACTION_RUN, true},
	{'/', ACTION_SEARCH, true},
	{'s', ACTION_SPEAKER, true},
	{'t', ACTION_TOPIC, true},
	{KEY_ENTER_, ACTION_READ, true},
	{'l', ACTION_READ, false},
	{KEY_RIGHT_, ACTION_READ, false},
	{KEY_ENTER_, ACTION_FILTER, true},
	{'l', ACTION_FILTER, false},
	{KEY_RIGHT_, ACTION_FILTER, false},
	{KEY_ENTER_, ACTION_GO, true},
	{'l', ACTION_GO, false},
	{KEY_RIGHT_, ACTION_GO, false},
	{KEY_TAB_, ACTION_NEXT_PANE, true},
	{KEY_SHIFT_TAB_, ACTION_PREVIOUS_PANE, false},
	{'h', ACTION_LEFT_PANE, false},
	{KEY_LEFT_, ACTION_LEFT_PANE, false},
	{'O', ACTION_MAXIMISE, false},
	{',', ACTION_ADD, true},
	{KEY_BACKSPACE_, ACTION_DROP, false},
	{'o', ACTION_SORT, true},
	{'1', ACTION_ALL, false},
	{'2', ACTION_QUOTES, false},
	{'3', ACTION_TALKS, false},

	{'j', ACTION_DOWN, false},
	{KEY_DOWN_, ACTION_DOWN, false},
	{CTRL('n'), ACTION_DOWN, false},
	{'k', ACTION_UP, false},
	{KEY_UP_, ACTION_UP, false},
	{CTRL('p'), ACTION_UP, false},
	{CTRL('d'), ACTION_HALF_DOWN, false},
	{CTRL('u'), ACTION_HALF_UP, false},
	{KEY_PAGE_DOWN_, ACTION_PAGE_DOWN, false},
	{KEY_PAGE_UP_, ACTION_PAGE_UP, false},
	{'g', ACTION_FIRST, false},
	{KEY_HOME_, ACTION_FIRST, false},
	{'G', ACTION_LAST, false},
	{KEY_END_, ACTION_LAST, false},

	{'J', ACTION_NEXT_ENTRY, false},
	{'K', ACTION_PREVIOUS_ENTRY, false},
	{'n', ACTION_NEXT_MATCH, true},
	{'N', ACTION_PREVIOUS_MATCH, false},
	{']', ACTION_NEXT_OF_SPEAKER, false},
	{'[', ACTION_PREVIOUS_OF_SPEAKER, false},
	{'}', ACTION_NEXT_OF_TALK, false},
	{'{', ACTION_PREVIOUS_OF_TALK, false},
	{'T', ACTION_TALK, true},
	{'<', ACTION_BACK, true},
	{'>', ACTION_FORWARD, false},

	{KEY_UP_, ACTION_OLDER_QUERY, true},
	{CTRL('p'), ACTION_OLDER_QUERY, false},
	{KEY_DOWN_, ACTION_NEWER_QUERY, false},
	{CTRL('n'), ACTION_NEWER_QUERY, false},
	{KEY_LEFT_, ACTION_LEFT, false},
	{CTRL('b'), ACTION_LEFT, false},
	{KEY_RIGHT_, ACTION_RIGHT, false},
	{CTRL('f'), ACTION_RIGHT, false},
	{KEY_HOME_, ACTION_HOME, false},
	{CTRL('a'), ACTION_HOME, false},
	{KEY_END_, ACTION_END, false},
	{CTRL('e'), ACTION_END, false},
	{KEY_BACKSPACE_, ACTION_RUB_OUT, false},
	{CTRL('h'), ACTION_RUB_OUT, false},
	{KEY_DELETE_, ACTION_DELETE, false},
	{CTRL('w'), ACTION_RUB_OUT_WORD, true},
	{CTRL('u'), ACTION_RUB_OUT_LINE, true},
	{CTRL('k'), ACTION_CUT_REST, false},

	{'R', ACTION_RELOAD, false},
	{'e', ACTION_EDIT, false},
	{CTRL('z'), ACTION_SUSPEND, false},
	{KEY_ESC_, ACTION_STEP_BACK, false},
	{'Q', ACTION_QUIT, false},
	{CTRL('c'), ACTION_QUIT, false},
	/* Last, since the last hint is the one that is always shown. */
	{KEY_ESC_, ACTION_CLOSE, true},
	{'q', ACTION_CLOSE, true},
	{'q', ACTION_LEAVE, true},
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
		text_puts(out, key_name(BINDINGS[i].key, buffer));
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

#include "tui/key.h"

#include <stdio.h>
#include <string.h>

#include "store/utf8.h"

/* A key with a name of its own; the others are named by rule. */
static const struct {
	int32_t key;
	const char *name;
} NAMES[] = {
	{KEY_TAB_, "Tab"}, {KEY_ENTER_, "Enter"}, {KEY_ESC_, "Esc"},
	{KEY_BACKSPACE_, "Backspace"}, {' ', "Space"}, {KEY_UP_, "Up"}, {KEY_DOWN_, "Down"},
	{KEY_LEFT_, "Left"}, {KEY_RIGHT_, "Right"}, {KEY_HOME_, "Home"}, {KEY_END_, "End"},
	{KEY_PAGE_UP_, "PgUp"}, {KEY_PAGE_DOWN_, "PgDn"}, {KEY_DELETE_, "Delete"},
	{KEY_INSERT_, "Insert"}, {KEY_SHIFT_TAB_, "Shift-Tab"}, {KEY_F1_, "F1"},
	{KEY_UNKNOWN_, "this key"}, {KEY_RESIZE_, "Resize"}, {KEY_PASTE_, "Paste"},
};

enum { NAME_COUNT = sizeof(NAMES) / sizeof(NAMES[0]) };

int32_t key_of(const char *name)
{
	size_t length = strlen(name), size;
	int32_t code;

	for (size_t i = 0; i < NAME_COUNT; i++)
		if (strcmp(NAMES[i].name, name) == 0)
			return NAMES[i].key;
	if (length == 6 && memcmp(name, "Ctrl-", 5) == 0 && name[5] >= 'a' && name[5] <= 'z')
		return name[5] - 'a' + 1;
	if (length == 0)
		return KEY_NONE_;
	code = utf8_next(name, name + length, &size);
	return size == length && code > ' ' ? code : KEY_NONE_;
}

const char *key_text(int32_t key, char buffer[16])
{
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (NAMES[i].key == key)
			return NAMES[i].name;
	if (key >= 1 && key <= 26)
		snprintf(buffer, 16, "Ctrl-%c", 'a' + key - 1);
	else if (key > ' ' && key < KEY_SPECIAL_ && (key < 0x7f || key > 0x9f))
		buffer[utf8_put(buffer, key)] = '\0';
	else
		snprintf(buffer, 16, "U+%04X", (unsigned)key);
	return buffer;
}

/*
 * Sequences: what a terminal sends for a key that its terminfo entry lacks, such as
 * Ctrl-Left in `screen`.  Curses gives it byte by byte, and taken so it would be an
 * Esc, which takes a filter away, and then some letters that are keys too.
 */
#include "tui/key.h"
#include "tui/term_state.h"

enum {
	SEQUENCE_MOST = 32,
	UNDECIDED = -1,
};

/* Keys without a parameter: `Esc [ A`, or `Esc O A` in the other mode. */
static int32_t plain_key(wint_t final)
{
	static const struct {
		wint_t final;
		int32_t key;
	} rows[] = {
		{'A', KEY_UP_}, {'B', KEY_DOWN_}, {'C', KEY_RIGHT_}, {'D', KEY_LEFT_},
		{'H', KEY_HOME_}, {'F', KEY_END_}, {'Z', KEY_SHIFT_TAB_},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].final == final)
			return rows[i].key;
	return KEY_ESC_;
}

/* The key that CODES, which came behind an Esc, are; KEY_ESC_ where they are keys of
 * their own; UNDECIDED where more is needed to tell. */
static int32_t key_of_sequence(const wint_t *codes, size_t count)
{
	wint_t last = codes[count - 1];

	if (count == 1)
		return last == '[' || last == 'O' ? UNDECIDED : KEY_ESC_;
	if (codes[0] == 'O')
		return plain_key(last);
	/* Function keys of the Linux console: `Esc [ [ A`. */
	if (codes[1] == '[')
		return count == 2 ? UNDECIDED
		     : last >= 'A' && last <= 'E' ? KEY_UNKNOWN_ : KEY_ESC_;
	if (last >= ' ' && last <= '?')
		return UNDECIDED;
	if (count == 2)
		return plain_key(last);
	return (last >= '@' && last <= 'Z') || last == '^' || last == 'u' || last == '~'
		? KEY_UNKNOWN_ : KEY_ESC_;
}

int32_t term_sequence(struct terminal *term)
{
	wint_t codes[SEQUENCE_MOST];
	int32_t key = UNDECIDED;
	size_t count = 0;
	int kind = OK;

	/* Only what is at hand: nobody types so soon behind Esc. */
	while (key == UNDECIDED && kind == OK && count < SEQUENCE_MOST) {
		kind = term_code(term, &codes[count]);
		if (kind != ERR)
			count++;
		if (kind == OK)
			key = key_of_sequence(codes, count);
	}
	if (key != UNDECIDED && key != KEY_ESC_)
		return key;
	if (kind == KEY_CODE_YES)
		ungetch((int)codes[--count]);
	while (count > 0)
		unget_wch((wchar_t)codes[--count]);
	return KEY_ESC_;
}

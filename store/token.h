/*
 * Words: how a text is cut and folded, the same for the index, for queries and
 * for highlighting, since all three call this.
 *
 * A word is a run of letters, digits, private-use characters and the marks
 * behind them (Unicode categories L*, N*, Co, Mn, Mc); a mark that stands behind
 * none of these is no word.  Each Han, Hiragana and Katakana character is a word
 * of its own, with the marks behind it.  Folding: NFC, full case folding; a
 * Latin letter loses its marks, letters of other scripts keep theirs (й is not
 * и), 32 of them.  Default ignorable characters other than U+200B (soft hyphens,
 * joiners, variation selectors) inside a word are skipped and do not cut it.  A
 * folded word is cut to TOKEN_BYTES, between characters.  Bytes that are not
 * UTF-8 separate words.
 *
 * Folding is idempotent: cutting and folding a folded word gives that word.
 */
#ifndef STORE_TOKEN_H
#define STORE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum { TOKEN_BYTES = 256 };

struct token {
	char word[TOKEN_BYTES];	/* folded; not ended by a NUL */
	size_t length;
	size_t start, end;	/* bytes of the text that it was made from */
	bool ideograph;		/* a Han, Hiragana or Katakana character */
};

/* Reads TEXT from *OFFSET to its first word, fills TOKEN and moves *OFFSET
 * behind it; false at the end.  Linear; about 2 ns a byte of ASCII. */
bool token_next(const char *text, size_t length, size_t *offset, struct token *token);

#endif

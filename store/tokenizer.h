/*
 * The tokenizer that FTS5 uses for the tables of a store: the words of
 * store/token.h, and beside them two things that no text of a corpus can hold,
 * since their bytes are not UTF-8:
 *
 *	TOKEN_FACET	three such bytes begin a token that ends before the next
 *			blank: a facet's value, see facet_token() in store/schema.h
 *	TOKEN_PART	a separator between two texts in one column: a token of
 *			its own
 */
#ifndef STORE_TOKENIZER_H
#define STORE_TOKENIZER_H

#include <sqlite3.h>

/* It takes the name of one that every FTS5 has, and stands before that one on
 * our connections.  Under a name of its own nothing else could touch a store's
 * index: not even drop it, or name what is in the file. */
#define TOKENIZER "unicode61"

#define TOKEN_FACET "\xff\xff\xff"
#define TOKEN_PART "\xfe"

/* Registers it with a connection; an SQLite result code. */
int tokenizer_register(sqlite3 *db);

#endif

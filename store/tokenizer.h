/*
 * The tokenizer that FTS5 uses for the words of names: those of store/token.h.
 */
#ifndef STORE_TOKENIZER_H
#define STORE_TOKENIZER_H

#include <sqlite3.h>

/* It takes the name of one that every FTS5 has, and stands before that one on
 * our connections.  Under a name of its own nothing else could touch a store's
 * index: not even drop it, or name what is in the file. */
#define TOKENIZER "unicode61"

/* Registers it with a connection; an SQLite result code. */
int tokenizer_register(sqlite3 *db);

#endif

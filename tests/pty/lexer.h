/*
 * A lexer of what a program sends to a terminal: UTF-8 that can be seen, CR, LF, BS,
 * BEL, or a sequence that terminfo gives for that terminal, and nothing else.
 */
#ifndef TESTS_LEXER_H
#define TESTS_LEXER_H

#include <stddef.h>

#include "store/text.h"

/* The offset of the first byte of BYTES that is none of these for the terminal NAME, or
 * LENGTH where all are. */
size_t lexer_check(const char *name, const char *bytes, size_t length);

/* Adds to KINDS the kinds of sequences among such bytes, each once, in order, on lines of
 * their own, with # for numbers; but for those that move the cursor, erase or scroll. */
void lexer_kinds(const char *name, const char *bytes, size_t length, struct text *kinds);

#endif

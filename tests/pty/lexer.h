/*
 * A lexer of what a program sends to a terminal: printable UTF-8, CR, LF, BS,
 * BEL, or a sequence that terminfo gives for that terminal, and nothing else.
 */
#ifndef TESTS_LEXER_H
#define TESTS_LEXER_H

#include <stddef.h>

/* The offset of the first byte of BYTES that is none of these for the terminal NAME, or
 * LENGTH where all are. */
size_t lexer_check(const char *name, const char *bytes, size_t length);

#endif

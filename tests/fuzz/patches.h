/*
 * Patches: a small store with other bytes or other values in it, as an input
 * says.
 *
 * A byte tells which of the two, and how many patches there are; each has what
 * patch_bytes or patch_value in patches.c takes.
 */
#ifndef TESTS_FUZZ_PATCHES_H
#define TESTS_FUZZ_PATCHES_H

#include "tests/fuzz/fuzz.h"
#include "tests/store/damage.h"

/* Takes patches from BYTES and writes the store that they make; returns its path. */
const char *patches_apply(struct bytes *bytes);

/* What they are made of, made once; removed at exit. */
struct damage *patches_damage(void);

#endif

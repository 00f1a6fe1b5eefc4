/*
 * Criterion's assertions for the helpers of other tests where fuzz targets use
 * them: outside of a test that Criterion runs its own do not work.  Here each
 * aborts, an expectation too.
 */
#ifndef TESTS_FUZZ_CRITERION_H
#define TESTS_FUZZ_CRITERION_H

/* A message is optional, for which C11 has no words. */
#pragma GCC system_header
#ifdef __clang__
#pragma clang diagnostic ignored "-Wgnu-zero-variadic-macro-arguments"
#endif

#include <string.h>

#include "tests/fuzz/fuzz.h"

#define cr_assert(condition, ...) must(condition, " " __VA_ARGS__)
#define cr_assert_fail(...) fuzz_failed(__FILE__, __LINE__, "reached", " " __VA_ARGS__)
#define cr_assert_eq(a, b, ...) cr_assert((a) == (b), __VA_ARGS__)
#define cr_assert_gt(a, b, ...) cr_assert((a) > (b), __VA_ARGS__)
#define cr_assert_lt(a, b, ...) cr_assert((a) < (b), __VA_ARGS__)
#define cr_assert_not_null(a, ...) cr_assert((a) != NULL, __VA_ARGS__)
#define cr_assert_str_eq(a, b, ...) cr_assert(strcmp((a), (b)) == 0, __VA_ARGS__)
#define cr_expect cr_assert
#define cr_expect_eq cr_assert_eq
#define cr_expect_str_eq cr_assert_str_eq

#endif

/*
 * The parts of the harness: each is a file of its own that begins by saying what
 * it tries.
 */
#ifndef TESTS_FAULT_PARTS_H
#define TESTS_FAULT_PARTS_H

#include "tests/fault/report.h"

void points(struct report *report);
void kills(struct report *report);
void power(struct report *report);
void limits(struct report *report);
void signals(struct report *report);

#endif

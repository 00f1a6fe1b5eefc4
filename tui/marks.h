/*
 * Marks: the signs that say, with no need of colour, how something was said.
 */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include "store/vocabulary.h"

/* “ direct, ~ indirect, ± mixed: one column. */
const char *speech_mark(enum speech speech);

#endif

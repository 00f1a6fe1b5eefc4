/*
 * A locator: a second, lazy look at the bytes of a file at places that libyaml
 * names only by their number of characters.
 *
 * It is for what libyaml does not tell: the line and column where lines end as
 * the format says (libyaml also counts NEL, LS and PS as line ends), the place
 * of a byte, and what stands behind a plain scalar.  Looking forward costs the
 * bytes passed over, once; looking back begins the file again.
 */
#ifndef STORE_LOCATOR_H
#define STORE_LOCATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct locator {
	int fd;
	uint64_t mark;		/* bytes of the byte order mark, which counts nothing */
	char *buffer;
	size_t filled, at;	/* of the buffer; `at` is where the locator looks */
	uint64_t offset;	/* of buffer[0] in the file */
	uint64_t chars;		/* before `at`, without the mark */
	uint32_t line, column;	/* of `at`; known while `lined` */
	bool lined, after_cr;
};

void locator_init(struct locator *locator, int fd);
void locator_release(struct locator *locator);

/* Looks at character number CHARS, from 0; at the end of the file where there
 * are fewer. */
void locator_to_char(struct locator *locator, uint64_t chars);
/* The same, and `line` and `column` are known. */
void locator_place_char(struct locator *locator, uint64_t chars);
void locator_place_byte(struct locator *locator, uint64_t offset);

/* From a place with a line, to the next that is no blank, line end or comment. */
void locator_skip_blanks(struct locator *locator);

/* The next byte and a step behind it; -1 at the end of the file. */
int locator_byte(struct locator *locator);

#endif

/*
 * A lens: a second, lazy look at the bytes of a file at places that libyaml
 * names only by their number of characters.
 *
 * It is for what libyaml does not tell: the line and column where lines end as
 * the format says (libyaml also counts NEL, LS and PS as line ends), the place
 * of a byte, and what stands behind a plain scalar.  Looking forward costs the
 * bytes passed over, once; looking back begins the file again.
 */
#ifndef STORE_LENS_H
#define STORE_LENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lens {
	int fd;
	uint64_t mark;		/* bytes of the byte order mark, which counts nothing */
	char *buffer;
	size_t filled, at;	/* of the buffer; `at` is where the lens looks */
	uint64_t offset;	/* of buffer[0] in the file */
	uint64_t chars;		/* before `at`, without the mark */
	uint32_t line, column;	/* of `at`; known while `lined` */
	bool lined, after_cr;
};

void lens_init(struct lens *lens, int fd);
void lens_release(struct lens *lens);

/* Looks at character number CHARS, from 0; at the end of the file where there
 * are fewer. */
void lens_to_char(struct lens *lens, uint64_t chars);
/* The same, and `line` and `column` are known. */
void lens_place_char(struct lens *lens, uint64_t chars);
void lens_place_byte(struct lens *lens, uint64_t offset);

/* From a place with a line, to the next that is no blank, line end or comment. */
void lens_skip_blanks(struct lens *lens);

/* The next byte and a step behind it; -1 at the end of the file. */
int lens_byte(struct lens *lens);

#endif

/*
 * The problems of a load: the first errors and the first warnings of its
 * files in file order, and how many there are of each.
 *
 * They may come in any order; they are told sorted by file, line and column,
 * and those at one place in the order in which they came.  A message is made
 * only where the problem will be told, so that a file full of errors costs no
 * more than one that is right.
 */
#ifndef STORE_PROBLEMS_H
#define STORE_PROBLEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/load.h"

/* A place in the corpus: the number of the file from 0, line and column from 1.
 * Line 0 is nowhere. */
struct place {
	uint32_t file, line, column;
};

int place_compare(struct place a, struct place b);

struct problem_list {
	struct told {
		struct place at;
		char *message;
	} first[PROBLEMS_TOLD];		/* sorted */
	size_t kept;
	uint64_t count;			/* of all */
	uint64_t count_before;		/* of those before the present file */
};

struct problems {
	struct problem_list errors, warnings;
	bool muted;	/* takes none: the files are read to learn what they declare */
	bool silenced;	/* there was an error while it was muted */
};

/* Whether an error at AT would be told: ask before costly work on its message. */
bool problems_wants(const struct problems *problems, struct place at);
/* Counts an error that is not wanted. */
void problems_count(struct problems *problems);

/* The message is written as in store/error.h.  It may quote what it likes: it
 * becomes one line, its control characters visible.  Long texts are quoted
 * through shown(). */
void problems_error(struct problems *problems, struct place at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void problems_warning(struct problems *problems, struct place at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Between problems_begin_file and problems_forget_file only problems of one file
 * come; the second takes those back. */
void problems_begin_file(struct problems *problems);
void problems_forget_file(struct problems *problems, uint32_t file);

/* Tells LOAD's callback what was kept and sets its counts. */
void problems_tell(const struct problems *problems, struct load *load);
void problems_release(struct problems *problems);

/* Bytes of the corpus as a message quotes them: the beginning of a long text, or the end,
 * where the name of a file stands.  Use it as shown(text, length).text in a call. */
enum { SHOWN_BYTES = 80 };

struct shown {
	char text[SHOWN_BYTES + 8];
};

struct shown shown(const char *text, size_t length);
struct shown shown_end(const char *text, size_t length);

#endif

/*
 * A feed: the bytes of a corpus file on their way to libyaml.
 *
 * It refuses what libyaml would take or would place wrongly: bytes that are
 * not UTF-8, UTF-16 and UTF-32, raw control characters, and directives (which
 * libyaml reads in quadratic time).  What stands before a refused byte is still
 * handed over, so that problems before it are found.  A byte order mark at the
 * beginning is taken away.
 */
#ifndef STORE_FEED_H
#define STORE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_BYTES = 64 * 1024 };

enum feed_end {
	FEED_GOES_ON,
	FEED_END,	/* the file ended */
	FEED_BAD,	/* a byte that no corpus may hold, at `refused` */
	FEED_DIRECTIVE,	/* a directive, at `refused` */
	FEED_TRAILING,	/* a directive behind the document, at `refused` */
	FEED_ERROR,	/* reading failed; `error` is the errno */
	FEED_STOPPED,	/* the caller's tick asked to stop */
};

struct feed {
	int fd;
	/* Called before each read; not 0 stops.  May be NULL. */
	int (*tick)(void *context, uint64_t bytes);
	void *context;

	enum feed_end end;
	uint64_t refused;	/* an offset in the file, of FEED_BAD and the directives */
	const char *why;	/* what is wrong with the byte of FEED_BAD */
	int error;
	bool exotic;		/* NEL, LS or PS was seen: lines of YAML, not of ours */
	uint64_t mark;		/* how long the byte order mark was */

	/* The bytes of `buffer` from `given` to `checked` are good and wait; those up
	 * to `filled` are not looked at.  buffer[0] stands at `offset` in the file. */
	char *buffer;
	size_t given, checked, filled;
	uint64_t offset;
	bool file_ended;
	struct feed_lines {
		enum { LINES_BEFORE, LINES_IN, LINES_BEHIND } where;	/* of the document */
		bool at_start, in_comment, in_directive;
		char name[6];		/* of a directive, as far as read */
		size_t name_length;
		uint64_t start;		/* of the line, an offset in the file */
	} lines;
};

void feed_init(struct feed *feed, int fd);
void feed_release(struct feed *feed);

/* Copies up to SIZE good bytes to OUT and returns how many; 0 tells to look at
 * feed->end. */
size_t feed_take(struct feed *feed, char *out, size_t size);

/* The document is over: from now on a directive is something behind it. */
void feed_document_ended(struct feed *feed);

#endif

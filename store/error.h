/*
 * An error: one line that tells a person what failed, and which sort of
 * failure it was.
 *
 * A function that can fail takes a `struct error *` last and returns 0 or -1
 * (or NULL).  The message is set where the reason is known and passed up
 * unchanged.  It is written in lower case without a full stop: what failed,
 * the name in quotation marks, why, and what to do.  It holds whatever bytes
 * the name held; who shows it passes it through core/safe.
 *
 * The all-zero struct means that nothing failed.
 */
#ifndef STORE_ERROR_H
#define STORE_ERROR_H

enum error_kind {
	ERROR_NONE,
	ERROR_USAGE,	/* the user asked for what does not exist: exit 2 */
	ERROR_CORPUS,	/* the corpus is bad or cannot be read: exit 3 */
	ERROR_STORE,	/* the store cannot be used or written: exit 4 */
	ERROR_STOPPED,	/* somebody asked to stop; nothing is wrong */
};

/* Longest message in bytes, the final NUL included; of longer ones the middle is left out,
 * so that the reason stays, which stands at the end. */
enum { ERROR_BYTES = 1024 };

struct error {
	enum error_kind kind;
	char text[ERROR_BYTES];
};

/* Sets KIND and the message.  Returns -1, so that a caller can write
 * `return error_set(err, …)`.  ERR may be NULL. */
int error_set(struct error *err, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif

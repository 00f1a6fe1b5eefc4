#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/draft.h"
#include "store/file.h"
#include "store/memory.h"

enum { WRITTEN_AT_ONCE = 1 << 20, READ_AHEAD = 1 << 18 };

static int failed(const struct spool *spool, const char *what, struct error *err)
{
	const char *advice = file_advice(errno);

	return error_set(err, ERROR_STORE, "cannot %s a file beside '%s': %s (%s)", what,
			 spool->target, strerror(errno),
			 advice ? advice : "look at the disk and its folder");
}

int spool_open(struct spool *spool, int folder, const char *target, struct error *err)
{
	*spool = (struct spool){.fd = draft_nameless(folder), .target = target};
	return spool->fd < 0 ? failed(spool, "make", err) : 0;
}

void spool_close(struct spool *spool)
{
	if (spool->target && spool->fd >= 0)
		close(spool->fd);
	text_release(&spool->waiting);
	free(spool->ends);
	*spool = (struct spool){0};
}

struct text *spool_record(struct spool *spool)
{
	return &spool->waiting;
}

int spool_end(struct spool *spool, struct error *err)
{
	spool->ends = memory_room(spool->ends, spool->count, &spool->cap, sizeof(*spool->ends));
	spool->ends[spool->count++] = spool->written + spool->waiting.length;
	return spool->waiting.length >= WRITTEN_AT_ONCE ? spool_flush(spool, err) : 0;
}

int spool_flush(struct spool *spool, struct error *err)
{
	size_t done = 0;

	while (done < spool->waiting.length) {
		ssize_t wrote = write(spool->fd, spool->waiting.data + done,
				      spool->waiting.length - done);

		if (wrote < 0 && errno != EINTR)
			return failed(spool, "write", err);
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	spool->written += done;
	text_clear(&spool->waiting);
	return 0;
}

/* --- reading --- */

static uint64_t start_of(const struct spool *spool, size_t number)
{
	return number ? spool->ends[number - 1] : 0;
}

size_t spool_size(const struct spool *spool, size_t number)
{
	return (size_t)(spool->ends[number] - start_of(spool, number));
}

static int fill(const struct spool *spool, struct spool_reader *reader, uint64_t start,
		size_t size, struct error *err)
{
	ssize_t got;

	if (size > reader->cap) {
		free(reader->bytes);
		reader->cap = size;
		reader->bytes = memory_new(size, 1);
	}
	reader->start = reader->end = start;
	got = file_read(spool->fd, reader->bytes, size, (off_t)start);
	if (got >= 0 && (size_t)got < size)
		errno = EIO;
	if (got < 0 || (size_t)got < size)
		return failed(spool, "read", err);
	reader->end = start + size;
	return 0;
}

const char *spool_read(const struct spool *spool, struct spool_reader *reader, size_t number,
		       struct error *err)
{
	uint64_t start = start_of(spool, number), end = spool->ends[number];
	bool follows = reader->end && start <= reader->end && end > reader->end;
	uint64_t upto = end;

	if (!reader->bytes || start < reader->start || end > reader->end) {
		/* A file in the order of its dates is read in that order. */
		if (follows && start + READ_AHEAD > end)
			upto = start + READ_AHEAD < spool->written ? start + READ_AHEAD
								   : spool->written;
		if (upto == start)
			return "";
		if (fill(spool, reader, start, (size_t)(upto - start), err) < 0)
			return NULL;
	}
	return reader->bytes + (start - reader->start);
}

void spool_reader_release(struct spool_reader *reader)
{
	free(reader->bytes);
	*reader = (struct spool_reader){0};
}

#include "store/head.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "store/file.h"
#include "store/store.h"

/* Where the fields lie: https://sqlite.org/fileformat2.html, section 1.3. */
enum {
	HEAD_BYTES = 100,
	AT_PAGE_SIZE = 16,
	AT_WRITE_FORMAT = 18,
	AT_READ_FORMAT = 19,
	AT_CHANGES = 24,
	AT_PAGES = 28,
	AT_ENCODING = 56,
	AT_USER_VERSION = 60,
	AT_APPLICATION = 68,
	AT_VALID_FOR = 92,
};

static uint32_t big_endian(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* What is wrong with the head of a file of ours, or NULL. */
static const char *fault(const unsigned char *head, uint64_t size)
{
	uint32_t page = (uint32_t)head[AT_PAGE_SIZE] << 8 | head[AT_PAGE_SIZE + 1];
	uint64_t pages = big_endian(head + AT_PAGES);

	if (page == 1)
		page = 65536;
	if (page < 512 || (page & (page - 1)))
		return "its page size is impossible";
	if (head[AT_WRITE_FORMAT] > 2 || head[AT_READ_FORMAT] > 2)
		return "its file format is unknown";
	/* A builder's file is complete: its count of pages is always valid. */
	if (pages == 0 || big_endian(head + AT_CHANGES) != big_endian(head + AT_VALID_FOR))
		return "its head contradicts itself";
	if (size < pages * page)
		return "it is cut short";
	if (big_endian(head + AT_ENCODING) != 1)
		return "its text is not UTF-8";
	return NULL;
}

static bool is_database(const unsigned char *head, ssize_t size)
{
	return size == HEAD_BYTES && memcmp(head, HEAD_MAGIC, sizeof(HEAD_MAGIC)) == 0;
}

static bool is_ours(const unsigned char *head)
{
	return big_endian(head + AT_APPLICATION) == STORE_APPLICATION;
}

bool head_is_ours(int fd)
{
	unsigned char head[HEAD_BYTES];
	ssize_t got = file_read(fd, head, sizeof(head), 0);

	return is_database(head, got) && is_ours(head);
}

enum head head_judge(int fd, const struct stat *stat, const char *path, struct error *err)
{
	unsigned char head[HEAD_BYTES];
	ssize_t got = file_read(fd, head, sizeof(head), 0);
	uint32_t version;
	const char *why;

	if (got < 0) {
		error_set(err, ERROR_STORE, "cannot read '%s': %s", path, strerror(errno));
		return HEAD_DAMAGED;
	}
	if (!is_database(head, got)) {
		error_set(err, ERROR_STORE, "'%s' is not a store%s", path,
			  got ? " (make one from a corpus with 'statements load')"
			      : ": the file is empty (build it again with 'statements load')");
		return HEAD_NONE;
	}
	/* Whose it is comes first: a damaged file of another program is theirs. */
	if (!is_ours(head)) {
		error_set(err, ERROR_STORE, "'%s' is the database of another program, not a store",
			  path);
		return HEAD_OTHER;
	}
	why = fault(head, (uint64_t)stat->st_size);
	if (why) {
		error_set(err, ERROR_STORE, "the store '%s' is damaged: %s (build it again with "
			  "'statements load')", path, why);
		return HEAD_DAMAGED;
	}
	version = big_endian(head + AT_USER_VERSION);
	if (version != STORE_SCHEMA) {
		error_set(err, ERROR_STORE, "the store '%s' is of version %d, this program reads "
			  "version %d (build it again with 'statements load')", path, (int)version,
			  STORE_SCHEMA);
		return HEAD_VERSION;
	}
	return HEAD_OURS;
}

#include "tui/spool.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/draft.h"
#include "tui/signals.h"

static const char PREFIX[] = ".statements-input-";
static const char STORE_SUFFIX[] = ".db";

/* Whether NAME is that of a spool, or of the store of one: then without its ending. */
static bool is_spool_name(const char *name, bool *store, struct text *spool)
{
	size_t length = sizeof(PREFIX) - 1;
	const char *digits = name + length, *end;

	if (strncmp(name, PREFIX, length) != 0 || !isdigit((unsigned char)*digits))
		return false;
	end = digits + strspn(digits, "0123456789-");
	*store = strcmp(end, STORE_SUFFIX) == 0;
	text_clear(spool);
	text_add(spool, name, (size_t)(end - name));
	return *store || !*end;
}

/* Whether SPOOL is one of ours that nobody has in use, or is not there (*GONE). */
static bool is_left(int folder, const char *spool, bool *gone)
{
	int fd = openat(folder, spool, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat found;
	bool left;

	*gone = fd < 0 && errno == ENOENT;
	if (fd < 0)
		return false;
	left = fstat(fd, &found) == 0 && S_ISREG(found.st_mode) && found.st_uid == geteuid() &&
	       draft_is_left(fd);
	close(fd);
	return left;
}

static void remove_left(int folder)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = copy < 0 ? NULL : fdopendir(copy);
	struct text spool = {0};
	struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		bool store, gone;

		if (!is_spool_name(entry->d_name, &store, &spool))
			continue;
		if (is_left(folder, text_string(&spool), &gone) || (store && gone))
			unlinkat(folder, entry->d_name, 0);
	}
	if (directory)
		closedir(directory);
	else if (copy >= 0)
		close(copy);
	text_release(&spool);
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t done = write(fd, bytes, length);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		length -= (size_t)done;
	}
	return 0;
}

static int copy_input(int fd, struct error *err)
{
	char bytes[64 * 1024];

	for (;;) {
		struct pollfd fds[] = {
			{.fd = STDIN_FILENO, .events = POLLIN},
			{.fd = signals_fd(), .events = POLLIN},
		};
		int ready = poll(fds, sizeof(fds) / sizeof(fds[0]), -1);
		ssize_t length;

		/* Not in a read alone: a signal that comes just before it does not end it. */
		if (signals_ending())
			return error_set(err, ERROR_STOPPED, "stopped");
		if (ready > 0 && !fds[0].revents)
			signals_clear();
		if (ready > 0 ? !fds[0].revents : errno == EINTR)
			continue;
		length = read(STDIN_FILENO, bytes, sizeof(bytes));
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			return error_set(err, ERROR_CORPUS, "cannot read standard input: %s",
					 strerror(errno));
		if (length == 0)
			return 0;
		if (write_all(fd, bytes, (size_t)length))
			return error_set(err, ERROR_STORE, "cannot copy standard input: %s",
					 strerror(errno));
	}
}

/* Appends the name of a new spool in FOLDER, an open one. */
static int make(int folder, struct text *name)
{
	size_t begin = name->length;
	int fd = -1;

	for (unsigned i = 0; fd < 0 && i < 1000; i++) {
		text_cut(name, begin);
		text_printf(name, "%s%ld-%u", PREFIX, (long)getpid(), i);
		fd = draft_claim(folder, text_string(name) + begin);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* What some file systems tell only when a file is closed: that the disk is full. */
static int flush(int fd, struct error *err)
{
	int copy = dup(fd);

	if (copy >= 0 && close(copy) == 0)
		return 0;
	return error_set(err, ERROR_STORE, "cannot copy standard input: %s", strerror(errno));
}

int spool_input(const char *folder, struct text *path, struct error *err)
{
	int in = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd = -1;
	const char *name;

	text_printf(path, "%s/", folder);
	if (in >= 0) {
		remove_left(in);
		fd = make(in, path);
	}
	name = text_string(path);
	if (fd < 0)
		error_set(err, ERROR_STORE, "cannot copy standard input to '%s': %s", name,
			  strerror(errno));
	if (in >= 0)
		close(in);
	if (fd < 0 || (copy_input(fd, err) == 0 && flush(fd, err) == 0))
		return fd;
	unlink(name);
	close(fd);
	return -1;
}

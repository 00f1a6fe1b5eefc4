#include "tui/spool.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/signals.h"

static const char PREFIX[] = ".statements-input-";

/* Whether NAME is a spool, or the store of one, of a process that is gone. */
static bool is_stale(const char *name)
{
	size_t length = sizeof(PREFIX) - 1;
	char *end;
	long pid;

	if (strncmp(name, PREFIX, length) != 0 || !isdigit((unsigned char)name[length]))
		return false;
	errno = 0;
	pid = strtol(name + length, &end, 10);
	if (errno || pid <= 0 || (pid_t)pid != pid || (*end && strcmp(end, ".db") != 0))
		return false;
	return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static void remove_stale(const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory)))
		if (is_stale(entry->d_name))
			unlinkat(dirfd(directory), entry->d_name, 0);
	closedir(directory);
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

int spool_input(const char *folder, struct text *path, struct error *err)
{
	size_t begin = path->length;
	const char *name;
	int fd, result = -1;

	remove_stale(folder);
	text_printf(path, "%s/%s%ld", folder, PREFIX, (long)getpid());
	name = path->data + begin;
	/* What bears our number but is not ours is of a process that is gone. */
	unlink(name);
	fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set(err, ERROR_STORE, "cannot copy standard input to '%s': %s", name,
				 strerror(errno));
	result = copy_input(fd, err);
	if (close(fd) && result == 0)
		result = error_set(err, ERROR_STORE, "cannot copy standard input to '%s': %s", name,
				   strerror(errno));
	if (result)
		unlink(name);
	return result;
}

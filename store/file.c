#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What a file is that is no regular file. */
static const char *sort_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFDIR:
		return "a folder";
	case S_IFIFO:
		return "a pipe (FIFO)";
	case S_IFCHR:
	case S_IFBLK:
		return "a device";
	case S_IFSOCK:
		return "a socket";
	default:
		return "of an unknown sort";
	}
}

static const char *reason(int number)
{
	switch (number) {
	case ENOENT:
		return "no such file";
	case ELOOP:
		return "the links lead in a ring";
	case EACCES:
	case EPERM:
		return "no permission to read it";
	case ENOTDIR:
		return "a part of the path is no folder";
	case ENAMETOOLONG:
		return "the name is too long";
	default:
		return strerror(number);
	}
}

static int refuse(const char *path, mode_t mode, enum error_kind kind, struct error *err)
{
	return error_set(err, kind, "cannot open '%s': it is %s, not a regular file", path,
			 sort_of(mode));
}

int file_open(const char *path, enum error_kind kind, struct stat *stat_out, struct error *err)
{
	int fd;

	/* Judged by name first, since opening some devices has effects; judged
	 * again when open, since the name may mean something else by then. */
	if (stat(path, stat_out) == 0 && !S_ISREG(stat_out->st_mode))
		return refuse(path, stat_out->st_mode, kind, err);
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return error_set(err, kind, "cannot open '%s': %s", path, reason(errno));
	if (fstat(fd, stat_out) != 0) {
		error_set(err, kind, "cannot open '%s': %s", path, reason(errno));
	} else if (!S_ISREG(stat_out->st_mode)) {
		refuse(path, stat_out->st_mode, kind, err);
	} else {
		return fd;
	}
	close(fd);
	return -1;
}

ssize_t file_read(int fd, void *bytes, size_t length, off_t offset)
{
	size_t done = 0;

	while (done < length) {
		ssize_t got = pread(fd, (char *)bytes + done, length - done,
				    offset + (off_t)done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

const char *file_advice(int number)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return "make room on the disk";
	case EFBIG:
		return "no file may become so large here: raise the limit, 'ulimit -f'";
	default:
		return NULL;
	}
}

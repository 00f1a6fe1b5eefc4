#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/fault/interpose.h"

/* Two threads write; a record is one piece. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool is_kept(void)
{
	const struct fault *fault = interpose_fault();

	return fault && fault->journal[0];
}

static void note(enum journal_kind kind, uint64_t inode, const char *name, const char *other,
		 const void *bytes, size_t length, off_t offset)
{
	struct journal_record record = {
		.kind = kind,
		.name_length = name ? (uint32_t)strlen(name) : 0,
		.other_length = other ? (uint32_t)strlen(other) : 0,
		.inode = inode,
		.offset = (uint64_t)offset,
		.length = length,
	};
	struct iovec parts[] = {
		{&record, sizeof(record)},
		{(void *)name, record.name_length},
		{(void *)other, record.other_length},
		{(void *)bytes, bytes ? length : 0},
	};
	long fd;

	pthread_mutex_lock(&lock);
	fd = syscall(SYS_openat, AT_FDCWD, interpose_fault()->journal,
		     O_WRONLY | O_APPEND | O_CLOEXEC, 0);
	/* A journal with a gap would show faults that are none. */
	if (fd < 0 || syscall(SYS_writev, fd, parts, 4) !=
		      (long)(sizeof(record) + parts[1].iov_len + parts[2].iov_len + parts[3].iov_len))
		interpose_die();
	syscall(SYS_close, fd);
	pthread_mutex_unlock(&lock);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Whether PATH lies in the folder that is watched. */
static bool is_watched(int folder, const char *path)
{
	size_t length = (size_t)(base_name(path) - path);
	char name[PATH_MAX];
	struct stat stat;

	if (!is_kept() || length >= sizeof(name))
		return false;
	memcpy(name, length ? path : ".", length ? length : 1);
	name[length ? length : 1] = '\0';
	return syscall(SYS_newfstatat, folder, name, &stat, 0) == 0 &&
	       stat.st_ino == interpose_fault()->folder;
}

static bool find_inode(int fd, struct stat *stat)
{
	return is_kept() && syscall(SYS_newfstatat, fd, "", stat, AT_EMPTY_PATH) == 0;
}

void journal_created(int folder, const char *path, int fd)
{
	struct stat stat;

	if (is_watched(folder, path) && find_inode(fd, &stat))
		note(JOURNAL_CREATE, stat.st_ino, base_name(path), NULL, NULL, 0, 0);
}

void journal_written(int fd, const void *bytes, size_t length, off_t offset)
{
	struct stat stat;

	if (find_inode(fd, &stat) && S_ISREG(stat.st_mode))
		note(JOURNAL_WRITE, stat.st_ino, NULL, NULL, bytes, length, offset);
}

void journal_truncated(int fd, off_t length)
{
	struct stat stat;

	if (find_inode(fd, &stat) && S_ISREG(stat.st_mode))
		note(JOURNAL_TRUNCATE, stat.st_ino, NULL, NULL, NULL, (size_t)length, 0);
}

void journal_synced(int fd)
{
	struct stat stat;

	if (!find_inode(fd, &stat))
		return;
	if (S_ISREG(stat.st_mode))
		note(JOURNAL_SYNC, stat.st_ino, NULL, NULL, NULL, 0, 0);
	else if (stat.st_ino == interpose_fault()->folder)
		note(JOURNAL_SYNC_FOLDER, 0, NULL, NULL, NULL, 0, 0);
}

void journal_renamed(int folder, const char *path, const char *other)
{
	if (is_watched(folder, other))
		note(JOURNAL_RENAME, 0, base_name(path), base_name(other), NULL, 0, 0);
}

void journal_unlinked(int folder, const char *path)
{
	if (is_watched(folder, path))
		note(JOURNAL_UNLINK, 0, base_name(path), NULL, NULL, 0, 0);
}

#include "store/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/head.h"
#include "store/memory.h"
#include "store/text.h"

static const char PREFIX[] = ".statements-";
static const char SUFFIX[] = ".building";

static int failed(struct error *err, const char *what, const char *name)
{
	const char *advice = file_advice(errno);

	return error_set(err, ERROR_STORE, "cannot %s '%s': %s (%s)", what, name, strerror(errno),
			 advice ? advice : "look at the folder and its permissions");
}

/* Whether an open file that bears the name of a draft is one: it begins as a database
 * does, or with zeros, where the first page was still to be written. */
static bool is_draft(int fd)
{
	static const char zeros[sizeof(HEAD_MAGIC)];
	char head[sizeof(HEAD_MAGIC)] = {0};

	return pread(fd, head, sizeof(head), 0) >= 0 &&
	       (memcmp(head, HEAD_MAGIC, sizeof(head)) == 0 ||
		memcmp(head, zeros, sizeof(head)) == 0);
}

static int refuse(const char *target, const char *why, const char *advice, struct error *err)
{
	return error_set(err, ERROR_STORE, "cannot replace '%s': %s (%s)", target, why, advice);
}

/* The file that TARGET leads to, where it is a link; yours to free. */
static char *follow(const char *target, struct error *err)
{
	static const char advice[] = "remove the link, or name another file";
	struct stat link;
	char *file;

	if (lstat(target, &link) != 0 || !S_ISLNK(link.st_mode))
		return memory_copy(target, strlen(target));
	file = realpath(target, NULL);
	if (!file && errno == ELOOP)
		refuse(target, "its links lead in a ring", advice, err);
	else if (!file && errno == ENOENT)
		refuse(target, "it is a link that leads nowhere", advice, err);
	else if (!file)
		failed(err, "replace", target);
	return file;
}

/* Nothing is replaced that this program did not make, but for an empty file.  TARGET leads to FILE, or is it. */
static int look_at(const char *file, const char *target, struct error *err)
{
	bool is_link = strcmp(file, target) != 0;
	struct stat found;
	bool regular, ours;
	int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return errno == ENOENT ? 0 : failed(err, "replace", file);
	regular = fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
	ours = regular && (found.st_size == 0 || head_is_ours(fd));
	close(fd);
	if (ours)
		return 0;
	if (regular)
		return refuse(file, "it is no store", "remove it, or name another file", err);
	return is_link ? refuse(target, "it leads to what is no file",
				"remove the link, or name another file", err)
		       : refuse(target, "it is no file", "name another one", err);
}

static bool is_draft_name(const char *name)
{
	size_t length = strlen(name);

	return length > strlen(PREFIX) + strlen(SUFFIX) &&
	       memcmp(name, PREFIX, strlen(PREFIX)) == 0 &&
	       strcmp(name + length - strlen(SUFFIX), SUFFIX) == 0;
}

bool draft_is_left(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* Removes NAME if it is a draft whose maker is gone. */
static void remove_stale(int folder, const char *name)
{
	struct stat found;
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return;
	if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode) && found.st_uid == geteuid() &&
	    is_draft(fd) && draft_is_left(fd))
		unlinkat(folder, name, 0);
	close(fd);
}

static void sweep(int folder)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *item;

	if (!dir) {
		if (copy >= 0)
			close(copy);
		return;
	}
	while ((item = readdir(dir)))
		if (is_draft_name(item->d_name))
			remove_stale(folder, item->d_name);
	closedir(dir);
}

/* Another process may take a draft for left behind between its making and its
 * locking; then it is gone, or about to be, and we make another. */
static bool keep(int folder, int fd, const char *name)
{
	struct stat made, named;

	if (flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK)
		return false;
	return fstat(fd, &made) == 0 && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       made.st_dev == named.st_dev && made.st_ino == named.st_ino;
}

int draft_claim(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 || keep(folder, fd, name))
		return fd;
	close(fd);
	errno = EEXIST;
	return -1;
}

static int create(struct draft *draft, const char *folder, struct error *err)
{
	struct text path = {0};

	for (unsigned i = 0; i < 1000; i++) {
		const char *name;

		text_clear(&path);
		text_printf(&path, "%s/%s%ld-%u%s", folder, PREFIX, (long)getpid(), i, SUFFIX);
		name = text_string(&path) + strlen(folder) + 1;
		draft->fd = draft_claim(draft->folder, name);
		if (draft->fd >= 0) {
			draft->path = text_detach(&path);
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	text_release(&path);
	return failed(err, "make a file beside", draft->target);
}

int draft_open(struct draft *draft, const char *target, struct error *err)
{
	char *slash, *folder;
	int result;

	*draft = (struct draft){.fd = -1, .folder = -1};
	draft->target = follow(target, err);
	if (!draft->target || look_at(draft->target, target, err) < 0)
		return -1;
	slash = strrchr(draft->target, '/');
	if (!slash)
		folder = memory_copy(".", 1);
	else if (slash == draft->target)
		folder = memory_copy("/.", 2);
	else
		folder = memory_copy(draft->target, (size_t)(slash - draft->target));
	draft->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (draft->folder < 0) {
		result = failed(err, "open the folder", folder);
	} else {
		sweep(draft->folder);
		result = create(draft, folder, err);
	}
	free(folder);
	return result;
}

int draft_nameless(int folder)
{
	enum { FLAGS = O_RDWR | O_CLOEXEC };
	int fd = openat(folder, ".", FLAGS | O_TMPFILE, 0600);
	struct text name = {0};

	/* Not every file system has files without a name; then it loses it at once. */
	for (unsigned i = 0; fd < 0 && i < 1000; i++) {
		text_clear(&name);
		text_printf(&name, "%s%ld-%u-spool%s", PREFIX, (long)getpid(), i, SUFFIX);
		fd = openat(folder, text_string(&name), FLAGS | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
		if (fd >= 0)
			unlinkat(folder, text_string(&name), 0);
		else if (errno != EEXIST)
			break;
	}
	text_release(&name);
	return fd;
}

int draft_commit(struct draft *draft, struct error *err)
{
	if (fsync(draft->fd) < 0)
		return failed(err, "write store", draft->target);
	if (rename(draft->path, draft->target) < 0)
		return failed(err, "replace", draft->target);
	free(draft->path);
	draft->path = NULL;
	/* Some file systems cannot sync a folder, and say so. */
	if (fsync(draft->folder) < 0 && errno != EINVAL && errno != ENOTSUP)
		return failed(err, "write the folder of", draft->target);
	return 0;
}

void draft_close(struct draft *draft)
{
	if (draft->path)
		unlink(draft->path);
	if (draft->target) {
		if (draft->fd >= 0)
			close(draft->fd);
		if (draft->folder >= 0)
			close(draft->folder);
	}
	free(draft->path);
	free(draft->target);
	*draft = (struct draft){0};
}

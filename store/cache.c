#include "store/cache.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/head.h"
#include "store/load.h"
#include "store/map.h"
#include "store/memory.h"
#include "store/store.h"

/* The absolute name of FILE without links, yours to free; NULL on failure. */
static char *absolute(const char *file, struct error *err)
{
	char *path = realpath(file, NULL);

	if (!path)
		error_set(err, ERROR_CORPUS, "cannot open '%s': %s", file, strerror(errno));
	return path;
}

static void add_time(struct text *out, struct timespec time)
{
	text_printf(out, " %" PRIdMAX ".%09ld", (intmax_t)time.tv_sec, time.tv_nsec);
}

/* Both times: a copy can set that of the contents back, and some file systems
 * do not keep the other one. */
static int add_file(const char *file, struct text *out, struct error *err)
{
	struct stat stat;
	char *path;
	int fd = file_open(file, ERROR_CORPUS, &stat, err);

	if (fd < 0)
		return -1;
	close(fd);
	path = absolute(file, err);
	if (!path)
		return -1;
	/* The length in front keeps a name with a newline from looking like two. */
	text_printf(out, "%zu:%s %" PRIdMAX, strlen(path), path, (intmax_t)stat.st_size);
	add_time(out, stat.st_mtim);
	add_time(out, stat.st_ctim);
	text_printf(out, " %" PRIuMAX " %" PRIuMAX "\n", (uintmax_t)stat.st_ino,
		    (uintmax_t)stat.st_dev);
	free(path);
	return 0;
}

int cache_fingerprint(const char *const *files, size_t count, struct text *out, struct error *err)
{
	text_printf(out, "format %d, schema %d\n", FORMAT_VERSION, STORE_SCHEMA);
	for (size_t i = 0; i < count; i++)
		if (add_file(files[i], out, err) != 0)
			return -1;
	return 0;
}

/* The XDG specification says of a relative path: ignore it. */
static const char *absolute_variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static int add_folder(struct text *out, struct error *err)
{
	const char *cache = absolute_variable("XDG_CACHE_HOME");
	const char *home = absolute_variable("HOME");

	if (cache)
		text_puts(out, cache);
	else if (home)
		text_printf(out, "%s/.cache", home);
	else
		return error_set(err, ERROR_STORE, "no place for the cache: HOME is not set (set it or "
				 "XDG_CACHE_HOME, or use 'statements load -o STORE' and --store)");
	text_puts(out, "/statements");
	return 0;
}

/* Makes PATH and what is missing above it, for this user only. */
static int make_folders(const char *path, struct error *err)
{
	char *copy = memory_copy(path, strlen(path));
	struct stat stat_now;
	int failed = 0;

	for (char *at = copy + 1; !failed; at++) {
		char kept = *at;

		if (kept != '/' && kept)
			continue;
		*at = '\0';
		/* A folder that is there may stand on a read-only file system,
		 * where mkdir would say so instead of "exists". */
		if (stat(copy, &stat_now) != 0 && mkdir(copy, 0700) != 0 && errno != EEXIST)
			failed = error_set(err, ERROR_STORE, "cannot make the folder '%s': %s (set "
					   "XDG_CACHE_HOME to another one)", copy, strerror(errno));
		*at = kept;
		if (!kept)
			break;
	}
	if (!failed && (stat(copy, &stat_now) != 0 || !S_ISDIR(stat_now.st_mode)))
		failed = error_set(err, ERROR_STORE, "'%s' is not a folder (set XDG_CACHE_HOME to "
				   "another one)", copy);
	free(copy);
	return failed;
}

int cache_path(const char *const *files, size_t count, struct text *out, struct error *err)
{
	struct text path = {0};
	uint64_t hash = 0;
	int result = -1;

	for (size_t i = 0; i < count; i++) {
		char *name = absolute(files[i], err);

		if (!name)
			goto out;
		/* With the NUL, so that no two lists of names are the same bytes. */
		hash = hash_bytes(hash, name, strlen(name) + 1);
		free(name);
	}
	if (add_folder(&path, err) != 0 || make_folders(text_string(&path), err) != 0)
		goto out;
	text_printf(out, "%s/%016" PRIx64 ".db", text_string(&path), hash);
	result = 0;
out:
	text_release(&path);
	return result;
}

void cache_clear(const char *path)
{
	struct stat link, stat;
	int fd;

	if (lstat(path, &link) != 0 || !S_ISREG(link.st_mode))
		return;
	fd = file_open(path, ERROR_STORE, &stat, NULL);
	if (fd < 0)
		return;
	if (head_judge(fd, &stat, path, NULL) == HEAD_NONE)
		unlink(path);
	close(fd);
}

bool cache_fresh(const char *path, const char *fingerprint)
{
	struct store *store = store_open(path, NULL);
	bool fresh = store && strcmp(store_fingerprint(store), fingerprint) == 0;

	store_close(store);
	return fresh;
}

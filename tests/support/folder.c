#include "tests/support/folder.h"

#include <criterion/criterion.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_init(struct folder *folder)
{
	static const char NAME[] = "statements-test-XXXXXX";
	const char *where = getenv("TMPDIR");

	if (!where || !*where || strlen(where) + sizeof(NAME) >= sizeof(folder->path))
		where = "/tmp";
	snprintf(folder->path, sizeof(folder->path), "%s/%s", where, NAME);
	cr_assert(mkdtemp(folder->path), "cannot make a folder for the test");
}

static FTS *walk_open(const struct folder *folder)
{
	char *paths[] = {(char *)folder->path, NULL};
	FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);

	cr_assert(walk);
	return walk;
}

void folder_release(struct folder *folder)
{
	FTS *walk = walk_open(folder);
	FTSENT *item;

	while ((item = fts_read(walk))) {
		if (item->fts_info == FTS_D)
			chmod(item->fts_accpath, 0700);	/* a test may have locked it */
		else
			remove(item->fts_accpath);
	}
	fts_close(walk);
	folder->path[0] = '\0';
}

char *folder_path(const struct folder *folder, const char *name)
{
	char *path;

	cr_assert_gt(asprintf(&path, "%s/%s", folder->path, name), 0);
	return path;
}

char *folder_write(const struct folder *folder, const char *name, const char *bytes, size_t length)
{
	char *path = folder_path(folder, name);
	FILE *file = fopen(path, "w");

	cr_assert(file, "cannot write %s", path);
	cr_assert_eq(fwrite(bytes, 1, length, file), length);
	cr_assert_eq(fclose(file), 0);
	return path;
}

size_t folder_count(const struct folder *folder)
{
	FTS *walk = walk_open(folder);
	size_t count = 0;
	FTSENT *item;

	while ((item = fts_read(walk)))
		count += item->fts_info != FTS_D && item->fts_info != FTS_DP;
	fts_close(walk);
	return count;
}

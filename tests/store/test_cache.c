#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/cache.h"
#include "tests/support/folder.h"

static struct folder folder;

static void set_up(void)
{
	folder_init(&folder);
	setenv("HOME", folder.path, 1);
	unsetenv("XDG_CACHE_HOME");
}

static void tear_down(void)
{
	folder_release(&folder);
}

TestSuite(cache, .init = set_up, .fini = tear_down);

static char *fingerprint(const char *file)
{
	struct text text = {0};
	struct error err = {0};

	cr_expect_eq(cache_fingerprint(&file, 1, &text, &err), 0, "%s", err.text);
	return text_detach(&text);
}

static void expect_changed(const char *file, char **before, bool changed, const char *what)
{
	char *now = fingerprint(file);

	cr_expect_eq(strcmp(now, *before) != 0, changed, "%s", what);
	free(*before);
	*before = now;
}

Test(cache, a_fingerprint_changes_with_contents_times_and_inode_only)
{
	char *file = folder_write(&folder, "a.yaml", "one", 3);
	char *other = folder_path(&folder, "b.yaml");
	char *before = fingerprint(file);
	struct stat stat_before;
	struct timespec times[2];

	expect_changed(file, &before, false, "nothing");
	free(folder_write(&folder, "a.yaml", "longer", 6));
	expect_changed(file, &before, true, "size");

	/* Same size, and the time of the contents set back. */
	stat(file, &stat_before);
	times[0] = stat_before.st_atim;
	times[1] = stat_before.st_mtim;
	usleep(20 * 1000);	/* the clock of the file system ticks every few ms */
	free(folder_write(&folder, "a.yaml", "LONGER", 6));
	utimensat(AT_FDCWD, file, times, 0);
	expect_changed(file, &before, true, "contents with the old time");

	free(folder_write(&folder, "b.yaml", "LONGER", 6));
	rename(other, file);
	expect_changed(file, &before, true, "another file in its place");
	free(before);
	free(other);
	free(file);
}

Test(cache, a_link_has_the_fingerprint_and_the_store_of_its_file)
{
	char *file = folder_write(&folder, "a.yaml", "x", 1);
	char *name = folder_path(&folder, "link");
	char *of_file, *of_link;
	struct text a = {0}, b = {0};

	cr_assert_eq(symlink("a.yaml", name), 0);
	of_file = fingerprint(file);
	of_link = fingerprint(name);
	cr_expect_str_eq(of_file, of_link);
	cr_expect_eq(cache_path((const char *const[]){file}, 1, &a, NULL), 0);
	cr_expect_eq(cache_path((const char *const[]){name}, 1, &b, NULL), 0);
	cr_expect_str_eq(text_string(&a), text_string(&b));
	text_release(&a);
	text_release(&b);
	free(of_link);
	free(of_file);
	free(name);
	free(file);
}

Test(cache, names_of_files_cannot_look_like_other_lists_of_files)
{
	char *odd = folder_write(&folder, "a\n1:b", "x", 1);
	char *a = folder_write(&folder, "a", "x", 1);
	struct text one = {0}, two = {0}, turned = {0};

	cr_expect_eq(cache_path((const char *const[]){odd}, 1, &one, NULL), 0);
	cr_expect_eq(cache_path((const char *const[]){a, odd}, 2, &two, NULL), 0);
	cr_expect_eq(cache_path((const char *const[]){odd, a}, 2, &turned, NULL), 0);
	cr_expect_str_neq(text_string(&one), text_string(&two));
	cr_expect_str_neq(text_string(&two), text_string(&turned), "the order makes the corpus");
	text_release(&one);
	text_release(&two);
	text_release(&turned);
	free(a);
	free(odd);
}

Test(cache, what_is_no_regular_file_is_refused_by_name_and_at_once)
{
	static const struct {
		const char *name, *says;
	} ROWS[] = {
		{"folder", "a folder"}, {"fifo", "a pipe (FIFO)"}, {"loop", "in a ring"},
		{"device", "a device"}, {"nowhere", "no such file"}, {"missing", "no such file"},
	};
	char *paths[6];

	for (int i = 0; i < 6; i++)
		paths[i] = folder_path(&folder, ROWS[i].name);
	mkdir(paths[0], 0700);
	mkfifo(paths[1], 0600);
	cr_assert_eq(symlink("loop", paths[2]), 0);
	cr_assert_eq(symlink("/dev/zero", paths[3]), 0);
	cr_assert_eq(symlink("no-such-file", paths[4]), 0);
	for (int i = 0; i < 6; i++) {
		struct error err = {0};
		struct text text = {0};
		const char *path = paths[i];

		cr_expect_eq(cache_fingerprint(&path, 1, &text, &err), -1);
		cr_expect_eq(err.kind, ERROR_CORPUS);
		cr_expect(strstr(err.text, ROWS[i].says), "%s", err.text);
		cr_expect(strstr(err.text, path), "%s", err.text);
		cr_expect_not(cache_fresh(path, ""));
		text_release(&text);
		free(paths[i]);
	}
}

Test(cache, the_folder_follows_the_xdg_specification_and_is_private)
{
	static const struct {
		const char *home, *cache, *under;
	} ROWS[] = {
		{"/h", NULL, "/h/.cache/statements/"},
		{"/h", "", "/h/.cache/statements/"},
		{"/h", "relative", "/h/.cache/statements/"},
		{"/h", "/c/d", "/c/d/statements/"},
		{NULL, "/c", "/c/statements/"},
	};
	char *file = folder_write(&folder, "a.yaml", "x", 1);

	for (size_t i = 0; i < sizeof(ROWS) / sizeof(*ROWS); i++) {
		char *home = ROWS[i].home ? folder_path(&folder, ROWS[i].home) : NULL;
		char *cache = ROWS[i].cache && ROWS[i].cache[0] == '/' ?
			      folder_path(&folder, ROWS[i].cache) : NULL;
		char *under = folder_path(&folder, ROWS[i].under);
		struct text path = {0};
		struct error err = {0};
		struct stat made = {0};

		unsetenv("HOME");
		unsetenv("XDG_CACHE_HOME");
		if (home)
			setenv("HOME", home, 1);
		if (cache || ROWS[i].cache)
			setenv("XDG_CACHE_HOME", cache ? cache : ROWS[i].cache, 1);
		cr_expect_eq(cache_path((const char *const[]){file}, 1, &path, &err), 0, "%s", err.text);
		cr_expect_eq(strncmp(text_string(&path), under, strlen(under)), 0, "%s",
			     text_string(&path));
		cr_expect_eq(stat(under, &made), 0);
		cr_expect_eq(made.st_mode & 0777, 0700);
		text_release(&path);
		free(under);
		free(cache);
		free(home);
	}
	free(file);
}

Test(cache, without_a_home_the_message_says_what_to_set)
{
	static const char *const HOMES[] = {NULL, "", "relative"};
	char *file = folder_write(&folder, "a.yaml", "x", 1);

	for (int i = 0; i < 3; i++) {
		struct text path = {0};
		struct error err = {0};

		if (HOMES[i])
			setenv("HOME", HOMES[i], 1);
		else
			unsetenv("HOME");
		cr_expect_eq(cache_path((const char *const[]){file}, 1, &path, &err), -1);
		cr_expect_eq(err.kind, ERROR_STORE);
		cr_expect(strstr(err.text, "HOME"), "%s", err.text);
		cr_expect(strstr(err.text, "--store"), "%s", err.text);
		text_release(&path);
	}
	free(file);
}

Test(cache, a_file_in_the_place_of_the_folder_is_told)
{
	char *file = folder_write(&folder, "a.yaml", "x", 1);
	struct text path = {0};
	struct error err = {0};

	free(folder_write(&folder, ".cache", "x", 1));
	cr_expect_eq(cache_path((const char *const[]){file}, 1, &path, &err), -1);
	cr_expect_eq(err.kind, ERROR_STORE);
	cr_expect(strstr(err.text, "/.cache"), "%s", err.text);
	text_release(&path);
	free(file);
}

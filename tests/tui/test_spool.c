#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/folder.h"
#include "tui/spool.h"

/* Standard input, as often as it is asked for. */
static void say(const struct folder *folder, const char *words)
{
	char *path = folder_write(folder, "input", words, strlen(words));
	int fd = open(path, O_RDONLY);

	cr_assert_geq(fd, 0);
	cr_assert_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	close(fd);
	unlink(path);
	free(path);
}

static void expect_holds(const char *path, const char *words)
{
	char bytes[64] = "";
	FILE *file = fopen(path, "r");

	cr_assert(file, "%s is gone", path);
	cr_expect_eq(fread(bytes, 1, sizeof(bytes), file), strlen(words), "%s", bytes);
	cr_expect_str_eq(bytes, words);
	fclose(file);
}

/* In two containers that share a folder, each is process number 1. */
Test(spool, is_not_taken_by_another_program_of_the_same_number)
{
	struct folder folder;
	struct text one = {0}, other = {0};
	struct error err = {0};
	int first, second;

	folder_init(&folder);
	say(&folder, "one");
	first = spool_input(folder.path, &one, &err);
	cr_assert_geq(first, 0, "%s", err.text);
	say(&folder, "the other");
	second = spool_input(folder.path, &other, &err);
	cr_assert_geq(second, 0, "%s", err.text);
	expect_holds(text_string(&one), "one");
	expect_holds(text_string(&other), "the other");
	close(first);
	close(second);
	text_release(&one);
	text_release(&other);
	folder_release(&folder);
}

/* Whether its number is that of a process means nothing on another machine. */
Test(spool, stays_as_long_as_somebody_has_it_in_use_and_no_longer)
{
	struct folder folder;
	struct text path = {0};
	struct error err = {0};
	pid_t gone = fork();
	char name[64];
	char *used, *store;
	int lock;

	if (gone == 0)
		_exit(0);
	cr_assert_eq(waitpid(gone, NULL, 0), gone);
	folder_init(&folder);
	snprintf(name, sizeof(name), ".statements-input-%ld-0", (long)gone);
	used = folder_write(&folder, name, "used", 4);
	snprintf(name, sizeof(name), ".statements-input-%ld-0.db", (long)gone);
	store = folder_write(&folder, name, "its store", 9);
	lock = open(used, O_RDONLY);
	cr_assert_eq(flock(lock, LOCK_EX | LOCK_NB), 0);
	for (int i = 0; i < 2; i++) {
		int fd;

		say(&folder, "mine");
		text_clear(&path);
		fd = spool_input(folder.path, &path, &err);
		cr_assert_geq(fd, 0, "%s", err.text);
		cr_expect_eq(access(used, F_OK) == 0, i == 0);
		cr_expect_eq(access(store, F_OK) == 0, i == 0);
		unlink(text_string(&path));
		close(fd);
		if (i == 0)
			close(lock);
	}
	cr_expect_eq(folder_count(&folder), 0u);
	text_release(&path);
	free(used);
	free(store);
	folder_release(&folder);
}

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/draft.h"
#include "tests/support/folder.h"

/* Makes a draft in FOLDER and closes it again. */
static void make(const struct folder *folder)
{
	char *target = folder_path(folder, "store.db");
	struct draft draft;
	struct error err = {0};

	cr_assert_eq(draft_open(&draft, target, &err), 0, "%s", err.text);
	draft_close(&draft);
	free(target);
}

/* Its maker was killed when later pages were written and the first was not. */
Test(draft, one_that_begins_with_zeros_is_left_behind_by_a_dead_maker_too)
{
	static const char zeros[8192];
	struct folder folder;

	folder_init(&folder);
	free(folder_write(&folder, ".statements-1-0.building", zeros, sizeof(zeros)));
	free(folder_write(&folder, ".statements-2-0.building", "SQLite format 3", 16));
	make(&folder);
	cr_expect_eq(folder_count(&folder), 0u);
	folder_release(&folder);
}

Test(draft, a_file_of_somebody_elses_that_bears_such_a_name_stays)
{
	struct folder folder;

	folder_init(&folder);
	free(folder_write(&folder, ".statements-1-0.building", "a letter", 8));
	make(&folder);
	cr_expect_eq(folder_count(&folder), 1u);
	folder_release(&folder);
}

Test(draft, a_target_that_leads_to_no_file_is_refused_with_what_to_do)
{
	static const struct {
		const char *name, *leads, *told;
	} LINKS[] = {
		{"device", "/dev/zero", "it leads to what is no file (remove the link"},
		{"one", "two", "its links lead in a ring (remove the link"},
		{"two", "one", "its links lead in a ring (remove the link"},
		{"gone", "nothing", "it is a link that leads nowhere (remove the link"},
		{"folder", ".", "it leads to what is no file (remove the link"},
	};
	struct folder folder;
	char *path;

	folder_init(&folder);
	for (size_t i = 0; i < sizeof(LINKS) / sizeof(*LINKS); i++) {
		path = folder_path(&folder, LINKS[i].name);
		cr_assert_eq(symlink(LINKS[i].leads, path), 0);
		free(path);
	}
	for (size_t i = 0; i < sizeof(LINKS) / sizeof(*LINKS); i++) {
		struct error err = {0};
		struct draft draft;

		path = folder_path(&folder, LINKS[i].name);
		cr_expect_eq(draft_open(&draft, path, &err), -1);
		cr_expect(strstr(err.text, path) && strstr(err.text, LINKS[i].told), "%s", err.text);
		draft_close(&draft);
		free(path);
	}
	folder_release(&folder);
}

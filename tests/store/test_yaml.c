#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/text.h"
#include "store/yaml.h"
#include "tests/support/folder.h"

struct pull {
	struct folder folder;
	char *path;
	int fd;
	struct problems problems;
	struct yaml *yaml;
};

static void pull_init(struct pull *pull, const char *text, size_t length)
{
	*pull = (struct pull){0};
	folder_init(&pull->folder);
	pull->path = folder_write(&pull->folder, "a.yaml", text, length);
	pull->fd = open(pull->path, O_RDONLY | O_CLOEXEC);
	cr_assert(pull->fd >= 0);
	pull->yaml = yaml_open(pull->fd, 0, &pull->problems, NULL, NULL);
}

static void pull_release(struct pull *pull)
{
	yaml_close(pull->yaml);
	problems_release(&pull->problems);
	close(pull->fd);
	free(pull->path);
	folder_release(&pull->folder);
}

/* All items of TEXT, each as KIND LINE:COLUMN, texts also with their bytes;
 * yours to free. */
static char *items(const char *text)
{
	static const char *const kinds[] = {
		[ITEM_TEXT] = "text", [ITEM_LIST] = "list", [ITEM_MAP] = "map",
		[ITEM_END] = "end", [ITEM_REFUSED] = "refused", [ITEM_DONE] = "done",
		[ITEM_BROKEN] = "broken",
	};
	struct pull pull;
	struct item item;
	struct text out = {0};

	pull_init(&pull, text, strlen(text));
	do {
		yaml_next(pull.yaml, &item);
		text_puts(&out, kinds[item.kind]);
		if (item.kind == ITEM_TEXT || item.kind == ITEM_LIST || item.kind == ITEM_MAP)
			text_printf(&out, " %u:%u", (unsigned)item.at.line,
				    (unsigned)item.at.column);
		if (item.kind == ITEM_TEXT)
			text_printf(&out, " '%.*s'%s", (int)item.length, item.text,
				    item.plain ? "" : item.quoted ? "q" : "-");
		text_puts(&out, "; ");
	} while (item.kind != ITEM_DONE && item.kind != ITEM_BROKEN);
	/* What ended once has ended for good. */
	yaml_next(pull.yaml, &item);
	text_puts(&out, kinds[item.kind]);
	pull_release(&pull);
	return text_detach(&out);
}

static void expect_items(const char *text, const char *expected)
{
	char *found = items(text);

	cr_expect_str_eq(found, expected, "%s\ngives %s", text, found);
	free(found);
}

Test(yaml, gives_texts_lists_and_mappings_with_their_places)
{
	expect_items("", "done; done");
	expect_items("a: [語, \"b\"]\n",
		     "map 1:1; text 1:1 'a'; list 1:4; text 1:5 '語'; text 1:8 'b'q; end; end; "
		     "done; done");
	expect_items("# c\n- >-\n  a\n  b\n-\n- 'c'\n",
		     "list 2:1; text 2:3 'a b'-; text 5:2 ''; text 6:3 'c'-; end; done; done");
}

Test(yaml, ends_broken_and_stays_so)
{
	expect_items("a: b: c\n", "map 1:1; text 1:1 'a'; text 1:4 'b'; broken; broken");
	expect_items("a\n---\nb\n", "text 1:1 'a'; broken; broken");
	expect_items("\x01", "broken; broken");
	expect_items("[\"a\\0\", *b]\n", "list 1:1; refused; refused; end; done; done");
}

Test(yaml, skips_a_value_with_all_that_is_in_it)
{
	static const char text[] = "- {a: [1, [2]], b: {c: d}}\n- e\n";
	struct pull pull;
	struct item item;

	pull_init(&pull, text, strlen(text));
	yaml_next(pull.yaml, &item);
	yaml_next(pull.yaml, &item);
	cr_assert_eq(item.kind, ITEM_MAP);
	yaml_skip(pull.yaml, &item);
	yaml_next(pull.yaml, &item);
	cr_expect_eq(item.kind, ITEM_TEXT);
	yaml_skip(pull.yaml, &item);	/* a text has nothing in it */
	yaml_next(pull.yaml, &item);
	cr_expect_eq(item.kind, ITEM_END);
	pull_release(&pull);
}

Test(yaml, sees_a_comment_behind_a_plain_text_however_far_libyaml_has_read)
{
	struct text text = {0};
	struct pull pull;
	struct item item;
	int cut = 0, whole = 0;

	/* Comments of many sizes, so that the text's end lies before, at and behind
	 * the ends of all buffers; every second text is cut. */
	for (int i = 0; i < 400; i++) {
		text_printf(&text, i % 2 ? "- 語 text # %d" : "- 語 text%d\n  # ", i);
		for (int n = 0; n < i * 7 % 1500; n++)
			text_puts(&text, "ü");
		text_putc(&text, '\n');
	}
	pull_init(&pull, text.data, text.length);
	yaml_next(pull.yaml, &item);
	for (int i = 0;; i++) {
		yaml_next(pull.yaml, &item);
		if (item.kind != ITEM_TEXT)
			break;
		if (i % 2)
			cut += yaml_cut_by_comment(pull.yaml);
		else
			whole += !yaml_cut_by_comment(pull.yaml);
	}
	cr_expect_eq(item.kind, ITEM_END);
	cr_expect_eq(cut, 200);
	cr_expect_eq(whole, 200);
	text_release(&text);
	pull_release(&pull);
}

Test(yaml, refuses_the_level_below_the_deepest)
{
	struct text text = {0};

	for (int depth = YAML_DEPTH; depth <= YAML_DEPTH + 1; depth++) {
		char *found;

		text_clear(&text);
		for (int i = 0; i < depth; i++)
			text_putc(&text, '[');
		for (int i = 0; i < depth; i++)
			text_putc(&text, ']');
		found = items(text_string(&text));
		cr_expect_eq(strstr(found, "broken") != NULL, depth > YAML_DEPTH);
		free(found);
	}
	text_release(&text);
}

Test(yaml, gives_up_where_no_value_ends)
{
	char blanks[64 * 1024];
	struct pull pull;
	struct item item;
	int fd;

	pull_init(&pull, "\"", 1);
	memset(blanks, ' ', sizeof(blanks));
	fd = open(pull.path, O_WRONLY | O_APPEND | O_CLOEXEC);
	cr_assert(fd >= 0);
	for (int i = 0; i < 1280; i++)
		cr_assert_eq(write(fd, blanks, sizeof(blanks)), (ssize_t)sizeof(blanks));
	close(fd);
	yaml_next(pull.yaml, &item);
	cr_expect_eq(item.kind, ITEM_BROKEN);
	cr_expect_eq(pull.problems.errors.count, 1);
	cr_expect(strstr(pull.problems.errors.first[0].message, "64 MiB"));
	pull_release(&pull);
}

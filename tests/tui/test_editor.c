#include <criterion/criterion.h>
#include <string.h>

#include "store/text.h"
#include "tui/editor.h"

/* The arguments with | between, "" for none. */
static void expect_arguments(const char *command, const char *file, const char *want)
{
	struct arena arena = {0};
	struct text got = {0};
	char **arguments = editor_arguments(command, file, 12, &arena);

	for (size_t i = 0; arguments && arguments[i]; i++)
		text_printf(&got, "%s%s", i ? "|" : "", arguments[i]);
	cr_expect_str_eq(text_string(&got), want);
	text_release(&got);
	arena_release(&arena);
}

Test(editor, is_told_the_line_in_its_own_way)
{
	expect_arguments("vi", "/a b.yaml", "vi|+12|/a b.yaml");
	expect_arguments("/usr/bin/nano -w", "/a.yaml", "/usr/bin/nano|-w|+12|/a.yaml");
	expect_arguments("code --wait", "/a.yaml", "code|--wait|--goto|/a.yaml:12");
	expect_arguments("/opt/bin/hx", "/a.yaml", "/opt/bin/hx|/a.yaml:12");
}

Test(editor, a_command_is_cut_into_words_and_nothing_of_it_is_run)
{
	expect_arguments("'/my editor/ed' \"-x y\" a\\ b", "/f", "/my editor/ed|-x y|a b|+12|/f");
	expect_arguments("vi; rm -rf $HOME `x`", "/f", "vi;|rm|-rf|$HOME|`x`|+12|/f");
	expect_arguments("a'b", "/f", "ab|+12|/f");
	expect_arguments("x\\", "/f", "x\\|+12|/f");
	expect_arguments(" \t ", "/f", "");
}

/* A store tells names of files, and anybody may have made it. */
Test(editor, a_name_can_mean_nothing_but_a_file)
{
	expect_arguments("vi", "-c.yaml", "vi|+12|./-c.yaml");
	expect_arguments("vi", "+!id", "vi|+12|./+!id");
	expect_arguments("vi", "scp://host/file", "vi|+12|./scp://host/file");
	expect_arguments("code", "--wait", "code|--goto|./--wait:12");
	expect_arguments("vi", "a.yaml", "vi|+12|./a.yaml");
}

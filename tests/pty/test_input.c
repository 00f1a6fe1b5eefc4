/*
 * Keys, pastes and bytes that are neither.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/pty/stage.h"

Test(input, esc_alone_is_taken_at_once)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "/standing");
	pty_see(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "\033");
	pty_see_gone(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(input, a_key_that_terminfo_lacks_is_no_esc_and_some_letters)
{
	static const char *const KEYS[] = {"\033[1;5D", "\033[5;5~", "\033[[E", "\033[24~"};
	struct stage stage;

	/* Ctrl-Left, Ctrl-PgUp, F5 of the console, F12. */
	stage_open(&stage, (struct pty_options){.environment = {"TERM=vt100"}});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "3");
	pty_see(&stage.pty, "of kind talk");
	for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
		pty_type(&stage.pty, "k");
		pty_see(&stage.pty, "nothing above");
		pty_type(&stage.pty, KEYS[i]);
		pty_see(&stage.pty, "this key does nothing");
		pty_see(&stage.pty, "of kind talk");
	}
	pty_type(&stage.pty, "/nobody");
	pty_see(&stage.pty, "“nobody*”");
	pty_type(&stage.pty, KEYS[0]);
	pty_see(&stage.pty, "this key does nothing");
	pty_see(&stage.pty, "/ kind:talk nobody");
	pty_type(&stage.pty, "\033");
	pty_see(&stage.pty, "2 of 11");
	/* What only begins so is what was typed: Esc takes the filter, [ finds no speaker. */
	pty_type(&stage.pty, "\033[");
	pty_see(&stage.pty, "a talk has no speaker of its own");
	pty_see(&stage.pty, "11 entries, newest first");
	pty_type(&stage.pty, "\033[B\033OB");
	pty_see(&stage.pty, "›undated      Blinken ±");
	pty_type(&stage.pty, "Q");
	cr_expect_eq(pty_end(&stage.pty), 0);
	stage_close(&stage);
}

Test(input, a_key_without_a_name_here_says_that_it_does_nothing)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "\033[1;5D");
	pty_see(&stage.pty, "this key does nothing; ? shows the keys");
	pty_type(&stage.pty, "q");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(input, a_pasted_text_is_typed_into_the_prompt_and_nowhere_else)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_paste(&stage.pty, "qQ\003q");
	pty_type(&stage.pty, "/");
	pty_paste(&stage.pty, "standing");
	pty_see(&stage.pty, "1 of 11");
	pty_type(&stage.pty, "\rq");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(input, a_character_that_comes_in_pieces_is_one)
{
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "/");
	pty_see(&stage.pty, "Esc close");
	pty_type(&stage.pty, "a\xe8");
	pty_see(&stage.pty, "“a*”");
	pty_type(&stage.pty, "\xb3\x87");
	pty_see(&stage.pty, "/ a資");
	pty_type(&stage.pty, "\033[200~ \xc3");
	pty_type(&stage.pty, "\xa9nd\033[201~");
	pty_see(&stage.pty, "/ a資 énd");
	pty_type(&stage.pty, "\003");
	stage_end(&stage, 0);
	stage_close(&stage);
}

Test(input, bytes_that_are_no_characters_take_nothing_with_them)
{
	char bytes[3000];
	struct stage stage;

	stage_open(&stage, (struct pty_options){0});
	pty_see(&stage.pty, STAGE_TITLE);
	pty_type(&stage.pty, "/");
	pty_see(&stage.pty, "Esc close");
	/* The last of them is as another encoding writes it. */
	pty_type(&stage.pty, "\xe4 st\xc3" "anding");
	pty_see(&stage.pty, "/ � st�anding");
	pty_type(&stage.pty, "\025");
	memset(bytes, 0xff, sizeof(bytes) - 1);
	bytes[sizeof(bytes) - 1] = '\0';
	pty_type(&stage.pty, bytes);
	pty_see(&stage.pty, "there is no room for more text");
	pty_type(&stage.pty, "\025good");
	pty_see(&stage.pty, "/ good");
	pty_type(&stage.pty, "\003");
	stage_end(&stage, 0);
	stage_close(&stage);
}

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/key.h"
#include "tui/keys.h"

Test(keys, no_key_does_two_things_in_one_place)
{
	for (size_t i = 0; i < BINDING_COUNT; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct action_info *a = &ACTIONS[BINDINGS[i].action];
			const struct action_info *b = &ACTIONS[BINDINGS[j].action];
			unsigned both = a->places & b->places;

			if (BINDINGS[i].key != BINDINGS[j].key)
				continue;
			for (int place = 0; place < PANE_COUNT; place++)
				if (keys_typed((enum pane)place) && key_is_text(BINDINGS[i].key))
					both &= ~PLACE(place);
			cr_expect_eq(both, 0, "%s and %s", a->help, b->help);
		}
	}
}

Test(keys, every_action_has_a_name_a_help_and_a_function)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		cr_expect(ACTIONS[i].name && *ACTIONS[i].name, "action %d", i);
		cr_expect(ACTIONS[i].help && *ACTIONS[i].help, "action %d", i);
		cr_expect(ACTIONS[i].run && ACTIONS[i].places, "action %d", i);
	}
}

Test(keys, a_hint_is_given_only_where_its_key_works)
{
	for (size_t i = 0; i < BINDING_COUNT; i++)
		for (int place = 0; place < PANE_COUNT; place++)
			if (BINDINGS[i].hints & PLACE(place))
				cr_expect_eq(keys_lookup((enum pane)place, BINDINGS[i].key),
					     BINDINGS[i].action, "%s",
					     ACTIONS[BINDINGS[i].action].help);
}

Test(keys, every_action_can_be_reached)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		struct text keys = {0};

		keys_of((enum action)i, PANE_COUNT, &keys);
		cr_expect(keys.length > 0, "%s", ACTIONS[i].help);
		text_release(&keys);
	}
}

Test(keys, letters_are_text_where_text_is_typed)
{
	cr_expect_eq(keys_lookup(PANE_LIST, 'q'), ACTION_LEAVE);
	cr_expect_eq(keys_lookup(PANE_READER, 'q'), ACTION_CLOSE);
	cr_expect_eq(keys_lookup(PANE_PROMPT, 'q'), ACTION_NONE);
	cr_expect_eq(keys_lookup(PANE_PICKER, 'j'), ACTION_NONE);
	cr_expect_eq(keys_lookup(PANE_PICKER, KEY_DOWN_), ACTION_DOWN);
	cr_expect_eq(keys_lookup(PANE_PROMPT, KEY_DOWN_), ACTION_NEWER_QUERY);
	cr_expect_eq(keys_lookup(PANE_LIST, 4), ACTION_HALF_DOWN);
	cr_expect_eq(keys_lookup(PANE_LIST, 'x'), ACTION_NONE);
}

Test(keys, escape_never_quits)
{
	for (int place = 0; place < PANE_COUNT; place++) {
		enum action action = keys_lookup((enum pane)place, KEY_ESC_);

		cr_expect(action == ACTION_STEP_BACK || action == ACTION_CANCEL);
	}
}

/* The keys of design and manual, each with the place where it must work. */
Test(keys, the_keys_that_were_promised_are_bound)
{
	static const char *const promised[] = {
		"j", "k", "Down", "Up", "Ctrl-d", "Ctrl-u", "PgDn", "PgUp", "g", "G", "Home",
		"End", "Enter", "l", "Right", "Tab", "Shift-Tab", "h", "Left", "/", "s", "t",
		"n", "N", "[", "]", "{", "}", "T", "<", ">", ",", "o", "O", "1", "2", "3", "R",
		"e", "?", "F1", "q", "Q", "Ctrl-c", "Ctrl-z", "J", "K",
	};

	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
		cr_expect_neq(keys_lookup(PANE_READER, key_of(promised[i])), ACTION_NONE, "%s",
			      promised[i]);
	cr_expect_eq(keys_lookup(PANE_LIST, KEY_BACKSPACE_), ACTION_DROP);
}

Test(keys, the_list_of_keys_names_every_one)
{
	struct text list = {0};
	char buffer[16];

	keys_list(&list);
	for (size_t i = 0; i < BINDING_COUNT; i++) {
		cr_expect(strstr(text_string(&list), key_text(BINDINGS[i].key, buffer)));
		cr_expect(strstr(text_string(&list), ACTIONS[BINDINGS[i].action].help));
	}
	text_release(&list);
}

/* How mdoc wants a key: a lone sign is not punctuation. */
static void key_say(int32_t key, struct text *out)
{
	char buffer[16];
	const char *name = key_text(key, buffer);

	text_printf(out, " %s%s", strlen(name) == 1 && strchr(".,:;()[]?!|", *name) ? "\\&" : "",
		    name);
}

Test(keys, the_manual_says_the_same_as_the_table)
{
	FILE *file = fopen("tui/statements.1", "r");
	char *manual = calloc(1, 1 << 16);

	cr_assert(file && fread(manual, 1, (1 << 16) - 1, file) > 0);
	for (int i = 1; i < ACTION_COUNT; i++) {
		struct text entry = {0};

		text_puts(&entry, ".It Cm");
		for (size_t j = 0; j < BINDING_COUNT; j++)
			if ((int)BINDINGS[j].action == i)
				key_say(BINDINGS[j].key, &entry);
		text_printf(&entry, "\n%c%s.\n", toupper((unsigned char)ACTIONS[i].help[0]),
			    ACTIONS[i].help + 1);
		cr_expect(strstr(manual, text_string(&entry)), "the manual lacks\n%s",
			  text_string(&entry));
		text_release(&entry);
	}
	free(manual);
	fclose(file);
}

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/tui/browser.h"
#include "tui/key.h"

/* One picture: a size, the keys pressed at it, and what is seen then. */
static void picture(int rows, int columns, const char *keys, const char *want)
{
	struct browser browser;

	browser_open(&browser, CORPUS, rows, columns);
	if (*keys)
		browser_keys(&browser, keys);
	browser_expect(&browser, want);
	browser_close(&browser);
}

Test(views, facets_list_and_reader_from_72_columns)
{
	picture(14, 80, "",
		" statements — Harbour hearings                                        9 entries\n"
		" Speakers            │›2022-05-06   Lind    “ Wages follow the tide, and the ti…\n"
		"   Ngozi Okafor     3│ 2022-05      王小明  “ 個人資料保護與港口安全\n"
		"   Per Lind         3│ 2021-03-04   Lind    ~ He asked who would pay the crews …\n"
		"   王小明           1│ 2021-03-04   Okafor  ± She called the old quay \"a museum…\n"
		"                     ├──────────────────────────────────────────────────────────\n"
		" Topics              │ Per Lind\n"
		"   The port         4│ 2022-05-06\n"
		"     Dredging       2│\n"
		"   Wages            2│ “ Wages follow the tide, and the tide is out.\n"
		"                     │\n"
		"                     │ direct · Wages                                          ↓\n"
		" /                                                      9 entries, newest first\n"
		" ? help   / search   s speaker   t topic   Enter read   Tab pane   q quit\n");
}

Test(views, three_columns_from_130)
{
	picture(12, 132, "",
		" statements — Harbour hearings                                                                                            9 entries\n"
		" Speakers                  │ 2020 ▄█▄ 2022  max 4/year  +1 undated             │ Per Lind\n"
		"   Ngozi Okafor           3│›2022-05-06   Lind    “ Wages follow the tide, and…│ 2022-05-06\n"
		"   Per Lind               3│ 2022-05      王小明  “ 個人資料保護與港口安全     │\n"
		"   王小明                 1│ 2021-03-04   Lind    ~ He asked who would pay the…│ “ Wages follow the tide, and the tide is out.\n"
		"                           │ 2021-03-04   Okafor  ± She called the old quay \"a…│\n"
		" Topics                    │ 2021-03-04   Okafor  “ The channel is nine metres…│ direct · Wages\n"
		"   The port               4│ 2021-03-04   talk      Hearing on the new quay    │\n"
		"     Dredging             2│ 2020         Lind    “ Nobody asked the crews.    │ date          2022-05-06\n"
		"   Wages                  2│ 2020         talk      A post                     │ language      en (the file's default)             ↓\n"
		" /                                                                                                          9 entries, newest first\n"
		" ? help   / search   s speaker   t topic   Enter read   Tab pane   , add   o sort   q quit\n");
}

Test(views, the_list_over_the_reader_below_72_columns)
{
	picture(14, 60, "",
		" statements — Harbour hearings                    9 entries\n"
		"›2022-05-06   Lind    “ Wages follow the tide, and the tide…\n"
		" 2022-05      王小明  “ 個人資料保護與港口安全\n"
		" 2021-03-04   Lind    ~ He asked who would pay the crews wh…\n"
		" 2021-03-04   Okafor  ± She called the old quay \"a museum o…\n"
		"────────────────────────────────────────────────────────────\n"
		" Per Lind\n"
		" 2022-05-06\n"
		"\n"
		" “ Wages follow the tide, and the tide is out.\n"
		"\n"
		" direct · Wages                                            ↓\n"
		" /                                  9 entries, newest first\n"
		" ? help   / search   s speaker   t topic   q quit\n");
}

Test(views, a_message_that_is_too_long_takes_the_line_of_the_query_too)
{
	picture(11, 39, "h J",
		" statements — Harbour heari… 9 entries\n"
		" Speakers\n"
		"›  Ngozi Okafor                       3\n"
		"   Per Lind                           3\n"
		"\n"
		" Topics\n"
		"   The port                           4\n"
		"     Dredging                         2\n"
		"   Wages                              2\n"
		" J works in the list and the reader,\n"
		" not in the facets (the next entry, w…\n");
	/* But not while it is typed. */
	picture(11, 39, "/ no Ctrl-d",
		" statements — Harbour heari… 9 entries\n"
		"›2021-03-04  Okafor  “ …will not wait.\n"
		" 2020        Lind    “ Nobody asked th…\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" / no     “no*” · 2 of 9, newest first\n"
		" Ctrl-d works in any pane, not in the…\n");
}

Test(views, why_nothing_is_listed_can_be_read_to_its_end)
{
	picture(12, 40, "/ speaker:lind Enter / museum Enter",
		" statements — Harbour hearin… 9 entries\n"
		"›nothing found: without “museum*” there\n"
		" would be 3\n"
		"\n"
		"────────────────────────────────────────\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" / …aker:lind museum  0 of 9, newest f…\n"
		" nothing found: without “museum*” ther…\n");
}

Test(views, one_part_at_a_time_on_a_small_screen)
{
	picture(11, 39, "",
		" statements — Harbour heari… 9 entries\n"
		"›2022-05-06  Lind    “ Wages follow th…\n"
		" 2022-05     王小明  “ 個人資料保護與…\n"
		" 2021-03-04  Lind    ~ He asked who wo…\n"
		" 2021-03-04  Okafor  ± She called the …\n"
		" 2021-03-04  Okafor  “ The channel is …\n"
		" 2021-03-04  talk      Hearing on the …\n"
		" 2020        Lind    “ Nobody asked th…\n"
		" 2020        talk      A post\n"
		" /             9 entries, newest first\n"
		" ? help  / search  s speaker  q quit\n");
}

Test(views, the_least_size_still_lists)
{
	picture(6, 22, "",
		" statements 9 entries\n"
		"›Lind    “ Wages foll…\n"
		" 王小明  “ 個人資料保…\n"
		" Lind    ~ He asked w…\n"
		" /   9 entries, newe…\n"
		" ? help  q quit\n");
}

Test(views, a_title_without_room_leaves_nothing_of_itself)
{
	picture(6, 28, "",
		" statements       9 entries\n"
		"›Lind    “ Wages follow the…\n"
		" 王小明  “ 個人資料保護與港…\n"
		" Lind    ~ He asked who wou…\n"
		" /   9 entries, newest fir…\n"
		" ? help  / search  q quit\n");
}

Test(views, an_empty_corpus_shows_the_keys)
{
	struct browser browser;

	browser_open(&browser, "statements: 1\n", 12, 60);
	browser_expect(&browser,
		" statements                                       0 entries\n"
		"›this corpus holds no entries yet\n"
		"\n"
		"\n"
		"────────────────────────────────────────────────────────────\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" /                                  0 entries, newest first\n"
		" ? help   / search   s speaker   t topic   q quit\n");
	browser_close(&browser);
}

Test(views, below_that_a_line_says_so)
{
	picture(3, 19, "",
		"20×5 is the least\n"
		"\n"
		"\n");
}

Test(views, facets_lie_above_a_narrow_list_and_filter)
{
	picture(14, 60, "Shift-Tab j Enter",
		" statements — Harbour hearings                    9 entries\n"
		" Speakers                       │low the tide, and the tide…\n"
		"›* Per Lind                    3│who would pay the crews wh…\n"
		"                                │ked the crews.\n"
		" Topics                         │\n"
		"   Wages                       2│───────────────────────────\n"
		"                                │\n"
		"                                │\n"
		"                                │\n"
		"                                │ tide is out.\n"
		"                                │\n"
		"                                │                          ↓\n"
		" / speaker:lind     said by Per Lind · 3 of 9, newest first\n"
		" ? help   / search   Enter filter   Tab pane   q close\n");
}

Test(views, a_talk_is_read_to_its_last_quote)
{
	picture(16, 60, "G k k k k T O G",
		" statements — Harbour hearings                    9 entries\n"
		"                                                           ↑\n"
		" Quotes (3)\n"
		"\n"
		" Ngozi Okafor, Harbour Master (role inferred)\n"
		" “ The channel is nine metres deep [at low water] and it\n"
		"   will not wait.\n"
		"\n"
		" Ngozi Okafor, Harbour Master (role inferred)\n"
		" ± She called the old quay \"a museum of rust\" twice.\n"
		"\n"
		":Per Lind\n"
		":~ He asked who would pay the crews while the port is\n"
		"›  closed.\n"
		" /                                  9 entries, newest first\n"
		" ? help   / search   Enter go   Tab pane   , add   q close\n");
}

Test(views, the_help_is_filtered_by_typing)
{
	picture(13, 76, "? entry",
		" statements — Harbour hearings                                    9 entries\n"
		" Sp┌────────────────────────────────────────────────────────────────────┐th…\n"
		"   │ Help: entry                                                        │\n"
		"   │                                                                    │cr…\n"
		"   │ Keys in the list                                                   │mu…\n"
		"   │›  Enter l Right    read the entry                                  │───\n"
		" To│   J                the next entry, while reading too               │\n"
		"   │   K                the previous entry, while reading too           │\n"
		"   │   n                the next match, here or in the next entry       │\n"
		"   │   N                the previous match, here or in the entry before │\n"
		"   └────────────────────────────────────────────────────────────────────┘  ↓\n"
		" /                                                  9 entries, newest first\n"
		" Enter run   Ctrl-w delete word   Ctrl-u delete all   Esc close\n");
}

Test(views, the_help_on_a_small_screen_leaves_nothing_of_what_is_below)
{
	picture(11, 39, "? entry",
		" statements — Harbour heari… 9 entries\n"
		" Help: entry\n"
		"\n"
		" Keys in the list\n"
		"›  Enter l Right   read the entry\n"
		"   J               the next entry, wh…\n"
		"   K               the previous entry…\n"
		"   n               the next match, he…\n"
		"   N               the previous match…\n"
		" /             9 entries, newest first\n"
		" Enter run  Esc close\n");
}

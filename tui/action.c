#include "tui/action.h"

#include <string.h>

#include "core/line.h"
#include "tui/entry_values.h"
#include "tui/view.h"

/* Milliseconds: what has been counted for less is not seen to be counted, and Esc steps back
 * however fast it is pressed. */
enum { SEEN_MS = 200 };

/* Said where a key wants one. */
static const char NO_ENTRY[] = "there is no entry here";

static bool is_empty(const struct ui *ui)
{
	bool exact;

	return session_total(ui->session, &exact) == 0;
}

/* --- asking --- */

static void run_help(struct ui *ui, int argument)
{
	(void)argument;
	if (ui->focus == PANE_HELP)
		ui_close_open(ui);
	else
		help_open(ui);
}

static void run_search(struct ui *ui, int argument)
{
	(void)argument;
	prompt_open(ui);
}

static void run_pick(struct ui *ui, int picking)
{
	picker_open(ui, (enum picking)picking);
}

/* A facet has one value; an entry has many, so one is picked, that of the line
 * under the cursor first. */
static void run_add(struct ui *ui, int argument)
{
	enum names names;
	const struct facet_row *facet;

	(void)argument;
	if (ui->focus == PANE_FACETS) {
		facet = facets_chosen(ui, &names);
		if (!facet)
			ui_say(ui, "there is no value here to add");
		else if (!session_add(ui->session,
				      names == NAMES_SPEAKER ? FIELD_SPEAKER : FIELD_TOPIC,
				      facet->id))
			ui_say(ui, "the query has %s already", facet->label);
	} else if (is_empty(ui)) {
		ui_say(ui, "there is no entry here whose values could be added");
	} else {
		entry_values_pick(ui);
	}
}

static void run_drop(struct ui *ui, int argument)
{
	(void)argument;
	if (!session_drop_last(ui->session))
		ui_say(ui, "the query is empty: nothing to drop");
}

static void run_sort(struct ui *ui, int argument)
{
	(void)argument;
	session_sort_next(ui->session);
}

static void run_kind(struct ui *ui, int kind)
{
	if (!session_kind(ui->session, (enum kind_value)kind))
		ui_say(ui, "%s shown already", kind == KIND_QUOTE ? "only quotes are"
				: kind == KIND_TALK ? "only talks are" : "quotes and talks are");
}

/* --- moving --- */

static void run_move(struct ui *ui, int argument)
{
	static const char *const nothing_more[] = {"nothing above", "nothing below"};
	enum motion motion = (enum motion)argument;
	bool down = motion == MOVE_DOWN || motion == MOVE_HALF_DOWN ||
		    motion == MOVE_PAGE_DOWN || motion == MOVE_LAST;

	if (VIEWS[ui->focus]->move && !VIEWS[ui->focus]->move(ui, motion))
		ui_say(ui, "%s", nothing_more[down]);
}

/* --- reading --- */

static void run_read(struct ui *ui, int argument)
{
	(void)argument;
	if (is_empty(ui))
		ui_say(ui, "there is no entry to read");
	else
		ui_focus(ui, PANE_READER);
}

static void run_filter(struct ui *ui, int argument)
{
	enum names names;
	const struct facet_row *facet = facets_chosen(ui, &names);

	(void)argument;
	if (facet)
		session_filter(ui->session, names, facet->id);
	else
		ui_say(ui, "there is nothing here to filter by");
}

static void run_go(struct ui *ui, int argument)
{
	uint32_t row = reader_link(ui);

	(void)argument;
	if (!row)
		ui_say(ui, "this line leads nowhere; Enter follows a quote of a talk, or a talk");
	else if (!session_follow(ui->session, row))
		ui_say(ui, "this entry cannot be opened");
}

static void run_entry(struct ui *ui, int step)
{
	/* What was followed to is closed first, or the next entry would be one
	 * that the reader does not show. */
	bool back = session_unfollow(ui->session);

	if (is_empty(ui))
		ui_say(ui, "%s", NO_ENTRY);
	else if (!session_move(ui->session, step) && !back)
		ui_say(ui, step > 0 ? "this is the last entry" : "this is the first entry");
}

static bool asks_words(const struct ask_node *node)
{
	if (!node || node->op == ASK_NOT)
		return false;
	if (node->op == ASK_PHRASE)
		return node->word_count > 0;
	for (size_t i = 0; i < node->kid_count; i++)
		if (asks_words(node->kids[i]))
			return true;
	return false;
}

static void run_match(struct ui *ui, int step)
{
	const struct ask *ask = session_ask_shown(ui->session);

	if (!ask || !asks_words(ask->root)) {
		ui_say(ui, "the query has no words to go to; / searches for some");
		return;
	}
	if (is_empty(ui)) {
		ui_say(ui, "there is no match");
		return;
	}
	ui_focus(ui, PANE_READER);
	ui_arrange(ui);
	if (reader_next_match(ui, step))
		return;
	session_unfollow(ui->session);
	if (session_move(ui->session, step))
		ui->reader.seek = step;
	else
		ui_say(ui, step > 0 ? "no match below" : "no match above");
}

/* Where the session itself knows why there is none, it says so. */
static void say_unless_said(struct ui *ui, const char *text)
{
	if (session_message(ui->session)[0] == '\0')
		ui_say(ui, "%s", text);
}

static void run_same_speaker(struct ui *ui, int step)
{
	if (!session_same_speaker(ui->session, step))
		say_unless_said(ui, NO_ENTRY);
}

static void run_same_talk(struct ui *ui, int step)
{
	if (!session_same_talk(ui->session, step))
		say_unless_said(ui, NO_ENTRY);
}

static void run_talk(struct ui *ui, int argument)
{
	(void)argument;
	if (session_open_talk(ui->session))
		ui_focus(ui, PANE_READER);
	else
		say_unless_said(ui, NO_ENTRY);
}

static void run_back(struct ui *ui, int argument)
{
	(void)argument;
	ui->reader.returning = session_back(ui->session);
	if (!ui->reader.returning)
		ui_say(ui, "nothing was opened before this");
}

static void run_forward(struct ui *ui, int argument)
{
	(void)argument;
	ui->reader.returning = session_forward(ui->session);
	if (!ui->reader.returning)
		ui_say(ui, "nothing was opened after this");
}

/* --- panes --- */

static void run_pane(struct ui *ui, int step)
{
	int count = PANE_READER + 1;

	ui_focus(ui, (enum pane)(((int)ui->focus + step + count) % count));
}

static void run_left_pane(struct ui *ui, int argument)
{
	(void)argument;
	if (ui->focus == PANE_FACETS)
		ui_say(ui, "this is the leftmost pane; Tab goes to the next one");
	else
		ui_focus(ui, (enum pane)(ui->focus - 1));
}

/* Whether this pane has the body for itself, without having been given it. */
static bool is_alone(const struct ui *ui)
{
	struct layout layout = layout_of(ui->rows, ui->columns, ui->base, ui->base, false);

	for (int pane = 0; pane <= PANE_READER; pane++)
		if (pane != (int)ui->base && layout.panes[pane].rows > 0)
			return false;
	return ui->base != PANE_READER || !reader_leaves_room(ui);
}

static void run_maximise(struct ui *ui, int argument)
{
	(void)argument;
	if (!ui->maximised && is_alone(ui))
		ui_say(ui, "this pane has all the room already");
	else
		ui->maximised = !ui->maximised;
}

/* --- typing --- */

static void run_keep(struct ui *ui, int argument)
{
	(void)argument;
	prompt_keep(ui);
}

static void run_recall(struct ui *ui, int step)
{
	prompt_recall(ui, step);
}

static void run_choose(struct ui *ui, int argument)
{
	(void)argument;
	picker_choose(ui);
}

static void run_line_of_help(struct ui *ui, int argument)
{
	(void)argument;
	help_run(ui);
}

static void run_line_move(struct ui *ui, int move)
{
	if (!line_move(VIEWS[ui->focus]->line(ui), (enum line_move)move))
		ui_say(ui, "the cursor is at that end already");
}

static void run_line_delete(struct ui *ui, int move)
{
	if (line_delete(VIEWS[ui->focus]->line(ui), (enum line_move)move))
		VIEWS[ui->focus]->typed(ui);
	else
		ui_say(ui, "there is nothing to delete");
}

/* --- files and leaving --- */

static void run_reload(struct ui *ui, int argument)
{
	(void)argument;
	if (!session_reload(ui->session))
		say_unless_said(ui, "this store was opened without its files: nothing to read again");
}

static void run_edit(struct ui *ui, int argument)
{
	const char *file;

	(void)argument;
	if (is_empty(ui) || !session_origin(ui->session, &file, &ui->edit_line)) {
		ui_say(ui, "%s", is_empty(ui) ? NO_ENTRY : "no file is known for this entry");
		return;
	}
	text_clear(&ui->edit_file);
	text_puts(&ui->edit_file, file);
	ui->edit = true;
}

static void run_suspend(struct ui *ui, int argument)
{
	(void)argument;
	ui->suspend = true;
}

static void run_repaint(struct ui *ui, int argument)
{
	(void)argument;
	ui->repaint = true;
}

/* One step nearer to the plain list of everything, and never out. */
static void run_step_back(struct ui *ui, int argument)
{
	(void)argument;
	if (ui->focus != PANE_LIST)
		ui_focus(ui, PANE_LIST);
	else if (ui->maximised)
		ui->maximised = false;
	else if (session_stop(ui->session, SEEN_MS))
		ui_say(ui, "stopped");
	else if (session_unfollow(ui->session))
		;
	else if (!session_drop_last(ui->session))
		ui_say(ui, "nothing to step back from; q quits");
}

/* The prompt restores the query that was there before it. */
static void run_cancel(struct ui *ui, int argument)
{
	(void)argument;
	ui_close_open(ui);
}

static void run_close(struct ui *ui, int argument)
{
	(void)argument;
	ui_focus(ui, PANE_LIST);
}

static void run_quit(struct ui *ui, int argument)
{
	(void)argument;
	ui->done = true;
}

const struct action_info ACTIONS[ACTION_COUNT] = {
	[ACTION_NONE] = {"", "", 0, NULL, 0},

	[ACTION_HELP] = {"help", "the keys of this place", IN_ALL, run_help, 0},
	[ACTION_SEARCH] = {"search", "edit the query; results follow every key",
		IN_BASE, run_search, 0},
	[ACTION_SPEAKER] = {"speaker", "pick a speaker", IN_BASE, run_pick, PICK_SPEAKER},
	[ACTION_TOPIC] = {"topic", "pick a topic", IN_BASE, run_pick, PICK_TOPIC},
	[ACTION_ADD] = {"add", "add a value of what is under the cursor to the query",
		IN_BASE, run_add, 0},
	[ACTION_DROP] = {"drop", "drop the last part of the query", IN_LIST, run_drop, 0},
	[ACTION_SORT] = {"sort", "order: newest, oldest, best first", IN_BASE, run_sort, 0},
	[ACTION_ALL] = {"all", "show quotes and talks", IN_BASE, run_kind, 0},
	[ACTION_QUOTES] = {"quotes", "show quotes only", IN_BASE, run_kind, KIND_QUOTE},
	[ACTION_TALKS] = {"talks", "show talks only", IN_BASE, run_kind, KIND_TALK},

	[ACTION_DOWN] = {"down", "one line down",
		IN_BASE | IN_PICKER | IN_HELP, run_move, MOVE_DOWN},
	[ACTION_UP] = {"up", "one line up",
		IN_BASE | IN_PICKER | IN_HELP, run_move, MOVE_UP},
	[ACTION_HALF_DOWN] = {"half down", "half a page down",
		IN_BASE, run_move, MOVE_HALF_DOWN},
	[ACTION_HALF_UP] = {"half up", "half a page up", IN_BASE, run_move, MOVE_HALF_UP},
	[ACTION_PAGE_DOWN] = {"page down", "a page down",
		IN_BASE | IN_PICKER | IN_HELP, run_move, MOVE_PAGE_DOWN},
	[ACTION_PAGE_UP] = {"page up", "a page up",
		IN_BASE | IN_PICKER | IN_HELP, run_move, MOVE_PAGE_UP},
	[ACTION_FIRST] = {"first", "to the first line", IN_BASE, run_move, MOVE_FIRST},
	[ACTION_LAST] = {"last", "to the last line", IN_BASE, run_move, MOVE_LAST},

	[ACTION_READ] = {"read", "read the entry", IN_LIST, run_read, 0},
	[ACTION_FILTER] = {"filter", "filter by this, or no longer",
		IN_FACETS, run_filter, 0},
	[ACTION_GO] = {"go", "go to the quote or the talk under the cursor",
		IN_READER, run_go, 0},
	[ACTION_NEXT_ENTRY] = {"next", "the next entry, while reading too",
		IN_LIST | IN_READER, run_entry, 1},
	[ACTION_PREVIOUS_ENTRY] = {"previous", "the previous entry, while reading too",
		IN_LIST | IN_READER, run_entry, -1},
	[ACTION_NEXT_MATCH] = {"match", "the next match, here or in the next entry",
		IN_LIST | IN_READER, run_match, 1},
	[ACTION_PREVIOUS_MATCH] = {"match before", "the previous match, here or in the entry before",
		IN_LIST | IN_READER, run_match, -1},
	[ACTION_NEXT_OF_SPEAKER] = {"speaker's next", "the next entry by the same speaker",
		IN_LIST | IN_READER, run_same_speaker, 1},
	[ACTION_PREVIOUS_OF_SPEAKER] = {"speaker's previous", "the previous entry by the same speaker",
		IN_LIST | IN_READER, run_same_speaker, -1},
	[ACTION_NEXT_OF_TALK] = {"talk's next", "the next entry of the same talk",
		IN_LIST | IN_READER, run_same_talk, 1},
	[ACTION_PREVIOUS_OF_TALK] = {"talk's previous", "the previous entry of the same talk",
		IN_LIST | IN_READER, run_same_talk, -1},
	[ACTION_TALK] = {"talk", "open the talk in which this was said",
		IN_LIST | IN_READER, run_talk, 0},
	[ACTION_BACK] = {"back", "back to what was open before",
		IN_LIST | IN_READER, run_back, 0},
	[ACTION_FORWARD] = {"forward", "forward again",
		IN_LIST | IN_READER, run_forward, 0},

	[ACTION_NEXT_PANE] = {"pane", "the next pane", IN_BASE, run_pane, 1},
	[ACTION_PREVIOUS_PANE] = {"pane before", "the previous pane",
		IN_BASE, run_pane, -1},
	[ACTION_LEFT_PANE] = {"left", "the pane to the left", IN_BASE, run_left_pane, 0},
	[ACTION_MAXIMISE] = {"maximise", "give this pane all the room, or no longer",
		IN_BASE, run_maximise, 0},

	[ACTION_KEEP] = {"keep", "keep this query", IN_PROMPT, run_keep, 0},
	[ACTION_CHOOSE] = {"choose", "choose this line", IN_PICKER, run_choose, 0},
	[ACTION_RUN] = {"run", "do what this line says", IN_HELP, run_line_of_help, 0},
	[ACTION_OLDER_QUERY] = {"older query", "the query kept before this one",
		IN_PROMPT, run_recall, -1},
	[ACTION_NEWER_QUERY] = {"newer query", "the query kept after this one",
		IN_PROMPT, run_recall, 1},
	[ACTION_LEFT] = {"left", "one character left", IN_TYPED, run_line_move, LINE_LEFT},
	[ACTION_RIGHT] = {"right", "one character right",
		IN_TYPED, run_line_move, LINE_RIGHT},
	[ACTION_HOME] = {"begin", "to the beginning of what is typed",
		IN_TYPED, run_line_move, LINE_HOME},
	[ACTION_END] = {"end", "to the end of what is typed",
		IN_TYPED, run_line_move, LINE_END},
	[ACTION_RUB_OUT] = {"rub out", "delete the character before the cursor",
		IN_TYPED, run_line_delete, LINE_LEFT},
	[ACTION_DELETE] = {"delete", "delete the character under the cursor",
		IN_TYPED, run_line_delete, LINE_RIGHT},
	[ACTION_RUB_OUT_WORD] = {"delete word", "delete the word before the cursor",
		IN_TYPED, run_line_delete, LINE_WORD_LEFT},
	[ACTION_RUB_OUT_LINE] = {"delete all", "delete all before the cursor",
		IN_TYPED, run_line_delete, LINE_HOME},
	[ACTION_CUT_REST] = {"delete rest", "delete all behind the cursor",
		IN_TYPED, run_line_delete, LINE_END},

	[ACTION_RELOAD] = {"reload", "read the files again; the place is kept",
		IN_BASE, run_reload, 0},
	[ACTION_EDIT] = {"edit", "open $VISUAL or $EDITOR at this entry, then read the files again",
		IN_BASE, run_edit, 0},
	[ACTION_SUSPEND] = {"suspend", "back to the shell; fg returns",
		IN_ALL, run_suspend, 0},
	[ACTION_REPAINT] = {"repaint", "paint the screen again, where something else wrote on it",
		IN_ALL, run_repaint, 0},
	[ACTION_STEP_BACK] = {"step back", "one step back: to the list, then a filter less",
		IN_BASE, run_step_back, 0},
	[ACTION_CANCEL] = {"close", "close this, and change nothing", IN_TYPED, run_cancel, 0},
	[ACTION_CLOSE] = {"close", "close this: back to the list", IN_READER | IN_FACETS,
		run_close, 0},
	[ACTION_LEAVE] = {"quit", "quit", IN_LIST, run_quit, 0},
	[ACTION_QUIT] = {"quit", "quit from anywhere", IN_ALL, run_quit, 0},
};

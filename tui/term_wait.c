/* Waiting: for keys, pastes, signals and whatever else there is to poll, in one place. */
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>

#include "store/clock.h"
#include "store/utf8.h"
#include "tui/key.h"
#include "tui/signals.h"
#include "tui/term_state.h"

enum {
	PASTE_PATIENCE = 2000,		/* milliseconds until the end of a paste is given up */
	PASTE_MOST = 64 * 1024,		/* bytes of a paste that are kept */
	REPLACEMENT = 0xfffd,		/* for bytes that are no character */
	STUCK_MOST = 16,		/* bytes are there but cannot be read: so often, then it is gone */
};

static int32_t translate(int32_t code)
{
	static const struct {
		int32_t curses, ours;
	} rows[] = {
		{KEY_UP, KEY_UP_}, {KEY_DOWN, KEY_DOWN_}, {KEY_LEFT, KEY_LEFT_},
		{KEY_RIGHT, KEY_RIGHT_}, {KEY_HOME, KEY_HOME_}, {KEY_END, KEY_END_},
		{KEY_FIND, KEY_HOME_}, {KEY_SELECT, KEY_END_}, {KEY_PPAGE, KEY_PAGE_UP_},
		{KEY_NPAGE, KEY_PAGE_DOWN_}, {KEY_DC, KEY_DELETE_}, {KEY_IC, KEY_INSERT_},
		{KEY_BTAB, KEY_SHIFT_TAB_}, {KEY_F(1), KEY_F1_}, {KEY_ENTER, KEY_ENTER_},
		{KEY_BACKSPACE, KEY_BACKSPACE_},
		/* Of a paste whose end came too late. */
		{CODE_PASTE_END, KEY_NONE_},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].curses == code)
			return rows[i].ours;
	return KEY_UNKNOWN_;
}

static void add_pasted(struct terminal *term, int32_t code)
{
	char bytes[4];

	if (term->paste.length < PASTE_MOST)
		text_add(&term->paste, bytes, utf8_put(bytes, code));
}

static void end_paste(struct terminal *term, struct term_event *event)
{
	term->pasting = false;
	event->kind = TERM_PASTE;
	event->text = text_string(&term->paste);
	event->length = term->paste.length;
}

/* Not by wget_wch(): that forgets the first bytes of a character whose others arrive later, as
 * in a paste that comes in pieces, and behind a byte that is no part of one it drops what is
 * good too. */
int term_code(struct terminal *term, wint_t *code)
{
	for (;;) {
		int got = wgetch(term->keys);
		bool begun = !mbsinit(&term->cut);
		char byte = (char)got;
		wchar_t character;
		size_t size;

		if (got == ERR)
			return ERR;
		if (got > UCHAR_MAX) {
			term->cut = (mbstate_t){0};
			*code = (wint_t)got;
			return KEY_CODE_YES;
		}
		size = mbrtowc(&character, &byte, 1, &term->cut);
		if (size == (size_t)-2)
			continue;
		*code = (wint_t)character;
		if (size == (size_t)-1) {
			term->cut = (mbstate_t){0};
			/* It may begin a character itself. */
			if (begun)
				ungetch(got);
			*code = REPLACEMENT;
		}
		return OK;
	}
}

/* Reads keys until one makes an event; false where there are no more. */
static bool read_key(struct terminal *term, struct term_event *event)
{
	for (;;) {
		wint_t code;
		int kind = term_code(term, &code);

		if (kind == ERR)
			return false;
		term->stuck = 0;
		if (kind == KEY_CODE_YES && code == CODE_PASTE) {
			term->pasting = true;
			text_clear(&term->paste);
		} else if (kind == KEY_CODE_YES && code == CODE_PASTE_END && term->pasting) {
			end_paste(term, event);
			return true;
		} else if (term->pasting) {
			if (kind == OK && code <= 0x10ffff)
				add_pasted(term, (int32_t)code);
		} else {
			event->key = kind == KEY_CODE_YES ? translate((int32_t)code)
							  : (int32_t)code;
			/* Terminals disagree on what Backspace sends. */
			if (event->key == '\b')
				event->key = KEY_BACKSPACE_;
			if (event->key == KEY_ESC_)
				event->key = term_sequence(term);
			event->kind = TERM_KEY;
			if (event->key != KEY_NONE_ && event->key <= KEY_UNKNOWN_)
				return true;
		}
	}
}

static bool read_signals(struct terminal *term, struct term_event *event)
{
	signals_clear();
	event->signal = signals_ending();
	event->kind = event->signal ? TERM_END : TERM_RESIZE;
	if (event->signal)
		return true;
	if (signals_came(SIGTSTP)) {
		term_stop(term, false);
		return true;
	}
	/* Stopped by SIGSTOP, which leaves no time to give the terminal back. */
	if (signals_came(SIGCONT)) {
		term_give(term);
		term_take(term);
		return true;
	}
	if (!signals_came(SIGWINCH))
		return false;
	/* Also where the size is the old one again: it was another, and the
	 * terminal has cut or moved what it shows. */
	term_follow_size(term);
	clearok(curscr, TRUE);
	return true;
}

/* Bytes are said to be there: whether they can be had. */
static bool is_gone(struct terminal *term, short events)
{
	int bytes = 0;

	if (events & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	if (!(events & POLLIN))
		return false;
	if (ioctl(term->input, FIONREAD, &bytes) != 0 || bytes == 0)
		return true;
	return ++term->stuck > STUCK_MOST;
}

void term_wait(struct terminal *term, int other, int milliseconds, struct term_event *event)
{
	int64_t end = clock_ms() + milliseconds;

	*event = (struct term_event){0};
	for (;;) {
		struct pollfd fds[] = {
			{.fd = term->input, .events = POLLIN},
			{.fd = signals_fd(), .events = POLLIN},
			{.fd = other, .events = POLLIN},
			/* It may be another terminal, of which only the end is told. */
			{.fd = fileno(term->output_file)},
		};
		int64_t left = end - clock_ms();
		int timeout = milliseconds < 0 ? -1 : left > 0 ? (int)left : 0;

		if (read_signals(term, event) || read_key(term, event))
			return;
		*event = (struct term_event){0};
		if (term->pasting)
			timeout = PASTE_PATIENCE;
		if (poll(fds, sizeof(fds) / sizeof(fds[0]), timeout) == 0) {
			if (term->pasting)
				end_paste(term, event);
			return;
		}
		if (is_gone(term, fds[0].revents) || is_gone(term, fds[3].revents)) {
			event->kind = TERM_END;
			event->signal = SIGHUP;
			return;
		}
		if (fds[2].revents) {
			event->kind = TERM_OTHER;
			return;
		}
	}
}

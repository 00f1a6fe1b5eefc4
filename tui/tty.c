#include "tui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tui/screen.h"

void tty_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		/* open() takes the lowest free number, which is FD. */
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd)
			_exit(2);
}

bool tty_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void tty_set_locale(void)
{
	if (!setlocale(LC_ALL, "") || !tty_utf8())
		setlocale(LC_CTYPE, "C.UTF-8");
}

static int clamp(int value, int otherwise, int most)
{
	if (value <= 0)
		return otherwise;
	return value < most ? value : most;
}

void tty_size(int fd, int *rows, int *columns)
{
	struct winsize size = {0};

	/* A serial line has no size and says 0. */
	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		size = (struct winsize){0};
	*rows = clamp(size.ws_row, 24, SCREEN_ROWS);
	*columns = clamp(size.ws_col, 80, SCREEN_COLUMNS);
}

int tty_input(bool input_is_corpus, struct error *err)
{
	int fd = STDIN_FILENO;

	if (!isatty(STDOUT_FILENO)) {
		error_set(err, ERROR_USAGE, "standard output is no terminal (to print, use "
			  "'statements search QUERY' or 'statements show ID')");
		return -1;
	}
	if (input_is_corpus)
		fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (fd < 0 || !isatty(fd)) {
		error_set(err, ERROR_USAGE, "no keys can be read, since %s is no terminal "
			  "('-' reads a corpus from standard input)",
			  input_is_corpus ? "/dev/tty" : "standard input");
		if (fd > 2)
			close(fd);
		return -1;
	}
	return fd;
}

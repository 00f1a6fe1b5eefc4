#include "tui/editor.h"

#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/text.h"
#include "tui/signals.h"

/* Editors that do not take `+LINE FILE`, which is what most do. */
static const struct {
	const char *name;
	const char *option;	/* an argument before, or NULL */
	bool behind;		/* FILE:LINE */
} EDITORS[] = {
	{"code", "--goto", true},
	{"codium", "--goto", true},
	{"subl", NULL, true},
	{"zed", NULL, true},
	{"hx", NULL, true},
	{"helix", NULL, true},
};

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Reads the next word of *P as a shell would, without its quotation marks. */
static bool next_word(const char **p, struct text *word)
{
	char quote = 0;

	text_clear(word);
	*p += strspn(*p, " \t\n");
	if (!**p)
		return false;
	for (; **p; ++*p) {
		char c = **p;

		if (!quote && strchr(" \t\n", c))
			break;
		if (quote ? c == quote : c == '\'' || c == '"')
			quote = quote ? 0 : c;
		else if (c == '\\' && quote != '\'' && (*p)[1])
			text_putc(word, *++*p);
		else
			text_putc(word, c);
	}
	return true;
}

static char *format_argument(struct arena *arena, const char *before, const char *name,
			     const char *behind)
{
	struct text text = {0};
	char *copy;

	text_printf(&text, "%s%s%s", before, name, behind);
	copy = arena_copy(arena, text_string(&text), text.length);
	text_release(&text);
	return copy;
}

char **editor_arguments(const char *command, const char *file, uint32_t line,
			struct arena *arena)
{
	/* A word takes a byte at least; then the option, the file, NULL. */
	char **arguments = arena_new(arena, strlen(command) + 4, sizeof(*arguments));
	/* A name with a dash in front would be an option, one with a plus a command, and some
	 * editors fetch what looks like a URL; a store may come with any name. */
	const char *here = file[0] == '/' ? "" : "./";
	struct text word = {0};
	char number[16];
	size_t count = 0, row = 0, rows = sizeof(EDITORS) / sizeof(EDITORS[0]);

	while (next_word(&command, &word))
		arguments[count++] = arena_copy(arena, text_string(&word), word.length);
	text_release(&word);
	if (!count)
		return NULL;
	while (row < rows && strcmp(EDITORS[row].name, base_name(arguments[0])) != 0)
		row++;
	if (row < rows) {
		snprintf(number, sizeof(number), ":%u", line);
		if (EDITORS[row].option)
			arguments[count++] = arena_copy(arena, EDITORS[row].option,
							strlen(EDITORS[row].option));
		arguments[count++] = format_argument(arena, here, file, number);
	} else {
		snprintf(number, sizeof(number), "+%u", line);
		arguments[count++] = arena_copy(arena, number, strlen(number));
		arguments[count++] = format_argument(arena, here, file, "");
	}
	return arguments;
}

static const char *find_command(void)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	if (visual && visual[0])
		return visual;
	return editor && editor[0] ? editor : "vi";
}

/* Waits for the child; leaves it where a signal asks the program to end. */
static int wait_for(pid_t child, const char *name, struct error *err)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return error_set(err, ERROR_USAGE, "lost sight of the editor '%s': %s",
					 name, strerror(errno));
		if (signals_ending())
			return error_set(err, ERROR_STOPPED, "stopped");
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFSIGNALED(status))
		return error_set(err, ERROR_USAGE, "the editor '%s' was killed by signal %d", name,
				 WTERMSIG(status));
	return error_set(err, ERROR_USAGE, "the editor '%s' ended with status %d", name,
			 WEXITSTATUS(status));
}

static int spawn(char **arguments, int input, pid_t *child)
{
	extern char **environ;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults, mask;
	int failed;

	signals_for_child(&defaults, &mask);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setsigmask(&attributes, &mask);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	failed = posix_spawnp(child, arguments[0], &actions, &attributes, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

int editor_run(const char *file, uint32_t line, int input, struct error *err)
{
	struct arena arena = {0};
	char **arguments;
	pid_t child;
	int result, failed;

	/* What came from standard input, or lay in another folder when the store was
	 * made: an editor would begin a new file. */
	if (access(file, F_OK) != 0)
		return error_set(err, ERROR_USAGE, "cannot edit '%s': %s", file,
				 errno == ENOENT ? "no such file" : strerror(errno));
	arguments = editor_arguments(find_command(), file, line, &arena);
	if (!arguments) {
		arena_release(&arena);
		return error_set(err, ERROR_USAGE, "$VISUAL or $EDITOR holds blanks only");
	}
	failed = spawn(arguments, input, &child);
	if (failed) {
		result = error_set(err, ERROR_USAGE, "cannot start the editor '%s': %s (set "
				   "VISUAL or EDITOR)", arguments[0], strerror(failed));
	} else {
		signals_lend();
		result = wait_for(child, arguments[0], err);
		signals_lend_over();
	}
	arena_release(&arena);
	return result;
}

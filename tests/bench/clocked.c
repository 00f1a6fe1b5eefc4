/*
 * clocked ROUNDS NAME COMMAND... [-- NAME COMMAND...]...: how long programs take.
 *
 * Runs the commands in turn, ROUNDS times, with their output thrown away, so that what
 * disturbs one disturbs the others too.  Prints two figures a name: NAME, the
 * milliseconds from start to end, and NAME.mib, the peak of resident memory.  Commands
 * of one name make one figure.  An exit status above 1 (searchers that find nothing
 * leave with 1) ends it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/samples.h"

enum { COMMANDS = 64 };

struct command {
	const char *name;
	char **argv;
	struct samples ms, mib;
};

static void run(struct command *command)
{
	double begun = clock_ms();
	struct rusage usage;
	pid_t child = fork();
	int status;

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, STDOUT_FILENO);
		execvp(command->argv[0], command->argv);
		perror(command->argv[0]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
		perror("clocked");
		exit(1);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "%s failed\n", command->name);
		exit(1);
	}
	samples_add(&command->ms, clock_ms() - begun);
	samples_add(&command->mib, (double)usage.ru_maxrss / 1024);
}

static void print(struct command *command)
{
	char name[128];

	snprintf(name, sizeof(name), "%s.mib", command->name);
	samples_print(&command->ms, command->name);
	samples_print(&command->mib, name);
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS] = {{0}};
	size_t count = 0;

	for (int i = 2; i + 1 < argc && count < COMMANDS; i++) {
		commands[count++] = (struct command){.name = argv[i], .argv = argv + i + 1};
		while (i < argc && strcmp(argv[i], "--") != 0)
			i++;
		if (i < argc)
			argv[i] = NULL;
	}
	if (!count) {
		fputs("usage: clocked ROUNDS NAME COMMAND... [-- NAME COMMAND...]...\n", stderr);
		return 2;
	}
	for (int round = atoi(argv[1]); round > 0; round--)
		for (size_t i = 0; i < count; i++)
			run(&commands[i]);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = i + 1; k < count; k++) {
			if (strcmp(commands[k].name, commands[i].name) != 0)
				continue;
			samples_merge(&commands[i].ms, &commands[k].ms);
			samples_merge(&commands[i].mib, &commands[k].mib);
		}
		print(&commands[i]);
	}
	return 0;
}

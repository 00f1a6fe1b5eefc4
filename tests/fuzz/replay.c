/*
 * Runs a fuzz target over files and the files in folders, without libFuzzer:
 *
 *	replay-NAME FILE|FOLDER...
 *
 * A child does it, so that the parent can say at which file it ended.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/memory.h"
#include "tests/fuzz/fuzz.h"

/* Then a file counts as hanging: after seconds of work, since what others do on the
 * machine is not its fault, or after many without. */
enum { WORK_SECONDS = 20, FILE_SECONDS = 600 };

struct progress {
	unsigned files;
	char path[4096];	/* of the file that the target has */
};

static void limit(unsigned work, unsigned seconds)
{
	const struct itimerval timer = {.it_value = {.tv_sec = work}};

	setitimer(ITIMER_PROF, &timer, NULL);
	alarm(seconds);
}

static void run_file(const char *path, struct progress *progress)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	struct text text = {0};
	char *data;
	size_t got;

	must(file, "cannot open '%s'", path);
	while ((got = fread(bytes, 1, sizeof(bytes), file)))
		text_add(&text, bytes, got);
	fclose(file);
	data = fuzz_exact(&text);
	snprintf(progress->path, sizeof(progress->path), "%s", path);
	progress->files++;
	limit(WORK_SECONDS, FILE_SECONDS);
	LLVMFuzzerTestOneInput((const uint8_t *)data, text.length);
	limit(0, 0);
	free(data);
	text_release(&text);
}

static void run_folder(const char *path, struct progress *progress)
{
	struct dirent **items;
	int count = scandir(path, &items, NULL, alphasort);

	must(count >= 0, "cannot read the folder '%s'", path);
	for (int i = 0; i < count; i++) {
		struct text name = {0};

		text_printf(&name, "%s/%s", path, items[i]->d_name);
		if (items[i]->d_name[0] != '.')
			run_file(text_string(&name), progress);
		text_release(&name);
		free(items[i]);
	}
	free(items);
}

static void run_all(char **paths, struct progress *progress)
{
	struct stat found;

	for (; *paths; paths++) {
		if (stat(*paths, &found) == 0 && S_ISDIR(found.st_mode))
			run_folder(*paths, progress);
		else
			run_file(*paths, progress);
	}
}

int main(int argc, char **argv)
{
	struct progress *progress = mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE,
					 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = -1;
	pid_t child;

	must(argc > 1, "which files?");
	must(progress != MAP_FAILED, "no memory");
	child = fork();
	if (child == 0) {
		run_all(argv + 1, progress);
		exit(0);
	}
	must(child > 0 && waitpid(child, &status, 0) == child, "cannot start a process");
	if (status) {
		fprintf(stderr, "%s failed; to repeat it:\n  %s %s\n",
			WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "It", argv[0],
			progress->path);
		return 1;
	}
	printf("%s: %u inputs\n", strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0],
	       progress->files);
	return 0;
}

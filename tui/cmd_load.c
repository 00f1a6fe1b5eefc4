#include "tui/commands.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/cache.h"
#include "store/file.h"
#include "store/head.h"
#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/loading.h"

/* A load replaces its target: only what may be lost, a store of ours or an empty
 * file, is replaced. */
static int check_target(const char *target, struct error *err)
{
	struct stat stat;
	enum head head;
	int fd;

	if (!target[0])
		return error_set(err, ERROR_USAGE, "the name of the store is empty");
	if (lstat(target, &stat) != 0 && errno == ENOENT)
		return 0;
	fd = file_open(target, ERROR_STORE, &stat, err);
	if (fd < 0)
		return -1;
	head = head_judge(fd, &stat, target, NULL);
	close(fd);
	if (stat.st_size > 0 && (head == HEAD_NONE || head == HEAD_OTHER))
		return error_set(err, ERROR_STORE, "'%s' is there and is no store of this program "
				 "(choose another name, or remove it first)", target);
	return 0;
}

static void add_folder(struct text *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		text_putc(out, '.');
	else if (slash == path)
		text_putc(out, '/');
	else
		text_add(out, path, (size_t)(slash - path));
}

static void summarize(const struct load *load)
{
	struct text line = {0};

	text_number(&line, load->quotes);
	text_puts(&line, load->quotes == 1 ? " quote, " : " quotes, ");
	text_number(&line, load->talks);
	text_puts(&line, load->talks == 1 ? " talk\n" : " talks\n");
	cli_put(&line);
	text_release(&line);
	if (load->quotes + load->talks == 0)
		cli_say("the corpus is empty");
}

static int load(const struct options *options, struct corpus *corpus, struct error *err)
{
	struct text folder = {0}, fingerprint = {0};
	struct load work = {.target = options->output};
	int result = -1;

	add_folder(&folder, options->output);
	if (check_target(options->output, err) ||
	    corpus_find(corpus, options, true, text_string(&folder), err) ||
	    cache_fingerprint(corpus->files, corpus->count, &fingerprint, err))
		goto out;
	work.files = corpus->files;
	work.shown = corpus->shown;
	work.file_count = corpus->count;
	work.fingerprint = text_string(&fingerprint);
	result = loading_run(&work, err);
	if (result == 0)
		summarize(&work);
out:
	text_release(&folder);
	text_release(&fingerprint);
	return result;
}

int command_load(const struct options *options)
{
	struct corpus corpus = {0};
	struct error err = {0};
	int result = RESULT_DONE;

	if (load(options, &corpus, &err))
		result = cli_failed(&err);
	corpus_release(&corpus);
	return result;
}

#include "tui/corpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/cache.h"
#include "store/distance.h"
#include "store/file.h"
#include "store/head.h"
#include "store/memory.h"
#include "tui/cli.h"
#include "tui/loading.h"
#include "tui/spool.h"

static const char DEFAULT_FILE[] = "statements.yaml";

static const char HOW_TO_BEGIN[] =
	"\n"
	"To begin, write a file statements.yaml and run 'statements' beside it:\n"
	"\n"
	"  statements: 1\n"
	"  quotes:\n"
	"    - speaker: Ada Lovelace\n"
	"      text: The engine might compose elaborate pieces of music.\n"
	"\n"
	"'statements --help' tells more.\n";

/* What somebody who typed a name that is no file may have meant. */
static int missing_file(const struct options *options, const char *file, struct error *err)
{
	const char *words[COMMAND_COUNT];
	const char *near;
	bool word = !strpbrk(file, "./");

	for (int i = 1; i < COMMAND_COUNT; i++)
		words[i - 1] = COMMANDS[i].name;
	near = nearest_word(file, strlen(file), words, COMMAND_COUNT - 1);
	if (options->command == COMMAND_BROWSE && near)
		return error_set(err, ERROR_USAGE, "cannot open '%s': no such file (did you mean "
				 "'statements %s'?)", file, near);
	if (options->command == COMMAND_BROWSE && word)
		return error_set(err, ERROR_CORPUS, "cannot open '%s': no such file, nor a "
				 "command (try 'statements --help')", file);
	if (options->command == COMMAND_SEARCH && word)
		return error_set(err, ERROR_CORPUS, "cannot open '%s': no such file (a query of "
				 "several words is one argument: put it in quotes)", file);
	return error_set(err, ERROR_CORPUS, "cannot open '%s': no such file", file);
}

static int check_file(const struct options *options, const char *file, struct error *err)
{
	struct stat stat;
	enum head head;
	int fd;

	if (access(file, F_OK) != 0 && errno == ENOENT)
		return missing_file(options, file, err);
	fd = file_open(file, ERROR_CORPUS, &stat, err);
	if (fd < 0)
		return -1;
	head = head_judge(fd, &stat, file, NULL);
	close(fd);
	if (head == HEAD_OURS || head == HEAD_VERSION)
		return error_set(err, ERROR_USAGE, "'%s' is a store, not a corpus file (use "
				 "--store %s)", file, file);
	return 0;
}

/* Where a copy of standard input may lie: the folder of the cache. */
static int cache_folder(struct text *out, struct error *err)
{
	if (cache_path(NULL, 0, out, err))
		return -1;
	text_cut(out, (size_t)(strrchr(out->data, '/') - out->data));
	return 0;
}

static int spool(struct corpus *corpus, const char *folder, struct error *err)
{
	struct text cache = {0};
	int result = -1;

	if (corpus->spooled)
		return error_set(err, ERROR_USAGE, "standard input ('-') can be read only once");
	if (!folder) {
		if (cache_folder(&cache, err))
			goto out;
		folder = text_string(&cache);
	}
	corpus->spool_fd = spool_input(folder, &corpus->spool, err);
	corpus->spooled = corpus->spool_fd >= 0;
	result = corpus->spooled ? 0 : -1;
out:
	text_release(&cache);
	return result;
}

static int take_file(struct corpus *corpus, const struct options *options, const char *file,
		     const char *folder, struct error *err)
{
	bool input = strcmp(file, "-") == 0;

	if (input ? spool(corpus, folder, err) : check_file(options, file, err))
		return -1;
	corpus->files[corpus->count] = input ? text_string(&corpus->spool) : file;
	corpus->shown[corpus->count] = input ? "standard input" : file;
	corpus->count++;
	return 0;
}

int corpus_find(struct corpus *corpus, const struct options *options, bool only_files,
		const char *folder, struct error *err)
{
	const char *variable = getenv("STATEMENTS_STORE");
	const char *store = options->store ? options->store : variable;

	if (options->store && !options->store[0])
		return error_set(err, ERROR_USAGE, "the name of the store is empty");
	corpus->files = memory_new(options->file_count + 1, sizeof(*corpus->files));
	corpus->shown = memory_new(options->file_count + 1, sizeof(*corpus->shown));
	for (size_t i = 0; i < options->file_count; i++)
		if (take_file(corpus, options, options->files[i], folder, err))
			return -1;
	if (options->file_count)
		return 0;
	if (!only_files && store && store[0]) {
		text_puts(&corpus->store, store);
		return 0;
	}
	if (access(DEFAULT_FILE, F_OK) == 0)
		return take_file(corpus, options, DEFAULT_FILE, folder, err);
	/* Several lines, which no message may have. */
	cli_say("no corpus: name a FILE, or a store with --store");
	fputs(HOW_TO_BEGIN, stderr);
	return error_set(err, ERROR_USAGE, "%s", "");
}

static int make_store(struct corpus *corpus, const char *fingerprint, struct error *err)
{
	struct load load = {
		.files = corpus->files,
		.shown = corpus->shown,
		.file_count = corpus->count,
		.target = text_string(&corpus->store),
		.fingerprint = fingerprint,
	};

	return loading_run(&load, err);
}

int corpus_load(struct corpus *corpus, struct error *err)
{
	struct text fingerprint = {0};
	int result = -1;

	if (!corpus->count)
		return 0;
	if (cache_fingerprint(corpus->files, corpus->count, &fingerprint, err))
		goto out;
	if (corpus->spooled) {
		/* Never the same again, so nothing to keep. */
		text_printf(&corpus->store, "%s.db", text_string(&corpus->spool));
		corpus->passing = true;
	} else if (cache_path(corpus->files, corpus->count, &corpus->store, err)) {
		goto out;
	}
	if (!corpus->spooled &&
	    cache_fresh(text_string(&corpus->store), text_string(&fingerprint))) {
		result = 0;
	} else {
		if (!corpus->spooled)
			cache_clear(text_string(&corpus->store));
		result = make_store(corpus, text_string(&fingerprint), err);
	}
out:
	text_release(&fingerprint);
	return result;
}

struct store *corpus_open(struct corpus *corpus, const struct options *options, struct error *err)
{
	struct store *store;

	if (corpus_find(corpus, options, false, NULL, err) || corpus_load(corpus, err))
		return NULL;
	store = store_open(text_string(&corpus->store), err);
	if (!store)
		return NULL;
	corpus->opened = true;
	store_call_files(store, corpus->shown, corpus->count);
	if (!store_count(store))
		cli_say("the corpus is empty");
	return store;
}

int corpus_failed(const struct corpus *corpus, const struct error *err)
{
	int result = cli_failed(err);

	if (err->kind == ERROR_STORE && corpus->opened && corpus->count && !corpus->passing &&
	    unlink(text_string(&corpus->store)) == 0)
		cli_say("that store lay in the cache and is removed: the next run makes it again");
	return result;
}

void corpus_release(struct corpus *corpus)
{
	if (corpus->spooled)
		unlink(text_string(&corpus->spool));
	if (corpus->passing)
		unlink(text_string(&corpus->store));
	if (corpus->spooled)
		close(corpus->spool_fd);
	free(corpus->files);
	free(corpus->shown);
	text_release(&corpus->store);
	text_release(&corpus->spool);
	*corpus = (struct corpus){0};
}

#include "core/reload.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/memory.h"
#include "store/thread.h"

struct reload {
	pthread_t thread;
	int wake;
	struct reload_files files;
	char *fingerprint;

	pthread_mutex_t lock;	/* for these */
	struct load_progress progress;
	bool stop, ended;

	/* The thread's own, until it has ended. */
	int result;
	uint64_t errors, entries;
	struct text first;	/* problem */
	struct error err;
};

static void wake(const struct reload *reload)
{
	/* A full pipe has woken its reader already. */
	while (write(reload->wake, "", 1) < 0 && errno == EINTR)
		continue;
}

static void take_problem(void *context, const struct problem *problem)
{
	struct reload *reload = context;

	if (problem->warning || reload->first.length)
		return;
	text_printf(&reload->first, "%s:%llu:%llu: error: %s", problem->file,
		    (unsigned long long)problem->line, (unsigned long long)problem->column,
		    problem->message);
}

static int take_progress(void *context, const struct load_progress *progress)
{
	struct reload *reload = context;
	bool stop;

	pthread_mutex_lock(&reload->lock);
	reload->progress = *progress;
	stop = reload->stop;
	pthread_mutex_unlock(&reload->lock);
	wake(reload);
	return stop;
}

static void *run(void *context)
{
	struct reload *reload = context;
	struct load load = {
		.files = reload->files.files,
		.shown = reload->files.shown,
		.file_count = reload->files.count,
		.target = reload->files.target,
		.fingerprint = reload->fingerprint,
		.context = reload,
		.problem = take_problem,
		.progress = take_progress,
	};

	reload->result = load_corpus(&load, &reload->err);
	reload->errors = load.errors;
	reload->entries = load.quotes + load.talks;
	pthread_mutex_lock(&reload->lock);
	reload->ended = true;
	pthread_mutex_unlock(&reload->lock);
	wake(reload);
	return NULL;
}

static void release(struct reload *reload)
{
	pthread_mutex_destroy(&reload->lock);
	text_release(&reload->first);
	free(reload->fingerprint);
	free(reload);
}

struct reload *reload_start(const struct reload_files *files, const char *fingerprint, int wake_fd,
			    struct error *err)
{
	struct reload *reload = memory_new(1, sizeof(*reload));

	reload->files = *files;
	reload->wake = wake_fd;
	reload->fingerprint = memory_copy(fingerprint, strlen(fingerprint));
	pthread_mutex_init(&reload->lock, NULL);
	if (thread_start(&reload->thread, run, reload, err) == 0)
		return reload;
	release(reload);
	return NULL;
}

void reload_stop(struct reload *reload)
{
	pthread_mutex_lock(&reload->lock);
	reload->stop = true;
	pthread_mutex_unlock(&reload->lock);
}

bool reload_look(struct reload *reload, struct load_progress *progress)
{
	bool ended;

	pthread_mutex_lock(&reload->lock);
	*progress = reload->progress;
	ended = reload->ended;
	pthread_mutex_unlock(&reload->lock);
	return ended;
}

int reload_end(struct reload *reload, uint64_t *entries, struct error *err)
{
	int result;

	pthread_join(reload->thread, NULL);
	result = reload->result;
	*entries = reload->entries;
	if (result && reload->err.kind == ERROR_CORPUS && reload->errors > 1)
		error_set(err, ERROR_CORPUS, "%s (and %llu more)", text_string(&reload->first),
			  (unsigned long long)reload->errors - 1);
	else if (result && reload->err.kind == ERROR_CORPUS && reload->first.length)
		error_set(err, ERROR_CORPUS, "%s", text_string(&reload->first));
	else if (result)
		*err = reload->err;
	release(reload);
	return result;
}

#include "store/build_segments.h"

#include <stdlib.h>

#include "store/memory.h"
#include "store/segment_maker.h"
#include "store/thread.h"

/* A segment ends before its digests have more bytes than this (which bounds the
 * memory), or at as many rows as rows_most says. */
enum { SEGMENT_BYTES = 6 << 20, SEGMENT_ROWS_LEAST = 4096 };

/* Threads, and rows between two looks at whether to stop. */
enum { THREADS = 2, LOOK_AROUND = 256 };

/* Rows FROM to UPTO - 1, counted from 0. */
struct range {
	size_t from, upto;
};

/* What all threads share.  Everything behind `lock` belongs to it; `build` too, but
 * for what does not change any more. */
struct making {
	struct build *build;
	const struct range *ranges;
	size_t count;
	build_progress progress;
	void *context;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next;		/* the segment that nobody makes yet */
	size_t turn;		/* the segment that is to be written next */
	uint64_t done;		/* rows */
	bool failed;
	struct error error;
	struct row_writer writer;
};

struct making_thread {
	pthread_t thread;
	bool started;		/* not the calling thread, which makes segments too */
	bool tells;		/* the calling thread: it calls `progress` */
	struct making *making;
	struct segment_maker maker;
};

/* Adds to what is done; -1 when everything is to stop. */
static int look_around(struct making_thread *self, uint64_t done, struct error *err)
{
	struct making *making = self->making;
	uint64_t all;
	bool failed;

	pthread_mutex_lock(&making->lock);
	making->done += done;
	all = making->done;
	failed = making->failed;
	pthread_mutex_unlock(&making->lock);
	if (failed || (self->tells && making->progress &&
		       making->progress(making->context, all, making->build->count)))
		return error_set(err, ERROR_STOPPED, "stopped");
	return 0;
}

static int make_segment(struct making_thread *self, struct range range, struct error *err)
{
	size_t told = range.from;

	segment_maker_begin(&self->maker);
	for (size_t row = range.from; row < range.upto; row++) {
		if (segment_maker_add(&self->maker, row, err) < 0)
			return -1;
		if (row - told < LOOK_AROUND)
			continue;
		if (look_around(self, row - told, err) < 0)
			return -1;
		told = row;
	}
	segment_maker_end(&self->maker);
	return look_around(self, range.upto - told, err);
}

/* Waits until segment NUMBER is to be written; false where it never will be. */
static bool wait_for_turn(struct making *making, size_t number)
{
	bool ours;

	pthread_mutex_lock(&making->lock);
	while (making->turn != number && !making->failed)
		pthread_cond_wait(&making->changed, &making->lock);
	ours = !making->failed;
	pthread_mutex_unlock(&making->lock);
	return ours;
}

static void end_turn(struct making *making, const struct error *err)
{
	pthread_mutex_lock(&making->lock);
	if (err && !making->failed) {
		making->failed = true;
		making->error = *err;
	}
	making->turn++;
	pthread_cond_broadcast(&making->changed);
	pthread_mutex_unlock(&making->lock);
}

static void *make_segments(void *context)
{
	struct making_thread *self = context;
	struct making *making = self->making;
	struct error err = {0};

	for (;;) {
		size_t number;
		int result;

		pthread_mutex_lock(&making->lock);
		number = making->failed ? making->count : making->next++;
		pthread_mutex_unlock(&making->lock);
		if (number >= making->count)
			return NULL;
		result = make_segment(self, making->ranges[number], &err);
		if (result == 0 && !wait_for_turn(making, number))
			return NULL;
		if (result == 0)
			result = segment_maker_write(&self->maker, making->build, &making->writer,
						     number, making->ranges[number].from, &err);
		end_turn(making, result < 0 ? &err : NULL);
	}
}

/* Where no other thread can be had, this one does all. */
static void run_threads(struct making *making)
{
	struct making_thread threads[THREADS];
	size_t wanted = making->count < THREADS ? making->count : THREADS;

	for (size_t i = 0; i < wanted; i++) {
		threads[i] = (struct making_thread){.making = making, .tells = i == 0};
		segment_maker_init(&threads[i].maker, making->build);
	}
	for (size_t i = 1; i < wanted; i++)
		threads[i].started =
			thread_start(&threads[i].thread, make_segments, &threads[i], NULL) == 0;
	if (wanted)
		make_segments(&threads[0]);
	for (size_t i = 0; i < wanted; i++) {
		if (threads[i].started)
			pthread_join(threads[i].thread, NULL);
		segment_maker_release(&threads[i].maker);
	}
}

/* How many rows the segment may have that begins behind the row FROM, counted from 0: few at
 * both ends, where nearly every answer begins, and twice as many from one to the next. */
static size_t rows_most(size_t from, size_t count)
{
	size_t most = SEGMENT_ROWS;

	if (most > (count - from) / 2)
		most = (count - from) / 2;
	if (most > from)
		most = from;
	return most > SEGMENT_ROWS_LEAST ? most : SEGMENT_ROWS_LEAST;
}

static struct range *cut_ranges(const struct build *build, size_t *count)
{
	struct range *ranges = NULL;
	size_t cap = 0, bytes = 0, from = 0, most = rows_most(0, build->count);

	*count = 0;
	for (size_t row = 0; row < build->count; row++) {
		size_t size = spool_size(&build->spool, build->row_keys[row].place - 1);

		if (row > from && (row - from == most || bytes + size > SEGMENT_BYTES)) {
			ranges = memory_room(ranges, *count, &cap, sizeof(*ranges));
			ranges[(*count)++] = (struct range){from, row};
			from = row;
			bytes = 0;
			most = rows_most(from, build->count);
		}
		bytes += size;
	}
	if (build->count) {
		ranges = memory_room(ranges, *count, &cap, sizeof(*ranges));
		ranges[(*count)++] = (struct range){from, build->count};
	}
	return ranges;
}

int build_segments(struct build *build, build_progress progress, void *context,
		   struct error *err)
{
	struct making making = {.build = build, .progress = progress, .context = context};
	struct range *ranges = cut_ranges(build, &making.count);

	making.ranges = ranges;
	pthread_mutex_init(&making.lock, NULL);
	pthread_cond_init(&making.changed, NULL);
	run_threads(&making);
	if (!making.failed && row_writer_end(build, &making.writer, &making.error) < 0)
		making.failed = true;
	pthread_cond_destroy(&making.changed);
	pthread_mutex_destroy(&making.lock);
	row_writer_release(&making.writer);
	free(ranges);
	if (making.failed && err)
		*err = making.error;
	return making.failed ? -1 : 0;
}

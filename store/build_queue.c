#include "store/build_queue.h"

#include <stdlib.h>

#include "store/memory.h"
#include "store/thread.h"

/* A batch is sent with that many records, or when their texts reach about that
 * many bytes, whichever comes first. */
enum { BATCH_PIECES = 256, BATCH_BYTES = 512 * 1024, BATCHES = 4 };

struct batch {
	struct arena arena;
	struct piece *pieces;
	size_t count, cap, bytes;
};

/*
 * The batches form a ring: the reader fills batches[written % BATCHES], the
 * builder empties batches[built % BATCHES].  The two numbers and what follows
 * them belong to `lock`; a batch belongs to whoever's turn it is.
 */
struct build_queue {
	struct build *build;
	pthread_t thread;
	bool started;
	struct batch *batches[BATCHES];
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint64_t written, built;
	bool over;		/* nothing more will be written */
	bool failed, dropped;	/* the builder failed; its work is not wanted any more */
	struct error error;
};

static int build_piece(struct build *build, const struct piece *piece, struct error *err)
{
	switch (piece->kind) {
	case PIECE_SOURCE:
		return build_source(build, piece->number, &piece->source, err);
	case PIECE_SPEAKER:
		return build_speaker(build, piece->number, &piece->speaker, err);
	case PIECE_TOPIC:
		return build_topic(build, piece->number, &piece->topic, err);
	case PIECE_ENTRY:
		return build_entry(build, &piece->entry, err);
	}
	return 0;
}

static int build_batch(struct build *build, struct batch *batch, struct error *err)
{
	for (size_t i = 0; i < batch->count; i++)
		if (build_piece(build, &batch->pieces[i], err))
			return -1;
	return 0;
}

static void empty(struct batch *batch)
{
	arena_clear(&batch->arena);
	batch->count = batch->bytes = 0;
	/* One record can bring very many speakers. */
	if (batch->cap > 2 * BATCH_PIECES) {
		free(batch->pieces);
		batch->pieces = NULL;
		batch->cap = 0;
	}
}

static void *run(void *context)
{
	struct build_queue *queue = context;
	struct error err = {0};

	pthread_mutex_lock(&queue->lock);
	for (;;) {
		struct batch *batch;
		bool failed;

		while (queue->built == queue->written && !queue->over)
			pthread_cond_wait(&queue->changed, &queue->lock);
		if (queue->built == queue->written || queue->dropped)
			break;
		batch = queue->batches[queue->built % BATCHES];
		pthread_mutex_unlock(&queue->lock);
		failed = build_batch(queue->build, batch, &err) != 0;
		empty(batch);
		pthread_mutex_lock(&queue->lock);
		queue->built++;
		if (failed) {
			queue->failed = true;
			queue->error = err;
		}
		pthread_cond_signal(&queue->changed);
		if (failed)
			break;
	}
	pthread_mutex_unlock(&queue->lock);
	return NULL;
}

struct build_queue *build_queue_open(const char *target, struct error *err)
{
	struct build *build = build_open(target, err);
	struct build_queue *queue;

	if (!build)
		return NULL;
	queue = memory_new(1, sizeof(*queue));
	queue->build = build;
	for (size_t i = 0; i < BATCHES; i++)
		queue->batches[i] = memory_new(1, sizeof(struct batch));
	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->changed, NULL);
	queue->started = thread_start(&queue->thread, run, queue, err) == 0;
	if (queue->started)
		return queue;
	build_queue_close(queue);
	return NULL;
}

static struct batch *present(struct build_queue *queue)
{
	return queue->batches[queue->written % BATCHES];
}

struct arena *build_queue_arena(struct build_queue *queue)
{
	return &present(queue)->arena;
}

/* The number of the present batch changes in this thread only, so it may be
 * read here without the lock. */
static int send_batch(struct build_queue *queue, struct error *err)
{
	bool failed;

	pthread_mutex_lock(&queue->lock);
	queue->written++;
	pthread_cond_signal(&queue->changed);
	while (queue->written - queue->built >= BATCHES && !queue->failed)
		pthread_cond_wait(&queue->changed, &queue->lock);
	failed = queue->failed;
	if (failed)
		*err = queue->error;
	pthread_mutex_unlock(&queue->lock);
	return failed ? -1 : 0;
}

void build_queue_add(struct build_queue *queue, const struct piece *piece)
{
	struct batch *batch = present(queue);

	batch->pieces = memory_room(batch->pieces, batch->count, &batch->cap,
				    sizeof(*batch->pieces));
	batch->pieces[batch->count++] = *piece;
}

int build_queue_send(struct build_queue *queue, size_t bytes, struct error *err)
{
	struct batch *batch = present(queue);

	batch->bytes += bytes;
	if (batch->count < BATCH_PIECES && batch->bytes < BATCH_BYTES)
		return 0;
	return send_batch(queue, err);
}

/* Tells the thread that nothing follows, and waits for it. */
static void stop(struct build_queue *queue, bool drop)
{
	if (!queue->started)
		return;
	pthread_mutex_lock(&queue->lock);
	queue->over = true;
	queue->dropped = drop;
	pthread_cond_signal(&queue->changed);
	pthread_mutex_unlock(&queue->lock);
	pthread_join(queue->thread, NULL);
	queue->started = false;
}

struct build *build_queue_end(struct build_queue *queue, struct error *err)
{
	if (present(queue)->count && send_batch(queue, err))
		return NULL;
	stop(queue, false);
	if (queue->failed) {
		*err = queue->error;
		return NULL;
	}
	return queue->build;
}

void build_queue_close(struct build_queue *queue)
{
	if (!queue)
		return;
	stop(queue, true);
	for (size_t i = 0; i < BATCHES; i++) {
		arena_release(&queue->batches[i]->arena);
		free(queue->batches[i]->pieces);
		free(queue->batches[i]);
	}
	pthread_cond_destroy(&queue->changed);
	pthread_mutex_destroy(&queue->lock);
	build_close(queue->build);
	free(queue);
}

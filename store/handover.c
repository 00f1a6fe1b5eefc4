#include "store/handover.h"

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
struct handover {
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
	struct handover *handover = context;
	struct error err = {0};

	pthread_mutex_lock(&handover->lock);
	for (;;) {
		struct batch *batch;
		bool failed;

		while (handover->built == handover->written && !handover->over)
			pthread_cond_wait(&handover->changed, &handover->lock);
		if (handover->built == handover->written || handover->dropped)
			break;
		batch = handover->batches[handover->built % BATCHES];
		pthread_mutex_unlock(&handover->lock);
		failed = build_batch(handover->build, batch, &err) != 0;
		empty(batch);
		pthread_mutex_lock(&handover->lock);
		handover->built++;
		if (failed) {
			handover->failed = true;
			handover->error = err;
		}
		pthread_cond_signal(&handover->changed);
		if (failed)
			break;
	}
	pthread_mutex_unlock(&handover->lock);
	return NULL;
}

struct handover *handover_open(const char *target, struct error *err)
{
	struct build *build = build_open(target, err);
	struct handover *handover;

	if (!build)
		return NULL;
	handover = memory_new(1, sizeof(*handover));
	handover->build = build;
	for (size_t i = 0; i < BATCHES; i++)
		handover->batches[i] = memory_new(1, sizeof(struct batch));
	pthread_mutex_init(&handover->lock, NULL);
	pthread_cond_init(&handover->changed, NULL);
	handover->started = thread_start(&handover->thread, run, handover, err) == 0;
	if (handover->started)
		return handover;
	handover_close(handover);
	return NULL;
}

static struct batch *present(struct handover *handover)
{
	return handover->batches[handover->written % BATCHES];
}

struct arena *handover_arena(struct handover *handover)
{
	return &present(handover)->arena;
}

/* The number of the present batch changes in this thread only, so it may be
 * read here without the lock. */
static int send_batch(struct handover *handover, struct error *err)
{
	bool failed;

	pthread_mutex_lock(&handover->lock);
	handover->written++;
	pthread_cond_signal(&handover->changed);
	while (handover->written - handover->built >= BATCHES && !handover->failed)
		pthread_cond_wait(&handover->changed, &handover->lock);
	failed = handover->failed;
	if (failed)
		*err = handover->error;
	pthread_mutex_unlock(&handover->lock);
	return failed ? -1 : 0;
}

void handover_add(struct handover *handover, const struct piece *piece)
{
	struct batch *batch = present(handover);

	batch->pieces = memory_room(batch->pieces, batch->count, &batch->cap,
				    sizeof(*batch->pieces));
	batch->pieces[batch->count++] = *piece;
}

int handover_send(struct handover *handover, size_t bytes, struct error *err)
{
	struct batch *batch = present(handover);

	batch->bytes += bytes;
	if (batch->count < BATCH_PIECES && batch->bytes < BATCH_BYTES)
		return 0;
	return send_batch(handover, err);
}

/* Tells the thread that nothing follows, and waits for it. */
static void stop(struct handover *handover, bool drop)
{
	if (!handover->started)
		return;
	pthread_mutex_lock(&handover->lock);
	handover->over = true;
	handover->dropped = drop;
	pthread_cond_signal(&handover->changed);
	pthread_mutex_unlock(&handover->lock);
	pthread_join(handover->thread, NULL);
	handover->started = false;
}

struct build *handover_end(struct handover *handover, struct error *err)
{
	if (present(handover)->count && send_batch(handover, err))
		return NULL;
	stop(handover, false);
	if (handover->failed) {
		*err = handover->error;
		return NULL;
	}
	return handover->build;
}

void handover_close(struct handover *handover)
{
	if (!handover)
		return;
	stop(handover, true);
	for (size_t i = 0; i < BATCHES; i++) {
		arena_release(&handover->batches[i]->arena);
		free(handover->batches[i]->pieces);
		free(handover->batches[i]);
	}
	pthread_cond_destroy(&handover->changed);
	pthread_mutex_destroy(&handover->lock);
	build_close(handover->build);
	free(handover);
}

/*
 * A build queue: records on their way from the thread that reads the corpus to a
 * second one that puts them into the store.
 *
 * They travel in batches; a batch owns what its records point to.  The reader
 * waits when the builder is several batches behind, so memory is bounded.
 */
#ifndef STORE_BUILD_QUEUE_H
#define STORE_BUILD_QUEUE_H

#include "store/build.h"

enum piece_kind { PIECE_SOURCE, PIECE_SPEAKER, PIECE_TOPIC, PIECE_ENTRY };

struct piece {
	enum piece_kind kind;
	uint32_t number;	/* of a source, speaker or topic */
	union {
		struct source source;
		struct speaker speaker;
		struct topic topic;
		struct entry entry;
	};
};

struct build_queue;

/* Opens a builder for TARGET and starts its thread. */
struct build_queue *build_queue_open(const char *target, struct error *err);

/* Where the records of the present batch keep what they point to. */
struct arena *build_queue_arena(struct build_queue *queue);

/* Puts a copy of PIECE behind the others. */
void build_queue_add(struct build_queue *queue, const struct piece *piece);

/* Between two records, the last one of about BYTES: sends the batch off when it
 * is large enough.  -1 when the builder failed. */
int build_queue_send(struct build_queue *queue, size_t bytes, struct error *err);

/* Waits until all that was added is in the builder, which it returns: it is the
 * queue's, to be finished. */
struct build *build_queue_end(struct build_queue *queue, struct error *err);

/* Always; stops the thread and closes the builder. */
void build_queue_close(struct build_queue *queue);

#endif

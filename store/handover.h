/*
 * A handover: records on their way from the thread that reads the corpus to a
 * second one that puts them into the store.
 *
 * They travel in batches; a batch owns what its records point to.  The reader
 * waits when the builder is several batches behind, so memory is bounded.
 */
#ifndef STORE_HANDOVER_H
#define STORE_HANDOVER_H

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

struct handover;

/* Opens a builder for TARGET and starts its thread. */
struct handover *handover_open(const char *target, struct error *err);

/* Where the records of the present batch keep what they point to. */
struct arena *handover_arena(struct handover *handover);

/* Puts a copy of PIECE behind the others. */
void handover_add(struct handover *handover, const struct piece *piece);

/* Between two records, the last one of about BYTES: sends the batch off when it
 * is large enough.  -1 when the builder failed. */
int handover_send(struct handover *handover, size_t bytes, struct error *err);

/* Waits until all that was added is in the builder, which it returns: it is the
 * handover's, to be finished. */
struct build *handover_end(struct handover *handover, struct error *err);

/* Always; stops the thread and closes the builder. */
void handover_close(struct handover *handover);

#endif

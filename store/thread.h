/*
 * A thread of ours: one that works, and leaves every signal to the thread that waits for
 * them.
 */
#ifndef STORE_THREAD_H
#define STORE_THREAD_H

#include <pthread.h>

#include "store/error.h"

/* Starts RUN with CONTEXT; join it with pthread_join. */
int thread_start(pthread_t *thread, void *(*run)(void *context), void *context,
		 struct error *err);

#endif

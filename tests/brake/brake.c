/*
 * A brake: linked into the program in front of some of its functions (--wrap), it
 * makes each of them take 50 ms more.
 *
 * With BRAKE=worker these are the steps of the threads beside the one that draws and
 * takes keys: the pieces of work of core/worker.h, and every step of their
 * statements.  With BRAKE=screen it is one step of that thread itself, the reading of
 * the rows in view: a program that everybody must find too slow.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/inquiry.h"
#include "core/picking.h"

static bool braked(const char *thread)
{
	const char *wanted = getenv("BRAKE");

	return wanted && strcmp(wanted, thread) == 0;
}

static void brake(void)
{
	const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};

	nanosleep(&pause, NULL);
}

static void brake_worker(void)
{
	if (gettid() != getpid() && braked("worker"))
		brake();
}

/* TYPE NAME PARAMETERS, called with ARGUMENTS. */
#define BRAKED(brake_it, type, name, parameters, arguments)                                     \
	type __real_##name parameters;                                                          \
	type __wrap_##name parameters;                                                          \
	type __wrap_##name parameters                                                           \
	{                                                                                       \
		brake_it;                                                                       \
		return __real_##name arguments;                                                 \
	}

BRAKED(brake_worker(), int, sqlite3_step, (sqlite3_stmt *stmt), (stmt))

BRAKED(brake_worker(), int, inquiry_open,
       (struct store *store, uint64_t request, const char *text, bool typing,
	struct inquiry **inquiry, struct text *refusal, struct error *err),
       (store, request, text, typing, inquiry, refusal, err))

BRAKED(brake_worker(), int, inquiry_step,
       (struct inquiry *inquiry, const struct giver *giver, struct error *err),
       (inquiry, giver, err))

BRAKED(brake_worker(), int, picking_step,
       (struct picking *picking, const struct inquiry *inquiry, const struct giver *giver,
	bool (*stopped)(void *context), void *context, struct error *err),
       (picking, inquiry, giver, stopped, context, err))

BRAKED(brake_worker(), int, search_talk_quotes,
       (struct store *store, uint32_t number, uint32_t **rows, size_t *count,
	struct error *err),
       (store, number, rows, count, err))

BRAKED(if (braked("screen")) brake(), int, store_briefs,
       (struct store *store, const uint32_t *rows, size_t count, struct brief *out,
	struct error *err),
       (store, rows, count, out, err))

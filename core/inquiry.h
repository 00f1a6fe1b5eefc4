/*
 * An inquiry: one query being answered a piece at a time, rows first, counts
 * beside them.
 *
 * It belongs to one thread, which calls inquiry_step as long as there is
 * something to do and may do other things in between.  When the store is told
 * to stop (store_cancel) in the middle of a step, the inquiry takes up its
 * work again in the next one, where it was: rows come in a fixed order.
 */
#ifndef CORE_INQUIRY_H
#define CORE_INQUIRY_H

#include "core/answer.h"

struct inquiry;

/* Looks up the names in TEXT (TYPING as in parse_query).  1: it is nothing to
 * search for, and REFUSAL says why.  -1: ERROR_STOPPED, or the store failed. */
int inquiry_open(struct store *store, uint64_t request, const char *text, bool typing,
		 struct inquiry **inquiry, struct text *refusal, struct error *err);
void inquiry_close(struct inquiry *inquiry);

/* Does a piece of the work, of some 20 ms, and gives what it found.  0, or -1
 * with ERROR_STOPPED, or with what went wrong, after which it is done. */
int inquiry_step(struct inquiry *inquiry, const struct giver *giver, struct error *err);
uint64_t inquiry_request(const struct inquiry *inquiry);
/* Nothing is left to do. */
bool inquiry_done(const struct inquiry *inquiry);
/* Ends the work here. */
void inquiry_stop(struct inquiry *inquiry);

/* Whether TEXT is what it answers, its order aside. */
bool inquiry_answers(const struct inquiry *inquiry, const char *text, bool typing);
/* Whether it finds every entry, whose counts the store has. */
bool inquiry_finds_all(const struct inquiry *inquiry);
/* Its counts so far, NULL before the first; *EXACT where they are final.
 * Borrowed until the next step. */
const struct tally *inquiry_tally(const struct inquiry *inquiry, bool *exact);

#endif

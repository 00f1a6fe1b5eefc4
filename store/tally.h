/*
 * A tally: how many of some rows each speaker and each topic has, and how many
 * begin in each month.  Topics count for themselves and for all above them, once
 * a row.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "store/months.h"
#include "store/names.h"

struct tally;

struct tally *tally_open(struct store *store, struct error *err);
/* Rows in any order, best in the order of a search; cost about 10 ns a row. */
int tally_add(struct tally *tally, const uint32_t *rows, size_t count, struct error *err);
void tally_clear(struct tally *tally);
/* The count of NUMBER; NAMES_SPEAKER or NAMES_TOPIC. */
uint32_t tally_count(const struct tally *tally, enum names names, uint32_t number);
/* The numbers with a count, most frequent first, at most MOST; returns how many. */
size_t tally_top(const struct tally *tally, enum names names, uint32_t *numbers, size_t most);
/* The months with a count, in their order, *COUNT of them; yours to free. */
struct month_count *tally_months(const struct tally *tally, size_t *count);
void tally_close(struct tally *tally);

#endif

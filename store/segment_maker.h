/*
 * The maker of a segment: takes its rows one after the other, inverts their terms, and
 * writes what came of them into the store.
 *
 * Making asks only for what does not change any more while segments are made, so several
 * makers may work at once, each in a thread of its own; writing changes the store, and is
 * for one at a time.  A maker is used again for segment after segment; it holds about the
 * memory of one (store/invert.h), and 32 bytes a row.
 */
#ifndef STORE_SEGMENT_MAKER_H
#define STORE_SEGMENT_MAKER_H

#include "store/build_columns.h"
#include "store/build_state.h"
#include "store/digest.h"
#include "store/invert.h"

struct segment_maker {
	const struct build *build;
	struct spool_reader reader;
	struct digest digest;
	struct invert invert;
	struct pages pages;
	struct text token;
	struct by_number facets[FACET_COUNT];	/* 1 + the number of its term in this segment */
	struct facts *facts;	/* by row of the segment: what is counted of it */
	struct number_list topics;
	struct by_number seen;	/* by topic: the row, from 1, that last had it */
};

/* BUILD is borrowed; its row keys are in the order of rows. */
void segment_maker_init(struct segment_maker *maker, const struct build *build);
void segment_maker_release(struct segment_maker *maker);

/* Begins a segment, adds its rows in order (ROW counts from 0, in the whole store), and
 * ends it. */
void segment_maker_begin(struct segment_maker *maker);
int segment_maker_add(struct segment_maker *maker, size_t row, struct error *err);
void segment_maker_end(struct segment_maker *maker);

/* Writes what was made, as segment NUMBER whose first row is FIRST: the index, and into
 * WRITER and the counts of BUILD what is known of each row. */
int segment_maker_write(const struct segment_maker *maker, struct build *build,
			struct row_writer *writer, size_t number, size_t first,
			struct error *err);

#endif

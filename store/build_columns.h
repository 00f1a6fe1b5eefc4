/*
 * Columns being written (store/column.h): numbers are added one by one and go into
 * the table `block` a block at a time.
 */
#ifndef STORE_BUILD_COLUMNS_H
#define STORE_BUILD_COLUMNS_H

#include "store/build_state.h"
#include "store/column.h"

struct column_writer {
	enum column column;
	uint32_t block;
	uint32_t *numbers;
	size_t count, cap;
};

/* Adds a number and writes the block when it is full. */
int column_write(struct build *build, struct column_writer *writer, uint32_t number,
		 struct error *err);
/* Writes what has been added since the last block. */
int column_end_block(struct build *build, struct column_writer *writer, struct error *err);

/* The columns by row, whose blocks end together.  All-zero to begin with. */
struct row_writer {
	struct column_writer writers[COLUMN_TOPIC + 1];
};

struct row_values {
	uint32_t place, first, last;	/* days as column_day */
	uint32_t speaker, talk;
	const uint32_t *topics;		/* those above them included */
	size_t topic_count;
};

int row_writer_add(struct build *build, struct row_writer *writer, const struct row_values *values,
	      struct error *err);
/* Writes what the last blocks hold. */
int row_writer_end(struct build *build, struct row_writer *writer, struct error *err);
void row_writer_release(struct row_writer *writer);

#endif

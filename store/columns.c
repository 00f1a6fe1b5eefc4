#include "store/columns.h"

#include <stdlib.h>

#include "store/handle.h"
#include "store/schema.h"

static const char BLOCK_SQL[] = "SELECT data FROM block WHERE id = ?1";

/* A block of a column, unpacked. */
struct kept {
	uint32_t *numbers;
	uint32_t block;		/* which; meaningless while `count` is 0 */
	size_t count, cap;
	uint32_t most;
};

struct columns {
	struct store *store;
	struct kept kept[COLUMN_END];
	/* Where the topics of each row of the kept block begin. */
	uint32_t start[COLUMN_BLOCK + 1];
	bool started;
	uint32_t started_block;
};

struct columns *columns_open(struct store *store)
{
	struct columns *columns = memory_new(1, sizeof(*columns));

	columns->store = store;
	return columns;
}

void columns_close(struct columns *columns)
{
	if (!columns)
		return;
	for (size_t i = 0; i < COLUMN_END; i++)
		free(columns->kept[i].numbers);
	free(columns);
}

/* Reads block number BLOCK of COLUMN, which must hold COUNT numbers. */
static int read_block(struct columns *columns, enum column column, uint32_t block, size_t count,
		      struct error *err)
{
	struct kept *kept = &columns->kept[column];
	sqlite3_stmt *stmt;
	const char *blob;
	size_t size = 0;
	uint32_t least;
	int more;
	bool sound;

	if (kept->count && kept->block == block && kept->count == count)
		return 0;
	kept->count = 0;
	stmt = store_statement(columns->store, BLOCK_SQL, err);
	if (!stmt)
		return -1;
	sqlite3_bind_int64(stmt, 1, column_id(column, block));
	more = store_step(columns->store, stmt, err);
	if (more < 0)
		return -1;
	if (count > kept->cap) {
		kept->numbers = memory_resize(kept->numbers, count, sizeof(*kept->numbers));
		kept->cap = count;
	}
	blob = more ? column_bytes(stmt, 0, &size) : NULL;
	sound = column_check(blob, size, count, &least, &kept->most) &&
		column_unpack(blob, size, kept->numbers, count);
	sqlite3_reset(stmt);
	if (!sound)
		return store_damaged(columns->store, "a column has a wrong length", err);
	kept->block = block;
	kept->count = count;
	return 0;
}

static uint32_t block_of(uint32_t row)
{
	return (row - 1) / COLUMN_BLOCK;
}

static uint32_t first_of(uint32_t block)
{
	return block * COLUMN_BLOCK + 1;
}

static uint32_t rows_of(const struct columns *columns, uint32_t block)
{
	uint32_t rest = columns->store->count - block * COLUMN_BLOCK;

	return rest < COLUMN_BLOCK ? rest : COLUMN_BLOCK;
}

int columns_block(struct columns *columns, enum column column, uint32_t row,
		  struct block *block, struct error *err)
{
	uint32_t number = block_of(row);

	if (read_block(columns, column, number, rows_of(columns, number), err) < 0)
		return -1;
	*block = (struct block){columns->kept[column].numbers, first_of(number),
				rows_of(columns, number), columns->kept[column].most};
	return 0;
}

/* --- topics --- */

static int start_topics(struct columns *columns, uint32_t number, struct error *err)
{
	const struct kept *counts = &columns->kept[COLUMN_TOPIC_COUNT];
	uint32_t rows = rows_of(columns, number);
	uint64_t sum = 0;

	columns->started = false;
	if (read_block(columns, COLUMN_TOPIC_COUNT, number, rows, err) < 0)
		return -1;
	for (uint32_t i = 0; i < rows; i++) {
		columns->start[i] = (uint32_t)sum;
		sum += counts->numbers[i];
		if (sum > TOPICS_IN_BLOCK)
			return store_damaged(columns->store, "a column has a wrong length", err);
	}
	columns->start[rows] = (uint32_t)sum;
	if (sum && read_block(columns, COLUMN_TOPIC, number, sum, err) < 0)
		return -1;
	columns->started = true;
	columns->started_block = number;
	return 0;
}

int columns_topics(struct columns *columns, uint32_t row, struct topic_block *block,
		   struct error *err)
{
	uint32_t number = block_of(row);

	if (!(columns->started && columns->started_block == number) &&
	    start_topics(columns, number, err) < 0)
		return -1;
	*block = (struct topic_block){columns->kept[COLUMN_TOPIC].numbers, columns->start,
				      first_of(number), rows_of(columns, number)};
	return 0;
}

/* --- days --- */

/* Of the rows 1 to UPTO, along which COLUMN never falls, how many have less
 * than LIMIT. */
static int count_less(struct columns *columns, enum column column, uint32_t upto,
		      uint32_t limit, uint32_t *rows, struct error *err)
{
	uint32_t low = 0, high = upto;	/* the first LOW rows have less; row HIGH + 1 has not */

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct block block;

		if (columns_block(columns, column, middle + 1, &block, err) < 0)
			return -1;
		if (block.at[middle + 1 - block.first] < limit)
			low = middle + 1;
		else
			high = middle;
	}
	*rows = low;
	return 0;
}

int columns_before(struct columns *columns, int32_t day, uint32_t *rows, struct error *err)
{
	return count_less(columns, COLUMN_FIRST, columns->store->count, column_day(day), rows,
			  err);
}

int columns_undated(struct columns *columns, uint32_t *rows, struct error *err)
{
	uint32_t upto;

	/* Of the rows that begin with the first of all days, those without any
	 * date end with it too, and so come first. */
	if (columns_before(columns, DAY_FIRST + 1, &upto, err) < 0)
		return -1;
	return count_less(columns, COLUMN_DAYS, upto, 1, rows, err);
}

/* --- values --- */

bool columns_for(enum facet facet)
{
	return facet == FACET_SPEAKER || facet == FACET_TALK || facet == FACET_TOPIC;
}

static bool has_topic(const struct topic_block *block, uint32_t row, const unsigned char *wanted,
		      size_t count)
{
	uint32_t i = row - block->first;

	for (uint32_t k = block->start[i]; k < block->start[i + 1]; k++)
		if (block->at[k] < count && wanted[block->at[k]])
			return true;
	return false;
}

int columns_has(struct columns *columns, enum facet facet, uint32_t row,
		const unsigned char *wanted, size_t count, bool *has, struct error *err)
{
	struct topic_block topics;
	struct block block;
	uint32_t value;

	if (facet == FACET_TOPIC) {
		if (columns_topics(columns, row, &topics, err) < 0)
			return -1;
		*has = has_topic(&topics, row, wanted, count);
		return 0;
	}
	if (columns_block(columns, facet == FACET_TALK ? COLUMN_TALK : COLUMN_SPEAKER, row,
			  &block, err) < 0)
		return -1;
	value = block.at[row - block.first];
	*has = value && value < count && wanted[value];
	return 0;
}

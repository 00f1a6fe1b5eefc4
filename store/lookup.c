/*
 * Looking up numbers: one number of a column, and what hangs together by such
 * numbers: rows, places, ids, neighbours.
 */
#include <stdlib.h>
#include <string.h>

#include "store/column.h"
#include "store/handle.h"
#include "store/schema.h"
#include "store/segment.h"

static size_t count_in_block(const struct store *store, uint32_t block)
{
	uint32_t first = block * COLUMN_BLOCK;

	return store->count - first < COLUMN_BLOCK ? store->count - first : COLUMN_BLOCK;
}

/* The block of COLUMN, which is below that of the last row; kept until another
 * one is asked for, since neighbours are mostly asked for together. */
static const struct held *block_of(struct store *store, enum column column, uint32_t number,
				    struct error *err)
{
	static const char SQL[] = "SELECT data FROM block WHERE id = ?";
	struct held *block = &store->blocks[column];
	sqlite3_stmt *stmt;
	const char *bytes;
	size_t size;

	if (store_ready(store, err) != 0)
		return NULL;
	if (block->data && block->number == number)
		return block;
	stmt = store_statement(store, SQL, err);
	if (!stmt)
		return NULL;
	free(block->data);
	*block = (struct held){.number = number};
	sql_bind_int(&store->sql, stmt, 1, column_id(column, number));
	if (store_step(store, stmt, err) < 0)
		return NULL;
	/* No row: no bytes, which is no block either. */
	bytes = column_bytes(stmt, 0, &size);
	if (column_check(bytes, size, count_in_block(store, number), &block->least, &block->most))
		block->data = memory_copy(bytes, size);
	else
		store_damaged(store, "a column has no such block", err);
	sqlite3_reset(stmt);
	return block->data ? block : NULL;
}

int store_number(struct store *store, enum column column, uint32_t index, uint32_t *number,
		 struct error *err)
{
	const struct held *block;

	*number = 0;
	if (index >= store->count)
		return error_set(err, ERROR_STORE, "the store has no entry %u", index + 1);
	block = block_of(store, column, index / COLUMN_BLOCK, err);
	if (!block)
		return -1;
	*number = column_at(block->data, count_in_block(store, index / COLUMN_BLOCK),
			    index % COLUMN_BLOCK);
	return 0;
}

uint32_t store_name(struct store *store, enum column column, uint32_t row, enum names names)
{
	uint32_t number = 0;

	if (store_number(store, column, row - 1, &number, NULL) != 0)
		return 0;
	return number <= store->names[names] ? number : 0;
}

int store_place(struct store *store, uint32_t row, uint32_t *place, struct error *err)
{
	/* Row 0 becomes an index that no store has. */
	if (store_number(store, COLUMN_PLACE, row - 1, place, err) != 0)
		return -1;
	if (!*place || *place > store->count)
		return store_damaged(store, "a row has no place", err);
	return 0;
}

/* --- ids --- */

/* The id of the entry at number INDEX of COLUMN_BY_ID, and its row; false where there is
 * none. */
static bool id_at(struct store *store, uint32_t index, struct text *id, uint32_t *row)
{
	static const char SQL[] = "SELECT " ENTRY_ID " FROM entry WHERE place = ?";
	sqlite3_stmt *stmt;
	uint32_t place;
	bool found;

	if (store_number(store, COLUMN_BY_ID, index, row, NULL) != 0 ||
	    store_place(store, *row, &place, NULL) != 0)
		return false;
	stmt = store_statement(store, SQL, NULL);
	if (!stmt)
		return false;
	sql_bind_int(&store->sql, stmt, 1, place);
	found = store_step(store, stmt, NULL) > 0;
	text_clear(id);
	if (found) {
		size_t length;
		const char *bytes = column_bytes(stmt, 0, &length);

		text_add(id, bytes, length);
	}
	sqlite3_reset(stmt);
	return found;
}

/* The first entry in the order of the ids' hashes whose hash is not below HASH.  In a
 * store of ten million entries two dozen are looked at. */
static bool first_of_hash(struct store *store, uint32_t hash, struct text *id, uint32_t *index)
{
	uint32_t low = 0, high = store->count, row;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (!id_at(store, middle, id, &row))
			return false;
		if (schema_id_hash(id->data, id->length) < hash)
			low = middle + 1;
		else
			high = middle;
	}
	*index = low;
	return true;
}

uint32_t store_find(struct store *store, const char *id, size_t length)
{
	uint32_t hash = schema_id_hash(id, length), row, index, found = 0;
	struct text other = {0};

	if (first_of_hash(store, hash, &other, &index)) {
		while (!found && index < store->count && id_at(store, index++, &other, &row) &&
		       schema_id_hash(other.data, other.length) == hash)
			if (other.length == length && memcmp(text_string(&other), id, length) == 0)
				found = row;
	}
	text_release(&other);
	return found;
}

uint32_t store_talk_row(struct store *store, uint32_t number)
{
	static const char SQL[] = "SELECT row FROM talk WHERE number = ?";
	sqlite3_stmt *stmt = store_statement(store, SQL, NULL);
	uint32_t row = 0;

	if (!stmt)
		return 0;
	sql_bind_int(&store->sql, stmt, 1, number);
	if (store_step(store, stmt, NULL) > 0)
		row = column_within(stmt, 0, store->count);
	sqlite3_reset(stmt);
	return row;
}

/* --- neighbours --- */

/* The row of the segment next to ROW that has TERM, or 0. */
static int next_in(struct store *store, uint32_t number, const struct text *term, uint32_t row,
		   int step, uint32_t *found)
{
	const struct segment *segment = segment_at(store, number);
	struct postings postings;
	struct bits rows;
	int more = segment_find(store, number, term->data, term->length, false, &postings, NULL);
	uint32_t offset;

	*found = 0;
	bits_clear(&rows);
	if (more <= 0 || !postings_rows(&postings, segment->rows, &rows))
		return more < 0 ? -1 : 0;
	if (step < 0)
		offset = row > segment->first
			? bits_last(&rows, row - segment->first < SEGMENT_ROWS
						? row - segment->first : SEGMENT_ROWS)
			: SEGMENT_ROWS;
	else
		offset = bits_next(&rows, row < segment->first ? 0 : row - segment->first + 1);
	if (offset < SEGMENT_ROWS)
		*found = segment->first + offset;
	return 0;
}

uint32_t store_same_speaker(struct store *store, uint32_t row, int step)
{
	struct text term = {0};
	uint32_t speaker, number, found = 0;

	if (store_number(store, COLUMN_SPEAKER, row - 1, &speaker, NULL) != 0 || !speaker)
		return 0;
	facet_token(FACET_SPEAKER, speaker, &term);
	for (number = segment_of(store, row); number < segment_count(store);
	     number += step < 0 ? UINT32_MAX : 1)
		if (next_in(store, number, &term, row, step, &found) < 0 || found)
			break;
	text_release(&term);
	return found;
}

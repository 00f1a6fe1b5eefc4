#include <stdbool.h>
#include <stdlib.h>

#include "store/build_columns.h"
#include "store/build_names.h"
#include "store/build_segments.h"
#include "store/build_state.h"
#include "store/memory.h"
#include "store/radix.h"

/* --- the orders --- */

/* Brings the row keys into the order of KEYS' upper halves, whose lower ones count them. */
static void arrange(struct build *build, const uint64_t *keys)
{
	struct row_key *arranged = memory_resize(NULL, build->count + 1, sizeof(*arranged));

	for (size_t i = 0; i < build->count; i++)
		arranged[i] = build->row_keys[(uint32_t)keys[i]];
	free(build->row_keys);
	build->row_keys = arranged;
}

/* By last day, then by first day: each sort leaves what it finds alike as it was. */
static void sort_row_keys(struct build *build)
{
	uint64_t *keys = memory_new(build->count, sizeof(*keys));
	bool sorted = true;

	/* Files are often in the order of their days already. */
	for (size_t i = 1; i < build->count && sorted; i++)
		sorted = days_compare(build->row_keys[i - 1].days, build->row_keys[i].days) <= 0;
	for (int last = 1; last >= 0 && !sorted; last--) {
		for (size_t i = 0; i < build->count; i++) {
			struct days days = build->row_keys[i].days;

			keys[i] = (uint64_t)column_day(last ? days.last : days.first) << 32 | i;
		}
		radix_sort_upper(keys, build->count);
		arrange(build, keys);
	}
	free(keys);
}

/* Of the rows by place those of talks and those in the order of ids are kept.  The days are
 * not needed any more: their memory holds the rows. */
static void turn_places(struct build *build)
{
	for (size_t i = 0; i < build->count; i++)
		build->row_keys[build->row_keys[i].place - 1].days.first = (int32_t)(i + 1);
}

static uint32_t row_of(const struct build *build, size_t place)
{
	return (uint32_t)build->row_keys[place - 1].days.first;
}

static int write_talks(struct build *build, struct error *err)
{
	sqlite3_stmt *talks = sql_get(&build->sql, "SELECT number, place FROM talk", err);
	sqlite3_stmt *update = sql_get(&build->sql, "UPDATE talk SET row = ? WHERE number = ?", err);
	int more = talks && update ? 1 : -1;

	while (more > 0 && (more = sql_step(&build->sql, talks, err)) > 0) {
		sql_bind_int(&build->sql, update, 1,
			     row_of(build, (size_t)sqlite3_column_int64(talks, 1)));
		sql_bind_int(&build->sql, update, 2, sqlite3_column_int64(talks, 0));
		if (sql_done(&build->sql, update, err) < 0)
			more = -1;
	}
	return more;
}

static int write_ids(struct build *build, struct error *err)
{
	struct column_writer writer = {.column = COLUMN_BY_ID};
	uint64_t *hashed = memory_new(build->count, sizeof(*hashed));
	int result = 0;

	for (size_t i = 0; i < build->count; i++)
		hashed[i] = (uint64_t)build->id_hashes[i] << 32 | row_of(build, i + 1);
	radix_sort_upper(hashed, build->count);
	for (size_t i = 0; i < build->count && result == 0; i++)
		result = column_write(build, &writer, (uint32_t)hashed[i], err);
	if (result == 0)
		result = column_end_block(build, &writer, err);
	free(writer.numbers);
	free(hashed);
	return result;
}

static int write_counts(struct build *build, struct error *err)
{
	sqlite3_stmt *stmt = sql_get(&build->sql, "UPDATE name SET count = ?"
				     " WHERE names = ? AND number = ?", err);

	if (!stmt)
		return -1;
	for (int names = 0; names < NAMES_COUNT; names++) {
		const struct by_number *counts = &build->counts[names];

		for (size_t number = 1; number < counts->cap; number++) {
			if (!counts->at[number])
				continue;
			sql_bind_int(&build->sql, stmt, 1, counts->at[number]);
			sql_bind_int(&build->sql, stmt, 2, names);
			sql_bind_int(&build->sql, stmt, 3, (int64_t)number);
			if (sql_done(&build->sql, stmt, err) < 0)
				return -1;
		}
	}
	return 0;
}

int build_index(struct build *build, build_progress progress, void *context, struct error *err)
{
	sort_row_keys(build);
	lexicon_order(&build->lexicon);
	if (spool_flush(&build->spool, err) < 0 ||
	    build_segments(build, progress, context, err) < 0)
		return -1;
	spool_close(&build->spool);
	lexicon_release(&build->lexicon);
	turn_places(build);
	if (write_talks(build, err) < 0 || write_ids(build, err) < 0 ||
	    write_counts(build, err) < 0 || build_names(build, err) < 0)
		return -1;
	if (progress && progress(context, build->count, build->count))
		return error_set(err, ERROR_STOPPED, "stopped");
	return schema_index(&build->sql, err);
}

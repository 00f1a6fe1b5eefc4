#include <stdlib.h>
#include <string.h>

#include "store/build_state.h"
#include "store/build_words.h"
#include "store/column.h"
#include "store/memory.h"

/* --- columns --- */

/* One column being written, a block at a time. */
struct writer {
	enum column column;
	uint32_t block;
	uint32_t *numbers;
	size_t count, cap;
};

static int write_block(struct build *build, struct writer *writer, struct error *err)
{
	sqlite3_stmt *stmt = sql_get(&build->sql, "INSERT INTO block(id, data) VALUES(?, ?)", err);
	struct text blob = {0};
	int result;

	if (!stmt)
		return -1;
	if (!writer->count) {
		writer->block++;
		return 0;
	}
	column_pack(writer->numbers, writer->count, &blob);
	sql_bind_int(&build->sql, stmt, 1, column_id(writer->column, writer->block));
	sql_bind_blob(&build->sql, stmt, 2, blob.data, blob.length);
	result = sql_done(&build->sql, stmt, err);
	text_release(&blob);
	writer->block++;
	writer->count = 0;
	return result;
}

static void keep_number(struct writer *writer, uint32_t number)
{
	writer->numbers = memory_room(writer->numbers, writer->count, &writer->cap,
				      sizeof(*writer->numbers));
	writer->numbers[writer->count++] = number;
}

static int write_number(struct build *build, struct writer *writer, uint32_t number,
			struct error *err)
{
	keep_number(writer, number);
	return writer->count == COLUMN_BLOCK ? write_block(build, writer, err) : 0;
}

/* --- rows --- */

struct indexing {
	struct build *build;
	build_progress progress;
	void *context;
	uint64_t done;
	struct indexed entry;
	struct writer writers[COLUMN_END];
};

static int stopped(void *context)
{
	struct indexing *indexing = context;

	return indexing->progress &&
	       indexing->progress(indexing->context, indexing->done, indexing->build->count);
}

static void count_up(struct build *build, enum names names, uint32_t number)
{
	if (number)
		++*by_number_at(&build->counts[names], number);
}

static void count_names(struct build *build, const struct indexed *entry)
{
	count_up(build, NAMES_SPEAKER, entry->speaker);
	count_up(build, NAMES_TALK, entry->talk);
	count_up(build, NAMES_OUTLET, entry->outlet);
	count_up(build, NAMES_PLACE, entry->place);
	count_up(build, NAMES_SOURCE, entry->source);
	count_up(build, NAMES_LANG, entry->lang);
	for (size_t i = 0; i < entry->topics.count; i++)
		count_up(build, NAMES_TOPIC, entry->topics.at[i]);
}

/* The columns of rows end their blocks together. */
static int write_rows(struct indexing *indexing, struct error *err)
{
	for (int i = COLUMN_PLACE; i <= COLUMN_TOPIC; i++)
		if (write_block(indexing->build, &indexing->writers[i], err) < 0)
			return -1;
	return 0;
}

static int add_columns(struct indexing *indexing, const struct place *place, struct error *err)
{
	const struct indexed *entry = &indexing->entry;
	struct writer *writers = indexing->writers;

	if (writers[COLUMN_TOPIC].count + entry->topics.count > TOPICS_IN_BLOCK)
		return error_set(err, ERROR_STORE, "cannot build store '%s': %d entries have more than "
				 "%d topics (give them fewer)", indexing->build->draft.target,
				 COLUMN_BLOCK, TOPICS_IN_BLOCK);
	keep_number(&writers[COLUMN_PLACE], place->place);
	keep_number(&writers[COLUMN_FIRST], column_day(place->days.first));
	keep_number(&writers[COLUMN_LAST], column_day(place->days.last));
	keep_number(&writers[COLUMN_SPEAKER], entry->speaker);
	keep_number(&writers[COLUMN_TALK], entry->talk);
	keep_number(&writers[COLUMN_TOPIC_COUNT], (uint32_t)entry->topics.count);
	for (size_t i = 0; i < entry->topics.count; i++)
		keep_number(&writers[COLUMN_TOPIC], entry->topics.at[i]);
	return writers[COLUMN_PLACE].count == COLUMN_BLOCK ? write_rows(indexing, err) : 0;
}

static int add_rows(struct indexing *indexing, struct error *err)
{
	struct build *build = indexing->build;

	for (size_t i = 0; i < build->count; i++) {
		const struct place *place = &build->places[i];
		uint32_t row = (uint32_t)i + 1;

		if (i % 256 == 0 && stopped(indexing))
			return error_set(err, ERROR_STOPPED, "stopped");
		if (indexed_read(&indexing->entry, build, place->place, row, err) < 0 ||
		    indexed_add(&indexing->entry, build, row, err) < 0 ||
		    add_columns(indexing, place, err) < 0)
			return -1;
		count_names(build, &indexing->entry);
		indexing->done++;
	}
	return indexing->writers[COLUMN_PLACE].count ? write_rows(indexing, err) : 0;
}

/* --- the orders --- */

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int by_days = days_compare(x->days, y->days);

	return by_days ? by_days : x->place < y->place ? -1 : x->place > y->place;
}

static int compare_hashed(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void sort_places(struct build *build)
{
	/* Files are often in the order of their days already. */
	for (size_t i = 1; i < build->count; i++) {
		if (compare_places(&build->places[i - 1], &build->places[i]) > 0) {
			qsort(build->places, build->count, sizeof(*build->places),
			      compare_places);
			return;
		}
	}
}

/* The rows by place.  The days are not needed any more: their memory holds the
 * rows. */
static int write_places(struct indexing *indexing, struct error *err)
{
	struct build *build = indexing->build;
	struct writer *writer = &indexing->writers[COLUMN_ROW];

	for (size_t i = 0; i < build->count; i++)
		build->places[build->places[i].place - 1].days.first = (int32_t)(i + 1);
	for (size_t i = 0; i < build->count; i++)
		if (write_number(build, writer, (uint32_t)build->places[i].days.first, err) < 0)
			return -1;
	return writer->count ? write_block(build, writer, err) : 0;
}

static int write_ids(struct indexing *indexing, struct error *err)
{
	struct build *build = indexing->build;
	struct writer *hash = &indexing->writers[COLUMN_ID_HASH];
	struct writer *place = &indexing->writers[COLUMN_ID_PLACE];
	uint64_t *hashed = memory_new(build->count, sizeof(*hashed));
	int result = 0;

	for (size_t i = 0; i < build->count; i++)
		hashed[i] = (uint64_t)build->id_hashes[i] << 32 | (i + 1);
	qsort(hashed, build->count, sizeof(*hashed), compare_hashed);
	for (size_t i = 0; i < build->count && result == 0; i++)
		if (write_number(build, hash, (uint32_t)(hashed[i] >> 32), err) < 0 ||
		    write_number(build, place, (uint32_t)hashed[i], err) < 0)
			result = -1;
	free(hashed);
	if (result < 0 || !hash->count)
		return result;
	return write_block(build, hash, err) < 0 ? -1 : write_block(build, place, err);
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
	struct indexing indexing = {.build = build, .progress = progress, .context = context};
	int result = -1;

	for (int i = 0; i < COLUMN_END; i++)
		indexing.writers[i].column = (enum column)i;
	sort_places(build);
	if (words_begin(build, err) < 0 || add_rows(&indexing, err) < 0 ||
	    words_merge(build, stopped, &indexing, err) < 0 ||
	    write_places(&indexing, err) < 0 || write_ids(&indexing, err) < 0 ||
	    write_counts(build, err) < 0 || words_of_names(build, err) < 0)
		goto out;
	if (stopped(&indexing))
		error_set(err, ERROR_STOPPED, "stopped");
	else
		result = schema_index(&build->sql, err);
out:
	indexed_release(&indexing.entry);
	for (int i = 0; i < COLUMN_END; i++)
		free(indexing.writers[i].numbers);
	return result;
}

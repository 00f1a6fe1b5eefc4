#include "store/build_columns.h"

#include <stdlib.h>

#include "store/memory.h"

int column_end_block(struct build *build, struct column_writer *writer, struct error *err)
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

/* Adds a number; who calls it ends the block, which may hold any number of them. */
static void column_keep(struct column_writer *writer, uint32_t number)
{
	writer->numbers = memory_room(writer->numbers, writer->count, &writer->cap,
				      sizeof(*writer->numbers));
	writer->numbers[writer->count++] = number;
}

int column_write(struct build *build, struct column_writer *writer, uint32_t number,
		 struct error *err)
{
	column_keep(writer, number);
	return writer->count == COLUMN_BLOCK ? column_end_block(build, writer, err) : 0;
}

/* --- by row --- */

static int end_blocks(struct build *build, struct row_writer *writer, struct error *err)
{
	for (int i = COLUMN_PLACE; i <= COLUMN_TOPIC; i++)
		if (column_end_block(build, &writer->writers[i], err) < 0)
			return -1;
	return 0;
}

int row_writer_add(struct build *build, struct row_writer *writer, const struct row_values *values,
	      struct error *err)
{
	struct column_writer *writers = writer->writers;

	if (writers[COLUMN_TOPIC].count + values->topic_count > TOPICS_IN_BLOCK)
		return error_set(err, ERROR_STORE, "cannot build store '%s': %d entries have more than "
				 "%d topics (give them fewer)", build->draft.target, COLUMN_BLOCK,
				 TOPICS_IN_BLOCK);
	for (int i = COLUMN_PLACE; i <= COLUMN_TOPIC; i++)
		writers[i].column = (enum column)i;
	column_keep(&writers[COLUMN_PLACE], values->place);
	column_keep(&writers[COLUMN_FIRST], values->first);
	column_keep(&writers[COLUMN_DAYS], values->last - values->first);
	column_keep(&writers[COLUMN_SPEAKER], values->speaker);
	column_keep(&writers[COLUMN_TALK], values->talk);
	column_keep(&writers[COLUMN_TOPIC_COUNT], (uint32_t)values->topic_count);
	for (size_t i = 0; i < values->topic_count; i++)
		column_keep(&writers[COLUMN_TOPIC], values->topics[i]);
	return writers[COLUMN_PLACE].count == COLUMN_BLOCK ? end_blocks(build, writer, err) : 0;
}

int row_writer_end(struct build *build, struct row_writer *writer, struct error *err)
{
	return writer->writers[COLUMN_PLACE].count ? end_blocks(build, writer, err) : 0;
}

void row_writer_release(struct row_writer *writer)
{
	for (int i = COLUMN_PLACE; i <= COLUMN_TOPIC; i++)
		free(writer->writers[i].numbers);
}

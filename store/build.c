#include "store/build.h"

#include <stdlib.h>
#include <string.h>

#include "store/build_state.h"
#include "store/memory.h"
#include "store/build_row.h"
#include "store/store.h"

uint32_t *by_number_at(struct by_number *numbers, uint32_t number)
{
	if (number >= numbers->cap) {
		size_t cap = (size_t)number + number / 2 + 64;

		numbers->at = memory_resize(numbers->at, cap, sizeof(*numbers->at));
		memset(numbers->at + numbers->cap, 0,
		       (cap - numbers->cap) * sizeof(*numbers->at));
		numbers->cap = cap;
	}
	return &numbers->at[number];
}

uint32_t by_number_get(const struct by_number *numbers, uint32_t number)
{
	return number < numbers->cap ? numbers->at[number] : 0;
}

void by_number_clear(struct by_number *numbers)
{
	if (numbers->cap)
		memset(numbers->at, 0, numbers->cap * sizeof(*numbers->at));
}

struct build *build_open(const char *target, struct error *err)
{
	struct build *build = memory_new(1, sizeof(*build));

	if (draft_open(&build->draft, target, err) < 0 ||
	    spool_open(&build->spool, build->draft.folder, build->draft.target, err) < 0 ||
	    sql_open_build(&build->sql, build->draft.path, build->draft.target, err) < 0 ||
	    sql_run(&build->sql, "BEGIN", err) < 0 || schema_create(&build->sql, err) < 0) {
		build_close(build);
		return NULL;
	}
	return build;
}

void build_close(struct build *build)
{
	if (!build)
		return;
	sql_close(&build->sql);
	spool_close(&build->spool);
	lexicon_release(&build->lexicon);
	draft_close(&build->draft);
	for (int i = 0; i < NAMES_COUNT; i++) {
		map_release(&build->values[i]);
		free(build->counts[i].at);
	}
	free(build->parents.at);
	free(build->talk_kinds.at);
	free(build->talk_places.at);
	free(build->row_keys);
	free(build->id_hashes);
	free(build);
}

/* --- the end --- */

static int add_fact(struct build *build, const char *key, const char *text, int64_t number,
		    struct error *err)
{
	struct row row = row_begin(&build->sql, "INSERT INTO meta(key, value) VALUES(?, ?)", err);

	row_string(&row, key);
	if (text)
		row_string(&row, text);
	else if (number >= 0)
		row_int(&row, number);
	return row_end(&row, err);
}

static int add_meta(struct build *build, const struct build_meta *meta, struct error *err)
{
	for (size_t i = 0; i < meta->file_count; i++) {
		struct row row = row_begin(&build->sql, "INSERT INTO file(number, name) VALUES(?, ?)",
					   err);

		row_int(&row, (int64_t)i);
		row_string(&row, meta->files[i]);
		if (row_end(&row, err) < 0)
			return -1;
	}
	if (add_fact(build, "title", meta->title, -1, err) < 0 ||
	    add_fact(build, "fingerprint", meta->fingerprint, -1, err) < 0 ||
	    add_fact(build, "entries", NULL, (int64_t)build->count, err) < 0 ||
	    add_fact(build, "talks", NULL, build->talks, err) < 0)
		return -1;
	return add_fact(build, "quotes", NULL, (int64_t)build->count - build->talks, err);
}

/* A look at the finished file from outside: whole, of this schema, with its last
 * row in the index.  Reading all of it would double the time of loading. */
static int check(struct build *build, struct error *err)
{
	struct store *store = store_open(build->draft.path, err);
	bool whole = store && store_count(store) == build->count;

	store_close(store);
	if (!store)
		return -1;
	return whole ? 0 : error_set(err, ERROR_STORE, "store '%s' did not come out as it was "
				     "written (look at the disk)", build->draft.target);
}

int build_finish(struct build *build, const struct build_meta *meta, build_progress progress,
		 void *context, struct error *err)
{
	if (add_meta(build, meta, err) < 0 || build_index(build, progress, context, err) < 0 ||
	    sql_run(&build->sql, "COMMIT", err) < 0)
		return -1;
	sql_close(&build->sql);
	if (check(build, err) < 0)
		return -1;
	return draft_commit(&build->draft, err);
}

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "store/format.h"
#include "store/handle.h"
#include "store/months.h"
#include "store/schema.h"
#include "store/segment.h"

/* More entries, speakers and so on than any store has: row + 1 and the like
 * stay in range. */
enum { ENTRIES_MOST = INT32_MAX - 1 };

/* Every entry and every name has a row of its own in the file, of more bytes than
 * these.  A file that says it has more of them than it has room for is told before
 * memory is taken for so many. */
enum { ROW_BYTES = 8 };

/* --- stopping --- */

void store_cancel(struct store *store)
{
	atomic_store(&store->cancelled, true);
}

bool store_cancelled(const struct store *store)
{
	return atomic_load(&store->cancelled);
}

void store_resume(struct store *store)
{
	atomic_store(&store->cancelled, false);
}

int store_ready(struct store *store, struct error *err)
{
	if (atomic_load(&store->cancelled))
		return error_set(err, ERROR_STOPPED, "stopped");
	return 0;
}

/* --- statements --- */

int store_damaged(struct store *store, const char *what, struct error *err)
{
	return error_set(err, ERROR_STORE, "the store '%s' is damaged: %s (build it again with "
			 "'statements load')", store->sql.path, what);
}

int store_too_long(struct store *store, struct error *err)
{
	return store_damaged(store, "a text is longer than any can be", err);
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, struct error *err)
{
	return store_ready(store, err) == 0 ? sql_prepare(&store->sql, sql, err) : NULL;
}

sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err)
{
	return store_ready(store, err) == 0 ? sql_get(&store->sql, sql, err) : NULL;
}

int store_step(struct store *store, sqlite3_stmt *stmt, struct error *err)
{
	/* A short statement may end between two looks at the flag. */
	if (store_ready(store, err) != 0) {
		sqlite3_reset(stmt);
		return -1;
	}
	return sql_step(&store->sql, stmt, err);
}

uint32_t column_within(sqlite3_stmt *stmt, int at, uint32_t most)
{
	sqlite3_int64 value = sqlite3_column_int64(stmt, at);

	return value >= 0 && value <= most ? (uint32_t)value : 0;
}

uint32_t column_u32(sqlite3_stmt *stmt, int at)
{
	return column_within(stmt, at, UINT32_MAX);
}

const char *column_bytes(sqlite3_stmt *stmt, int at, size_t *length)
{
	/* As a blob, so that nothing is converted; the bytes are asked for last. */
	const char *bytes = sqlite3_column_blob(stmt, at);

	*length = bytes ? (size_t)sqlite3_column_bytes(stmt, at) : 0;
	return bytes ? bytes : "";
}

const char *column_text(struct store *store, sqlite3_stmt *stmt, int at, size_t most,
			struct arena *arena)
{
	size_t length;
	const char *bytes;

	if (sqlite3_column_type(stmt, at) == SQLITE_NULL)
		return NULL;
	bytes = column_bytes(stmt, at, &length);
	if (length > most) {
		store->too_long = true;
		if (!store->sql.trouble.kind)
			store_too_long(store, &store->sql.trouble);
		return NULL;
	}
	sql_keeps(&store->sql, length);
	return arena_copy(arena, bytes, strnlen(bytes, length));
}

/* --- opening --- */

/* Calls TAKE for every row of SQL. */
static int each_row(struct store *store, const char *sql,
		    void (*take)(struct store *store, sqlite3_stmt *stmt), struct error *err)
{
	sqlite3_stmt *stmt = store_prepare(store, sql, err);
	int more = stmt ? 1 : -1;

	while (more > 0) {
		more = store_step(store, stmt, err);
		if (more > 0)
			take(store, stmt);
	}
	sqlite3_finalize(stmt);
	return more;
}

static char *copy_field(sqlite3_stmt *stmt, int at)
{
	size_t length;
	const char *bytes = column_bytes(stmt, at, &length);

	return memory_copy(bytes, strnlen(bytes, length));
}

static void take_meta(struct store *store, sqlite3_stmt *stmt)
{
	char *key = copy_field(stmt, 0);

	if (strcmp(key, "title") == 0 && !store->title)
		store->title = copy_field(stmt, 1);
	else if (strcmp(key, "fingerprint") == 0 && !store->fingerprint)
		store->fingerprint = copy_field(stmt, 1);
	else if (strcmp(key, "entries") == 0)
		store->count = column_within(stmt, 1, ENTRIES_MOST);
	else if (strcmp(key, "quotes") == 0)
		store->quotes = column_within(stmt, 1, ENTRIES_MOST);
	else if (strcmp(key, "talks") == 0)
		store->talks = column_within(stmt, 1, ENTRIES_MOST);
	free(key);
}

/* Numbers from 0 without gaps; others would not be asked for. */
static void take_file(struct store *store, sqlite3_stmt *stmt)
{
	if (sqlite3_column_int64(stmt, 0) != (sqlite3_int64)store->file_count)
		return;
	store->files = memory_resize(store->files, store->file_count + 1, sizeof(*store->files));
	store->files[store->file_count++] = copy_field(stmt, 1);
}

static bool has_room_for(const struct store *store, uint32_t rows)
{
	return rows <= (uint64_t)store->opened.st_size / ROW_BYTES;
}

static int read_counts(struct store *store, struct error *err)
{
	static const char SQL[] = "SELECT max(number) FROM name WHERE names = ?";

	for (int names = 0; names < NAMES_COUNT; names++) {
		sqlite3_stmt *stmt = store_statement(store, SQL, err);
		int more;

		if (!stmt)
			return -1;
		sql_bind_int(&store->sql, stmt, 1, names);
		more = store_step(store, stmt, err);
		if (more > 0)
			store->names[names] = column_within(stmt, 0, ENTRIES_MOST);
		sqlite3_reset(stmt);
		if (more < 0)
			return -1;
		if (!has_room_for(store, store->names[names]))
			return store_damaged(store, "it counts more names than it has", err);
	}
	return 0;
}

static int ask_number(struct store *store, const char *sql, uint32_t *number, struct error *err)
{
	sqlite3_stmt *stmt = store_statement(store, sql, err);
	int more;

	if (!stmt)
		return -1;
	more = store_step(store, stmt, err);
	*number = more > 0 ? column_u32(stmt, 0) : 0;
	sqlite3_reset(stmt);
	return more < 0 ? -1 : 0;
}

/* A few looks that find a store of which a large part is gone or noise: the
 * last entry, and the first and the last segment of the index. */
static int try_out(struct store *store, struct error *err)
{
	static const char LAST[] = "SELECT max(place) FROM entry";
	struct text kind = {0};
	struct postings postings;
	uint32_t last = 0;
	int result = ask_number(store, LAST, &last, err);

	if (result == 0 && last != store->count)
		result = store_damaged(store, "entries are missing", err);
	if (result == 0)
		result = segments_open(store, err);
	facet_token(FACET_KIND, KIND_QUOTE, &kind);
	for (uint32_t i = 0; i < store->segment_count && result == 0; i++)
		if ((i == 0 || i + 1 == store->segment_count) &&
		    segment_find(store, i, kind.data, kind.length, false, &postings, err) < 0)
			result = -1;
	text_release(&kind);
	return result;
}

static int read_about(struct store *store, struct error *err)
{
	if (schema_check(&store->sql, err) != 0 ||
	    each_row(store, "SELECT key, value FROM meta", take_meta, err) != 0 ||
	    each_row(store, "SELECT number, name FROM file ORDER BY number", take_file, err) != 0 ||
	    read_counts(store, err) != 0)
		return -1;
	if (store->title && strlen(store->title) > VALUE_BYTES)
		return store_too_long(store, err);
	if (store->count != (uint64_t)store->quotes + store->talks)
		return store_damaged(store, "its counts contradict each other", err);
	if (!has_room_for(store, store->count))
		return store_damaged(store, "it counts more entries than it has", err);
	return try_out(store, err);
}

struct store *store_open(const char *path, struct error *err)
{
	struct store *store = memory_new(1, sizeof(*store));

	atomic_init(&store->cancelled, false);
	if (sql_open_read(&store->sql, path, &store->cancelled, err) == 0) {
		stat(path, &store->opened);
		if (read_about(store, err) == 0)
			return store;
	}
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	sql_close(&store->sql);
	months_close(store->months);
	people_close(store->people);
	segments_close(store);
	for (size_t i = 0; i < COLUMN_END; i++)
		free(store->blocks[i].data);
	for (size_t i = 0; i < store->file_count; i++)
		free(store->files[i]);
	free(store->files);
	free(store->title);
	free(store->fingerprint);
	free(store);
}

/* --- the file meanwhile --- */

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_open_file(const struct store *store, const struct stat *now)
{
	return now->st_dev == store->sql.device && now->st_ino == store->sql.inode;
}

/* Size and times tell a file that was written over instead of being replaced:
 * nobody should, but then what is open is no longer what is there. */
static bool is_written_over(const struct store *store, const struct stat *now)
{
	return now->st_size != store->opened.st_size ||
	       !same_time(now->st_mtim, store->opened.st_mtim) ||
	       !same_time(now->st_ctim, store->opened.st_ctim);
}

bool store_replaced(const struct store *store)
{
	struct stat now;

	/* A name that means nothing now may be on its way to mean something. */
	if (stat(store->sql.path, &now) != 0)
		return false;
	return !is_open_file(store, &now) || is_written_over(store, &now);
}

int store_trouble(const struct store *store, struct error *err)
{
	struct stat now;

	if (store->sql.trouble.kind) {
		if (err)
			*err = store->sql.trouble;
		return -1;
	}
	if (stat(store->sql.path, &now) == 0 && is_open_file(store, &now) &&
	    is_written_over(store, &now))
		return error_set(err, ERROR_STORE, "the store '%s' was written over while it was "
				 "read, so that some of it may be of another (try again)",
				 store->sql.path);
	return 0;
}

const char *store_title(const struct store *store)
{
	return store->title ? store->title : "";
}

const char *store_fingerprint(const struct store *store)
{
	return store->fingerprint ? store->fingerprint : "";
}

const char *store_file(const struct store *store, uint32_t file)
{
	return file < store->file_count ? store->files[file] : NULL;
}

void store_call_files(struct store *store, const char *const *names, size_t count)
{
	if (!names || count != store->file_count)
		return;
	for (size_t i = 0; i < count; i++) {
		free(store->files[i]);
		store->files[i] = memory_copy(names[i], strlen(names[i]));
	}
}

uint32_t store_count(const struct store *store)
{
	return store->count;
}

uint32_t store_quotes(const struct store *store)
{
	return store->quotes;
}

uint32_t store_talks(const struct store *store)
{
	return store->talks;
}

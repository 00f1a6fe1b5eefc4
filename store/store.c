#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/file.h"
#include "store/handle.h"
#include "store/head.h"
#include "store/text.h"

enum {
	/* Virtual machine steps between two looks at the cancel flag. */
	STEPS_BETWEEN_LOOKS = 100,
	/* How often a file may be replaced while it is being opened. */
	OPEN_TRIES = 10,
	/* Room for long queries, however small the file is. */
	LENGTH_LEAST = 16 * 1024 * 1024,
	LENGTH_MOST = 1000 * 1000 * 1000,
};

/* --- stopping --- */

/* An interrupt that comes before a statement's first step is lost, and one
 * holds only for what runs just now: this makes both sticky. */
static int cancelled(void *context)
{
	const struct store *store = context;

	return atomic_load(&store->cancelled);
}

void store_cancel(struct store *store)
{
	atomic_store(&store->cancelled, true);
	sqlite3_interrupt(store->db);
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

int store_failed(struct store *store, int code, struct error *err)
{
	switch (code & 0xff) {
	case SQLITE_INTERRUPT:
		return error_set(err, ERROR_STOPPED, "stopped");
	case SQLITE_NOMEM:
		memory_exhausted();
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return error_set(err, ERROR_STORE, "cannot read the store '%s': %s", store->path,
				 sqlite3_errmsg(store->db));
	default:
		/* The statements are ours and good; what fails is the file. */
		return error_set(err, ERROR_STORE, "the store '%s' is damaged: %s (load the corpus "
				 "again)", store->path, sqlite3_errmsg(store->db));
	}
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, struct error *err)
{
	sqlite3_stmt *stmt = NULL;
	int code;

	if (store_ready(store, err) != 0)
		return NULL;
	code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (code != SQLITE_OK)
		store_failed(store, code, err);
	return stmt;
}

sqlite3_stmt *store_statement(struct store *store, const char *sql, struct error *err)
{
	sqlite3_stmt *stmt;

	if (store_ready(store, err) != 0)
		return NULL;
	for (size_t i = 0; i < store->statement_count; i++) {
		struct statement *kept = &store->statements[i];

		if (kept->sql == sql) {
			sqlite3_reset(kept->stmt);
			sqlite3_clear_bindings(kept->stmt);
			return kept->stmt;
		}
	}
	stmt = store_prepare(store, sql, err);
	if (!stmt)
		return NULL;
	store->statements = memory_room(store->statements, store->statement_count,
					&store->statement_cap, sizeof(*store->statements));
	store->statements[store->statement_count++] = (struct statement){sql, stmt};
	return stmt;
}

int store_step(struct store *store, sqlite3_stmt *stmt, struct error *err)
{
	int code = sqlite3_step(stmt);

	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	/* The message belongs to the connection: read it before the reset. */
	store_failed(store, code, err);
	sqlite3_reset(stmt);
	return -1;
}

uint32_t column_u32(sqlite3_stmt *stmt, int column)
{
	sqlite3_int64 value = sqlite3_column_int64(stmt, column);

	return value >= 0 && value <= UINT32_MAX ? (uint32_t)value : 0;
}

const char *column_bytes(sqlite3_stmt *stmt, int column, size_t *length)
{
	/* As a blob, so that nothing is converted; the bytes are asked for last. */
	const char *bytes = sqlite3_column_blob(stmt, column);

	*length = bytes ? (size_t)sqlite3_column_bytes(stmt, column) : 0;
	return bytes ? bytes : "";
}

const char *column_text(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	size_t length;
	const char *bytes;

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return NULL;
	bytes = column_bytes(stmt, column, &length);
	return arena_copy(arena, bytes, strnlen(bytes, length));
}

/* --- opening --- */

/*
 * The name as a URI, so that SQLite takes no part of it for anything but a
 * path.  `immutable`: a store is never changed in place, only replaced by a
 * rename.  So SQLite takes no locks (another program's lock cannot keep
 * anybody from reading, and closing one descriptor cannot drop the locks of a
 * second handle), leaves a journal or WAL that lies beside the file alone,
 * since it is none of ours, and makes none.
 */
static void add_uri(struct text *uri, const char *path)
{
	static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789/._-";

	/* The empty authority keeps a path that begins with // from having one. */
	text_puts(uri, path[0] == '/' ? "file://" : "file:./");
	for (; *path; path++) {
		if (strchr(PLAIN, *path))
			text_putc(uri, *path);
		else
			text_printf(uri, "%%%02x", (unsigned char)*path);
	}
	text_puts(uri, "?immutable=1");
}

/* Nothing that the file says is carried out, and no value in it can be longer
 * than the file. */
static void be_careful(struct store *store)
{
	static const int OFF[] = {
		SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
		SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
		SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, SQLITE_DBCONFIG_WRITABLE_SCHEMA,
		SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL,
	};
	off_t length = store->opened.st_size;

	for (size_t i = 0; i < sizeof(OFF) / sizeof(*OFF); i++)
		sqlite3_db_config(store->db, OFF[i], 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (length < LENGTH_LEAST)
		length = LENGTH_LEAST;
	if (length > LENGTH_MOST)
		length = LENGTH_MOST;
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, (int)length);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(store->db, SQLITE_LIMIT_WORKER_THREADS, 0);
}

static int connect(struct store *store, struct error *err)
{
	/* No memory mapping: a file that shrinks would end the program (SIGBUS). */
	static const char PRAGMAS[] = "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
				      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;"
				      "PRAGMA query_only = ON;";
	struct text uri = {0};
	int code;

	add_uri(&uri, store->path);
	code = sqlite3_open_v2(text_string(&uri), &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
			       SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	text_release(&uri);
	if (!store->db)
		memory_exhausted();
	if (code != SQLITE_OK)
		return store_failed(store, code, err);
	be_careful(store);
	sqlite3_progress_handler(store->db, STEPS_BETWEEN_LOOKS, cancelled, store);
	code = sqlite3_exec(store->db, PRAGMAS, NULL, NULL, NULL);
	return code == SQLITE_OK ? 0 : store_failed(store, code, err);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

bool store_replaced(const struct store *store)
{
	struct stat now;

	/* A name that means nothing now may be on its way to mean something. */
	return stat(store->path, &now) == 0 && !same_file(&now, &store->opened);
}

/* Judges the file and has SQLite open the same one: a loader may put another
 * in its place between the two. */
static int open_same(struct store *store, struct error *err)
{
	for (int i = 0; i < OPEN_TRIES; i++) {
		int fd = file_open(store->path, ERROR_STORE, &store->opened, err);
		int result = -1;

		if (fd < 0)
			return -1;
		if (head_judge(fd, &store->opened, store->path, err) == HEAD_OURS)
			result = connect(store, err);
		/* Not before SQLite has it open: the inode cannot be used again. */
		close(fd);
		if (result != 0 || !store_replaced(store))
			return result;
		sqlite3_close(store->db);
		store->db = NULL;
	}
	return error_set(err, ERROR_STORE, "cannot open '%s': it is replaced again and again",
			 store->path);
}

struct store *store_open(const char *path, struct error *err)
{
	struct store *store = memory_new(1, sizeof(*store));

	store->path = memory_copy(path, strlen(path));
	atomic_init(&store->cancelled, false);
	if (open_same(store, err) == 0)
		return store;
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	for (size_t i = 0; i < store->statement_count; i++)
		sqlite3_finalize(store->statements[i].stmt);
	free(store->statements);
	sqlite3_close(store->db);
	for (size_t i = 0; i < store->file_count; i++)
		free(store->files[i]);
	free(store->files);
	free(store->title);
	free(store->fingerprint);
	free(store->path);
	free(store);
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

#include "store/sql.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/head.h"
#include "store/memory.h"
#include "store/text.h"
#include "store/tokenizer.h"

struct sql_kept {
	const char *text;
	sqlite3_stmt *stmt;
};

/* --- stopping --- */

/* Virtual machine steps between two looks at whether to stop. */
enum { STEPS_BETWEEN_LOOKS = 100 };

/* What statements may take: so many steps, and so many for each byte of the file.  The
 * leanest rows take a dozen bytes, and a scan that sorts them two dozen steps a row. */
enum { STEPS_ALWAYS = 2000000, STEPS_A_BYTE = 8 };

/*
 * sqlite3_interrupt() is of no use here: one that comes before a statement's
 * first step is lost, and one that comes later fails every statement until all
 * are reset, so that a search that waits half read would keep it alive after
 * it is to go on.  A flag that SQLite looks at all the time has neither fault.
 */
static int look(void *context)
{
	struct sql *sql = context;

	if (++sql->looks > sql->looks_most)
		sql->endless = true;
	return sql->endless || (sql->stop && atomic_load(sql->stop));
}

static void begin_looks(struct sql *sql)
{
	sql->looks = 0;
	sql->endless = false;
}

void sql_keeps(struct sql *sql, size_t bytes)
{
	sql->looks += bytes / STEPS_BETWEEN_LOOKS;
}

/* --- failures --- */

/* The errno of an I/O error, or 0.  SQLite does not keep it for the connection where a
 * COMMIT failed, but for the file. */
static int system_error(const struct sql *sql, int code)
{
	int number = 0;

	if ((code & 0xff) != SQLITE_IOERR || !sql->db)
		return 0;
	number = sqlite3_system_errno(sql->db);
	if (!number)
		sqlite3_file_control(sql->db, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
	return number;
}

static const char *advice(const struct sql *sql, int code)
{
	const char *known = file_advice(system_error(sql, code));

	if (known)
		return known;
	switch (code & 0xff) {
	case SQLITE_FULL:
		return "make room on the disk";
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_SCHEMA:
	case SQLITE_TOOBIG:
		return "it is damaged: build it again with 'statements load'";
	case SQLITE_CANTOPEN:
		/* Who may not open it was told before. */
		return "its whole path may have 512 bytes; or look at the permissions of the file "
		       "and its folder";
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_READONLY:
		return "look at the permissions of the file and its folder";
	default:
		return "look at the disk, or build it again with 'statements load'";
	}
}

/* What SQLite says of CODE, or the system of an I/O error. */
static const char *reason(const struct sql *sql, int code)
{
	int number = system_error(sql, code);

	if (number)
		return strerror(number);
	return sql->db && sqlite3_errcode(sql->db) != SQLITE_OK ? sqlite3_errmsg(sql->db)
								 : sqlite3_errstr(code);
}

int sql_failed(struct sql *sql, int code, const char *what, struct error *err)
{
	struct error failure = {0};

	if ((code & 0xff) == SQLITE_NOMEM)
		memory_exhausted();
	if (!sql->endless &&
	    ((code & 0xff) == SQLITE_INTERRUPT || (code & 0xff) == SQLITE_ABORT))
		return error_set(err, ERROR_STOPPED, "stopped");
	if (sql->endless)
		error_set(&failure, ERROR_STORE, "cannot %s store '%s': its rows have no end (%s)",
			  what, sql->path ? sql->path : "", advice(sql, SQLITE_CORRUPT));
	else
		error_set(&failure, ERROR_STORE, "cannot %s store '%s': %s (%s)", what,
			  sql->path ? sql->path : "", reason(sql, code), advice(sql, code));
	if (!sql->trouble.kind)
		sql->trouble = failure;
	if (err)
		*err = failure;
	return -1;
}

/* --- opening --- */

/* Bounds on what a file may make SQLite do; a store needs much less. */
static const struct {
	int what, most;
} LIMITS[] = {
	{SQLITE_LIMIT_LENGTH, SQL_LENGTH},
	{SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
	{SQLITE_LIMIT_COLUMN, 100},
	{SQLITE_LIMIT_EXPR_DEPTH, 200},
	{SQLITE_LIMIT_COMPOUND_SELECT, 10},
	{SQLITE_LIMIT_ATTACHED, 0},
	{SQLITE_LIMIT_TRIGGER_DEPTH, 1},
	{SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const struct {
	int what, on;
} SWITCHES[] = {
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
	{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_DQS_DDL, 0},
	{SQLITE_DBCONFIG_DQS_DML, 0},
};

static int open_db(struct sql *sql, const char *name, int flags, const char *vfs,
		   const char *pragmas, struct error *err)
{
	int code = sqlite3_open_v2(name, &sql->db, flags | SQLITE_OPEN_NOMUTEX |
				   SQLITE_OPEN_PRIVATECACHE, vfs);

	if (code != SQLITE_OK)
		goto failed;
	sqlite3_extended_result_codes(sql->db, 1);
	if (sql->looks_most)
		sqlite3_progress_handler(sql->db, STEPS_BETWEEN_LOOKS, look, sql);
	begin_looks(sql);
	for (size_t i = 0; i < sizeof(LIMITS) / sizeof(LIMITS[0]); i++)
		sqlite3_limit(sql->db, LIMITS[i].what, LIMITS[i].most);
	for (size_t i = 0; i < sizeof(SWITCHES) / sizeof(SWITCHES[0]); i++)
		sqlite3_db_config(sql->db, SWITCHES[i].what, SWITCHES[i].on, NULL);
	/* What is defensive refuses to write without a journal. */
	sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE,
			  (flags & SQLITE_OPEN_READONLY) != 0, NULL);
	code = sqlite3_exec(sql->db, pragmas, NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = tokenizer_register(sql->db);
	if (code == SQLITE_OK)
		return 0;
failed:
	sql_failed(sql, code, "open", err);
	sql_close(sql);
	return -1;
}

/* Judges a file by its kind, its first bytes and its length. */
static int look_at(const char *path, struct stat *found, struct error *err)
{
	int fd = file_open(path, ERROR_STORE, found, err);
	enum head head;

	if (fd < 0)
		return -1;
	head = head_judge(fd, found, path, err);
	close(fd);
	return head == HEAD_OURS ? 0 : -1;
}

/* The path as a URI for SQLite, which cannot be told otherwise that a file is
 * never changed. */
static void add_uri(struct text *uri, const char *path)
{
	text_puts(uri, path[0] == '/' ? "file://" : "file:./");
	for (; *path; path++) {
		unsigned char byte = (unsigned char)*path;

		if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		    (byte >= '0' && byte <= '9') || strchr("/._-", byte))
			text_putc(uri, (char)byte);
		else
			text_printf(uri, "%%%02X", byte);
	}
	text_puts(uri, "?immutable=1");
}

static bool same_file(const char *path, const struct stat *then)
{
	struct stat now;

	return stat(path, &now) == 0 && now.st_dev == then->st_dev && now.st_ino == then->st_ino;
}

int sql_open_read(struct sql *sql, const char *path, const atomic_bool *stop, struct error *err)
{
	struct text uri = {0};
	struct stat found;
	int result = -1;

	*sql = (struct sql){0};
	add_uri(&uri, path);
	/* Between the look and the opening somebody may put a new store in place. */
	for (int tries = 0; tries < 10; tries++) {
		if (look_at(path, &found, err) < 0)
			break;
		sql->path = memory_copy(path, strlen(path));
		sql->stop = stop;
		sql->looks_most = (STEPS_ALWAYS + STEPS_A_BYTE * (uint64_t)found.st_size) /
				  STEPS_BETWEEN_LOOKS;
		if (open_db(sql, text_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL,
			    "PRAGMA cell_size_check=ON;"
			    "PRAGMA query_only=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
			    "PRAGMA cache_size=-16384", err) < 0)
			break;
		if (same_file(path, &found)) {
			sql->device = found.st_dev;
			sql->inode = found.st_ino;
			result = 0;
			break;
		}
		sql_close(sql);
		error_set(err, ERROR_STORE, "cannot open store '%s': it is being replaced again "
			  "and again (try again)", path);
	}
	text_release(&uri);
	return result;
}

#define AS_TEXT(tokens) #tokens
#define TEXT_OF(macro) AS_TEXT(macro)

int sql_open_build(struct sql *sql, const char *path, const char *shown, struct error *err)
{
	struct text name = {0};
	int result;

	*sql = (struct sql){.path = memory_copy(shown, strlen(shown))};
	/* A name such as "file:x" or ":memory:" means something else to SQLite. */
	if (path[0] != '/')
		text_puts(&name, "./");
	text_puts(&name, path);
	result = open_db(sql, text_string(&name), SQLITE_OPEN_READWRITE, "unix-none",
			 "PRAGMA page_size=" TEXT_OF(SQL_PAGE_BYTES) ";"
			 "PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
			 "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
			 "PRAGMA locking_mode=EXCLUSIVE; PRAGMA mmap_size=0;"
			 "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;"
			 "PRAGMA cache_spill=ON", err);
	if (result == 0)
		sqlite3_limit(sql->db, SQLITE_LIMIT_LENGTH, INT_MAX);
	text_release(&name);
	return result;
}

int sql_open_memory(struct sql *sql, struct error *err)
{
	*sql = (struct sql){0};
	return open_db(sql, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		       SQLITE_OPEN_MEMORY, NULL, "PRAGMA journal_mode=OFF", err);
}

void sql_close(struct sql *sql)
{
	for (size_t i = 0; i < sql->count; i++)
		sqlite3_finalize(sql->kept[i].stmt);
	free(sql->kept);
	sqlite3_close(sql->db);
	free(sql->path);
	*sql = (struct sql){0};
}

/* --- statements --- */

int sql_run(struct sql *sql, const char *text, struct error *err)
{
	int code = sqlite3_exec(sql->db, text, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : sql_failed(sql, code, "use", err);
}

static sqlite3_stmt *prepare(struct sql *sql, const char *text, unsigned flags, struct error *err)
{
	sqlite3_stmt *stmt = NULL;
	int code;

	begin_looks(sql);
	code = sqlite3_prepare_v3(sql->db, text, -1, flags, &stmt, NULL);
	if (code != SQLITE_OK)
		sql_failed(sql, code, "read", err);
	return stmt;
}

sqlite3_stmt *sql_prepare(struct sql *sql, const char *text, struct error *err)
{
	return prepare(sql, text, 0, err);
}

sqlite3_stmt *sql_get(struct sql *sql, const char *text, struct error *err)
{
	sqlite3_stmt *stmt;

	for (size_t i = 0; i < sql->count; i++) {
		if (sql->kept[i].text != text)
			continue;
		begin_looks(sql);
		sqlite3_reset(sql->kept[i].stmt);
		sqlite3_clear_bindings(sql->kept[i].stmt);
		return sql->kept[i].stmt;
	}
	stmt = prepare(sql, text, SQLITE_PREPARE_PERSISTENT, err);
	if (!stmt)
		return NULL;
	sql->kept = memory_room(sql->kept, sql->count, &sql->cap, sizeof(*sql->kept));
	sql->kept[sql->count++] = (struct sql_kept){text, stmt};
	return stmt;
}

static void bound(struct sql *sql, int code)
{
	if (code != SQLITE_OK && sql->bad_bind == SQLITE_OK)
		sql->bad_bind = code;
}

void sql_bind_int(struct sql *sql, sqlite3_stmt *stmt, int at, int64_t value)
{
	bound(sql, sqlite3_bind_int64(stmt, at, value));
}

void sql_bind_number(struct sql *sql, sqlite3_stmt *stmt, int at, uint32_t number)
{
	bound(sql, number ? sqlite3_bind_int64(stmt, at, number) : sqlite3_bind_null(stmt, at));
}

void sql_bind_string(struct sql *sql, sqlite3_stmt *stmt, int at, const char *string)
{
	bound(sql, sqlite3_bind_text(stmt, at, string, -1, SQLITE_STATIC));
}

void sql_bind_text(struct sql *sql, sqlite3_stmt *stmt, int at, const char *text, size_t length)
{
	bound(sql, sqlite3_bind_text64(stmt, at, text, length, SQLITE_STATIC, SQLITE_UTF8));
}

void sql_bind_blob(struct sql *sql, sqlite3_stmt *stmt, int at, const void *blob, size_t size)
{
	bound(sql, sqlite3_bind_blob64(stmt, at, blob, size, SQLITE_STATIC));
}

int sql_step(struct sql *sql, sqlite3_stmt *stmt, struct error *err)
{
	int code = sql->bad_bind;

	sql->bad_bind = SQLITE_OK;
	if (code == SQLITE_OK) {
		code = sqlite3_step(stmt);
		if (code == SQLITE_ROW)
			return 1;
	}
	if (code == SQLITE_DONE) {
		sqlite3_reset(stmt);
		return 0;
	}
	sql_failed(sql, code, sqlite3_stmt_readonly(stmt) ? "read" : "write", err);
	sqlite3_reset(stmt);
	return -1;
}

int sql_done(struct sql *sql, sqlite3_stmt *stmt, struct error *err)
{
	int got;

	while ((got = sql_step(sql, stmt, err)) > 0)
		;
	return got;
}

/*
 * answers STORE [DB]: what the store takes for the parts of an answer, with nothing
 * between it and the clock, beside SQL on the database of plain_sql.c over the same
 * texts, in turn.  Without DB everything is done once, to count instructions.
 *
 * Figures: first.warm and first.cold (the first page of a query: its rows and their
 * lines; cold: nothing of the file is in memory), count (all rows of the most frequent
 * word, exactly), both (of the two most frequent, which no index has counted before) and
 * facets (of the rows of the most frequent word, all speakers and topics), in milliseconds
 * and by million rows, and sql.count, sql.both and sql.facets.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/parse.h"
#include "core/resolve.h"
#include "store/memory.h"
#include "store/search.h"
#include "store/tally.h"
#include "tests/bench/queries.h"
#include "tests/bench/samples.h"

enum { PAGE = 50, CHUNK = 65536, REPEATS = 200, LEAST = 3, ROUNDS = 5 };

/* A repetition that is long is not repeated for longer than this. */
static const double PATIENCE_MS = 20000;

static _Noreturn void fail(const char *why)
{
	fprintf(stderr, "answers: %s\n", why);
	exit(1);
}

static struct store *open_store(const char *path)
{
	struct error err = {0};
	struct store *store = store_open(path, &err);

	if (!store)
		fail(err.text);
	return store;
}

/* As `statements search` makes it of what was typed. */
static void make_query(struct store *store, const char *text, struct query *query)
{
	struct text echo = {0}, problem = {0};
	struct error err = {0};
	struct ask ask;

	parse_query(text, strlen(text), false, &ask);
	if (ask.problem || resolve_query(store, &ask, query, &echo, &problem, &err))
		fail(text);
	text_release(&echo);
	text_release(&problem);
	ask_release(&ask);
}

/* --- the first page --- */

static double first_page(struct store *store, const struct query *query)
{
	double begun = clock_ms();
	struct brief lines[PAGE];
	struct error err = {0};
	struct search *search = search_open(store, query, &err);
	uint32_t rows[PAGE];
	int count = 0, got = 1;

	while (search && count < PAGE && got > 0) {
		got = search_next(search, rows + count, PAGE - count, &err);
		count += got > 0 ? got : 0;
	}
	if (!search || got < 0 || store_briefs(store, rows, (size_t)count, lines, &err))
		fail(err.text);
	search_close(search);
	return clock_ms() - begun;
}

static void forget(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		close(fd);
	}
}

static void first_pages(const char *path, bool cold, int rounds, struct samples *samples)
{
	struct store *store = open_store(path);

	for (int round = 0; round < rounds; round++) {
		for (size_t q = 0; q < BENCH_QUERY_COUNT; q++) {
			struct query query = {0};

			make_query(store, BENCH_QUERIES[q].text, &query);
			if (cold) {
				store_close(store);
				forget(path);
				store = open_store(path);
			}
			samples_add(samples, first_page(store, &query));
			query_release(&query);
		}
	}
	store_close(store);
}

/* --- all rows --- */

struct asked {
	struct store *store;
	struct query query, both;
	sqlite3 *db;
	uint32_t rows;
};

static void count_query(struct asked *asked, const struct query *query)
{
	struct error err = {0};

	if (search_count(asked->store, query, 0, &asked->rows, &err))
		fail(err.text);
}

static void count_rows(struct asked *asked)
{
	count_query(asked, &asked->query);
}

static void count_both(struct asked *asked)
{
	count_query(asked, &asked->both);
}

static void count_facets(struct asked *asked)
{
	static uint32_t rows[CHUNK];
	struct error err = {0};
	struct search *search = search_open(asked->store, &asked->query, &err);
	struct tally *tally = tally_open(asked->store, &err);
	int got = -1;

	asked->rows = 0;
	while (search && tally && (got = search_next(search, rows, CHUNK, &err)) > 0 &&
	       tally_add(tally, rows, (size_t)got, &err) == 0)
		asked->rows += (uint32_t)got;
	if (got)
		fail(err.text);
	tally_top(tally, NAMES_SPEAKER, rows, 200);
	tally_top(tally, NAMES_TOPIC, rows, 200);
	tally_close(tally);
	search_close(search);
}

static void run_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail(sqlite3_errmsg(db));
}

static void sql_count(struct asked *asked)
{
	run_sql(asked->db, "SELECT count(*) FROM words WHERE words MATCH '" MOST_FREQUENT "'");
}

static void sql_both(struct asked *asked)
{
	run_sql(asked->db, "SELECT count(*) FROM words WHERE words MATCH '" MOST_FREQUENT " AND "
		SECOND_FREQUENT "'");
}

static void sql_facets(struct asked *asked)
{
	run_sql(asked->db, "SELECT speaker, count(*) FROM words JOIN quote ON id = words.rowid"
		" WHERE words MATCH '" MOST_FREQUENT "' GROUP BY speaker ORDER BY 2 DESC LIMIT 200;"
		"SELECT topic, count(*) FROM words JOIN quote ON id = words.rowid"
		" WHERE words MATCH '" MOST_FREQUENT "' GROUP BY topic ORDER BY 2 DESC LIMIT 200");
}

static const struct part {
	const char *name, *by_million, *sql_name;
	void (*ours)(struct asked *asked);
	void (*sql)(struct asked *asked);
} PARTS[] = {
	{"count", "count.million", "sql.count", count_rows, sql_count},
	{"both", "both.million", "sql.both", count_both, sql_both},
	{"facets", "facets.million", "sql.facets", count_facets, sql_facets},
};
enum { PART_COUNT = sizeof(PARTS) / sizeof(*PARTS) };

static double timed(void (*call)(struct asked *asked), struct asked *asked)
{
	double begun = clock_ms();

	call(asked);
	return clock_ms() - begun;
}

static void measure(const struct part *part, struct asked *asked)
{
	struct samples ours = {0}, by_million = {0}, sql = {0};
	double begun = clock_ms(), ms;

	for (int i = 0; i < REPEATS && (i < LEAST || clock_ms() - begun < PATIENCE_MS); i++) {
		ms = timed(part->ours, asked);
		samples_add(&ours, ms);
		if (asked->rows)
			samples_add(&by_million, ms * 1e6 / asked->rows);
		samples_add(&sql, timed(part->sql, asked));
	}
	samples_print(&ours, part->name);
	samples_print(&by_million, part->by_million);
	samples_print(&sql, part->sql_name);
}

static void measure_all(const char *store, struct asked *asked)
{
	struct samples cold = {0}, warm = {0};

	first_pages(store, true, ROUNDS, &cold);
	samples_print(&cold, "first.cold");
	first_pages(store, false, ROUNDS, &warm);
	samples_print(&warm, "first.warm");
	for (size_t i = 0; i < PART_COUNT; i++)
		measure(&PARTS[i], asked);
}

static void do_once(const char *store, struct asked *asked)
{
	struct samples warm = {0};

	first_pages(store, false, 1, &warm);
	samples_print(&warm, "first.warm");
	for (size_t i = 0; i < PART_COUNT; i++)
		figure_print(PARTS[i].name, timed(PARTS[i].ours, asked));
}

int main(int argc, char **argv)
{
	struct asked asked = {0};

	if (argc != 2 && argc != 3) {
		fputs("usage: answers STORE [DB]\n", stderr);
		return 2;
	}
	if (argc == 3 && sqlite3_open_v2(argv[2], &asked.db, SQLITE_OPEN_READONLY, NULL))
		fail("cannot open the database of plain_sql");
	asked.store = open_store(argv[1]);
	make_query(asked.store, MOST_FREQUENT, &asked.query);
	make_query(asked.store, MOST_FREQUENT " " SECOND_FREQUENT, &asked.both);
	if (asked.db)
		measure_all(argv[1], &asked);
	else
		do_once(argv[1], &asked);
	sqlite3_close(asked.db);
	query_release(&asked.query);
	query_release(&asked.both);
	store_close(asked.store);
	return 0;
}

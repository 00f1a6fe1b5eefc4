#include "tui/commands.h"

#include <string.h>
#include <unistd.h>

#include "core/explain.h"
#include "core/resolve.h"
#include "store/search.h"
#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/jsonl.h"
#include "tui/print.h"

enum { LIMIT_ON_TERMINAL = 20, ROWS_AT_ONCE = 256 };

struct printer {
	struct store *store;
	enum format format;
	bool terminal;
	unsigned columns;
	struct text out;
};

/* False where there is no use in going on; -1 in *FAILED where the store failed. */
static bool print_row(struct printer *printer, uint32_t row, int *failed, struct error *err)
{
	struct entry entry = {0};

	*failed = store_entry(printer->store, row, &entry, err);
	if (*failed == 0) {
		if (printer->format == FORMAT_JSONL)
			jsonl_entry(printer->store, &entry, &printer->out);
		else if (printer->terminal)
			print_block(printer->store, &entry, printer->columns, &printer->out);
		else
			print_line(printer->store, &entry, &printer->out);
	}
	entry_release(&entry);
	return *failed == 0 && cli_put(&printer->out);
}

/* Prints at most LIMIT rows and counts them, and one that was found beyond. */
static int print_rows(struct printer *printer, const struct query *query, uint32_t limit,
		      uint32_t *found, struct error *err)
{
	struct search *search = search_open(printer->store, query, err);
	uint32_t rows[ROWS_AT_ONCE];
	int count = 0, failed = 0;
	bool going = search != NULL;

	*found = 0;
	while (going && (count = search_next(search, rows, ROWS_AT_ONCE, err)) > 0) {
		for (int i = 0; i < count && going; i++) {
			going = ++*found <= limit;
			if (going)
				going = print_row(printer, rows[i], &failed, err);
		}
	}
	if (search)
		search_close(search);
	return !search || count < 0 ? -1 : failed;
}

static void tell_nothing(struct store *store, const struct ask *ask)
{
	struct text why = {0};

	explain_nothing(store, ask, &why, NULL);
	cli_say("nothing found%s%s", why.length ? "; " : "", text_string(&why));
	text_release(&why);
}

/* Somebody who sees 20 entries wants to know how many there are. */
static void tell_more(struct store *store, const struct query *query, uint32_t limit)
{
	struct text line = {0};
	uint32_t count;

	if (search_count(store, query, 0, &count, NULL))
		return;
	text_number(&line, limit);
	text_puts(&line, " of ");
	text_number(&line, count);
	cli_say("%s are shown (--limit N shows more)", text_string(&line));
	text_release(&line);
}

static int print_found(const struct options *options, struct store *store,
		       const struct query *query, const struct ask *ask, int *result,
		       struct error *err)
{
	struct printer printer = {
		.store = store,
		.format = options->format,
		.terminal = isatty(STDOUT_FILENO),
		.columns = print_columns(),
	};
	uint32_t limit = options->limited ? options->limit
			 : printer.terminal ? LIMIT_ON_TERMINAL : UINT32_MAX;
	uint32_t found;
	int failed = print_rows(&printer, query, limit, &found, err);

	text_release(&printer.out);
	if (failed)
		return -1;
	*result = found ? RESULT_DONE : RESULT_NOTHING;
	if (!found)
		tell_nothing(store, ask);
	else if (found > limit && !options->limited)
		tell_more(store, query, limit);
	return 0;
}

static void print_number(uint32_t count, int *result)
{
	struct text out = {0};

	text_printf(&out, "%u\n", count);
	cli_put(&out);
	text_release(&out);
	*result = count ? RESULT_DONE : RESULT_NOTHING;
}

static int print_count(struct store *store, const struct query *query, int *result,
		       struct error *err)
{
	uint32_t count;

	if (search_count(store, query, 0, &count, err))
		return -1;
	print_number(count, result);
	return 0;
}

static int search(const struct options *options, struct store *store, const struct ask *ask,
		  int *result, struct error *err)
{
	struct query query = {0};
	struct text echo = {0}, problem = {0};
	int failed = resolve_query(store, ask, &query, &echo, &problem, err);

	/* A name that could not be looked up is not one that nobody bears. */
	if (store_trouble(store, err))
		failed = -1;
	if (failed > 0) {
		cli_say("%s", text_string(&problem));
		*result = RESULT_NOTHING;
		/* A script that asked for a number gets one. */
		if (options->count)
			print_number(0, result);
		failed = 0;
	} else if (failed == 0) {
		if (options->sorted)
			query.sort = options->sort;
		if (options->count)
			failed = print_count(store, &query, result, err);
		else
			failed = print_found(options, store, &query, ask, result, err);
		if (failed == 0)
			failed = store_trouble(store, err);
	}
	query_release(&query);
	text_release(&echo);
	text_release(&problem);
	return failed;
}

int command_search(const struct options *options)
{
	struct corpus corpus = {0};
	struct store *store = NULL;
	struct error err = {0};
	struct ask ask = {0};
	int result = RESULT_USAGE;

	parse_query(options->subject, strlen(options->subject), false, &ask);
	if (ask.problem) {
		cli_say("%s", ask.problem);
		goto out;
	}
	store = corpus_open(&corpus, options, &err);
	if (!store || search(options, store, &ask, &result, &err))
		result = corpus_failed(&corpus, &err);
out:
	store_close(store);
	corpus_release(&corpus);
	ask_release(&ask);
	return result;
}

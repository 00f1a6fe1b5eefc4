#include "core/inquiry.h"

#include <stdlib.h>
#include <string.h>

#include "core/edit.h"
#include "core/explain.h"
#include "core/resolve.h"
#include "store/clock.h"
#include "store/memory.h"
#include "store/search.h"

/* Rows of the first chunks; each row of the table is used once, the last one
 * from then on.  `at_once` is how many are asked for in one call: one, where
 * somebody waits for the first rows and the next hit may be far.  `ms` is the longest time
 * to collect one that has any. */
static const struct chunk_size {
	uint32_t rows;
	int at_once, ms;
} CHUNKS[] = {{200, 1, 4}, {1000, 100, 20}, {4096, 1024, 20}, {16384, 4096, 20},
	      {65536, 4096, 20}};

enum { CHUNK_COUNT = sizeof(CHUNKS) / sizeof(*CHUNKS), CHUNK_MOST = 65536 };

/* Shortest time between two lists of counts. */
enum { COUNTS_MS = 50 };

enum stage {
	STAGE_ROWS,	/* rows are found, and counted as they are */
	STAGE_EXPLAIN,	/* there were none: why? */
	STAGE_COUNT,	/* another round, where counting was stopped in the first */
	STAGE_MONTHS,	/* of every entry, whose other counts are stored */
	STAGE_DONE,
};

struct inquiry {
	struct store *store;
	uint64_t request;
	struct ask ask;
	bool typing;
	struct query query;
	char *words;		/* until the first rows are given */
	enum stage stage;
	struct search *search;	/* NULL: to be opened, and `passed` rows to be passed over */
	struct tally *tally;
	uint32_t found;		/* rows given */
	uint32_t counted;	/* rows in the tally, from the first on */
	uint32_t passed;	/* rows that the open search has already given */
	size_t chunk;		/* of CHUNKS */
	int64_t counts_at;	/* when counts were last given */
	bool exact;		/* every row is counted */
	uint32_t *rows;
};

bool inquiry_finds_all(const struct inquiry *inquiry)
{
	return !inquiry->query.root || inquiry->query.root->op == QUERY_ALL;
}

int inquiry_open(struct store *store, uint64_t request, const char *text, bool typing,
		 struct inquiry **out, struct text *refusal, struct error *err)
{
	struct inquiry *inquiry = memory_new(1, sizeof(*inquiry));
	struct text words = {0};
	int result;

	inquiry->store = store;
	inquiry->request = request;
	inquiry->typing = typing;
	parse_query(text, strlen(text), typing, &inquiry->ask);
	result = resolve_query(store, &inquiry->ask, &inquiry->query, &words, refusal, err);
	if (result) {
		text_release(&words);
		inquiry_close(inquiry);
		return result;
	}
	inquiry->words = text_detach(&words);
	inquiry->counts_at = clock_ms();
	*out = inquiry;
	return 0;
}

void inquiry_close(struct inquiry *inquiry)
{
	if (!inquiry)
		return;
	search_close(inquiry->search);
	tally_close(inquiry->tally);
	query_release(&inquiry->query);
	ask_release(&inquiry->ask);
	free(inquiry->words);
	free(inquiry->rows);
	free(inquiry);
}

uint64_t inquiry_request(const struct inquiry *inquiry)
{
	return inquiry->request;
}

bool inquiry_done(const struct inquiry *inquiry)
{
	return inquiry->stage == STAGE_DONE;
}

void inquiry_stop(struct inquiry *inquiry)
{
	inquiry->stage = STAGE_DONE;
}

/* --- rows --- */

static void close_search(struct inquiry *inquiry)
{
	search_close(inquiry->search);
	inquiry->search = NULL;
	inquiry->passed = 0;
}

/* Opens the search and passes over the SKIP rows that are known. */
static int open_search(struct inquiry *inquiry, const struct query *query, uint32_t skip,
		       struct error *err)
{
	if (!inquiry->rows)
		inquiry->rows = memory_new(CHUNK_MOST, sizeof(*inquiry->rows));
	if (!inquiry->search) {
		inquiry->search = search_open(inquiry->store, query, err);
		inquiry->passed = 0;
		if (!inquiry->search)
			return -1;
	}
	while (inquiry->passed < skip) {
		uint32_t left = skip - inquiry->passed;
		int got = search_next(inquiry->search, inquiry->rows,
				      left < CHUNK_MOST ? (int)left : CHUNK_MOST, err);

		if (got <= 0)
			return got;
		inquiry->passed += (uint32_t)got;
	}
	return 0;
}

/* Fills `rows` with the next chunk; *ENDED where no more come. */
static int next_chunk(struct inquiry *inquiry, const struct chunk_size *size, uint32_t *count,
		      bool *ended, struct error *err)
{
	int64_t began = clock_ms();

	*count = 0;
	*ended = false;
	while (*count < size->rows && (!*count || clock_ms() - began < size->ms)) {
		uint32_t room = size->rows - *count;
		int most = room < (uint32_t)size->at_once ? (int)room : size->at_once;
		int got = search_next(inquiry->search, inquiry->rows + *count, most, err);

		if (got < 0)
			return -1;
		if (!got) {
			*ended = true;
			break;
		}
		*count += (uint32_t)got;
		inquiry->passed += (uint32_t)got;
	}
	return 0;
}

static void give_rows(struct inquiry *inquiry, uint32_t count, bool last,
		      const struct giver *giver)
{
	struct answer *answer = answer_new(ANSWER_ROWS, inquiry->request);

	answer->first = inquiry->words != NULL;
	answer->words = inquiry->words;
	inquiry->words = NULL;
	answer->last = last;
	answer->sort = inquiry->query.sort;
	answer->count = count;
	if (inquiry_finds_all(inquiry)) {
		answer->all = true;
	} else if (count) {
		answer->rows = memory_new(count, sizeof(*answer->rows));
		memcpy(answer->rows, inquiry->rows, count * sizeof(*answer->rows));
	}
	giver->give(giver->context, answer);
}

/* --- counts --- */

static void give_timeline(struct inquiry *inquiry, struct timeline timeline, bool exact,
			  const struct giver *giver)
{
	struct answer *answer = answer_new(ANSWER_TIMELINE, inquiry->request);

	answer->timeline = timeline;
	answer->exact = exact;
	giver->give(giver->context, answer);
}

static int give_counts(struct inquiry *inquiry, bool exact, const struct giver *giver,
		       struct error *err)
{
	struct answer *answer = answer_new(ANSWER_FACETS, inquiry->request);
	const struct tally *tally = inquiry->tally;
	struct timeline timeline = {0};

	if (tally &&
	    (facets_of(inquiry->store, tally, NAMES_SPEAKER, &answer->speakers, err) ||
	     facets_of(inquiry->store, tally, NAMES_TOPIC, &answer->topics, err))) {
		answer_free(answer);
		return -1;
	}
	inquiry->exact = answer->exact = exact;
	inquiry->counts_at = clock_ms();
	giver->give(giver->context, answer);
	if (tally)
		timeline.months = tally_months(tally, &timeline.count);
	give_timeline(inquiry, timeline, exact, giver);
	return 0;
}

static int count_rows(struct inquiry *inquiry, uint32_t count, const struct giver *giver,
		      struct error *err)
{
	if (!inquiry->tally)
		inquiry->tally = tally_open(inquiry->store, err);
	if (!inquiry->tally || tally_add(inquiry->tally, inquiry->rows, count, err)) {
		/* What is half added cannot be told: count again from the first row. */
		if (inquiry->tally)
			tally_clear(inquiry->tally);
		inquiry->counted = 0;
		return -1;
	}
	inquiry->counted += count;
	if (clock_ms() - inquiry->counts_at >= COUNTS_MS)
		return give_counts(inquiry, false, giver, err);
	return 0;
}

/* --- the stages --- */

static int give_all(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	struct answer *answer;

	if (inquiry->words)
		give_rows(inquiry, store_count(inquiry->store), true, giver);
	answer = answer_new(ANSWER_FACETS, inquiry->request);
	answer->exact = true;
	if (facets_stored(inquiry->store, NAMES_SPEAKER, &answer->speakers, err) ||
	    facets_stored(inquiry->store, NAMES_TOPIC, &answer->topics, err)) {
		answer_free(answer);
		return -1;
	}
	inquiry->exact = true;
	giver->give(giver->context, answer);
	inquiry->stage = STAGE_MONTHS;
	return 0;
}

/* After all else: the first time it reads a column of the store. */
static int step_months(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	struct timeline timeline = {0};

	if (months_stored(inquiry->store, &timeline.months, &timeline.count, err))
		return -1;
	give_timeline(inquiry, timeline, true, giver);
	inquiry->stage = STAGE_DONE;
	return 0;
}

static int step_rows(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	const struct chunk_size *size = &CHUNKS[inquiry->chunk];
	uint32_t count;
	bool ended, counting;

	if (inquiry_finds_all(inquiry))
		return give_all(inquiry, giver, err);
	if (open_search(inquiry, &inquiry->query, inquiry->found, err) ||
	    next_chunk(inquiry, size, &count, &ended, err))
		return -1;
	if (inquiry->chunk + 1 < CHUNK_COUNT)
		inquiry->chunk++;
	if (count || ended)
		give_rows(inquiry, count, ended, giver);
	counting = inquiry->counted == inquiry->found;
	inquiry->found += count;
	if (ended) {
		close_search(inquiry);
		inquiry->stage = STAGE_COUNT;
		if (!inquiry->found)
			inquiry->stage = STAGE_EXPLAIN;
	}
	if (counting && count && count_rows(inquiry, count, giver, err))
		return -1;
	return 0;
}

static int step_explain(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	struct text words = {0};
	struct answer *answer;

	if (explain_nothing(inquiry->store, &inquiry->ask, &words, err)) {
		text_release(&words);
		return -1;
	}
	answer = answer_new(ANSWER_NOTHING, inquiry->request);
	answer->words = text_detach(&words);
	giver->give(giver->context, answer);
	inquiry->stage = STAGE_COUNT;
	return 0;
}

static int step_count(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	struct query query = inquiry->query;
	bool ended = inquiry->counted == inquiry->found;
	uint32_t count = 0;

	/* The order does not matter, and this one needs no ranking. */
	query.sort = SORT_NEWEST;
	if (!ended && (open_search(inquiry, &query, inquiry->counted, err) ||
		       next_chunk(inquiry, &CHUNKS[CHUNK_COUNT - 1], &count, &ended, err) ||
		       (count && count_rows(inquiry, count, giver, err))))
		return -1;
	if (ended) {
		close_search(inquiry);
		if (give_counts(inquiry, true, giver, err))
			return -1;
		inquiry->stage = STAGE_DONE;
	}
	return 0;
}

int inquiry_step(struct inquiry *inquiry, const struct giver *giver, struct error *err)
{
	struct error why = {0};
	int result = 0;

	switch (inquiry->stage) {
	case STAGE_ROWS:
		result = step_rows(inquiry, giver, &why);
		break;
	case STAGE_EXPLAIN:
		result = step_explain(inquiry, giver, &why);
		break;
	case STAGE_COUNT:
		result = step_count(inquiry, giver, &why);
		break;
	case STAGE_MONTHS:
		result = step_months(inquiry, giver, &why);
		break;
	case STAGE_DONE:
		break;
	}
	if (result) {
		close_search(inquiry);
		if (why.kind != ERROR_STOPPED)
			inquiry->stage = STAGE_DONE;
		*err = why;
	}
	return result;
}

bool inquiry_answers(const struct inquiry *inquiry, const char *text, bool typing)
{
	struct text own = {0}, other = {0};
	struct ask ask;
	bool same;

	parse_query(text, strlen(text), typing, &ask);
	ask_set_field(&inquiry->ask, FIELD_SORT, NULL, &own);
	ask_set_field(&ask, FIELD_SORT, NULL, &other);
	same = inquiry->typing == typing && !strcmp(text_string(&own), text_string(&other));
	text_release(&own);
	text_release(&other);
	ask_release(&ask);
	return same;
}

const struct tally *inquiry_tally(const struct inquiry *inquiry, bool *exact)
{
	*exact = inquiry->exact;
	return inquiry->tally;
}

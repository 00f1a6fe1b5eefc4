#include "store/auxiliary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "store/tokenizer.h"

/* --- apart --- */

/* The places of one phrase in a row, in order. */
struct places {
	Fts5PhraseIter iter;
	int column, offset;	/* column -1: no more */
};

/* Whether somewhere phrase TO begins behind the end of phrase FROM, with at
 * most DISTANCE words between.  The first place of TO behind the end is the
 * nearest, and goes only forward: linear in the places of both. */
static int follows(const Fts5ExtensionApi *api, Fts5Context *fts, int from, int to,
		   int distance, bool *found)
{
	int length = api->xPhraseSize(fts, from);
	struct places a, b;
	int code;

	code = api->xPhraseFirst(fts, from, &a.iter, &a.column, &a.offset);
	if (code == SQLITE_OK)
		code = api->xPhraseFirst(fts, to, &b.iter, &b.column, &b.offset);
	if (code != SQLITE_OK)
		return code;
	while (a.column >= 0 && b.column >= 0 && !*found) {
		int end = a.offset + length;

		if (b.column < a.column || (b.column == a.column && b.offset < end)) {
			api->xPhraseNext(fts, &b.iter, &b.column, &b.offset);
			continue;
		}
		*found = b.column == a.column && b.offset - end <= distance;
		api->xPhraseNext(fts, &a.iter, &a.column, &a.offset);
	}
	return SQLITE_OK;
}

static void apart(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
		  int count, sqlite3_value **values)
{
	bool found = false;
	int distance, code;

	if (count != 1 || api->xPhraseCount(fts) < 2) {
		sqlite3_result_error(context, "apart: needs a distance and two phrases", -1);
		return;
	}
	distance = sqlite3_value_int(values[0]);
	code = follows(api, fts, 0, 1, distance, &found);
	if (code == SQLITE_OK && !found)
		code = follows(api, fts, 1, 0, distance, &found);
	if (code != SQLITE_OK)
		sqlite3_result_error_code(context, code);
	else
		sqlite3_result_int(context, found);
}

/* --- score --- */

/* From how many hits the number of all hits is estimated. */
enum { SAMPLE = 5000 };

/* The constants of BM25: how soon more of a word no longer helps, and how much
 * a long text is marked down. */
static const double K1 = 1.2, B = 0.75;

void scoring_init(struct scoring *scoring, const char *match)
{
	size_t cap = 0;

	*scoring = (struct scoring){0};
	while ((match = strchr(match, '"'))) {
		bool facet = strncmp(++match, TOKEN_FACET, strlen(TOKEN_FACET)) == 0;

		/* A doubled mark stands for itself. */
		while (*match && (*match != '"' || match[1] == '"'))
			match += *match == '"' ? 2 : 1;
		match += *match == '"';
		scoring->phrases = memory_room(scoring->phrases, scoring->count, &cap,
					       sizeof(*scoring->phrases));
		scoring->phrases[scoring->count++] = (struct phrase_weight){.counts = !facet};
	}
}

void scoring_release(struct scoring *scoring)
{
	free(scoring->phrases);
	*scoring = (struct scoring){0};
}

struct sample {
	sqlite3_int64 hits, last;
};

static int see_hit(const Fts5ExtensionApi *api, Fts5Context *fts, void *context)
{
	struct sample *sample = context;

	sample->last = api->xRowid(fts);
	return ++sample->hits < SAMPLE ? SQLITE_OK : SQLITE_DONE;
}

/* Rows are numbered without gaps, so hits up to a row tell how dense they are. */
static int weigh_phrase(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, double rows,
			double *weight)
{
	struct sample sample = {0};
	int code = api->xQueryPhrase(fts, phrase, &sample, see_hit);
	double hits = (double)sample.hits;

	if (sample.hits == SAMPLE && sample.last > 0)
		hits = hits * rows / (double)sample.last;
	*weight = log((rows - hits + 0.5) / (hits + 0.5));
	/* What stands in more than half of all rows still counts for something. */
	if (!(*weight > 1e-6))
		*weight = 1e-6;
	return code;
}

static int weigh(const Fts5ExtensionApi *api, Fts5Context *fts, struct scoring *scoring)
{
	sqlite3_int64 rows = 0, words = 0;
	int code = api->xRowCount(fts, &rows);

	if (code == SQLITE_OK)
		code = api->xColumnTotalSize(fts, -1, &words);
	scoring->average = rows > 0 ? (double)words / (double)rows : 1;
	for (size_t i = 0; i < scoring->count && code == SQLITE_OK; i++)
		if (scoring->phrases[i].counts)
			code = weigh_phrase(api, fts, (int)i, (double)rows,
					    &scoring->phrases[i].weight);
	scoring->weighed = code == SQLITE_OK;
	return code;
}

static int count_places(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, double *count)
{
	struct places at;
	int code = api->xPhraseFirst(fts, phrase, &at.iter, &at.column, &at.offset);

	*count = 0;
	while (code == SQLITE_OK && at.column >= 0) {
		++*count;
		api->xPhraseNext(fts, &at.iter, &at.column, &at.offset);
	}
	return code;
}

static void score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
		  int count, sqlite3_value **values)
{
	struct scoring *scoring = NULL;
	int words = 0, code = SQLITE_OK;
	double sum = 0, length;

	if (count == 1)
		scoring = sqlite3_value_pointer(values[0], SCORING_POINTER);
	if (!scoring || scoring->count != (size_t)api->xPhraseCount(fts)) {
		sqlite3_result_error(context, "score: needs what is known of the phrases", -1);
		return;
	}
	if (!scoring->weighed)
		code = weigh(api, fts, scoring);
	if (code == SQLITE_OK)
		code = api->xColumnSize(fts, -1, &words);
	length = 1 - B + B * words / (scoring->average > 0 ? scoring->average : 1);
	for (size_t i = 0; i < scoring->count && code == SQLITE_OK; i++) {
		double places;

		if (!scoring->phrases[i].counts)
			continue;
		code = count_places(api, fts, (int)i, &places);
		sum += scoring->phrases[i].weight * places * (K1 + 1) / (places + K1 * length);
	}
	if (code != SQLITE_OK)
		sqlite3_result_error_code(context, code);
	else
		sqlite3_result_double(context, -sum);
}

int auxiliary_register(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (code != SQLITE_OK)
		return code;
	sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(stmt);
	code = sqlite3_finalize(stmt);
	if (code == SQLITE_OK && !api)
		code = SQLITE_ERROR;
	if (code == SQLITE_OK)
		code = api->xCreateFunction(api, "apart", NULL, apart, NULL);
	if (code == SQLITE_OK)
		code = api->xCreateFunction(api, "score", NULL, score, NULL);
	return code;
}

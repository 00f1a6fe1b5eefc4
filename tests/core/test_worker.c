#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "core/worker.h"
#include "tests/support/corpus.h"

struct bench {
	struct test_corpus corpus;
	int wake[2];
	struct worker *worker;
};

/* A worker on COUNT quotes of one talk; every third one says "rain". */
static void bench_init(struct bench *bench, unsigned count)
{
	struct text yaml = {0};
	struct error err = {0};

	text_puts(&yaml, "statements: 1\ntalks: [{id: t, title: Weather}]\nquotes:\n");
	for (unsigned i = 0; i < count; i++)
		text_printf(&yaml, "  - {speaker: Person %u, talk: t, text: %s number %u}\n",
			    i % 7, i % 3 ? "wind" : "rain", i);
	test_corpus_init(&bench->corpus, text_string(&yaml));
	text_release(&yaml);
	cr_assert_eq(pipe2(bench->wake, O_NONBLOCK | O_CLOEXEC), 0);
	bench->worker = worker_open(test_corpus_open(&bench->corpus), bench->wake[1], &err);
	cr_assert(bench->worker, "%s", err.text);
}

static void bench_release(struct bench *bench)
{
	worker_close(bench->worker);
	close(bench->wake[0]);
	close(bench->wake[1]);
	test_corpus_release(&bench->corpus);
}

/* The next answer, waiting for it. */
static struct answer *next(struct bench *bench)
{
	struct pollfd fd = {.fd = bench->wake[0], .events = POLLIN};
	struct answer *answer;
	char bytes[16];

	while (!(answer = worker_answer(bench->worker))) {
		cr_assert_gt(poll(&fd, 1, 20000), 0, "no answer came");
		while (read(bench->wake[0], bytes, sizeof(bytes)) > 0)
			continue;
	}
	return answer;
}

/* Takes answers until the counts of REQUEST are final; returns its rows. */
static uint32_t rows_of(struct bench *bench, uint64_t request, unsigned *chunks)
{
	uint32_t rows = 0;
	bool ended = false, counted = false;

	*chunks = 0;
	while (!counted) {
		struct answer *answer = next(bench);

		if (answer->request == request && answer->kind == ANSWER_ROWS) {
			cr_expect_not(ended);
			cr_expect_eq(answer->first, *chunks == 0);
			rows += answer->count;
			ended = answer->last;
			(*chunks)++;
		}
		counted = answer->request == request && answer->kind == ANSWER_TIMELINE &&
			  answer->exact;
		answer_free(answer);
	}
	cr_expect(ended, "rows come before the last counts");
	return rows;
}

Test(worker, gives_the_first_rows_by_themselves_and_then_larger_chunks)
{
	struct bench bench;
	unsigned chunks;

	bench_init(&bench, 3000);
	worker_ask(bench.worker, 1, "rain", false);
	cr_expect_eq(rows_of(&bench, 1, &chunks), 1000u);
	cr_expect_geq(chunks, 2u);
	worker_ask(bench.worker, 2, "", false);
	cr_expect_eq(rows_of(&bench, 2, &chunks), 3001u);
	cr_expect_eq(chunks, 1u);
	bench_release(&bench);
}

Test(worker, answers_the_newest_of_many_requests)
{
	struct bench bench;
	unsigned chunks;

	bench_init(&bench, 3000);
	for (uint64_t request = 1; request <= 500; request++)
		worker_ask(bench.worker, request, request % 2 ? "wind" : "rain", false);
	cr_expect_eq(rows_of(&bench, 500, &chunks), 1000u);
	cr_expect_null(worker_answer(bench.worker));
	bench_release(&bench);
}

Test(worker, goes_on_with_the_answer_before_where_a_query_is_refused)
{
	struct bench bench;
	uint32_t rows = 0;
	bool counted = false;

	bench_init(&bench, 3000);
	worker_ask(bench.worker, 1, "rain", false);
	for (uint64_t request = 2; !counted;) {
		struct answer *answer = next(&bench);

		/* Each answer provokes another stop in the middle of the work. */
		if (request < 30)
			worker_ask(bench.worker, request++, "speaker:nobodyatall", false);
		if (answer->kind == ANSWER_ROWS)
			rows += answer->count;
		else if (answer->kind == ANSWER_REFUSED)
			cr_expect_neq(answer->words[0], '\0');
		if (answer->kind == ANSWER_FACETS && answer->exact) {
			uint32_t sum = 0;

			for (size_t i = 0; i < answer->speakers.count; i++)
				sum += answer->speakers.rows[i].count;
			cr_expect_eq(sum, 1000u, "every row is counted once");
		}
		counted = answer->kind == ANSWER_TIMELINE && answer->exact;
		if (counted) {
			cr_assert_eq(answer->timeline.count, 1u, "none has a date");
			cr_expect_eq(answer->timeline.months[0].count, 1000u);
		}
		answer_free(answer);
	}
	cr_expect_eq(rows, 1000u, "each row comes once");
	bench_release(&bench);
}

Test(worker, finds_the_quotes_of_a_talk_while_it_searches)
{
	struct bench bench;
	bool found = false;

	bench_init(&bench, 3000);
	worker_ask(bench.worker, 1, "number", false);
	worker_quotes(bench.worker, 2, 1);
	while (!found) {
		struct answer *answer = next(&bench);

		if (answer->kind == ANSWER_QUOTES) {
			cr_expect_eq(answer->count, 3000u);
			cr_expect_eq(answer->talk, 1u);
			cr_expect_eq(answer->request, 2u);
			found = true;
		}
		answer_free(answer);
	}
	bench_release(&bench);
}

Test(worker, stops_and_answers_again_afterwards)
{
	struct bench bench;
	unsigned chunks;

	bench_init(&bench, 3000);
	for (uint64_t request = 1; request < 100; request += 2) {
		worker_ask(bench.worker, request, "wind", false);
		worker_stop(bench.worker);
	}
	worker_ask(bench.worker, 1000, "rain", false);
	cr_expect_eq(rows_of(&bench, 1000, &chunks), 1000u);
	bench_release(&bench);
}

Test(worker, forgets_what_was_asked_of_another_store)
{
	struct bench bench;
	unsigned chunks;

	bench_init(&bench, 300);
	for (uint64_t request = 1; request < 20; request++) {
		worker_ask(bench.worker, request, "wind", false);
		worker_pick(bench.worker, request + 100, NAMES_SPEAKER, "p", "", false);
		worker_reopen(bench.worker, test_corpus_open(&bench.corpus));
	}
	worker_ask(bench.worker, 1000, "rain", false);
	cr_expect_eq(rows_of(&bench, 1000, &chunks), 100u);
	bench_release(&bench);
}

Test(worker, ends_in_the_middle_of_anything)
{
	for (int i = 0; i < 10; i++) {
		struct bench bench;

		bench_init(&bench, 300);
		worker_ask(bench.worker, 1, "number", false);
		worker_pick(bench.worker, 2, NAMES_SPEAKER, "per", "rain", false);
		worker_quotes(bench.worker, 3, 1);
		if (i % 2)
			answer_free(next(&bench));
		bench_release(&bench);
	}
}

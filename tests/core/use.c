#include "tests/core/use.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>

#include "store/text.h"

struct session *open_session(struct test_corpus *corpus, const char *query)
{
	const char *files[] = {corpus->file}, *shown[] = {"corpus.yaml"};
	struct session_options options = {.store = corpus->store, .files = files, .shown = shown,
					  .file_count = 1, .query = query};
	struct error err = {0};
	struct session *session = session_open(&options, &err);

	cr_assert(session, "%s", err.text);
	return session;
}

void take_some(struct session *session)
{
	struct pollfd fd = {.fd = session_fd(session), .events = POLLIN};

	cr_assert_gt(poll(&fd, 1, 20000), 0, "nothing came; message: %s",
		     session_message(session));
	session_update(session);
}

void settle(struct session *session)
{
	while (session_busy(session))
		take_some(session);
}

void ask(struct session *session, const char *query)
{
	session_ask(session, query, false);
	settle(session);
}

uint32_t total(const struct session *session)
{
	bool exact;
	uint32_t rows = session_total(session, &exact);

	cr_expect(exact);
	return rows;
}

const char *reading(struct session *session)
{
	struct document *document = session_document(session);

	return document ? document_entry(document)->id : "";
}

void expect_reading(struct session *session, const char *id)
{
	cr_expect_str_eq(reading(session), id, "reading '%s', not '%s'", reading(session), id);
}

void go_to(struct session *session, const char *id)
{
	uint32_t rows = total(session);

	for (uint32_t i = 0; i < rows; i++) {
		session_go(session, i);
		if (!strcmp(reading(session), id))
			return;
	}
	cr_assert_fail("no '%s' in the answer", id);
}

void wait_for_quotes(struct session *session)
{
	while (document_waiting(session_document(session)))
		take_some(session);
}

void many(struct test_corpus *corpus, unsigned count)
{
	static const char *const words[] = {"rain", "snow", "wind"};
	struct text yaml = {0};

	text_puts(&yaml, "statements: 1\nquotes:\n");
	for (unsigned i = 0; i < count; i++)
		text_printf(&yaml,
			    "  - {id: q%u, speaker: Person %u, text: %s number%u, topics: [t%u], "
			    "date: %u-%02u-%02u}\n",
			    i, i % 10, words[i % 3], i, i % 3, 1900 + i / 336, i / 28 % 12 + 1,
			    i % 28 + 1);
	test_corpus_init(corpus, text_string(&yaml));
	text_release(&yaml);
}

/*
 * A session used without rest by a random hand, to be built with
 * -fsanitize=thread: asking, picking, reading, stopping and reloading at once.
 * A plain program, since Criterion does not start under that sanitizer.
 *
 *   session ROUNDS [SEED]
 *
 * Ends with 0 where nothing is wrong; the sanitizer ends it otherwise.
 */
#include <assert.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/session.h"
#include "store/load.h"

static const char *const QUERIES[] = {
	"", "rain", "wind sort:oldest", "number sort:best", "speaker:nobody", "date:never",
	"rain OR snow", "-rain", "topic:t1", "nothingatall", "num*",
};

static void write_corpus(const char *path, unsigned count)
{
	static const char *const words[] = {"rain", "snow", "wind"};
	FILE *file = fopen(path, "w");

	assert(file);
	fputs("statements: 1\ntalks: [{id: t, title: Weather}]\nquotes:\n", file);
	for (unsigned i = 0; i < count; i++)
		fprintf(file,
			"  - {id: q%u, speaker: Person %u, talk: t, text: %s number %u, topics: [t%u]}\n",
			i, i % 10, words[i % 3], i, i % 4);
	fclose(file);
}

static void load(const char *file, const char *store)
{
	struct load corpus = {.files = &file, .file_count = 1, .target = store,
			      .fingerprint = "first"};
	struct error err = {0};

	if (load_corpus(&corpus, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
}

static void act(struct session *session, unsigned chance, const char *file)
{
	const char *query = QUERIES[chance / 16 % (sizeof(QUERIES) / sizeof(*QUERIES))];
	struct brief lines[40];
	struct document *document;
	size_t count, total;
	bool flag;

	switch (chance % 16) {
	case 0: case 1: case 2: case 3:
		session_ask(session, query, chance & 256);
		break;
	case 4:
		session_pick(session, chance & 256 ? NAMES_TOPIC : NAMES_SPEAKER, "p");
		break;
	case 5:
		session_pick_end(session);
		break;
	case 6:
		session_open_talk(session);
		break;
	case 7:
		session_same_talk(session, chance & 256 ? 1 : -1);
		break;
	case 8:
		session_back(session);
		break;
	case 9:
		if (chance & 256)
			session_stop(session, 0);
		break;
	case 10:
		if (!(chance & 0x700)) {
			write_corpus(file, 200 + chance / 4096 % 1000);
			session_reload(session);
		}
		break;
	default:
		session_move(session, (int64_t)(chance / 16 % 100) - 50);
		break;
	}
	session_briefs(session, session_cursor(session), 40, lines);
	document = session_document(session);
	if (document)
		document_item(document, document_items(document) - 1);
	session_facets(session, NAMES_TOPIC, &count, &flag);
	session_timeline(session, &flag);
	session_picks(session, &count, &total, &flag);
	session_echo(session);
	session_problem(session);
}

int main(int argc, char **argv)
{
	unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 2000;
	unsigned chance = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1;
	char folder[] = "/tmp/statements-threads-XXXXXX", file[64], store[64];
	const char *files[] = {file};
	struct session_options options = {.store = store, .files = files, .file_count = 1};
	struct error err = {0};
	struct session *session;
	struct pollfd fd = {.events = POLLIN};

	assert(mkdtemp(folder));
	snprintf(file, sizeof(file), "%s/corpus.yaml", folder);
	snprintf(store, sizeof(store), "%s/store.db", folder);
	write_corpus(file, 1000);
	load(file, store);
	session = session_open(&options, &err);
	if (!session) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	fd.fd = session_fd(session);
	for (unsigned i = 0; i < rounds; i++) {
		chance = chance * 1664525 + 1013904223;
		act(session, chance >> 8, file);
		if (chance >> 28 < 12)
			poll(&fd, 1, (int)(chance >> 29));
		session_update(session);
	}
	session_close(session);
	unlink(file);
	unlink(store);
	rmdir(folder);
	return 0;
}

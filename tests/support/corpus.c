#include "tests/support/corpus.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/cache.h"
#include "store/load.h"
#include "store/text.h"

void test_corpus_write(struct test_corpus *corpus, const char *yaml)
{
	free(corpus->file);
	corpus->file = folder_write(&corpus->folder, "corpus.yaml", yaml, strlen(yaml));
}

static void tell(void *context, const struct problem *problem)
{
	text_printf(context, "\n%s:%d:%d: %s", problem->file, (int)problem->line,
		    (int)problem->column, problem->message);
}

void test_corpus_load(struct test_corpus *corpus)
{
	const char *files[] = {corpus->file}, *shown[] = {"corpus.yaml"};
	struct text fingerprint = {0}, problems = {0};
	struct error err = {0};
	struct load load = {
		.files = files,
		.shown = shown,
		.file_count = 1,
		.target = corpus->store,
		.context = &problems,
		.problem = tell,
	};

	cr_assert_eq(cache_fingerprint(files, 1, &fingerprint, &err), 0, "%s", err.text);
	load.fingerprint = text_string(&fingerprint);
	cr_assert_eq(load_corpus(&load, &err), 0, "%s%s", err.text, text_string(&problems));
	text_release(&fingerprint);
	text_release(&problems);
}

void test_corpus_init(struct test_corpus *corpus, const char *yaml)
{
	*corpus = (struct test_corpus){0};
	folder_init(&corpus->folder);
	corpus->store = folder_path(&corpus->folder, "store.db");
	test_corpus_write(corpus, yaml);
	test_corpus_load(corpus);
}

void test_corpus_shipped(struct test_corpus *corpus)
{
	FILE *file = fopen("statements.yaml", "rb");
	struct text yaml = {0};
	char bytes[4096];
	size_t length;

	cr_assert(file, "run the tests in the folder of statements.yaml");
	while ((length = fread(bytes, 1, sizeof(bytes), file)))
		text_add(&yaml, bytes, length);
	fclose(file);
	test_corpus_init(corpus, text_string(&yaml));
	text_release(&yaml);
}

void test_corpus_release(struct test_corpus *corpus)
{
	free(corpus->file);
	free(corpus->store);
	folder_release(&corpus->folder);
	*corpus = (struct test_corpus){0};
}

struct store *test_corpus_open(const struct test_corpus *corpus)
{
	struct error err = {0};
	struct store *store = store_open(corpus->store, &err);

	cr_assert(store, "%s", err.text);
	return store;
}

/*
 * Keys: a script of keys, texts, sizes and pauses (script.h) leaves the screen
 * whole after each of them.
 */
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/script.h"

static struct test_corpus *corpus(void);

static void leave(void)
{
	test_corpus_release(corpus());
}

static struct test_corpus *corpus(void)
{
	static struct test_corpus corpus;

	if (!corpus.file) {
		test_corpus_init(&corpus, CORPUS);
		atexit(leave);
	}
	return &corpus;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	struct browser browser;
	struct error err = {0};

	must(script_open(&browser, corpus()->store, corpus()->file, &err), "%s", err.text);
	script_run(&browser, &bytes);
	script_close(&browser);
	return 0;
}

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "tests/support/corpus.h"
#include "tui/print.h"

static const char YAML[] =
	"statements: 1\n"
	"quotes:\n"
	"- {id: q, speaker: Ada, lang: en, text: one two three, outlet: The Paper of the Town,\n"
	"   translation: {by: The Office of Translation}}\n";

/* On a narrow terminal a label takes more than the columns for labels: then its value
 * stands a blank behind it, also where it is wrapped. */
Test(print, a_label_may_be_longer_than_its_columns)
{
	static const char PICTURE[] =
		"Ada\n"
		"undated\n"
		"\n"
		"“ one two three\n"
		"\n"
		"direct\n"
		"\n"
		"translation by The\n"
		"            Office of\n"
		"            Translation\n"
		"outlet  The Paper of the\n"
		"        Town\n"
		"language en\n"
		"id      q\n"
		"file    corpus.yaml:3\n";
	struct test_corpus corpus;
	struct document *document;
	struct store *store;
	struct text out = {0};

	setlocale(LC_CTYPE, "C.UTF-8");
	test_corpus_init(&corpus, YAML);
	store = test_corpus_open(&corpus);
	document = document_open(store, 1, NULL, NULL);
	cr_assert_not_null(document);
	print_document(document, 24, &out);
	cr_expect_str_eq(text_string(&out), PICTURE, "\n%s", text_string(&out));
	text_release(&out);
	document_close(document);
	store_close(store);
	test_corpus_release(&corpus);
}

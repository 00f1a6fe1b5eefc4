#include "tui/commands.h"

#include <string.h>

#include "core/document.h"
#include "store/search.h"
#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/jsonl.h"
#include "tui/print.h"

static int show_text(struct store *store, uint32_t row, struct text *out, struct error *err)
{
	struct document *document = document_open(store, row, NULL, err);
	const struct entry *entry;
	uint32_t *rows;
	size_t count;
	int result = 0;

	if (!document)
		return -1;
	entry = document_entry(document);
	if (entry->kind == ENTRY_TALK) {
		result = search_talk_quotes(store, entry->talk.number, &rows, &count, err);
		if (result == 0)
			document_quotes(document, rows, count);
	}
	if (result == 0)
		print_document(document, print_columns(), out);
	document_close(document);
	return result;
}

static int show_jsonl(struct store *store, uint32_t row, struct text *out, struct error *err)
{
	struct entry entry = {0};
	int result = store_entry(store, row, &entry, err);

	if (result == 0)
		jsonl_entry(store, &entry, out);
	entry_release(&entry);
	return result;
}

static int show(const struct options *options, struct store *store, int *result,
		struct error *err)
{
	const char *id = options->subject;
	uint32_t row = store_find(store, id, strlen(id));
	struct text out = {0}, near = {0};
	int failed = 0;

	if (row) {
		failed = options->format == FORMAT_JSONL ? show_jsonl(store, row, &out, err)
							 : show_text(store, row, &out, err);
		/* Nothing is printed that lacks what could not be read. */
		if (failed == 0 && (failed = store_trouble(store, err)) == 0)
			cli_put(&out);
	} else if (store_trouble(store, err)) {
		failed = -1;
	} else {
		*result = RESULT_NOTHING;
		if (names_nearest_id(store, id, strlen(id), &near))
			cli_say("no entry has the id '%s' (did you mean '%s'?)", id,
				text_string(&near));
		else
			cli_say("no entry has the id '%s' ('statements search' prints ids)", id);
	}
	text_release(&near);
	text_release(&out);
	return failed;
}

int command_show(const struct options *options)
{
	struct corpus corpus = {0};
	struct error err = {0};
	struct store *store = corpus_open(&corpus, options, &err);
	int result = RESULT_DONE;

	if (!store || show(options, store, &result, &err))
		result = corpus_failed(&corpus, &err);
	store_close(store);
	corpus_release(&corpus);
	return result;
}

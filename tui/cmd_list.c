#include "tui/commands.h"

#include <unistd.h>

#include "store/names.h"
#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/jsonl.h"
#include "tui/print.h"

struct lister {
	const struct options *options;
	struct store *store;
	enum names names;
	bool terminal;
	uint32_t printed;
	struct text out;
};

static int print_one(void *context, const struct name *name)
{
	struct lister *lister = context;

	if (lister->options->limited && lister->printed >= lister->options->limit)
		return 1;
	lister->printed++;
	if (lister->options->format == FORMAT_JSONL)
		jsonl_name(lister->store, lister->names, name, &lister->out);
	else
		print_name(name, !lister->terminal, &lister->out);
	return !cli_put(&lister->out);
}

int command_list(const struct options *options)
{
	struct corpus corpus = {0};
	struct error err = {0};
	struct lister lister = {
		.options = options,
		.store = corpus_open(&corpus, options, &err),
		.names = (enum names)options_list_names(options->subject, NULL),
		.terminal = isatty(STDOUT_FILENO),
	};
	int result = RESULT_DONE;

	if (!lister.store ||
	    names_each(lister.store, lister.names, print_one, &lister, &err) < 0 ||
	    store_trouble(lister.store, &err)) {
		result = corpus_failed(&corpus, &err);
	} else if (!names_count(lister.store, lister.names)) {
		cli_say("there are no %s", options->subject);
		result = RESULT_NOTHING;
	}
	text_release(&lister.out);
	store_close(lister.store);
	corpus_release(&corpus);
	return result;
}

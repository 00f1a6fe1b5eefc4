#include "tui/commands.h"

#include "tui/cli.h"
#include "tui/corpus.h"
#include "tui/loading.h"

static void add_count(struct text *out, unsigned long long number, const char *one)
{
	text_number(out, number);
	text_printf(out, " %s%s", one, number == 1 ? "" : "s");
}

static void summarize(const struct load *load)
{
	struct text line = {0};

	add_count(&line, load->quotes, "quote");
	text_puts(&line, ", ");
	add_count(&line, load->talks, "talk");
	text_puts(&line, ", no errors");
	if (load->warnings) {
		text_puts(&line, ", ");
		add_count(&line, load->warnings, "warning");
	}
	if (load->quotes + load->talks == 0)
		text_puts(&line, "; the corpus is empty");
	text_putc(&line, '\n');
	cli_put(&line);
	text_release(&line);
}

int command_check(const struct options *options)
{
	struct corpus corpus = {0};
	struct error err = {0};
	struct load load = {0};
	int result = RESULT_DONE;

	if (corpus_find(&corpus, options, true, NULL, &err)) {
		result = cli_failed(&err);
		goto out;
	}
	load.files = corpus.files;
	load.shown = corpus.shown;
	load.file_count = corpus.count;
	if (loading_run(&load, &err))
		result = cli_failed(&err);
	else
		summarize(&load);
out:
	corpus_release(&corpus);
	return result;
}

#include <stdio.h>

#include "tui/cli.h"
#include "tui/options.h"
#include "tui/signals.h"
#include "tui/tty.h"

static const char VERSION[] = "1.0.0";

static int print_help(enum command command)
{
	struct text out = {0};

	options_help(command, &out);
	cli_put(&out);
	text_release(&out);
	return RESULT_DONE;
}

static int run(int argc, char **argv)
{
	struct options options;
	struct error err = {0};
	int result;

	if (signals_open(&err))
		return cli_failed(&err);
	if (options_read(&options, argc, argv, &err))
		result = cli_failed(&err);
	else if (options.help)
		result = print_help(options.command);
	else if (options.version)
		result = printf("statements %s\n", VERSION) < 0 ? RESULT_STORE : RESULT_DONE;
	else
		result = COMMANDS[options.command].run(&options);
	options_release(&options);
	return cli_finish(result);
}

int main(int argc, char **argv)
{
	int result;

	tty_standard_descriptors();
	tty_set_locale();
	if (!tty_utf8())
		cli_say("the locale has no UTF-8, so other characters than ASCII are shown as ? or "
			"by their numbers (try LC_ALL=C.UTF-8)");
	result = run(argc, argv);
	if (signals_ending())
		signals_die(signals_ending());
	/* The terminal is given back by now: end by the signal, as a shell expects. */
	if (result > 128)
		signals_die(result - 128);
	return result;
}

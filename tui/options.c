#include "tui/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/distance.h"
#include "store/names.h"
#include "tui/commands.h"

const struct command_info COMMANDS[COMMAND_COUNT] = {
	[COMMAND_BROWSE] = {
		.name = "",
		.usage = "[OPTION]... [FILE]...",
		.help = "browse the corpus; the default",
		.run = command_browse,
	},
	[COMMAND_CHECK] = {
		.name = "check",
		.usage = "check FILE...",
		.help = "tell what is wrong in corpus files",
		.run = command_check,
	},
	[COMMAND_LOAD] = {
		.name = "load",
		.usage = "load -o STORE FILE...",
		.help = "build a store to keep",
		.run = command_load,
	},
	[COMMAND_SEARCH] = {
		.name = "search",
		.usage = "search [OPTION]... QUERY [FILE]...",
		.subject = "a query",
		.help = "print the entries that a query finds",
		.run = command_search,
	},
	[COMMAND_SHOW] = {
		.name = "show",
		.usage = "show [OPTION]... ID [FILE]...",
		.subject = "the id of an entry",
		.help = "print one entry whole",
		.run = command_show,
	},
	[COMMAND_LIST] = {
		.name = "list",
		.usage = "list [OPTION]... speakers|topics|talks|outlets [FILE]...",
		.subject = "what to list (speakers, topics, talks or outlets)",
		.help = "print names and how many entries each has",
		.run = command_list,
	},
};

/* The place of VALUE among WORDS; else -1, and OPTION is told to know only these. */
static int read_choice(const char *option, const char *value, const char *const *words,
		       size_t count, struct error *err)
{
	struct text all = {0};
	const char *near = nearest_word(value, strlen(value), words, count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(value, words[i]) == 0)
			return (int)i;
	for (size_t i = 0; i < count; i++)
		text_printf(&all, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", words[i]);
	if (near)
		error_set(err, ERROR_USAGE, "%s '%s' is not known (did you mean '%s'?)", option,
			  value, near);
	else
		error_set(err, ERROR_USAGE, "%s '%s' is not known; it is %s", option, value,
			  text_string(&all));
	text_release(&all);
	return -1;
}

/* --- what `list` lists --- */

static const struct {
	const char *word;
	enum names names;
} LISTS[] = {
	{"speakers", NAMES_SPEAKER},
	{"topics", NAMES_TOPIC},
	{"talks", NAMES_TALK},
	{"outlets", NAMES_OUTLET},
};
enum { LIST_COUNT = sizeof(LISTS) / sizeof(LISTS[0]) };

int options_list_names(const char *word, struct error *err)
{
	const char *words[LIST_COUNT];
	int found;

	for (size_t i = 0; i < LIST_COUNT; i++)
		words[i] = LISTS[i].word;
	found = read_choice("list", word, words, LIST_COUNT, err);
	return found < 0 ? -1 : (int)LISTS[found].names;
}

/* --- one function an option --- */

static int read_store(struct options *options, const char *value, struct error *err)
{
	(void)err;
	options->store = value;
	return 0;
}

static int read_output(struct options *options, const char *value, struct error *err)
{
	(void)err;
	options->output = value;
	return 0;
}

static int read_query(struct options *options, const char *value, struct error *err)
{
	(void)err;
	options->query = value;
	return 0;
}

static int read_format(struct options *options, const char *value, struct error *err)
{
	static const char *const words[] = {"text", "jsonl"};
	int found = read_choice("--format", value, words, 2, err);

	if (found < 0)
		return -1;
	options->format = (enum format)found;
	return 0;
}

static int read_sort(struct options *options, const char *value, struct error *err)
{
	static const char *const words[] = {
		[SORT_NEWEST] = "newest", [SORT_OLDEST] = "oldest", [SORT_BEST] = "best"};
	int found = read_choice("--sort", value, words, 3, err);

	if (found < 0)
		return -1;
	options->sort = (enum query_sort)found;
	options->sorted = true;
	return 0;
}

static int read_limit(struct options *options, const char *value, struct error *err)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(value, &end, 10);
	/* strtoull would take blanks and a sign. */
	if (value[0] < '0' || value[0] > '9' || *end || errno || number > UINT32_MAX)
		return error_set(err, ERROR_USAGE,
				 "--limit '%s' is no number of entries (0 to 4294967295)", value);
	options->limit = (uint32_t)number;
	options->limited = true;
	return 0;
}

static int read_count(struct options *options, const char *value, struct error *err)
{
	(void)value, (void)err;
	options->count = true;
	return 0;
}

static int read_list_keys(struct options *options, const char *value, struct error *err)
{
	(void)value, (void)err;
	options->list_keys = true;
	return 0;
}

static int read_help(struct options *options, const char *value, struct error *err)
{
	(void)value, (void)err;
	options->help = true;
	return 0;
}

static int read_version(struct options *options, const char *value, struct error *err)
{
	(void)value, (void)err;
	options->version = true;
	return 0;
}

enum {
	IN_BROWSE = 1 << COMMAND_BROWSE,
	IN_LOAD = 1 << COMMAND_LOAD,
	IN_SEARCH = 1 << COMMAND_SEARCH,
	IN_SHOW = 1 << COMMAND_SHOW,
	IN_LIST = 1 << COMMAND_LIST,
	IN_ALL = (1 << COMMAND_COUNT) - 1,
};

const struct option_info OPTIONS[] = {
	{'q', "query", "QUERY", IN_BROWSE, "begin with this query", read_query},
	{'o', "output", "STORE", IN_LOAD, "the store to build", read_output},
	{0, "format", "text|jsonl", IN_SEARCH | IN_SHOW | IN_LIST,
	 "jsonl: one JSON object a line", read_format},
	{0, "limit", "N", IN_SEARCH | IN_LIST,
	 "print at most N (search on a terminal: 20)", read_limit},
	{0, "count", NULL, IN_SEARCH, "print only how many there are", read_count},
	{0, "sort", "newest|oldest|best", IN_SEARCH, "order of the entries", read_sort},
	{0, "store", "PATH", IN_BROWSE | IN_SEARCH | IN_SHOW | IN_LIST,
	 "use this store instead of corpus files", read_store},
	{0, "list-keys", NULL, IN_BROWSE, "print the keys of the browser", read_list_keys},
	{'h', "help", NULL, IN_ALL, "print this", read_help},
	{0, "version", NULL, IN_ALL, "print the version", read_version},
};
const size_t OPTION_COUNT = sizeof(OPTIONS) / sizeof(OPTIONS[0]);

bool option_is_for(const struct option_info *info, enum command command)
{
	return info->commands & 1u << command;
}

/* --- help --- */

static void add_option(const struct option_info *info, struct text *out)
{
	struct text left = {0};

	if (info->letter)
		text_printf(&left, "-%c, ", info->letter);
	else
		text_puts(&left, "    ");
	text_printf(&left, "--%s", info->name);
	if (info->argument)
		text_printf(&left, " %s", info->argument);
	if (left.length > 28)
		text_printf(out, "  %s\n  %28s  %s\n", text_string(&left), "", info->help);
	else
		text_printf(out, "  %-28s  %s\n", text_string(&left), info->help);
	text_release(&left);
}

static void add_options(enum command command, struct text *out)
{
	text_puts(out, "\nOptions:\n");
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_is_for(&OPTIONS[i], command))
			add_option(&OPTIONS[i], out);
}

void options_help(enum command command, struct text *out)
{
	if (command != COMMAND_BROWSE) {
		text_printf(out, "statements %s\n\n  %s\n", COMMANDS[command].usage,
			    COMMANDS[command].help);
		add_options(command, out);
		return;
	}
	text_puts(out, "Browse what people said: quotes and talks from YAML files.\n\n");
	for (int i = 0; i < COMMAND_COUNT; i++) {
		text_printf(out, "statements %s\n", COMMANDS[i].usage);
		text_printf(out, "      %s\n", COMMANDS[i].help);
	}
	add_options(command, out);
	text_puts(out,
		  "\nFILEs are corpus files; - reads standard input.  Without one: --store PATH,\n"
		  "else $STATEMENTS_STORE, else ./statements.yaml.\n"
		  "'statements COMMAND --help' tells the options of a command.\n"
		  "\nExit status: 0 done or found, 1 nothing found, 2 wrong usage, 3 the corpus is\n"
		  "bad, 4 the store cannot be used or the output not be written, 128+n killed by\n"
		  "signal n.\n");
}

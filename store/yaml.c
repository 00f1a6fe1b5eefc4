#include "store/yaml.h"

#include <string.h>
#include <unistd.h>
#include <yaml.h>

#include "store/feed.h"
#include "store/locator.h"
#include "store/memory.h"

/* libyaml holds a whole text in memory, and all that stands between two
 * values may be one; far over every limit of the format it is refused. */
#define BYTES_BETWEEN ((uint64_t)64 << 20)

struct yaml {
	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	struct feed feed;
	/* One for places and one to look behind texts, for each goes forward only: to
	 * go back is to begin the file again. */
	struct locator locator, ahead;
	uint32_t file;
	struct problems *problems;
	unsigned depth;
	bool document, ended, done, broken;
	uint64_t fed, fed_at_event;
	bool endless;		/* BYTES_BETWEEN was reached */
	/* The last text in quotation marks that reached over several lines, which is
	 * often the reason of a syntax error right behind it. */
	struct place long_quoted;
	uint64_t end_chars;	/* where the last text ended, or the document */
	yaml_mark_t root;	/* where the document's value begins */
};

static int give_bytes(void *context, unsigned char *buffer, size_t size, size_t *given)
{
	struct yaml *yaml = context;

	*given = 0;
	if (yaml->fed - yaml->fed_at_event > BYTES_BETWEEN) {
		yaml->endless = true;
		return 0;
	}
	*given = feed_take(&yaml->feed, (char *)buffer, size);
	yaml->fed += *given;
	return *given > 0 || yaml->feed.end == FEED_END;
}

struct yaml *yaml_open(int fd, uint32_t file, struct problems *problems,
		       int (*tick)(void *context, uint64_t bytes), void *context)
{
	struct yaml *yaml = memory_new(1, sizeof(*yaml));

	if (!yaml_parser_initialize(&yaml->parser))
		memory_exhausted();
	yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&yaml->parser, give_bytes, yaml);
	lseek(fd, 0, SEEK_SET);
	feed_init(&yaml->feed, fd);
	yaml->feed.tick = tick;
	yaml->feed.context = context;
	locator_init(&yaml->locator, fd);
	locator_init(&yaml->ahead, fd);
	yaml->file = file;
	yaml->problems = problems;
	return yaml;
}

static void drop_event(struct yaml *yaml)
{
	if (yaml->has_event)
		yaml_event_delete(&yaml->event);
	yaml->has_event = false;
}

void yaml_close(struct yaml *yaml)
{
	if (!yaml)
		return;
	drop_event(yaml);
	yaml_parser_delete(&yaml->parser);
	feed_release(&yaml->feed);
	locator_release(&yaml->locator);
	locator_release(&yaml->ahead);
	free(yaml);
}

static uint32_t clamp(uint64_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static struct place place_of(struct yaml *yaml, const yaml_mark_t *mark)
{
	struct place at = {yaml->file, clamp(mark->line + 1), clamp(mark->column + 1)};

	if (yaml->feed.exotic) {
		yaml->locator.mark = yaml->feed.mark;
		locator_place_char(&yaml->locator, mark->index);
		at.line = yaml->locator.line;
		at.column = yaml->locator.column;
	}
	return at;
}

static struct place place_of_byte(struct yaml *yaml, uint64_t offset)
{
	yaml->locator.mark = yaml->feed.mark;
	locator_place_byte(&yaml->locator, offset);
	return (struct place){yaml->file, yaml->locator.line, yaml->locator.column};
}

/* Something follows the end of the document.  libyaml places it behind the
 * directives that it may begin with. */
static void tell_second_document(struct yaml *yaml)
{
	struct place at = {.file = yaml->file};

	yaml->locator.mark = yaml->feed.mark;
	locator_place_char(&yaml->locator, yaml->end_chars);
	locator_skip_blanks(&yaml->locator);
	at.line = yaml->locator.line;
	at.column = yaml->locator.column;
	problems_error(yaml->problems, at, "a second document (a corpus file holds one)");
}

/* Tells the feed's reason to stop, where it has one. */
static bool tell_refusal(struct yaml *yaml)
{
	const struct feed *feed = &yaml->feed;

	switch (feed->end) {
	case FEED_BAD:
		/* Whoever sees bytes that are no text believes nothing before them. */
		problems_forget_file(yaml->problems, yaml->file);
		problems_error(yaml->problems, place_of_byte(yaml, feed->refused), "%s",
			       feed->why);
		return true;
	case FEED_DIRECTIVE:
		problems_error(yaml->problems, place_of_byte(yaml, feed->refused),
			       "a directive other than %%YAML is not supported (remove the "
			       "line)");
		return true;
	case FEED_TRAILING:
		tell_second_document(yaml);
		return true;
	case FEED_ERROR:
	case FEED_STOPPED:
		return true;
	case FEED_GOES_ON:
	case FEED_END:
		break;
	}
	return false;
}

/* What to do about the mistakes that writers make most, which libyaml names in
 * its own terms, as a problem or as what it was doing; `alone` where the advice says all. */
static const struct advice {
	const char *problem, *advice;
	bool alone;
} ADVICE[] = {
	{"undefined tag handle",
	 "a tag is not supported (a text that begins with ! needs quotation marks)", true},
	{"ing a tag", "a tag is not supported (a text that begins with ! needs quotation marks)",
	 true},
	{"ing an anchor",
	 "an anchor is not supported (a text that begins with & needs quotation marks)", true},
	{"ing an alias",
	 "an alias is not supported (a text that begins with * needs quotation marks)", true},
	{"mapping values are not allowed",
	 "(a text with a colon and a blank needs quotation marks)", false},
	{"cannot start any token", "(a text that begins so needs quotation marks)", false},
	{"block sequence entries are not allowed",
	 "(a text that begins with a dash needs quotation marks)", false},
	{"mapping keys are not allowed",
	 "(a text that begins with a question mark needs quotation marks)", false},
	{"did not find expected comment or line break",
	 "(a text behind | or > begins in the next line)", false},
	{"found a tab character", "(indent with blanks, not with a tab)", false},
	{"invalid Unicode character escape",
	 "this escape is no character (write the character itself)", true},
};

static bool is_at_tab(struct yaml *yaml)
{
	yaml->ahead.mark = yaml->feed.mark;
	locator_to_char(&yaml->ahead, yaml->parser.problem_mark.index);
	return locator_byte(&yaml->ahead) == '\t';
}

/* A byte order mark that begins the line of MARK, as where two files were put together, moves
 * what follows it there by a column, so that libyaml misses something else. */
static bool tell_misplaced_mark(struct yaml *yaml, const yaml_mark_t *mark)
{
	static const char bom[] = "\xef\xbb\xbf";
	yaml_mark_t start = {mark->index - mark->column, mark->line, 0};

	yaml->ahead.mark = yaml->feed.mark;
	locator_to_char(&yaml->ahead, start.index);
	for (size_t i = 0; i + 1 < sizeof(bom); i++)
		if (locator_byte(&yaml->ahead) != (unsigned char)bom[i])
			return false;
	problems_error(yaml->problems, place_of(yaml, &start),
		       "a byte order mark, U+FEFF, within the file (remove it)");
	return true;
}

static void tell_syntax(struct yaml *yaml)
{
	const yaml_parser_t *parser = &yaml->parser;
	const char *problem = parser->problem ? parser->problem : "cannot be read as YAML";
	const char *context = parser->context;
	struct place at = place_of(yaml, &parser->problem_mark);

	if (context && strcmp(context, "while scanning a quoted scalar") == 0 &&
	    (strstr(problem, "end of stream") || strstr(problem, "document indicator"))) {
		problems_error(yaml->problems, place_of(yaml, &parser->context_mark),
			       "this quotation mark is never closed");
		return;
	}
	if (strstr(problem, "did not find expected") &&
	    (tell_misplaced_mark(yaml, &parser->problem_mark) ||
	     (context && tell_misplaced_mark(yaml, &parser->context_mark))))
		return;
	if (yaml->long_quoted.line && yaml->long_quoted.line != at.line) {
		problems_error(yaml->problems, at,
			       "%s (the text in quotation marks that begins at %u:%u ends just "
			       "before: is its closing mark missing?)", problem,
			       (unsigned)yaml->long_quoted.line,
			       (unsigned)yaml->long_quoted.column);
		return;
	}
	if (strstr(problem, "cannot start any token") && is_at_tab(yaml)) {
		problems_error(yaml->problems, at, "%s (indent with blanks, not with a tab)",
			       problem);
		return;
	}
	for (size_t i = 0; i < sizeof(ADVICE) / sizeof(ADVICE[0]); i++) {
		if (!strstr(problem, ADVICE[i].problem) &&
		    !(context && strstr(context, ADVICE[i].problem)))
			continue;
		problems_error(yaml->problems, at, "%s%s%s", ADVICE[i].alone ? "" : problem,
			       ADVICE[i].alone ? "" : " ", ADVICE[i].advice);
		return;
	}
	if (context) {
		struct place from = place_of(yaml, &parser->context_mark);

		problems_error(yaml->problems, at, "%s %s that begins at %u:%u", problem,
			       context, (unsigned)from.line, (unsigned)from.column);
		return;
	}
	problems_error(yaml->problems, at, "%s", problem);
}

static void tell_failure(struct yaml *yaml)
{
	if (yaml->endless) {
		problems_error(yaml->problems, place_of(yaml, &yaml->parser.mark),
			       "more than 64 MiB without a value (is a quotation mark never "
			       "closed?)");
		return;
	}
	if (yaml->parser.error == YAML_MEMORY_ERROR)
		memory_exhausted();
	/* A reader's error of libyaml itself cannot be: the feed let nothing pass. */
	if (yaml->parser.error == YAML_READER_ERROR && tell_refusal(yaml))
		return;
	if (!yaml->ended)
		tell_syntax(yaml);
	else if (!tell_misplaced_mark(yaml, &yaml->root))
		tell_second_document(yaml);
}

/* The next event of libyaml that is not one of the stream's; false at the end. */
static bool pull(struct yaml *yaml)
{
	for (;;) {
		drop_event(yaml);
		if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
			tell_failure(yaml);
			yaml->broken = true;
			return false;
		}
		yaml->has_event = true;
		yaml->fed_at_event = yaml->fed;
		switch (yaml->event.type) {
		case YAML_STREAM_START_EVENT:
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (yaml->document) {
				tell_second_document(yaml);
				yaml->broken = true;
				return false;
			}
			yaml->document = true;
			break;
		case YAML_DOCUMENT_END_EVENT:
			feed_document_ended(&yaml->feed);
			yaml->end_chars = yaml->event.end_mark.index;
			yaml->ended = true;
			break;
		case YAML_STREAM_END_EVENT:
		case YAML_NO_EVENT:
			yaml->done = true;
			return false;
		default:
			return true;
		}
	}
}

static void refuse_sign(struct yaml *yaml, struct place at, const yaml_char_t *anchor,
			const yaml_char_t *tag)
{
	if (anchor)
		problems_error(yaml->problems, at,
			       "an anchor, '&%s', is not supported (a text that begins with & "
			       "needs quotation marks)",
			       shown((const char *)anchor, strlen((const char *)anchor)).text);
	else if (tag)
		problems_error(yaml->problems, at,
			       "a tag, '%s', is not supported (a text that begins with ! needs "
			       "quotation marks)",
			       shown((const char *)tag, strlen((const char *)tag)).text);
}

static void open_level(struct yaml *yaml, struct item *item, enum item_kind kind)
{
	item->kind = kind;
	if (!yaml->depth)
		yaml->root = yaml->event.start_mark;
	if (++yaml->depth <= YAML_DEPTH)
		return;
	problems_error(yaml->problems, item->at, "nested deeper than %d levels", YAML_DEPTH);
	yaml->broken = true;
	item->kind = ITEM_BROKEN;
}

static void take_scalar(struct yaml *yaml, struct item *item)
{
	const yaml_event_t *event = &yaml->event;
	yaml_scalar_style_t style = event->data.scalar.style;

	item->kind = ITEM_TEXT;
	item->text = (const char *)event->data.scalar.value;
	item->length = event->data.scalar.length;
	item->plain = style == YAML_PLAIN_SCALAR_STYLE;
	item->quoted = style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	refuse_sign(yaml, item->at, event->data.scalar.anchor, event->data.scalar.tag);
	yaml->end_chars = event->end_mark.index;
	yaml->long_quoted.line = 0;
	if ((item->quoted || style == YAML_SINGLE_QUOTED_SCALAR_STYLE) &&
	    event->end_mark.line > event->start_mark.line)
		yaml->long_quoted = item->at;
	if (item->quoted && memchr(item->text, '\0', item->length)) {
		problems_error(yaml->problems, item->at, "a text with NUL, U+0000 (remove it)");
		item->kind = ITEM_REFUSED;
	}
}

void yaml_next(struct yaml *yaml, struct item *item)
{
	*item = (struct item){.kind = yaml->broken ? ITEM_BROKEN : ITEM_DONE};
	if (yaml->broken || yaml->done)
		return;
	if (!pull(yaml)) {
		if (yaml->broken)
			item->kind = ITEM_BROKEN;
		return;
	}
	item->at = place_of(yaml, &yaml->event.start_mark);
	switch (yaml->event.type) {
	case YAML_SCALAR_EVENT:
		take_scalar(yaml, item);
		break;
	case YAML_SEQUENCE_START_EVENT:
		refuse_sign(yaml, item->at, yaml->event.data.sequence_start.anchor,
			    yaml->event.data.sequence_start.tag);
		open_level(yaml, item, ITEM_LIST);
		break;
	case YAML_MAPPING_START_EVENT:
		refuse_sign(yaml, item->at, yaml->event.data.mapping_start.anchor,
			    yaml->event.data.mapping_start.tag);
		open_level(yaml, item, ITEM_MAP);
		break;
	case YAML_ALIAS_EVENT:
		item->kind = ITEM_REFUSED;
		problems_error(yaml->problems, item->at,
			       "an alias, '*%s', is not supported (a text that begins with * "
			       "needs quotation marks)",
			       shown((const char *)yaml->event.data.alias.anchor,
				     strlen((const char *)yaml->event.data.alias.anchor)).text);
		break;
	default:
		item->kind = ITEM_END;
		yaml->depth--;
	}
}

void yaml_skip(struct yaml *yaml, const struct item *item)
{
	struct item inner;
	unsigned outside = yaml->depth - 1;

	if (item->kind != ITEM_LIST && item->kind != ITEM_MAP)
		return;
	while (yaml->depth > outside && !yaml->broken)
		yaml_next(yaml, &inner);
}

bool yaml_cut_by_comment(struct yaml *yaml)
{
	int byte;

	yaml->ahead.mark = yaml->feed.mark;
	locator_to_char(&yaml->ahead, yaml->end_chars);
	do
		byte = locator_byte(&yaml->ahead);
	while (byte == ' ' || byte == '\t');
	return byte == '#';
}

int yaml_failure(const struct yaml *yaml, const char *name, struct error *err)
{
	if (yaml->feed.end == FEED_ERROR && yaml->broken)
		return error_set(err, ERROR_CORPUS, "cannot read '%s': %s", name,
				 strerror(yaml->feed.error));
	if (yaml->feed.end == FEED_STOPPED && yaml->broken)
		return error_set(err, ERROR_STOPPED, "stopped");
	return 0;
}

#include "core/parse.h"

#include <stdlib.h>
#include <string.h>

#include "core/scan.h"
#include "store/token.h"
#include "store/utf8.h"

enum {
	DEPTH_MOST = 64,
	TEXT_MOST = 64 * 1024,
	QUOTED_BYTES = 60,	/* of what a message repeats */
};

/*
 *	either   = every { OR every }
 *	every    = close { close }
 *	close    = single { NEAR single }
 *	single   = [ - ] ( words | field | "(" either ")" )
 *
 * Every function returns NULL where nothing was asked.
 */
struct parser {
	const char *text;
	size_t length;
	size_t at;
	struct lexeme next;
	size_t end;		/* of the last lexeme taken */
	bool typing;
	unsigned depth;
	const struct ask_node *chain;	/* the last AND that was made of NEARs */
	struct ask *ask;
};

struct nodes {
	struct ask_node **at;
	size_t count, cap;
};

static struct ask_node *read_either(struct parser *p);

/* Reads on; a closing bracket where none is open is not there. */
static void scan_on(struct parser *p)
{
	do
		scan_next(p->text, p->length, &p->at, &p->next);
	while (p->next.kind == LEX_CLOSE && !p->depth);
}

static struct lexeme take(struct parser *p)
{
	struct lexeme taken = p->next;

	p->end = taken.end;
	scan_on(p);
	return taken;
}

/* Only the first thing that is wrong is said.  Empties PROBLEM. */
static void complain(struct parser *p, struct text *problem)
{
	if (p->ask->problem)
		text_release(problem);
	else
		p->ask->problem = text_detach(problem);
}

static void complain_that(struct parser *p, const char *what)
{
	struct text problem = {0};

	text_puts(&problem, what);
	complain(p, &problem);
}

static void put_typed(const struct parser *p, size_t start, size_t end, struct text *out)
{
	size_t cut = utf8_cut(p->text + start, end - start, QUOTED_BYTES);

	text_putc(out, '\'');
	text_add(out, p->text + start, cut);
	text_puts(out, cut < end - start ? "…'" : "'");
}

static struct ask_node *new_node(struct parser *p, enum ask_op op, size_t start)
{
	struct ask_node *node = arena_new(&p->ask->arena, 1, sizeof(*node));

	node->op = op;
	node->start = start;
	node->end = p->end;
	return node;
}

static void add_node(struct nodes *nodes, struct ask_node *node)
{
	if (!node)
		return;
	nodes->at = memory_room(nodes->at, nodes->count, &nodes->cap, sizeof(*nodes->at));
	nodes->at[nodes->count++] = node;
}

/* One node of all the nodes: itself where it is one.  Releases NODES. */
static struct ask_node *join(struct parser *p, enum ask_op op, size_t start, struct nodes *nodes)
{
	struct ask_node *node = nodes->count ? nodes->at[0] : NULL;

	if (nodes->count > 1) {
		node = new_node(p, op, start);
		node->kid_count = nodes->count;
		node->kids = arena_new(&p->ask->arena, nodes->count, sizeof(*nodes->at));
		memcpy(node->kids, nodes->at, nodes->count * sizeof(*nodes->at));
	}
	free(nodes->at);
	return node;
}

/* Whether NODE narrows nothing.  As one side of OR, or behind a minus, it
 * would stand for all or for nothing, which nobody who types `a OR "` means. */
static bool asks_nothing(const struct ask_node *node)
{
	if (node->op == ASK_PHRASE)
		return node->word_count == 0;
	if (node->op == ASK_FIELD)
		return node->field == FIELD_SORT;
	if (node->op != ASK_AND)
		return false;
	for (size_t i = 0; i < node->kid_count; i++)
		if (!asks_nothing(node->kids[i]))
			return false;
	return true;
}

/* --- words --- */

/* Whether what stands at the end of LEXEME is still being typed. */
static bool is_growing(const struct parser *p, const struct lexeme *lexeme, size_t last)
{
	return p->typing && lexeme->to == p->length && last == lexeme->to;
}

static struct ask_node *make_phrase(struct parser *p, const struct lexeme *lexeme)
{
	struct ask_node *node = new_node(p, ASK_PHRASE, lexeme->start);
	const char *text = p->text + lexeme->from;
	size_t length = lexeme->to - lexeme->from;
	const char **words = NULL;
	size_t cap = 0, at = 0;
	struct token token = {0};
	bool star = lexeme->star;

	while (token_next(text, length, &at, &token)) {
		words = memory_room(words, node->word_count, &cap, sizeof(*words));
		words[node->word_count++] = arena_copy(&p->ask->arena, token.word, token.length);
	}
	node->quoted = lexeme->quoted;
	node->from = lexeme->from;
	node->to = lexeme->to;
	if (!node->word_count)
		return node;
	node->words = arena_new(&p->ask->arena, node->word_count, sizeof(*words));
	memcpy((void *)node->words, words, node->word_count * sizeof(*words));
	free(words);
	if (!lexeme->quoted)
		star = memchr(text + token.end, '*', length - token.end) != NULL;
	/* Such a character is a word, so none begins with it but itself. */
	node->prefix = !token.ideograph &&
		       (star || is_growing(p, lexeme, lexeme->from + token.end));
	return node;
}

/* --- fields --- */

static struct ask_node *unknown_field(struct parser *p, const struct lexeme *lexeme)
{
	const char *near = field_nearest(p->text + lexeme->start, lexeme->name_end - lexeme->start);
	struct text problem = {0};

	text_puts(&problem, "unknown field ");
	put_typed(p, lexeme->start, lexeme->name_end, &problem);
	if (near)
		text_printf(&problem, " (did you mean '%s'?)", near);
	else
		text_puts(&problem, " (to look for words with a colon, put them in quotation marks)");
	complain(p, &problem);
	return new_node(p, ASK_PHRASE, lexeme->start);
}

/* The value without blanks at its ends and without NULs. */
static const char *copy_value(struct parser *p, const struct lexeme *lexeme)
{
	const char *from = p->text + lexeme->from, *to = p->text + lexeme->to;
	char *value;

	while (from < to && (unsigned char)*from <= ' ')
		from++;
	while (to > from && (unsigned char)to[-1] <= ' ')
		to--;
	value = arena_copy(&p->ask->arena, from, (size_t)(to - from));
	for (char *c = value; c < value + (to - from); c++)
		if (!*c)
			*c = ' ';
	return value;
}

/* Whether the value of LEXEME, which was taken, can still become another. */
static bool is_open(const struct parser *p, const struct lexeme *lexeme)
{
	bool closed = lexeme->quoted && !lexeme->unclosed;

	return p->typing && (lexeme->from == lexeme->to || (lexeme->to == p->length && !closed));
}

static struct ask_node *leave_out(struct parser *p, enum field field, struct text *problem)
{
	text_clear(problem);
	text_printf(problem, "%s:%s — %s", FIELDS[field].name, FIELDS[field].value,
		    FIELDS[field].help);
	free(p->ask->unfinished);
	p->ask->unfinished = text_detach(problem);
	return NULL;
}

static struct ask_node *make_field(struct parser *p, const struct lexeme *lexeme)
{
	struct text problem = {0};
	struct ask_node *node;
	enum field field;

	if (!field_find(p->text + lexeme->start, lexeme->name_end - lexeme->start, &field))
		return unknown_field(p, lexeme);
	node = new_node(p, ASK_FIELD, lexeme->start);
	node->field = field;
	node->value = copy_value(p, lexeme);
	if (!*node->value) {
		text_printf(&problem, "'%s:' needs a value (%s)", FIELDS[field].name,
			    FIELDS[field].value);
	} else if (field_check(node, &p->ask->sort, &problem)) {
		p->ask->sorted |= field == FIELD_SORT;
		return node;
	}
	if (is_open(p, lexeme))
		return leave_out(p, field, &problem);
	complain(p, &problem);
	return node;
}

/* --- grammar --- */

static struct ask_node *read_group(struct parser *p)
{
	size_t start = p->next.start;
	struct ask_node *node;

	if (p->depth == DEPTH_MOST) {
		complain_that(p, "brackets stand more than 64 deep in each other");
		take(p);
		return NULL;
	}
	p->depth++;
	take(p);
	node = read_either(p);
	p->depth--;
	if (p->next.kind == LEX_CLOSE)
		take(p);
	/* Its brackets belong to what has parts; round one word they are nothing. */
	if (node && node->kid_count) {
		node->start = start;
		node->end = p->end;
	}
	return node;
}

static struct ask_node *read_plain(struct parser *p, bool operators_are_words)
{
	struct lexeme lexeme = p->next;

	if (lexeme.kind == LEX_OPEN)
		return read_group(p);
	take(p);
	if (lexeme.kind == LEX_FIELD)
		return make_field(p, &lexeme);
	if (lexeme.kind == LEX_NEAR && lexeme.slash && !operators_are_words)
		return NULL;
	if (lexeme.kind != LEX_WORDS) {
		/* NEAR or OR where it joins nothing. */
		lexeme.from = lexeme.start;
		lexeme.to = lexeme.end;
	}
	return make_phrase(p, &lexeme);
}

static struct ask_node *read_single(struct parser *p)
{
	size_t start = p->next.start;
	struct ask_node *kid, *node;

	if (p->next.kind != LEX_MINUS)
		return read_plain(p, false);
	take(p);
	kid = read_plain(p, true);
	if (!kid)
		return NULL;
	if (kid->op == ASK_FIELD && kid->field == FIELD_SORT)
		complain_that(p, "an order cannot be left out: 'sort:' stands without a minus");
	if (asks_nothing(kid)) {
		kid->start = start;
		return kid;
	}
	node = new_node(p, ASK_NOT, start);
	node->kids = arena_new(&p->ask->arena, 1, sizeof(*node->kids));
	node->kids[0] = kid;
	node->kid_count = 1;
	return node;
}

static bool begins_single(const struct lexeme *lexeme)
{
	return lexeme->kind == LEX_OPEN || lexeme->kind == LEX_MINUS ||
	       lexeme->kind == LEX_WORDS || lexeme->kind == LEX_FIELD;
}

static bool is_phrase(const struct ask_node *node)
{
	return node && node->op == ASK_PHRASE && node->word_count;
}

/* `a NEAR b NEAR c` asks for a near b, and b near c. */
static struct ask_node *read_close(struct parser *p)
{
	struct nodes pairs = {0};
	size_t start = p->next.start, end;
	struct ask_node *left = read_single(p), *node;

	end = p->end;
	while (p->next.kind == LEX_NEAR) {
		struct lexeme near = take(p);
		struct ask_node *right, *pair;

		if (near.wrong && !(p->typing && near.end == p->length))
			complain_that(p, "'NEAR/' needs a number of words, as in 'NEAR/5'");
		if (!begins_single(&p->next))
			continue;
		right = read_single(p);
		if (!right || asks_nothing(right))
			continue;
		if (!left || asks_nothing(left)) {
			left = right;
			end = p->end;
			continue;
		}
		if (!is_phrase(left) || !is_phrase(right))
			complain_that(p, "'NEAR' stands between words or phrases only");
		end = p->end;
		pair = new_node(p, ASK_NEAR, pairs.count ? left->start : start);
		pair->distance = near.distance;
		pair->kids = arena_new(&p->ask->arena, 2, sizeof(*pair->kids));
		pair->kids[0] = left;
		pair->kids[1] = right;
		pair->kid_count = 2;
		add_node(&pairs, pair);
		left = right;
	}
	if (!pairs.count)
		return left;
	node = join(p, ASK_AND, start, &pairs);
	node->end = end;
	if (node->op == ASK_AND)
		p->chain = node;
	return node;
}

static struct ask_node *read_every(struct parser *p)
{
	size_t start = p->next.start;
	struct nodes nodes = {0};

	while (p->next.kind != LEX_END && p->next.kind != LEX_OR && p->next.kind != LEX_CLOSE)
		add_node(&nodes, read_close(p));
	return join(p, ASK_AND, start, &nodes);
}

static struct ask_node *read_either(struct parser *p)
{
	size_t start = p->next.start;
	struct ask_node *node = read_every(p), *idle = NULL;
	struct nodes nodes = {0};

	while (node || p->next.kind == LEX_OR) {
		if (node && asks_nothing(node))
			idle = node;
		else
			add_node(&nodes, node);
		if (p->next.kind != LEX_OR)
			break;
		take(p);
		node = read_every(p);
	}
	return nodes.count ? join(p, ASK_OR, start, &nodes) : idle;
}

/* A chain at the top is one part of the query, not as many as it has pairs. */
static struct ask_node *wrap_chain(struct parser *p, struct ask_node *chain)
{
	struct ask_node *node = new_node(p, ASK_AND, chain->start);

	node->kids = arena_new(&p->ask->arena, 1, sizeof(*node->kids));
	node->kids[0] = chain;
	node->kid_count = 1;
	node->end = chain->end;
	return node;
}

void parse_query(const char *text, size_t length, bool typing, struct ask *ask)
{
	struct parser p = {.length = length, .typing = typing, .ask = ask};

	*ask = (struct ask){.text = memory_copy(text, length)};
	p.text = ask->text;
	if (length > TEXT_MOST) {
		complain_that(&p, "a query has at most 64 KiB");
		return;
	}
	scan_on(&p);
	ask->root = read_either(&p);
	if (ask->root && ask->root == p.chain)
		ask->root = wrap_chain(&p, ask->root);
}

void ask_release(struct ask *ask)
{
	free(ask->text);
	free(ask->problem);
	free(ask->unfinished);
	arena_release(&ask->arena);
	*ask = (struct ask){0};
}

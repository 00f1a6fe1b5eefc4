#include "tests/support/invent.h"

#include <stdio.h>
#include <string.h>

#include "store/token.h"

#define LENGTH(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/* Few words, so that they meet; several scripts, cases, accents, and what is
 * typed without a blank but cut into several words. */
static const char *const WORDS[] = {
	"peace", "Peace", "war", "warm", "wars", "café", "CAFE", "straße", "STRASSE", "don't",
	"COVID-19", "a", "b", "Москва", "москва", "мой", "мои", "資料", "個人資料保護", "保護",
	"ひと", "שלום", "سلام", "हिन्दी", "한국", "2024", "İstanbul", "ﬁne",
};

static const char *const NAMES[] = {
	"Anthony Blinken", "Antony Blinken", "Andrii Sybiha", "Joe Biden", "Ann Bling",
	"José Ángel", "Иван Мой", "唐鳳", "Ministry of Peace", "War and Peace Ltd",
};

static const char *const TOPICS[] = {
	"peace", "peace/talks", "peace/talks/war", "war", "war/air", "air", "資料",
};

static const char *const DATES[] = {
	"2024", "2024-11", "2024-11-13", "2024-11-14", "2024?-11-13", "2023", "2023-12-31",
	"201X", "2004-21", "2024-24", "2004/", "/2004", "2020/..", "../2015",
	"2023-06/2024-02", "-0044-03-15", "9999",
};

/* What may stand behind date:, as two dates of which one may be missing. */
static const char *const ASKED[][2] = {
	{"2024", "2024"}, {"2024-11", "2024-11"}, {"2024-11-13", "2024-11-13"},
	{"2024-11", "2025"}, {NULL, "2015"}, {"2015", NULL}, {"2004", "2023"}, {"201X", "201X"},
	{"-0044-03-15", "-0044-03-15"}, {"2024-11-14", NULL}, {NULL, "2024-11-13"},
	{"2024-02-29", NULL}, {"2024-12-31", "2024-12-31"}, {"2019-12-31", "2022"},
	{"2004-05-31", "2004-06"}, {"2024-03", "2024-10"},
};

static const char *const OUTLETS[] = {"The Peace Post", "Post", "MSNBC Morning", "Радио Мой"};
static const char *const PLACES[] = {"Brussels", "Kyiv", "New York"};
static const char *const COUNTRIES[] = {"Belgium", "Ukraine", "New Zealand"};
static const char *const LANGS[] = {"en", "en-GB", "uk", "zh-TW"};

static const char *pick(struct chance *chance, const char *const *list, uint32_t count)
{
	return list[chance_below(chance, count)];
}

#define PICK(chance, list) pick(chance, list, LENGTH(list))

static const char *maybe(struct chance *chance, const char *const *list, uint32_t count)
{
	return chance_one_in(chance, 2) ? pick(chance, list, count) : NULL;
}

#define MAYBE(chance, list) maybe(chance, list, LENGTH(list))

/* --- a corpus --- */

static const char *invent_text(struct chance *chance, struct arena *arena, uint32_t most)
{
	static const char *const BETWEEN[] = {" ", " ", " ", " ", ", ", "\n", " [", "] ", " “", "” ", "-"};
	struct text text = {0};
	const char *copy;
	uint32_t count = 1 + chance_below(chance, most);

	for (uint32_t i = 0; i < count; i++) {
		text_puts(&text, PICK(chance, WORDS));
		text_puts(&text, PICK(chance, BETWEEN));
	}
	copy = arena_copy(arena, text.data, text.length);
	text_release(&text);
	return copy;
}

static struct numbers invent_numbers(struct chance *chance, struct arena *arena, size_t of,
				     uint32_t most)
{
	uint32_t count = of ? chance_below(chance, most + 1) : 0;
	uint32_t *numbers = arena_new(arena, most + 1, sizeof(*numbers));
	size_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = 1 + chance_below(chance, (uint32_t)of);
		bool seen = false;

		for (size_t k = 0; k < kept; k++)
			seen = seen || numbers[k] == number;
		if (!seen)
			numbers[kept++] = number;
	}
	return (struct numbers){numbers, kept};
}

static void invent_speakers(struct chance *chance, struct corpus *corpus)
{
	corpus->speaker_count = 1 + chance_below(chance, 6);
	corpus->speakers = arena_new(&corpus->arena, corpus->speaker_count,
				     sizeof(*corpus->speakers));
	for (size_t i = 0; i < corpus->speaker_count; i++) {
		struct speaker *speaker = &corpus->speakers[i];
		const char **aliases = arena_new(&corpus->arena, 2, sizeof(*aliases));
		char id[32];
		int length = snprintf(id, sizeof(id), chance_one_in(chance, 4) ? "bl%zu" : "s-%zu", i);

		speaker->id = arena_copy(&corpus->arena, id, (size_t)length);
		speaker->name = PICK(chance, NAMES);
		speaker->alias_count = chance_below(chance, 3);
		for (size_t k = 0; k < speaker->alias_count; k++)
			aliases[k] = PICK(chance, NAMES);
		speaker->aliases = aliases;
	}
}

static void invent_topics(struct chance *chance, struct corpus *corpus)
{
	corpus->topic_count = LENGTH(TOPICS);
	corpus->topics = arena_new(&corpus->arena, corpus->topic_count, sizeof(*corpus->topics));
	for (size_t i = 0; i < corpus->topic_count; i++) {
		struct topic *topic = &corpus->topics[i];
		const char *slash = strrchr(TOPICS[i], '/');

		topic->id = TOPICS[i];
		topic->label = MAYBE(chance, WORDS);
		for (size_t k = 0; slash && k < i; k++)
			if (strlen(TOPICS[k]) == (size_t)(slash - TOPICS[i]) &&
			    strncmp(TOPICS[k], TOPICS[i], strlen(TOPICS[k])) == 0)
				topic->parent = (uint32_t)k + 1;
	}
}

static void invent_sources(struct chance *chance, struct corpus *corpus)
{
	corpus->source_count = chance_below(chance, 4);
	corpus->sources = arena_new(&corpus->arena, corpus->source_count + 1,
				    sizeof(*corpus->sources));
	for (size_t i = 0; i < corpus->source_count; i++) {
		struct source *source = &corpus->sources[i];
		char id[32];
		int length = snprintf(id, sizeof(id), "report-%zu", i);

		if (chance_one_in(chance, 2))
			source->id = arena_copy(&corpus->arena, id, (size_t)length);
		source->title = MAYBE(chance, WORDS);
		source->outlet = MAYBE(chance, OUTLETS);
		source->author = MAYBE(chance, NAMES);
	}
}

static void invent_talk(struct chance *chance, struct corpus *corpus, struct talk *talk,
			uint32_t number)
{
	struct arena *arena = &corpus->arena;
	size_t parts = chance_below(chance, 3), items = chance_below(chance, 4);
	struct participant *participants = arena_new(arena, parts + 1, sizeof(*participants));
	struct agenda_item *agenda = arena_new(arena, items + 1, sizeof(*agenda));

	for (size_t i = 0; i < parts; i++)
		participants[i].speaker =
			1 + chance_below(chance, (uint32_t)corpus->speaker_count);
	for (size_t i = 0; i < items; i++) {
		agenda[i].text = invent_text(chance, arena, 6);
		agenda[i].topic = chance_below(chance, (uint32_t)corpus->topic_count + 1);
	}
	*talk = (struct talk){
		.number = number,
		.kind = chance_below(chance, (uint32_t)VOCABULARY_TALK.count),
		.title = invent_text(chance, arena, 4),
		.place = MAYBE(chance, PLACES),
		.country = MAYBE(chance, COUNTRIES),
		.summary = chance_one_in(chance, 2) ? invent_text(chance, arena, 8) : NULL,
		.participants = participants,
		.participant_count = parts,
		.agenda = agenda,
		.agenda_count = items,
		.topics = invent_numbers(chance, arena, corpus->topic_count, 2),
	};
}

static void invent_quote(struct chance *chance, struct corpus *corpus, struct quote *quote)
{
	struct arena *arena = &corpus->arena;

	*quote = (struct quote){
		.speaker = 1 + chance_below(chance, (uint32_t)corpus->speaker_count),
		.text = invent_text(chance, arena, chance_one_in(chance, 5) ? 40 : 8),
		.speech = 1 + chance_below(chance, (uint32_t)VOCABULARY_SPEECH.count - 1),
		.to = invent_numbers(chance, arena, corpus->speaker_count, 2),
		.about = invent_numbers(chance, arena, corpus->speaker_count, 2),
		.topics = invent_numbers(chance, arena, corpus->topic_count, 2),
		.talk = chance_below(chance, (uint32_t)corpus->talk_count + 1),
		.status = chance_below(chance, (uint32_t)VOCABULARY_STATUS.count),
	};
}

void invent_corpus(struct chance *chance, size_t count, struct corpus *corpus)
{
	uint32_t talk = 0;

	*corpus = (struct corpus){.entry_count = count};
	invent_speakers(chance, corpus);
	invent_topics(chance, corpus);
	invent_sources(chance, corpus);
	corpus->entries = arena_new(&corpus->arena, corpus->entry_count + 1,
				    sizeof(*corpus->entries));
	for (size_t i = 0; i < corpus->entry_count; i++) {
		corpus->entries[i].kind = chance_one_in(chance, 4) ? ENTRY_TALK : ENTRY_QUOTE;
		corpus->talk_count += corpus->entries[i].kind == ENTRY_TALK;
	}
	corpus->talks = arena_new(&corpus->arena, corpus->talk_count + 1, sizeof(*corpus->talks));
	for (size_t i = 0; i < corpus->entry_count; i++) {
		struct entry *entry = &corpus->entries[i];
		char id[32];
		int length = snprintf(id, sizeof(id), "e%zu", i);

		entry->id = arena_copy(&corpus->arena, id, (size_t)length);
		entry->date = MAYBE(chance, DATES);
		entry->days = DAYS_NONE;
		if (entry->date)
			edtf_parse(entry->date, strlen(entry->date), &entry->days, NULL);
		entry->outlet = MAYBE(chance, OUTLETS);
		entry->lang = MAYBE(chance, LANGS);
		entry->source = chance_below(chance, (uint32_t)corpus->source_count + 1);
		entry->line = (uint32_t)i + 1;
		if (entry->kind == ENTRY_TALK) {
			corpus->talks[talk] = i;
			invent_talk(chance, corpus, &entry->talk, ++talk);
		} else {
			invent_quote(chance, corpus, &entry->quote);
		}
	}
}

void corpus_release(struct corpus *corpus)
{
	arena_release(&corpus->arena);
	*corpus = (struct corpus){0};
}

/* --- a query --- */

static struct ask_node *new_node(struct corpus *corpus, enum ask_op op, size_t kids)
{
	struct ask_node *node = arena_new(&corpus->arena, 1, sizeof(*node));

	node->op = op;
	node->kids = arena_new(&corpus->arena, kids + 1, sizeof(*node->kids));
	node->kid_count = kids;
	return node;
}

/* TYPED as a phrase: with two words or with CLOSED in quotation marks. */
static struct ask_node *phrase_of(struct corpus *corpus, const char *typed, bool quoted,
				  bool prefix, struct text *out)
{
	struct ask_node *node = new_node(corpus, ASK_PHRASE, 0);
	const char **words = arena_new(&corpus->arena, strlen(typed) + 1, sizeof(*words));
	struct token token;
	size_t offset = 0;

	while (token_next(typed, strlen(typed), &offset, &token))
		words[node->word_count++] = arena_copy(&corpus->arena, token.word, token.length);
	node->words = words;
	node->prefix = prefix;
	text_printf(out, quoted ? "\"%s\"" : prefix ? "%s*" : "%s", typed);
	return node;
}

/* The first letters of a word. */
static void put_beginning(struct chance *chance, struct text *out, const char *word)
{
	size_t length = strlen(word), cut = 1 + chance_below(chance, (uint32_t)length);

	while (cut < length && ((unsigned char)word[cut] & 0xc0) == 0x80)
		cut++;
	if (word[cut - 1] == '\'' || word[cut - 1] == '-')
		cut--;
	text_add(out, word, cut);
}

static struct ask_node *invent_phrase(struct chance *chance, struct corpus *corpus,
				      struct text *out)
{
	struct text typed = {0};
	struct ask_node *node;
	bool quoted = chance_one_in(chance, 3), prefix = false;

	if (!quoted && chance_one_in(chance, 3)) {
		prefix = true;
		put_beginning(chance, &typed, PICK(chance, WORDS));
	} else {
		text_puts(&typed, PICK(chance, WORDS));
		while (quoted && chance_one_in(chance, 2))
			text_printf(&typed, " %s", PICK(chance, WORDS));
	}
	node = phrase_of(corpus, typed.data, quoted, prefix, out);
	text_release(&typed);
	return node;
}

static struct ask_node *invent_near(struct chance *chance, struct corpus *corpus,
				    struct text *out)
{
	struct ask_node *node = new_node(corpus, ASK_NEAR, 2);

	node->kids[0] = invent_phrase(chance, corpus, out);
	if (chance_one_in(chance, 4)) {
		node->distance = 10;
		text_puts(out, " NEAR ");
	} else {
		node->distance = chance_below(chance, 6);
		text_printf(out, " NEAR/%u ", node->distance);
	}
	node->kids[1] = invent_phrase(chance, corpus, out);
	return node;
}

static struct ask_node *invent_date(struct chance *chance, struct corpus *corpus,
				    struct text *out)
{
	struct ask_node *node = new_node(corpus, ASK_FIELD, 0);
	const char *const *dates = ASKED[chance_below(chance, LENGTH(ASKED))];
	struct days from = {DAY_FIRST, DAY_LAST}, to = {DAY_FIRST, DAY_LAST};

	if (dates[0])
		edtf_parse(dates[0], strlen(dates[0]), &from, NULL);
	if (dates[1])
		edtf_parse(dates[1], strlen(dates[1]), &to, NULL);
	node->days = (struct days){from.first, to.last};
	node->field = FIELD_DATE;
	if (dates[0] == dates[1]) {
		text_printf(out, "date:%s", dates[0]);
	} else if (!dates[1] && chance_one_in(chance, 2)) {
		node->field = FIELD_AFTER;
		text_printf(out, "after:%s", dates[0]);
	} else if (!dates[0] && chance_one_in(chance, 2)) {
		node->field = FIELD_BEFORE;
		text_printf(out, "before:%s", dates[1]);
	} else {
		text_printf(out, "date:%s..%s", dates[0] ? dates[0] : "",
			    dates[1] ? dates[1] : "");
	}
	return node;
}

/* A name that somebody bears, whole or a word of it or that word's beginning. */
static void put_name(struct chance *chance, struct text *out, const char *name, bool beginning)
{
	const char *blank = strchr(name, ' ');

	if (!chance_one_in(chance, 3))
		text_puts(out, name);
	else if (beginning)
		put_beginning(chance, out, blank && chance_one_in(chance, 2) ? blank + 1 : name);
	else
		text_puts(out, blank ? blank + 1 : name);
}

static const struct entry *some_entry(struct chance *chance, const struct corpus *corpus,
				      enum entry_kind kind)
{
	for (int tries = 0; corpus->entry_count && tries < 8; tries++) {
		const struct entry *entry =
			&corpus->entries[chance_below(chance, (uint32_t)corpus->entry_count)];

		if (entry->kind == kind)
			return entry;
	}
	return NULL;
}

static void put_speaker(struct chance *chance, const struct corpus *corpus, struct text *out)
{
	const struct speaker *speaker =
		&corpus->speakers[chance_below(chance, (uint32_t)corpus->speaker_count)];

	if (chance_one_in(chance, 3))
		text_puts(out, speaker->id);
	else if (speaker->alias_count && chance_one_in(chance, 2))
		put_name(chance, out, speaker->aliases[0], true);
	else
		put_name(chance, out, speaker->name, true);
}

static void put_topic(struct chance *chance, const struct corpus *corpus, struct text *out)
{
	const struct topic *topic =
		&corpus->topics[chance_below(chance, (uint32_t)corpus->topic_count)];

	if (topic->label && chance_one_in(chance, 2))
		put_name(chance, out, topic->label, true);
	else
		put_name(chance, out, topic->id, false);
}

/* Appends a value for FIELD that somebody or something in the corpus has;
 * nothing where there is none. */
static void put_value(struct chance *chance, const struct corpus *corpus, enum field field,
		      struct text *out)
{
	const struct entry *talk = some_entry(chance, corpus, ENTRY_TALK);
	const struct entry *quote = some_entry(chance, corpus, ENTRY_QUOTE);
	const struct entry *entry = talk && chance_one_in(chance, 2) ? talk : quote;
	const struct source *source;

	switch (field) {
	case FIELD_SPEAKER:
	case FIELD_WITH:
	case FIELD_TO:
	case FIELD_ABOUT:
		put_speaker(chance, corpus, out);
		break;
	case FIELD_TOPIC:
		put_topic(chance, corpus, out);
		break;
	case FIELD_TALK:
		if (talk)
			text_puts(out, talk->id);
		break;
	case FIELD_OUTLET:
		if (entry && entry->outlet)
			put_name(chance, out, entry->outlet, false);
		break;
	case FIELD_PLACE:
		if (talk && talk->talk.place)
			text_puts(out, talk->talk.place);
		else if (talk && talk->talk.country)
			put_name(chance, out, talk->talk.country, false);
		break;
	case FIELD_SOURCE:
		if (!entry || !entry->source)
			break;
		source = &corpus->sources[entry->source - 1];
		if (source->author)
			put_name(chance, out, source->author, false);
		else if (source->id)
			text_puts(out, source->id);
		break;
	case FIELD_LANG:
		if (entry && entry->lang)
			text_add(out, entry->lang, chance_one_in(chance, 2) ? 2 : strlen(entry->lang));
		break;
	case FIELD_KIND:
		if (chance_one_in(chance, 2))
			text_puts(out, chance_one_in(chance, 2) ? "quote" : "talk");
		else
			text_puts(out, vocabulary_word(
				&VOCABULARY_TALK,
				1 + chance_below(chance, (uint32_t)VOCABULARY_TALK.count - 1)));
		break;
	case FIELD_SPEECH:
		text_puts(out, vocabulary_word(
			&VOCABULARY_SPEECH,
			1 + chance_below(chance, (uint32_t)VOCABULARY_SPEECH.count - 1)));
		break;
	case FIELD_STATUS:
		text_puts(out, vocabulary_word(
			&VOCABULARY_STATUS,
			1 + chance_below(chance, (uint32_t)VOCABULARY_STATUS.count - 1)));
		break;
	case FIELD_ID:
		if (entry)
			text_puts(out, entry->id);
		break;
	default:
		break;
	}
}

/* As typed; the names of the program's table are said again here on purpose. */
static const char *const TYPED[FIELD_COUNT] = {
	[FIELD_SPEAKER] = "speaker", [FIELD_WITH] = "with", [FIELD_TO] = "to",
	[FIELD_ABOUT] = "about", [FIELD_TOPIC] = "topic", [FIELD_TALK] = "talk",
	[FIELD_OUTLET] = "outlet", [FIELD_PLACE] = "place", [FIELD_SOURCE] = "source",
	[FIELD_LANG] = "lang", [FIELD_KIND] = "kind", [FIELD_SPEECH] = "speech",
	[FIELD_STATUS] = "status", [FIELD_ID] = "id",
};

static struct ask_node *invent_field(struct chance *chance, struct corpus *corpus,
				     struct text *out, enum field field)
{
	struct text value = {0};
	struct ask_node *node;

	if (!TYPED[field])
		return invent_date(chance, corpus, out);
	put_value(chance, corpus, field, &value);
	if (!value.length) {
		text_release(&value);
		return invent_phrase(chance, corpus, out);
	}
	node = new_node(corpus, ASK_FIELD, 0);
	node->field = field;
	node->value = arena_copy(&corpus->arena, value.data, value.length);
	text_printf(out, strchr(value.data, ' ') ? "%s:\"%s\"" : "%s:%s", TYPED[field],
		    value.data);
	text_release(&value);
	return node;
}

static struct ask_node *invent_leaf(struct chance *chance, struct corpus *corpus,
				    struct text *out, bool negated)
{
	struct ask_node *near;

	switch (chance_below(chance, 8)) {
	case 0:
		text_puts(out, negated ? "(" : "");
		near = invent_near(chance, corpus, out);
		text_puts(out, negated ? ")" : "");
		return near;
	case 1:
	case 2:
		return invent_field(chance, corpus, out, chance_below(chance, FIELD_COUNT));
	case 3:
		return invent_date(chance, corpus, out);
	default:
		return invent_phrase(chance, corpus, out);
	}
}

/* A tree under AND or OR (or NOT, or at the top); brackets stand where the
 * language needs them: NEAR binds most tightly, then the minus, the blank, OR. */
static struct ask_node *invent_tree(struct chance *chance, struct corpus *corpus,
				    struct text *out, enum ask_op under, unsigned depth)
{
	enum ask_op op = chance_one_in(chance, 2) ? ASK_AND : ASK_OR;
	struct ask_node *node;
	bool brackets;

	if (!depth || chance_one_in(chance, 3))
		return invent_leaf(chance, corpus, out, under == ASK_NOT);
	if (under != ASK_NOT && chance_one_in(chance, 4)) {
		node = new_node(corpus, ASK_NOT, 1);
		text_putc(out, '-');
		node->kids[0] = invent_tree(chance, corpus, out, ASK_NOT, depth - 1);
		return node;
	}
	if (op == under)
		op = op == ASK_AND ? ASK_OR : ASK_AND;
	node = new_node(corpus, op, 2 + chance_below(chance, 3));
	brackets = under == ASK_NOT || (under == ASK_AND && op == ASK_OR) ||
		   (under == ASK_OR && chance_one_in(chance, 2));
	if (brackets)
		text_putc(out, '(');
	for (size_t i = 0; i < node->kid_count; i++) {
		if (i)
			text_puts(out, op == ASK_AND ? " " : " OR ");
		/* A field is often repeated, since that means something of its own. */
		if (i && node->kids[i - 1]->op == ASK_FIELD && chance_one_in(chance, 2))
			node->kids[i] = invent_field(chance, corpus, out,
						     node->kids[i - 1]->field);
		else
			node->kids[i] = invent_tree(chance, corpus, out, op, depth - 1);
	}
	if (brackets)
		text_putc(out, ')');
	return node;
}

struct ask_node *invent_query(struct chance *chance, struct corpus *corpus, struct text *out)
{
	/* ASK_FIELD stands for the top, under which nothing needs brackets. */
	return invent_tree(chance, corpus, out, ASK_FIELD, chance_below(chance, 4));
}

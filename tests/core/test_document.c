#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "store/search.h"
#include "tests/support/corpus.h"
#include "tests/support/spent.h"

static const char *const ROLES[] = {
	[PARA_TITLE] = "title",	      [PARA_BYLINE] = "byline",	  [PARA_FIELD] = "field",
	[PARA_HEADING] = "heading",   [PARA_TEXT] = "text",	  [PARA_ORIGINAL] = "original",
	[PARA_SUMMARY] = "summary",   [PARA_ITEM] = "item",	  [PARA_SPEAKER] = "speaker",
	[PARA_FOOT] = "foot",
};

/* Writes item I a paragraph a line: an empty line above where there is one, the
 * role, the label, the text with [matches], and the entry that Enter goes to. */
static void draw_item(struct document *document, struct store *store, size_t i, struct text *out)
{
	const struct item *item = document_item(document, i);

	for (size_t p = 0; p < item->count; p++) {
		const struct paragraph *paragraph = &item->paragraphs[p];
		size_t at = 0;

		text_printf(out, "%s%s ", paragraph->blank_before ? "\n" : "",
			    ROLES[paragraph->role]);
		if (paragraph->label)
			text_printf(out, "<%s> ", paragraph->label);
		for (size_t m = 0; m < paragraph->match_count; m++) {
			const struct match *match = &paragraph->matches[m];

			text_add(out, paragraph->text + at, match->start - at);
			text_puts(out, "[[");
			text_add(out, paragraph->text + match->start, match->end - match->start);
			text_puts(out, "]]");
			at = match->end;
		}
		text_add(out, paragraph->text + at, paragraph->length - at);
		if (paragraph->link) {
			struct entry entry = {0};

			cr_assert_eq(store_entry(store, paragraph->link, &entry, NULL), 0);
			text_printf(out, " -> %s", entry.id);
			entry_release(&entry);
		}
		text_putc(out, '\n');
	}
}

static struct document *open_id(struct store *store, const char *id, const struct ask *ask)
{
	struct error err = {0};
	uint32_t row = store_find(store, id, strlen(id));
	struct document *document;

	cr_assert(row, "no entry '%s'", id);
	document = document_open(store, row, ask, &err);
	cr_assert(document, "%s", err.text);
	return document;
}

static void expect_item(const struct test_corpus *corpus, const char *id, const char *query,
			const char *picture)
{
	struct store *store = test_corpus_open(corpus);
	struct text got = {0};
	struct document *document;
	struct ask ask;

	parse_query(query, strlen(query), false, &ask);
	document = open_id(store, id, &ask);
	draw_item(document, store, 0, &got);
	cr_expect_str_eq(text_string(&got), picture, "\n%s", text_string(&got));
	text_release(&got);
	document_close(document);
	ask_release(&ask);
	store_close(store);
}

Test(document, shows_a_quote_with_its_words_before_its_fields)
{
	struct test_corpus corpus;

	test_corpus_shipped(&corpus);
	expect_item(&corpus, "blinken-standing-strongly", "country feet*",
		    "title Anthony Blinken, the Secretary of State\n"
		    "byline Interview with MSNBC Morning · undated · paragraph 7 -> msnbc-interview\n"
		    "\n"
		    "text It's a [[country]] [Ukraine – ed.] standing strongly as an independent "
		    "[[country]]. It was not erased from the map. That's what Putin wanted to do. "
		    "He's failed. It can stand strongly on its own [[feet]] militarily, "
		    "economically, democratically. That's the best possible rebuke to Putin. And "
		    "I know President Trump will want to get a good deal going forward,\n"
		    "\n"
		    "foot direct · Ukraine's independence, Peace negotiations\n"
		    "\n"
		    "field <about> Putin, Donald Trump\n"
		    "field <talk> Interview with MSNBC Morning -> msnbc-interview\n"
		    "field <outlet> MSNBC Morning (from the talk)\n"
		    "field <source> \"Ukrainians have to make fundamental decisions about carrying "
		    "on the fight or looking to negotiate and try to bring this to a ceasefire\" – "
		    "Blinken · article (the file's default)\n"
		    "field <source id> report\n"
		    "field <language> en (the file's default)\n"
		    "field <id> blinken-standing-strongly\n"
		    "field <file> corpus.yaml:147\n");
	test_corpus_release(&corpus);
}

Test(document, shows_a_talk_with_participants_agenda_and_summary)
{
	struct test_corpus corpus;

	test_corpus_shipped(&corpus);
	expect_item(&corpus, "brussels-talks", "winter",
		    "title Talks of Andrii Sybiha and Anthony Blinken in Brussels\n"
		    "byline meeting · Brussels, Belgium · November 13\n"
		    "\n"
		    "heading Participants\n"
		    "item Andrii Sybiha, Ukraine's Minister of Foreign Affairs · participant\n"
		    "item Anthony Blinken, US Secretary of State · participant\n"
		    "\n"
		    "heading Agenda\n"
		    "summary The two diplomats focused on several key topics:\n"
		    "item Enhancing Ukraine's defense capabilities · Ukraine's defense capabilities\n"
		    "item Strengthening the country's air defense in preparation for [[winter]] · "
		    "Air defense\n"
		    "item The need for long-range weapons for Ukraine's Defense Forces · Long-range "
		    "weapons\n"
		    "item Ukraine's Euro-Atlantic integration efforts · Euro-Atlantic integration\n"
		    "item Working towards a comprehensive, just, and lasting peace · Peace "
		    "negotiations\n"
		    "\n"
		    "heading Summary\n"
		    "summary During his visit to Belgium on November 13, Ukraine's Minister of "
		    "Foreign Affairs, Andrii Sybiha, held crucial talks with US Secretary of State "
		    "Anthony Blinken in Brussels.\n"
		    "\n"
		    "field <source> \"Ukrainians have to make fundamental decisions about carrying "
		    "on the fight or looking to negotiate and try to bring this to a ceasefire\" – "
		    "Blinken · article (the file's default)\n"
		    "field <source id> report\n"
		    "field <date> 2024?-11-13, stated as “November 13”\n"
		    "field <date note> The source gives no year; 2024 follows from \"current US "
		    "President Joe Biden\" and the \"new administration of Donald Trump\".\n"
		    "field <language> en (the file's default)\n"
		    "field <id> brussels-talks\n"
		    "field <file> corpus.yaml:57\n");
	test_corpus_release(&corpus);
}

Test(document, gives_the_quotes_of_a_talk_when_they_are_known)
{
	struct test_corpus corpus;
	struct store *store;
	struct document *document;
	struct text got = {0};
	uint32_t *rows;
	size_t count;

	test_corpus_shipped(&corpus);
	store = test_corpus_open(&corpus);
	document = open_id(store, "brussels-talks", NULL);
	cr_expect(document_waiting(document));
	cr_expect_eq(document_items(document), 1u);
	cr_assert_eq(search_talk_quotes(store, document_entry(document)->talk.number, &rows,
					&count, NULL), 0);
	document_quotes(document, rows, count);
	cr_expect_not(document_waiting(document));
	cr_assert_eq(document_items(document), 3u);
	draw_item(document, store, 1, &got);
	draw_item(document, store, 2, &got);
	cr_expect_str_eq(
		text_string(&got),
		"\nheading Quotes (2) -> sybiha-night-attack\n"
		"\nspeaker Andrii Sybiha, Minister · last paragraph -> sybiha-night-attack\n"
		"text Minister Sybiha briefed Blinken on the devastating impact of Russia's "
		"large-scale night attack on Kyiv and other Ukrainian cities, which involved 96 "
		"drones and missiles, including ballistic ones. -> sybiha-night-attack\n"
		"\nspeaker Andrii Sybiha, Minister of Foreign Affairs of Ukraine (role inferred) · "
		"last paragraph -> sybiha-war-crimes\n"
		"text He condemned the attacks on civilians, emphasizing that Russia's actions "
		"were clear war crimes targeting innocent people, including families and "
		"children. -> sybiha-war-crimes\n",
		"\n%s", text_string(&got));
	text_release(&got);
	document_close(document);
	store_close(store);
	test_corpus_release(&corpus);
}

Test(document, warns_of_a_retracted_quote_above_its_text_and_tells_who_translated)
{
	struct test_corpus corpus;

	test_corpus_init(&corpus,
			 "statements: 1\n"
			 "quotes:\n"
			 "  - id: q\n"
			 "    speaker: Ada\n"
			 "    text: All is well.\n"
			 "    date: 1843\n"
			 "    status: retracted\n"
			 "    lang: en\n"
			 "    url: https://example.org/a\n"
			 "    original: {lang: fr, text: Tout va bien.}\n"
			 "    translation: {by: Luigi, kind: human}\n"
			 "    note: Said in jest.\n");
	expect_item(&corpus, "q", "well",
		    "title Ada\n"
		    "field <status> retracted\n"
		    "byline 1843\n"
		    "\n"
		    "text All is [[well]].\n"
		    "\n"
		    "heading Original (fr)\n"
		    "original Tout va bien.\n"
		    "\n"
		    "foot direct\n"
		    "\n"
		    "field <translation> human, by Luigi\n"
		    "field <url> https://example.org/a\n"
		    "field <date> 1843\n"
		    "field <language> en\n"
		    "field <note> Said in jest.\n"
		    "field <id> q\n"
		    "field <file> corpus.yaml:3\n");
	test_corpus_release(&corpus);
}

Test(document, infers_a_role_only_where_one_covers_every_day)
{
	static const struct {
		const char *id, *speaker;
	} rows[] = {
		{"in-office", "Kim, the Mayor (role inferred)"},
		{"before", "Kim, Clerk of Springfield (role inferred)"},
		{"half", "Kim"},	/* the year reaches beyond the role */
		{"both", "Kim"},	/* two roles */
		{"stated", "Kim, witness"},
		{"undated", "Kim"},
	};
	struct test_corpus corpus;
	struct store *store;

	test_corpus_init(&corpus,
			 "statements: 1\n"
			 "speakers:\n"
			 "  - id: kim\n"
			 "    name: Kim\n"
			 "    roles:\n"
			 "      - {title: Clerk, of: Springfield, from: 2001, to: 2004}\n"
			 "      - {title: Mayor of Springfield, short: the Mayor, from: 2004-06-01}\n"
			 "quotes:\n"
			 "  - {id: in-office, speaker: kim, text: a, date: 2010}\n"
			 "  - {id: before, speaker: kim, text: b, date: 2002-02-02}\n"
			 "  - {id: half, speaker: kim, text: c, date: 2000/2002}\n"
			 "  - {id: both, speaker: kim, text: d, date: 2004-07-01}\n"
			 "  - {id: stated, speaker: kim, text: e, date: 2010, as: witness}\n"
			 "  - {id: undated, speaker: kim, text: f}\n");
	store = test_corpus_open(&corpus);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct document *document = open_id(store, rows[i].id, NULL);
		struct text got = {0};

		document_speaker(store, document_entry(document), &got);
		cr_expect_str_eq(text_string(&got), rows[i].speaker, "%s: %s", rows[i].id,
				 text_string(&got));
		text_release(&got);
		document_close(document);
	}
	store_close(store);
	test_corpus_release(&corpus);
}

/* Two speakers whose numbers are as far apart as what is kept of speakers, and some more. */
Test(document, tells_speakers_apart_however_many_were_asked_for)
{
	struct text yaml = {0};
	struct test_corpus corpus;
	struct store *store;

	text_puts(&yaml, "statements: 1\nquotes:\n");
	for (int i = 0; i < 200; i++)
		text_printf(&yaml, "  - {id: q%d, speaker: S%d, text: a}\n", i, i);
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	for (int i = 0; i < 200 * 64; i++) {
		int number = i / 2 % 200 + (i % 2 ? 64 : 0);
		struct text got = {0}, want = {0};
		struct entry entry = {0};

		text_printf(&want, "q%d", number % 200);
		cr_assert_eq(store_entry(store, store_find(store, want.data, want.length), &entry,
					 NULL), 0);
		document_speaker(store, &entry, &got);
		text_clear(&want);
		text_printf(&want, "S%d", number % 200);
		cr_assert_str_eq(text_string(&got), text_string(&want));
		entry_release(&entry);
		text_release(&got);
		text_release(&want);
	}
	store_close(store);
	text_release(&yaml);
	test_corpus_release(&corpus);
}

/* Kibibytes that reading may take. */
enum { MEMORY_MOST = 64 * 1024 };

/* Else a file of roles and quotes, half and half, would take its size squared to print. */
Test(document, reads_the_roles_of_a_speaker_once_for_all_quotes)
{
	enum { ROLES_OF_ONE = 20000, QUOTES = 2000 };
	struct text yaml = {0}, got = {0};
	struct test_corpus corpus;
	struct store *store;
	struct spent spent;

	text_puts(&yaml, "statements: 1\nspeakers:\n  - id: a\n    name: Ada\n    roles:\n");
	for (int i = 0; i < ROLES_OF_ONE; i++)
		text_printf(&yaml, "      - {title: r%d, to: 1900}\n", i);
	text_puts(&yaml, "quotes:\n");
	for (int i = 0; i < QUOTES; i++)
		text_puts(&yaml, "  - {speaker: a, text: b, date: 2024}\n");
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	spent_begin(&spent);
	for (uint32_t row = 1; row <= QUOTES; row++) {
		struct entry entry = {0};

		cr_assert_eq(store_entry(store, row, &entry, NULL), 0);
		text_clear(&got);
		document_speaker(store, &entry, &got);
		cr_assert_str_eq(text_string(&got), "Ada");
		entry_release(&entry);
	}
	spent_end(&spent);
	spent_expect(&spent, "reading", 2.0, MEMORY_MOST);
	store_close(store);
	text_release(&yaml);
	text_release(&got);
	test_corpus_release(&corpus);
}

/* The same within one talk: many roles, of one who takes part many times. */
Test(document, reads_the_roles_of_a_participant_once)
{
	enum { ROLES_OF_ONE = 3000, TIMES = 3000 };
	struct text yaml = {0};
	struct test_corpus corpus;
	struct store *store;
	struct document *document;
	const struct item *item;
	struct spent spent;

	text_puts(&yaml, "statements: 1\nspeakers:\n  - id: a\n    name: Ada\n    roles:\n"
			 "      - {title: judge, from: 2020}\n");
	for (int i = 0; i < ROLES_OF_ONE; i++)
		text_printf(&yaml, "      - {title: r%d, to: 1900}\n", i);
	text_puts(&yaml, "  - {id: b, name: Bob, roles: [{title: clerk}]}\n"
			 "talks:\n  - {id: t, title: T, date: 2024, participants: [");
	for (int i = 0; i < TIMES; i++)
		text_puts(&yaml, "a, {speaker: a, as: host}, b, ");
	text_puts(&yaml, "]}\n");
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	spent_begin(&spent);
	document = open_id(store, "t", NULL);
	item = document_item(document, 0);
	spent_end(&spent);
	cr_assert_gt(item->count, 3u * TIMES);
	for (size_t i = 0, at = 0; i < item->count; i++) {
		static const char *const WANT[] = {
			"Ada, judge (role inferred)", "Ada, host", "Bob, clerk (role inferred)"};

		if (item->paragraphs[i].role == PARA_ITEM)
			cr_assert_str_eq(item->paragraphs[i].text, WANT[at++ % 3]);
	}
	spent_expect(&spent, "reading", 1.0, MEMORY_MOST);
	document_close(document);
	store_close(store);
	text_release(&yaml);
	test_corpus_release(&corpus);
}

/* The bytes of a talk's document whose COUNT participants and agenda items bear a name, a role
 * and a topic of 60,000 letters. */
static size_t bytes_of_long_names(int count, bool cut)
{
	struct text yaml = {0}, name = {0};
	struct test_corpus corpus;
	struct store *store;
	struct document *document;
	const struct item *item;
	size_t bytes = 0, gaps = 0;

	for (int i = 0; i < 60000 / 2; i++)
		text_puts(&name, "é");
	text_printf(&yaml, "statements: 1\nspeakers:\n  - {id: a, name: %s, roles: [{title: %s}]}\n"
		    "topics:\n  - {id: t, label: %s}\ntalks:\n  - id: k\n    title: T\n"
		    "    participants: [", text_string(&name), text_string(&name),
		    text_string(&name));
	for (int i = 0; i < count; i++)
		text_puts(&yaml, i % 2 ? "a, " : "{speaker: a, part: host}, ");
	text_puts(&yaml, "]\n    agenda: [");
	for (int i = 0; i < count; i++)
		text_puts(&yaml, "{text: point, topic: t}, ");
	text_puts(&yaml, "]\n");
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	document = open_id(store, "k", NULL);
	item = document_item(document, 0);
	for (size_t i = 0; i < item->count; i++) {
		const char *text = item->paragraphs[i].text;

		bytes += item->paragraphs[i].length;
		gaps += item->paragraphs[i].role == PARA_ITEM && strstr(text, "é…");
	}
	cr_expect_eq(gaps, cut ? 2 * (size_t)count : 0, "%d: %zu", count, gaps);
	document_close(document);
	store_close(store);
	text_release(&yaml);
	text_release(&name);
	test_corpus_release(&corpus);
	return bytes;
}

Test(document, cuts_long_names_only_where_very_many_are_listed)
{
	cr_expect_gt(bytes_of_long_names(100, false), 3u * 100 * 60000);
	cr_expect_leq(bytes_of_long_names(1500, true), 3u * 9 * 1024 * 1024);
}

Test(document, lends_an_item_until_64_others_were_asked_for)
{
	struct text yaml = {0};
	struct test_corpus corpus;
	struct store *store;
	struct document *document;
	const struct item *first;
	const char *said;
	uint32_t *rows;
	size_t count;

	text_puts(&yaml, "statements: 1\n"
			 "talks: [{id: t, title: Long}]\n"
			 "quotes:\n");
	for (int i = 0; i < 300; i++)
		text_printf(&yaml, "  - {speaker: A, talk: t, text: words %d}\n", i);
	test_corpus_init(&corpus, text_string(&yaml));
	store = test_corpus_open(&corpus);
	document = open_id(store, "t", NULL);
	cr_assert_eq(search_talk_quotes(store, document_entry(document)->talk.number, &rows,
					&count, NULL), 0);
	document_quotes(document, rows, count);
	for (size_t i = 1; i < 100; i++)
		document_item(document, i);
	first = document_item(document, 200);
	said = first->paragraphs[first->count - 1].text;
	for (size_t i = 1; i < 64; i++)
		document_item(document, i);
	cr_expect_str_eq(said, "words 199");
	cr_expect_eq(document_item(document, 200), first, "it was made again");
	for (size_t i = 1; i < document_items(document); i++) {
		struct text want = {0};
		const struct item *item = document_item(document, i);

		text_printf(&want, "words %zu", i - 1);
		cr_expect_str_eq(item->paragraphs[item->count - 1].text, text_string(&want));
		text_release(&want);
	}
	document_close(document);
	store_close(store);
	test_corpus_release(&corpus);
	text_release(&yaml);
}

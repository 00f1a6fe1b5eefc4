/* What load_corpus makes of a good corpus, read back from the store. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/names.h"
#include "tests/support/trial.h"

#define V "statements: 1\n"

/* The id of the source, "in place" for one without an id, "none". */
static const char *source_of(struct trial *trial, const struct entry *entry, struct arena *arena)
{
	struct source source = {0};
	struct error err = {0};

	if (!entry->source)
		return "none";
	cr_assert_eq(store_source(trial->store, entry->source, arena, &source, &err), 0, "%s",
		     err.text);
	return source.id ? source.id : "in place";
}

static const char *speaker_name(struct trial *trial, uint32_t number, struct arena *arena)
{
	struct speaker speaker = {0};
	struct error err = {0};

	cr_assert_eq(store_speaker(trial->store, number, arena, &speaker, &err), 0, "%s",
		     err.text);
	return speaker.name;
}

static const char *or_none(const char *text)
{
	return text ? text : "none";
}

/* An entry's date, outlet, source and lang, each with its origin. */
static char *lineage(struct trial *trial, const char *id)
{
	static const char *const origins[] = {"stated", "talk", "source", "default"};
	struct entry entry;
	struct arena arena = {0};
	struct text out = {0};

	trial_entry(trial, id, &entry);
	text_printf(&out, "%s %s, %s %s, %s %s, %s %s", or_none(entry.date),
		    origins[entry.date_from], or_none(entry.outlet), origins[entry.outlet_from],
		    source_of(trial, &entry, &arena), origins[entry.source_from],
		    or_none(entry.lang), origins[entry.lang_from]);
	arena_release(&arena);
	entry_release(&entry);
	return text_detach(&out);
}

static void expect_lineage(struct trial *trial, const char *id, const char *expected)
{
	char *found = lineage(trial, id);

	cr_expect_str_eq(found, expected, "%s: %s", id, found);
	free(found);
}

static const char LISTS[] =
	"sources:\n"
	"  - {id: report, title: R, outlet: Daily, published: 2019-05-04, lang: fr}\n"
	"  - {id: bare, title: B}\n"
	"talks:\n"
	"  - {id: dated, title: T, date: 2018-03, outlet: Radio, lang: de, source: report}\n"
	"  - {id: plain, title: T, source: report}\n"
	"  - {id: empty, title: T}\n";

static const char QUOTES[] =
	"quotes:\n"
	"  - {id: all, speaker: a, text: w, date: 2020, outlet: O, lang: it, source: bare, talk: dated}\n"
	"  - {id: from-talk, speaker: a, text: w, talk: dated}\n"
	"  - {id: through-talk, speaker: a, text: w, talk: plain}\n"
	"  - {id: from-source, speaker: a, text: w, source: report}\n"
	"  - {id: own-source, speaker: a, text: w, talk: empty, source: {outlet: X, published: 2001}}\n"
	"  - {id: from-defaults, speaker: a, text: w}\n"
	"  - {id: of-empty, speaker: a, text: w, talk: empty}\n";

static void expect_all_lineages(struct trial *trial)
{
	expect_lineage(trial, "all", "2020 stated, O stated, bare stated, it stated");
	expect_lineage(trial, "from-talk", "2018-03 talk, Radio talk, report talk, de talk");
	expect_lineage(trial, "through-talk",
		       "2019-05-04 source, Daily source, report talk, fr source");
	expect_lineage(trial, "from-source",
		       "2019-05-04 source, Daily source, report stated, fr source");
	expect_lineage(trial, "own-source", "2001 source, X source, in place stated, en default");
	/* A source of the defaults lends neither its date nor its outlet. */
	expect_lineage(trial, "from-defaults",
		       "none stated, none stated, report default, en default");
	expect_lineage(trial, "of-empty", "none stated, none stated, report default, en default");
	expect_lineage(trial, "dated", "2018-03 stated, Radio stated, report stated, de stated");
	expect_lineage(trial, "empty", "none stated, none stated, report default, en default");
}

Test(load_values, a_quote_inherits_from_its_talk_its_source_and_the_defaults)
{
	struct trial trial = {0};
	struct text text = {0};

	text_printf(&text, V "defaults: {lang: en, source: report}\n%s%s", LISTS, QUOTES);
	trial_add(&trial, text_string(&text));
	trial_store(&trial);
	expect_all_lineages(&trial);
	text_release(&text);
	trial_release(&trial);
}

Test(load_values, it_inherits_the_same_where_all_comes_later)
{
	struct trial trial = {0};
	struct text text = {0};

	text_printf(&text, V "%s%sdefaults: {lang: en, source: report}\n", QUOTES, LISTS);
	trial_add(&trial, text_string(&text));
	trial_store(&trial);
	expect_all_lineages(&trial);
	text_release(&text);
	trial_release(&trial);
}

Test(load_values, defaults_hold_for_their_own_file)
{
	struct trial trial = {0};

	trial_add(&trial, V "title: First\ndefaults: {lang: en, speech: indirect}\n"
			    "quotes: [{id: a, speaker: x, text: w}]\n");
	trial_add(&trial, V "title: Second\nquotes: [{id: b, speaker: x, text: w}]\n");
	trial_store(&trial);
	expect_lineage(&trial, "a", "none stated, none stated, none stated, en default");
	expect_lineage(&trial, "b", "none stated, none stated, none stated, none stated");
	cr_expect_str_eq(store_title(trial.store), "First");
	trial_release(&trial);
}

Test(load_values, a_talk_reaches_to_its_end)
{
	struct trial trial = {0};
	struct entry entry;

	trial_add(&trial, V "talks: [{id: t, title: T, date: 2024-05-01, end: 2024-05-03}]\n"
			    "quotes: [{id: q, speaker: x, text: w, talk: t}]\n");
	trial_store(&trial);
	trial_entry(&trial, "t", &entry);
	cr_expect_eq(entry.days.first, day_of(2024, 5, 1));
	cr_expect_eq(entry.days.last, day_of(2024, 5, 3));
	cr_expect_eq(entry.line, 2);
	entry_release(&entry);
	trial_release(&trial);
}

Test(load_values, a_speaker_is_one_by_id_name_and_alias)
{
	struct trial trial = {0};
	struct arena arena = {0};
	struct entry entry;

	trial_add(&trial, V "quotes:\n"
			    "  - {id: q, speaker: Minister, text: w, to: [bob, Bob Park, ada], about: [Ada Lane]}\n"
			    "speakers:\n  - {id: ada, name: Ada Lane, aliases: [Minister, bob]}\n"
			    "  - {id: bob, name: Bob Park}\n");
	trial_store(&trial);
	cr_expect_eq(names_count(trial.store, NAMES_SPEAKER), 2);
	trial_entry(&trial, "q", &entry);
	cr_expect_str_eq(speaker_name(&trial, entry.quote.speaker, &arena), "Ada Lane");
	/* An id wins over an alias, and who is named twice is there once. */
	cr_assert_eq(entry.quote.to.count, 2);
	cr_expect_str_eq(speaker_name(&trial, entry.quote.to.at[0], &arena), "Bob Park");
	cr_expect_eq(entry.quote.to.at[1], entry.quote.speaker);
	entry_release(&entry);
	arena_release(&arena);
	trial_release(&trial);
}

Test(load_values, names_make_speakers_and_topics_where_none_are_declared)
{
	struct trial trial = {0};

	trial_add(&trial, V "speakers: []\ntopics:\n"
			    "talks: [{id: t, title: T, participants: [Ada, {speaker: Bob}]}]\n"
			    "quotes: [{speaker: Ada, text: w, topics: [war/air defence, war]}]\n");
	trial_store(&trial);
	cr_expect_eq(names_count(trial.store, NAMES_SPEAKER), 2);
	cr_expect_eq(names_count(trial.store, NAMES_TOPIC), 2);
	trial_release(&trial);
}

static int count_name(void *context, const struct name *name)
{
	(void)name;
	++*(int *)context;
	return 0;
}

Test(load_values, declared_topics_bring_their_parents)
{
	static const char *const texts[] = {
		V "topics: [{id: a/b/c}, {id: a}]\n"
		  "quotes: [{speaker: x, text: w, topics: [a/b]}]\n",
		V "quotes: [{speaker: x, text: w}]\ntopics: [{id: a/b/c}, {id: a}]\n",
		V "topics: [{id: a/b/c}]\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct trial trial = {0};
		int count = 0;

		trial_add(&trial, texts[i]);
		trial_store(&trial);
		cr_expect_eq(names_each(trial.store, NAMES_TOPIC, count_name, &count, NULL), 0);
		cr_expect_eq(count, 3, "%s", texts[i]);
		trial_release(&trial);
	}
}

/* The id of the only quote with these words. */
static char *id_of(struct trial *trial, uint32_t row)
{
	struct entry entry;
	struct error err = {0};
	char *id;

	cr_assert_eq(store_entry(trial->store, row, &entry, &err), 0, "%s", err.text);
	id = strdup(entry.id);
	entry_release(&entry);
	return id;
}

Test(load_values, a_made_id_does_not_depend_on_the_order_of_the_file)
{
	static const char *const texts[] = {
		V "speakers: [{id: ada, name: Ada}]\nquotes:\n"
		  "  - {speaker: ada, text: one, date: 2001}\n"
		  "  - {speaker: ada, text: two, date: 2002}\n",
		V "quotes:\n  - {text: two, speaker: Ada, date: 2002}\n"
		  "  - {date: 2001, text: one, speaker: Ada}\n"
		  "speakers: [{id: bob, name: Bob}, {id: ada, name: Ada}]\n",
	};
	char *ids[2][2];

	for (int i = 0; i < 2; i++) {
		struct trial trial = {0};

		trial_add(&trial, texts[i]);
		trial_store(&trial);
		/* Rows stand in the order of the days. */
		ids[i][0] = id_of(&trial, 1);
		ids[i][1] = id_of(&trial, 2);
		trial_release(&trial);
	}
	cr_expect_str_eq(ids[0][0], ids[1][0]);
	cr_expect_str_eq(ids[0][1], ids[1][1]);
	cr_expect_str_neq(ids[0][0], ids[0][1]);
	cr_expect_eq(strlen(ids[0][0]), 18);
	cr_expect_eq(strspn(ids[0][0] + 2, "0123456789abcdef"), 16);
	for (int i = 0; i < 4; i++)
		free(ids[i / 2][i % 2]);
}

Test(load_values, a_made_id_stays_what_it_was)
{
	/* Links and notes of users hold it: a change here breaks them. */
	struct trial trial = {0};
	char *id;

	trial_add(&trial, V "quotes: [{speaker: Ada Lovelace, text: The engine might compose "
			    "elaborate pieces of music., date: 1843}]\n");
	trial_store(&trial);
	id = id_of(&trial, 1);
	cr_expect_str_eq(id, "q-12d630153548ea9f");
	free(id);
	trial_release(&trial);
}

Test(load_values, repetitions_are_counted_in_file_order)
{
	struct trial trial = {0};
	char *ids[3];

	trial_add(&trial, V "quotes: [{speaker: a, text: w}, {speaker: a, text: w}]\n");
	trial_add(&trial, V "quotes: [{speaker: a, text: w}]\n");
	trial_store(&trial);
	for (uint32_t i = 0; i < 3; i++)
		ids[i] = id_of(&trial, i + 1);
	for (size_t i = 1; i < 3; i++) {
		cr_expect_eq(strncmp(ids[i], ids[0], 18), 0);
		cr_expect_str_eq(ids[i] + 18, i == 1 ? "-2" : "-3");
	}
	for (size_t i = 0; i < 3; i++)
		free(ids[i]);
	trial_release(&trial);
}

Test(load_values, a_written_id_that_equals_a_made_one_is_a_duplicate)
{
	struct trial first = {0}, second = {0};
	struct text text = {0};
	char *id;

	trial_add(&first, V "quotes: [{speaker: a, text: w}]\n");
	trial_store(&first);
	id = id_of(&first, 1);
	text_printf(&text, V "quotes: [{speaker: a, text: w}, {speaker: b, text: w, id: ¶%s}]\n",
		    id);
	trial_add(&second, text_string(&text));
	trial_check(&second);
	cr_expect_str_eq(text_string(&second.places), text_string(&second.wanted));
	cr_expect(strstr(text_string(&second.told), "taken in line 2"));
	free(id);
	text_release(&text);
	trial_release(&first);
	trial_release(&second);
}

Test(load_values, every_value_of_every_record_arrives)
{
	struct trial trial = {0};
	struct arena arena = {0};
	struct entry e;
	struct source source;
	struct speaker speaker;
	struct error err = {0};

	trial_add(&trial, V
		"sources: [{id: s, kind: book, title: t1, outlet: o1, author: a1, url: \"https://a.b/\", "
		"archived: \"https://a.c/\", published: 1901, accessed: 1902, lang: l1, rights: r1, note: n1}]\n"
		"speakers: [{id: ada, name: Ada, kind: person, sort: Lane, aliases: [A, B], wikidata: Q7, "
		"note: n2, roles: [{title: Queen, short: Q, of: Land, from: 1838, to: 1852}]}]\n"
		"talks:\n  - {id: t, kind: hearing, title: t3, date: 1843, end: 1844, date-as-stated: d3, "
		"date-note: dn3, place: p3, country: NO, outlet: o3, url: \"https://a.d/\", "
		"participants: [ada, {speaker: A, part: host, as: x3}], agenda-intro: i3, "
		"agenda: [one, {text: two, topic: war}], topics: [peace], summary: s3, part-of: u, "
		"source: s, lang: l3, note: n3}\n  - {id: u, title: t4}\n"
		"quotes:\n  - {id: q, speaker: B, text: w5, as: as5, to: [ada], about: [A], speech: indirect, "
		"talk: t, date: 1843-09, date-as-stated: d5, date-note: dn5, outlet: o5, url: \"https://a.e/\", "
		"source: s, where: p. 1, topics: [war, peace], lang: l5, original: {lang: fr, text: mots}, "
		"translation: {by: C, kind: machine}, status: disputed, note: n5}\n");
	trial_store(&trial);
	trial_entry(&trial, "q", &e);
	cr_expect_str_eq(e.quote.text, "w5");
	cr_expect_str_eq(e.quote.as, "as5");
	cr_expect_eq(e.quote.speech, SPEECH_INDIRECT);
	cr_expect_eq(e.quote.to.count, 1);
	cr_expect_eq(e.quote.about.count, 1);
	cr_expect_eq(e.quote.topics.count, 2);
	cr_expect_str_eq(e.quote.where, "p. 1");
	cr_expect_str_eq(e.quote.original, "mots");
	cr_expect_str_eq(e.quote.original_lang, "fr");
	cr_expect_str_eq(e.quote.translated_by, "C");
	cr_expect_eq(e.quote.translation, TRANSLATION_MACHINE);
	cr_expect_eq(e.quote.status, STATUS_DISPUTED);
	cr_expect_str_eq(e.date, "1843-09");
	cr_expect_eq(e.days.last, day_of(1843, 9, 30));
	cr_expect_str_eq(e.date_as_stated, "d5");
	cr_expect_str_eq(e.date_note, "dn5");
	cr_expect_str_eq(e.outlet, "o5");
	cr_expect_str_eq(e.url, "https://a.e/");
	cr_expect_str_eq(e.lang, "l5");
	cr_expect_str_eq(e.note, "n5");
	cr_assert_eq(store_source(trial.store, e.source, &arena, &source, &err), 0);
	cr_expect_eq(source.kind, SOURCE_BOOK);
	cr_expect_str_eq(source.title, "t1");
	cr_expect_str_eq(source.author, "a1");
	cr_expect_str_eq(source.archived, "https://a.c/");
	cr_expect_str_eq(source.accessed, "1902");
	cr_expect_str_eq(source.rights, "r1");
	cr_assert_eq(store_speaker(trial.store, e.quote.speaker, &arena, &speaker, &err), 0);
	cr_expect_eq(speaker.kind, SPEAKER_PERSON);
	cr_expect_str_eq(speaker.sort, "Lane");
	cr_expect_eq(speaker.alias_count, 2);
	cr_expect_str_eq(speaker.wikidata, "Q7");
	cr_assert_eq(speaker.role_count, 1);
	cr_expect_str_eq(speaker.roles[0].shorter, "Q");
	cr_expect_eq(speaker.roles[0].to_days.last, day_of(1852, 12, 31));
	entry_release(&e);
	trial_entry(&trial, "t", &e);
	cr_expect_eq(e.talk.kind, TALK_HEARING);
	cr_expect_str_eq(e.talk.title, "t3");
	cr_expect_str_eq(e.talk.end, "1844");
	cr_expect_str_eq(e.talk.place, "p3");
	cr_expect_str_eq(e.talk.country, "NO");
	cr_assert_eq(e.talk.participant_count, 2);
	cr_expect_str_eq(e.talk.participants[1].part, "host");
	cr_expect_eq(e.talk.participants[1].speaker, e.talk.participants[0].speaker);
	cr_expect_str_eq(e.talk.agenda_intro, "i3");
	cr_assert_eq(e.talk.agenda_count, 2);
	cr_expect_str_eq(e.talk.agenda[1].text, "two");
	cr_expect_neq(e.talk.agenda[1].topic, 0);
	cr_expect_eq(e.talk.topics.count, 1);
	cr_expect_str_eq(e.talk.summary, "s3");
	cr_expect_neq(e.talk.part_of, 0);
	cr_expect_str_eq(e.date_as_stated, "d3");
	cr_expect_str_eq(e.note, "n3");
	entry_release(&e);
	arena_release(&arena);
	trial_release(&trial);
}

Test(load_values, a_store_is_not_touched_by_a_corpus_with_errors)
{
	struct trial trial = {0};
	char *target;
	struct stat before, after;

	trial_add(&trial, V "quotes: [{speaker: a, text: w}]\n");
	trial_store(&trial);
	target = folder_path(&trial.folder, "store.db");
	cr_assert_eq(stat(target, &before), 0);
	trial_add(&trial, V "quotes: [{speaker: a}]\n");
	trial.load.file_count = 2;
	trial.load.target = target;
	cr_expect_eq(load_corpus(&trial.load, &trial.err), -1);
	cr_expect_eq(trial.err.kind, ERROR_CORPUS);
	cr_assert_eq(stat(target, &after), 0);
	cr_expect_eq(before.st_ino, after.st_ino);
	cr_expect_eq(folder_count(&trial.folder), 3);	/* two files and the store */
	free(target);
	trial_release(&trial);
}

Test(load_values, a_store_that_cannot_be_made_is_an_error_of_the_store)
{
	struct trial trial = {0};
	struct error err = {0};

	trial_add(&trial, V "quotes: [{speaker: a, text: w}]\n");
	trial_check(&trial);
	cr_expect_eq(trial.result, 0);
	trial.load.target = "/nowhere/at/all/store.db";
	cr_expect_eq(load_corpus(&trial.load, &err), -1);
	cr_expect_eq(err.kind, ERROR_STORE, "%s", err.text);
	cr_expect(strstr(err.text, "/nowhere"), "%s", err.text);
	trial_release(&trial);
}

Test(load_values, many_batches_reach_the_store_in_order)
{
	struct trial trial = {0};
	struct text text = {0};

	text_puts(&text, V "quotes:\n");
	for (int i = 0; i < 5000; i++)
		text_printf(&text, "  - {id: q%d, speaker: s%d, text: w}\n", i, i % 7);
	trial_add(&trial, text_string(&text));
	trial_store(&trial);
	cr_expect_eq(store_count(trial.store), 5000);
	for (uint32_t i = 0; i < 5000; i += 499) {
		char *id = id_of(&trial, i + 1);

		cr_expect_eq(strtoul(id + 1, NULL, 10), i);
		free(id);
	}
	text_release(&text);
	trial_release(&trial);
}

/* Read one by one and all at once, they are the same people. */
Test(load, gives_the_participants_of_a_talk_with_names_and_roles)
{
	static const char *const ROLES[] = {"minister envoy ", "", "", "judge ", "", "minister envoy "};
	struct trial trial = {0};
	struct entry talk;
	struct arena arena = {0};
	struct speaker people[6];
	struct error err = {0};

	trial_add(&trial, V "speakers:\n"
		  "  - {id: a, name: Ada, roles: [{title: minister, from: 2020, to: 2021},"
		  " {title: envoy, short: E., of: Z}]}\n"
		  "  - {id: b, name: Ben}\n"
		  "  - {id: c, name: Cid, roles: [{title: judge}]}\n"
		  "talks:\n  - {id: other, title: O, participants: [{speaker: c}]}\n"
		  "  - {id: t, title: T, participants: [{speaker: a}, {speaker: b},"
		  " {speaker: a, as: the host}, {speaker: c, part: chair}, {speaker: b}, {speaker: a}]}\n");
	trial_store(&trial);
	trial_entry(&trial, "t", &talk);
	cr_assert_eq(talk.talk.participant_count, 6);
	cr_assert_eq(store_participants(trial.store, &talk.talk, &arena, people, &err), 0, "%s",
		     err.text);
	for (size_t i = 0; i < 6; i++) {
		struct speaker alone;
		struct text roles = {0};

		cr_assert_eq(store_speaker(trial.store, talk.talk.participants[i].speaker, &arena,
					   &alone, &err), 0, "%s", err.text);
		cr_expect_str_eq(people[i].name, alone.name);
		cr_expect_str_eq(people[i].id, alone.id);
		for (size_t r = 0; r < people[i].role_count; r++) {
			text_printf(&roles, "%s ", people[i].roles[r].title);
			cr_expect_eq(people[i].roles[r].from_days.first,
				     alone.roles[r].from_days.first);
			cr_expect_eq(people[i].roles[r].to_days.last, alone.roles[r].to_days.last);
		}
		cr_expect_str_eq(text_string(&roles), ROLES[i], "%zu: %s", i, text_string(&roles));
		text_release(&roles);
	}
	entry_release(&talk);
	arena_release(&arena);
	trial_release(&trial);
}

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/run.h"

static const char SMALL[] = "statements: 1\nquotes:\n- {speaker: Ada, text: \"one\\ttwo\\nthree\", id: q}\n";
static const char BAD[] = "statements: 1\nquotes:\n- {speker: Ada, text: b}\n";

static size_t count_lines(const struct text *text)
{
	size_t count = 0;

	for (size_t i = 0; i < text->length; i++)
		count += text->data[i] == '\n';
	return count;
}

/* --- check --- */

Test(check, a_good_corpus_is_said_to_be_good)
{
	struct run run;

	run_init(&run);
	RUN(&run, "check", "statements.yaml");
	expect_output(&run, 0, "9 quotes, 2 talks, no errors\n");
	cr_expect_eq(run.err.length, 0u);
	run_release(&run);
}

Test(check, every_problem_is_a_line_with_its_place)
{
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "bad.yaml", BAD, sizeof(BAD) - 1);
	RUN(&run, "check", path);
	expect_message(&run, 3, "bad.yaml:3:4: error: unknown key 'speker'");
	expect_message(&run, 3, "(did you mean 'speaker'?)");
	free(path);
	run_release(&run);
}

Test(check, standard_input_is_read_and_its_copy_removed)
{
	struct run run;

	run_init(&run);
	run.input = SMALL;
	RUN(&run, "check", "-");
	expect_output(&run, 0, "1 quote, 0 talks, no errors\n");
	run.input = BAD;
	RUN(&run, "check", "-");
	expect_message(&run, 3, "standard input:3:4: error:");
	cr_expect_eq(folder_count(&run.cache), 0u);
	run_release(&run);
}

Test(check, a_copy_that_a_killed_program_left_is_removed_and_no_other_file)
{
	static const char *const endings[] = {"", ".db", "x", ".db.db"};
	struct run run;
	pid_t gone = fork();
	char name[64];

	if (gone == 0)
		_exit(0);
	cr_assert_eq(waitpid(gone, NULL, 0), gone);
	run_init(&run);
	run.input = SMALL;
	/* Makes the folder. */
	RUN(&run, "check", "-");
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(name, sizeof(name), "statements/.statements-input-%ld%s", (long)gone,
			 endings[i]);
		free(folder_write(&run.cache, name, "x", 1));
	}
	RUN(&run, "check", "-");
	expect_output(&run, 0, "1 quote");
	cr_expect_eq(folder_count(&run.cache), 2u);
	run_release(&run);
}

Test(check, what_is_no_file_is_refused_by_name)
{
	struct run run;
	char *fifo;

	run_init(&run);
	fifo = folder_path(&run.cache, "fifo.yaml");
	mkfifo(fifo, 0600);
	RUN(&run, "check", fifo);
	expect_message(&run, 3, "fifo.yaml'");
	RUN(&run, "check", run.cache.path);
	expect_message(&run, 3, "a folder");
	RUN(&run, "check", "/dev/null");
	expect_message(&run, 3, "a device");
	RUN(&run, "check", "missing.yaml");
	expect_message(&run, 3, "no such file");
	free(fifo);
	run_release(&run);
}

/* --- load, and the store it makes --- */

Test(load, makes_a_store_that_is_searched)
{
	struct run run;
	char *store;

	run_init(&run);
	store = folder_path(&run.cache, "kept.db");
	RUN(&run, "load", "-o", store, "statements.yaml");
	expect_output(&run, 0, "9 quotes, 2 talks\n");
	cr_expect_eq(folder_count(&run.cache), 1u);
	RUN(&run, "search", "--count", "--store", store, "ceasefire");
	expect_output(&run, 0, "3\n");
	RUN(&run, "search", "--count", "ceasefire", store);
	expect_message(&run, 2, "is a store, not a corpus file (use --store");
	free(store);
	run_release(&run);
}

Test(load, a_bad_corpus_leaves_the_old_store)
{
	struct run run;
	char *store, *bad;

	run_init(&run);
	store = folder_path(&run.cache, "kept.db");
	bad = folder_write(&run.cache, "bad.yaml", BAD, sizeof(BAD) - 1);
	RUN(&run, "load", "-o", store, "statements.yaml");
	RUN(&run, "load", "-o", store, bad);
	expect_message(&run, 3, "error:");
	RUN(&run, "search", "--count", "--store", store, "");
	expect_output(&run, 0, "11\n");
	cr_expect_eq(folder_count(&run.cache), 2u);
	free(store);
	free(bad);
	run_release(&run);
}

Test(load, nothing_but_a_store_is_overwritten)
{
	struct run run;
	char *notes;

	run_init(&run);
	notes = folder_write(&run.cache, "notes.txt", SMALL, sizeof(SMALL) - 1);
	RUN(&run, "load", "-o", notes, "statements.yaml");
	expect_message(&run, 4, "is no store of this program");
	RUN(&run, "load", "-o", run.cache.path, "statements.yaml");
	expect_message(&run, 4, "a folder");
	RUN(&run, "check", notes);
	expect_output(&run, 0, "1 quote");
	free(notes);
	run_release(&run);
}

Test(load, reads_standard_input_beside_the_store)
{
	struct run run;
	char *store;

	run_init(&run);
	store = folder_path(&run.cache, "kept.db");
	run.input = SMALL;
	run.variable = "XDG_CACHE_HOME=/nonexistent";
	RUN(&run, "load", "-o", store, "-");
	expect_output(&run, 0, "1 quote, 0 talks\n");
	cr_expect_eq(folder_count(&run.cache), 1u);
	free(store);
	run_release(&run);
}

Test(cache, is_made_once_and_again_when_the_file_changes)
{
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "c.yaml", SMALL, sizeof(SMALL) - 1);
	RUN(&run, "search", "--count", "one", path);
	expect_output(&run, 0, "1\n");
	cr_expect_eq(folder_count(&run.cache), 2u);
	free(path);
	path = folder_write(&run.cache, "c.yaml", SMALL, sizeof(SMALL) - 1);
	RUN(&run, "search", "--count", "one", path);
	expect_output(&run, 0, "1\n");
	free(path);
	path = folder_write(&run.cache, "c.yaml", BAD, sizeof(BAD) - 1);
	RUN(&run, "search", "--count", "one", path);
	expect_message(&run, 3, "error:");
	cr_expect_eq(folder_count(&run.cache), 2u);
	free(path);
	run_release(&run);
}

Test(cache, an_empty_corpus_is_said_to_be_empty_each_time)
{
	static const char EMPTY[] = "statements: 1\nquotes: []\n";
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "empty.yaml", EMPTY, sizeof(EMPTY) - 1);
	for (int i = 0; i < 2; i++) {
		RUN(&run, "search", "x", path);
		expect_message(&run, 1, "the corpus is empty");
	}
	free(path);
	run_release(&run);
}

Test(cache, a_file_is_called_as_it_is_now_and_not_as_when_the_store_was_made)
{
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "c.yaml", SMALL, sizeof(SMALL) - 1);
	RUN(&run, "show", "q", path);
	run.folder = run.cache.path;
	RUN(&run, "show", "q", "./c.yaml");
	expect_output(&run, 0, " ./c.yaml:3\n");
	RUN(&run, "show", "--format=jsonl", "q", "c.yaml");
	expect_output(&run, 0, "\"file\":\"c.yaml\"");
	cr_expect_eq(folder_count(&run.cache), 2u, "another store for another name");
	free(path);
	run_release(&run);
}

/* The path of the only store in the cache; yours to free. */
static char *cached_store(const struct run *run)
{
	struct text folder = {0};
	char *path = NULL;
	struct dirent *entry;
	DIR *directory;

	text_printf(&folder, "%s/statements", run->cache.path);
	directory = opendir(text_string(&folder));
	cr_assert(directory);
	while (!path && (entry = readdir(directory)))
		if (strlen(entry->d_name) > 3 &&
		    strcmp(entry->d_name + strlen(entry->d_name) - 3, ".db") == 0)
			cr_assert(asprintf(&path, "%s/%s", text_string(&folder), entry->d_name) > 0);
	cr_assert(path);
	closedir(directory);
	text_release(&folder);
	return path;
}

static void write_at(const char *path, long offset, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "r+");

	cr_assert(file);
	fseek(file, offset, SEEK_SET);
	cr_assert_eq(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

Test(cache, what_is_no_database_at_all_is_replaced_and_that_of_another_program_never)
{
	static const char OTHER[4] = "\1\2\3\4";
	enum { APPLICATION_ID = 68 };
	struct run run;
	char *path;

	run_init(&run);
	RUN(&run, "search", "--count", "", "statements.yaml");
	path = cached_store(&run);
	write_at(path, 0, "garbage", 7);
	RUN(&run, "search", "--count", "", "statements.yaml");
	expect_output(&run, 0, "11\n");
	write_at(path, APPLICATION_ID, OTHER, 4);
	RUN(&run, "search", "--count", "", "statements.yaml");
	expect_message(&run, 4, "cannot replace");
	cr_expect_eq(access(path, F_OK), 0);
	free(path);
	run_release(&run);
}

/* Whichever page is lost: what cannot be read is said, and the run after it is right. */
Test(cache, a_store_that_turns_out_damaged_is_made_again_by_the_next_run)
{
	enum { PAGE = 4096 };
	static const char LOST[PAGE];
	struct run run;
	struct stat stat_now;
	unsigned removed = 0;
	char *path;

	run_init(&run);
	RUN(&run, "search", "--count", "", "statements.yaml");
	path = cached_store(&run);
	cr_assert_eq(stat(path, &stat_now), 0);
	for (long at = PAGE; at < stat_now.st_size; at += 3 * PAGE) {
		write_at(path, at, LOST, PAGE);
		RUN(&run, "search", "", "statements.yaml");
		if (run.status == 4) {
			cr_expect(strstr(text_string(&run.err), "the next run makes it again"),
				  "%s", text_string(&run.err));
			removed++;
		}
		RUN(&run, "search", "", "statements.yaml");
		cr_expect_eq(run.status, 0, "page at %ld: %s", at, text_string(&run.err));
		unlink(path);
		RUN(&run, "search", "--count", "", "statements.yaml");
	}
	cr_expect_neq(removed, 0u);
	free(path);
	run_release(&run);
}

Test(load, a_limit_on_the_size_of_files_is_an_error_that_leaves_the_old_store)
{
	struct run run;
	char *store;

	run_init(&run);
	store = folder_path(&run.cache, "kept.db");
	RUN(&run, "load", "-o", store, "statements.yaml");
	run.file_most = 50000;
	RUN(&run, "load", "-o", store, "statements.yaml");
	expect_message(&run, 4, "kept.db': File too large (no file may become so large here");
	cr_expect_eq(folder_count(&run.cache), 1u);
	RUN(&run, "search", "--count", "--store", store, "");
	expect_output(&run, 0, "11\n");
	free(store);
	run_release(&run);
}

Test(store, what_is_none_is_refused_with_status_4)
{
	struct run run;
	char *path;

	run_init(&run);
	RUN(&run, "search", "--store", "missing.db", "x");
	expect_message(&run, 4, "missing.db");
	path = folder_write(&run.cache, "x.db", SMALL, sizeof(SMALL) - 1);
	RUN(&run, "search", "--store", path, "x");
	expect_message(&run, 4, "store (make one");
	free(path);
	run_release(&run);
}

/* --- search --- */

Test(search, prints_a_line_with_tabs_for_each_entry_into_a_pipe)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search", "standing", "statements.yaml");
	expect_output(&run, 0,
		      "blinken-standing-strongly\t\tdirect\tAnthony Blinken, the Secretary of State\t"
		      "It's a country [Ukraine – ed.] standing strongly");
	cr_expect_eq(count_lines(&run.out), 1u);
	RUN(&run, "search", "", "statements.yaml");
	cr_expect_eq(count_lines(&run.out), 11u);
	RUN(&run, "search", "--limit", "3", "", "statements.yaml");
	cr_expect_eq(count_lines(&run.out), 3u);
	cr_expect_eq(run.status, 0);
	run.input = SMALL;
	RUN(&run, "search", "two", "-");
	expect_output(&run, 0, "q\t\tdirect\tAda\tone two three\n");
	cr_expect_eq(folder_count(&run.cache), 1u, "the store of the other file alone");
	run_release(&run);
}

Test(search, sorts_as_asked)
{
	struct run run;
	const char *first;

	run_init(&run);
	RUN(&run, "search", "--sort", "oldest", "--limit=1", "kind:quote", "statements.yaml");
	first = "blinken-fundamental-decisions\t";
	cr_expect_eq(strncmp(text_string(&run.out), first, strlen(first)), 0, "%s",
		     text_string(&run.out));
	RUN(&run, "search", "--sort", "newest", "--limit=1", "kind:quote", "statements.yaml");
	cr_expect_eq(strncmp(text_string(&run.out), "sybiha-war-crimes\t", 18), 0, "%s",
		     text_string(&run.out));
	run_release(&run);
}

Test(search, nothing_found_is_status_1_and_says_why)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search", "standing zebra", "statements.yaml");
	expect_message(&run, 1, "statements: nothing found; without “zebra” there would be 1");
	RUN(&run, "search", "--count", "zebra", "statements.yaml");
	expect_output(&run, 1, "0\n");
	RUN(&run, "search", "speaker:blinkn", "statements.yaml");
	expect_message(&run, 1, "linken");
	RUN(&run, "search", "--count", "speaker:blinkn", "statements.yaml");
	expect_output(&run, 1, "0\n");
	cr_expect(strstr(text_string(&run.err), "linken"), "%s", text_string(&run.err));
	run_release(&run);
}

Test(search, a_second_word_is_no_file_and_one_is_told_to_quote)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search", "good", "faith");
	expect_message(&run, 3, "put it in quotes");
	RUN(&run, "search", "good", "faith.yaml");
	expect_message(&run, 3, "no such file");
	cr_expect_null(strstr(text_string(&run.err), "quotes"));
	run_release(&run);
}

Test(search, what_is_no_query_is_status_2)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search", "speker:blinken", "statements.yaml");
	expect_message(&run, 2, "speaker");
	RUN(&run, "search", "date:yesterday", "statements.yaml");
	expect_message(&run, 2, "yesterday");
	RUN(&run, "search", "kind:quot", "statements.yaml");
	expect_message(&run, 2, "quote");
	cr_expect_eq(folder_count(&run.cache), 0u, "it loaded first");
	run_release(&run);
}

Test(search, jsonl_has_the_keys_of_the_format)
{
	struct run run;

	run_init(&run);
	RUN(&run, "search", "--format", "jsonl", "id:sybiha-night-attack", "statements.yaml");
	expect_output(&run, 0, "{\"entry\":\"quote\",\"id\":\"sybiha-night-attack\",\"date\":\"2024?-11-13\","
		      "\"first-day\":\"2024-11-13\",\"last-day\":\"2024-11-13\",");
	expect_output(&run, 0, "\"speaker\":\"sybiha\",\"name\":\"Andrii Sybiha\",\"as\":\"Minister\",");
	expect_output(&run, 0, "\"speech\":\"indirect\",\"to\":[\"blinken\"],\"talk\":\"brussels-talks\",");
	expect_output(&run, 0, "\"inherited\":{\"date\":\"talk\",");
	cr_expect_eq(count_lines(&run.out), 1u);
	RUN(&run, "search", "--format=jsonl", "kind:talk", "statements.yaml");
	expect_output(&run, 0, "\"agenda\":[{\"text\":\"Enhancing Ukraine's defense capabilities\","
		      "\"topic\":\"support/defence\"},");
	cr_expect_eq(count_lines(&run.out), 2u);
	run.input = "statements: 1\nquotes:\n- {speaker: A, text: \"\\e[31m\\u202e\\\"\\n\\u0085\"}\n";
	RUN(&run, "search", "--format=jsonl", "", "-");
	expect_output(&run, 0, "\"text\":\"\\u001b[31m\\u202e\\\"\\n\\u0085\"");
	run_release(&run);
}

/* --- show and list --- */

Test(show, prints_an_entry_whole)
{
	struct run run;

	run_init(&run);
	RUN(&run, "show", "blinken-good-faith", "statements.yaml");
	expect_output(&run, 0, "Anthony Blinken");
	expect_output(&run, 0, "\n± At the same time, he admitted that the \"fundamental question\"");
	RUN(&run, "show", "brussels-talks", "statements.yaml");
	expect_output(&run, 0, "- Strengthening the country's air defense");
	expect_output(&run, 0, "\n~ He condemned the attacks");
	RUN(&run, "show", "--format=jsonl", "brussels-talks", "statements.yaml");
	expect_output(&run, 0, "\"kind\":\"meeting\"");
	RUN(&run, "show", "brussel-talks", "statements.yaml");
	expect_message(&run, 1, "(did you mean 'brussels-talks'?)");
	RUN(&run, "show", "blinken-good-fath", "statements.yaml");
	expect_message(&run, 1, "(did you mean 'blinken-good-faith'?)");
	RUN(&run, "search", "id:blinken-good-fath", "statements.yaml");
	expect_message(&run, 1, "(did you mean 'blinken-good-faith'?)");
	RUN(&run, "show", "no-such-thing", "statements.yaml");
	expect_message(&run, 1, "no entry has the id 'no-such-thing'");
	run_release(&run);
}

/* Every key of a quote, a talk and a source; each value is told by one word of it. */
static const char EVERY[] =
	"statements: 1\n"
	"sources:\n"
	"- {id: s-id, kind: book, title: S-title, author: S-author, outlet: S-outlet,\n"
	"   published: 2012-06-07, accessed: 2020-01-02, lang: es-419, url: 'https://s.org/url',\n"
	"   archived: 'https://s.org/archived', rights: S-rights, note: S-note}\n"
	"speakers: [{id: ann, name: Ann Smith}, {id: bob, name: Robert Jones}]\n"
	"topics: [{id: a/b, label: T-label}]\n"
	"talks:\n"
	"- {id: whole, title: W-title}\n"
	"- {id: t-id, kind: hearing, title: T-title, date: 2023-05-06, end: 2023-05-08,\n"
	"   date-as-stated: T-stated, date-note: T-why, place: T-place, country: T-country,\n"
	"   outlet: T-outlet, url: 'https://t.org/', agenda-intro: T-intro, summary: T-summary,\n"
	"   participants: [ann, {speaker: bob, part: T-part, as: T-as}], part-of: whole,\n"
	"   agenda: [T-point, {text: T-other, topic: a/b}], topics: [a], source: s-id,\n"
	"   lang: nl-BE, note: T-note}\n"
	"quotes:\n"
	"- {id: q-id, speaker: ann, text: 'Q-text \"x\"', as: Q-as, to: [bob], about: [ann],\n"
	"   speech: mixed, talk: t-id, date: 2023-05-07, date-as-stated: Q-stated,\n"
	"   date-note: Q-why, outlet: Q-outlet, url: 'https://q.org/', source: s-id,\n"
	"   where: Q-where, topics: [a/b], lang: de-AT, original: {lang: pt-BR, text: Q-original},\n"
	"   translation: {by: Q-by, kind: machine}, status: retracted, note: Q-note}\n"
	"- {id: heir, speaker: ann, text: b, talk: t-id}\n";

static void expect_words(struct run *run, const char *words)
{
	char *copy = strdup(words), *rest = NULL;

	for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		expect_output(run, 0, word);
	free(copy);
}

Test(show, leaves_nothing_out)
{
	static const char *const WORDS[2][2] = {
		{"q-id", "Ann Q-text Q-as mixed T-title 2023-05-07 Q-stated Q-why Q-outlet "
			 "https://q.org/ Q-where pt-BR de-AT Q-original Q-by machine retracted Q-note"},
		{"t-id", "hearing T-title 2023-05-06 2023-05-08 T-stated T-why T-place T-country "
			 "T-outlet https://t.org/ T-intro T-summary Ann Robert T-part T-as T-point "
			 "T-other nl-BE T-note"},
	};
	static const char SOURCE[] = "s-id book S-title S-author S-outlet 2012-06-07 2020-01-02 "
				     "es-419 https://s.org/url https://s.org/archived S-rights S-note";
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "every.yaml", EVERY, sizeof(EVERY) - 1);
	for (int i = 0; i < 2; i++) {
		RUN(&run, "show", WORDS[i][0], path);
		expect_words(&run, WORDS[i][1]);
		expect_words(&run, SOURCE);
		expect_words(&run, i ? "W-title T-label" : "Robert T-label");
		RUN(&run, "show", "--format=jsonl", WORDS[i][0], path);
		expect_words(&run, WORDS[i][1]);
		expect_words(&run, SOURCE);
		expect_words(&run, i ? "\"part-of\":\"whole\" \"topic\":\"a/b\"" : "\"topics\":[\"a/b\"]");
	}
	RUN(&run, "show", "heir", path);
	expect_output(&run, 0, "T-outlet (from the talk)");
	expect_output(&run, 0, "2023-05-06 (from the talk)");
	expect_output(&run, 0, "nl-BE (from the talk)");
	RUN(&run, "show", "--format=jsonl", "heir", path);
	expect_output(&run, 0, "\"inherited\":{\"date\":\"talk\",\"outlet\":\"talk\",\"lang\":\"talk\","
		      "\"source\":\"talk\"}");
	free(path);
	run_release(&run);
}

Test(list, prints_names_most_frequent_first)
{
	struct run run;

	run_init(&run);
	RUN(&run, "list", "speakers", "statements.yaml");
	expect_output(&run, 0, "7\tblinken\tAnthony Blinken\n2\tsybiha\tAndrii Sybiha\n");
	RUN(&run, "list", "topics", "statements.yaml");
	expect_output(&run, 0, "\tnegotiations/ceasefire\tCeasefire\n");
	RUN(&run, "list", "talks", "statements.yaml");
	expect_output(&run, 0, "\tmsnbc-interview\tInterview with MSNBC Morning\n");
	RUN(&run, "list", "--format=jsonl", "--limit=1", "speakers", "statements.yaml");
	expect_output(&run, 0, "{\"id\":\"blinken\",\"label\":\"Anthony Blinken\","
		      "\"aliases\":[\"Blinken\",\"Antony Blinken\"],\"count\":7}\n");
	cr_expect_eq(count_lines(&run.out), 1u);
	run_release(&run);
}

Test(list, says_that_there_are_none)
{
	static const char NO_TALK[] = "statements: 1\nquotes: [{speaker: Ada, text: w}]\n";
	struct run run;
	char *path;

	run_init(&run);
	path = folder_write(&run.cache, "no-talk.yaml", NO_TALK, sizeof(NO_TALK) - 1);
	RUN(&run, "list", "talks", path);
	expect_message(&run, 1, "statements: there are no talks");
	RUN(&run, "list", "outlets", path);
	expect_message(&run, 1, "statements: there are no outlets");
	free(path);
	run_release(&run);
}

/* --- the end of output --- */

Test(output, a_full_disk_is_an_error)
{
	struct run run;

	run_init(&run);
	run.output = "/dev/full";
	RUN(&run, "search", "", "statements.yaml");
	expect_message(&run, 4, "cannot write the output: No space left on device");
	RUN(&run, "--help");
	expect_message(&run, 4, "cannot write the output: No space left on device");
	RUN(&run, "--version");
	expect_message(&run, 4, "cannot write the output");
	run_release(&run);
}

/* More than is kept back until the end, so that the first write fails in the middle. */
static char *long_corpus(void)
{
	struct text yaml = {0};

	text_puts(&yaml, "statements: 1\nquotes:\n");
	for (int i = 0; i < 400; i++)
		text_printf(&yaml, "- {speaker: Ada, text: word number %d of many}\n", i);
	return text_detach(&yaml);
}

/* It ends as others do by SIGPIPE, but not before it has cleaned up. */
Test(output, a_reader_that_went_away_is_told_nothing)
{
	char *corpus = long_corpus();
	const char *const inputs[] = {SMALL, corpus};
	struct run run;

	run_init(&run);
	RUN(&run, "search", "--count", "", "statements.yaml");
	run.unread = true;
	for (int i = 0; i < 2; i++) {
		run.input = inputs[i];
		RUN(&run, "search", "", "-");
		expect_message(&run, 128 + SIGPIPE, "");
		cr_expect(run.killed, "it exits by itself");
		cr_expect_eq(run.err.length, 0u, "%s", text_string(&run.err));
		cr_expect_eq(folder_count(&run.cache), 1u, "its copies are gone");
	}
	run_release(&run);
	free(corpus);
}

Test(output, closed_descriptors_do_no_harm)
{
	struct run run;

	run_init(&run);
	for (run.closed = 1; run.closed < 8; run.closed++) {
		RUN(&run, "search", "--count", "", "statements.yaml");
		cr_expect_eq(run.status, 0, "%d: %d %s", run.closed, run.status,
			     text_string(&run.err));
	}
	RUN(&run, "check", "statements.yaml");
	cr_expect_eq(run.status, 0);
	run_release(&run);
}

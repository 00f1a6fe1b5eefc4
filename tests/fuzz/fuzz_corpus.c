/*
 * Corpus files: what is wrong with any bytes is told in clean lines, in order
 * and at places that are there; and what is not refused makes a store that has
 * all of it.
 *
 * The parts of the input are the files, at most three.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/load.h"
#include "store/search.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/folder.h"

enum {
	FILES = 3,
	FILE_USUAL = 4096,
	FILE_MOST = 1024 * 1024,
	MESSAGE_BYTES = 700,
	STORED_BYTES = 4096,
	/* Storing takes as long as a hundred checks: one input in so many. */
	STORED_ONE_IN = 16,
};

/* Files in memory, made once. */
struct desk {
	int fds[FILES];
	char paths[FILES][32];
	struct folder folder;
	char *store;
};

static struct desk *desk(void);

static void leave(void)
{
	free(desk()->store);
	folder_release(&desk()->folder);
}

static struct desk *desk(void)
{
	static struct desk desk;

	if (desk.store)
		return &desk;
	atexit(leave);
	for (int i = 0; i < FILES; i++) {
		desk.fds[i] = memfd_create("corpus", MFD_CLOEXEC);
		must(desk.fds[i] >= 0, "no file in memory");
		snprintf(desk.paths[i], sizeof(desk.paths[i]), "/proc/self/fd/%d", desk.fds[i]);
	}
	folder_init(&desk.folder);
	desk.store = folder_path(&desk.folder, "store.db");
	return &desk;
}

static void write_file(int fd, const struct text *text)
{
	must(ftruncate(fd, 0) == 0 &&
		     pwrite(fd, text_string(text), text->length, 0) == (ssize_t)text->length,
	     "a file in memory cannot be written");
}

/* What was told, and up to where. */
struct told {
	const struct text *files;
	size_t file_count;
	struct text text;
	int file;
	uint64_t line, column, errors, warnings;
};

static uint64_t lines_of(const struct text *text)
{
	uint64_t lines = 1;

	for (size_t i = 0; i < text->length; i++)
		lines += text->data[i] == '\n' ||
			 (text->data[i] == '\r' && text->data[i + 1] != '\n');
	return lines;
}

static void tell(void *context, const struct problem *problem)
{
	struct told *told = context;
	int file = problem->file[0] - '0';

	must(file >= told->file && file < (int)told->file_count, "file '%s'", problem->file);
	if (file != told->file)
		told->line = told->column = 0;
	must(problem->line > told->line ||
		     (problem->line == told->line && problem->column >= told->column),
	     "%d:%d is told behind %d:%d", (int)problem->line, (int)problem->column,
	     (int)told->line, (int)told->column);
	must(problem->line && problem->column, "a place that is none");
	/* libyaml ends the last line itself. */
	must(problem->line <= lines_of(&told->files[file]) + 1, "line %d", (int)problem->line);
	fuzz_check_line(problem->message, MESSAGE_BYTES);
	told->file = file;
	told->line = problem->line;
	told->column = problem->column;
	if (problem->warning)
		told->warnings++;
	else
		told->errors++;
	text_printf(&told->text, "%d:%d:%d %s\n", file, (int)problem->line, (int)problem->column,
		    problem->message);
}

/* Reads the files into a store, or where TARGET is NULL only checks them. */
static bool load(const char *target, struct load *load, struct told *told)
{
	static const char *const SHOWN[FILES] = {"0", "1", "2"};
	const char *files[FILES];
	struct error err = {0};
	int result;

	for (int i = 0; i < FILES; i++)
		files[i] = desk()->paths[i];
	*load = (struct load){.files = files, .shown = SHOWN, .file_count = told->file_count,
			      .target = target, .fingerprint = "fuzz", .context = told,
			      .problem = tell};
	result = load_corpus(load, &err);
	must((result == 0) == (load->errors == 0), "%d with %d errors: %s", result,
	     (int)load->errors, err.text);
	must(result == 0 || err.kind == ERROR_CORPUS, "%s", err.text);
	must((told->errors == load->errors ||
	      (told->errors == PROBLEMS_TOLD && load->errors > PROBLEMS_TOLD)) &&
		     told->warnings <= load->warnings,
	     "%d errors of %d, %d warnings of %d", (int)told->errors, (int)load->errors,
	     (int)told->warnings, (int)load->warnings);
	return result == 0;
}

static void read_store(const struct load *load)
{
	struct error err = {0};
	struct store *store = store_open(desk()->store, &err);
	struct query every = {0};
	uint32_t count;

	must(store, "%s", err.text);
	must(store_quotes(store) == load->quotes && store_talks(store) == load->talks,
	     "%u quotes and %u talks of %d and %d", store_quotes(store), store_talks(store),
	     (int)load->quotes, (int)load->talks);
	for (uint32_t row = 1; row <= store_count(store); row++) {
		struct entry entry = {0};

		must(store_entry(store, row, &entry, &err) == 0, "row %u: %s", row, err.text);
		must(store_find(store, entry.id, strlen(entry.id)) == row, "'%s' is not row %u",
		     entry.id, row);
		entry_release(&entry);
	}
	must(search_count(store, &every, 0, &count, &err) == 0 && count == store_count(store),
	     "%u of %u entries are found: %s", count, store_count(store), err.text);
	store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	struct text files[FILES] = {{0}};
	struct told checked = {.files = files}, stored = {.files = files};
	struct load check, store;

	do
		fuzz_expand(&bytes, fuzz_most(data, size, FILE_USUAL, FILE_MOST),
			    &files[checked.file_count++]);
	while (bytes.count && checked.file_count < FILES);
	for (size_t i = 0; i < checked.file_count; i++)
		write_file(desk()->fds[i], &files[i]);
	if (load(NULL, &check, &checked) && fuzz_hash(data, size) % STORED_ONE_IN == 0 &&
	    files[0].length <= STORED_BYTES) {
		stored.file_count = checked.file_count;
		must(load(desk()->store, &store, &stored), "it can be checked, not stored");
		must(strcmp(text_string(&checked.text), text_string(&stored.text)) == 0,
		     "another time this is told: %s", text_string(&stored.text));
		read_store(&store);
	}
	for (int i = 0; i < FILES; i++)
		text_release(&files[i]);
	text_release(&checked.text);
	text_release(&stored.text);
	return 0;
}

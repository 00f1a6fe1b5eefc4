#include "tests/support/trial.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char MARK[] = "¶";

static void want(struct trial *trial, const char *text, const char *mark)
{
	unsigned line = 1, column = 1;

	for (const char *p = text; p < mark; p++) {
		if (strncmp(p, MARK, strlen(MARK)) == 0) {
			p++;	/* a mark is taken out, so it counts nothing */
		} else if (*p == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)*p & 0xc0) != 0x80) {
			column++;
		}
	}
	text_printf(&trial->wanted, "%zu:%u:%u ", trial->file_count, line, column);
}

void trial_add_bytes(struct trial *trial, const char *bytes, size_t length)
{
	char name[32];

	if (!trial->file_count)
		folder_init(&trial->folder);
	cr_assert(trial->file_count < TRIAL_FILES);
	snprintf(name, sizeof(name), "%zu", trial->file_count);
	trial->files[trial->file_count++] =
		folder_write(&trial->folder, name, bytes, length);
}

void trial_add(struct trial *trial, const char *text)
{
	struct text bytes = {0};
	const char *from = text, *mark;

	for (; (mark = strstr(from, MARK)); from = mark + strlen(MARK)) {
		want(trial, text, mark);
		text_add(&bytes, from, (size_t)(mark - from));
	}
	text_puts(&bytes, from);
	trial_add_bytes(trial, text_string(&bytes), bytes.length);
	text_release(&bytes);
}

static void tell(void *context, const struct problem *problem)
{
	struct trial *trial = context;
	const char *name = strrchr(problem->file, '/') + 1;

	text_printf(&trial->places, "%s:%" PRIu64 ":%" PRIu64 " ", name, problem->line,
		    problem->column);
	text_printf(&trial->told, "%s:%" PRIu64 ":%" PRIu64 ": %s: %s\n", name, problem->line,
		    problem->column, problem->warning ? "warning" : "error", problem->message);
}

static void load(struct trial *trial, const char *target)
{
	trial->load = (struct load){
		.files = (const char *const *)trial->files,
		.file_count = trial->file_count,
		.target = target,
		.fingerprint = "test",
		.context = trial,
		.problem = tell,
	};
	trial->result = load_corpus(&trial->load, &trial->err);
}

void trial_check(struct trial *trial)
{
	load(trial, NULL);
}

void trial_store(struct trial *trial)
{
	char *target = folder_path(&trial->folder, "store.db");
	struct error err = {0};

	load(trial, target);
	cr_assert_eq(trial->result, 0, "%s%s", text_string(&trial->told), trial->err.text);
	trial->store = store_open(target, &err);
	cr_assert(trial->store, "%s", err.text);
	free(target);
}

void trial_release(struct trial *trial)
{
	store_close(trial->store);
	for (size_t i = 0; i < trial->file_count; i++)
		free(trial->files[i]);
	if (trial->file_count)
		folder_release(&trial->folder);
	text_release(&trial->told);
	text_release(&trial->places);
	text_release(&trial->wanted);
}

void trial_entry(struct trial *trial, const char *id, struct entry *entry)
{
	struct error err = {0};
	uint32_t row = store_find(trial->store, id, strlen(id));

	cr_assert(row, "no entry '%s'", id);
	cr_assert_eq(store_entry(trial->store, row, entry, &err), 0, "%s", err.text);
}

#include "store/loader.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/file.h"

/* --- what the parts share --- */

const char *field_text(const struct field *field)
{
	return field->state == FIELD_TEXT ? field->text : NULL;
}

struct arena *load_arena(struct loader *loader)
{
	return loader->out ? build_queue_arena(loader->out) : &loader->texts;
}

void load_piece(struct loader *loader, const struct piece *piece)
{
	if (loader->out)
		build_queue_add(loader->out, piece);
}

void load_tell_duplicate(struct loader *loader, const struct field *id, struct place before)
{
	const char *const *names = loader->load->shown ? loader->load->shown
							: loader->load->files;
	const char *file = names[before.file];

	problems_error(&loader->problems, id->at, "the id '%s' is taken in %s%sline %u",
		       shown(id->text, id->length).text,
		       before.file == id->at.file ? "" : shown_end(file, strlen(file)).text,
		       before.file == id->at.file ? "" : ", ", (unsigned)before.line);
}

static bool is_certain(const struct field *date)
{
	return field_text(date) && !strpbrk(date->text, "?~%");
}

void load_judge_order(struct loader *loader, const struct record *record, int first, int last)
{
	const struct field *from = &record->fields[first], *to = &record->fields[last];
	const struct shape *shape = record->shape;

	if (is_certain(from) && is_certain(to) && to->days.last < from->days.first)
		problems_warning(&loader->problems, to->at,
				 "'%s' in %s lies before its '%s' (correct one of them)",
				 shape->keys[last].name, shape->name, shape->keys[first].name);
}

/* --- reading --- */

static void read_files(struct loader *loader, enum pass pass)
{
	loader->pass = pass;
	loader->problems.muted = pass == PASS_DECLARE;
	loader->quotes = loader->talks = 0;
	for (size_t i = 0; i < loader->load->file_count && load_goes_on(loader); i++)
		load_file(loader, (uint32_t)i);
	for (size_t i = 0; i < loader->load->file_count && load_goes_on(loader); i++)
		load_default_source(loader, (uint32_t)i);
}

static bool open_out(struct loader *loader)
{
	build_queue_close(loader->out);
	loader->out = NULL;
	if (!loader->load->target)
		return true;
	loader->out = build_queue_open(loader->load->target, &loader->error);
	loader->failed = !loader->out;
	return loader->out != NULL;
}

/* Forgets what was read. */
static void begin_again(struct loader *loader)
{
	build_queue_close(loader->out);
	loader->out = NULL;
	problems_release(&loader->problems);
	symbols_release(&loader->symbols);
	symbols_init(&loader->symbols);
	memset(loader->defaults, 0, loader->load->file_count * sizeof(*loader->defaults));
	arena_clear(&loader->fields);
	arena_clear(&loader->texts);
	loader->restart = loader->unjudged = false;
	loader->bytes_total *= 2;
	loader->bytes_before = 0;
}

static void read_all(struct loader *loader)
{
	if (!open_out(loader))
		return;
	read_files(loader, PASS_ONLY);
	if (loader->restart && !loader->failed) {
		begin_again(loader);
		if (!open_out(loader))
			return;
		read_files(loader, PASS_DECLARE);
		if (!loader->failed)
			read_files(loader, PASS_JUDGE);
	}
	if (loader->failed)
		return;
	/* The last lists may be of topics, with no entry behind them. */
	load_topics_between(loader);
	if (!loader->unjudged)
		symbols_judge_parts(&loader->symbols, &loader->problems);
}

static bool stat_files(struct loader *loader)
{
	const struct load *load = loader->load;

	for (size_t i = 0; i < load->file_count; i++) {
		int fd = file_open(load->files[i], ERROR_CORPUS, &loader->stats[i],
				   &loader->error);

		if (fd < 0)
			return false;
		close(fd);
		loader->bytes_total += (uint64_t)loader->stats[i].st_size;
	}
	return true;
}

/* --- the store --- */

static int tell_indexing(void *context, uint64_t done, uint64_t total)
{
	struct loader *loader = context;
	struct load_progress progress = {
		.stage = LOAD_INDEXING,
		.entries = done,
		.entries_total = total,
		.bytes = loader->bytes_total,
		.bytes_total = loader->bytes_total,
	};

	return loader->load->progress(loader->load->context, &progress);
}

static int finish(struct loader *loader)
{
	const struct load *load = loader->load;
	struct build_meta meta = {
		.title = loader->title,
		.fingerprint = load->fingerprint,
		.files = load->shown ? load->shown : load->files,
		.file_count = load->file_count,
	};
	struct build *build = build_queue_end(loader->out, &loader->error);

	if (!build)
		return -1;
	/* Nothing is referred to any more, and the index needs memory. */
	symbols_release(&loader->symbols);
	return build_finish(build, &meta, load->progress ? tell_indexing : NULL, loader,
			    &loader->error);
}

/* --- the whole --- */

int load_corpus(struct load *load, struct error *err)
{
	struct loader loader = {.load = load};
	int result = -1;

	loader.reading.problems = &loader.problems;
	loader.reading.take = load_take;
	loader.reading.context = &loader;
	loader.reading.fields = &loader.fields;
	loader.defaults = memory_new(load->file_count, sizeof(*loader.defaults));
	loader.stats = memory_new(load->file_count, sizeof(*loader.stats));
	load->errors = load->warnings = load->quotes = load->talks = 0;
	symbols_init(&loader.symbols);
	if (!stat_files(&loader))
		goto out;
	read_all(&loader);
	if (loader.failed)
		goto out;
	load->quotes = loader.quotes;
	load->talks = loader.talks;
	problems_tell(&loader.problems, load);
	if (load->errors) {
		error_set(&loader.error, ERROR_CORPUS, "%llu error%s in the corpus",
			  (unsigned long long)load->errors, load->errors == 1 ? "" : "s");
		goto out;
	}
	result = loader.out ? finish(&loader) : 0;
out:
	if (result && err)
		*err = loader.error;
	build_queue_close(loader.out);
	problems_release(&loader.problems);
	symbols_release(&loader.symbols);
	arena_release(&loader.fields);
	arena_release(&loader.texts);
	free(loader.defaults);
	free(loader.stats);
	free(loader.title);
	return result;
}

/* One file of a corpus: its sections, and their records one by one. */
#include "store/loader.h"

#include <string.h>
#include <unistd.h>

#include "store/clock.h"
#include "store/file.h"
#include "store/text.h"

bool load_goes_on(const struct loader *loader)
{
	return !loader->restart && !loader->failed;
}

/* Between two records: gives back memory, and gives up the store as soon as
 * there is an error, for nothing will be stored. */
static bool end_record(struct loader *loader)
{
	arena_clear(&loader->fields);
	arena_clear(&loader->texts);
	if (loader->out && (loader->problems.errors.count || loader->problems.silenced)) {
		build_queue_close(loader->out);
		loader->out = NULL;
	}
	if (loader->out && build_queue_send(loader->out, loader->reading.taken, &loader->error))
		loader->failed = true;
	loader->reading.taken = 0;
	return load_goes_on(loader);
}

static void take_record(struct loader *loader, enum file_key key, const struct record *record)
{
	switch (key) {
	case FILE_SOURCES:
		load_source(loader, record);
		break;
	case FILE_SPEAKERS:
		load_speaker(loader, record);
		break;
	case FILE_TOPICS:
		load_topic(loader, record);
		break;
	case FILE_TALKS:
		load_talk(loader, record);
		loader->entries_seen = true;
		break;
	case FILE_QUOTES:
		load_quote(loader, record);
		loader->entries_seen = true;
		break;
	case FILE_DEFAULTS:
		load_defaults(loader, record);
		break;
	case FILE_STATEMENTS:
	case FILE_TITLE:
		break;
	}
}

static bool read_record(struct loader *loader, const struct key *key, const struct item *item)
{
	struct record record;

	loader->reading.texts = load_arena(loader);
	if (!record_read(&loader->reading, key->shape, item, &record))
		return false;
	take_record(loader, (enum file_key)(key - SHAPE_FILE.keys), &record);
	return end_record(loader);
}

/* What stands where a record should: a text in the place of a speaker or topic
 * is taken for its name, so that whoever names it is not told too. */
static void refuse_item(struct loader *loader, const struct key *key, const struct item *item)
{
	struct symbols *symbols = &loader->symbols;
	struct registry *registry = key == &SHAPE_FILE.keys[FILE_SPEAKERS] ? &symbols->speakers
			      : key == &SHAPE_FILE.keys[FILE_TOPICS]   ? &symbols->topics
								       : NULL;
	struct place before;
	struct text owner = {0};

	if (registry)
		registry_list(registry);
	if (registry && item->kind == ITEM_TEXT && item->length)
		registry_declare(registry, item->text, item->length, item->at, &before);
	if (registry)
		load_shaken(loader, registry);
	text_printf(&owner, "an item of '%s'", key->name);
	if (item_missing(item)) {
		problems_error(&loader->problems, item->at, "%s is missing (remove its dash)",
			       text_string(&owner));
	} else if (item->kind != ITEM_REFUSED) {
		struct text wanted = {0};

		text_printf(&wanted, "%s, a mapping", key->shape->name);
		record_wrong_type(&loader->reading, item, text_string(&owner),
				  text_string(&wanted));
		text_release(&wanted);
	}
	text_release(&owner);
}

/* A list of the file, item by item. */
static bool read_list(struct loader *loader, const struct key *key, const struct item *list)
{
	struct item item;

	if (item_missing(list) || list->kind == ITEM_REFUSED)
		return true;
	if (list->kind != ITEM_LIST) {
		struct text owner = {0};

		text_printf(&owner, "'%s' in the file", key->name);
		record_wrong_type(&loader->reading, list, text_string(&owner), "a list");
		text_release(&owner);
		return true;
	}
	/* Quotes declare nothing that others name. */
	if (loader->pass == PASS_DECLARE && key == &SHAPE_FILE.keys[FILE_QUOTES]) {
		yaml_skip(loader->yaml, list);
		return true;
	}
	for (;;) {
		yaml_next(loader->yaml, &item);
		if (item.kind == ITEM_END)
			return true;
		if (item.kind == ITEM_BROKEN)
			return false;
		if (item.kind != ITEM_MAP)
			refuse_item(loader, key, &item);
		else if (!read_record(loader, key, &item))
			return false;
	}
}

/* A file of another version is told alone: nothing else in it can be trusted. */
static bool refuse_version(struct loader *loader, struct place at, const char *why)
{
	problems_forget_file(&loader->problems, loader->file);
	problems_error(&loader->problems, at, "%s (a corpus file says 'statements: 1')", why);
	return false;
}

static bool judge_version(struct loader *loader, const struct item *item)
{
	struct text why = {0};

	if (item->kind == ITEM_TEXT && item->length == 1 && item->text[0] == '1')
		return true;
	if (item->kind == ITEM_TEXT && !item_missing(item))
		text_printf(&why, "unknown version '%s' of the format",
			    shown(item->text, item->length).text);
	else
		text_puts(&why, "'statements' is not the version of the format");
	refuse_version(loader, item->at, text_string(&why));
	text_release(&why);
	return false;
}

static bool read_title(struct loader *loader, const struct key *key, const struct item *item,
		       struct field *field)
{
	loader->reading.texts = load_arena(loader);
	if (!field_read(&loader->reading, &SHAPE_FILE, key, item, field))
		return false;
	if (loader->file == 0 && !loader->title && field_text(field))
		loader->title = memory_copy(field->text, field->length);
	field->text = NULL;
	return end_record(loader);
}

static bool read_key(void *context, const struct key *key, const struct item *item,
		     struct field *field)
{
	struct loader *loader = context;
	struct item none = *item;

	if (item->kind == ITEM_BROKEN)
		return false;
	field->state = FIELD_MISSING;
	switch ((enum file_key)(key - SHAPE_FILE.keys)) {
	case FILE_STATEMENTS:
		return judge_version(loader, item);
	case FILE_TITLE:
		return read_title(loader, key, item, field);
	case FILE_DEFAULTS:
		if (item_missing(item) || item->kind == ITEM_REFUSED)
			return true;
		if (item->kind == ITEM_MAP)
			return read_record(loader, key, &none);
		record_wrong_type(&loader->reading, item, "'defaults' in the file",
				  "a mapping");
		return true;
	default:
		return read_list(loader, key, item);
	}
}

/* Reads a file to its end; false where it broke before, which was told, or
 * where the load does not go on. */
static bool read_document(struct loader *loader)
{
	struct arena fields = {0};
	struct reading reading = {
		.yaml = loader->yaml,
		.problems = &loader->problems,
		.fields = &fields,
		.each = read_key,
		.context = loader,
	};
	struct record record = {0};
	struct item item;
	bool whole = false;

	yaml_next(loader->yaml, &item);
	if (item.kind == ITEM_BROKEN)
		return false;
	if (item.kind != ITEM_MAP) {
		struct place at = item.kind == ITEM_DONE ? (struct place){loader->file, 1, 1}
							 : item.at;

		return refuse_version(loader, at, "'statements' is missing");
	}
	if (record_read(&reading, &SHAPE_FILE, &item, &record)) {
		whole = record.fields[FILE_STATEMENTS].key_line != 0 ||
			refuse_version(loader, record.at, "'statements' is missing");
		if (whole)
			yaml_next(loader->yaml, &item);
		whole = whole && item.kind == ITEM_DONE;
	}
	arena_release(&fields);
	return whole;
}

/* Between two calls of the load's `progress`. */
enum { TELL_MS = 100 };

static int tick(void *context, uint64_t bytes)
{
	struct loader *loader = context;
	struct load_progress progress = {
		.stage = LOAD_READING,
		.entries = loader->quotes + loader->talks,
		.bytes = loader->bytes_before + bytes,
		.bytes_total = loader->bytes_total,
	};
	int64_t now = clock_ms();

	if (!loader->load->progress || now - loader->told_at < TELL_MS)
		return 0;
	loader->told_at = now;
	return loader->load->progress(loader->load->context, &progress);
}

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/* A copy over it may set the time of the contents back, but not that of the last change
 * at all; which a file also has when another takes its name, and that is no change of it. */
static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       same_time(a->st_mtim, b->st_mtim) &&
	       (a->st_nlink != b->st_nlink || same_time(a->st_ctim, b->st_ctim));
}

void load_file(struct loader *loader, uint32_t file)
{
	const struct load *load = loader->load;
	const char *name = load->shown ? load->shown[file] : load->files[file];
	struct stat stat;
	int fd = file_open(load->files[file], ERROR_CORPUS, &stat, &loader->error);

	if (fd < 0) {
		loader->failed = true;
		return;
	}
	loader->file = file;
	loader->entries_seen = false;
	problems_begin_file(&loader->problems);
	loader->yaml = yaml_open(fd, file, &loader->problems, tick, loader);
	loader->reading.yaml = loader->yaml;
	if (!read_document(loader) && load_goes_on(loader))
		loader->unjudged = true;
	if (yaml_failure(loader->yaml, name, &loader->error))
		loader->failed = true;
	yaml_close(loader->yaml);
	/* What was read is worth nothing when the file became another meanwhile. */
	if (!loader->failed &&
	    (!same_file(&stat, &loader->stats[file]) || fstat(fd, &stat) ||
	     !same_file(&stat, &loader->stats[file]))) {
		error_set(&loader->error, ERROR_CORPUS,
			  "'%s' changed while it was read (read it again)", name);
		loader->failed = true;
	}
	close(fd);
	loader->bytes_before += (uint64_t)stat.st_size;
}

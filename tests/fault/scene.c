#include "tests/fault/scene.h"

#include <dirent.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fault/program.h"

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "harness: %s: %s\n", what, why);
	exit(2);
}

bool scene_read(const char *path, struct text *bytes)
{
	FILE *file = fopen(path, "r");
	char part[65536];
	size_t length;

	text_clear(bytes);
	if (!file)
		return false;
	while ((length = fread(part, 1, sizeof(part), file)) > 0)
		text_add(bytes, part, length);
	fclose(file);
	return true;
}

void scene_write(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || close(fd))
		give_up("cannot write", path);
}

/* Quotes of several speakers, on topics and in talks, so that every table is filled. */
static unsigned write_corpus(const char *path, unsigned entries, const char *word)
{
	struct text out = {0};

	text_printf(&out, "statements: 1\ntitle: The %s ones\n"
		    "speakers:\n  - {id: ada, name: Ada Lovelace, aliases: [Countess]}\n"
		    "  - {id: charles, name: Charles Babbage}\n"
		    "topics:\n  - {id: engine, label: The engine}\n  - {id: engine/mill}\n"
		    "talks:\n  - {id: meeting, title: A meeting, date: 1843-07, place: London,"
		    " participants: [ada, charles], topics: [engine]}\n"
		    "quotes:\n", word);
	for (unsigned i = 0; i < entries; i++)
		text_printf(&out, "  - {id: q%u, speaker: %s, date: 18%02u-%02u-%02u, topics: "
			    "[engine%s], %s text: 'every %s word number %u [an insertion] of "
			    "the notes'}\n", i, i % 3 ? "ada" : "Charles Babbage", 10 + i % 60,
			    1 + i % 12, 1 + i % 28, i % 2 ? "/mill" : "",
			    i % 5 ? "" : "talk: meeting, to: [charles],", word, i);
	scene_write(path, text_string(&out), out.length);
	text_release(&out);
	return entries;
}

static void expect_run(struct program *program, const char *what)
{
	program_run(program);
	if (program->status != 0 || program->err.length)
		give_up(what, text_string(&program->err));
	program_release(program);
}

static void load(const struct scene *scene, const char *store, const char *corpus)
{
	struct program program = {
		.arguments = {"load", "-o", store, corpus},
		.cache = text_string(&scene->cache),
	};

	expect_run(&program, "cannot load");
}

static bool same(const struct text *one, const struct text *other)
{
	return one->length == other->length && memcmp(one->data, other->data, one->length) == 0;
}

/* The entries as text, since two stores of the same entries differ where the corpus came
 * from somewhere else.  False where the store has something to complain of. */
static bool print_entries(const struct scene *scene, const char *store, struct text *out)
{
	struct program program = {
		.arguments = {"search", "--store", store, "every"},
		.cache = text_string(&scene->cache),
	};
	bool good;

	program_run(&program);
	good = program.status == 0 && program.err.length == 0;
	text_clear(out);
	text_add(out, program.out.data, program.out.length);
	program_release(&program);
	return good;
}

static void fill_named(struct scene *scene)
{
	const char *path;

	text_printf(&scene->places[SCENE_NAMED].folder, "%s/store", scene->folder);
	text_printf(&scene->places[SCENE_NAMED].path, "%s/store/store.db", scene->folder);
	path = text_string(&scene->places[SCENE_NAMED].path);
	mkdir(text_string(&scene->places[SCENE_NAMED].folder), 0700);
	load(scene, path, text_string(&scene->new_corpus));
	if (!scene_read(path, &scene->places[SCENE_NAMED].new_bytes))
		give_up("no store", path);
	print_entries(scene, path, &scene->new_entries);
	load(scene, path, text_string(&scene->old_corpus));
	scene_read(path, &scene->places[SCENE_NAMED].old_bytes);
	print_entries(scene, path, &scene->old_entries);
	if (same(&scene->old_entries, &scene->new_entries))
		give_up("two stores cannot be told apart", path);
}

static void find_in_cache(struct scene *scene)
{
	const char *folder = text_string(&scene->places[SCENE_CACHED].folder);
	DIR *dir = opendir(folder);
	struct dirent *item;

	if (!dir)
		give_up("no folder", folder);
	while ((item = readdir(dir)))
		if (item->d_name[0] != '.')
			text_printf(&scene->places[SCENE_CACHED].path, "%s/%s", folder, item->d_name);
	closedir(dir);
}

/* The new corpus is read while it is called so, but the old one lay there before. */
static void fill_cached(struct scene *scene)
{
	const char *corpus = text_string(&scene->new_corpus);
	struct program program = {
		.arguments = {"search", "--count", "every", corpus},
		.cache = text_string(&scene->cache),
	};
	struct text old = {0}, new = {0};

	text_printf(&scene->places[SCENE_CACHED].folder, "%s/cache/statements", scene->folder);
	scene_read(text_string(&scene->old_corpus), &old);
	scene_read(corpus, &new);
	scene_write(corpus, old.data, old.length);
	expect_run(&program, "cannot search");
	find_in_cache(scene);
	scene_read(text_string(&scene->places[SCENE_CACHED].path),
		   &scene->places[SCENE_CACHED].old_bytes);
	scene_write(corpus, new.data, new.length);
	expect_run(&program, "cannot search");
	scene_read(text_string(&scene->places[SCENE_CACHED].path),
		   &scene->places[SCENE_CACHED].new_bytes);
	text_release(&old);
	text_release(&new);
	scene_restore(scene, SCENE_CACHED);
}

static void map_fault(struct scene *scene)
{
	static const struct fault none;
	int fd;

	text_printf(&scene->fault_path, "%s/fault", scene->folder);
	text_printf(&scene->journal, "%s/journal", scene->folder);
	scene_write(text_string(&scene->fault_path), (const char *)&none, sizeof(none));
	fd = open(text_string(&scene->fault_path), O_RDWR | O_CLOEXEC);
	scene->fault = mmap(NULL, sizeof(none), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (scene->fault == MAP_FAILED)
		give_up("cannot map", text_string(&scene->fault_path));
}

void scene_init(struct scene *scene, unsigned entries)
{
	*scene = (struct scene){.folder = "/tmp/statements-fault-XXXXXX"};
	if (!mkdtemp(scene->folder))
		give_up("cannot make", scene->folder);
	text_printf(&scene->old_corpus, "%s/old.yaml", scene->folder);
	text_printf(&scene->new_corpus, "%s/new.yaml", scene->folder);
	text_printf(&scene->cache, "%s/cache", scene->folder);
	scene->old_count = write_corpus(text_string(&scene->old_corpus), entries, "old");
	scene->new_count = write_corpus(text_string(&scene->new_corpus), entries + 1, "new");
	fill_cached(scene);
	fill_named(scene);
	map_fault(scene);
}

void scene_release(struct scene *scene)
{
	char *paths[] = {scene->folder, NULL};
	FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *item;

	while (walk && (item = fts_read(walk)))
		if (item->fts_info != FTS_D)
			remove(item->fts_accpath);
	if (walk)
		fts_close(walk);
	munmap(scene->fault, sizeof(*scene->fault));
	text_release(&scene->old_corpus);
	text_release(&scene->new_corpus);
	text_release(&scene->cache);
	text_release(&scene->fault_path);
	text_release(&scene->journal);
	text_release(&scene->old_entries);
	text_release(&scene->new_entries);
	for (int i = 0; i < SCENE_PLACES; i++) {
		text_release(&scene->places[i].folder);
		text_release(&scene->places[i].path);
		text_release(&scene->places[i].old_bytes);
		text_release(&scene->places[i].new_bytes);
	}
}

static enum scene_state judge_contents(const struct scene *scene, const char *store)
{
	enum scene_state state = SCENE_BROKEN;
	struct text entries = {0};

	if (print_entries(scene, store, &entries))
		state = same(&entries, &scene->old_entries) ? SCENE_OLD :
			same(&entries, &scene->new_entries) ? SCENE_NEW : SCENE_BROKEN;
	text_release(&entries);
	return state;
}

enum scene_state scene_state(const struct scene *scene, enum scene_place place)
{
	struct text bytes = {0};
	enum scene_state state = SCENE_MISSING;

	if (scene_read(text_string(&scene->places[place].path), &bytes))
		state = same(&bytes, &scene->places[place].old_bytes) ? SCENE_OLD :
			same(&bytes, &scene->places[place].new_bytes) ? SCENE_NEW :
			judge_contents(scene, text_string(&scene->places[place].path));
	text_release(&bytes);
	return state;
}

bool scene_knows(const struct scene *scene, const struct text *entries)
{
	return same(entries, &scene->old_entries) || same(entries, &scene->new_entries);
}

const char *scene_word(enum scene_state state)
{
	static const char *const words[] = {"old", "new", "missing", "broken"};

	return words[state];
}

/* Not written over: a reader may have it open. */
void scene_restore(struct scene *scene, enum scene_place place)
{
	const char *path = text_string(&scene->places[place].path);
	struct text aside = {0};

	if (scene_state(scene, place) == SCENE_OLD)
		return;
	text_printf(&aside, "%s/aside", scene->folder);
	scene_write(text_string(&aside), scene->places[place].old_bytes.data,
		    scene->places[place].old_bytes.length);
	if (rename(text_string(&aside), path))
		give_up("cannot restore", path);
	text_release(&aside);
}

bool scene_clean(const struct scene *scene, enum scene_place place, struct text *litter)
{
	const struct text *folder = &scene->places[place].folder;
	const char *name = scene->places[place].path.data + folder->length + 1;
	size_t length = scene->places[place].path.length - folder->length - 1;
	DIR *dir = opendir(text_string(folder));
	struct dirent *item;

	text_clear(litter);
	while (dir && (item = readdir(dir)))
		if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0 &&
		    (strlen(item->d_name) != length || memcmp(item->d_name, name, length) != 0))
			text_printf(litter, "%s", item->d_name);
	if (dir)
		closedir(dir);
	return litter->length == 0;
}

void scene_no_fault(struct scene *scene)
{
	memset(scene->fault, 0, sizeof(*scene->fault));
}

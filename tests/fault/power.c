/*
 * Power: what a disk may hold after the power failed during a load.  The journal of a
 * whole load is played up to a moment, and of what no fsync covers by then each
 * sector may be written, lost or garbled, the size be another, and the last names be
 * the ones before.  The store that such a disk shows must be the old one or the
 * new one.
 *
 * The control is the same with a program whose fsync does nothing: there, broken
 * stores must be found, or the part sees nothing.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/memory.h"
#include "tests/fault/disk.h"
#include "tests/fault/parts.h"
#include "tests/fault/program.h"
#include "tests/fault/scene.h"

/* Moments that are tried of each load, and disks of each moment. */
static const unsigned SEEDS[] = {3, 40, 2000};
enum { ENTRIES = 300, CONTROLS = 100 };

struct stage {
	struct report *report;
	struct scene scene;
	struct disk disk;
	struct text folder;	/* that a disk is shown in */
	char name[64];
	unsigned broken;
};

#define EXPECT(condition, ...)							\
	do {									\
		if (!(condition))						\
			report_fail(stage->report, stage->name, __VA_ARGS__);	\
	} while (0)

/* A load with its journal. */
static void record(struct stage *stage, bool no_sync)
{
	struct scene *scene = &stage->scene;
	struct program load = {
		.arguments = {"load", "-o", text_string(&scene->places[SCENE_NAMED].path),
			      text_string(&scene->new_corpus)},
		.cache = text_string(&scene->cache),
		.fault = text_string(&scene->fault_path),
	};
	struct stat folder;

	scene_restore(scene, SCENE_NAMED);
	scene_no_fault(scene);
	stat(text_string(&scene->places[SCENE_NAMED].folder), &folder);
	scene->fault->folder = folder.st_ino;
	scene->fault->no_sync = no_sync;
	snprintf(scene->fault->journal, sizeof(scene->fault->journal), "%s",
		 text_string(&scene->journal));
	scene_write(text_string(&scene->journal), "", 0);
	program_run(&load);
	EXPECT(load.status == 0, "the load: status %d: %s", load.status, text_string(&load.err));
	program_release(&load);
	disk_release(&stage->disk);
	EXPECT(disk_read(&stage->disk, text_string(&scene->journal)) == 0, "no journal");
	EXPECT(stage->disk.count > 10, "the journal has %zu records only", stage->disk.count);
	scene_restore(scene, SCENE_NAMED);
}

/* Whether the store that the disk shows is the old one or the new one. */
static bool is_whole(const struct stage *stage, const struct shown *shown)
{
	const struct text *old = &stage->scene.places[SCENE_NAMED].old_bytes;
	const struct text *new = &stage->scene.places[SCENE_NAMED].new_bytes;

	for (size_t i = 0; i < shown->count; i++) {
		const struct shown_file *file = &shown->files[i];

		if (strcmp(file->name, "store.db") != 0)
			continue;
		return file->before || (file->bytes.length == new->length &&
		       memcmp(file->bytes.data, new->data, new->length) == 0) ||
		       (file->bytes.length == old->length &&
			memcmp(file->bytes.data, old->data, old->length) == 0);
	}
	return false;
}

static struct text path_of(const struct stage *stage, const struct shown_file *file)
{
	struct text path = {0};

	text_printf(&path, "%s/%s", text_string(&stage->scene.places[SCENE_NAMED].folder),
		    file->name);
	return path;
}

/* Puts the files of the disk where the program looks; whether one of them begins with
 * neither what a database begins with nor zeros. */
static bool lay_out(const struct stage *stage, const struct shown *shown)
{
	static const char magic[16] = "SQLite format 3", zeros[16];
	bool garbled = false;

	for (size_t i = 0; i < shown->count; i++) {
		const struct shown_file *file = &shown->files[i];
		struct text path = path_of(stage, file);
		char head[sizeof(magic)] = {0};

		if (!file->before)
			scene_write(text_string(&path), text_string(&file->bytes), file->bytes.length);
		memcpy(head, text_string(&file->bytes), file->bytes.length < sizeof(head) ?
							file->bytes.length : sizeof(head));
		garbled |= memcmp(head, magic, sizeof(magic)) != 0 &&
			   memcmp(head, zeros, sizeof(zeros)) != 0;
		text_release(&path);
	}
	return garbled;
}

static void remove_drafts(const struct stage *stage, const struct shown *shown)
{
	for (size_t i = 0; i < shown->count; i++) {
		struct text path = path_of(stage, &shown->files[i]);

		if (strcmp(shown->files[i].name, "store.db") != 0)
			unlink(text_string(&path));
		text_release(&path);
	}
}

/* After the load ended well, the new store stays. */
static bool is_new(const struct stage *stage, const struct shown *shown)
{
	const struct text *new = &stage->scene.places[SCENE_NAMED].new_bytes;

	for (size_t i = 0; i < shown->count; i++)
		if (strcmp(shown->files[i].name, "store.db") == 0)
			return !shown->files[i].before &&
			       shown->files[i].bytes.length == new->length &&
			       memcmp(shown->files[i].bytes.data, new->data, new->length) == 0;
	return false;
}

/* The program on that disk: the next start is silent and right, the next load leaves
 * nothing else. */
static void start_on(struct stage *stage, const struct shown *shown)
{
	struct scene *scene = &stage->scene;
	struct program program = {
		.arguments = {"search", "--store", text_string(&scene->places[SCENE_NAMED].path),
			      "every"},
		.cache = text_string(&scene->cache),
	};
	struct text litter = {0};
	bool garbled;

	scene_restore(scene, SCENE_NAMED);
	garbled = lay_out(stage, shown);
	program_run(&program);
	EXPECT(program.status == 0 && program.err.length == 0, "the next start: status %d: %s",
	       program.status, text_string(&program.err));
	EXPECT(scene_knows(scene, &program.out), "the next start shows other entries");
	program.arguments[0] = "load";
	program.arguments[1] = "-o";
	program.arguments[3] = text_string(&scene->new_corpus);
	program.arguments[2] = text_string(&scene->places[SCENE_NAMED].path);
	program_run(&program);
	EXPECT(program.status == 0 && program.err.length == 0, "the next load: status %d: %s",
	       program.status, text_string(&program.err));
	/* Of a draft whose beginning is garbled nobody can tell whose it is. */
	EXPECT(garbled || scene_clean(scene, SCENE_NAMED, &litter), "'%s' is left beside the store",
	       text_string(&litter));
	remove_drafts(stage, shown);
	program_release(&program);
	text_release(&litter);
}

static void fail_at(struct stage *stage, size_t moment, unsigned seed, bool control)
{
	struct shown shown = {0};
	bool whole;

	snprintf(stage->name, sizeof(stage->name), "%s:%zu:%u", control ? "control" : "power",
		 moment, seed);
	if (!report_wants(stage->report, stage->name))
		return;
	disk_show(&stage->disk, moment, seed, &shown);
	whole = is_whole(stage, &shown);
	stage->report->struck += shown.lost != 0;
	if (control)
		stage->broken += !whole;
	else
		EXPECT(whole && (moment < stage->disk.count || is_new(stage, &shown)), "the store is not whole, or not the new one after the load (%u sectors were "
		       "lost)",
		       shown.lost);
	if (whole && !control && seed % 8 == 0)
		start_on(stage, &shown);
	shown_release(&shown);
}

static void fail_often(struct stage *stage, size_t moment, unsigned times, bool control)
{
	for (unsigned i = 0; i < times; i++)
		fail_at(stage, moment, (unsigned)stage->report->dice.seed * 100000 + i, control);
}

static void fail_everywhere(struct stage *stage)
{
	for (size_t moment = 0; moment <= stage->disk.count; moment++)
		fail_often(stage, moment, SEEDS[stage->report->depth], false);
}

void power(struct report *report)
{
	struct stage stage = {.report = report};

	scene_init(&stage.scene, ENTRIES);
	snprintf(stage.name, sizeof(stage.name), "record");
	record(&stage, false);
	fail_everywhere(&stage);
	record(&stage, true);
	/* After the rename, where all depends on what was synced before it. */
	fail_often(&stage, stage.disk.count, CONTROLS, true);
	if (!report->only && !stage.broken)
		report_fail(report, "control", "without fsync no broken store was found: this sees "
			    "nothing");
	printf("  without fsync %u of the disks had a broken store, as they should\n", stage.broken);
	disk_release(&stage.disk);
	scene_release(&stage.scene);
}

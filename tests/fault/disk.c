#include "tests/fault/disk.h"

#include <stdlib.h>
#include <string.h>

#include "store/memory.h"
#include "tests/fault/dice.h"
#include "tests/fault/scene.h"

enum { SECTOR = 512 };

int disk_read(struct disk *disk, const char *path)
{
	const char *at, *end;

	*disk = (struct disk){0};
	if (!scene_read(path, &disk->journal))
		return -1;
	at = text_string(&disk->journal);
	for (end = at + disk->journal.length; at < end;) {
		struct write write = {0};

		if ((size_t)(end - at) < sizeof(write.record))
			return -1;
		memcpy(&write.record, at, sizeof(write.record));
		at += sizeof(write.record);
		write.name = memory_copy(at, write.record.name_length);
		at += write.record.name_length;
		write.other = memory_copy(at, write.record.other_length);
		at += write.record.other_length;
		write.data = at;
		if (write.record.kind == JOURNAL_WRITE)
			at += write.record.length;
		disk->writes = memory_room(disk->writes, disk->count, &disk->cap,
					   sizeof(*disk->writes));
		disk->writes[disk->count++] = write;
	}
	return at == end ? 0 : -1;
}

void disk_release(struct disk *disk)
{
	for (size_t i = 0; i < disk->count; i++) {
		free(disk->writes[i].name);
		free(disk->writes[i].other);
	}
	free(disk->writes);
	text_release(&disk->journal);
	*disk = (struct disk){0};
}

/* --- names --- */

static struct shown_file *find(struct shown *shown, const char *name)
{
	for (size_t i = 0; i < shown->count; i++)
		if (strcmp(shown->files[i].name, name) == 0)
			return &shown->files[i];
	return NULL;
}

static void take_away(struct shown *shown, const char *name)
{
	struct shown_file *file = find(shown, name);

	if (!file)
		return;
	free(file->name);
	text_release(&file->bytes);
	*file = shown->files[--shown->count];
}

static void put(struct shown *shown, const char *name, uint64_t inode, bool before)
{
	take_away(shown, name);
	shown->files = memory_room(shown->files, shown->count, &shown->cap, sizeof(*shown->files));
	shown->files[shown->count++] = (struct shown_file){
		.name = memory_copy(name, strlen(name)),
		.inode = inode,
		.before = before,
	};
}

static void follow(struct shown *shown, const struct write *write)
{
	struct shown_file *file;

	switch (write->record.kind) {
	case JOURNAL_CREATE:
		put(shown, write->name, write->record.inode, false);
		break;
	case JOURNAL_UNLINK:
		take_away(shown, write->name);
		break;
	case JOURNAL_RENAME:
		file = find(shown, write->name);
		if (file) {
			uint64_t inode = file->inode;
			bool before = file->before;

			put(shown, write->other, inode, before);
			take_away(shown, write->name);
		}
		break;
	default:
		break;
	}
}

static bool is_name(const struct write *write)
{
	return write->record.kind == JOURNAL_CREATE || write->record.kind == JOURNAL_RENAME ||
	       write->record.kind == JOURNAL_UNLINK;
}

/* Names change in their order, but the last of those that no fsync of the folder covers
 * may not have come to the disk. */
static void show_names(const struct disk *disk, size_t moment, struct dice *dice,
		       struct shown *shown)
{
	size_t safe = 0, unsafe = 0, kept;

	for (size_t i = 0; i < moment; i++)
		if (disk->writes[i].record.kind == JOURNAL_SYNC_FOLDER)
			safe = i;
	for (size_t i = safe; i < moment; i++)
		unsafe += is_name(&disk->writes[i]);
	kept = dice_below(dice, (uint32_t)unsafe + 1);
	shown->lost += (unsigned)(unsafe - kept);
	put(shown, "store.db", 0, true);
	for (size_t i = 0; i < moment; i++) {
		if (!is_name(&disk->writes[i]))
			continue;
		if (i >= safe && kept-- == 0)
			break;
		follow(shown, &disk->writes[i]);
	}
}

/* --- contents --- */

static void set_length(struct text *bytes, size_t length)
{
	while (bytes->length < length)
		text_putc(bytes, '\0');
	text_cut(bytes, length);
}

/* One sector of a write that no fsync covers: written, lost, or garbled. */
static void write_sector(struct text *bytes, size_t offset, const char *data, size_t length,
			 struct dice *dice, struct shown *shown)
{
	uint32_t fate = dice_below(dice, 8);

	if (fate == 0)
		for (size_t i = 0; i < length; i++)
			bytes->data[offset + i] = (char)dice_below(dice, 256);
	else if (fate > 3)
		memcpy(bytes->data + offset, data, length);
	shown->lost += fate <= 3;
}

static void apply(struct text *bytes, const struct write *write, bool safe,
		  struct dice *dice, struct shown *shown)
{
	size_t end = write->record.offset + write->record.length;

	if (write->record.kind == JOURNAL_TRUNCATE) {
		if (safe || dice_below(dice, 2))
			set_length(bytes, write->record.length);
		return;
	}
	if (bytes->length < end)
		set_length(bytes, end);
	for (size_t at = write->record.offset; at < end;) {
		size_t next = (at / SECTOR + 1) * SECTOR;
		const char *data = write->data + (at - write->record.offset);
		size_t length = (next < end ? next : end) - at;

		if (safe)
			memcpy(bytes->data + at, data, length);
		else
			write_sector(bytes, at, data, length, dice, shown);
		at += length;
	}
}

static bool is_of(const struct write *write, uint64_t inode)
{
	return (write->record.kind == JOURNAL_WRITE || write->record.kind == JOURNAL_TRUNCATE) &&
	       write->record.inode == inode;
}

/* What a file holds: all that was synced, and of the rest what came to the disk, in any
 * order. */
static void show_contents(const struct disk *disk, size_t moment, struct dice *dice,
			  struct shown *shown, struct shown_file *file)
{
	bool back = dice_below(dice, 2) != 0;
	size_t safe = 0, synced;

	for (size_t i = 0; i < moment; i++)
		if (disk->writes[i].record.kind == JOURNAL_SYNC &&
		    disk->writes[i].record.inode == file->inode)
			safe = i;
	for (size_t i = 0; i < safe; i++)
		if (is_of(&disk->writes[i], file->inode))
			apply(&file->bytes, &disk->writes[i], true, dice, shown);
	synced = file->bytes.length;
	/* Backwards now and then: what was written last came first. */
	for (size_t i = safe; i < moment; i++) {
		const struct write *write = &disk->writes[back ? safe + moment - 1 - i : i];

		if (is_of(write, file->inode))
			apply(&file->bytes, write, false, dice, shown);
	}
	/* The new length may not have come to the disk either. */
	if (file->bytes.length > synced && dice_below(dice, 3) == 0)
		text_cut(&file->bytes, synced + dice_below(dice, (uint32_t)(file->bytes.length - synced)));
}

void disk_show(const struct disk *disk, size_t moment, unsigned seed, struct shown *shown)
{
	struct dice dice = {seed};

	*shown = (struct shown){0};
	show_names(disk, moment, &dice, shown);
	for (size_t i = 0; i < shown->count; i++)
		if (!shown->files[i].before)
			show_contents(disk, moment, &dice, shown, &shown->files[i]);
}

void shown_release(struct shown *shown)
{
	while (shown->count)
		take_away(shown, shown->files[0].name);
	free(shown->files);
	*shown = (struct shown){0};
}

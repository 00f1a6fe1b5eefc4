#include "store/refer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/map.h"
#include "store/vocabulary.h"

void refer_init(struct refer *refer)
{
	*refer = (struct refer){
		.speakers = {.one = "speaker", .list = "speakers"},
		.topics = {.one = "topic", .list = "topics", .tree = true},
		.ids.seed = roster_seed(),
	};
}

static void naming_release(struct naming *naming)
{
	roster_release(&naming->ids);
	roster_release(&naming->names);
	free(naming->things);
	free(naming->owners);
}

void refer_release(struct refer *refer)
{
	naming_release(&refer->speakers);
	naming_release(&refer->topics);
	roster_release(&refer->source_ids);
	roster_release(&refer->talk_ids);
	roster_release(&refer->repeats);
	roster_release(&refer->words);
	free(refer->sources);
	free(refer->talks);
	free(refer->parts);
	free(refer->ids.slots);
	free(refer->kept);
	arena_release(&refer->arena);
	*refer = (struct refer){0};
}

/* The number of an id with its thing, and for a tree all that are above it. */
static uint32_t add_thing(struct naming *naming, const char *id, size_t length)
{
	uint32_t lower = 0, number = 0;

	for (size_t end = length;; end--) {
		size_t before = naming->ids.count;
		uint32_t n;

		if (end != length && id[end] != '/')
			continue;
		n = roster_add(&naming->ids, id, end);
		if (lower)
			naming->things[lower - 1].parent = n;
		else
			number = n;
		if (naming->ids.count == before)
			break;		/* what is above it is known */
		naming->things = memory_room(naming->things, before, &naming->thing_cap,
					     sizeof(*naming->things));
		naming->things[n - 1] = (struct thing){0};
		lower = n;
		if (!naming->tree || !memchr(id, '/', end))
			break;
	}
	return number;
}

uint32_t naming_declare(struct naming *naming, const char *id, size_t length, struct place at,
			struct place *before)
{
	uint32_t number = add_thing(naming, id, length);
	uint32_t name = roster_find(&naming->names, id, length);
	struct thing *thing = &naming->things[number - 1];

	naming->declared = true;
	*before = (struct place){0};
	if (thing->at.line) {
		if (place_compare(thing->at, at) != 0)
			*before = thing->at;
		return number;
	}
	thing->at = at;
	if (naming->made || thing->handed || (name && naming->owners[name - 1].used))
		naming->shaken = true;
	return number;
}

void naming_name(struct naming *naming, uint32_t number, const char *name, size_t length)
{
	size_t before = naming->names.count;
	uint32_t n = roster_add(&naming->names, name, length);
	struct owners *owners;

	if (naming->names.count > before) {
		naming->owners = memory_room(naming->owners, before, &naming->owners_cap,
					     sizeof(*naming->owners));
		naming->owners[n - 1] = (struct owners){.first = number};
		return;
	}
	owners = &naming->owners[n - 1];
	if (owners->first == number || owners->second)
		return;
	owners->second = number;
	if (owners->used)
		naming->shaken = true;
}

uint32_t naming_make(struct naming *naming, const char *name, size_t length)
{
	naming->made = true;
	return add_thing(naming, name, length);
}

enum naming_found naming_find(struct naming *naming, const char *text, size_t length,
			      uint32_t *number, uint32_t *other)
{
	uint32_t name;

	*number = roster_find(&naming->ids, text, length);
	if (*number)
		return NAMING_ONE;
	name = roster_find(&naming->names, text, length);
	if (!name)
		return NAMING_NONE;
	naming->owners[name - 1].used = true;
	*number = naming->owners[name - 1].first;
	*other = naming->owners[name - 1].second;
	return *other ? NAMING_TWO : NAMING_ONE;
}

/* Looking through more names than these takes longer than reading them did. */
enum { SUGGESTED_FROM = 500 * 1000 };

/* Strings to look for a similar one in. */
struct words {
	const char **at;
	size_t count;
};

static const char *nearest_of(struct words *words, const char *text, size_t length)
{
	const char *nearest = NULL;

	if (words->count <= SUGGESTED_FROM)
		nearest = nearest_word(text, length, words->at, words->count);
	free(words->at);
	return nearest;
}

const char *naming_nearest(const struct naming *naming, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(naming->ids.count + naming->names.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= naming->ids.count; n++)
		words.at[words.count++] = roster_string(&naming->ids, n);
	for (uint32_t n = 1; n <= naming->names.count; n++)
		words.at[words.count++] = roster_string(&naming->names, n);
	return nearest_of(&words, text, length);
}

const char *refer_nearest_talk(const struct refer *refer, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(refer->talk_ids.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= refer->talk_ids.count; n++)
		if (refer->talks[n - 1].at.line)
			words.at[words.count++] = roster_string(&refer->talk_ids, n);
	return nearest_of(&words, text, length);
}

const char *refer_nearest_source(const struct refer *refer, const char *text, size_t length)
{
	struct words words = {0};

	words.at = memory_new(refer->source_ids.count, sizeof(*words.at));
	for (uint32_t n = 1; n <= refer->source_ids.count; n++)
		if (refer->sources[n - 1]->at.line)
			words.at[words.count++] = roster_string(&refer->source_ids, n);
	return nearest_of(&words, text, length);
}

const char *refer_keep(struct refer *refer, const char *text)
{
	size_t before = refer->words.count;
	uint32_t n;

	if (!text)
		return NULL;
	n = roster_add(&refer->words, text, strlen(text));
	if (refer->words.count > before) {
		refer->kept = memory_room(refer->kept, before, &refer->kept_cap,
					  sizeof(*refer->kept));
		refer->kept[n - 1] = arena_copy(&refer->arena, text, strlen(text));
	}
	return refer->kept[n - 1];
}

struct known_source *refer_source_in_place(struct refer *refer)
{
	return arena_new(&refer->arena, 1, sizeof(struct known_source));
}

struct known_source *refer_source(struct refer *refer, const char *id, size_t length)
{
	size_t before = refer->source_ids.count;
	uint32_t n = roster_add(&refer->source_ids, id, length);

	if (refer->source_ids.count > before) {
		refer->sources = memory_room(refer->sources, before, &refer->source_cap,
					     sizeof(*refer->sources));
		refer->sources[n - 1] = refer_source_in_place(refer);
	}
	return refer->sources[n - 1];
}

uint32_t refer_talk(struct refer *refer, const char *id, size_t length)
{
	size_t before = refer->talk_ids.count;
	uint32_t n = roster_add(&refer->talk_ids, id, length);

	if (refer->talk_ids.count > before) {
		refer->talks = memory_room(refer->talks, before, &refer->talk_cap,
					   sizeof(*refer->talks));
		refer->talks[n - 1] = (struct known_talk){.days = DAYS_NONE};
	}
	return n;
}

void refer_part_of(struct refer *refer, uint32_t talk, uint32_t whole, struct place at)
{
	refer->parts = memory_room(refer->parts, refer->part_count, &refer->part_cap,
				   sizeof(*refer->parts));
	refer->parts[refer->part_count++] = (struct part){talk, whole, at};
}

static struct id_slot *find_id(const struct id_set *set, uint64_t hash)
{
	size_t i = hash & (set->cap - 1);

	while (set->slots[i].hash && set->slots[i].hash != hash)
		i = (i + 1) & (set->cap - 1);
	return &set->slots[i];
}

static void grow_ids(struct id_set *set)
{
	struct id_set old = *set;

	set->cap = old.cap ? old.cap * 2 : 256;
	set->slots = memory_new(set->cap, sizeof(*set->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].hash)
			*find_id(set, old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

/* The slot of an id, with line 0 where nobody took it. */
static struct id_slot *look_up(struct id_set *set, const char *id, size_t length)
{
	uint64_t hash = hash_bytes(set->seed, id, length);
	struct id_slot *slot;

	hash += !hash;
	if (set->count * 4 >= set->cap * 3)
		grow_ids(set);
	slot = find_id(set, hash);
	if (!slot->hash) {
		slot->hash = hash;
		set->count++;
	}
	return slot;
}

static bool take(struct id_slot *slot, struct place at, bool made, struct place *before)
{
	if (slot->line) {
		*before = (struct place){.file = slot->file, .line = slot->line};
		return false;
	}
	slot->file = at.file & INT32_MAX;
	slot->line = at.line;
	slot->made = made;
	return true;
}

bool refer_entry_id(struct refer *refer, const char *id, size_t length, struct place at,
		    struct place *before)
{
	return !take(look_up(&refer->ids, id, length), at, false, before);
}

bool refer_make_id(struct refer *refer, uint64_t hash, struct place at,
		   char id[MADE_ID_BYTES], struct place *before)
{
	size_t length = (size_t)snprintf(id, MADE_ID_BYTES, "q-%016llx",
					 (unsigned long long)hash);
	struct id_slot *slot = look_up(&refer->ids, id, length);
	uint32_t *count;

	if (take(slot, at, true, before))
		return false;
	if (!slot->made)
		return true;
	count = roster_value(&refer->repeats,
			     roster_add(&refer->repeats, (const char *)&hash, sizeof(hash)));
	*count += *count ? 1 : 2;
	length += (size_t)snprintf(id + length, MADE_ID_BYTES - length, "-%u", (unsigned)*count);
	return !take(look_up(&refer->ids, id, length), at, true, before);
}

static void tell_part(struct refer *refer, struct problems *problems, const struct part *part)
{
	const char *id = roster_string(&refer->talk_ids, part->whole);
	size_t length = roster_length(&refer->talk_ids, part->whole);
	const char *near;

	if (!problems_wants(problems, part->at)) {
		problems_count(problems);
		return;
	}
	near = refer_nearest_talk(refer, id, length);
	problems_error(problems, part->at, "'part-of': no talk has the id '%s'%s%s%s",
		       shown(id, length).text, near ? " (did you mean '" : "",
		       near ? shown(near, strlen(near)).text : "", near ? "'?)" : "");
}

/*
 * Every talk is part of at most one other, so from each one a single path leads
 * on.  Walking it marks what it meets with the walk's number; meeting that
 * number again closes a ring, which is told once, at its first `part-of`.
 */
static void tell_rings(struct refer *refer, struct problems *problems)
{
	size_t count = refer->talk_ids.count;
	uint32_t *part = memory_new(count + 1, sizeof(*part));	/* of a talk, from 1 */
	uint32_t *walk = memory_new(count + 1, sizeof(*walk));

	for (size_t i = 0; i < refer->part_count; i++)
		part[refer->parts[i].talk] = (uint32_t)i + 1;
	for (uint32_t start = 1; start <= count; start++) {
		uint32_t n = start, first;

		while (n && !walk[n]) {
			walk[n] = start;
			n = part[n] ? refer->parts[part[n] - 1].whole : 0;
		}
		if (!n || walk[n] != start)
			continue;
		first = part[n];
		for (uint32_t m = refer->parts[part[n] - 1].whole; m != n;
		     m = refer->parts[part[m] - 1].whole)
			if (place_compare(refer->parts[part[m] - 1].at,
					  refer->parts[first - 1].at) < 0)
				first = part[m];
		n = refer->parts[first - 1].talk;
		problems_error(problems, refer->parts[first - 1].at,
			       "'part-of': the talk '%s' is, through '%s', a part of itself",
			       shown(roster_string(&refer->talk_ids, n),
				     roster_length(&refer->talk_ids, n)).text,
			       shown(roster_string(&refer->talk_ids,
						   refer->parts[first - 1].whole),
				     roster_length(&refer->talk_ids,
						   refer->parts[first - 1].whole)).text);
	}
	free(part);
	free(walk);
}

void refer_judge_parts(struct refer *refer, struct problems *problems)
{
	for (size_t i = 0; i < refer->part_count; i++)
		if (!refer->talks[refer->parts[i].whole - 1].at.line)
			tell_part(refer, problems, &refer->parts[i]);
	tell_rings(refer, problems);
}

#include "store/naming.h"

#include <stdlib.h>
#include <string.h>

#include "store/check.h"
#include "store/memory.h"

void naming_release(struct naming *naming)
{
	roster_release(&naming->ids);
	roster_release(&naming->names);
	free(naming->things);
	free(naming->owners);
}

/* The number of an id with its thing, and for a tree all that are above it, of
 * what was refused as too long only those that could be ids: it may have as many
 * parts as bytes. */
static uint32_t add_thing(struct naming *naming, const char *id, size_t length)
{
	uint32_t lower = 0, number = 0;

	for (size_t end = length; end; end--) {
		size_t before = naming->ids.count;
		uint32_t n, name;

		if (end != length && (id[end] != '/' || end > ID_BYTES))
			continue;
		n = roster_add(&naming->ids, id, end);
		if (lower)
			naming->things[lower - 1].parent = n;
		else
			number = n;
		if (naming->ids.count == before)
			break;		/* what is above it is known */
		/* What was read as a name of another one means this one now. */
		name = roster_find(&naming->names, id, end);
		if (name && naming->owners[name - 1].used)
			naming->shaken = true;
		naming->things = memory_room(naming->things, before, &naming->thing_cap,
					     sizeof(*naming->things));
		naming->things[n - 1] = (struct thing){0};
		lower = n;
		if (!naming->tree || !memchr(id, '/', end))
			break;
	}
	return number;
}

void naming_list(struct naming *naming)
{
	naming->declared = true;
	if (naming->made)
		naming->shaken = true;
}

uint32_t naming_declare(struct naming *naming, const char *id, size_t length, struct place at,
			struct place *before)
{
	uint32_t number = add_thing(naming, id, length);
	struct thing *thing = &naming->things[number - 1];

	naming_list(naming);
	*before = (struct place){0};
	if (thing->at.line) {
		if (place_compare(thing->at, at) != 0)
			*before = thing->at;
		return number;
	}
	thing->at = at;
	if (thing->handed)
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

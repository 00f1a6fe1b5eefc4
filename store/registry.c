#include "store/registry.h"

#include <stdlib.h>
#include <string.h>

#include "store/check.h"
#include "store/memory.h"

void registry_release(struct registry *registry)
{
	string_table_release(&registry->ids);
	string_table_release(&registry->names);
	free(registry->things);
	free(registry->owners);
}

/* The number of an id with its thing, and for a tree all that are above it, of
 * what was refused as too long only those that could be ids: it may have as many
 * parts as bytes. */
static uint32_t add_thing(struct registry *registry, const char *id, size_t length)
{
	uint32_t lower = 0, number = 0;

	for (size_t end = length; end; end--) {
		size_t before = registry->ids.count;
		uint32_t n, name;

		if (end != length && (id[end] != '/' || end > ID_BYTES))
			continue;
		n = string_table_add(&registry->ids, id, end);
		if (lower)
			registry->things[lower - 1].parent = n;
		else
			number = n;
		if (registry->ids.count == before)
			break;		/* what is above it is known */
		/* What was read as a name of another one means this one now. */
		name = string_table_find(&registry->names, id, end);
		if (name && registry->owners[name - 1].used)
			registry->shaken = true;
		registry->things = memory_room(registry->things, before, &registry->thing_cap,
					       sizeof(*registry->things));
		registry->things[n - 1] = (struct thing){0};
		lower = n;
		if (!registry->tree || !memchr(id, '/', end))
			break;
	}
	return number;
}

void registry_list(struct registry *registry)
{
	registry->declared = true;
	if (registry->made)
		registry->shaken = true;
}

uint32_t registry_declare(struct registry *registry, const char *id, size_t length,
			  struct place at, struct place *before)
{
	uint32_t number = add_thing(registry, id, length);
	struct thing *thing = &registry->things[number - 1];

	registry_list(registry);
	*before = (struct place){0};
	if (thing->at.line) {
		if (place_compare(thing->at, at) != 0)
			*before = thing->at;
		return number;
	}
	thing->at = at;
	if (thing->handed)
		registry->shaken = true;
	return number;
}

void registry_name(struct registry *registry, uint32_t number, const char *name, size_t length)
{
	size_t before = registry->names.count;
	uint32_t n = string_table_add(&registry->names, name, length);
	struct owners *owners;

	if (registry->names.count > before) {
		registry->owners = memory_room(registry->owners, before, &registry->owners_cap,
					       sizeof(*registry->owners));
		registry->owners[n - 1] = (struct owners){.first = number};
		return;
	}
	owners = &registry->owners[n - 1];
	if (owners->first == number || owners->second)
		return;
	owners->second = number;
	if (owners->used)
		registry->shaken = true;
}

uint32_t registry_make(struct registry *registry, const char *name, size_t length)
{
	registry->made = true;
	return add_thing(registry, name, length);
}

enum registry_found registry_find(struct registry *registry, const char *text, size_t length,
				  uint32_t *number, uint32_t *other)
{
	uint32_t name;

	*number = string_table_find(&registry->ids, text, length);
	if (*number)
		return REGISTRY_ONE;
	name = string_table_find(&registry->names, text, length);
	if (!name)
		return REGISTRY_NONE;
	registry->owners[name - 1].used = true;
	*number = registry->owners[name - 1].first;
	*other = registry->owners[name - 1].second;
	return *other ? REGISTRY_TWO : REGISTRY_ONE;
}

#include "store/entry.h"

void entry_release(struct entry *entry)
{
	arena_release(&entry->arena);
	*entry = (struct entry){0};
}

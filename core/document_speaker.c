#include <string.h>

#include "core/item.h"

/* Whether a role covers every day that the entry may be of.  A role reaches
 * from the first day of its `from` to the last of its `to`; an entry without a
 * date may be of any day. */
static bool covers(const struct role *role, struct days days)
{
	bool dated = days_known(days);
	int32_t first = role->from ? role->from_days.first : DAY_FIRST;
	int32_t last = role->to ? role->to_days.last : DAY_LAST;

	return first <= (dated ? days.first : DAY_FIRST) && last >= (dated ? days.last : DAY_LAST);
}

static const struct role *only_role(const struct speaker *speaker, struct days days)
{
	const struct role *found = NULL;

	for (size_t i = 0; i < speaker->role_count; i++) {
		if (!covers(&speaker->roles[i], days))
			continue;
		if (found)
			return NULL;
		found = &speaker->roles[i];
	}
	return found;
}

void document_one_role(struct speaker *speaker, struct days days)
{
	speaker->roles = only_role(speaker, days);
	speaker->role_count = speaker->roles ? 1 : 0;
}

void document_person(const struct speaker *speaker, const char *as, struct days days,
		     struct text *out)
{
	const struct role *role = as || !speaker->name ? NULL : only_role(speaker, days);

	text_puts(out, speaker->name ? speaker->name : "?");
	if (!speaker->name)
		return;
	if (as)
		text_printf(out, ", %s", as);
	else if (role && role->shorter)
		text_printf(out, ", %s (role inferred)", role->shorter);
	else if (role)
		text_printf(out, ", %s%s%s (role inferred)", role->title,
			    role->of ? " of " : "", role->of ? role->of : "");
}

void document_speaker(struct store *store, const struct entry *entry, struct text *out)
{
	if (entry->kind == ENTRY_QUOTE)
		document_person(store_person(store, entry->quote.speaker), entry->quote.as,
				entry->days, out);
}

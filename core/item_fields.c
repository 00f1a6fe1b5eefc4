#include <string.h>

#include "core/item.h"
#include "store/memory.h"

/* Says where a value comes from that the entry itself does not state. */
static const char *const FROM[] = {
	[ORIGIN_STATED] = "",
	[ORIGIN_TALK] = " (from the talk)",
	[ORIGIN_SOURCE] = " (from the source)",
	[ORIGIN_DEFAULT] = " (the file's default)",
};

static void inherited(struct item_maker *maker, const char *label, const char *value,
		      enum origin from)
{
	struct text text = {0};

	if (!value || !*value)
		return;
	text_printf(&text, "%s%s", value, FROM[from]);
	item_field(maker, label, text_string(&text));
	text_release(&text);
}

void item_when(const struct entry *entry, struct text *out)
{
	text_puts(out, entry->date_as_stated ? entry->date_as_stated
			: entry->date	     ? entry->date
					     : "undated");
}

void item_date(struct item_maker *maker, const struct entry *entry, const char *end)
{
	struct text text = {0};

	if (entry->date)
		text_puts(&text, entry->date);
	if (end)
		text_printf(&text, " to %s", end);
	if (entry->date_as_stated)
		text_printf(&text, "%sstated as “%s”", text.length ? ", " : "",
			    entry->date_as_stated);
	inherited(maker, "date", text_string(&text), entry->date_from);
	item_field(maker, "date note", entry->date_note);
	text_release(&text);
}

void item_outlet(struct item_maker *maker, const struct entry *entry)
{
	inherited(maker, "outlet", entry->outlet, entry->outlet_from);
}

void item_language(struct item_maker *maker, const struct entry *entry)
{
	inherited(maker, "language", entry->lang, entry->lang_from);
}

/* Appends VALUE behind WORD, where there is one, and behind what stands there. */
static void also(struct text *text, const char *word, const char *value)
{
	if (!value || !*value)
		return;
	text_printf(text, "%s%s%s", text->length ? " · " : "", word, value);
}

void item_source(struct item_maker *maker, const struct entry *entry)
{
	struct source source = {0};
	struct text text = {0};
	struct error err = {0};

	if (!entry->source)
		return;
	if (store_source(maker->store, entry->source, &maker->arena, &source, &err)) {
		item_field(maker, "source", err.text);
		return;
	}
	also(&text, "", source.title ? source.title : source.id);
	also(&text, "", source.author);
	also(&text, "", source.outlet);
	also(&text, "", vocabulary_word(&VOCABULARY_SOURCE, source.kind));
	also(&text, "in ", source.lang);
	also(&text, "published ", source.published);
	also(&text, "accessed ", source.accessed);
	inherited(maker, "source", text_string(&text), entry->source_from);
	/* Without a title it stands there already. */
	item_field(maker, "source id", source.title ? source.id : NULL);
	item_field(maker, "source url", source.url);
	item_field(maker, "archived", source.archived);
	item_field(maker, "rights", source.rights);
	item_field(maker, "source note", source.note);
	text_release(&text);
}

void item_origin(struct item_maker *maker, const struct entry *entry)
{
	const char *file = store_file(maker->store, entry->file);
	struct text text = {0};

	item_field(maker, "note", entry->note);
	item_field(maker, "id", entry->id);
	text_printf(&text, "%s:%u", file ? file : "?", entry->line);
	item_field(maker, "file", text_string(&text));
	text_release(&text);
}

#include "core/document.h"

#include <stdlib.h>

#include "core/item.h"
#include "store/memory.h"

/* How many items are kept ready. */
enum { ITEMS_KEPT = 64 };

struct kept_item {
	bool made;
	size_t index;
	uint64_t asked;		/* when it was last asked for */
	struct item_maker maker;
};

struct document {
	struct store *store;
	const struct ask *ask;
	uint32_t row;
	struct entry entry;
	bool waiting;
	uint32_t *quotes;	/* rows */
	size_t quote_count;
	uint64_t clock;
	struct kept_item kept[ITEMS_KEPT];
};

struct document *document_open(struct store *store, uint32_t row, const struct ask *ask,
			       struct error *err)
{
	struct document *document = memory_new(1, sizeof(*document));

	document->store = store;
	document->ask = ask;
	document->row = row;
	if (store_entry(store, row, &document->entry, err)) {
		free(document);
		return NULL;
	}
	/* A talk without a number, as a damaged store may have, has no quotes. */
	document->waiting = document->entry.kind == ENTRY_TALK && document->entry.talk.number;
	return document;
}

void document_close(struct document *document)
{
	if (!document)
		return;
	for (size_t i = 0; i < ITEMS_KEPT; i++)
		item_release(&document->kept[i].maker);
	entry_release(&document->entry);
	free(document->quotes);
	free(document);
}

uint32_t document_row(const struct document *document)
{
	return document->row;
}

const struct entry *document_entry(const struct document *document)
{
	return &document->entry;
}

void document_quotes(struct document *document, uint32_t *rows, size_t count)
{
	free(document->quotes);
	document->quotes = rows;
	document->quote_count = count;
	document->waiting = false;
}

bool document_waiting(const struct document *document)
{
	return document->waiting;
}

size_t document_items(const struct document *document)
{
	return 1 + document->quote_count;
}

static void make_quote(struct document *document, size_t i, struct item_maker *maker)
{
	struct error err = {0};

	maker->item.row = document->quotes[i - 1];
	if (store_entry(document->store, maker->item.row, &maker->entry, &err)) {
		item_add(maker, PARA_FIELD, err.text)->label = "error";
		return;
	}
	item_in_talk(maker, &maker->entry, i == 1 ? document->quote_count : 0);
}

static void make_item(struct document *document, size_t i, struct item_maker *maker)
{
	maker->store = document->store;
	maker->ask = document->ask;
	maker->item.row = document->row;
	if (i)
		make_quote(document, i, maker);
	else if (document->entry.kind == ENTRY_TALK)
		item_of_talk(maker, &document->entry);
	else
		item_of_quote(maker, &document->entry);
}

/* The slot of item I, or the one that was not asked for the longest time. */
static struct kept_item *slot_for(struct document *document, size_t i)
{
	struct kept_item *oldest = &document->kept[0];

	for (size_t s = 0; s < ITEMS_KEPT; s++) {
		struct kept_item *slot = &document->kept[s];

		if (slot->made && slot->index == i)
			return slot;
		if (slot->asked < oldest->asked)
			oldest = slot;
	}
	item_release(&oldest->maker);
	oldest->made = false;
	return oldest;
}

const struct item *document_item(struct document *document, size_t i)
{
	struct kept_item *slot = slot_for(document, i);

	slot->asked = ++document->clock;
	if (!slot->made) {
		make_item(document, i, &slot->maker);
		slot->index = i;
		slot->made = true;
	}
	return &slot->maker.item;
}

/*
 * Making an item of a document: paragraphs are added one behind the other, and
 * live as long as the item.
 */
#ifndef CORE_ITEM_H
#define CORE_ITEM_H

#include "core/document.h"
#include "store/names.h"

/* The all-zero struct is empty. */
struct item_maker {
	struct store *store;
	const struct ask *ask;	/* to highlight; or NULL */
	struct item item;
	struct paragraph *paragraphs;
	size_t cap;
	bool gap;		/* an empty line goes above the next paragraph */
	struct arena arena;
	struct entry entry;	/* what the item shows, where it owns it */
};

void item_release(struct item_maker *maker);

/* Adds a paragraph; the text is copied.  What is returned is to be changed
 * before the next one is added. */
struct paragraph *item_add(struct item_maker *maker, enum paragraph_role role, const char *text);
struct paragraph *item_printf(struct item_maker *maker, enum paragraph_role role,
			      const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with a label; nothing where TEXT is NULL or empty. */
struct paragraph *item_field(struct item_maker *maker, const char *label, const char *text);
/* Adds what somebody said or wrote, borrowing it, with the matches in it. */
struct paragraph *item_words(struct item_maker *maker, enum paragraph_role role,
			     const char *text);
/* Tells its voices apart. */
void item_voices(struct paragraph *paragraph, enum speech speech);
/* An empty line above what is added next. */
void item_gap(struct item_maker *maker);

/* The name of a number, "" where there is none; lives as long as the item. */
const char *item_name(struct item_maker *maker, enum names names, uint32_t number);
/* Names in a row, with commas. */
void item_names(struct item_maker *maker, enum names names, const struct numbers *numbers,
		struct text *out);

/* Fields that quotes and talks have alike. */
void item_date(struct item_maker *maker, const struct entry *entry, const char *end);
void item_outlet(struct item_maker *maker, const struct entry *entry);
void item_source(struct item_maker *maker, const struct entry *entry);
void item_language(struct item_maker *maker, const struct entry *entry);
void item_origin(struct item_maker *maker, const struct entry *entry);
/* Appends the date as it was printed, else as written, else "undated". */
void item_when(const struct entry *entry, struct text *out);

/* The items. */
void item_of_quote(struct item_maker *maker, const struct entry *entry);
void item_of_talk(struct item_maker *maker, const struct entry *entry);
/* A quote inside its talk; COUNT not 0: the first of that many. */
void item_in_talk(struct item_maker *maker, const struct entry *entry, size_t count);

#endif

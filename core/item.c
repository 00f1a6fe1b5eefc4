#include "core/item.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

void item_release(struct item_maker *maker)
{
	for (size_t i = 0; i < maker->item.count; i++) {
		free((void *)maker->paragraphs[i].spans);
		free((void *)maker->paragraphs[i].matches);
	}
	free(maker->paragraphs);
	arena_release(&maker->arena);
	entry_release(&maker->entry);
	*maker = (struct item_maker){0};
}

static struct paragraph *add(struct item_maker *maker, enum paragraph_role role, const char *text,
			     size_t length)
{
	struct paragraph *paragraph;

	maker->paragraphs = memory_room(maker->paragraphs, maker->item.count, &maker->cap,
					sizeof(*maker->paragraphs));
	maker->item.paragraphs = maker->paragraphs;
	paragraph = &maker->paragraphs[maker->item.count++];
	*paragraph = (struct paragraph){
		.role = role, .text = text, .length = length, .blank_before = maker->gap};
	maker->gap = false;
	return paragraph;
}

void item_gap(struct item_maker *maker)
{
	maker->gap = maker->item.count > 0;
}

struct paragraph *item_add(struct item_maker *maker, enum paragraph_role role, const char *text)
{
	size_t length = strlen(text);

	return add(maker, role, arena_copy(&maker->arena, text, length), length);
}

struct paragraph *item_printf(struct item_maker *maker, enum paragraph_role role,
			      const char *format, ...)
{
	struct text line = {0};
	struct paragraph *paragraph;
	va_list args;

	va_start(args, format);
	text_vprintf(&line, format, args);
	va_end(args);
	paragraph = item_add(maker, role, text_string(&line));
	text_release(&line);
	return paragraph;
}

struct paragraph *item_field(struct item_maker *maker, const char *label, const char *text)
{
	struct paragraph *paragraph;

	if (!text || !*text)
		return NULL;
	paragraph = item_add(maker, PARA_FIELD, text);
	paragraph->label = label;
	return paragraph;
}

struct paragraph *item_words(struct item_maker *maker, enum paragraph_role role,
			     const char *text)
{
	size_t length = strlen(text);
	struct paragraph *paragraph = add(maker, role, text, length);

	if (maker->ask)
		paragraph->matches =
			highlight(maker->ask, text, length, &paragraph->match_count);
	return paragraph;
}

void item_voices(struct paragraph *paragraph, enum speech speech)
{
	paragraph->spans = speech_spans(paragraph->text, paragraph->length, speech,
					&paragraph->span_count);
}

const char *item_name(struct item_maker *maker, enum names names, uint32_t number)
{
	struct name name;

	if (!number || names_get(maker->store, names, number, &maker->arena, &name))
		return "";
	return name.label;
}

void item_names(struct item_maker *maker, enum names names, const struct numbers *numbers,
		struct text *out)
{
	for (size_t i = 0; i < numbers->count; i++) {
		if (i)
			text_puts(out, ", ");
		text_puts(out, item_name(maker, names, numbers->at[i]));
	}
}

#include "store/record.h"

#include <stdio.h>
#include <string.h>

#include "store/check.h"
#include "store/distance.h"

/* What a value is called in messages: "'date' in a talk", "an item of 'to' in a
 * quote". */
struct owner {
	const struct shape *shape;
	const struct key *key;
	bool item;
};

struct name {
	char text[80];
};

static struct name name_of(const struct owner *owner)
{
	struct name name;

	snprintf(name.text, sizeof(name.text), "%s'%s' in %s",
		 owner->item ? "an item of " : "", owner->key->name, owner->shape->name);
	return name;
}

bool item_missing(const struct item *item)
{
	return item->kind == ITEM_TEXT && item->plain &&
	       (item->length == 0 || (item->length == 1 && item->text[0] == '~') ||
		(item->length == 4 && memcmp(item->text, "null", 4) == 0));
}

void record_wrong_type(struct reading *reading, const struct item *item, const char *owner,
		       const char *wanted)
{
	static const char *const kinds[] = {
		[ITEM_TEXT] = "a text", [ITEM_LIST] = "a list", [ITEM_MAP] = "a mapping",
	};

	problems_error(reading->problems, item->at, "%s must be %s, not %s%s", owner, wanted,
		       kinds[item->kind],
		       item->kind == ITEM_TEXT ? ""
					       : " (a text that begins with [ or { needs quotation "
						 "marks)");
	yaml_skip(reading->yaml, item);
}

/* Tells what is wrong with a text for the reason WHY. */
static bool refuse(struct reading *reading, const struct owner *owner, struct field *field,
		   const char *why)
{
	field->state = FIELD_FAULTY;
	problems_error(reading->problems, field->at, "%s: '%s' %s", name_of(owner).text,
		       shown(field->text, field->length).text, why);
	return false;
}

static void refuse_word(struct reading *reading, const struct owner *owner, struct field *field)
{
	const struct vocabulary *words = owner->key->words;
	const char *near = nearest_word(field->text, field->length, words->words, words->count);
	char list[200];
	size_t used = 0;

	for (size_t i = 1; i < words->count; i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s",
					 i > 1 ? ", " : "", words->words[i]);
	field->state = FIELD_FAULTY;
	problems_error(reading->problems, field->at, "%s: '%s' is none of %s%s%s%s",
		       name_of(owner).text, shown(field->text, field->length).text, list,
		       near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

static bool check_date(struct reading *reading, const struct owner *owner, struct field *field)
{
	struct error err = {0};

	if (edtf_parse(field->text, field->length, &field->days, &err) == 0)
		return true;
	field->state = FIELD_FAULTY;
	problems_error(reading->problems, field->at, "%s: %s", name_of(owner).text, err.text);
	return false;
}

static bool check_text(struct reading *reading, const struct owner *owner, struct field *field)
{
	const char *wrong = NULL;

	switch (owner->key->check) {
	case CHECK_NONE:
		return true;
	case CHECK_ID:
		wrong = check_id(field->text, field->length);
		break;
	case CHECK_TOPIC_ID:
		wrong = check_topic_id(field->text, field->length);
		break;
	case CHECK_URL:
		wrong = check_url(field->text, field->length);
		break;
	case CHECK_WIKIDATA:
		wrong = check_wikidata(field->text, field->length);
		break;
	case CHECK_WORD:
		field->word = vocabulary_find(owner->key->words, field->text, field->length);
		if (field->word >= 0)
			return true;
		field->word = 0;
		refuse_word(reading, owner, field);
		return false;
	case CHECK_DATE:
		return check_date(reading, owner, field);
	}
	return wrong ? refuse(reading, owner, field, wrong) : true;
}

/* A text that is not there: an error where it must be. */
static void take_missing(struct reading *reading, const struct owner *owner, struct field *field)
{
	field->state = FIELD_MISSING;
	if (owner->item)
		problems_error(reading->problems, field->at,
			       "%s is missing (remove its dash or comma)", name_of(owner).text);
	else if (owner->key->required)
		problems_error(reading->problems, field->at, "%s is empty", name_of(owner).text);
	else
		return;
	field->state = FIELD_FAULTY;
}

static void take_text(struct reading *reading, const struct owner *owner, const struct item *item,
		      struct field *field)
{
	size_t most = owner->key->words_of_text ? TEXT_BYTES : VALUE_BYTES;
	bool cut;
	int32_t control;

	/* Blanks count as missing, but an empty date in quotation marks is a bad date. */
	if (item_missing(item) ||
	    (owner->key->check == CHECK_NONE && check_blank(item->text, item->length))) {
		take_missing(reading, owner, field);
		return;
	}
	if (item->length > most) {
		field->state = FIELD_FAULTY;
		problems_error(reading->problems, field->at, "%s has %zu bytes, more than %zu",
			       name_of(owner).text, item->length, most);
		return;
	}
	cut = owner->key->words_of_text && item->plain && yaml_cut_by_comment(reading->yaml);
	field->state = FIELD_TEXT;
	field->text = arena_copy(reading->texts, item->text, item->length);
	field->length = item->length;
	reading->taken += item->length;
	if (cut) {
		field->state = FIELD_FAULTY;
		problems_error(reading->problems, field->at,
			       "%s ends at a blank and #, since YAML drops what follows (put it "
			       "in quotation marks or behind >-)", name_of(owner).text);
		return;
	}
	if (!check_text(reading, owner, field) || !item->quoted)
		return;
	control = check_controls(item->text, item->length);
	if (control)
		problems_warning(reading->problems, field->at,
				 "%s holds a control character, U+%04X", name_of(owner).text,
				 (unsigned)control);
}

static const char *wanted(unsigned takes, bool item)
{
	if (item)
		takes = (takes & TAKES_TEXTS ? TAKES_TEXT : 0u) |
			(takes & TAKES_MAPS ? TAKES_MAP : 0u);
	switch (takes) {
	case TAKES_TEXT:
		return "a text";
	case TAKES_MAP:
		return "a mapping";
	case TAKES_TEXT | TAKES_MAP:
		return "a text or a mapping";
	default:
		return "a list";
	}
}

/* One text or mapping, the value of a key or an item of its list. */
static bool take_value(struct reading *reading, const struct owner *owner, const struct item *item,
		       struct field *field)
{
	unsigned takes = owner->key->takes;
	bool text = takes & (owner->item ? TAKES_TEXTS : TAKES_TEXT);
	bool map = takes & (owner->item ? TAKES_MAPS : TAKES_MAP);

	field->at = item->at;
	if (item->kind == ITEM_REFUSED) {
		field->state = FIELD_FAULTY;
	} else if (item->kind == ITEM_MAP && map) {
		field->record = arena_new(reading->fields, 1, sizeof(*field->record));
		field->state = FIELD_RECORD;
		return record_read(reading, owner->key->shape, item, field->record);
	} else if (item_missing(item)) {
		take_missing(reading, owner, field);
	} else if (item->kind == ITEM_TEXT && text) {
		take_text(reading, owner, item, field);
	} else {
		field->state = FIELD_FAULTY;
		record_wrong_type(reading, item, name_of(owner).text, wanted(takes, owner->item));
	}
	return true;
}

/* One item after the other, with the memory of one. */
static bool take_list(struct reading *reading, const struct owner *list, struct field *field)
{
	struct owner owner = {.shape = list->shape, .key = list->key, .item = true};
	struct arena *texts = reading->texts;
	bool whole = false;

	field->state = FIELD_LIST;
	reading->texts = reading->fields;
	for (;;) {
		struct arena_mark mark = arena_mark(reading->fields);
		struct field one = {0};
		struct item item;

		yaml_next(reading->yaml, &item);
		whole = item.kind == ITEM_END;
		if (whole || item.kind == ITEM_BROKEN ||
		    !take_value(reading, &owner, &item, &one))
			break;
		reading->take(reading->context, owner.shape, owner.key, field, &one);
		arena_rewind(reading->fields, mark);
	}
	reading->texts = texts;
	return whole;
}

bool field_read(struct reading *reading, const struct shape *shape, const struct key *key,
		const struct item *item, struct field *field)
{
	struct owner owner = {.shape = shape, .key = key};

	if (item->kind == ITEM_BROKEN)
		return false;
	field->at = item->at;
	if (item->kind == ITEM_LIST && key->takes & (TAKES_TEXTS | TAKES_MAPS))
		return take_list(reading, &owner, field);
	return take_value(reading, &owner, item, field);
}

static void unknown_key(struct reading *reading, const struct shape *shape,
			const struct item *name)
{
	const char *words[32];
	const char *near;

	if (!problems_wants(reading->problems, name->at)) {
		problems_count(reading->problems);
		return;
	}
	if (name->plain && name->length == 2 && memcmp(name->text, "<<", 2) == 0) {
		problems_error(reading->problems, name->at, "a merge key, '<<', is not supported");
		return;
	}
	for (size_t i = 0; i < shape->count; i++)
		words[i] = shape->keys[i].name;
	near = nearest_word(name->text, name->length, words, shape->count);
	problems_error(reading->problems, name->at, "unknown key '%s' in %s%s%s%s",
		       shown(name->text, name->length).text, shape->name,
		       near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

static void skip_value(struct reading *reading)
{
	struct item value;

	yaml_next(reading->yaml, &value);
	yaml_skip(reading->yaml, &value);
}

/* One key and its value. */
static bool take_key(struct reading *reading, struct record *record, const struct item *name)
{
	const struct shape *shape = record->shape;
	const struct key *key;
	struct field *field;
	struct item value;

	if (name->kind != ITEM_TEXT) {
		if (name->kind != ITEM_REFUSED)
			problems_error(reading->problems, name->at, "a key must be a text");
		yaml_skip(reading->yaml, name);
		skip_value(reading);
		return true;
	}
	key = shape_key(shape, name->text, name->length);
	if (!key) {
		unknown_key(reading, shape, name);
		skip_value(reading);
		return true;
	}
	field = &record->fields[key - shape->keys];
	if (field->key_line) {
		problems_error(reading->problems, name->at,
			       "the key '%s' stands twice in %s; the first is in line %u", key->name,
			       shape->name, (unsigned)field->key_line);
		skip_value(reading);
		return true;
	}
	field->key_line = name->at.line;
	yaml_next(reading->yaml, &value);
	if (reading->each)
		return reading->each(reading->context, key, &value, field);
	return field_read(reading, shape, key, &value, field);
}

bool record_read(struct reading *reading, const struct shape *shape, const struct item *item,
		 struct record *record)
{
	struct item name;

	*record = (struct record){.shape = shape, .at = item->at};
	record->fields = arena_new(reading->fields, shape->count, sizeof(*record->fields));
	for (;;) {
		yaml_next(reading->yaml, &name);
		if (name.kind == ITEM_BROKEN)
			return false;
		if (name.kind == ITEM_END)
			break;
		if (!take_key(reading, record, &name))
			return false;
	}
	for (size_t i = 0; i < shape->count; i++)
		if (shape->keys[i].required && record->fields[i].state == FIELD_ABSENT)
			problems_error(reading->problems, record->at,
				       "%s without its key '%s'", shape->name,
				       shape->keys[i].name);
	return true;
}

/* Sources, and the defaults of a file, which may name one. */
#include "store/loader.h"

#include <string.h>

static void fill_source(const struct record *record, struct source *source)
{
	const struct field *f = record->fields;

	*source = (struct source){
		.kind = (enum source_kind)f[SOURCE_KIND].word,
		.title = field_text(&f[SOURCE_TITLE]),
		.outlet = field_text(&f[SOURCE_OUTLET]),
		.author = field_text(&f[SOURCE_AUTHOR]),
		.url = field_text(&f[SOURCE_URL]),
		.archived = field_text(&f[SOURCE_ARCHIVED]),
		.published = field_text(&f[SOURCE_PUBLISHED]),
		.accessed = field_text(&f[SOURCE_ACCESSED]),
		.lang = field_text(&f[SOURCE_LANG]),
		.rights = field_text(&f[SOURCE_RIGHTS]),
		.note = field_text(&f[SOURCE_NOTE]),
	};
}

/* Numbers a source, gives it to the builder, and fills KNOWN with what is inherited
 * of it, which lives as long as the record. */
static void make_source(struct loader *loader, const struct record *record, const char *id,
			struct known_source *known)
{
	struct piece piece = {.kind = PIECE_SOURCE};

	fill_source(record, &piece.source);
	piece.source.id = id;
	piece.number = known->number = ++loader->symbols.source_count;
	known->published = piece.source.published;
	known->outlet = piece.source.outlet;
	known->lang = piece.source.lang;
	known->days = piece.source.published ? record->fields[SOURCE_PUBLISHED].days : DAYS_NONE;
	load_piece(loader, &piece);
}

/* The same for one that later records inherit of. */
static void keep_source(struct loader *loader, const struct record *record, const char *id,
			struct known_source *known)
{
	struct symbols *symbols = &loader->symbols;

	make_source(loader, record, id, known);
	known->published = symbols_keep(symbols, known->published);
	known->outlet = symbols_keep(symbols, known->outlet);
	known->lang = symbols_keep(symbols, known->lang);
}

void load_source(struct loader *loader, const struct record *record)
{
	const struct field *id = &record->fields[SOURCE_ID];
	struct known_source *known;

	if (!id->text)
		return;
	known = symbols_source(&loader->symbols, id->text, id->length);
	if (known->at.line && place_compare(known->at, id->at) != 0)
		load_tell_duplicate(loader, id, known->at);
	if (known->at.line)
		return;
	known->at = id->at;
	keep_source(loader, record, field_text(id), known);
}

struct known_source *load_source_once(struct loader *loader, const struct field *field)
{
	struct known_source *known;

	if (field->state != FIELD_RECORD)
		return load_source_field(loader, field);
	known = arena_new(loader->reading.fields, 1, sizeof(*known));
	make_source(loader, field->record, NULL, known);
	return known;
}

struct known_source *load_source_field(struct loader *loader, const struct field *field)
{
	struct known_source *known;

	if (field->state == FIELD_RECORD) {
		known = symbols_source_in_place(&loader->symbols);
		keep_source(loader, field->record, NULL, known);
		return known;
	}
	if (!field_text(field))
		return NULL;
	known = symbols_source(&loader->symbols, field->text, field->length);
	if (known->at.line || loader->pass == PASS_DECLARE)
		return known;
	if (load_undeclared(loader, field->at))
		load_tell_undeclared(loader, field, "source", "sources",
				symbols_nearest_source(&loader->symbols, field->text,
						       field->length));
	return NULL;
}

/* --- defaults --- */

void load_defaults(struct loader *loader, const struct record *record)
{
	const struct field *f = record->fields;
	struct defaults *defaults = &loader->defaults[loader->file];

	/* Entries that were read without them cannot be called back. */
	if (loader->entries_seen && loader->pass == PASS_ONLY)
		loader->restart = true;
	if (loader->pass != PASS_JUDGE) {
		defaults->lang = symbols_keep(&loader->symbols, field_text(&f[DEFAULTS_LANG]));
		defaults->speech = f[DEFAULTS_SPEECH].word;
		if (f[DEFAULTS_SOURCE].state == FIELD_RECORD)
			defaults->source = load_source_field(loader, &f[DEFAULTS_SOURCE]);
	}
	if (field_text(&f[DEFAULTS_SOURCE])) {
		defaults->source_at = f[DEFAULTS_SOURCE].at;
		defaults->source_id =
			symbols_keep(&loader->symbols, field_text(&f[DEFAULTS_SOURCE]));
	}
}

/* The list of sources may follow the defaults, so their source is looked for
 * when an entry needs it, and at the end. */
struct known_source *load_default_source(struct loader *loader, uint32_t file)
{
	struct defaults *defaults = &loader->defaults[file];
	struct field field = {.state = FIELD_TEXT, .at = defaults->source_at};

	if (!defaults->source_at.line)
		return defaults->source;
	field.text = defaults->source_id;
	field.length = strlen(field.text);
	defaults->source = load_source_field(loader, &field);
	if (!loader->restart)
		defaults->source_at.line = 0;
	return defaults->source;
}

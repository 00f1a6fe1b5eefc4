/* Reading speakers and sources, of which names.c reads what all names have. */
#include "store/fields.h"
#include "store/handle.h"

static int read_roles(struct store *store, uint32_t number, struct arena *arena,
		      struct speaker *speaker, struct error *err)
{
	static const char SQL[] = "SELECT " ROLE_COLUMNS("") " FROM role WHERE speaker = ? "
				  "ORDER BY item";
	struct role *list = NULL;
	size_t cap = 0;
	struct fields fields;
	int more = fields_first(store, SQL, number, arena, &fields, err);

	for (; more > 0; more = fields_next(store, &fields, err)) {
		list = memory_room(list, speaker->role_count, &cap, sizeof(*list));
		list[speaker->role_count++] = fields_role(&fields);
	}
	speaker->roles = fields_keep(arena, list, speaker->role_count, sizeof(*list));
	return more;
}

int store_speaker(struct store *store, uint32_t number, struct arena *arena,
		  struct speaker *speaker, struct error *err)
{
	static const char SQL[] = "SELECT n.id, n.label, n.note, s.sort, s.wikidata, s.kind "
				  "FROM name AS n LEFT JOIN speaker AS s ON s.number = n.number "
				  "WHERE n.names = ?2 AND n.number = ?1";
	struct fields fields;
	int found = fields_named(store, SQL, NAMES_SPEAKER, number, arena, &fields, err);

	*speaker = (struct speaker){0};
	if (found < 0)
		return -1;
	if (!found)
		return error_set(err, ERROR_STORE, "the store has no speaker %u", number);
	speaker->id = fields_needed(&fields);
	speaker->name = fields_text(&fields);
	if (!speaker->name)
		speaker->name = speaker->id;
	speaker->note = fields_text(&fields);
	speaker->sort = fields_text(&fields);
	speaker->wikidata = fields_text(&fields);
	speaker->kind = word_of(&VOCABULARY_SPEAKER, fields_number(&fields, UINT32_MAX));
	sqlite3_reset(fields.stmt);
	if (fields_aliases(store, NAMES_SPEAKER, number, arena, &speaker->aliases,
			   &speaker->alias_count, err))
		return -1;
	return read_roles(store, number, arena, speaker, err);
}

int store_source(struct store *store, uint32_t number, struct arena *arena, struct source *source,
		 struct error *err)
{
	static const char SQL[] = "SELECT n.id, s.title, n.note, s.kind, s.outlet, s.author, s.url, "
				  "s.archived, s.published, s.accessed, s.lang, s.rights "
				  "FROM name AS n LEFT JOIN source AS s ON s.number = n.number "
				  "WHERE n.names = ?2 AND n.number = ?1";
	struct fields fields;
	int found = fields_named(store, SQL, NAMES_SOURCE, number, arena, &fields, err);

	*source = (struct source){0};
	if (found < 0)
		return -1;
	if (!found)
		return error_set(err, ERROR_STORE, "the store has no source %u", number);
	source->id = fields_text(&fields);
	source->title = fields_text(&fields);
	source->note = fields_text(&fields);
	source->kind = word_of(&VOCABULARY_SOURCE, fields_number(&fields, UINT32_MAX));
	source->outlet = fields_text(&fields);
	source->author = fields_text(&fields);
	source->url = fields_text(&fields);
	source->archived = fields_text(&fields);
	source->published = fields_text(&fields);
	source->accessed = fields_text(&fields);
	source->lang = fields_text(&fields);
	source->rights = fields_text(&fields);
	sqlite3_reset(fields.stmt);
	return 0;
}

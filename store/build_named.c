/*
 * Building: what has a name.  Sources, speakers and topics are given to the builder;
 * the numbers of outlets, places and languages are made here.
 */
#include <string.h>

#include "store/build_state.h"
#include "store/build_row.h"

int build_name(struct build *build, enum names names, uint32_t number, const char *id,
	       const char *label, uint32_t parent, bool declared, const char *note,
	       struct error *err)
{
	static const char insert[] =
		"INSERT INTO name(names, number, parent, declared, id, label, note, count)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, 0)";
	struct row row = row_begin(&build->sql, insert, err);

	row_int(&row, names);
	row_int(&row, number);
	row_number(&row, parent);
	row_int(&row, declared);
	row_string(&row, id);
	row_string(&row, label && id && strcmp(label, id) == 0 ? NULL : label);
	row_string(&row, note);
	return row_end(&row, err);
}

static int add_aliases(struct build *build, enum names names, uint32_t number,
		       const char *const *aliases, size_t count, struct error *err)
{
	static const char insert[] = "INSERT INTO alias(names, number, item, text) VALUES(?, ?, ?, ?)";

	for (size_t i = 0; i < count; i++) {
		struct row row = row_begin(&build->sql, insert, err);

		row_int(&row, names);
		row_int(&row, number);
		row_int(&row, (int64_t)i);
		row_string(&row, aliases[i]);
		if (row_end(&row, err) < 0)
			return -1;
	}
	return 0;
}

int build_value(struct build *build, enum names names, const char *text, uint32_t *number,
		struct error *err)
{
	struct map *map = &build->values[names];
	uint32_t *known;

	*number = 0;
	if (!text)
		return 0;
	known = map_put(map, text, strlen(text));
	if (*known) {
		*number = *known;
		return 0;
	}
	*number = *known = (uint32_t)map->count;
	return build_name(build, names, *number, text, NULL, 0, true, NULL, err);
}

int build_source(struct build *build, uint32_t number, const struct source *source,
		 struct error *err)
{
	static const char insert[] =
		"INSERT INTO source(number, kind, title, outlet, author, url, archived, published,"
		" accessed, lang, rights) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const char *label = source->title ? source->title :
			    source->outlet ? source->outlet : source->url;
	struct row row = row_begin(&build->sql, insert, err);

	row_int(&row, number);
	row_number(&row, source->kind);
	row_string(&row, source->title);
	row_string(&row, source->outlet);
	row_string(&row, source->author);
	row_string(&row, source->url);
	row_string(&row, source->archived);
	row_string(&row, source->published);
	row_string(&row, source->accessed);
	row_string(&row, source->lang);
	row_string(&row, source->rights);
	if (row_end(&row, err) < 0)
		return -1;
	return build_name(build, NAMES_SOURCE, number, source->id, label, 0, source->id != NULL,
			source->note, err);
}

static int add_role(struct build *build, uint32_t speaker, size_t item, const struct role *role,
		    struct error *err)
{
	static const char insert[] =
		"INSERT INTO role(speaker, item, title, shorter, of_, from_, to_, from_first,"
		" from_last, to_first, to_last) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	struct row row = row_begin(&build->sql, insert, err);

	row_int(&row, speaker);
	row_int(&row, (int64_t)item);
	row_string(&row, role->title);
	row_string(&row, role->shorter);
	row_string(&row, role->of);
	row_string(&row, role->from);
	row_string(&row, role->to);
	row_days(&row, role->from_days);
	row_days(&row, role->to_days);
	return row_end(&row, err);
}

int build_speaker(struct build *build, uint32_t number, const struct speaker *speaker,
		  struct error *err)
{
	static const char insert[] =
		"INSERT INTO speaker(number, kind, sort, wikidata) VALUES(?, ?, ?, ?)";
	/* A speaker who was not declared has the name as id, and nothing else. */
	bool declared = strcmp(speaker->id, speaker->name) != 0 || speaker->sort ||
			speaker->wikidata || speaker->note || speaker->kind ||
			speaker->alias_count || speaker->role_count;
	struct row row = row_begin(&build->sql, insert, err);

	row_int(&row, number);
	row_number(&row, speaker->kind);
	row_string(&row, speaker->sort);
	row_string(&row, speaker->wikidata);
	if (row_end(&row, err) < 0)
		return -1;
	for (size_t i = 0; i < speaker->role_count; i++)
		if (add_role(build, number, i, &speaker->roles[i], err) < 0)
			return -1;
	if (add_aliases(build, NAMES_SPEAKER, number, speaker->aliases, speaker->alias_count,
			err) < 0)
		return -1;
	return build_name(build, NAMES_SPEAKER, number, speaker->id, speaker->name, 0, declared,
			speaker->note, err);
}

int build_topic(struct build *build, uint32_t number, const struct topic *topic,
		struct error *err)
{
	*by_number_at(&build->parents, number) = topic->parent;
	if (add_aliases(build, NAMES_TOPIC, number, topic->aliases, topic->alias_count, err) < 0)
		return -1;
	return build_name(build, NAMES_TOPIC, number, topic->id, topic->label, topic->parent,
			topic->label || topic->note || topic->alias_count, topic->note, err);
}

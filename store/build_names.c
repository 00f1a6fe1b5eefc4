#include "store/build_names.h"

static int add_variant(struct build *build, int64_t rowid, sqlite3_stmt *from, int at,
		       struct error *err)
{
	sqlite3_stmt *stmt = sql_get(&build->sql, "INSERT INTO name_words(rowid, text) VALUES(?, ?)",
				     err);

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, rowid);
	sql_bind_text(&build->sql, stmt, 2, (const char *)sqlite3_column_text(from, at),
		      (size_t)sqlite3_column_bytes(from, at));
	return sql_done(&build->sql, stmt, err);
}

static int add_alias_variants(struct build *build, enum names names, uint32_t number,
			      struct error *err)
{
	static const char select[] =
		"SELECT text, item FROM alias WHERE names = ? AND number = ? ORDER BY item LIMIT ?";
	sqlite3_stmt *stmt = sql_get(&build->sql, select, err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, names);
	sql_bind_int(&build->sql, stmt, 2, number);
	sql_bind_int(&build->sql, stmt, 3, NAME_VARIANTS - 1);
	for (uint32_t variant = 1; (got = sql_step(&build->sql, stmt, err)) > 0; variant++)
		if (add_variant(build, name_rowid(names, number, variant), stmt, 0, err) < 0)
			return -1;
	return got;
}

int build_names(struct build *build, struct error *err)
{
	/* A source is looked for by everything that it is known by, together; others by
	 * their label, or their id where they have none.  Nobody types the id of what has
	 * a label by words: talk:tang is not every talk whose id begins with tang. */
	static const char select[] =
		"SELECT n.names, n.number, CASE n.names WHEN ?1 THEN"
		" coalesce(n.id, '') || ' ' || coalesce(s.title, '') || ' ' ||"
		" coalesce(s.outlet, '') || ' ' || coalesce(s.author, '')"
		" ELSE coalesce(n.label, n.id) END"
		" FROM name n LEFT JOIN source s ON n.names = ?1 AND s.number = n.number"
		" ORDER BY n.names, n.number";
	sqlite3_stmt *stmt = sql_get(&build->sql, select, err);
	int got;

	if (!stmt)
		return -1;
	sql_bind_int(&build->sql, stmt, 1, NAMES_SOURCE);
	while ((got = sql_step(&build->sql, stmt, err)) > 0) {
		enum names names = (enum names)sqlite3_column_int(stmt, 0);
		uint32_t number = (uint32_t)sqlite3_column_int64(stmt, 1);

		if (add_variant(build, name_rowid(names, number, 0), stmt, 2, err) < 0)
			return -1;
		if ((names == NAMES_SPEAKER || names == NAMES_TOPIC) &&
		    add_alias_variants(build, names, number, err) < 0)
			return -1;
	}
	return got;
}

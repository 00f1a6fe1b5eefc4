/* Whether every `part-of` names a talk, and none leads round in a ring. */
#include <stdlib.h>
#include <string.h>

#include "store/symbols.h"

static void tell_part(struct symbols *symbols, struct problems *problems, const struct part *part)
{
	const char *id = string_table_string(&symbols->talk_ids, part->whole);
	size_t length = string_table_length(&symbols->talk_ids, part->whole);
	const char *near;

	if (!problems_wants(problems, part->at)) {
		problems_count(problems);
		return;
	}
	near = symbols_nearest_talk(symbols, id, length);
	problems_error(problems, part->at, "'part-of': no talk has the id '%s' (%s%s%s)",
		       shown(id, length).text, near ? "did you mean '" : "add it to 'talks'",
		       near ? shown(near, strlen(near)).text : "", near ? "'?" : "");
}

/*
 * Every talk is part of at most one other, so from each one a single path leads
 * on.  Walking it marks what it meets with the walk's number; meeting that
 * number again closes a ring, which is told once, at its first `part-of`.
 */
static void tell_rings(struct symbols *symbols, struct problems *problems)
{
	size_t count = symbols->talk_ids.count;
	uint32_t *part = memory_new(count + 1, sizeof(*part));	/* of a talk, from 1 */
	uint32_t *walk = memory_new(count + 1, sizeof(*walk));

	for (size_t i = 0; i < symbols->part_count; i++)
		part[symbols->parts[i].talk] = (uint32_t)i + 1;
	for (uint32_t start = 1; start <= count; start++) {
		uint32_t n = start, first;

		while (n && !walk[n]) {
			walk[n] = start;
			n = part[n] ? symbols->parts[part[n] - 1].whole : 0;
		}
		if (!n || walk[n] != start)
			continue;
		first = part[n];
		for (uint32_t m = symbols->parts[part[n] - 1].whole; m != n;
		     m = symbols->parts[part[m] - 1].whole)
			if (place_compare(symbols->parts[part[m] - 1].at,
					  symbols->parts[first - 1].at) < 0)
				first = part[m];
		n = symbols->parts[first - 1].talk;
		problems_error(problems, symbols->parts[first - 1].at,
			       "'part-of': the talk '%s' is, through '%s', a part of itself",
			       shown(string_table_string(&symbols->talk_ids, n),
				     string_table_length(&symbols->talk_ids, n)).text,
			       shown(string_table_string(&symbols->talk_ids,
							 symbols->parts[first - 1].whole),
				     string_table_length(&symbols->talk_ids,
							 symbols->parts[first - 1].whole)).text);
	}
	free(part);
	free(walk);
}

void symbols_judge_parts(struct symbols *symbols, struct problems *problems)
{
	for (size_t i = 0; i < symbols->part_count; i++)
		if (!symbols->talks[symbols->parts[i].whole - 1].at.line)
			tell_part(symbols, problems, &symbols->parts[i]);
	tell_rings(symbols, problems);
}

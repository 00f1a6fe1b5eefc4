#include "core/topic_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/memory.h"

size_t topic_place(const struct facet_topic *topics, size_t count, uint32_t number)
{
	size_t i = 0;

	while (i < count && topics[i].number != number)
		i++;
	return i;
}

/* The first of TOPICS below PARENT that is not done, or COUNT. */
static size_t next_child(const struct facet_topic *topics, const bool *done, size_t count,
			 uint32_t parent)
{
	size_t i = 0;

	while (i < count && (done[i] || topics[i].parent != parent))
		i++;
	return i;
}

/* A list holds few rows, so looking for a parent by walking is cheap; a ring of
 * parents, which no store should have, is cut where it would close. */
void facets_tree(struct facet_topic *topics, size_t count, unsigned *depths)
{
	struct facet_topic *given = memory_new(count + 1, sizeof(*given));
	bool *done = memory_new(count + 1, sizeof(*done));
	size_t *path = memory_new(count + 1, sizeof(*path)), filled = 0;

	if (count)
		memcpy(given, topics, count * sizeof(*given));
	/* Twice: what the first round cannot reach from a top lies in a ring. */
	for (int round = 0; round < 2; round++) {
		for (size_t top = 0; top < count; top++) {
			size_t depth = 1;

			if (done[top] ||
			    (!round && topic_place(given, count, given[top].parent) < count))
				continue;
			path[0] = top;
			done[top] = true;
			depths[filled] = 0;
			topics[filled++] = given[top];
			/* Down to the next child of the path's end, or up where there is none. */
			while (depth) {
				size_t child = next_child(given, done, count,
							  given[path[depth - 1]].number);

				if (child == count) {
					depth--;
					continue;
				}
				done[child] = true;
				depths[filled] = (unsigned)depth;
				topics[filled++] = given[child];
				path[depth++] = child;
			}
		}
	}
	free(given);
	free(done);
	free(path);
}

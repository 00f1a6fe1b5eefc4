/*
 * A topic tree: topics with their counts in the order in which a tree is read.
 */
#ifndef CORE_TOPIC_TREE_H
#define CORE_TOPIC_TREE_H

#include <stddef.h>
#include <stdint.h>

/* A topic that has a count, and the one above it (0: none). */
struct facet_topic {
	uint32_t number, parent, count;
};

/* Puts COUNT topics into the order of a tree and gives each its depth
 * (DEPTHS has room for COUNT).  Siblings keep the order in which they came; one
 * whose parent is not among them stands at the top. */
void facets_tree(struct facet_topic *topics, size_t count, unsigned *depths);

/* Where NUMBER stands among them, or COUNT. */
size_t topic_place(const struct facet_topic *topics, size_t count, uint32_t number);

#endif

/*
 * A tree of a parsed query, written in one line for comparing:
 *
 *	(and peace "cease fire" -x (or speaker:ada pre*) (near 5 a b))
 */
#ifndef TESTS_SUPPORT_TREE_H
#define TESTS_SUPPORT_TREE_H

#include "core/parse.h"

void tree_put(const struct ask_node *node, struct text *out);

#endif

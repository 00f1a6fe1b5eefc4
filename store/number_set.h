/*
 * A set of numbers: ascending, each once.
 *
 * The all-zero struct is empty.  Adding behind the last one is cheap; anywhere else it
 * moves what is behind.
 */
#ifndef STORE_NUMBER_SET_H
#define STORE_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct number_set {
	uint32_t *at;
	size_t count, cap;
};

void number_set_add(struct number_set *set, uint32_t number);
bool number_set_has(const struct number_set *set, uint32_t number);
void number_set_release(struct number_set *set);

#endif

/*
 * A clock that only goes forward, whatever somebody does to the date; it counts from no
 * moment in particular.
 */
#ifndef STORE_CLOCK_H
#define STORE_CLOCK_H

#include <stdint.h>

/* Milliseconds. */
int64_t clock_ms(void);

#endif

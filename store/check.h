/*
 * Checks of the format's single values.  Each returns NULL, or what is wrong
 * with the value, as the end of a sentence that begins with the value.
 */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ID_BYTES = 200, URL_BYTES = 2048 };

const char *check_id(const char *text, size_t length);
/* An id whose slashes make a tree: no part of it is empty. */
const char *check_topic_id(const char *text, size_t length);
/* The same for a topic that is made from a name, where blanks are allowed. */
const char *check_topic_name(const char *text, size_t length);
const char *check_url(const char *text, size_t length);
const char *check_wikidata(const char *text, size_t length);

/* Whether TEXT is empty or holds nothing but white space. */
bool check_blank(const char *text, size_t length);

/* The first control character other than TAB, LF, CR, FF, VT and NEL; 0 where
 * there is none. */
int32_t check_controls(const char *text, size_t length);

#endif

#include "store/check.h"

#include <string.h>

#include "store/utf8.h"

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const char *check_id(const char *text, size_t length)
{
	if (length == 0)
		return "is empty";
	if (length > ID_BYTES)
		return "has more than 200 bytes";
	if (!is_letter_or_digit(text[0]))
		return "does not begin with a letter (A-Z, a-z) or digit";
	for (size_t i = 1; i < length; i++)
		if (!is_letter_or_digit(text[i]) && (!text[i] || !strchr("._:/#@+-", text[i])))
			return "has signs other than letters (A-Z, a-z), digits and ._:/#@+-";
	return NULL;
}

static const char *check_parts(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '/' && (i == 0 || i + 1 == length || text[i + 1] == '/'))
			return "has an empty part between slashes";
	return NULL;
}

const char *check_topic_id(const char *text, size_t length)
{
	const char *wrong = check_id(text, length);

	return wrong ? wrong : check_parts(text, length);
}

const char *check_topic_name(const char *text, size_t length)
{
	/* Every part makes a topic of its own, so a long one makes very many. */
	if (length > ID_BYTES)
		return "has more than 200 bytes";
	return check_parts(text, length);
}

/* White space of Unicode, line breaks included. */
static bool is_space(int32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xa0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

static bool is_control(int32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

static bool begins(const char *text, size_t length, const char *scheme)
{
	size_t size = strlen(scheme);

	return length >= size && strncasecmp(text, scheme, size) == 0;
}

const char *check_url(const char *text, size_t length)
{
	const char *end = text + length;
	const char *host, *p;
	size_t size;

	if (length > URL_BYTES)
		return "has more than 2,048 bytes";
	for (p = text; p < end; p += size) {
		int32_t code = utf8_next(p, end, &size);

		if (is_space(code) || is_control(code))
			return "holds white space or a control character";
	}
	if (begins(text, length, "https://"))
		host = text + 8;
	else if (begins(text, length, "http://"))
		host = text + 7;
	else
		return "does not begin with http:// or https://";
	for (p = host; p < end && !strchr("/?#", *p); p++)
		if (*p == '@' || *p == '\\')
			return "has a user name or a backslash before its host";
	if (p == host || *host == ':')
		return "has no host";
	return NULL;
}

const char *check_wikidata(const char *text, size_t length)
{
	if (length < 2 || text[0] != 'Q')
		return "is not Q and digits";
	for (size_t i = 1; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return "is not Q and digits";
	return NULL;
}

bool check_blank(const char *text, size_t length)
{
	const char *end = text + length;
	size_t size;

	for (const char *p = text; p < end; p += size)
		if (!is_space(utf8_next(p, end, &size)))
			return false;
	return true;
}

int32_t check_controls(const char *text, size_t length)
{
	const char *end = text + length;
	size_t size;

	for (const char *p = text; (p += utf8_plain(p, (size_t)(end - p))) < end; p += size) {
		int32_t code = utf8_next(p, end, &size);

		if (is_control(code) && code != 0x85 && !(code >= '\t' && code <= '\r'))
			return code;
	}
	return 0;
}

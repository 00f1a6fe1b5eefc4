#include "core/fuzzy.h"

#include <string.h>

#include "store/memory.h"
#include "store/text.h"
#include "store/token.h"
#include "store/utf8.h"

/* What lies behind so many characters is not compared. */
enum { NAME_MOST = 256, PATTERN_MOST = 64 };

/* Points for one letter of the pattern. */
enum {
	POINTS_LETTER = 4,
	POINTS_BESIDE = 6,	/* right behind the letter before it */
	POINTS_WORD = 8,	/* at the beginning of a word */
	POINTS_FIRST = 3,	/* of the first word */
	POINTS_WHOLE = 12,	/* for a pattern that is a whole word */
	POINTS_GAP = 1,		/* lost for each letter between two, and before the first */
	GAP_MOST = 8,
};

enum { NOWHERE = -1000000 };

struct name {
	int32_t codes[NAME_MOST];
	bool begins[NAME_MOST];		/* a word */
	int points[NAME_MOST];		/* of the pattern so far, its last letter being here */
	int count;
};

static bool is_word(int32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code >= 0x80 ||
	       code < 0;
}

static bool is_ideograph(int32_t code)
{
	return code >= 0x2e80 && code < 0xa4d0;
}

static void read_name(const char *text, struct name *name)
{
	const char *end = text + strlen(text);
	bool inside = false;
	size_t size;

	for (name->count = 0; text < end && name->count < NAME_MOST; text += size) {
		int32_t code = utf8_next(text, end, &size);

		name->codes[name->count] = code;
		name->begins[name->count++] = is_word(code) && (!inside || is_ideograph(code));
		inside = is_word(code);
	}
}

/* The next pattern of TEXT, which blanks part; its length, 0 at the end. */
static int read_pattern(const char **text, int32_t codes[PATTERN_MOST])
{
	const char *end = *text + strlen(*text);
	size_t size;
	int count = 0;

	while (**text == ' ')
		++*text;
	for (; *text < end && **text != ' '; *text += size) {
		int32_t code = utf8_next(*text, end, &size);

		if (count < PATTERN_MOST)
			codes[count++] = code;
	}
	return count;
}

/* Most names do not fit at all, which is soon found out. */
static bool fits(const int32_t *pattern, int count, const struct name *name)
{
	int found = 0;

	for (int i = 0; i < name->count && found < count; i++)
		if (name->codes[i] == pattern[found])
			found++;
	return found == count;
}

static bool is_whole_word(const int32_t *pattern, int count, const struct name *name)
{
	for (int i = 0; i + count <= name->count; i++)
		if (name->begins[i] &&
		    !memcmp(name->codes + i, pattern, (size_t)count * sizeof(*pattern)) &&
		    (i + count == name->count || !is_word(name->codes[i + count])))
			return true;
	return false;
}

static int place_points(const struct name *name, int i)
{
	return POINTS_LETTER + (name->begins[i] ? POINTS_WORD : 0) + (i == 0 ? POINTS_FIRST : 0);
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The best way to lay the pattern over the name: letter by letter, for each
 * place what it is worth to have come there. */
static int best_points(const int32_t *pattern, int count, struct name *name)
{
	int best = NOWHERE;

	for (int i = 0; i < name->count; i++)
		name->points[i] = name->codes[i] != pattern[0] ? NOWHERE
			: place_points(name, i) - POINTS_GAP * (i < GAP_MOST ? i : GAP_MOST);
	for (int letter = 1; letter < count; letter++) {
		/* The best of the places before, less the gap to here. */
		int before = NOWHERE, beside = NOWHERE;

		for (int i = 0; i < name->count; i++) {
			int old = name->points[i];

			name->points[i] = name->codes[i] != pattern[letter] ? NOWHERE
				: place_points(name, i) + most(before, beside + POINTS_BESIDE);
			before = most(before, beside) - POINTS_GAP;
			beside = old;
		}
	}
	for (int i = 0; i < name->count; i++)
		best = most(best, name->points[i]);
	return best;
}

int fuzzy_score(const char *pattern, const char *text)
{
	int32_t codes[PATTERN_MOST];
	struct name name;
	int score = 0, count;

	read_name(text, &name);
	while ((count = read_pattern(&pattern, codes))) {
		if (!fits(codes, count, &name))
			return 0;
		/* However wide the gaps are, it fits. */
		score += most(1, best_points(codes, count, &name));
		if (is_whole_word(codes, count, &name))
			score += POINTS_WHOLE;
	}
	/* Of equal ones the shorter; without a pattern all are equal. */
	return score ? score * (NAME_MOST + 1) + NAME_MOST - name.count : 1;
}

char *fuzzy_fold(const char *text)
{
	size_t length = strlen(text), at = 0, done = 0;
	struct text folded = {0};
	struct token token;

	while (token_next(text, length, &at, &token)) {
		text_add(&folded, text + done, token.start - done);
		text_add(&folded, token.word, token.length);
		done = token.end;
	}
	text_add(&folded, text + done, length - done);
	return text_detach(&folded);
}

/*
 * generate N [SEED]: writes a corpus of N entries to standard output, the same
 * for the same numbers on every machine, in constant memory but for the
 * vocabulary.
 *
 * What it imitates, so that figures taken on it mean something:
 *   words      Zipf-Mandelbrot over a vocabulary that grows with the text (Heaps);
 *              frequent words are short; first letters are spread unevenly
 *   lengths    log-normal, median 22 words; one in 500 is a speech, twenty times as long,
 *              to 4,000
 *   speakers   30,000, Zipf; topics 400 in a tree of three levels, Zipf
 *   talks      one for every 150 quotes, 2 to 12 participants, said on one day
 *   dates      16 years, unsorted in the file; 2 % are imprecise
 *   scripts    5 % of the texts hold Cyrillic, Greek, Arabic, Hindi or Chinese
 *   speech     70 % direct, 15 % indirect, 15 % mixed; some insertions
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPEAKERS = 30000, TOPICS = 400, QUOTES_A_TALK = 150, YEARS = 16, FIRST_YEAR = 2008 };

/* splitmix64: small, seedable, good enough for texts. */
struct chance {
	uint64_t state;
};

static uint64_t next(struct chance *chance)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static double fraction(struct chance *chance)
{
	return (double)(next(chance) >> 11) / 9007199254740992.0;
}

static uint32_t below(struct chance *chance, uint32_t limit)
{
	return (uint32_t)(fraction(chance) * limit);
}

static bool one_in(struct chance *chance, uint32_t n)
{
	return below(chance, n) == 0;
}

/* Ranks from 0 with P(rank) ~ 1 / (rank + shift)^s, by the inverse of the sum; a
 * table of steps makes a draw a look and a short walk. */
struct zipf {
	double *sum;
	uint32_t *guide;
	uint32_t count;
};

enum { GUIDES = 1 << 16 };

static void zipf_init(struct zipf *zipf, uint32_t count, double s, double shift)
{
	double total = 0;

	zipf->count = count;
	zipf->sum = malloc(count * sizeof(*zipf->sum));
	zipf->guide = malloc(GUIDES * sizeof(*zipf->guide));
	if (!zipf->sum || !zipf->guide)
		exit(1);
	for (uint32_t i = 0; i < count; i++)
		zipf->sum[i] = total += pow(i + 1 + shift, -s);
	for (uint32_t i = 0, g = 0; g < GUIDES; g++) {
		while (i + 1 < count && zipf->sum[i] < total * g / GUIDES)
			i++;
		zipf->guide[g] = i;
	}
}

static void zipf_release(struct zipf *zipf)
{
	free(zipf->sum);
	free(zipf->guide);
}

static uint32_t zipf_draw(const struct zipf *zipf, struct chance *chance)
{
	double at = fraction(chance);
	uint32_t i = zipf->guide[(uint32_t)(at * GUIDES)];

	at *= zipf->sum[zipf->count - 1];
	while (i + 1 < zipf->count && zipf->sum[i] < at)
		i++;
	return i;
}

/* --- words: a rank gives a word, always the same --- */

static const char *const COMMON[] = {
	"the", "of", "and", "to", "in", "a", "that", "is", "for", "it", "we", "on", "with", "as",
	"be", "this", "was", "are", "have", "not", "by", "at", "they", "from", "will", "but",
	"our", "has", "people", "an", "or", "which", "you", "their", "would", "there", "been",
	"government", "all", "what", "who", "more", "if", "he", "one", "said", "can", "when",
	"country", "about", "think", "so", "must", "new", "time", "should", "no", "other", "do",
	"years", "were", "these", "now", "because", "support", "work", "us", "minister", "than",
	"public", "very", "need", "state", "also", "first", "up", "many", "how", "make", "its",
	"them", "some", "right", "only", "into", "war", "law", "house", "peace", "health", "money",
	"security", "energy", "ceasefire", "trade", "policy", "climate", "children", "economy",
};
enum { COMMON_COUNT = sizeof(COMMON) / sizeof(COMMON[0]) };

static const char *const ONSETS[] = {
	"s", "c", "p", "d", "r", "b", "m", "a", "t", "f", "h", "e", "i", "g", "l", "st", "pr", "con",
	"re", "un", "w", "n", "o", "v", "tr", "in", "de", "ex", "com", "sh", "ch", "k", "th", "fl",
	"y", "j", "qu", "z",
};
static const char *const MIDDLES[] = {"a", "e", "i", "o", "u", "ar", "er", "in", "on", "al", "ea", "io"};
static const char *const ENDS[] = {
	"t", "n", "s", "r", "l", "d", "m", "ng", "nt", "st", "ck", "ve", "ty", "ment", "tion", "ly",
	"ness", "able", "ing", "ed", "ers", "ism", "ic", "al",
};
#define PICK(list, chance) (list)[below((chance), sizeof(list) / sizeof(*(list)))]

/* OUT has at least 64 bytes. */
static void word_of(uint32_t rank, char *out)
{
	struct chance chance = {0x517cc1b727220a95u ^ rank};
	unsigned syllables;

	if (rank < COMMON_COUNT) {
		strcpy(out, COMMON[rank]);
		return;
	}
	syllables = rank < 2000 ? 1 : rank < 40000 ? 2 : 3;
	/* Unevenly: the onsets in front are drawn more often. */
	out[0] = '\0';
	for (unsigned i = 0; i < syllables; i++) {
		size_t count = sizeof(ONSETS) / sizeof(*ONSETS);

		strcat(out, ONSETS[(uint32_t)(pow(fraction(&chance), 1.7) * (double)count)]);
		strcat(out, PICK(MIDDLES, &chance));
	}
	strcat(out, PICK(ENDS, &chance));
}

static const char *const FOREIGN[] = {
	"мир и безопасность", "переговори про мир", "η ειρήνη είναι δύσκολη", "السلام والأمن",
	"शांति और सुरक्षा", "個人資料保護", "開放政府與民主", "平和のための会議", "İstanbul'da görüşme",
	"Frieden für Straße und Stadt", "déjà négocié à Genève", "안보와 평화",
};

/* --- names --- */

static const char *const GIVEN[] = {
	"Ada", "Anna", "Boris", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jamal",
	"Karin", "Luis", "Maria", "Nadia", "Omar", "Pavel", "Rosa", "Samir", "Tanja", "Umberto",
	"Vera", "Wei", "Yusuf", "Zoë", "Andrii", "José", "Sophie", "Tomáš", "Ewa",
};

static void speaker_name(uint32_t number, char *out)
{
	struct chance chance = {0x2545f4914f6cdd1du * (number + 1)};
	char family[64];

	word_of(COMMON_COUNT + 5000 + number, family);
	family[0] = (char)(family[0] - 'a' + 'A');
	sprintf(out, "%s %s", PICK(GIVEN, &chance), family);
}

/* Three levels: 20 roots, 80 below them, 300 below those. */
static void topic_id(uint32_t number, char *out)
{
	if (number < 20)
		sprintf(out, "t%u", number);
	else if (number < 100)
		sprintf(out, "t%u/t%u", number % 20, number);
	else
		sprintf(out, "t%u/t%u/t%u", (20 + number % 80) % 20, 20 + number % 80, number);
}

static void topic_label(uint32_t number, char *out)
{
	word_of(COMMON_COUNT + 300 + number * 7, out);
	out[0] = (char)(out[0] - 'a' + 'A');
}

/* --- entries --- */

struct world {
	struct chance chance;
	struct zipf words, speakers, topics;
};

static void put_date(struct chance *chance, uint32_t day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	uint32_t year = FIRST_YEAR + day / 365, left = day % 365;
	uint32_t month = 0;

	while (left >= (uint32_t)lengths[month])
		left -= (uint32_t)lengths[month++];
	if (!one_in(chance, 50))
		printf("%04u-%02u-%02u\n", year, month + 1, left + 1);
	else if (one_in(chance, 3))
		printf("%04u\n", year);
	else if (one_in(chance, 2))
		printf("%04u-%02u~\n", year, month + 1);
	else
		printf("%04u-%02u/%04u-%02u\n", year, month + 1, year + 1, month + 1);
}

static uint32_t text_length(struct chance *chance)
{
	double u = fraction(chance), v = fraction(chance);
	double normal = sqrt(-2 * log(u + 1e-12)) * cos(6.283185307179586 * v);
	double words = 22 * exp(0.75 * normal) * (one_in(chance, 500) ? 20 : 1);

	return words < 3 ? 3 : words > 4000 ? 4000 : (uint32_t)words;
}

/* A double-quoted scalar on one line. */
static void put_text(struct world *world, bool mixed)
{
	struct chance *chance = &world->chance;
	uint32_t length = text_length(chance), stop = 6 + below(chance, 14);
	uint32_t foreign = one_in(chance, 20) ? below(chance, length) : length;
	uint32_t insertion = one_in(chance, 25) ? below(chance, length) : length;
	uint32_t open = mixed ? below(chance, length) : length;
	uint32_t close = open + 1 + below(chance, 6);
	bool begins = true;
	char word[64];

	if (close >= length)
		close = length - 1;
	putchar('"');
	for (uint32_t i = 0; i < length; i++) {
		word_of(zipf_draw(&world->words, chance), word);
		if (begins && word[0] >= 'a')
			word[0] = (char)(word[0] - 'a' + 'A');
		if (i)
			putchar(' ');
		if (i == open)
			fputs("“", stdout);
		if (i == insertion)
			printf("[%s – ed.] ", PICK(GIVEN, chance));
		fputs(i == foreign ? PICK(FOREIGN, chance) : word, stdout);
		if (mixed && i == close)
			fputs("”", stdout);
		begins = --stop == 0;
		if (begins) {
			putchar('.');
			stop = 6 + below(chance, 14);
		} else if (one_in(chance, 12)) {
			putchar(',');
		}
	}
	fputs("\"\n", stdout);
}

static void put_topics(struct world *world)
{
	uint32_t count = below(&world->chance, 4);
	char id[64];

	if (!count)
		return;
	fputs("    topics: [", stdout);
	for (uint32_t i = 0; i < count; i++) {
		topic_id(zipf_draw(&world->topics, &world->chance), id);
		printf("%s%s", i ? ", " : "", id);
	}
	fputs("]\n", stdout);
}

static void put_quote(struct world *world, uint32_t number, uint32_t talks)
{
	struct chance *chance = &world->chance;
	uint32_t kind = below(chance, 100);

	printf("  - id: q%u\n    speaker: s%u\n", number, zipf_draw(&world->speakers, chance));
	/* Two thirds were said in talks, in runs as in a transcript. */
	if (talks && number % 3) {
		printf("    talk: talk%u\n", number / QUOTES_A_TALK % talks);
	} else {
		fputs("    date: ", stdout);
		put_date(chance, below(chance, YEARS * 365));
		printf("    outlet: Outlet %u\n", below(chance, 200));
	}
	if (kind >= 70)
		printf("    speech: %s\n", kind < 85 ? "indirect" : "mixed");
	put_topics(world);
	fputs("    text: ", stdout);
	put_text(world, kind >= 85);
}

static void put_talk(struct world *world, uint32_t number)
{
	static const char *const kinds[] = {"interview", "meeting", "speech", "debate", "hearing"};
	struct chance *chance = &world->chance;
	uint32_t people = 2 + below(chance, 11);
	char word[64];

	word_of(COMMON_COUNT + below(chance, 5000), word);
	printf("  - id: talk%u\n    kind: %s\n    title: \"On %s, part %u\"\n    place: City %u\n    date: ",
	       number, PICK(kinds, chance), word, number, below(chance, 300));
	put_date(chance, below(chance, YEARS * 365));
	fputs("    participants: [", stdout);
	for (uint32_t i = 0; i < people; i++)
		printf("%ss%u", i ? ", " : "", zipf_draw(&world->speakers, chance));
	fputs("]\n", stdout);
	put_topics(world);
}

static void put_names(void)
{
	char name[96];

	puts("speakers:");
	for (uint32_t i = 0; i < SPEAKERS; i++) {
		speaker_name(i, name);
		printf("  - {id: s%u, name: %s}\n", i, name);
	}
	puts("topics:");
	for (uint32_t i = 0; i < TOPICS; i++) {
		topic_id(i, name);
		printf("  - {id: %s, ", name);
		topic_label(i, name);
		printf("label: %s}\n", name);
	}
}

int main(int argc, char **argv)
{
	struct world world = {0};
	uint64_t entries = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	uint32_t talks, quotes;
	double tokens;

	if (!entries || entries > 1000000000) {
		fputs("usage: generate N [SEED] >FILE, N entries from 1 to 1,000,000,000\n", stderr);
		return 2;
	}
	world.chance.state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	talks = (uint32_t)(entries / (QUOTES_A_TALK + 1));
	quotes = (uint32_t)entries - talks;
	tokens = 28.0 * (double)quotes;
	zipf_init(&world.words, (uint32_t)(10 * pow(tokens, 0.57)) + COMMON_COUNT, 1.05, 2.7);
	zipf_init(&world.speakers, SPEAKERS, 0.9, 5);
	zipf_init(&world.topics, TOPICS, 0.9, 2);
	printf("statements: 1\ntitle: A generated corpus of %llu entries\n", (unsigned long long)entries);
	put_names();
	if (talks)
		puts("talks:");
	for (uint32_t i = 0; i < talks; i++)
		put_talk(&world, i);
	puts("quotes:");
	for (uint32_t i = 0; i < quotes; i++)
		put_quote(&world, i, talks);
	zipf_release(&world.words);
	zipf_release(&world.speakers);
	zipf_release(&world.topics);
	return fflush(stdout) || ferror(stdout);
}

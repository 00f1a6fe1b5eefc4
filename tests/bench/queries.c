#include "tests/bench/queries.h"

/* Ordered by kind: rows of one kind make one figure. */
const struct bench_query BENCH_QUERIES[] = {
	{"frequent-word", "the"},
	{"frequent-word", "government"},
	{"frequent-word", "people"},
	{"rare-word", "ceasefire"},
	{"rare-word", "sioty"},
	{"rare-word", "cuthust"},
	{"rare-word", "zzyzx"},
	{"frequent-words", "the of"},
	{"frequent-words", "and the"},
	{"frequent-words", "it is the"},
	{"frequent-words", "we have to"},
	{"rare-and-frequent", "ceasefire the"},
	{"rare-and-frequent", "the sioty"},
	{"rare-and-frequent", "of cuthust in"},
	{"phrase", "\"of the\""},
	{"phrase", "\"in the house\""},
	{"phrase", "\"and sioty\""},
	{"phrase", "\"the the\""},
	{"negation", "government -the"},
	{"negation", "-the -of"},
	{"negation", "the -ceasefire"},
	{"negation", "peace -\"of the\""},
	{"beginning", "t"},
	{"beginning", "z"},
	{"beginning", "con"},
	{"beginning", "pro* st"},
	{"beginning", "the s"},
	{"speaker", "speaker:s0"},
	{"speaker", "speaker:wei"},
	{"speaker", "speaker:peaunuty"},
	{"topic", "topic:t0"},
	{"topic", "topic:t1/t41"},
	{"date", "date:2015"},
	{"date", "date:2012-03..2013"},
	{"date", "before:2010"},
	{"combined", "speaker:wei the"},
	{"combined", "topic:t1 peace"},
	{"combined", "the date:2020"},
	{"combined", "topic:t2 date:2019 -of"},
	{"combined", "(peace OR war) speaker:s1"},
	{"order", "the sort:oldest"},
	{"order", "ceasefire sort:best"},
	{"order", "the sort:best"},
};

const size_t BENCH_QUERY_COUNT = sizeof(BENCH_QUERIES) / sizeof(*BENCH_QUERIES);

const char *const BENCH_WORDS[] = {
	MOST_FREQUENT, "government", "people", "ceasefire", "sioty", "cuthust", "zzyzx",
};

const size_t BENCH_WORD_COUNT = sizeof(BENCH_WORDS) / sizeof(*BENCH_WORDS);

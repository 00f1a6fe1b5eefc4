/*
 * The words of entries and names, put into the full-text tables in the order of
 * their rowids, which FTS5 wants: it writes out what it holds in memory whenever
 * a rowid is not above the one before.
 */
#ifndef STORE_BUILD_WORDS_H
#define STORE_BUILD_WORDS_H

#include "store/build_state.h"

/* Numbers, each as often as added. */
struct number_list {
	uint32_t *at;
	size_t count, cap;
};

/* What the index needs to know of one entry; kept from row to row, since its
 * memory is used again. */
struct indexed {
	int64_t flags;
	uint32_t speaker, talk, outlet, lang, source, place;	/* 0: none; place: of the talk */
	enum talk_kind talk_kind;
	struct number_list to, about;
	struct number_list topics;	/* with all above them and those of the agenda, each once */
	struct text text, spoken, agenda;	/* as they go into the index */
	/* By topic: the row that last had it. */
	struct by_number seen;
};

/* Reads the entry at PLACE for ROW. */
int indexed_read(struct indexed *indexed, struct build *build, uint32_t place, uint32_t row,
		 struct error *err);
/* Adds its words and facets to the index. */
int indexed_add(struct indexed *indexed, struct build *build, uint32_t row, struct error *err);
void indexed_release(struct indexed *indexed);

/* Prepares the index for a great many rows. */
int words_begin(struct build *build, struct error *err);
/* Makes one piece of what the filling left in several; KEEP_ON is asked now and then
 * and stops it by not being 0. */
int words_merge(struct build *build, int (*keep_on)(void *context), void *context,
		struct error *err);
/* Fills name_words. */
int words_of_names(struct build *build, struct error *err);

#endif

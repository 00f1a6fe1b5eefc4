#include "store/segment.h"

#include <stdlib.h>
#include <string.h>

#include "store/handle.h"
#include "store/schema.h"
#include "store/varint.h"

int segment_damaged(struct store *store, struct error *err)
{
	return store_damaged(store, "its index is not that of its entries", err);
}

/* --- which there are --- */

int segments_open(struct store *store, struct error *err)
{
	static const char SQL[] = "SELECT number, first, rows, words FROM segment ORDER BY number";
	sqlite3_stmt *stmt = store_prepare(store, SQL, err);
	uint32_t next = 1;
	size_t cap = 0;
	int more = stmt ? 1 : -1;

	while (more > 0 && (more = store_step(store, stmt, err)) > 0) {
		struct segment segment = {
			.first = column_u32(stmt, 1),
			.rows = column_within(stmt, 2, SEGMENT_ROWS),
			.words = (uint64_t)sqlite3_column_int64(stmt, 3),
		};

		if (sqlite3_column_int64(stmt, 0) != store->segment_count ||
		    segment.first != next || !segment.rows ||
		    segment.rows > store->count - (next - 1)) {
			more = segment_damaged(store, err);
			break;
		}
		next += segment.rows;
		store->segments = memory_room(store->segments, store->segment_count, &cap,
					      sizeof(*store->segments));
		store->segments[store->segment_count++] = segment;
	}
	sqlite3_finalize(stmt);
	if (more == 0 && next - 1 != store->count)
		more = segment_damaged(store, err);
	return more;
}

void segments_close(struct store *store)
{
	for (uint32_t i = 0; i < store->segment_count; i++) {
		free(store->segments[i].list);
		free(store->segments[i].pages);
	}
	free(store->segments);
	text_release(&store->terms);
	text_release(&store->positions);
}

uint32_t segment_count(const struct store *store)
{
	return store->segment_count;
}

const struct segment *segment_at(const struct store *store, uint32_t number)
{
	return &store->segments[number];
}

uint32_t segment_of(const struct store *store, uint32_t row)
{
	uint32_t low = 0, high = store->segment_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (store->segments[middle].first <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* --- its pages --- */

static bool find_pages(struct segment *segment)
{
	const unsigned char *p = segment->list;
	struct segment_page next = {0};
	size_t cap = 0;

	for (;;) {
		struct page_head head;

		next.head = p;
		segment->pages = memory_room(segment->pages, segment->page_count, &cap,
					     sizeof(*segment->pages));
		segment->pages[segment->page_count] = next;
		if (p == segment->end)
			return segment->page_count > 0;
		if (!page_head(&p, segment->end, &head))
			return false;
		next.terms += head.terms;
		next.positions += head.positions;
		segment->page_count++;
	}
}

static int load_pages(struct store *store, uint32_t number, struct error *err)
{
	static const char SQL[] = "SELECT pages FROM segment WHERE number = ?";
	struct segment *segment = &store->segments[number];
	sqlite3_stmt *stmt;
	const char *bytes;
	size_t size = 0;
	int more;

	if (segment->loaded)
		return 0;
	stmt = store_statement(store, SQL, err);
	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, number);
	more = store_step(store, stmt, err);
	if (more < 0)
		return -1;
	bytes = more ? column_bytes(stmt, 0, &size) : NULL;
	free(segment->list);
	free(segment->pages);
	segment->pages = NULL;
	segment->page_count = 0;
	segment->list = memory_new(size + 1, 1);
	segment->end = segment->list + size;
	if (size)
		memcpy(segment->list, bytes, size);
	sqlite3_reset(stmt);
	if (!find_pages(segment))
		return segment_damaged(store, err);
	segment->loaded = true;
	return 0;
}

/* The last page whose first term is not behind TERM, or the first page. */
static uint32_t page_of(const struct segment *segment, const char *term, size_t length)
{
	uint32_t low = 0, high = segment->page_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		const unsigned char *p = segment->pages[middle].head;
		struct page_head head = {0};

		page_head(&p, segment->end, &head);
		if (term_compare(head.first, head.length, term, length) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* --- reading --- */

/* Bytes FROM to UPTO of a part of segment NUMBER. */
static int read_part(struct store *store, uint32_t number, enum chunk_part part, uint64_t from,
		     uint64_t upto, struct text *out, struct error *err)
{
	static const char SQL[] = "SELECT data FROM chunk WHERE id = ?";

	text_clear(out);
	while (from < upto) {
		uint64_t chunk = from / CHUNK_BYTES, skip = from % CHUNK_BYTES;
		sqlite3_stmt *stmt = store_statement(store, SQL, err);
		size_t size = 0, wanted;
		const char *bytes;
		int more;

		if (!stmt)
			return -1;
		sql_bind_int(&store->sql, stmt, 1, chunk_id(number, part, chunk));
		more = store_step(store, stmt, err);
		if (more < 0)
			return -1;
		bytes = more ? column_bytes(stmt, 0, &size) : NULL;
		wanted = CHUNK_BYTES - skip < upto - from ? CHUNK_BYTES - skip : upto - from;
		if (size > skip && size - skip >= wanted)
			text_add(out, bytes + skip, wanted);
		sqlite3_reset(stmt);
		if (size <= skip || size - skip < wanted)
			return segment_damaged(store, err);
		from += wanted;
	}
	return 0;
}

/* Begins a walk along a page; what it reads is borrowed until the next call. */
static int read_page(struct store *store, uint32_t number, uint32_t page, struct page_walk *walk,
		     struct error *err)
{
	const struct segment_page *at = &store->segments[number].pages[page];

	if (read_part(store, number, CHUNK_TERMS, at->terms, at[1].terms, &store->terms, err) < 0)
		return -1;
	page_begin(walk, text_string(&store->terms), store->terms.length);
	return 0;
}

static int read_positions(struct store *store, uint32_t number, uint64_t from, uint64_t size,
			  struct error *err)
{
	return read_part(store, number, CHUNK_POSITIONS, from, from + size, &store->positions,
			 err);
}

/* The positions of the term that WALK has found, and of no other. */
static int add_positions(struct store *store, uint32_t number, uint32_t page,
			 const struct page_walk *walk, struct postings *postings,
			 struct error *err)
{
	const struct segment_page *at = &store->segments[number].pages[page];
	uint64_t all = at[1].positions - at->positions;

	if (walk->at > all || walk->size > all - walk->at)
		return segment_damaged(store, err);
	if (read_positions(store, number, at->positions + walk->at, walk->size, err) < 0)
		return -1;
	postings->positions = (const unsigned char *)text_string(&store->positions);
	postings->positions_size = walk->size;
	return 1;
}

int segment_find(struct store *store, uint32_t number, const char *term, size_t length,
		 bool wanted, struct postings *postings, struct error *err)
{
	struct page_walk walk;
	uint32_t page;
	int more;

	if (load_pages(store, number, err) < 0)
		return -1;
	page = page_of(&store->segments[number], term, length);
	if (read_page(store, number, page, &walk, err) < 0)
		return -1;
	while ((more = page_next(&walk)) > 0) {
		int order = term_compare(walk.term, walk.length, term, length);

		if (order > 0)
			return 0;
		if (order < 0)
			continue;
		*postings = walk.postings;
		return wanted ? add_positions(store, number, page, &walk, postings, err) : 1;
	}
	return more < 0 ? segment_damaged(store, err) : 0;
}

/* *OVER where no later term can begin so; 0, or what SEE returned. */
static int each_of_page(struct store *store, struct page_walk *walk, const char *prefix,
			size_t length, segment_see *see, void *context, bool *over,
			struct error *err)
{
	int more;

	while ((more = page_next(walk)) > 0) {
		size_t both = walk->length < length ? walk->length : length;
		int order = memcmp(walk->term, prefix, both), result;

		*over = order > 0;
		if (*over)
			return 0;
		if (order < 0 || walk->length < length)
			continue;
		result = see(context, walk->term, walk->length, &walk->postings, err);
		if (result)
			return result;
	}
	return more < 0 ? segment_damaged(store, err) : 0;
}

int segment_each(struct store *store, uint32_t number, const char *prefix, size_t length,
		 bool wanted, segment_see *see, void *context, struct error *err)
{
	const struct segment *segment = &store->segments[number];
	struct page_walk walk;
	bool over = false;
	int result = 0;

	if (load_pages(store, number, err) < 0)
		return -1;
	for (uint32_t page = page_of(segment, prefix, length);
	     page < segment->page_count && !over && result == 0; page++) {
		const struct segment_page *at = &segment->pages[page];

		if (read_page(store, number, page, &walk, err) < 0)
			return -1;
		if (wanted) {
			if (read_positions(store, number, at->positions,
					   at[1].positions - at->positions, err) < 0)
				return -1;
			page_begin_positions(&walk, text_string(&store->positions),
					     store->positions.length);
		}
		result = each_of_page(store, &walk, prefix, length, see, context, &over, err);
	}
	return result;
}

int segment_lengths(struct store *store, uint32_t number, uint32_t *lengths, struct error *err)
{
	static const char SQL[] = "SELECT lengths FROM segment WHERE number = ?";
	sqlite3_stmt *stmt = store_statement(store, SQL, err);
	const char *bytes;
	size_t size;
	int more;
	bool sound;

	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, number);
	more = store_step(store, stmt, err);
	if (more < 0)
		return -1;
	bytes = more ? column_bytes(stmt, 0, &size) : NULL;
	sound = bytes && column_unpack(bytes, size, lengths, store->segments[number].rows);
	sqlite3_reset(stmt);
	return sound ? 0 : segment_damaged(store, err);
}

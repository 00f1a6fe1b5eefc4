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
		free(store->segments[i].terms);
		free(store->segments[i].pages);
	}
	free(store->segments);
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

/* A term of the list of first terms. */
static bool take_first(const unsigned char **p, const unsigned char *end, const char **term,
		       size_t *length)
{
	uint32_t size;

	if (!varint_get(p, end, &size) || size > TOKEN_BYTES || size > (size_t)(end - *p))
		return false;
	*term = (const char *)*p;
	*length = size;
	*p += size;
	return true;
}

static bool find_pages(struct segment *segment)
{
	const unsigned char *p = segment->terms;
	size_t cap = 0, length;
	const char *term;

	while (p < segment->end) {
		segment->pages = memory_room(segment->pages, segment->page_count, &cap,
					     sizeof(*segment->pages));
		segment->pages[segment->page_count++] = p;
		if (!take_first(&p, segment->end, &term, &length))
			return false;
	}
	return true;
}

static int load_pages(struct store *store, uint32_t number, struct error *err)
{
	static const char SQL[] = "SELECT pages FROM segment WHERE number = ?";
	struct segment *segment = &store->segments[number];
	sqlite3_stmt *stmt;
	const char *bytes;
	size_t size;
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
	if (!more)
		size = 0;
	free(segment->terms);
	free(segment->pages);
	segment->pages = NULL;
	segment->page_count = 0;
	segment->terms = memory_new(size + 1, 1);
	segment->end = segment->terms + size;
	if (size)
		memcpy(segment->terms, bytes, size);
	sqlite3_reset(stmt);
	if (!find_pages(segment) || !segment->page_count)
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
		const unsigned char *p = segment->pages[middle];
		const char *first = "";
		size_t first_length = 0;

		take_first(&p, segment->end, &first, &first_length);
		if (term_compare(first, first_length, term, length) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Begins a walk along a page; what it reads is borrowed until the next call. */
static int read_page(struct store *store, uint32_t number, uint32_t page, bool wanted,
		     struct page_walk *walk, struct error *err)
{
	static const char SQL[] = "SELECT terms, positions FROM page WHERE id = ?";
	sqlite3_stmt *stmt = store_statement(store, SQL, err);
	const char *bytes;
	size_t size;
	int more;

	if (!stmt)
		return -1;
	sql_bind_int(&store->sql, stmt, 1, page_id(number, page));
	more = store_step(store, stmt, err);
	if (more < 0)
		return -1;
	if (!more)
		return segment_damaged(store, err);
	bytes = column_bytes(stmt, 0, &size);
	page_begin(walk, bytes, size);
	if (wanted) {
		bytes = column_bytes(stmt, 1, &size);
		page_begin_positions(walk, bytes, size);
	}
	return 0;
}

int segment_find(struct store *store, uint32_t number, const char *term, size_t length,
		 bool wanted, struct postings *postings, struct error *err)
{
	struct page_walk walk;
	int more;

	if (load_pages(store, number, err) < 0 ||
	    read_page(store, number, page_of(&store->segments[number], term, length), wanted,
		      &walk, err) < 0)
		return -1;
	while ((more = page_next(&walk)) > 0) {
		int order = term_compare(walk.term, walk.length, term, length);

		if (order > 0)
			return 0;
		if (order == 0) {
			*postings = walk.postings;
			return 1;
		}
	}
	return more < 0 ? segment_damaged(store, err) : 0;
}

int segment_each(struct store *store, uint32_t number, const char *prefix, size_t length,
		 bool wanted, segment_see *see, void *context, struct error *err)
{
	const struct segment *segment = &store->segments[number];
	struct page_walk walk;

	if (load_pages(store, number, err) < 0)
		return -1;
	for (uint32_t page = page_of(segment, prefix, length); page < segment->page_count; page++) {
		int more;

		if (read_page(store, number, page, wanted, &walk, err) < 0)
			return -1;
		while ((more = page_next(&walk)) > 0) {
			size_t both = walk.length < length ? walk.length : length;
			int order = memcmp(walk.term, prefix, both), result;

			if (order > 0)
				return 0;
			if (order < 0 || walk.length < length)
				continue;
			result = see(context, walk.term, walk.length, &walk.postings, err);
			if (result)
				return result;
		}
		if (more < 0)
			return segment_damaged(store, err);
	}
	return 0;
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

/*
 * Printing a damaged store: whatever is in it, lines for a terminal hold no byte that
 * one would obey, and lines of JSON are objects.
 *
 * The input is a width and patches (patches.h).
 */
#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "store/search.h"
#include "store/utf8.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/patches.h"
#include "tui/jsonl.h"
#include "tui/print.h"

enum { ENTRIES_MOST = 12, NAMES_MOST = 30 };

static void check_plain(const struct text *out)
{
	const char *text = text_string(out);

	must(utf8_check(text, out->length) == out->length, "not UTF-8: '%s'", text);
	for (size_t i = 0; i < out->length; i++)
		must((unsigned char)text[i] >= 0x20 || text[i] == '\n' || text[i] == '\t',
		     "byte %02x in '%s'", (unsigned char)text[i], text);
}

static void check_object(const struct text *out)
{
	const char *text = text_string(out);

	check_plain(out);
	must(out->length > 3 && text[0] == '{' && strcmp(text + out->length - 2, "}\n") == 0 &&
		     !memchr(text, '\n', out->length - 1),
	     "no object in a line: '%s'", text);
}

static void print_entry(struct store *store, uint32_t row, unsigned columns)
{
	struct entry entry = {0};
	struct text out = {0};
	struct document *document;

	if (store_entry(store, row, &entry, NULL) == 0) {
		print_line(store, &entry, &out);
		print_block(store, &entry, columns, &out);
		check_plain(&out);
		text_clear(&out);
		jsonl_entry(store, &entry, &out);
		check_object(&out);
		text_clear(&out);
	}
	entry_release(&entry);
	document = document_open(store, row, NULL, NULL);
	if (document) {
		uint32_t *rows;
		size_t count;

		if (document_waiting(document) &&
		    search_talk_quotes(store, document_entry(document)->talk.number, &rows, &count,
				       NULL) == 0)
			document_quotes(document, rows, count);
		print_document(document, columns, &out);
		check_plain(&out);
	}
	document_close(document);
	text_release(&out);
}

struct printing {
	struct store *store;
	enum names names;
	int left;
};

static int print_one_name(void *context, const struct name *name)
{
	struct printing *printing = context;
	struct text out = {0};

	jsonl_name(printing->store, printing->names, name, &out);
	check_object(&out);
	text_clear(&out);
	if (name->id) {
		print_name(name, false, &out);
		print_name(name, true, &out);
	}
	check_plain(&out);
	text_release(&out);
	return !printing->left--;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	unsigned columns = bytes_take(&bytes) + 1u;
	struct error err = {0};
	struct store *store = store_open(patches_apply(&bytes), &err);

	fuzz_locale();
	if (!store) {
		damage_told("patched", &err);
		return 0;
	}
	for (uint32_t row = 1; row <= store_count(store) && row <= ENTRIES_MOST; row++)
		print_entry(store, row, columns);
	for (enum names names = 0; names < NAMES_COUNT; names++) {
		struct printing printing = {store, names, NAMES_MOST};

		names_each(store, names, print_one_name, &printing, NULL);
	}
	store_close(store);
	return 0;
}

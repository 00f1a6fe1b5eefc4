#include "tests/support/stored.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "store/build.h"

static int put_all(struct build *build, const struct corpus *corpus, struct error *err)
{
	static const struct build_meta META = {.fingerprint = "test"};
	int result = 0;

	for (size_t i = 0; i < corpus->source_count && !result; i++)
		result = build_source(build, (uint32_t)i + 1, &corpus->sources[i], err);
	for (size_t i = 0; i < corpus->speaker_count && !result; i++)
		result = build_speaker(build, (uint32_t)i + 1, &corpus->speakers[i], err);
	for (size_t i = 0; i < corpus->topic_count && !result; i++)
		result = build_topic(build, (uint32_t)i + 1, &corpus->topics[i], err);
	for (size_t i = 0; i < corpus->entry_count && !result; i++)
		result = build_entry(build, &corpus->entries[i], err);
	return result ? result : build_finish(build, &META, NULL, NULL, err);
}

void stored_open(struct stored *stored, const struct corpus *corpus)
{
	struct error err = {0};
	struct build *build;
	char *path;

	folder_init(&stored->folder);
	path = folder_path(&stored->folder, "test.db");
	build = build_open(path, &err);
	cr_assert(build && put_all(build, corpus, &err) == 0, "%s", err.text);
	build_close(build);
	stored->store = store_open(path, &err);
	cr_assert_not_null(stored->store, "%s", err.text);
	free(path);
}

void stored_close(struct stored *stored)
{
	store_close(stored->store);
	folder_release(&stored->folder);
}

#include "store/tokenizer.h"

#include <string.h>

#include "store/token.h"

/* FTS5 wants an instance; the tokenizer has no state and no options. */
static int create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	static const char instance;

	(void)context;
	(void)args;
	if (count)
		return SQLITE_ERROR;
	*out = (Fts5Tokenizer *)(void *)(size_t)&instance;
	return SQLITE_OK;
}

static void delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

typedef int token_fn(void *context, int flags, const char *token, int length, int start, int end);

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *bytes,
		    int count, token_fn *give)
{
	const char *text = bytes ? bytes : "";
	size_t length = bytes && count > 0 ? (size_t)count : 0, offset = 0;
	struct token token;
	int code = SQLITE_OK;

	(void)tokenizer;
	(void)flags;
	while (code == SQLITE_OK && token_next(text, length, &offset, &token))
		code = give(context, 0, token.word, (int)token.length, (int)token.start,
			    (int)token.end);
	return code;
}

int tokenizer_register(sqlite3 *db)
{
	fts5_tokenizer tokenizer = {.xCreate = create, .xDelete = delete, .xTokenize = tokenize};
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (code != SQLITE_OK)
		return code;
	code = sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
	if (code == SQLITE_OK)
		sqlite3_step(stmt);
	code = sqlite3_finalize(stmt);
	if (code == SQLITE_OK && !api)
		code = SQLITE_ERROR;
	if (code == SQLITE_OK)
		code = api->xCreateTokenizer(api, TOKENIZER, NULL, &tokenizer, NULL);
	return code;
}

#include "tests/pty/stage.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/pty/lexer.h"

const char STAGE_TITLE[] = "Blinken and Sybiha, November 2024";

void stage_open(struct stage *stage, struct pty_options options)
{
	size_t count = 0;

	folder_init(&stage->folder);
	snprintf(stage->cache, sizeof(stage->cache), "XDG_CACHE_HOME=%s", stage->folder.path);
	stage->terminal = "xterm-256color";
	for (; options.environment[count]; count++)
		if (strncmp(options.environment[count], "TERM=", 5) == 0)
			stage->terminal = options.environment[count] + 5;
	options.environment[count] = stage->cache;
	if (!options.arguments[0])
		options.arguments[0] = "statements.yaml";
	pty_start(&stage->pty, &options);
}

void stage_close(struct stage *stage)
{
	size_t length = stage->pty.bytes.length;
	const char *bytes = text_string(&stage->pty.bytes);
	size_t good = lexer_check(stage->terminal, bytes, length);

	cr_expect_eq(good, length, "byte %zu begins something else: %02x %.20s", good,
		     (unsigned char)bytes[good], bytes + good);
	pty_release(&stage->pty);
	folder_release(&stage->folder);
}

void stage_end(struct stage *stage, int status)
{
	struct pty *pty = &stage->pty;
	int got = pty_end(pty);

	cr_expect_eq(got, status, "status %d, not %d", got, status);
	cr_expect(pty_restored(pty), "the terminal's modes are others than before");
	cr_expect(strstr(text_string(&pty->bytes), "\033[?1049l"), "the alternate screen stays");
}

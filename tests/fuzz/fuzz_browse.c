/*
 * Browsing a damaged store: it is refused with a message, or what is in it is shown,
 * whatever keys are pressed, and every wait ends.
 *
 * The input is patches (patches.h), and behind them a script (script.h).
 */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/patches.h"
#include "tests/fuzz/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	const char *store = patches_apply(&bytes);
	struct browser browser;
	struct error err = {0};

	if (script_open(&browser, store, NULL, &err)) {
		script_run(&browser, &bytes);
		script_close(&browser);
	} else {
		damage_told("patched", &err);
	}
	return 0;
}

/*
 * Damaged stores: a small store with other bytes or other values in it gives
 * messages or entries, never a crash, a hang or a look outside.
 *
 * The input is patches (patches.h).
 */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/patches.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};

	damage_use(patches_apply(&bytes), "patched");
	return 0;
}

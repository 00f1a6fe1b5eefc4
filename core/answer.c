#include "core/answer.h"

#include <stdlib.h>

#include "store/memory.h"

struct answer *answer_new(enum answer_kind kind, uint64_t request)
{
	struct answer *answer = memory_new(1, sizeof(*answer));

	answer->kind = kind;
	answer->request = request;
	return answer;
}

void answer_free(struct answer *answer)
{
	if (!answer)
		return;
	free(answer->words);
	free(answer->rows);
	facet_list_release(&answer->speakers);
	facet_list_release(&answer->topics);
	facet_list_release(&answer->picks);
	timeline_release(&answer->timeline);
	free(answer);
}

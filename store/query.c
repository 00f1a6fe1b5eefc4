#include "store/query.h"

void query_release(struct query *query)
{
	arena_release(&query->arena);
	*query = (struct query){0};
}

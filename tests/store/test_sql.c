#include <criterion/criterion.h>

#include "store/sql.h"

Test(sql, a_value_that_could_not_be_bound_fails_the_next_step_and_only_that)
{
	struct error err = {0};
	struct sql sql;
	sqlite3_stmt *stmt;

	cr_assert_eq(sql_open_memory(&sql, &err), 0, "%s", err.text);
	stmt = sql_get(&sql, "SELECT ?", &err);
	cr_assert(stmt, "%s", err.text);
	sql_bind_int(&sql, stmt, 2, 1);
	cr_expect_eq(sql_step(&sql, stmt, &err), -1);
	cr_expect_eq(err.kind, ERROR_STORE);
	sql_bind_int(&sql, stmt, 1, 1);
	cr_expect_eq(sql_step(&sql, stmt, &err), 1);
	sql_close(&sql);
}

Test(sql, the_first_failure_is_remembered)
{
	struct error err = {0};
	struct sql sql;

	cr_assert_eq(sql_open_memory(&sql, &err), 0, "%s", err.text);
	cr_expect_eq(sql.trouble.kind, ERROR_NONE);
	cr_expect_eq(sql_run(&sql, "SELECT * FROM nowhere", NULL), -1);
	cr_expect_eq(sql.trouble.kind, ERROR_STORE);
	sql_close(&sql);
}

#include "tests/fault/report.h"

#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool report_wants(struct report *report, const char *name)
{
	if (report->only && fnmatch(report->only, name, 0) != 0)
		return false;
	report->tried++;
	return report->only || report->tried % report->jobs == report->job;
}

void report_fail(struct report *report, const char *name, const char *format, ...)
{
	static const char *const depths[] = {"sample", "all", "soak"};
	char message[4096];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	report->failed++;
	/* One call, so that the lines of two processes do not mix. */
	printf("FAIL %s %s: %s\n     repeat: %s --seed %llu --only '%s' %s %s\n", report->part,
	       name, message, report->harness, (unsigned long long)report->dice.seed, name,
	       depths[report->depth], report->part);
	fflush(stdout);
}

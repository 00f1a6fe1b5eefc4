/*
 * long_texts: writes a corpus with the longest texts that there may be to standard
 * output: a word of 1 MiB, and 100,000 lines.  A short text stands above each.
 */
#include <stdio.h>

enum { WORD_BYTES = 1 << 20, LINES = 100000 };

int main(void)
{
	static const char END[] = "theend";

	puts("statements: 1\ntitle: Long texts\nquotes:\n"
	     "  - {id: first, speaker: A, date: 2024-01-04, text: a short text}");
	fputs("  - {id: word, speaker: A, date: 2024-01-03, text: ", stdout);
	for (size_t i = 0; i < WORD_BYTES - (sizeof(END) - 1); i++)
		putchar('a');
	printf("%s}\n", END);
	puts("  - {id: second, speaker: A, date: 2024-01-02, text: a short text}");
	puts("  - id: lines\n    speaker: A\n    date: 2024-01-01\n    text: |-");
	for (int i = 1; i < LINES; i++)
		printf("      %08d\n", i);
	printf("      %s\n", END);
	return fflush(stdout) || ferror(stdout);
}

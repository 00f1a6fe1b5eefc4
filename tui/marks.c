#include "tui/marks.h"

const char *speech_mark(enum speech speech)
{
	static const char *const MARKS[] = {
		[SPEECH_NONE] = "“", [SPEECH_DIRECT] = "“", [SPEECH_INDIRECT] = "~",
		[SPEECH_MIXED] = "±",
	};

	return (unsigned)speech <= SPEECH_MIXED ? MARKS[speech] : " ";
}

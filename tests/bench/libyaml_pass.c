/*
 * libyaml_pass FILE: parses FILE by libyaml's events and does nothing else.
 * The yardstick for loading.
 */
#include <stdio.h>
#include <yaml.h>

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	yaml_parser_t parser;
	yaml_event_t event;
	unsigned long events = 0;
	int done = 0;

	if (!file || !yaml_parser_initialize(&parser)) {
		fputs("usage: libyaml_pass FILE\n", stderr);
		return 2;
	}
	yaml_parser_set_input_file(&parser, file);
	while (!done && yaml_parser_parse(&parser, &event)) {
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		events++;
	}
	yaml_parser_delete(&parser);
	fclose(file);
	printf("%lu events\n", events);
	return done ? 0 : 1;
}

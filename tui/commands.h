/*
 * The commands, one function and one file (tui/cmd_NAME.c) each.  Each does
 * what OPTIONS asks for and gives the exit status of the program.
 */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

struct options;

int command_browse(const struct options *options);
int command_check(const struct options *options);
int command_load(const struct options *options);
int command_search(const struct options *options);
int command_show(const struct options *options);
int command_list(const struct options *options);

#endif

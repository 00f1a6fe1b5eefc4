/*
 * The interface as two functions: a key changes state, drawing paints it.
 *
 *   ui_key(ui, key)  →  tui/keys: key and place give an action
 *                    →  tui/action: the action calls core/session
 *                    →  the worker searches, session_update takes rows in
 *   ui_draw(ui, screen)  paints; reads state only
 */
#ifndef TUI_UI_H
#define TUI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/session.h"
#include "tui/screen.h"

struct ui;

/* SESSION is borrowed. */
struct ui *ui_open(struct session *session);
void ui_close(struct ui *ui);

void ui_key(struct ui *ui, int32_t key);
/* A bracketed paste: goes into the prompt as typed text, and is ignored elsewhere. */
void ui_paste(struct ui *ui, const char *text, size_t length);
/* The screen's size, before the next draw; keeps the selection in view. */
void ui_resize(struct ui *ui, int rows, int columns);
/* Lays out what will be drawn; after keys, session_update and resizes. */
void ui_arrange(struct ui *ui);
void ui_draw(const struct ui *ui, struct screen *screen);

/* Says something in the last line until the next key. */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The user asked to leave. */
bool ui_done(const struct ui *ui);
/* The user asked for the editor at FILE and LINE (borrowed); asked once. */
bool ui_wants_editor(struct ui *ui, const char **file, uint32_t *line);
/* The user asked to suspend (Ctrl-z); asked once. */
bool ui_wants_suspend(struct ui *ui);
/* The user asked to have the whole screen painted again (Ctrl-l); asked once. */
bool ui_wants_repaint(struct ui *ui);

#endif

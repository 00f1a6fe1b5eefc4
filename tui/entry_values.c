#include "tui/entry_values.h"

#include "tui/view.h"

static void add_text(struct ui *ui, enum field field, const char *value)
{
	if (value && *value)
		picker_add_value(ui, field, value, value);
}

/* The name of NUMBER as value and label.  A source that was written in place has no
 * id; the words of its title find it too. */
static void add_name(struct ui *ui, enum field field, enum names names, uint32_t number)
{
	struct arena arena = {0};
	struct name name;

	if (number && names_get(session_store(ui->session), names, number, &arena, &name) == 0) {
		if (name.id && *name.id)
			picker_add_value(ui, field, name.id, name.label);
		else
			add_text(ui, field, name.label);
	}
	arena_release(&arena);
}

static void add_names(struct ui *ui, enum field field, enum names names,
		      const struct numbers *numbers)
{
	for (size_t i = 0; i < numbers->count; i++)
		add_name(ui, field, names, numbers->at[i]);
}

static void add_quote(struct ui *ui, const struct quote *quote)
{
	add_name(ui, FIELD_SPEAKER, NAMES_SPEAKER, quote->speaker);
	add_names(ui, FIELD_TOPIC, NAMES_TOPIC, &quote->topics);
	add_name(ui, FIELD_TALK, NAMES_TALK, quote->talk);
	add_names(ui, FIELD_TO, NAMES_SPEAKER, &quote->to);
	add_names(ui, FIELD_ABOUT, NAMES_SPEAKER, &quote->about);
	add_text(ui, FIELD_SPEECH, vocabulary_word(&VOCABULARY_SPEECH, quote->speech));
	add_text(ui, FIELD_STATUS, vocabulary_word(&VOCABULARY_STATUS, quote->status));
}

static void add_talk(struct ui *ui, const struct talk *talk)
{
	add_name(ui, FIELD_TALK, NAMES_TALK, talk->number);
	for (size_t i = 0; i < talk->participant_count; i++)
		add_name(ui, FIELD_WITH, NAMES_SPEAKER, talk->participants[i].speaker);
	add_names(ui, FIELD_TOPIC, NAMES_TOPIC, &talk->topics);
	for (size_t i = 0; i < talk->agenda_count; i++)
		add_name(ui, FIELD_TOPIC, NAMES_TOPIC, talk->agenda[i].topic);
	add_text(ui, FIELD_PLACE, talk->place);
	add_text(ui, FIELD_PLACE, talk->country);
	add_text(ui, FIELD_KIND, vocabulary_word(&VOCABULARY_TALK, talk->kind));
}

void entry_values_pick(struct ui *ui)
{
	bool reading = ui->focus == PANE_READER;
	uint32_t row = reading ? reader_row(ui) : 0;
	int field = reading ? reader_field(ui) : FIELD_COUNT;
	struct entry entry = {0};
	struct error err = {0};
	struct brief brief;

	if (!row && session_briefs(ui->session, session_cursor(ui->session), 1, &brief) == 1)
		row = brief.row;
	if (!row || store_entry(session_store(ui->session), row, &entry, &err) != 0) {
		ui_say(ui, "%s", err.text[0] ? err.text : "there is no entry here");
		return;
	}
	picker_open(ui, PICK_VALUE);
	if (entry.kind == ENTRY_QUOTE)
		add_quote(ui, &entry.quote);
	else
		add_talk(ui, &entry.talk);
	add_text(ui, FIELD_DATE, entry.date);
	add_text(ui, FIELD_OUTLET, entry.outlet);
	add_name(ui, FIELD_SOURCE, NAMES_SOURCE, entry.source);
	add_text(ui, FIELD_LANG, entry.lang);
	entry_release(&entry);
	picker_stand_on(ui, field);
}

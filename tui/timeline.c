/*
 * The timeline: one line above the list, with a bar for each month, or year, or
 * number of years of the answer, and what the bars leave to be said.
 *
 *	 2021-03 ▃  ▁█▂ 2021-08  max 34/month  +12 undated
 *
 * While counting goes on an ellipsis stands behind the bars.
 */
#include <stdio.h>
#include <string.h>

#include "core/wrap.h"
#include "tui/view.h"

enum {
	LEVELS = 8,
	MARGIN = 1,	/* columns left free at both ends of the line */
	GAP = 2,	/* columns between the bars' end and a note, or two notes */
	FEW_BARS = 8,	/* rather than fewer of them a note is left out */
	LABEL_BYTES = 16,
};

/* How many columns a text takes that is put behind a gap; nothing takes none. */
static size_t behind_gap(const struct text *text)
{
	return text->length > 0 ? text->length + GAP : 0;
}

static void label_put(char label[LABEL_BYTES], int32_t months, bool years)
{
	int year, month, written;

	month_split(months, &year, &month);
	written = snprintf(label, LABEL_BYTES, "%s%04d", year < 0 ? "-" : "", year < 0 ? -year : year);
	if (!years)
		snprintf(label + written, LABEL_BYTES - (size_t)written, "-%02d", month);
}

/* What stands at both ends of the bars, with a blank or the ellipsis beside it. */
static size_t labels_width(int32_t first, int32_t last, bool years)
{
	char label[2][LABEL_BYTES];

	label_put(label[0], first, years);
	label_put(label[1], last, years);
	return strlen(label[0]) + strlen(label[1]) + 2;
}

/* "+12 undated, 1 open": those that stand in no bar. */
static void say_others(const struct timeline *timeline, bool alone, struct text *out)
{
	uint32_t undated = 0, open = 0;

	for (size_t i = 0; i < timeline->count && timeline->months[i].month <= MONTH_OPEN; i++)
		*(timeline->months[i].month == MONTH_UNDATED ? &undated : &open) +=
			timeline->months[i].count;
	if (!alone && undated + open > 0)
		text_putc(out, '+');
	if (undated > 0) {
		text_number(out, undated);
		text_puts(out, " undated");
	}
	if (open > 0) {
		text_puts(out, undated > 0 ? ", " : "");
		text_number(out, open);
		text_puts(out, " open");
	}
}

static void say_years(int years, struct text *out)
{
	text_number(out, (uint64_t)years);
	text_puts(out, " years");
}

/* What the longest bar stands for: "max 34/month", "max 34 in 10 years". */
static void say_scale(const struct timeline_bars *bars, struct text *out)
{
	text_puts(out, "max ");
	text_number(out, bars->most);
	text_puts(out, bars->years == 0 ? "/month" : bars->years == 1 ? "/year" : " in ");
	if (bars->years > 1)
		say_years(bars->years, out);
}

/* Of that what the labels do not tell: "10 years a bar". */
static void say_unit(const struct timeline_bars *bars, struct text *out)
{
	if (bars->years < 2)
		return;
	say_years(bars->years, out);
	text_puts(out, " a bar");
}

static size_t left_of(size_t room, size_t taken)
{
	return room > taken ? room - taken : 0;
}

/* The longest note on the bars that ROOM columns hold. */
static void choose_scale(struct timeline_line *line, size_t room)
{
	static void (*const say[])(const struct timeline_bars *bars, struct text *out) = {
		say_scale, say_unit};

	for (size_t i = 0; i < sizeof(say) / sizeof(*say); i++) {
		text_clear(&line->scale);
		say[i](&line->bars, &line->scale);
		if (behind_gap(&line->scale) <= room)
			return;
	}
	text_clear(&line->scale);
}

void timeline_arrange(struct ui *ui)
{
	struct timeline_line *line = &ui->timeline;
	const struct timeline *timeline = session_timeline(ui->session, &line->exact);
	size_t room = (size_t)ui->layout.timeline.columns - 2 * MARGIN, taken;
	struct timeline_room fits = {0};
	int32_t first, last;
	bool dated = timeline_span(timeline, &first, &last);

	text_clear(&line->others);
	say_others(timeline, !dated, &line->others);
	if (dated) {
		taken = behind_gap(&line->others);
		fits.months = left_of(room, taken + labels_width(first, last, false));
		taken += labels_width(first, last, true);
		fits.years = left_of(room, taken);
		fits.spans = left_of(fits.years, GAP + strlen("1,000 years a bar"));
		if (fits.spans < FEW_BARS)
			fits.spans = fits.years;
	}
	timeline_bars(timeline, &fits, &line->bars);
	text_clear(&line->scale);
	if (dated)
		choose_scale(line, left_of(room, behind_gap(&line->others) + line->bars.count +
					   labels_width(first, last, line->bars.years > 0)));
}

struct letters {
	const char *bars[LEVELS + 1];
	const char *going_on;
};

/* Where the locale has no letters for blocks, neither has the terminal. */
static const struct letters *choose_letters(void)
{
	static const struct letters BLOCKS = {{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, "…"};
	static const struct letters ASCII = {{" ", "_", ".", "-", ":", "=", "+", "*", "#"}, "~"};

	return wrap_width(BLOCKS.bars[LEVELS], strlen(BLOCKS.bars[LEVELS])) == 1 ? &BLOCKS : &ASCII;
}

/* 0 for nothing, and 1 for the least that is something. */
static unsigned level_of(uint32_t count, uint32_t most)
{
	return (unsigned)(((uint64_t)count * LEVELS + most - 1) / most);
}

/* Returns the column behind them and what may stand there. */
static int bars_put(const struct timeline_line *line, struct area area, int column,
		    struct screen *screen)
{
	const struct timeline_bars *bars = &line->bars;
	const struct letters *letters = choose_letters();

	for (size_t i = 0; i < bars->count; i++)
		column = screen_puts(screen, area, 0, column, STYLE_COUNT,
				     letters->bars[level_of(bars->at[i], bars->most)]);
	if (!line->exact)
		screen_puts(screen, area, 0, column, STYLE_LABEL, letters->going_on);
	return column + 1;
}

void timeline_draw(const struct ui *ui, struct screen *screen)
{
	const struct timeline_line *line = &ui->timeline;
	struct area area = ui->layout.timeline;
	const struct text *notes[] = {&line->scale, &line->others};
	char first[LABEL_BYTES], last[LABEL_BYTES];
	bool years = line->bars.years > 0;
	int column = MARGIN;

	if (line->bars.count > 0) {
		label_put(first, line->bars.first, years);
		label_put(last, line->bars.last, years);
		column = screen_puts(screen, area, 0, column, STYLE_DATE, first);
		column = bars_put(line, area, column + 1, screen);
		if (strcmp(first, last) != 0)
			column = screen_puts(screen, area, 0, column, STYLE_DATE, last);
		else
			column--;
	}
	for (size_t i = 0; i < 2; i++) {
		if (notes[i]->length == 0)
			continue;
		column += column > MARGIN ? GAP : 0;
		column = screen_put_clipped(screen, area, 0, column, area.columns - column,
					    STYLE_LABEL, notes[i]->data, notes[i]->length);
	}
}

void timeline_line_release(struct timeline_line *line)
{
	text_release(&line->scale);
	text_release(&line->others);
}

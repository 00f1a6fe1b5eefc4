#include "core/timeline.h"

#include <stdlib.h>
#include <string.h>

void timeline_release(struct timeline *timeline)
{
	free(timeline->months);
	*timeline = (struct timeline){0};
}

/* How many months stand before those of the calendar. */
static size_t without_beginning(const struct timeline *timeline)
{
	size_t count = 0;

	while (count < timeline->count && timeline->months[count].month <= MONTH_OPEN)
		count++;
	return count;
}

bool timeline_span(const struct timeline *timeline, int32_t *first, int32_t *last)
{
	size_t begin = without_beginning(timeline);

	if (begin == timeline->count)
		return false;
	*first = timeline->months[begin].month;
	*last = timeline->months[timeline->count - 1].month;
	return true;
}

static int year_of(int32_t months)
{
	int year, month;

	month_split(months, &year, &month);
	return year;
}

/* The number of years that a bar must have for COUNT years to fit into ROOM bars. */
static int choose_years(size_t count, size_t room)
{
	static const int factors[] = {2, 5, 10};
	int power = 1, years = 1;

	for (size_t i = 0; (count + (size_t)years - 1) / (size_t)years > room; i++) {
		years = power * factors[i % 3];
		if (i % 3 == 2)
			power *= 10;
	}
	return years;
}

static size_t within(size_t room)
{
	return room < 1 ? 1 : room < TIMELINE_BARS ? room : TIMELINE_BARS;
}

/* The bar that MONTH stands in. */
static size_t bar_of(const struct timeline_bars *bars, int32_t month)
{
	if (bars->years == 0)
		return (size_t)(month - bars->first);
	return (size_t)(year_of(month) - year_of(bars->first)) / (size_t)bars->years;
}

void timeline_bars(const struct timeline *timeline, const struct timeline_room *room,
		   struct timeline_bars *bars)
{
	size_t years;

	memset(bars, 0, sizeof(*bars));
	for (size_t i = 0; i < without_beginning(timeline); i++) {
		const struct month_count *month = &timeline->months[i];

		*(month->month == MONTH_UNDATED ? &bars->undated : &bars->open) += month->count;
	}
	if (!timeline_span(timeline, &bars->first, &bars->last))
		return;
	years = (size_t)(year_of(bars->last) - year_of(bars->first)) + 1;
	if ((size_t)(bars->last - bars->first) >= within(room->months))
		bars->years = years <= within(room->years)
				      ? 1
				      : choose_years(years, within(room->spans));
	bars->count = bar_of(bars, bars->last) + 1;
	for (size_t i = without_beginning(timeline); i < timeline->count; i++) {
		uint32_t *bar = &bars->at[bar_of(bars, timeline->months[i].month)];

		*bar += timeline->months[i].count;
		if (*bar > bars->most)
			bars->most = *bar;
	}
}

"""Weekly rest: the forms that laws give it, both edges, clocks and zones."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.terms import TICKS_PER_POINT
from constraints.weekly_rest import WeeklyRest
from scheduler.testing import TinyShift, tiny_problem, with_history

STARTS = TinyShift(starts=(6 * 60, 9 * 60, 14 * 60, 22 * 60))
WORKWEEK = (0, 1, 2, 3, 4)


def rest(**options):
    """Return a rule of 35 hours."""
    return WeeklyRest(id="weekly", **{"least": "35h", **options})


def problem(days=7, **options):
    """Return a problem with four starts a day, from Monday 1 March."""
    return tiny_problem(1, days=days, shifts={"s": STARTS}, **options)


def test_a_weekend_is_one_rest(judge, at):
    """Mon-Fri 09:00-17:00: free from Friday 17:00 to Sunday 24:00, 55 h."""
    week = problem()
    line = {day: at(week, day, 9) for day in WORKWEEK}
    assert not judge(rest(), week, line)
    assert not judge(rest(least="55h"), week, line)
    (found,) = judge(rest(least="56h"), week, line)
    assert (found.hard, found.days, found.amount) == (True, (0, 6), 1)


def test_twelve_days_in_a_row_keep_the_calendar_and_not_the_rolling_week(
    judge, at
):
    """Off on the first Monday and the last Sunday only (CJEU C-306/16).

    Each calendar week has its rest: until Tuesday 14:00, 38 h, and from
    Saturday 22:00 on, 26 h. From Tuesday 14:00 on no stretch is longer
    than 16 h; within seven days of each of the first six duties there is
    none of 24 h, and of the seventh, from a Monday on, the last Sunday.
    """
    two = problem(14)
    line = {day: at(two, day, 14) for day in range(1, 13)}
    assert not judge(rest(least="24h"), two, line)
    found = judge(rest(least="24h", rolling=True), two, line)
    assert [v.days[0] for v in found] == [1, 2, 3, 4, 5, 6]


def test_ordinary_weeks_keep_the_rolling_week(judge, at):
    """36 h within 7 × 24 h of every start, weekends free (NL, 5:5)."""
    two = problem(14)
    line = {day: at(two, day, 9) for day in range(14) if day % 7 < 5}
    assert not judge(rest(least="36h", rolling=True), two, line)


def test_the_rolling_week_ends_to_the_minute(judge, at):
    """From Monday 06:00 on, 36 h have to begin by Saturday 18:00.

    Work from Monday to Saturday, last until 17:00 or until 22:00, leaves
    37 h or 32 h before the next Monday 06:00.
    """
    long = problem(9)
    line = {day: at(long, day, 6) for day in range(5)}
    kept = line | {5: at(long, 5, 9), 7: at(long, 7, 6)}
    assert not judge(rest(least="36h", rolling=True), long, kept)
    late = line | {5: at(long, 5, 14), 7: at(long, 7, 14)}
    found = judge(rest(least="36h", rolling=True), long, late)
    assert [v.days for v in found] == [(0, 6)]


@pytest.mark.parametrize(
    ("runs_on", "broken"), [(False, [(0, 6), (7, 13)]), (True, [])]
)
def test_a_rest_across_two_weeks(judge, at, runs_on, broken):
    """Free from Saturday 14:00 to Monday 06:00, 34 h and 6 h.

    Whole it is 40 h of the first week. The second works to its last day,
    and may still rest from Sunday 14:00 on.
    """
    two = problem(14)
    line = {day: at(two, day, 6) for day in range(14) if day != 6}
    found = judge(rest(runs_on=runs_on), two, line)
    assert [v.days for v in found] == broken


def test_parts_are_long_enough_and_add_up(judge, at):
    """72 h in 14 days in parts of 32 h (NL, 5:5): 40 + 32, not 40 + 31.

    Days off are Sunday 7 and Sunday 14; free from Saturday 14:00 to Monday
    06:00 (40 h) and from Saturday 14:00, or 17:00, to Sunday 24:00.
    """
    two = problem(14)
    dutch = rest(least="72h", per="2 weeks", shortest_part="32h")
    line = {day: at(two, day, 6) for day in range(14) if day % 7 != 6}
    assert not judge(dutch, two, line)
    (found,) = judge(dutch, two, line | {12: at(two, 12, 9)})
    assert dutch.words(found, two) == (
        "P0 is free for 40 h in parts of at least 32 h, 1–14 March; 72 h"
        " are wanted"
    )


def test_a_whole_rest_has_parts_enough(judge, at):
    """48 h in parts of 24 h (UK, 11): a weekend, or two days apart."""
    week = problem()
    british = rest(least="48h", shortest_part="24h")
    line = {day: at(week, day, 9) for day in range(7)}
    free = [(5, 6), (1, 4), (0, 6), (0, 1)]
    for days in free:
        kept = {day: duty for day, duty in line.items() if day not in days}
        assert not judge(british, week, kept)
    assert judge(british, week, {d: x for d, x in line.items() if d != 3})
    assert not judge(british, week, {})


def test_history_is_part_of_the_week(judge, at):
    """The roster begins on Friday 5 March, after four days from 09:00.

    With Friday worked 55 h are left, with Saturday too until 17:00 31 h;
    without history Monday to Thursday might have been free.
    """
    cut = problem(3, first_day=date(2027, 3, 5))
    line = {day: at(cut, day, 9) for day in (0, 1)}
    assert not judge(rest(), cut, line)
    past = with_history(cut, [(0, d, "s", 540, 480) for d in (-4, -3, -2, -1)])
    (found,) = judge(rest(), past, line)
    assert (found.days, found.note) == ((0, 2), "31 h")
    assert not judge(rest(), past, {0: line[0]})


def test_what_is_past_cannot_be_broken_any_more(judge, at):
    """Six days before a Sunday until 22:00: 26 h are left, and are lost.

    Seven times 24 hours from Monday 14:00 are not: off on Sunday, there are
    40 h until then.
    """
    sunday = problem(1, first_day=date(2027, 3, 7))
    past = with_history(
        sunday, [(0, day, "s", 14 * 60, 480) for day in range(-6, 0)]
    )
    assert not judge(rest(), past, {0: at(past, 0, 9)})
    (found,) = judge(rest(rolling=True), past, {0: at(past, 0, 9)})
    assert found.days == (-6, 0)
    assert not judge(rest(rolling=True), past)
    assert not judge(rest(rolling=True, least="41h"), past)


def test_the_future_is_free(judge, at):
    """Eight days to the end, from Monday: the last week is not lost yet.

    From the first Monday 06:00 to the next there is none; from Tuesday on
    there may still be one after the roster, if it begins by Monday 14:00:
    24 h before Tuesday 06:00 are too few, 40 h before Wednesday are not.
    """
    eight = problem(8)
    line = {day: at(eight, day, 6) for day in range(8)}
    found = judge(rest(least="36h", rolling=True), eight, line)
    assert [v.days[0] for v in found] == [0, 1]
    assert len(judge(rest(), eight, line)) == 1


@pytest.mark.parametrize(
    ("first_day", "hours"),
    [(date(2027, 3, 8), 33), (date(2027, 11, 1), 35), (date(2027, 6, 7), 34)],
)
def test_rest_is_real_time(judge, at, first_day, hours):
    """Saturday 14:00 to Sunday 24:00 in Halifax, clocks changed or not."""
    week = problem(first_day=first_day, zone="America/Halifax")
    line = {day: at(week, day, 6) for day in range(6)}
    assert not judge(rest(least=f"{hours}h"), week, line)
    assert judge(rest(least=f"{hours}h30"), week, line)


def test_the_week_begins_with_the_line_day(judge, at):
    """A night of Sunday belongs to its week where days start at noon."""
    people = [{"day_starts": 12 * 60}]
    noon = tiny_problem(people, days=14, shifts={"s": STARTS})
    line = {day: at(noon, day, 22) for day in range(6)}
    # Free from Sunday 06:00 until Monday 12:00, 30 h; the next from there.
    (found,) = judge(rest(least="31h"), noon, line)
    assert found.days == (0, 6)
    assert not judge(rest(least="30h"), noon, line)


def test_price_per_week(judge, at):
    """Two weeks without it at low importance: 3 × 8 points each."""
    two = problem(14)
    line = {day: at(two, day, 9) for day in range(14)}
    found = judge(rest(importance="low"), two, line)
    assert [v.ticks for v in found] == [24 * TICKS_PER_POINT] * 2


def test_words(judge, at):
    """What is demanded, and how it was missed."""
    week = problem()
    line = {day: at(week, day, 9) for day in range(6)}
    (found,) = judge(rest(), week, line)
    assert rest().words(found, week) == (
        "P0 is free for 31 h in one piece at most, 1–7 March; 35 h are wanted"
    )
    said = [
        rule.says(next(iter(rule.terms(week))).because, week)
        for rule in (
            rest(),
            rest(rolling=True),
            rest(shortest_part="20h"),
        )
    ]
    assert said == [
        "P0 is free for 35 h in one piece, 1–7 March",
        "P0 is free for 35 h in one piece within a week of the start of every"
        " duty, 1–7 March",
        "P0 is free for 35 h in parts of at least 20 h, 1–7 March",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"least": "0m"}, "a rest of 0"),
        ({"rolling": True, "per": "period"}, "weeks to roll over"),
        ({"rolling": True, "runs_on": True}, "rolling or runs on"),
        ({"shortest_part": "36h"}, "longer than the rest"),
        ({"shortest_part": "0m"}, "longer than the rest"),
    ],
)
def test_what_makes_no_sense_is_refused(options, message):
    """The message says what belongs together."""
    with pytest.raises(ValidationError, match=message):
        rest(**options)

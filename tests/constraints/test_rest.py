"""Rest between two duties: amounts, edges, history, clock changes."""

from datetime import date

import pytest

from constraints.rest import RestBetween
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
STARTS = TinyShift(starts=(7 * HOUR, 15 * HOUR, 22 * HOUR))


def rest(**options):
    """Return a rest of 11 hours."""
    return RestBetween(id="rest", **{"least": "11h", **options})


def test_amount_is_the_missing_time(judge, at):
    """Late until 23:00, early from 07:00: 8 h of rest, 3 h are missing."""
    problem = tiny_problem(2, shifts={"s": STARTS})
    late, early = at(problem, 0, 15), at(problem, 1, 7)
    (found,) = judge(rest(), problem, {}, {0: late, 1: early})
    assert found.hard
    assert (found.people, found.days, found.amount) == ((1,), (0, 1), 180)


def test_exactly_enough_is_enough(judge, at):
    """15:00 to 23:00, then 10 h or 11 h later."""
    shift = TinyShift(starts=(9 * HOUR, 10 * HOUR, 15 * HOUR))
    problem = tiny_problem(1, shifts={"s": shift})
    late = at(problem, 0, 15)
    assert not judge(rest(), problem, {0: late, 1: at(problem, 1, 10)})
    assert judge(rest(), problem, {0: late, 1: at(problem, 1, 9)})


PIECES = {
    "split": TinyShift(
        (7 * HOUR,), parts=((0, 240, False), (600, 180, False))
    ),
    "call": TinyShift((17 * HOUR,), parts=((0, 900, True),)),
    "both": TinyShift((8 * HOUR,), parts=((0, 540, False), (540, 900, True))),
}


def test_rest_is_counted_from_the_outer_ends_of_a_split_shift(judge, at):
    """20:00 to 07:00 is 11 h, and the afternoon between is no rest."""
    problem = tiny_problem(1, shifts=PIECES)
    lines = {day: at(problem, day, 7) for day in (0, 1)}
    assert not judge(rest(), problem, lines)
    (found,) = judge(rest(least="12h"), problem, lines)
    assert found.amount == 60


def test_standby_breaks_no_rest_unless_it_counts(judge, at):
    """Work 08-17 and on call until 08: 15 h of rest, or none at all."""
    problem = tiny_problem(1, shifts=PIECES)
    lines = {day: at(problem, day, 8) for day in (0, 1)}
    assert not judge(rest(least="15h"), problem, lines)
    (found,) = judge(rest(least="8h", standby=True), problem, lines)
    assert found.amount == 8 * HOUR


def test_rest_spans_a_day_on_standby_alone(judge, at):
    """Off at 20:00, on call the next evening, back at 07:00: 35 h."""
    problem = tiny_problem(1, shifts=PIECES)
    split, call = at(problem, 0, 7), at(problem, 1, 17)
    lines = {0: split, 1: call, 2: at(problem, 2, 8)}
    (found,) = judge(rest(least="40h"), problem, lines)
    assert (found.days, found.amount) == ((0, 2), 4 * HOUR)


def test_days_off_are_rest(judge, at):
    """Only the next duty counts, however many days off lie between."""
    problem = tiny_problem(1, shifts={"s": STARTS})
    lines = {0: at(problem, 0, 22), 2: at(problem, 2, 7)}
    assert not judge(rest(), problem, lines)


def test_night_to_morning_forbids_no_night_to_night(judge, at):
    """A known defect elsewhere: banning N→M also banned N→N and N→A.

    A night until 06:00 leaves 1 h before a morning at 07:00, 9 h before
    15:00 and 16 h before the next night.
    """
    problem = tiny_problem(1, shifts={"s": STARTS})
    nights = {day: at(problem, day, 22) for day in range(7)}
    eight = rest(least="8h")
    assert not judge(eight, problem, nights)
    assert not judge(eight, problem, nights | {1: at(problem, 1, 15)})
    (found,) = judge(eight, problem, nights | {6: at(problem, 6, 7)})
    assert found.amount == 7 * HOUR


def test_price_per_hour_of_each_pair(judge, at):
    """Two pairs miss 3 h each; at 4 points an hour each costs 12."""
    problem = tiny_problem(1, shifts={"s": STARTS})
    late, early = 15, 7
    line = {
        day: at(problem, day, late if day % 2 == 0 else early)
        for day in range(4)
    }
    found = judge(rest(importance=4), problem, line)
    assert [v.days for v in found] == [(0, 1), (2, 3)]
    assert [v.ticks for v in found] == [12 * TICKS_PER_POINT] * 2


def test_history_counts(judge, at):
    """Day -1 ended at 23:00: 8 h before the first morning."""
    problem = with_history(
        tiny_problem(1, shifts={"s": STARTS}),
        [(0, -1, "s", 15 * HOUR, 8 * HOUR)],
    )
    (found,) = judge(rest(), problem, {0: at(problem, 0, 7)})
    assert (found.days, found.amount) == ((-1, 0), 180)
    assert not judge(rest(), problem, {0: at(problem, 0, 15)})


@pytest.mark.parametrize(
    ("first_day", "rest_min"),
    [
        (date(2027, 3, 13), 10 * HOUR),  # clocks go forward on the 14th
        (date(2027, 11, 6), 12 * HOUR),  # and back on 7 November
        (date(2027, 6, 5), 11 * HOUR),
    ],
)
def test_rest_is_real_time(judge, at, first_day, rest_min):
    """23:00 to 10:00 in Halifax is 10, 11 or 12 hours."""
    shift = TinyShift(starts=(10 * HOUR, 15 * HOUR))
    problem = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts={"s": shift}
    )
    line = {0: at(problem, 0, 15), 1: at(problem, 1, 10)}
    (found,) = judge(rest(least="13h"), problem, line)
    assert found.amount == 13 * HOUR - rest_min


@pytest.mark.parametrize(
    ("first_day", "elapsed_min"),
    [(date(2027, 3, 13), 7 * HOUR), (date(2026, 10, 31), 9 * HOUR)],
)
def test_night_of_a_clock_change(judge, at, first_day, elapsed_min):
    """22:00-06:00 is 8 h of contract, 7 or 9 real ones before the rest.

    The next night begins at 22:00, 16 real hours after 06:00, whatever the
    night was.
    """
    shift = TinyShift(starts=(22 * HOUR,))
    problem = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts={"s": shift}
    )
    night = problem.duties[at(problem, 0, 22)]
    assert night.nominal_min == 8 * HOUR
    assert night.end_min - night.start_min == elapsed_min
    line = {0: at(problem, 0, 22), 1: at(problem, 1, 22)}
    (found,) = judge(rest(least="17h"), problem, line)
    assert found.amount == HOUR


def test_duties_that_overlap_miss_more_than_the_rest(judge, at):
    """22:00 to 10:00, then from 07:00: 3 h twice, so 14 h are missing."""
    shift = TinyShift(starts=(7 * HOUR, 22 * HOUR), lengths=(12 * HOUR,))
    problem = tiny_problem(1, shifts={"s": shift})
    line = {0: at(problem, 0, 22), 1: at(problem, 1, 7)}
    (found,) = judge(rest(), problem, line)
    assert found.amount == 14 * HOUR
    assert "two duties at once for 3 h" in rest().words(found, problem)


def test_who_is_bound(judge, at):
    """The rule binds only those it names."""
    problem = tiny_problem(2, shifts={"s": STARTS})
    line = {0: at(problem, 0, 15), 1: at(problem, 1, 7)}
    (found,) = judge(rest(who="P1"), problem, line, line)
    assert found.people == (1,)


def test_words(judge, at):
    """Reasons and findings name the person, the time and the date."""
    shift = TinyShift(starts=(7 * HOUR, 13 * HOUR + 30))
    problem = tiny_problem([{"name": "Ana"}], days=7, shifts={"s": shift})
    line = {0: problem.menu(0, 0)[1], 1: at(problem, 1, 7)}
    rule = rest()
    (found,) = judge(rule, problem, line)
    assert rule.words(found, problem) == (
        "Ana rests 9 h 30 before Tue 2 March 07:00; 11 h are wanted"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana rests at least 11 h between duties, 1–7 March"
    )


def test_a_rest_of_nothing_still_parts_duties(judge):
    """22:00-06:00 and a duty from 04:00 overlap by 2 h."""
    shifts = {"s": TinyShift(starts=(4 * 60, 22 * 60))}
    problem = tiny_problem(1, shifts=shifts)
    rule = RestBetween(id="one", least="0m")
    early, late = (problem.menu(0, day) for day in (1, 0))
    (found,) = judge(rule, problem, {0: late[1], 1: early[0]})
    assert (found.amount, found.hard) == (120, True)
    assert rule.words(found, problem) == (
        "P0 works two duties at once for 2 h from Tue 2 March 04:00"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem).startswith(
        "P0 works one duty at a time"
    )
